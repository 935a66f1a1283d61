"""The gate for agents: a server in a process of its own, asked by the SDK's own client."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
from mcp import Client, StdioServerParameters

Ask = Callable[[Client], Awaitable[Any]]

COMMAND = ["-m", "xhs_compliance", "mcp", "--isolated", "--lang", "en"]


def ask(server: Any, question: Ask) -> Any:
    async def run() -> Any:
        async with Client(server, read_timeout_seconds=60) as client:
            return await question(client)

    return anyio.run(run)


@pytest.fixture(scope="module")
def stdio() -> StdioServerParameters:
    return StdioServerParameters(command=sys.executable, args=COMMAND, env={**os.environ})


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("mcp")
    command = [sys.executable, *COMMAND, "--http", "--port", "0"]
    with (folder / "errors").open("wb") as errors:
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=errors, cwd=folder, env={**os.environ, "PYTHONUNBUFFERED": "1"}
        )
    try:
        assert process.stdout is not None
        found = re.search(r"http://[^\s（(]+", process.stdout.readline().decode())
        assert found, (folder / "errors").read_text()
        yield found[0]
    finally:
        process.terminate()
        process.wait(20)


async def _session(client: Client) -> dict[str, Any]:
    tools = await client.list_tools()
    paid = {"commercial": "paid"}
    answers: dict[str, Any] = {"tools": {tool.name for tool in tools.tools}}
    calls: dict[str, tuple[str, dict[str, Any]]] = {
        "refused": ("check_draft", {"text": "第二周真的美白了", "facts": paid}),
        "again": (
            "check_draft",
            {"text": "第二周真的mei白了", "facts": paid, "previous": "第二周真的美白了"},
        ),
        "allowed": (
            "check_draft",
            {"text": "第二周真的美白了<!-- allow cn-cosmetics/unregistered-whitening: ok -->", "facts": paid},
        ),
        "chinese": ("check_draft", {"text": "第二周真的美白了", "lang": "zh"}),
        "bad-fact": ("check_draft", {"text": "汤", "facts": {"comercial": "paid"}}),
        "bad-type": ("check_draft", {"text": 4.5}),
        "campaign": ("check_campaign", {"drafts": [{"text": "可以祛斑"}, {"text": "可以祛斑"}], "facts": paid}),
        "rule": ("explain_rule", {"rule": "cn-cosmetics/unregistered-whitening"}),
        "no-rule": ("explain_rule", {"rule": "cn-cosmetics/unregistered-whitenin"}),
        "fix": ("suggest_fix", {"text": "第二周真的美白了", "facts": paid}),
        "rules": ("list_rules", {"pack": "cn-cosmetics"}),
        "no-pack": ("list_rules", {"pack": "cn-cosmetic"}),
        "no-drafts": ("check_campaign", {"drafts": []}),
        "large": ("check_draft", {"text": "汤" * 400_000}),
        "large-of-many": ("check_campaign", {"drafts": [{"text": "汤" * 400_000}]}),
    }
    for name, (tool, arguments) in calls.items():
        answers[name] = await client.call_tool(tool, arguments)
    answers["resource"] = await client.read_resource("rules://cn-cosmetics/unregistered-whitening")
    return answers


def content(result: Any) -> dict[str, Any]:
    assert not result.is_error, result.content
    read: dict[str, Any] = result.structured_content
    return read


@pytest.mark.parametrize("transport", ["stdio", "http"])
def test_an_agent_asks_before_it_publishes(transport: str, request: pytest.FixtureRequest) -> None:
    server = request.getfixturevalue("stdio" if transport == "stdio" else "address")
    answers = ask(server, _session)
    assert answers["tools"] == {"check_draft", "check_campaign", "explain_rule", "suggest_fix", "list_rules"}
    assert (content(answers["refused"])["verdict"], content(answers["refused"])["next"]) == ("block", "rewrite")
    again = content(answers["again"])
    assert again["next"] == "human"
    assert "another-spelling" in {each["how"] for each in again["retry"]["returned"]}
    assert content(answers["allowed"])["verdict"] == "block"
    assert "美白功效" in json.dumps(content(answers["chinese"]), ensure_ascii=False)
    assert "did you mean 'commercial'?" in answers["bad-fact"].content[0].text
    assert answers["bad-type"].is_error
    for name, said in (
        ("no-pack", "did you mean 'cn-cosmetics'?"),
        ("no-drafts", "1 to 1,000 drafts"),
        ("large", "too large"),
        ("large-of-many", "too large"),
    ):
        assert said in answers[name].content[0].text
    assert content(answers["campaign"])["verdicts"]["block"] == 2
    assert content(answers["rule"])["basis"]
    assert "did you mean 'cn-cosmetics/unregistered-whitening'?" in answers["no-rule"].content[0].text
    fix = content(answers["fix"])
    assert "美白" not in fix["rewritten"]["text"]
    assert {rule["pack"] for rule in content(answers["rules"])["rules"]} == {"cn-cosmetics"}
    assert json.loads(answers["resource"].contents[0].text)["id"] == "cn-cosmetics/unregistered-whitening"


def test_what_is_not_mcp_is_refused_and_the_server_lives(address: str) -> None:
    kind = {"content-type": "application/json", "accept": "application/json, text/event-stream"}
    assert httpx.post(address, content=b"{", headers=kind).status_code == 400
    assert httpx.post(address, content=b"x" * 10_000_000, headers=kind).status_code in (400, 413)
    assert httpx.get(address.replace("/mcp", "/other")).status_code == 404

    async def count(client: Client) -> int:
        return len((await client.list_tools()).tools)

    assert ask(address, count) == 5


def test_beyond_this_machine_a_token_is_needed(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XHS_COMPLIANCE_TOKEN", raising=False)
    session = run("mcp", "--http", "--host", "0.0.0.0", "--isolated", "--lang", "en")
    assert (session.code, "--token-file" in session.err) == (2, True)


def test_the_examples_of_the_guide_run(tmp_path: Path, stdio: StdioServerParameters) -> None:
    guide = (Path(__file__).parent.parent / "docs" / "agents.md").read_text("utf-8")
    code = re.search(r"```python\n(.*?)```", guide, re.DOTALL)
    assert code
    script = tmp_path / "gate.py"
    script.write_text(code[1], "utf-8")
    command = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, env={**os.environ, "PATH": command}, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == "block rewrite"
