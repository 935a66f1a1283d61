"""A claim in a frame: words that sound like an excuse and assert it still, and words that take it apart."""

import json
import re
from pathlib import Path

import pytest

from xhs_compliance.linter import Linter, declared
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.pattern import Regex, leaves
from xhs_compliance.model.words import Severity

FRAMES = json.loads(Path(__file__).with_name("data").joinpath("carriers.json").read_text("utf-8"))
MARKETS = {"zh": ["CN"], "en": ["US", "UK"]}
_TAIL = re.compile(r"\[\^[^\]]*\]\{0,\d+\}\)?$")
BESIDE = {"scripted", "disclosure", "ai-label"}


def frames(kind: str) -> list[tuple[str, str]]:
    return [(language, frame) for language, parts in FRAMES.items() for frame in parts[kind]]


def claims_found(linter: Linter, language: str, frame: str) -> dict[str, bool]:
    """For each claim put into the frame, whether something above info lies on it."""
    found = {}
    for claim in FRAMES[language]["claims"]:
        text = frame.replace("{c}", claim).replace("{C}", claim[0].upper() + claim[1:])
        start = text.lower().index(claim.lower())
        draft = Draft("framed", {"text": text}, declared({"markets": MARKETS[language]}, linter.facts))
        found[claim] = any(
            finding.severity > Severity.INFO
            and finding.rule.category not in BESIDE
            and finding.span is not None
            and finding.span.start < start + len(claim)
            and finding.span.end > start
            for finding in linter.check(draft).findings
        )
    return found


@pytest.mark.parametrize(("language", "frame"), frames("still"))
def test_a_claim_that_only_sounds_excused_is_found(language: str, frame: str, shipped: Linter) -> None:
    missed = [claim for claim, found in claims_found(shipped, language, frame).items() if not found]
    assert not missed


@pytest.mark.parametrize(("language", "frame"), frames("quiet"))
def test_a_claim_that_is_taken_apart_is_let_go(language: str, frame: str, shipped: Linter) -> None:
    alarmed = [claim for claim, found in claims_found(shipped, language, frame).items() if found]
    assert not alarmed


@pytest.mark.parametrize(("english", "many"), [(True, 100), (False, 1000)])
def test_no_expression_takes_in_what_only_follows_a_claim(shipped: Linter, english: bool, many: int) -> None:
    """Words behind a claim are heard as a denial only where the match does not hold them itself."""
    rules = [rule for rule in shipped.compiled.ruleset.rules if rule.pack.startswith("en-") is english]
    sources = {leaf.source for rule in rules for leaf in leaves(rule.find) if isinstance(leaf, Regex)}
    assert len(sources) > many
    assert not [source for source in sources if _TAIL.search(source)]
