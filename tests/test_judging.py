"""One rule, made here piece by piece: what gates it, weighs it and lowers it."""

from typing import Any

import pytest
from one_rule import ERROR, INFO, OFF, PAID, WARNING, Judged, hidden, weight, words

from xhs_compliance.engine.judge import Judge
from xhs_compliance.engine.ruleset import RuleSet
from xhs_compliance.linter import Linter
from xhs_compliance.model.condition import (
    All,
    Context,
    CoveredBy,
    FactIs,
    FactNumber,
    Has,
    LanguageIs,
    MarketIs,
    Not,
    SignalOn,
)
from xhs_compliance.model.declare import declare
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.pattern import Count, Disguised, Measured, Missing, Pair
from xhs_compliance.model.rule import Gate, Lift, Signal, Step
from xhs_compliance.model.words import Bilingual, Severity, Verdict


@pytest.mark.parametrize(
    ("ladder", "lifts", "left"),
    [
        (ERROR, (Lift(INFO, PAID),), INFO),
        (ERROR, (Lift(OFF, PAID),), OFF),
        (WARNING, (Lift(WARNING, PAID),), WARNING),
        (INFO, (Lift(WARNING, PAID),), INFO),
        (ERROR, (Lift(INFO, Not(PAID)),), ERROR),
        (ERROR, (Lift(WARNING, PAID), Lift(INFO, PAID)), INFO),
        (ERROR, (Lift(INFO, PAID), Lift(WARNING, PAID)), INFO),
    ],
)
def test_a_lift_lowers_and_never_raises(
    judged: Judged, ladder: Severity, lifts: tuple[Lift, ...], left: Severity
) -> None:
    review = judged("喝汤", {"ladder": (Step(ladder),), "lifts": lifts}, commercial="paid")
    assert weight(review) is left
    assert judged("喝汤", {"ladder": (Step(ladder),), "lifts": lifts}).verdict_if["paid"] is review.verdict


def test_what_lifts_is_the_evidence(judged: Judged) -> None:
    lifts = (Lift(INFO, Has(words("批文"))),)
    (finding,) = judged("喝汤，批文", {"lifts": lifts}).findings
    assert [evidence.text for evidence in finding.evidence] == ["批文"]
    assert weight(judged("喝汤", {"lifts": lifts})) is ERROR
    (as_heavy,) = judged("喝汤，批文", {"ladder": (Step(INFO),), "lifts": lifts}).findings
    assert as_heavy.evidence == ()


def test_the_first_step_and_the_first_gate_that_hold_decide(judged: Judged) -> None:
    steps = (Step(INFO, PAID), Step(ERROR, PAID), Step(WARNING))
    assert weight(judged("喝汤", {"ladder": steps}, commercial="paid")) is INFO
    assert weight(judged("喝汤", {"ladder": steps}, commercial="none")) is WARNING
    gates = (Gate(PAID, {ERROR: WARNING}), Gate(PAID, {ERROR: INFO}), Gate(Not(PAID), {WARNING: OFF}))
    assert weight(judged("喝汤", {"gating": gates}, commercial="paid")) is WARNING
    assert weight(judged("喝汤", {"gating": gates}, commercial="none")) is ERROR
    assert weight(judged("喝汤", {"ladder": (Step(WARNING),), "gating": gates}, commercial="none")) is OFF


def test_signals_are_raised_by_words_by_what_is_missing_and_asked_by_rules(judged: Judged) -> None:
    title = Bilingual("a", "a")
    seen = Signal("seen", title, words("早上"))
    lacking = Signal("lacking", title, Missing(words("晚上")))
    silent = Signal("silent", title, words("中午"), unless=(Context("cue", words("不")),))
    off = Signal("off", title, words("早上"), when=PAID)
    signals = (seen, lacking, silent, off)
    assert set(judged("早上不吃，中午不喝汤", {}, signals).signals) == {"seen", "lacking"}
    assert set(judged("早上，晚上，中午", {}, signals, commercial="paid").signals) == {"seen", "silent", "off"}
    asks = {"when": SignalOn(("seen",))}
    assert judged("早上喝汤", asks, signals).findings
    assert not judged("晚上喝汤", asks, signals).findings


def test_what_a_signal_implies_counts_as_declared(judged: Judged) -> None:
    food = Signal("food", Bilingual("a", "a"), words("鸡汤"), implies={"product_category": ("food",)})
    when = {"when": FactIs("product_category", ("food",))}
    assert judged("喝汤，鸡汤", when, (food,)).findings
    assert not judged("喝汤", when, (food,)).findings
    assert judged("喝汤", when, (food,), product_category="food").findings
    assert not judged("喝汤，鸡汤", {"when": FactIs("product_category", ("undeclared",))}, (food,)).findings


