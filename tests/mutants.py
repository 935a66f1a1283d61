"""Rules and signals with one thing changed, every way there is."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from xhs_compliance.model.condition import All
from xhs_compliance.model.condition import Any as AnyOf
from xhs_compliance.model.pattern import Count, Either, InFields, Missing, Pair, Pattern, Placed, Terms
from xhs_compliance.model.rule import Rule, Signal
from xhs_compliance.model.words import Severity

TERMS_A_LIST = 2
"""Terms dropped from each list of a rule; every other mutant is made."""

Finder = Rule | Signal

_INSIDE = {Either: "patterns", Pair: "parts", Count: "of"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """A rule or signal with one thing changed.

    Attributes:
        kind: what was changed (``a term``, ``an excuse`` …).
        what: the piece, for people.
        owner: the rule as changed.
        piece: the pattern, word, excuse, condition, step or lift that was dropped or changed.

    """

    kind: str
    what: str
    owner: Finder
    piece: Any = None


@dataclass(frozen=True, slots=True)
class _Change:
    kind: str
    what: str
    piece: Any
    pattern: Pattern


def mutants_of(owner: Finder, dice: random.Random) -> Iterator[Mutant]:
    """Every mutant of a rule or signal; the dice choose which terms are dropped."""
    for change in _patterns(owner.find, dice):
        yield Mutant(change.kind, change.what, replace(owner, find=change.pattern), change.piece)
    for place, excuse in enumerate(owner.unless):
        rest = without(owner.unless, place)
        yield Mutant("an excuse", f"{excuse.name} ({place})", replace(owner, unless=rest), excuse)
    yield from _gates(owner)
    if isinstance(owner, Rule):
        yield from _weights(owner)


def without(parts: tuple[Any, ...], place: int) -> tuple[Any, ...]:
    """*parts* without the one at *place*."""
    return (*parts[:place], *parts[place + 1 :])


def _patterns(pattern: Pattern, dice: random.Random) -> Iterator[_Change]:
    """*pattern* with one thing in it changed, every way there is."""
    yield from _here(pattern, dice)
    name = _INSIDE.get(type(pattern))
    if name:
        parts = getattr(pattern, name)
        for place, part in enumerate(parts):
            for change in _patterns(part, dice):
                inner = (*parts[:place], change.pattern, *parts[place + 1 :])
                yield replace(change, pattern=replace(pattern, **{name: inner}))
    elif isinstance(pattern, Placed | InFields):
        for change in _patterns(pattern.pattern, dice):
            yield replace(change, pattern=replace(pattern, pattern=change.pattern))


def _here(pattern: Pattern, dice: random.Random) -> Iterator[_Change]:
    """The changes of the outermost pattern alone."""
    match pattern:
        case Terms(words=words) if len(words) > 1:
            for word in dice.sample(words, min(TERMS_A_LIST, len(words))):
                yield _Change("a term", word, (pattern, word), without_word(pattern, word))
        case Either(patterns) if len(patterns) > 1:
            for place, part in enumerate(patterns):
                yield _Change("an alternative", _short(part), part, _alone(pattern, without(patterns, place)))
        case Pair(parts=parts) if len(parts) > 1:
            for place, part in enumerate(parts):
                yield _Change(
                    "a part of a pair", _short(part), (pattern, place), _alone(pattern, without(parts, place))
                )
        case Count(at_least=least):
            yield _Change("a count", f"at least {least}", pattern, replace(pattern, at_least=least + 1))
        case Placed(pattern=inner) | InFields(pattern=inner):
            where = pattern.where if isinstance(pattern, Placed) else ", ".join(pattern.fields)
            yield _Change("a place", where, pattern, inner)


def without_word(terms: Terms, word: str) -> Terms:
    """*terms* without one of its words, under a key of its own."""
    kept = tuple(other for other in terms.words if other != word)
    return replace(terms, words=kept, key=f"{terms.key}-{word}")


def _alone(pattern: Either | Pair, rest: tuple[Pattern, ...]) -> Pattern:
    return rest[0] if len(rest) == 1 else replace(pattern, **{_INSIDE[type(pattern)]: rest})


def replaced(pattern: Pattern, old: Pattern, new: Pattern) -> Pattern:
    """*pattern* with one of the patterns in it, known by identity, replaced."""
    if pattern is old:
        return new
    name = _INSIDE.get(type(pattern))
    if name:
        return replace(pattern, **{name: tuple(replaced(part, old, new) for part in getattr(pattern, name))})
    if isinstance(pattern, Placed | InFields | Missing):
        return replace(pattern, pattern=replaced(pattern.pattern, old, new))
    return pattern


def _gates(owner: Finder) -> Iterator[Mutant]:
    if owner.when is not None:
        yield Mutant("a gate", _short(owner.when), replace(owner, when=None), owner.when)
    match owner.when:
        case All(parts) | AnyOf(parts) if len(parts) > 1:
            for place, part in enumerate(parts):
                rest = replace(owner.when, conditions=without(parts, place))
                yield Mutant("a gate", _short(part), replace(owner, when=rest), part)


def _weights(rule: Rule) -> Iterator[Mutant]:
    for place, step in enumerate(rule.ladder):
        before, after = rule.ladder[:place], rule.ladder[place + 1 :]
        lower = {Severity.ERROR: Severity.WARNING, Severity.WARNING: Severity.INFO}.get(step.severity, Severity.ERROR)
        changed = replace(step, severity=lower)
        what = f"{step.severity.word} when {_short(step.when)}"
        yield Mutant("a severity", what, replace(rule, ladder=(*before, changed, *after)), step)
        if len(rule.ladder) > 1:
            yield Mutant("a rung", what, replace(rule, ladder=(*before, *after)), step)
    for place, lift in enumerate(rule.lifts):
        yield Mutant("a lift", _short(lift.when), replace(rule, lifts=without(rule.lifts, place)), lift)


def _short(value: object) -> str:
    return repr(value)[:100]
