"""The verdict for each answer, while no tie to the brand is declared: what a policy, permissions and sources change."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from conftest import AS_OF

from xhs_compliance.engine.checker import Checker
from xhs_compliance.engine.ruleset import RuleSet
from xhs_compliance.linter import Linter
from xhs_compliance.model.condition import FactIs
from xhs_compliance.model.declare import declare
from xhs_compliance.model.draft import Draft, Suppression
from xhs_compliance.model.pattern import Terms
from xhs_compliance.model.policy import GATE, Policy
from xhs_compliance.model.review import Review
from xhs_compliance.model.rule import Step
from xhs_compliance.model.words import Severity, Verdict

BLOCK, REVIEW, PASS = Verdict.BLOCK, Verdict.REVIEW, Verdict.PASS
PAID = FactIs("commercial", ("paid",))
LADDER = (Step(Severity.ERROR, PAID), Step(Severity.WARNING))
ALLOWED = Suppression("demo/soup", "商标名")

Judged = Callable[..., Review]


@pytest.fixture(scope="module")
def judged(demo: Linter) -> Judged:
    """What one rule about soup says under a policy: an error where paid, else a warning."""
    pack = next(pack for pack in demo.book.packs if pack.id == "demo")
    soup = replace(
        pack.rules[0],
        id="demo/soup",
        find=Terms(("喝汤",), key="soup"),
        ladder=LADDER,
        unless=(),
        when=None,
        replace=(),
    )

    def judge(policy: Policy, *permissions: Suppression, source: str = "author", **about: Any) -> Review:
        facts = about.pop("facts", {})
        ruleset = RuleSet(
            [replace(pack, rules=(replace(soup, **about),), signals=())], demo.book.library.evasion, demo.facts
        )
        draft = Draft("a", {"text": "喝汤"}, declare(facts, demo.facts, source), suppressions=permissions)
        return Checker(ruleset, AS_OF, "test", policy=policy).check(draft)

    return judge


@pytest.mark.parametrize(
    ("policy", "paid", "gifted"),
    [
        (Policy(), PASS, PASS),
        (GATE, BLOCK, PASS),
        (replace(GATE, block_on=Severity.WARNING), BLOCK, BLOCK),
        (replace(GATE, block_on=Severity.OFF, review_on=Severity.OFF), BLOCK, BLOCK),
    ],
)
def test_a_permission_lifts_under_an_answer_what_it_lifts_once_that_is_declared(
    judged: Judged, policy: Policy, paid: Verdict, gifted: Verdict
) -> None:
    undeclared = judged(policy, ALLOWED).verdict_if
    assert (undeclared["paid"], undeclared["gifted"]) == (paid, gifted)
    assert judged(policy, ALLOWED, facts={"commercial": "paid"}).verdict is paid
    assert judged(policy, ALLOWED, facts={"commercial": "gifted"}).verdict is gifted


def test_a_permission_for_another_rule_lifts_nothing_under_any_answer(judged: Judged) -> None:
    other = Suppression("demo/bread", "商标名")
    for policy in (Policy(), GATE):
        assert judged(policy, other).verdict_if == judged(policy).verdict_if
        assert judged(policy, other).verdict_if["paid"] is BLOCK


@pytest.mark.parametrize(
    ("policy", "source", "believed"),
    [
        (Policy(), "author", True),
        (GATE, "author", False),
        (GATE, "agency", True),
        (GATE, "registry", True),
        (replace(GATE, trusted_sources=("registry",)), "agency", False),
    ],
)
def test_no_tie_is_believed_from_a_source_the_policy_trusts(
    judged: Judged, policy: Policy, source: str, believed: bool
) -> None:
    review = judged(policy, source=source, facts={"commercial": "none"})
    assert bool(review.verdict_if) is not believed
    assert [question.fact for question in review.questions] == ([] if believed else ["commercial"])


@pytest.mark.parametrize("policy", [Policy(), GATE])
def test_a_tie_that_speaks_against_its_author_is_believed_from_anybody(judged: Judged, policy: Policy) -> None:
    review = judged(policy, facts={"commercial": "paid"})
    assert review.verdict is BLOCK
    assert review.verdict_if == {}


def test_only_the_question_for_the_tie_tells_what_each_answer_brings(judged: Judged) -> None:
    review = judged(Policy(), ask=("brand",))
    told = {question.fact: dict(question.verdict_if) for question in review.questions}
    assert told == {"commercial": review.verdict_if, "brand": {}}
    assert told["commercial"] == {tie: BLOCK if tie == "paid" else REVIEW for tie in review.verdict_if}