@pytest.mark.parametrize(
    ("condition", "ages"),
    [
        (FactNumber("endorser_age", over=10), [11]),
        (FactNumber("endorser_age", at_least=10), [10, 11]),
        (FactNumber("endorser_age", under=10), [9]),
        (All((FactNumber("endorser_age", at_least=10), FactNumber("endorser_age", under=11))), [10]),
    ],
)
def test_a_declared_number_compares(judged: Judged, condition: Any, ages: list[int]) -> None:
    assert [age for age in (9, 10, 11) if judged("喝汤", {"when": condition}, endorser_age=age).findings] == ages
    assert not judged("喝汤", {"when": condition}).findings


def test_pairs_and_counts_reach_as_far_as_they_say(judged: Judged) -> None:
    near = {"find": Pair((words("喝汤"), words("鸡")), within=3)}
    assert judged("喝汤，有鸡", near).findings
    assert not judged("喝汤，有一只鸡", near).findings
    ordered = {"find": Pair((words("喝汤"), words("鸡")), ordered=True)}
    assert judged("喝汤的鸡", ordered).findings
    assert not judged("鸡喝汤", ordered).findings
    thrice = {"find": Count((words("喝汤"),), 3)}
    assert [bool(judged("喝汤，" * n, thrice).findings) for n in (2, 3, 4)] == [False, True, True]
    distinct = {"find": Count((words("喝汤", "吃饭"),), 2, distinct=True)}
    assert not judged("喝汤，喝汤", distinct).findings
    assert judged("喝汤，吃饭", distinct).findings
    crowded = {"find": Count((words("喝汤"),), 2, per=6)}
    assert judged("喝汤，喝汤", crowded).findings
    assert not judged("喝汤，然后过了很久喝汤", crowded).findings


def test_a_measure_counts_from_its_threshold_on(judged: Judged) -> None:
    overlap = {"find": Measured("brief-overlap", 15)}
    found = {
        value: bool(judged("喝汤", overlap, measures={"brief-overlap": value}).findings) for value in (14.9, 15, 16)
    }
    assert found == {14.9: False, 15: True, 16: True}
    assert not judged("喝汤", overlap).findings
    assert not judged("喝汤", overlap, measures={"script-likeness": 20}).findings


def test_a_rule_about_other_goods_yields_to_one_that_says_no_less_of_the_same_words(judged: Judged) -> None:
    cream = {"goods": ("cosmetics",)}
    tea, weak_tea = ({"goods": ("food",), "ladder": (Step(severity),)} for severity in (ERROR, WARNING))
    told = [
        ([finding.rule.id for finding in review.findings], [(each.rule.id, each.because) for each in review.excused])
        for review in (
            judged("喝汤", cream, others=(tea,), product_category="food"),
            judged("喝汤", cream, others=(weak_tea,), product_category="food"),
            judged("喝汤", cream, others=({**tea, "find": words("吃饭")},), product_category="food"),
            judged("喝汤", cream, others=(tea,)),
            judged("喝汤", cream, others=({"goods": ()},), product_category="food"),
            judged("喝汤", cream, others=(tea,), product_category=["food", "cosmetics"]),
        )
    ]
    both, yielded = ["demo/rule-0", "demo/rule-1"], (["demo/rule-1"], [("demo/rule-0", "other-goods")])
    assert told == [yielded, (both, []), (["demo/rule-0"], []), (both, []), yielded, (both, [])]


def test_goods_that_words_only_imply_make_no_rule_yield(judged: Judged) -> None:
    food = Signal("food", Bilingual("a", "a"), words("鸡汤"), implies={"product_category": ("food",)})
    review = judged("喝汤，鸡汤", {"goods": ("cosmetics",)}, (food,), others=({"goods": ("food",)},))
    assert [each.rule.id for each in review.findings] == ["demo/rule-0", "demo/rule-1"]


def test_findings_stand_strongest_first_then_in_reading_order_the_title_first(judged: Judged) -> None:
    weak = {"find": words("喝汤"), "ladder": (Step(WARNING),)}
    strong = {"find": words("吃饭"), "ladder": (Step(ERROR),)}
    whole = {"find": Missing(words("广告")), "ladder": (Step(WARNING),)}
    review = judged("喝汤，吃饭，喝汤", weak, title="喝汤吃饭", others=(strong, whole))
    assert [(each.field, each.text) for each in review.findings] == [
        ("title", "吃饭"), ("text", "吃饭"), ("title", "喝汤"), ("text", ""), ("text", "喝汤"), ("text", "喝汤")
    ]  # fmt: skip


def test_a_fingerprint_is_sixteen_digits_and_tells_equals_apart(judged: Judged) -> None:
    one, two = judged("喝汤，喝汤", {}).findings
    assert len(one.fingerprint) == len(two.fingerprint) == 16
    assert one.fingerprint != two.fingerprint
    assert judged("今天\n\n喝汤", {}).findings[0].fingerprint == one.fingerprint


