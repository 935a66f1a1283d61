"""What many tests share: the linter with the small pack for tests, and one with every shipped pack."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from xhs_compliance.api import Linter, load_linter
from xhs_compliance.model.declare import declare
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.review import Review

DEMO_RULES = Path(__file__).parent / "rules"
AS_OF = date(2026, 11, 22)

Check = Callable[..., Review]


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
        return demo.check(Draft("draft", fields, declare(facts, demo.book.library.facts)))

    return run
