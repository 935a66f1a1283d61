"""What holds under each answer to the question for the tie, while none is declared."""

from typing import Any

import pytest
from one_rule import ERROR, INFO, OFF, PAID, WARNING, Judged, hidden, words

from xhs_compliance.model.condition import (
    All,
    FactIs,
    Has,
    MarketIs,
    Not,
    When,
)
from xhs_compliance.model.condition import Any as AnyOf
from xhs_compliance.model.pattern import Disguised
from xhs_compliance.model.review import Review
from xhs_compliance.model.rule import Gate, Lift, Step
from xhs_compliance.model.words import Verdict

TIED = ("paid", "gifted", "commission", "own_brand", "employee", "none")


def asked(review: Review) -> dict[str, tuple[str, ...]]:
    """The questions of a review: what each fact decides."""
    return {question.fact: question.decides for question in review.questions}


def test_a_fact_excuses_under_the_answer_that_gives_it(judged: Judged) -> None:
    changes = {"unless": (When("own-money", FactIs("commercial", ("none",))),)}
    review = judged("喝汤", changes)
    assert (review.verdict_if["none"], review.verdict_if["paid"]) == (Verdict.PASS, Verdict.BLOCK)
    assert [each.because for each in judged("喝汤", changes, commercial="none").excused] == ["own-money"]


def test_the_tie_is_asked_where_its_answer_changes_the_verdict(judged: Judged) -> None:
    heavy = {"ladder": (Step(ERROR, PAID), Step(WARNING))}
    assert asked(judged("喝汤", heavy)) == {"commercial": ("demo/rule-0",)}
    assert asked(judged("喝汤", {"ladder": (Step(WARNING),)})) == {}
    assert asked(judged("喝汤", heavy, commercial="paid")) == {}
    none = FactIs("commercial", ("none",))
    thrice = {"ladder": (Step(ERROR, PAID), Step(WARNING, none), Step(INFO))}
    assert asked(judged("喝汤", thrice)) == {"commercial": ("demo/rule-0",)}


def test_what_a_rule_asks_for_is_asked_until_it_is_declared(judged: Judged) -> None:
    asks = {"ask": ("commercial", "brand", "endorser_age"), "ladder": (Step(WARNING),)}
    assert asked(judged("喝汤", asks)) == {"brand": ("demo/rule-0",), "endorser_age": ("demo/rule-0",)}
    assert asked(judged("喝汤", asks, brand="青禾")) == {"endorser_age": ("demo/rule-0",)}
    assert asked(judged("喝粥", asks)) == {}
    both = judged("喝汤", asks, others=(asks,), endorser_age=20)
    assert asked(both) == {"brand": ("demo/rule-0", "demo/rule-1")}


def test_a_disguise_counts_for_the_answers_too(judged: Judged) -> None:
    claim = {"find": hidden("喝热汤"), "ladder": (Step(WARNING),)}
    review = judged("喝_热汤", claim, others=({"find": Disguised(), "ladder": (Step(ERROR),)},))
    assert review.verdict_if["paid"] is review.verdict is Verdict.BLOCK
    mild = judged(
        "喝_热汤", {**claim, "ladder": (Step(INFO),)}, others=({"find": Disguised(), "ladder": (Step(ERROR),)},)
    )
    assert mild.verdict_if["paid"] is mild.verdict is Verdict.PASS


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        (AnyOf((FactIs("commercial", ("gifted",)), FactIs("commercial", ("commission",)))), {"gifted", "commission"}),
        (AnyOf((FactIs("commercial", ("gifted",)), FactIs("brand", ("declared",)))), {"gifted"}),
        (All((FactIs("commercial", ("gifted", "paid")), Not(FactIs("commercial", ("paid",))))), {"gifted"}),
        (All((FactIs("commercial", ("gifted",)), FactIs("commercial", ("paid",)))), set()),
        (Not(FactIs("commercial", ("none", "undeclared"))), set(TIED) - {"none"}),
        (FactIs("commercial", ("declared",)), set(TIED)),
        (FactIs("commercial", ("undeclared",)), set()),
        (FactIs("brand", ("undeclared",)), set(TIED)),
        (Has(words("鸡")), set()),
        (Has(words("汤")), set(TIED)),
    ],
)
def test_a_gate_holds_under_the_answers_it_names(judged: Judged, condition: Any, holds: set[str]) -> None:
    review = judged("喝汤", {"when": condition})
    assert {tie for tie, verdict in review.verdict_if.items() if verdict is Verdict.BLOCK} == holds
    for tie in TIED:
        assert (judged("喝汤", {"when": condition}, commercial=tie).verdict is Verdict.BLOCK) is (tie in holds)


def test_the_strictest_market_counts_under_every_answer(judged: Judged) -> None:
    ladder = {"markets": ("CN", "UK"), "ladder": (Step(ERROR, MarketIs(("UK",))), Step(WARNING))}
    review = judged("喝汤", ladder, markets=["CN", "UK"])
    assert set(review.verdict_if.values()) == {review.verdict} == {Verdict.BLOCK}
    assert judged("喝汤", ladder, markets=["CN"]).verdict_if["paid"] is Verdict.REVIEW
    capped = judged("we had 喝汤 soup with bread and a long walk", {"markets": ("CN",), "category": "health-claim"})
    assert capped.verdict_if["paid"] is capped.verdict is Verdict.REVIEW


def test_an_excuse_by_a_fact_holds_under_the_answers_it_names(judged: Judged) -> None:
    both = {"unless": (When("a", FactIs("commercial", ("gifted",))), When("b", FactIs("commercial", ("none",))))}
    review = judged("喝汤", both)
    assert {tie for tie, verdict in review.verdict_if.items() if verdict is Verdict.PASS} == {"gifted", "none"}


def test_gates_and_lifts_read_each_answer(judged: Judged) -> None:
    gifted = FactIs("commercial", ("gifted",))
    gates = {"gating": (Gate(PAID, {ERROR: WARNING}), Gate(Not(gifted), {ERROR: OFF}))}
    review = judged("喝汤", gates)
    assert review.verdict_if["paid"] is Verdict.REVIEW
    assert review.verdict_if["gifted"] is Verdict.BLOCK
    assert review.verdict_if["none"] is Verdict.PASS
    lifted = judged("喝汤", {"lifts": (Lift(WARNING, PAID), Lift(INFO, gifted))})
    assert lifted.verdict_if["paid"] is Verdict.REVIEW
    assert lifted.verdict_if["gifted"] is Verdict.PASS
    assert lifted.verdict_if["none"] is Verdict.BLOCK
