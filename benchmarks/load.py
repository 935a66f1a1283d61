"""How long an HTTP answer takes when drafts arrive at a steady rate, whatever the server does: ``make bench-load``.

Requests leave on the beat, and each is timed from the moment it was due, so a slow answer also counts against those
that wait behind it. Server and caller stand on a core each where there are two.
"""

import argparse
import asyncio
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median, quantiles

from bench import mixture

SERVER = ["-m", "xhs_compliance", "serve", "--isolated", "--port", "0"]
WARM_UP = 400
"""Requests before the first that counts."""

ONE = "早上起来先喝一杯温水，再慢慢把脸洗干净。这支精华我用了两周，质地很清爽，味道也好闻。" * 7
"""A draft of 301 characters that breaks no rule."""


@contextmanager
def server() -> Iterator[tuple[str, int]]:
    """The host and port of a server on the first core."""
    command = [sys.executable, *SERVER]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=quiet, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    ) as process:
        try:
            pin(process.pid, 0)
            line = process.stdout.readline().decode() if process.stdout else ""
            host, port = re.findall(r"http://([\d.]+):(\d+)", line)[0]
            yield host, int(port)
        finally:
            process.terminate()


def pin(process: int, core: int) -> None:
    """Keep a process on one core, where the system can and there is more than one."""
    if hasattr(os, "sched_setaffinity") and (os.cpu_count() or 1) > 1:
        os.sched_setaffinity(process, {core})


class Caller:
    """Connections that stay open, each used by one request at a time."""

    def __init__(self, host: str, port: int) -> None:
        self._address = host, port
        self._free: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def ask(self, body: bytes) -> None:
        """Send one draft and read the answer to its end."""
        reader, writer = self._free.pop() if self._free else await asyncio.open_connection(*self._address)
        head = (
            f"POST /v1/check HTTP/1.1\r\nHost: {self._address[0]}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        writer.write(head.encode() + body)
        answer = await reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", answer, re.IGNORECASE)
        if b" 200 " not in answer[:16] or length is None:
            sys.exit(f"refused: {answer.decode()}")
        await reader.readexactly(int(length[1]))
        self._free.append((reader, writer))


async def run(bodies: list[bytes], rate: float, seconds: float, address: tuple[str, int]) -> list[float]:
    """Milliseconds from when each request was due to the end of its answer."""
    caller = Caller(*address)
    for n in range(WARM_UP):
        await caller.ask(bodies[n % len(bodies)])
    begun = time.perf_counter() + 0.1
    taken: list[float] = []

    async def one(due: float, body: bytes) -> None:
        await caller.ask(body)
        taken.append((time.perf_counter() - due) * 1e3)

    asked = []
    for n in range(int(rate * seconds)):
        due = begun + n / rate
        await asyncio.sleep(max(0, due - time.perf_counter()))
        asked.append(asyncio.create_task(one(due, bodies[n % len(bodies)])))
    await asyncio.gather(*asked)
    return taken


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rates", type=float, nargs="+", default=[50, 100, 200], help="requests a second")
    parser.add_argument("--seconds", type=float, default=10, help="for each rate")
    parser.add_argument("--runs", type=int, default=1, help="of each")
    asked = parser.parse_args()
    kinds = {"one draft": [ONE], "mixed drafts": [draft.fields["text"] for draft in mixture(0.05, 200)]}
    pin(os.getpid(), 1)
    print("| drafts | requests/s | median, ms | 90 % | 99 % | most |\n|---|---|---|---|---|---|")
    for kind, texts in kinds.items():
        bodies = [json.dumps({"text": text, "facts": {"commercial": "paid"}}).encode() for text in texts]
        for rate in [each for each in asked.rates for _ in range(asked.runs)]:
            with server() as address:
                taken = sorted(asyncio.run(run(bodies, rate, asked.seconds, address)))
            cuts = quantiles(taken, n=100)
            cells = f"{median(taken):.2f} | {cuts[89]:.2f} | {cuts[98]:.2f} | {taken[-1]:.2f}"
            print(f"| {kind} | {rate:.0f} | {cells} |", flush=True)


if __name__ == "__main__":
    main()
