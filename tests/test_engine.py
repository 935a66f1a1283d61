"""Judging: gates, ladders, lifts, excuses, questions, verdicts, suppressions."""

import gc
from dataclasses import replace
from datetime import date

import pytest
from conftest import Check

from xhs_compliance.linter import Linter
from xhs_compliance.model.condition import Not, SignalOn
from xhs_compliance.model.draft import Draft, Suppression
from xhs_compliance.model.facts import Facts
from xhs_compliance.model.pattern import Pair, Regex
from xhs_compliance.model.review import Review, cards
from xhs_compliance.model.rule import Signal
from xhs_compliance.model.span import Span
from xhs_compliance.model.words import Severity, Verdict


def said(review: Review) -> list[tuple[str, str, str]]:
    return [(f.rule.name, f.severity.word, f.text) for f in review.findings]


def test_the_ladder_reads_declared_facts(check: Check) -> None:
    text = "它能美白"
    assert check(text, commercial="paid").verdict is Verdict.BLOCK
    assert check(text, commercial="gifted").verdict is Verdict.REVIEW
    assert check(text).verdict is Verdict.REVIEW
    assert check(text, commercial="none").verdict is Verdict.PASS
    assert said(check(text, commercial="none")) == [("claim", "info", "美白")]


def test_an_undeclared_tie_is_asked_with_the_verdict_for_each_answer(check: Check) -> None:
    review = check("它能美白")
    (question,) = review.questions
    assert question.fact == "commercial"
    assert question.decides == ("demo/claim", "demo/label-missing")
    assert review.verdict_if == {
        "paid": Verdict.BLOCK,
        "gifted": Verdict.REVIEW,
        "commission": Verdict.BLOCK,
        "own_brand": Verdict.PASS,
        "employee": Verdict.PASS,
        "none": Verdict.PASS,
    }


@pytest.mark.parametrize("tie", ["paid", "gifted", "commission", "own_brand", "employee", "none"])
@pytest.mark.parametrize(
    "text",
    [
        "它能美白",
        "它能mei白",
        "今天喝汤",
        "【广告】它不能美白",
        "谁懂啊，绝绝子，闭眼入，能美白吗？",
        "它能美白 <!-- allow demo/claim: 引用 -->",
        "改善睡眠，奖金6万元",
    ],
)
def test_verdict_if_is_the_verdict_with_that_answer(check: Check, text: str, tie: str) -> None:
    assert check(text).verdict_if[tie] is check(text, commercial=tie).verdict


def test_a_declared_tie_is_not_asked(check: Check) -> None:
    review = check("它能美白", commercial="paid")
    assert (review.questions, dict(review.verdict_if)) == ((), {})


@pytest.mark.parametrize(
    ("text", "because", "evidence"),
    [
        ("它不能美白", "negated", "不能"),
        ("它能美白吗？", "asked", "吗？"),
        ("美白牙膏刷牙", "exempt", "美白牙膏"),
    ],
)
def test_an_excuse_names_its_evidence(check: Check, text: str, because: str, evidence: str) -> None:
    review = check(text)
    (excused,) = review.excused
    assert (excused.because, excused.evidence.text) == (because, evidence)
    assert review.findings == ()


@pytest.mark.parametrize("text", ["不仅美白，还香", "没想到它能美白", "it can't stop being 美白"])
def test_an_idiom_is_no_negation(check: Check, text: str) -> None:
    assert [f.text for f in check(text).findings if f.rule.name == "claim"] == ["美白"]


def test_a_disguised_finding_gets_a_finding_of_its_own(check: Check) -> None:
    review = check("它能mei白", commercial="paid")
    assert said(review) == [("label-missing", "error", ""), ("claim", "error", "mei白"), ("hidden", "warning", "mei白")]
    assert [len(card.others) for card in cards(review.findings)] == [0, 1]


@pytest.mark.parametrize(
    ("spans", "folded"),
    [
        ([(0, 4), (3, 9), (8, 12), (20, 22)], [[0, 1, 2], [3]]),
        ([(0, 2), (5, 7), (1, 6)], [[0, 1, 2]]),
        ([(0, 2), (2, 4)], [[0], [1]]),
    ],
)
def test_no_two_cards_mark_the_same_words(check: Check, spans: list[tuple[int, int]], folded: list[list[int]]) -> None:
    sample = check("它能美白").findings[0]
    findings = tuple(replace(sample, span=Span(*span)) for span in spans)
    told = [[findings.index(each) for each in (card.lead, *card.others)] for card in cards(findings)]
    assert told == folded


