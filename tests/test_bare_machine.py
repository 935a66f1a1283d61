"""The tool where a machine gives it little: no home, nothing to write to, a C locale, no network, Windows line ends."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import DEMO_RULES, Run

DEMO = ("--packs", "demo", "--rules-dir", str(DEMO_RULES), "--lang", "zh", "--format", "json")
CACHE = {
    name: value for name, value in os.environ.items() if name in ("HOME", "XDG_CACHE_HOME", "XHS_COMPLIANCE_CACHE")
}
TEXT = "---\ncommercial: paid\n---\n第一行\n它能美白，最好\n"

NO_NETWORK = """
import socket, sys
def refuse(*_, **__):
    raise SystemExit("a socket was opened")
socket.socket = socket.create_connection = socket.getaddrinfo = refuse
sys.addaudithook(lambda event, _: refuse() if event.startswith("socket.") else None)
from xhs_compliance.cli.main import main
main()
"""
"""``check`` where a socket ends the process, at the Python level and below it."""


def bare(folder: Path, environment: dict[str, str], *before: str) -> subprocess.CompletedProcess[bytes]:
    (folder / "note.md").write_text(TEXT, encoding="utf-8")
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    command = [sys.executable, *(before or ("-m", "xhs_compliance")), "check", "note.md", *DEMO]
    return subprocess.run(command, cwd=folder, env=kept | environment, capture_output=True, timeout=120, check=False)


def is_whole(result: subprocess.CompletedProcess[bytes]) -> bool:
    report = json.loads(result.stdout.decode())
    return (
        result.stderr == b"" and [draft["id"] for draft in report["drafts"]] == ["note.md"] and result.returncode == 1
    )


@pytest.mark.parametrize(
    "environment",
    [
        {"HOME": os.devnull},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", **CACHE},
        {"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii", **CACHE},
    ],
    ids=["no-home", "C-without-UTF-8", "ascii"],
)
def test_a_bare_environment(tmp_path: Path, environment: dict[str, str]) -> None:
    result = bare(tmp_path, environment)
    assert is_whole(result), result.stderr.decode()


def test_checking_opens_no_socket(tmp_path: Path) -> None:
    result = bare(tmp_path, CACHE, "-c", NO_NETWORK)
    assert is_whole(result), result.stderr.decode()
    opened = NO_NETWORK.replace("from xhs", "socket.socket()\nfrom xhs")
    assert b"a socket was opened" in bare(tmp_path, {}, "-c", opened).stderr


def test_windows_line_ends_change_no_finding(run: Run, tmp_path: Path) -> None:
    def found(end: str) -> list[tuple[str, str]]:
        (tmp_path / "a.md").write_bytes(TEXT.replace("\n", end).encode())
        report = json.loads(run("check", "a.md", *DEMO).out)
        return [(f["rule"], f["text"]) for f in report["drafts"][0]["findings"]]

    assert found("\r\n") == found("\n") != []
