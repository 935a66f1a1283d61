"""Every gate and excuse that was considered for every candidate: why a rule spoke, and why another kept quiet."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from xhs_compliance.engine.excuses import excused_by
from xhs_compliance.engine.judge import Judge
from xhs_compliance.engine.judgement import WHOLE_DRAFT
from xhs_compliance.engine.match import Match
from xhs_compliance.engine.regexes import RegexTimeoutError
from xhs_compliance.engine.severity import Caps, applies_in, severities
from xhs_compliance.engine.situation import Held, Situation
from xhs_compliance.model.facts import Facts
from xhs_compliance.model.finding import Evidence, Excused
from xhs_compliance.model.pattern import Disguised
from xhs_compliance.model.rule import Rule
from xhs_compliance.model.span import Span
from xhs_compliance.model.words import Market, Severity

Kind = Literal["when", "excuse", "step", "gate", "lift"]
Outcome = Literal["finding", "excused", "gated", "weightless", "yielded"]


@dataclass(frozen=True, slots=True)
class Considered:
    """One gate or excuse that was weighed for a candidate.

    Attributes:
        kind: what it is a part of: the rule's ``when``, an excuse, a step of its ladder, a row of its gating table, a
            lift.
        number: its place among those of its kind, from 0.
        market: the market it was weighed for; empty where that plays no part.
        evidence: what made it hold; ``None`` when it does not hold.

    """

    kind: Kind
    number: int
    market: Market | Literal[""]
    evidence: tuple[Evidence, ...] | None

    @property
    def holds(self) -> bool:
        """Whether it holds."""
        return self.evidence is not None


@dataclass(frozen=True, slots=True)
class Trace:
    """One candidate, with everything that was considered for it.

    Attributes:
        span: where; ``None`` for the whole draft.
        text: the words as typed.
        outcome: a ``finding``; ``excused``; ``gated`` by the rule's ``when``; ``weightless``: no step of the ladder
            gives it weight; or ``yielded`` to a rule about the draft's goods.
        severity: of the finding, the strictest market counting.

    """

    rule: Rule
    field: str
    span: Span | None
    text: str
    outcome: Outcome
    severity: Severity
    considered: tuple[Considered, ...]


def traces(
    judge: Judge, facts: Facts, caps: Caps, rules: Iterable[Rule], let_go: Iterable[Excused] = ()
) -> Iterator[Trace]:
    """Everything considered for every candidate of *rules*, rule by rule in reading order.

    A rule about the whole draft is a candidate only where its gate is open; rules about disguised findings are judged
    from findings and have no candidates of their own. A rule that took too long has none either. *let_go* are findings
    that yielded to others.
    """
    situation = judge.situation(facts)
    gone = {(each.rule.id, each.field, each.span) for each in let_go}
    for rule in rules:
        if isinstance(rule.find, Disguised) or not applies_in(rule, caps):
            continue
        try:
            matches = judge.finder.matches(rule)
        except RegexTimeoutError:
            continue
        for match in matches:
            trace = _trace(rule, match, situation, caps, judge)
            if (rule.id, trace.field, trace.span) in gone:
                trace = replace(trace, outcome="yielded")
            if match is not None or trace.outcome != "gated":
                yield trace


def _trace(rule: Rule, match: Match | None, situation: Situation, caps: Caps, judge: Judge) -> Trace:
    considered: list[Considered] = []
    outcome: Outcome = "finding"
    if rule.when is not None:
        gate = Considered("when", 0, "", situation.holds(rule.when, match))
        considered.append(gate)
        outcome = outcome if gate.holds else "gated"
    if outcome == "finding":
        excuses = list(_excuses(rule, match, situation, judge))
        considered += excuses
        outcome = "excused" if any(excuse.holds for excuse in excuses) else outcome
    severity = Severity.OFF
    if outcome == "finding":
        for market in applies_in(rule, caps):
            considered += _weighed(rule, match, situation.in_market(market), market if len(caps) > 1 else "")
        severity = max(severities(rule, match, situation, caps)[0].values(), default=Severity.OFF)
        outcome = outcome if severity > Severity.OFF else "weightless"
    name, span = (match.field, match.span) if match else (WHOLE_DRAFT, None)
    text = situation.scene.draft.fields[name][slice(*span)] if span else ""
    return Trace(rule, name, span, text, outcome, severity, tuple(considered))


def _excuses(rule: Rule, match: Match | None, situation: Situation, judge: Judge) -> Iterator[Considered]:
    for number, excuse in enumerate(rule.unless):
        found = [
            excused_by((excuse,), place, situation) for place in ([match] if match else judge.scene.whole_fields())
        ]
        evidence: Held | None = next(((each[1],) for each in found if each is not None), None)
        yield Considered("excuse", number, "", evidence)


def _weighed(
    rule: Rule, match: Match | None, situation: Situation, market: Market | Literal[""]
) -> Iterator[Considered]:
    """The steps up to the one that decides, the rows up to the one that reads it, and every lift."""
    for number, step in enumerate(rule.ladder):
        held = situation.holds(step.when, match)
        yield Considered("step", number, market, held)
        if held is not None:
            break
    for number, gate in enumerate(rule.gating):
        held = situation.holds(gate.when, match)
        yield Considered("gate", number, market, held)
        if held is not None:
            break
    for number, lift in enumerate(rule.lifts):
        yield Considered("lift", number, market, situation.holds(lift.when, match))
