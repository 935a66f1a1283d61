"""Markup, links, formulas and commands in every text of a review, in every format: shown as words, never obeyed.

Every text gets a number of its own, so that a failure says which one came alive.
"""

import itertools
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hostile import (
    PAYLOADS,
    live_github,
    live_html,
    live_json,
    live_markdown,
    live_terminal,
    live_word,
    live_workbook,
    live_xml,
    poisoned,
    poisoned_review,
)
from reporter_samples import report

from xhs_compliance.model.report import Failure, RenderOptions
from xhs_compliance.model.words import Bilingual
from xhs_compliance.reporters.formats import FORMATS

LIVE: Mapping[str, Callable[[Any], list[str]]] = {
    "terminal": live_terminal, "json": live_json, "jsonl": live_json, "markdown": live_markdown, "html": live_html,
    "xlsx": live_workbook, "docx": live_word, "sarif": live_json, "junit": live_xml, "github": live_github,
}  # fmt: skip


def test_every_format_is_looked_at() -> None:
    assert LIVE.keys() == FORMATS.keys()


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("name", FORMATS)
def test_nothing_in_a_review_comes_alive(name: str, payload: str) -> None:
    review = poisoned_review(PAYLOADS[payload])
    words = poisoned(Failure("a.md", Bilingual("甲", "a"), "id"), PAYLOADS[payload], itertools.count(900))
    rendered = FORMATS[name].render(report(review, words), RenderOptions("en"))
    assert not LIVE[name](rendered)
    assert name != "terminal" or not live_github(rendered)


@pytest.mark.parametrize(
    ("name", "bad"),
    [
        ("terminal", "\x1b]8;;x"),
        ("markdown", "<x-mark1>"),
        ("html", {"a": "<p onload=x>"}),
        ("junit", "<a><x-mark1/></a>"),
        ("github", "::add-mask::x"),
        ("sarif", '{"markdown": "[x](javascript:alert(1))"}'),
    ],
)
def test_what_came_alive_would_be_seen(name: str, bad: Any) -> None:
    assert LIVE[name](bad)
