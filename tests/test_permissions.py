"""Permissions, the baseline and decisions: which findings each sets aside, line by line and day by day."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from reporter_samples import draft, found, rule

from xhs_compliance.engine.settle import decision_key, key_of, sentence_of, settle
from xhs_compliance.engine.suppress import (
    BASELINE,
    Sorted,
    apply_suppressions,
    covers,
    set_aside,
    standing_permissions,
    suppressions_in,
)
from xhs_compliance.engine.verdict import decide
from xhs_compliance.model.decision import Choice, Decision, Decisions
from xhs_compliance.model.draft import Suppression
from xhs_compliance.model.policy import GATE, Policy
from xhs_compliance.model.span import Span
from xhs_compliance.model.words import Severity, Verdict

DAY = date(2026, 11, 22)
RULE = "cn-cosmetics/unregistered-whitening"
ALLOW = f"<!-- allow {RULE}: 商标名 -->"


def lines_of(text: str) -> list[tuple[int, int] | None]:
    return [each.lines for each in suppressions_in("text", text)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (f"{ALLOW}|美白", (0, 1)),  # alone on its line: the next one too
        (f"美白 {ALLOW}|美白", (0, 0)),
        (f"汤|{ALLOW}|美白", (1, 2)),
        (f"汤|美白 {ALLOW}|美白", (1, 1)),
        (f"汤|  {ALLOW}|美白", (1, 2)),
        (f"汤|美白 <!-- allow {RULE}:|商标名 -->|美白", (1, 2)),  # its own lines, first to last
        (f"汤|<!-- allow {RULE}:|商标名 -->|美白", (1, 3)),
    ],
)
def test_a_permission_covers_its_line_or_the_next(text: str, lines: tuple[int, int], end: str) -> None:
    assert lines_of(text.replace("|", end)) == [lines]


@pytest.mark.parametrize("text", ["<!-- 美白 -->", "<!-- allow -->", "allow a/b: c", f"<!-- allowed {RULE}: c -->"])
def test_what_is_no_permission(text: str) -> None:
    assert lines_of(text) == []


def test_a_permission_says_who_until_when_and_why() -> None:
    (full,) = suppressions_in("title", f"<!-- allow {RULE}：引用 (by 李青) (until 2026-12-31) -->")
    assert full == Suppression(RULE, "引用", "李青", date(2026, 12, 31), "title", (0, 1))
    (chinese,) = suppressions_in("text", f"<!-- allow {RULE}: 引用 批准人 李青 有效期至 2026-12-31 -->")
    assert (chinese.reason, chinese.by, chinese.until) == ("引用", "李青", date(2026, 12, 31))
    (bare,) = suppressions_in("text", f"<!-- allow {RULE} -->")
    assert (bare.reason, bare.by, bare.until) == ("", "", None)


@pytest.mark.parametrize(
    ("permission", "span", "covered"),
    [
        (Suppression(RULE, "a"), Span(0, 2), True),
        (Suppression("old/name", "a"), Span(0, 2), True),
        (Suppression("cn-cosmetics/other", "a"), Span(0, 2), False),
        (Suppression(RULE, "a", field="text"), Span(0, 2), True),
        (Suppression(RULE, "a", field="title", lines=(0, 9)), Span(0, 2), False),
        (Suppression(RULE, "a", field="title", lines=(0, 9)), None, True),
        (Suppression(RULE, "a", field="text", lines=(0, 0)), Span(0, 2), True),
        (Suppression(RULE, "a", field="text", lines=(1, 1)), Span(0, 2), False),
        (Suppression(RULE, "a", field="text", lines=(1, 1)), Span(3, 5), True),
        (Suppression(RULE, "a", field="text", lines=(0, 1)), Span(3, 5), True),
        (Suppression(RULE, "a", field="text", lines=(0, 0)), Span(3, 5), False),
        (Suppression(RULE, "a", field="text", lines=(2, 3)), Span(3, 5), False),
    ],
)
@pytest.mark.parametrize("starts", [{}, {"text": (7, 3)}])
def test_what_a_permission_covers(
    permission: Suppression, span: Span | None, covered: bool, starts: dict[str, tuple[int, int]]
) -> None:
    made = draft("美白\n美白\n", starts=starts)
    assert covers(permission, rule(aliases=("old/name",)), "text", span, made) is covered


def outcome(policy: Policy, *permissions: Suppression, **changes: Any) -> Sorted:
    """The one finding of a draft with these permissions."""
    made = draft("它能美白", suppressions=permissions)
    return apply_suppressions((found(made, "美白", **changes),), made, DAY, policy)


@pytest.mark.parametrize(
    ("until", "lifts"),
    [(None, True), (date(2026, 11, 23), True), (DAY, True), (date(2026, 11, 21), False)],
)
def test_a_permission_holds_to_the_end_of_its_last_day(until: date | None, lifts: bool) -> None:
    permission = Suppression(RULE, "商标名", until=until)
    sorted_out = outcome(Policy(), permission)
    assert (len(sorted_out.kept), len(sorted_out.suppressed)) == ((0, 1) if lifts else (1, 0))
    assert [note.reason.en for note in sorted_out.notes] == ([] if lifts else ["this permission ended on 2026-11-21"])
    standing = standing_permissions(draft("它能美白", suppressions=(permission,)), DAY)
    assert standing == ((permission,) if lifts else ())


@pytest.mark.parametrize(
    ("policy", "severity", "lifts"),
    [
        (Policy(), Severity.ERROR, True),
        (GATE, Severity.ERROR, False),
        (GATE, Severity.WARNING, True),
        (replace(GATE, block_on=Severity.WARNING), Severity.WARNING, False),
        (replace(GATE, block_on=Severity.WARNING), Severity.INFO, True),
    ],
)
def test_where_the_policy_says_so_no_permission_lifts_what_blocks(
    policy: Policy, severity: Severity, lifts: bool
) -> None:
    sorted_out = outcome(policy, Suppression(RULE, "商标名"), severity=severity)
    assert bool(sorted_out.suppressed) is lifts
    assert bool(sorted_out.kept) is not lifts
    unused = [note.reason.en for note in sorted_out.notes if "covers nothing" in note.reason.en]
    assert len(unused) == (not lifts)


def test_the_first_that_covers_is_used_and_the_second_is_idle() -> None:
    first, second = Suppression(RULE, "一"), Suppression(RULE, "二")
    sorted_out = outcome(Policy(), Suppression(RULE, ""), first, second)
    assert [entry.by for entry in sorted_out.suppressed] == [first]
    told = [(note.rule, note.reason.en) for note in sorted_out.notes]
    assert [said.split(" permission ")[1] for _, said in told] == [
        "gives no reason, so it lifts nothing", "covers nothing; remove it"
    ]  # fmt: skip


def test_the_baseline_sets_aside_what_it_knows() -> None:
    made = draft("它能美白，最好用")
    one, two = found(made, "美白"), replace(found(made, "最好"), fingerprint="1" * 16)
    before = Sorted((one, two), (), ())
    assert set_aside(before, frozenset()) is before
    after = set_aside(before, frozenset({"1" * 16}))
    assert after.kept == (one,)
    assert [(entry.finding, entry.by.reason) for entry in after.suppressed] == [(two, BASELINE)]


def decided(choice: Choice, **changes: Any) -> tuple[int, int, int, int]:
    """How many findings are kept and set aside, how many are decided on, and how many notes there are."""
    made = draft("它能美白。今天下雨。")
    finding = found(made, "美白")
    key = decision_key(finding.rule.id, "美白", "它能美白。")
    assert key == key_of(finding, made)
    assert sentence_of(finding, made).startswith("它能美白")
    decision = Decision(key, finding.rule.id, choice, "有报告", "王", DAY, evidence=("E1",))
    settled = settle(Sorted((finding,), (), ()), made, Decisions((replace(decision, **changes),)), DAY)
    outcome = settled.outcome
    assert settled.must_change is (choice is Choice.MUST_CHANGE and bool(settled.decided))
    return len(outcome.kept), len(outcome.suppressed), len(settled.decided), len(outcome.notes)


def test_a_decision_has_its_effect() -> None:
    assert decided(Choice.KEEP) == (0, 1, 1, 0)
    assert decided(Choice.FALSE_ALARM) == (0, 1, 1, 0)
    assert decided(Choice.MUST_CHANGE) == (1, 0, 1, 0)
    assert decided(Choice.KEEP, until=DAY) == (0, 1, 1, 0)
    assert decided(Choice.KEEP, until=date(2026, 11, 21)) == (1, 0, 0, 0)
    assert decided(Choice.KEEP, exceptions=("serum",)) == (1, 0, 0, 0)
    assert decided(Choice.KEEP, drafts=("serum",)) == (0, 1, 1, 0)
    assert decided(Choice.KEEP, drafts=("other",)) == (1, 0, 0, 0)


def test_a_decision_on_another_sentence_is_told_and_lifts_nothing() -> None:
    mark = {"serum": (found(draft("它能美白"), "美白").fingerprint,)}
    assert decided(Choice.KEEP, key="0" * 16, places=mark) == (1, 0, 1, 1)
    assert decided(Choice.KEEP, key="0" * 16, places=mark, until=date(2026, 11, 21)) == (1, 0, 0, 0)
    assert decided(Choice.KEEP, key="0" * 16, places=mark, exceptions=("serum",)) == (1, 0, 0, 0)
    assert decided(Choice.KEEP, key="0" * 16, places={"other": mark["serum"]}) == (1, 0, 0, 0)


def test_a_key_is_of_rule_words_and_sentence_or_of_the_draft() -> None:
    key = decision_key("a/b", "美白", "它能美白")
    assert len(key) == 16
    assert key == decision_key("a/b", "美 白", "它 能美白 ", "serum")
    assert key != decision_key("a/c", "美白", "它能美白")
    assert key != decision_key("a/b", "美白", "它很美白")
    whole = decision_key("a/b", "", "", "serum")
    assert whole == decision_key("a/b", "", "x", "serum")
    assert whole != decision_key("a/b", "", "", "other")


@pytest.mark.parametrize(
    ("strongest", "complete", "verdict"),
    [
        (Severity.ERROR, True, Verdict.BLOCK),
        (Severity.ERROR, False, Verdict.BLOCK),
        (Severity.WARNING, True, Verdict.REVIEW),
        (Severity.WARNING, False, Verdict.INCOMPLETE),
        (Severity.INFO, True, Verdict.PASS),
        (Severity.OFF, False, Verdict.INCOMPLETE),
    ],
)
def test_the_verdict(strongest: Severity, complete: bool, verdict: Verdict) -> None:
    assert decide(strongest, Policy(), complete=complete) is verdict
