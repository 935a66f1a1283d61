"""What an answer of the gate costs beside the check it rests on, surface by surface: ``make bench-gate``.

The same drafts of about 300 characters through each: the check alone, the gate, the HTTP application without a socket,
and an agent's call to a server in a process of its own. A draft of two characters shows what is not the check. What a
socket and many callers add is for ``wrk`` (docs/gate.md).
"""

import argparse
import asyncio
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from statistics import median, quantiles
from typing import Any

from bench import mixture
from mcp import Client, StdioServerParameters

from xhs_compliance.cli.gate import GateOptions, load_gate
from xhs_compliance.model.draft import Draft
from xhs_compliance.services.web.app import create_app

SERVER = ["-m", "xhs_compliance", "mcp", "--isolated"]
SHORT = ["今天"]

Ask = Callable[[str], Awaitable[object]]


async def timed(name: str, ask: Ask, texts: list[str], repeats: int) -> None:
    """Ask about every text, several times over, and tell how long an answer took."""
    for text in texts:
        await ask(text)
    taken = []
    for _ in range(repeats):
        for text in texts:
            begun = time.perf_counter()
            await ask(text)
            taken.append((time.perf_counter() - begun) * 1e3)
    print(f"| {name} | {min(taken):.2f} | {median(taken):.2f} | {quantiles(taken, n=100)[98]:.1f} |", flush=True)


def http(app: Any) -> Ask:
    """Asks the application as a server would, without one."""

    async def ask(text: str) -> None:
        body = json.dumps({"text": text}).encode()

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            if message.get("status", 200) != 200:
                sys.exit(f"refused: {message}")

        headers = [(b"host", b"localhost"), (b"content-type", b"application/json")]
        scope = {"type": "http", "method": "POST", "path": "/v1/check", "query_string": b"", "headers": headers}
        await app(scope, receive, send)

    return ask


@contextmanager
def over_http() -> Iterator[str]:
    """The address of a server for agents."""
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, *SERVER, "--http", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as process:
        try:
            line = process.stdout.readline().decode() if process.stdout else ""
            yield re.findall(r"http://[^\s（(]+", line)[0]
        finally:
            process.terminate()


async def agent(name: str, server: Any, texts: list[str], repeats: int) -> None:
    """The SDK's own client."""
    async with Client(server, read_timeout_seconds=60) as client:

        async def ask(text: str) -> object:
            return await client.call_tool("check_draft", {"text": text})

        await timed(f"{name}, 300 characters", ask, texts, repeats)
        await timed(f"{name}, 2 characters", ask, SHORT, repeats * len(texts))


async def run(count: int, repeats: int) -> None:
    """Every surface in turn."""
    texts = [draft.fields["text"] for draft in mixture(0.2, count)]
    gate = load_gate(GateOptions((), (), (), None, None, isolated=True), "zh")
    linter = gate.profiles.standard
    application = http(create_app(linter, gate=gate))

    async def check(text: str) -> object:
        return linter.check(Draft("draft", {"text": text}))

    async def answer(text: str) -> object:
        return gate.answer({"text": text})

    print("| an answer, ms | least | median | 99 % |\n|---|---|---|---|")
    for name, ask in (("the check", check), ("the gate", answer), ("the HTTP application", application)):
        await timed(f"{name}, 300 characters", ask, texts, repeats)
        await timed(f"{name}, 2 characters", ask, SHORT, repeats * count)
    await agent("MCP over stdio", StdioServerParameters(command=sys.executable, args=SERVER), texts, repeats)
    with over_http() as address:
        await agent("MCP over HTTP", address, texts, repeats)


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=60, help="drafts")
    parser.add_argument("--repeats", type=int, default=3, help="times each is asked about")
    asked = parser.parse_args()
    asyncio.run(run(asked.count, asked.repeats))


if __name__ == "__main__":
    main()
