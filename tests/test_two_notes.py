"""Two notes in one: a claim is found beside a note that has none, and two notes without a claim make none together.

What excuses a claim stands in its own passage. A warning, a complaint or a visit to a doctor in the next paragraph is
about something else, as it is in long notes that tell of several things.
"""

import json
import random
import re
from collections import defaultdict
from typing import Any

from labelled import DATA, is_located

from xhs_compliance.api import load_linter
from xhs_compliance.linter import Linter
from xhs_compliance.model.declare import declare
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.review import Review
from xhs_compliance.model.words import Verdict

PAIRS = 1500
"""Pairs that are tried; a claim once before and once behind the other note. Of 500 the share varied by two points."""

MOST_TALKED_OUT = 0.04
"""The share of pairs in which the claim may be missed: a complaint in the very next sentence may be about either."""

MOST_MADE_UP = 0.035
"""The same for a claim seen where there is none, as when one note tells of a result and the other of a product."""

Case = dict[str, Any]


def _kind(case: Case) -> tuple[bool, str]:
    """Whether a draft is Chinese, and what is declared of it: only alike ones make one note."""
    return bool(re.search("[\u4e00-\u9fff]", case["text"])), json.dumps(case["facts"], sort_keys=True)


def _drafts() -> tuple[list[Case], dict[tuple[bool, str], list[Case]]]:
    """The drafts with a claim, and the clean ones by kind. Disclosure is about the whole note and no claim."""
    lines = (line for path in sorted(DATA.glob("paraphrases-*.jsonl")) for line in path.read_text("utf-8").splitlines())
    cases = [json.loads(line) for line in lines if line.strip()]
    clean = defaultdict(list)
    for case in cases:
        if case["label"] == "clean" and case["facts"].get("commercial") != "own_brand":
            clean[_kind(case)].append(case)
    claims = [case for case in cases if case["label"] == "violation" and "disclosure" not in case["categories"]]
    return [case for case in claims if len(clean[_kind(case)]) > 20], clean


def _review(case: Case, text: str, linter: Linter) -> Review:
    return linter.check(Draft("", {"text": text}, declare(case["facts"], linter.facts)))


def _is_found(case: Case, text: str, linter: Linter) -> bool:
    return is_located({**case, "text": text}, _review(case, text, linter))


def test_another_note_beside_it_hides_no_claim() -> None:
    linter, draw = load_linter(), random.Random(1)
    claims, clean = _drafts()
    pairs = [(claim, draw.choice(clean[_kind(claim)])["text"]) for claim in draw.sample(claims, PAIRS)]
    found = [(claim, other) for claim, other in pairs if _is_found(claim, claim["text"], linter)]
    joined = [(claim, text) for claim, o in found for text in (f"{claim['text']}\n{o}", f"{o}\n{claim['text']}")]
    missed = [(claim["spans"], text) for claim, text in joined if not _is_found(claim, text, linter)]
    assert len(joined) > 1.9 * PAIRS
    assert len(missed) <= MOST_TALKED_OUT * len(joined), missed


def test_two_notes_without_a_claim_make_none() -> None:
    linter, draw = load_linter(), random.Random(3)
    _, clean = _drafts()
    ones = draw.sample([case for kind in clean.values() for case in kind if len(kind) > 20], PAIRS)
    pairs = [(one, draw.choice(clean[_kind(one)])) for one in ones]
    passing = [(a, b) for a, b in pairs if all(_review(c, c["text"], linter).verdict is Verdict.PASS for c in (a, b))]
    joined = [(a, f"{a['text']}\n{b['text']}") for a, b in passing]
    told = [text for case, text in joined if _review(case, text, linter).verdict is not Verdict.PASS]
    assert len(joined) > 0.9 * PAIRS
    assert len(told) <= MOST_MADE_UP * len(joined), told