def test_an_override_replaces_a_weight_and_gives_none(judged: Judged) -> None:
    ladder = {"markets": ("CN", "UK"), "ladder": (Step(OFF, MarketIs(("UK",))), Step(WARNING))}
    review = judged("喝汤", ladder, overrides={"demo/rule-0": ERROR}, markets=["CN", "UK"])
    assert dict(review.findings[0].by_market) == {"CN": ERROR}
    assert review.verdict is Verdict.BLOCK
    assert not judged("喝汤", {"ladder": (Step(OFF),)}, overrides={"demo/rule-0": ERROR}).findings
    assert not judged("喝汤", ladder, overrides={"demo/rule-0": OFF}, markets=["CN"]).findings


def test_disguised_words_are_a_matter_of_their_own_rule(judged: Judged) -> None:
    claim = {"find": hidden("喝热汤"), "ladder": (Step(WARNING),)}

    def found(text: str, about: dict[str, Any], **facts: Any) -> list[str]:
        review = judged(text, claim, others=({"find": Disguised(), **about},), **facts)
        return [each.text for each in review.findings if each.rule.id == "demo/rule-1"]

    assert found("喝_热汤", {}) == ["喝_热汤"]
    assert found("喝热汤", {}) == []
    assert found("喝_热汤", {"when": PAID}) == []
    assert found("喝_热汤", {"when": PAID}, commercial="paid") == ["喝_热汤"]
    assert found("喝_热汤", {"ladder": (Step(ERROR, PAID), Step(OFF))}) == []
    assert found("喝_热汤", {"ladder": (Step(ERROR, PAID), Step(OFF))}, commercial="paid") == ["喝_热汤"]
    assert found("喝_热汤", {"find": Disguised(2)}) == []
    assert found("喝_热汤，喝热_汤", {"find": Disguised(2)}) == ["喝_热汤", "喝热_汤"]
    assert found("喝_热汤", {"unless": (Context("cue", words("不")),)}) == ["喝_热汤"]
    assert found("不喝_热汤", {"unless": (Context("cue", words("不")),)}) == []


def test_words_are_read_as_meant_and_others_as_typed(judged: Judged) -> None:
    pair = {"find": Pair((words("soup"), hidden("喝热汤")), within=8)}
    (finding,) = judged("SOUP，喝_热汤", pair).findings
    assert (finding.text, finding.reads_as, finding.disguise) == ("SOUP，喝_热汤", "SOUP，喝热汤", ("noise",))
    (plain,) = judged("SOUP，喝热汤", pair).findings
    assert (plain.reads_as, plain.disguise) == ("SOUP，喝热汤", ())


def test_different_parts_of_a_count_are_counted_by_part(judged: Judged) -> None:
    count = {"find": Count((words("喝汤", "吃饭"), words("散步")), 2, distinct=True)}
    assert not judged("喝汤，吃饭", count).findings
    assert judged("喝汤，散步", count).findings
    thrice = {"find": Count((words("喝汤"), words("散步"), words("看书")), 3, distinct=True)}
    assert not judged("喝汤，散步，散步", thrice).findings
    assert judged("喝汤，散步，看书", thrice).findings


def test_the_language_is_that_of_the_body_or_of_what_there_is(judged: Judged) -> None:
    english = {"when": LanguageIs(("en",)), "find": words("soup")}
    assert judged("we had soup with bread today", english).findings
    assert judged("", english, title="we had soup with bread today").findings
    assert not judged("今天喝了一碗热汤，很好", english, title="we had soup with bread today").findings


@pytest.mark.parametrize(
    ("listed", "text", "covered"),
    [
        (["抗疲劳"], "抗疲劳", True),
        (["有助于抗疲劳"], "抗疲劳", True),
        (["疲劳"], "抗疲劳", True),
        (["助眠"], "抗疲劳", False),
        (["助眠", "抗疲劳"], "抗疲劳", True),
        (None, "抗疲劳", False),
    ],
)
def test_words_are_covered_by_what_a_fact_lists(
    judged: Judged, listed: list[str] | None, text: str, covered: bool
) -> None:
    lifts = {"find": words("抗疲劳"), "lifts": (Lift(OFF, CoveredBy("health_food_functions")),)}
    facts = {} if listed is None else {"health_food_functions": listed}
    assert (not judged(text, lifts, **facts).findings) is covered


def test_nothing_covers_a_finding_about_the_whole_draft(judged: Judged) -> None:
    lifts = {"find": Missing(words("广告")), "lifts": (Lift(OFF, CoveredBy("health_food_functions")),)}
    assert judged("喝汤", lifts, health_food_functions=["喝汤"]).findings
    assert judged("喝汤", lifts).findings


def test_a_situation_is_made_once_for_the_same_facts_and_anew_for_others(demo: Linter) -> None:
    ruleset = RuleSet(demo.book.packs, demo.book.library.evasion, demo.facts)
    scene = ruleset.scene(Draft("a", {"text": "喝汤"}, declare({}, demo.facts)))
    judge = Judge(ruleset, scene, {}, {})
    paid, gifted = (declare({"commercial": tie}, demo.facts) for tie in ("paid", "gifted"))
    assert judge.situation(paid) is judge.situation(paid)
    assert [judge.situation(facts).holds(PAID) is not None for facts in (paid, gifted, paid)] == [True, False, True]
