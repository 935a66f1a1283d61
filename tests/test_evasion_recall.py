"""Terms of shipped rules are found at the right place however they are disguised; innocent sentences are left alone."""

import json
from pathlib import Path

import pytest
from evasion_recall import Score, recall

from xhs_compliance.linter import Linter
from xhs_compliance.model.declare import declare
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.words import Severity
from xhs_compliance.packs.files import builtin_rules
from xhs_compliance.packs.load import load_rulebook

DATA = Path(__file__).parent / "data"

COVERED = 0.98
"""The share of disguised terms that must be found."""


@pytest.fixture(scope="module")
def scores() -> dict[str, Score]:
    return recall(load_rulebook([builtin_rules()]), sample=150)


@pytest.mark.parametrize(
    "disguise",
    [
        "full width",
        "capitals",
        "traditional characters",
        "zero-width characters",
        "combining marks",
        "symbols and emoji between",
        "one syllable in pinyin",
        "one syllable with its tone",
        "all in pinyin",
        "homophones",
        "split characters",
        "emoji",
        "digits",
        "leet",
    ],
)
def test_disguised_terms_are_found(scores: dict[str, Score], disguise: str) -> None:
    score = scores[disguise]
    assert score.tried > 20
    assert score.recall >= COVERED, score.missed


INNOCENT = (DATA / "innocent.jsonl").read_text(encoding="utf-8").splitlines()


def test_there_are_many_innocent_sentences() -> None:
    assert len(set(INNOCENT)) >= 200


@pytest.mark.parametrize("line", INNOCENT)
def test_an_innocent_look_alike_is_left_alone(shipped: Linter, line: str) -> None:
    case = json.loads(line)
    facts = declare({"commercial": "paid", "product_category": "other"}, shipped.facts)
    label = "Ad. " if case["text"].isascii() else "广告｜"
    review = shipped.check(Draft("innocent", {"text": label + case["text"]}, facts))
    found = [(f.rule.id, f.text) for f in review.findings if f.span and f.severity > Severity.INFO]
    assert found == []
