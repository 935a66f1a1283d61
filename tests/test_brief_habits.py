"""What is found in a brief before anybody writes: bad habits, near misses, and looser wordings that are clean."""

import json
from pathlib import Path

import pytest

from xhs_compliance.analyses.brief_marks import BriefMark, marks_in
from xhs_compliance.linter import Linter
from xhs_compliance.model.declare import declare
from xhs_compliance.model.draft import Draft
from xhs_compliance.readers.brief_rules import brief_data

MARKS = brief_data().marks
BRIEFS = [
    json.loads(line) for line in (Path(__file__).parent / "data/briefs.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("brief", BRIEFS, ids=lambda brief: str(brief["id"]))
def test_a_brief(brief: dict[str, object]) -> None:
    assert sorted({note.mark.name for note in marks_in(str(brief["text"]), MARKS)}) == brief["expect"]


@pytest.mark.parametrize("mark", MARKS, ids=lambda mark: mark.name)
def test_the_looser_wording_is_clean(shipped: Linter, mark: BriefMark) -> None:
    facts = declare({"commercial": "paid", "product_category": "cosmetics"}, shipped.facts)
    for text in mark.looser:
        assert [note.text for note in marks_in(text, MARKS) if note.span] == []
        review = shipped.check(Draft("looser", {"text": text}, facts))
        assert [
            f.rule.id for f in review.findings if f.span and f.rule.category not in ("disclosure", "scripted")
        ] == []


def test_places_are_those_of_the_words() -> None:
    text = "第一行。\n标注广告。只说优点！开头统一。\n"
    notes = [(note.line, note.text) for note in marks_in(text, MARKS) if note.span]
    assert notes == [(2, "只说优点"), (2, "开头统一")]
