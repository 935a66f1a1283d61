"""What rules ask about: their conditions, the patterns in them, and what each condition has to look at."""

from collections.abc import Iterable, Iterator

from xhs_compliance.engine.ties import TIE
from xhs_compliance.model.condition import (
    All,
    Any,
    Condition,
    Context,
    CoveredBy,
    Excuse,
    Exempt,
    FactIs,
    FactNumber,
    Has,
    MarketIs,
    Not,
    SignalOn,
    When,
    conditions_in,
)
from xhs_compliance.model.pattern import Missing, Pattern
from xhs_compliance.model.rule import Rule, Signal


def names_tie(conditions: Iterable[Condition | None]) -> bool:
    """Whether any of the conditions, or one nested in them, asks for the commercial tie."""
    nested = (condition for start in conditions for condition in conditions_in(start))
    return any(isinstance(condition, FactIs) and condition.name == TIE for condition in nested)


def sorted_excuses(rule: Rule) -> tuple[tuple[Excuse, ...], tuple[Excuse, ...]]:
    """The excuses that look at the words around a match, and those that ask for facts."""
    cues = tuple(excuse for excuse in rule.unless if not isinstance(excuse, When))
    return cues, tuple(excuse for excuse in rule.unless if isinstance(excuse, When))


def weighing(rule: Rule) -> Iterator[Condition | None]:
    """The conditions that decide how much a match weighs."""
    yield from (step.when for step in rule.ladder)
    yield from (lift.when for lift in rule.lifts)
    yield from (gate.when for gate in rule.gating)


def conditions(finder: Rule | Signal) -> Iterator[Condition | None]:
    """Every condition of a rule or signal."""
    yield finder.when
    if isinstance(finder, Rule):
        yield from weighing(finder)
    yield from (excuse.condition for excuse in finder.unless if isinstance(excuse, When))


def all_conditions(finder: Rule | Signal) -> Iterator[Condition]:
    """Every condition of a rule or signal, and those nested in them."""
    for start in conditions(finder):
        yield from conditions_in(start)


def asks_facts_alone(condition: Condition) -> bool:
    """Whether what is declared and implied decides *condition*, whatever else the draft says."""
    facts = (FactIs, FactNumber, MarketIs, All, Any, Not)
    return all(isinstance(inner, facts) for inner in conditions_in(condition))


def looks_around(condition: Condition) -> bool:
    """Whether a condition, or one nested in it, asks for the words around a match."""
    return any(
        isinstance(inner, CoveredBy)
        or (isinstance(inner, Has) and inner.within != "draft" and not isinstance(inner.pattern, Missing))
        or (isinstance(inner, SignalOn) and inner.within != "draft")
        for inner in conditions_in(condition)
    )


def asked_patterns(finder: Rule | Signal) -> Iterator[Pattern]:
    """Every pattern that is only looked for once a candidate is being judged."""
    for start in conditions(finder):
        yield from (condition.pattern for condition in conditions_in(start) if isinstance(condition, Has))
    for excuse in finder.unless:
        yield from _excuse_patterns(excuse)


def _excuse_patterns(excuse: Excuse) -> Iterator[Pattern]:
    match excuse:
        case Context(cue=cue, masked_by=masked_by, until=until):
            yield from (pattern for pattern in (cue, masked_by, until) if pattern is not None)
        case Exempt(phrases=phrases):
            yield phrases
        case _:
            return
