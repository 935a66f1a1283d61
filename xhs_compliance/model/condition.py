"""Conditions weigh facts and the rest of the draft; excuses let a candidate go because of its context."""

from dataclasses import dataclass
from typing import Literal

from xhs_compliance.model.pattern import Pattern, Reach


@dataclass(frozen=True, slots=True)
class FactIs:
    """A fact has one of these values; ``declared`` and ``undeclared`` are values every fact can have."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FactNumber:
    """A declared number compares; false while it is undeclared."""

    name: str
    over: float | None = None
    under: float | None = None
    at_least: float | None = None


@dataclass(frozen=True, slots=True)
class CoveredBy:
    """The words found are among those the fact lists (functions on a certificate, a registered name)."""

    name: str


@dataclass(frozen=True, slots=True)
class SignalOn:
    """At least one of these signals was raised by the draft, by words as near to the candidate as *within* says."""

    signals: tuple[str, ...]
    within: Reach | int = "draft"


@dataclass(frozen=True, slots=True)
class LanguageIs:
    """The body is in one of these languages (``zh``, ``en``, ``mixed``)."""

    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MarketIs:
    """The market being judged is one of these."""

    markets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Has:
    """The pattern is found as near to the candidate as *within* says."""

    pattern: Pattern
    within: Reach | int = "draft"


@dataclass(frozen=True, slots=True)
class All:
    """Every one of these holds."""

    conditions: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one of these holds."""

    conditions: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """This does not hold."""

    condition: "Condition"


Condition = FactIs | FactNumber | CoveredBy | SignalOn | LanguageIs | MarketIs | Has | All | Any | Not


def conditions_in(condition: Condition | None) -> tuple[Condition, ...]:
    """*condition* and everything nested in it."""
    match condition:
        case None:
            return ()
        case All(inner) | Any(inner):
            return (condition, *(deep for part in inner for deep in conditions_in(part)))
        case Not(part):
            return (condition, *conditions_in(part))
        case _:
            return (condition,)


@dataclass(frozen=True, slots=True)
class Context:
    """An excuse by cue: words near the candidate that change what it says (``negated``, ``asked``, ``near`` …).

    Attributes:
        name: what the report calls it.
        cue: the words that make the context.
        side: where they stand: ``before`` or ``after`` the candidate, or ``either`` (also inside it).
        within: how far away, in a stretch of text or code points.
        masked_by: phrases that look like the cue and are not (``不仅``, ``won't believe``).
        until: words that end what a cue before the candidate says (``but``, ``可是``).

    """

    name: str
    cue: Pattern
    side: Literal["before", "after", "either"] = "either"
    within: Reach | int = "clause"
    masked_by: Pattern | None = None
    until: Pattern | None = None


@dataclass(frozen=True, slots=True)
class Exempt:
    """An excuse by a longer phrase: 最近 shields 最; the phrase must overlap and not lie strictly inside."""

    name: str
    phrases: Pattern


@dataclass(frozen=True, slots=True)
class When:
    """An excuse by a condition on facts or on the draft."""

    name: str
    condition: Condition


Excuse = Context | Exempt | When