def test_of_equally_strong_findings_the_one_of_the_first_category_leads_its_card(check: Check) -> None:
    sample = check("它能美白").findings[0]
    beauty, health, weak = (
        replace(sample, severity=severity, rule=replace(sample.rule, category=category))
        for severity, category in (
            (Severity.ERROR, "beauty-claim"),
            (Severity.ERROR, "health-claim"),
            (Severity.WARNING, "disclosure"),
        )
    )
    told = [(card.lead, card.others) for card in cards((beauty, health, weak))]
    assert told == [(health, (beauty, weak))]


def test_a_check_leaves_nothing_that_refers_to_itself(check: Check) -> None:
    text = "品牌合作。它能mei白，三天治好湿疹，私信我。"
    check(text)
    gc.collect()
    gc.disable()
    try:
        check(text)
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_an_excused_disguise_raises_nothing(check: Check) -> None:
    assert said(check("它不能mei白")) == []


def test_a_suggestion_that_is_a_disguise_is_not_shown(check: Check) -> None:
    (finding,) = check("它能美白").findings
    assert finding.suggestions == ("看起来透亮",)


def test_suggestions_speak_the_language_of_the_draft(check: Check) -> None:
    review = check("This cream gives you 美白 and nothing else, I have tried it for a week now")
    assert review.findings[0].suggestions == ("brighter",)


def test_severity_by_market_shows_the_strictest(check: Check) -> None:
    (finding,) = check("gifted by a friend, lovely soup bowl", markets=["US", "UK"]).findings
    assert finding.severity is Severity.ERROR
    assert finding.by_market == (("US", Severity.INFO), ("UK", Severity.ERROR))


@pytest.mark.parametrize(
    ("text", "markets"),
    [("今天的汤", ("CN",)), ("the soup of today", ("US", "UK", "EU", "CN"))],
)
def test_undeclared_markets_follow_the_language(check: Check, text: str, markets: tuple[str, ...]) -> None:
    assert check(text).markets == markets


def test_declared_markets_are_exactly_those(check: Check) -> None:
    assert check("今天的汤", markets=["UK"]).markets == ("UK",)


def test_one_rule_says_the_same_words_once(check: Check) -> None:
    findings = check("it cured acne, healed eczema").findings
    assert [f.text for f in findings if f.rule.name == "cure-pair"] == ["cured acne", "healed eczema"]


def test_a_whole_draft_finding_has_no_place(check: Check) -> None:
    (finding,) = check("今天的汤", commercial="paid").findings
    assert (finding.rule.name, finding.span, finding.text) == ("label-missing", None, "")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("啊·呀", [("啊·呀", "啊呀", ("noise",))]),
        ("啊*啊_呀", [("啊*啊_呀", "啊啊呀", ("noise",))]),
        ("啊\u200b呀", [("啊\u200b呀", "啊\u200b呀", ())]),
        ("啊呀，啊·呀", [("啊呀", "啊呀", ()), ("啊·呀", "啊呀", ("noise",))]),
        ("**啊**呀", []),
        ("啊/呀", []),
        ("啊，呀", []),
    ],
)
def test_an_expression_is_found_behind_signs_inside_a_word(
    check: Check, text: str, found: list[tuple[str, str, tuple[str, ...]]]
) -> None:
    seen = [f for f in check(text).findings if f.rule.name == "slow-regex"]
    assert sorted((f.text, f.reads_as, f.disguise) for f in seen) == sorted(found)


def test_a_regex_that_takes_too_long_is_reported_and_the_rest_is_checked(demo: Linter) -> None:
    from xhs_compliance.engine.checker import Checker
    from xhs_compliance.engine.regexes import Regexes
    from xhs_compliance.engine.ruleset import RuleSet

    ruleset = RuleSet(demo.book.packs, demo.book.library.evasion, demo.facts)
    ruleset.regexes = Regexes(time_limit=0.5)
    review = Checker(ruleset, date(2026, 11, 22), "test").check(Draft("d", {"text": "啊" * 3000 + "它能美白啊，呀x"}))
    assert review.verdict is Verdict.INCOMPLETE
    assert [(d.kind, d.rule) for d in review.diagnostics] == [("incomplete", "demo/slow-regex")]
    assert [f.rule.name for f in review.findings] == ["claim"]


