"""What many tests share: the linter with the small pack for tests, and one with every shipped pack."""

import io
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from one_rule import AS_OF, Judged, judging

from xhs_compliance.api import load_linter
from xhs_compliance.cli import main as cli
from xhs_compliance.linter import Linter
from xhs_compliance.model.declare import declare
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.review import Review
from xhs_compliance.packs.files import builtin_rules

DEMO_RULES = Path(__file__).parent / "rules"
KEPT = ("lists", "signals", "scripted", "en-green", "xhs-note")
"""Of the folders of rules, those a small copy needs; the shared files are always needed."""

Check = Callable[..., Review]


def copied(folder: Path) -> Path:
    """A copy of the rules, small enough to load in a moment."""
    for path in builtin_rules().iterdir():
        if path.is_file():
            shutil.copy(path, folder)
        elif path.name in KEPT:
            shutil.copytree(path, folder / path.name)
    return folder


@pytest.fixture(scope="session")
def demo() -> Linter:
    """The small pack for tests alone."""
    return load_linter(packs=["demo"], folders=[DEMO_RULES], as_of=AS_OF)


@pytest.fixture(scope="session")
def shipped() -> Linter:
    """Every pack that comes with the tool."""
    return load_linter(as_of=AS_OF)


@pytest.fixture(scope="session")
def check(demo: Linter) -> Check:
    """Check a text with the pack for tests: ``check("它能美白", commercial="paid")``."""

    def run(text: str, *, title: str = "", **facts: Any) -> Review:
        fields = {"title": title, "text": text} if title else {"text": text}
        return demo.check(Draft("draft", fields, declare(facts, demo.facts)))

    return run


@pytest.fixture(scope="session")
def judged(demo: Linter) -> Judged:
    """Judge a text by one rule: ``judged("喝汤", {"ladder": …}, commercial="paid")``."""
    return judging(demo)


class Session(NamedTuple):
    """What one command printed and how it ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Session]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Run a command in an empty folder, English by default."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("COLUMNS", "100")

    def session(*arguments: str, stdin: bytes | str = b"") -> Session:
        content = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "argv", ["xhs-compliance", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
        with pytest.raises(SystemExit) as stop:
            cli.main()
        sys.stdout.flush()
        captured = capfdbinary.readouterr()
        return Session(int(stop.value.code or 0), captured.out.decode(), captured.err.decode())

    return session
