"""Every answer at once: what a draft weighs as it is declared, and under every commercial tie while none is declared.

A condition holds for a set of answers, kept as bits. So each candidate is weighed once, and its severity under every
answer falls out.
"""

from dataclasses import dataclass

from xhs_compliance.engine.match import Match
from xhs_compliance.engine.severity import Caps, applies_in
from xhs_compliance.engine.situation import DECLARED, Situation
from xhs_compliance.model.condition import All, Any, Condition, FactIs, Not, When
from xhs_compliance.model.rule import Rule
from xhs_compliance.model.span import Span
from xhs_compliance.model.words import Severity

TIE = "commercial"
"""The fact whose answer is tried for every draft that does not declare it."""

TIES = ("paid", "gifted", "commission", "own_brand", "employee", "none")
ANSWERS = range(len(TIES) + 1)
"""The ties in their order, then the draft as it is declared."""

AS_DECLARED = 1 << len(TIES)
EVERY = (AS_DECLARED << 1) - 1

ByAnswer = tuple[Severity, ...]
"""A severity for each of :data:`ANSWERS`."""

NOTHING: ByAnswer = (Severity.OFF,) * len(ANSWERS)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A match that no excuse let go under some answer, with its severity under each tie.

    Attributes:
        span: where; ``None`` for the whole draft.
        is_disguised: whether its words are spelled to slip past a filter.

    """

    rule: Rule
    field: str
    span: Span | None
    is_disguised: bool
    by_tie: ByAnswer


def answers_for(condition: Condition | None, match: Match | None, situation: Situation) -> int:
    """The answers under which *condition* holds, as bits."""
    if condition is None:
        return EVERY
    if match is not None and situation.is_near(condition):
        return _answers(condition, match, situation)
    key = (id(condition), situation.market)
    known = situation.factual.get(key)
    if known is None:
        known = situation.answers.get(key)
    if known is None:
        answers = situation.factual if situation.is_factual(condition) else situation.answers
        known = answers[key] = _answers(condition, None, situation)
    return known


def _answers(condition: Condition, match: Match | None, situation: Situation) -> int:
    match condition:
        case FactIs(name, values) if name == TIE:
            ties = EVERY & ~AS_DECLARED if DECLARED in values else sum(1 << TIES.index(t) for t in values if t in TIES)
            return ties | AS_DECLARED if situation.holds(condition, match) is not None else ties
        case All(conditions):
            answers = EVERY
            for inner in conditions:
                answers &= answers_for(inner, match, situation) if answers else 0
            return answers
        case Any(conditions):
            answers = 0
            for inner in conditions:
                answers |= answers_for(inner, match, situation)
            return answers
        case Not(inner):
            return EVERY & ~answers_for(inner, match, situation)
        case _:
            return EVERY if situation.holds(condition, match) is not None else 0


def open_answers(rule: Rule, match: Match | None, situation: Situation) -> int:
    """The answers under which the rule applies and no fact excuses the match."""
    answers = answers_for(rule.when, match, situation)
    for excuse in rule.unless:
        if answers and isinstance(excuse, When):
            answers &= ~answers_for(excuse.condition, match, situation)
    return answers


def weights_of(
    rule: Rule, match: Match | None, situation: Situation, caps: Caps, override: Severity | None
) -> ByAnswer:
    """The severity under every answer, the strictest market counting; whether the rule applies is not asked here."""
    near = match is not None and situation.weighs_nearby(rule)
    known = None if near else situation.weights.get(rule.id)
    if known is None:
        known = _weights(rule, match, situation, caps, override)
        if not near:
            situation.weights[rule.id] = known
    return known


def _weights(rule: Rule, match: Match | None, situation: Situation, caps: Caps, override: Severity | None) -> ByAnswer:
    weights = [Severity.OFF] * len(ANSWERS)
    for market, cap in applies_in(rule, caps).items():
        for i, weight in enumerate(_in_market(rule, match, situation.in_market(market))):
            if weight > Severity.OFF:
                weights[i] = max(weights[i], min(weight, cap) if override is None else override)
    return tuple(weights)


def _in_market(rule: Rule, match: Match | None, situation: Situation) -> list[Severity]:
    weights = [Severity.OFF] * len(ANSWERS)
    left = EVERY
    for step in rule.ladder:
        left = _assign(weights, left, answers_for(step.when, match, situation) if left else 0, step.severity)
    left = EVERY
    for gate in rule.gating:
        answers = left & answers_for(gate.when, match, situation) if left else 0
        for i in ANSWERS:
            if answers >> i & 1:
                weights[i] = gate.reads.get(weights[i], weights[i])
        left &= ~answers
    for lift in rule.lifts:
        if max(weights) > lift.to:
            answers = answers_for(lift.when, match, situation)
            weights = [min(w, lift.to) if answers >> i & 1 else w for i, w in enumerate(weights)]
    return weights


def _assign(weights: list[Severity], left: int, answers: int, severity: Severity) -> int:
    """Give *severity* to the answers among *left*; those still without one."""
    for i in ANSWERS:
        if (left & answers) >> i & 1:
            weights[i] = severity
    return left & ~answers
