"""The verdict for every commercial tie, in one pass.

While the tie is undeclared, a condition holds for a set of ties, kept as bits. So each candidate is weighed once, and
its severity under every answer falls out.
"""

from dataclasses import dataclass

from xhs_compliance.engine.scene import Match
from xhs_compliance.engine.severity import Caps, applies_in
from xhs_compliance.engine.situation import DECLARED, Situation
from xhs_compliance.model.condition import All, Any, Condition, FactIs, Not, When
from xhs_compliance.model.rule import Rule
from xhs_compliance.model.span import Span
from xhs_compliance.model.words import Severity

TIE = "commercial"
"""The fact whose answer is tried for every draft that does not declare it."""

TIES = ("paid", "gifted", "commission", "own_brand", "employee", "none")
EVERY = (1 << len(TIES)) - 1

ByTie = tuple[Severity, ...]
"""A severity for each of :data:`TIES`."""

NOTHING: ByTie = (Severity.OFF,) * len(TIES)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A match that no excuse let go under some answer, with its severity under each.

    Attributes:
        span: where; ``None`` for the whole draft.
        is_disguised: whether its words are spelled to slip past a filter.

    """

    rule: Rule
    field: str
    span: Span | None
    is_disguised: bool
    by_tie: ByTie


def ties_for(condition: Condition | None, match: Match | None, situation: Situation) -> int:
    """The ties under which *condition* holds, as bits."""
    match condition:
        case None:
            return EVERY
        case FactIs(name, values) if name == TIE:
            return EVERY if DECLARED in values else sum(1 << i for i, tie in enumerate(TIES) if tie in values)
        case All(conditions):
            ties = EVERY
            for inner in conditions:
                ties &= ties_for(inner, match, situation) if ties else 0
            return ties
        case Any(conditions):
            ties = 0
            for inner in conditions:
                ties |= ties_for(inner, match, situation)
            return ties
        case Not(inner):
            return EVERY & ~ties_for(inner, match, situation)
        case _:
            return EVERY if situation.holds(condition, match) is not None else 0


def severity_by_tie(
    rule: Rule, match: Match | None, situation: Situation, caps: Caps, override: Severity | None
) -> ByTie:
    """The severity of a match under every tie, the strictest market counting; ``OFF`` where a condition forbids it."""
    open_ties = ties_for(rule.when, match, situation)
    for excuse in rule.unless:
        if isinstance(excuse, When) and open_ties:
            open_ties &= ~ties_for(excuse.condition, match, situation)
    if not open_ties:
        return NOTHING
    weights = [Severity.OFF] * len(TIES)
    for market, cap in applies_in(rule, caps).items():
        local = situation.in_market(market)
        for i, weight in enumerate(_in_market(rule, match, local)):
            if open_ties >> i & 1 and weight > Severity.OFF:
                weights[i] = max(weights[i], min(weight, cap) if override is None else override)
    return tuple(weights)


def _in_market(rule: Rule, match: Match | None, situation: Situation) -> list[Severity]:
    weights = [Severity.OFF] * len(TIES)
    left = EVERY
    for step in rule.ladder:
        left = _assign(weights, left, ties_for(step.when, match, situation) if left else 0, step.severity)
    left = EVERY
    for gate in rule.gating:
        ties = left & ties_for(gate.when, match, situation) if left else 0
        for i in range(len(TIES)):
            if ties >> i & 1:
                weights[i] = gate.reads.get(weights[i], weights[i])
        left &= ~ties
    for lift in rule.lifts:
        if max(weights) > lift.to:
            ties = ties_for(lift.when, match, situation)
            weights = [min(w, lift.to) if ties >> i & 1 else w for i, w in enumerate(weights)]
    return weights


def _assign(weights: list[Severity], left: int, ties: int, severity: Severity) -> int:
    """Give *severity* to the ties among *left*; those still without one."""
    for i in range(len(TIES)):
        if (left & ties) >> i & 1:
            weights[i] = severity
    return left & ~ties
