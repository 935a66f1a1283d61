"""Patterns: the ways a rule can say which words it looks for.

A pattern is found in one field of a draft and answers with spans. Patterns nest; the leaves are :class:`Terms`,
:class:`Regex` and :class:`Number`.
"""

from dataclasses import dataclass, field
from typing import Literal

Reach = Literal["clause", "sentence", "line", "passage", "field", "draft"]
"""How far two things may stand apart and still belong together."""

Where = Literal["title", "start", "after-start", "hashtags", "outside-hashtags", "last-line"]
"""A place in a draft that a label or a word can be asked to stand in."""


Ways = tuple[tuple[tuple[str, ...], ...], ...]
"""Ways in which an expression can match: for each, sets of literals of which a match must hold one each."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Literal phrases.

    Attributes:
        words: the phrases as a reader would write them.
        evade: the kinds of disguise to see through (``noise``, ``pinyin``, ``homophone`` …).
        tags: whether Latin words may also stand run together inside a hashtag.
        plain: whether the plain spelling counts; otherwise the disguised ones alone do.
        key: identity of the whole, short and the same on every machine.
        lists: the names of the lists that are among the words; for readers, it decides nothing.

    """

    words: tuple[str, ...]
    evade: tuple[str, ...] = ()
    tags: bool = False
    plain: bool = True
    key: str = ""
    lists: tuple[str, ...] = field(default=(), repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Regex:
    """A regular expression over the folded text.

    Attributes:
        source: the expression (dialect of the ``regex`` package; case does not matter).
        ways: the ways it can match, each as sets of literals (skeletons or single signs): a match holds at least one
            literal of every set of at least one way. Empty when no literal could be worked out.
        width: the most code points a match takes or looks ahead at; ``None`` when that is not bounded.

    """

    source: str
    ways: Ways = field(default=(), repr=False)
    width: int | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Number:
    """A number with a unit, compared: ``5.2万元`` is over 50000 ``元``.

    Attributes:
        units: words that may follow the number (``元``, ``%``, ``kg``).
        over: the number must be greater.
        under: the number must be smaller.
        at_least: the number must be this or greater.

    """

    units: tuple[str, ...]
    over: float | None = None
    under: float | None = None
    at_least: float | None = None


@dataclass(frozen=True, slots=True)
class Either:
    """Any of several patterns."""

    patterns: tuple["Pattern", ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two or more patterns that stand together.

    Attributes:
        parts: what must be there.
        within: how far apart they may stand: a stretch of text, or a number of code points between them.
        ordered: whether they must come in the order written.

    """

    parts: tuple["Pattern", ...]
    within: Reach | int = "clause"
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """So many of these, in the draft or in a stretch of it.

    Attributes:
        of: the patterns; with *distinct* each counts once.
        at_least: how many make a match.
        distinct: count different patterns (for one pattern: different words) instead of occurrences.
        per: length of the stretch in code points; ``None`` for the whole field.

    """

    of: tuple["Pattern", ...]
    at_least: int
    distinct: bool = False
    per: int | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A pattern, but only where it stands in a certain place."""

    pattern: "Pattern"
    where: Where


@dataclass(frozen=True, slots=True)
class InFields:
    """A pattern, but only in the fields named."""

    pattern: "Pattern"
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """The whole draft, when it lacks the pattern (in the place, where one is named)."""

    pattern: "Pattern"


@dataclass(frozen=True, slots=True)
class Draftwide:
    """The whole draft, always: for rules that facts and signals alone decide."""


@dataclass(frozen=True, slots=True)
class Disguised:
    """A finding of another rule whose words are spelled to slip past a filter.

    Attributes:
        at_least: how many disguised findings make a match.

    """

    at_least: int = 1


@dataclass(frozen=True, slots=True)
class Measured:
    """The whole draft, when something measured about it reaches a value (``script-likeness``, ``brief-overlap``)."""

    measure: str
    at_least: float


Pattern = (
    Terms | Regex | Number | Either | Pair | Count | Placed | InFields | Missing | Draftwide | Disguised | Measured
)


def parts_of(pattern: Pattern) -> tuple[Pattern, ...]:
    """The patterns directly inside *pattern*."""
    match pattern:
        case Either(patterns):
            return patterns
        case Pair(parts=parts):
            return parts
        case Count(of=of):
            return of
        case Placed(pattern=inner) | InFields(pattern=inner) | Missing(pattern=inner):
            return (inner,)
        case _:
            return ()


def leaves(pattern: Pattern) -> tuple[Pattern, ...]:
    """Every leaf of *pattern*, in reading order."""
    inner = parts_of(pattern)
    return tuple(leaf for part in inner for leaf in leaves(part)) if inner else (pattern,)