def test_a_signal_that_takes_too_long_is_reported_and_stays_off(demo: Linter) -> None:
    from xhs_compliance.engine.checker import Checker
    from xhs_compliance.engine.regexes import Regexes
    from xhs_compliance.engine.ruleset import RuleSet

    pack = next(pack for pack in demo.book.packs if pack.id == "demo")
    slow = next(rule for rule in pack.rules if rule.name == "slow-regex")
    claim = next(rule for rule in pack.rules if rule.name == "claim")
    signal = Signal("slow-signal", slow.title, slow.find, implies={"product_category": ("food",)})
    asking = replace(claim, id="demo/asking", when=Not(SignalOn(("slow-signal",))))
    for rules in ((claim,), (claim, asking)):
        ruleset = RuleSet([replace(pack, rules=rules, signals=(signal,))], demo.book.library.evasion, demo.facts)
        ruleset.regexes = Regexes(time_limit=0.5)
        review = Checker(ruleset, date(2026, 11, 22), "test").check(
            Draft("d", {"text": "啊" * 3000 + "它能美白啊，呀x"})
        )
        assert review.verdict is Verdict.INCOMPLETE
        assert [(d.kind, d.rule) for d in review.diagnostics] == [("incomplete", "slow-signal")]
        assert {f.rule.id for f in review.findings} == {rule.id for rule in rules}
        assert not review.signals


def test_a_pair_of_which_no_part_waits_for_a_word_is_tried_on_every_draft(demo: Linter) -> None:
    from xhs_compliance.engine.checker import Checker
    from xhs_compliance.engine.ruleset import RuleSet

    pack = next(pack for pack in demo.book.packs if pack.id == "demo")
    rule = next(rule for rule in pack.rules if rule.name == "ordered-pair")
    wordless = replace(rule, find=Pair((Regex(r"\d{3}"), Regex(r"[口杯]"))))
    ruleset = RuleSet([replace(pack, rules=(wordless,))], demo.book.library.evasion, demo.facts)
    review = Checker(ruleset, date(2026, 11, 22), "test").check(Draft("d", {"text": "喝了123口"}))
    assert [finding.text for finding in review.findings] == ["123口"]


def test_fingerprints_survive_moved_lines_and_tell_equals_apart(check: Check) -> None:
    before = check("它能美白。它能美白。").findings
    after = check("新的一行\n\n它能美白。中间再加一句。它能美白。").findings
    assert [f.fingerprint for f in before] == [f.fingerprint for f in after]
    assert len({f.fingerprint for f in before}) == 2


class TestSuppressions:
    """Permissions in a draft."""

    def test_a_comment_on_its_own_line_covers_the_next_line(self, check: Check) -> None:
        review = check("<!-- allow demo/claim: 引用产品名 by 王敏 until 2027-01-01 -->\n它能美白\n它也能美白")
        assert [f.text for f in review.findings] == ["美白"]
        (suppressed,) = review.suppressed
        assert (suppressed.by.reason, suppressed.by.by, suppressed.by.until) == ("引用产品名", "王敏", date(2027, 1, 1))

    def test_a_comment_beside_words_covers_its_line(self, check: Check) -> None:
        assert check("它能美白 <!-- allow demo/claim: 引用 -->\n别的").findings == ()

    @pytest.mark.parametrize(
        ("comment", "note"),
        [
            ("<!-- allow demo/claim -->", "gives no reason"),
            ("<!-- allow demo/claim: 引用 until 2020-01-01 -->", "ended on 2020-01-01"),
        ],
    )
    def test_without_a_reason_or_after_its_day_it_lifts_nothing(self, check: Check, comment: str, note: str) -> None:
        review = check(f"它能美白 {comment}")
        assert len(review.findings) == 1
        assert note in review.diagnostics[0].reason.en

    def test_one_that_covers_nothing_is_reported(self, check: Check) -> None:
        review = check("今天的汤 <!-- allow demo/claim: 引用 -->")
        assert "covers nothing" in review.diagnostics[0].reason.en
        assert review.verdict is Verdict.PASS

    def test_front_matter_covers_the_whole_draft(self, demo: Linter) -> None:
        allowed = Draft("d", {"text": "它能美白"}, Facts(), (Suppression("demo/claim", "商标名"),))
        assert demo.check(allowed).findings == ()


@pytest.mark.parametrize("text", ["湿疹不能被它治好", "it did not cure my acne", "acne was never cured"])
def test_a_negator_between_the_parts_of_a_pair_counts(check: Check, text: str) -> None:
    assert [f.text for f in check(text).findings if f.rule.name == "cure-pair"] == []
