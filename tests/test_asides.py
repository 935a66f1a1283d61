"""A sentence that has nothing to do with a claim does not talk the tool out of it.

An excuse that reaches too far shows in long notes: a visit to a hospital, a regret, a joke about advertising somewhere
beside the claim. So every labelled draft of a sample is checked again with each of a hundred asides after it.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from labelled import DATA, is_located

from xhs_compliance.api import load_linter
from xhs_compliance.linter import Linter
from xhs_compliance.model.declare import declare
from xhs_compliance.model.draft import Draft

EVERY = {"zh": 67, "en": 29}
"""Every how many-th labelled draft of a language is taken."""

MOST_TALKED_OUT = 0.005
"""The share of drafts with an aside in which the claim may be missed: some asides do say where a result comes from."""


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _language(text: str) -> str:
    return "zh" if re.search("[\u4e00-\u9fff]", text) else "en"


def _sample(language: str) -> list[dict[str, Any]]:
    cases = [case for path in sorted(DATA.glob("paraphrases-*.jsonl")) for case in _rows(path)]
    bad = [case for case in cases if case["label"] == "violation" and _language(case["text"]) == language]
    return bad[:: EVERY[language]]


def _is_found(case: dict[str, Any], text: str, linter: Linter) -> bool:
    draft = Draft(case["id"], {"text": text}, declare(case["facts"], linter.facts))
    return is_located({**case, "text": text}, linter.check(draft))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_asides_talk_the_tool_out_of_nothing(language: str) -> None:
    linter = load_linter()
    asides = [row["text"] for row in _rows(DATA / "asides.jsonl") if row["lang"] == language]
    cases = [case for case in _sample(language) if _is_found(case, case["text"], linter)]
    tried = [(case, aside) for case in cases for aside in asides]
    missed = [(case["id"], aside) for case, aside in tried if not _is_found(case, f"{case['text']}\n{aside}", linter)]
    assert len(tried) > 1000
    assert len(missed) <= MOST_TALKED_OUT * len(tried), missed
