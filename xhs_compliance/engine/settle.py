"""Decisions have their effect: what may stay is set aside under the name of who decided it, what must change blocks."""

import hashlib
from dataclasses import dataclass
from datetime import date

from xhs_compliance.engine.suppress import Sorted
from xhs_compliance.model.decision import Choice, Decided, Decision, Decisions
from xhs_compliance.model.draft import Draft, Suppression
from xhs_compliance.model.finding import Diagnostic, Finding, Suppressed
from xhs_compliance.model.span import Span
from xhs_compliance.model.words import Bilingual
from xhs_compliance.text.fold import fold, skeleton_of
from xhs_compliance.text.segment import Segments

NO_DECISIONS = Decisions()


@dataclass(frozen=True, slots=True)
class Settled:
    """Findings after permissions, the baseline and decisions were heard."""

    outcome: Sorted
    decided: tuple[Decided, ...] = ()

    @property
    def must_change(self) -> bool:
        """Whether somebody decided that something in this draft must change."""
        return any(each.decision.choice is Choice.MUST_CHANGE for each in self.decided)


def sentence_around(text: str, span: Span) -> str:
    """The sentence that *span* of *text* stands in, as typed, without the space around it."""
    around = Segments(fold(text)).around(span, "sentence")
    return text[around.start : around.end].strip()


def decision_key(rule: str, words: str, sentence: str, draft: str = "") -> str:
    """What makes two findings one decision: the rule, the words as read and their sentence, however it is spaced.

    Args:
        rule: the rule id.
        words: the words as read; empty for a finding about the whole draft.
        sentence: the sentence around them.
        draft: the draft's id, which counts only for a finding about the whole draft.

    Returns:
        16 hexadecimal digits.

    """
    where = skeleton_of(sentence) if words else f"\x1e{draft}"
    whole = "\x1f".join((rule, skeleton_of(words), where))
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def key_of(finding: Finding, draft: Draft) -> str:
    """The key of the decision about a finding of *draft*."""
    if finding.span is None:
        return decision_key(finding.rule.id, "", "", draft.id)
    return decision_key(finding.rule.id, finding.reads_as, sentence_of(finding, draft))


def sentence_of(finding: Finding, draft: Draft) -> str:
    """The sentence a finding stands in; empty for one about the whole draft."""
    return "" if finding.span is None else sentence_around(draft.fields[finding.field], finding.span)


def settle(outcome: Sorted, draft: Draft, decisions: Decisions, day: date) -> Settled:
    """Set aside what somebody decided to keep or called a false alarm; note what was decided on another sentence."""
    if not decisions.entries:
        return Settled(outcome)
    kept: list[Finding] = []
    aside: list[Suppressed] = []
    notes: list[Diagnostic] = []
    decided: list[Decided] = []
    for finding in outcome.kept:
        decision = decisions.about(key_of(finding, draft), draft.id, day)
        former = decisions.formerly_about(draft.id, finding.fingerprint) if decision is None else None
        if decision is not None:
            decided.append(Decided(finding, decision))
        elif former is not None and former.holds_for(draft.id) and not former.is_expired(day):
            decided.append(Decided(finding, former, is_stale=True))
            notes.append(Diagnostic("note", finding.rule.id, _changed(former)))
        if decision is not None and decision.choice.lifts:
            aside.append(Suppressed(finding, _permission(decision)))
        else:
            kept.append(finding)
    settled = Sorted(tuple(kept), (*outcome.suppressed, *aside), (*outcome.notes, *notes))
    return Settled(settled, tuple(decided))


def _permission(decision: Decision) -> Suppression:
    evidence = f" [{', '.join(decision.evidence)}]" if decision.evidence else ""
    return Suppression(decision.rule, f"{decision.reason}{evidence}", decision.by, decision.until)


def _changed(former: Decision) -> Bilingual:
    words = former.words or former.rule
    return Bilingual(
        f"{former.by} 在 {former.on} 对“{words}”做过决定，之后这句话改过了；请重新决定",
        f"{former.by} decided on “{words}” on {former.on}; the sentence has changed since, so decide again",
    )
