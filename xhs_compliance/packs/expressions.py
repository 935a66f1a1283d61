"""What the matches of a regular expression look like, worked out from its parse.

Each part of an expression has a :class:`Shape`: everything it can match where that is a short list, else how a match
can begin and end. Parts that stand side by side are joined: ``(?:喝|吃)(?:好|没)`` is 喝好, 喝没, 吃好 or 吃没.
"""

import string
from collections.abc import Iterable
from functools import cache, reduce
from itertools import groupby
from math import fsum
from typing import Any, NamedTuple

from xhs_compliance.text.commonness import commonness
from xhs_compliance.text.fold import SILENT, fold

MOST_ANCHORS = 256
"""A set of more literals than this is not worth remembering."""

MOST_LISTED = 36
"""Members of a range of characters that are listed."""

COMMON_SIGNS = frozenset(" \t\r\n,.!?:;'\"-_()[]/~#。、…" + SILENT)
"""Signs that stand in nearly every draft."""

LONGEST_EDGE = 3
"""Characters of the beginnings and ends of a match that are remembered."""

Literals = frozenset[str]

NOTHING: Literals = frozenset(("",))
"""What matches without leaving a letter, digit or character; as a beginning or an end: nothing is known of it."""


class Shape(NamedTuple):
    """What is known of the matches of a part of an expression.

    Attributes:
        whole: every match there can be; ``None`` where they are too many or not known.
        begins: every match begins with one of these.
        ends: every match ends with one of these.
        inside: sets of which every match holds at least one literal each.

    """

    whole: Literals | None
    begins: Literals
    ends: Literals
    inside: tuple[Literals, ...] = ()


UNKNOWN = Shape(None, NOTHING, NOTHING)
EMPTY = Shape(NOTHING, NOTHING, NOTHING)


def shape_of(tree: Any) -> Shape:
    """The shape of parts that follow each other."""
    first, *others = _parts(tree) or (EMPTY,)
    is_short = first.whole is not None and len(first.whole) <= MOST_ANCHORS
    return reduce(_joined, others, first if is_short else _joined(EMPTY, first))


def _parts(tree: Any) -> list[Shape]:
    """The shapes of parts that follow each other; characters that stand alone as one."""
    parts: list[Shape] = []
    for name, run in groupby(tree, key=_name_of):
        if name == "LITERAL":
            parts.append(_exactly(["".join([_read_as(code) for _, code in run])]))
        else:
            parts += [_part(name, argument) for _, argument in run]
    return parts


def _name_of(part: tuple[Any, Any]) -> str:
    return str(part[0])


def sets_of(shape: Shape) -> list[Literals]:
    """Every set worth waiting for."""
    edges = (shape.begins, shape.ends) if shape.whole is None else (shape.whole,)
    return [found for found in (*shape.inside, *edges) if "" not in found and len(found) <= MOST_ANCHORS]


def commonness_of(literals: Iterable[str]) -> float:
    """How common *literals* are together, roughly in occurrences for a thousand characters."""
    return fsum(map(commonness, literals))


def _part(name: str, argument: Any) -> Shape:
    match name:
        case "IN":
            return _class_of(argument)
        case "AT" | "ASSERT" | "ASSERT_NOT":
            return EMPTY
        case "SUBPATTERN":
            return shape_of(argument[-1])
        case "ATOMIC_GROUP":
            return shape_of(argument)
        case "BRANCH":
            return _any_of([shape_of(branch) for branch in argument[1]])
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            least, most, inner = argument
            return _repeated(shape_of(inner), least, most)
        case _:
            return UNKNOWN


def _exactly(literals: Iterable[str]) -> Shape:
    whole = frozenset(literals)
    return Shape(whole, _beginnings(whole), _endings(whole))


def _joined(one: Shape, other: Shape) -> Shape:
    """The shape of *one* followed by *other*."""
    whole = None
    if one.whole is not None and other.whole is not None:
        whole = _crossed(one.whole, other.whole)
        if whole is not None:
            return Shape(whole, _beginnings(whole), _endings(whole), (*one.inside, *other.inside))
    begins, ends = one.begins, other.ends
    if one.whole is not None:
        begins = _beginnings(_crossed(one.whole, other.begins) or one.whole)
    if other.whole is not None:
        ends = _endings(_crossed(one.ends, other.whole) or other.whole)
    across = _crossed(one.whole or one.ends, other.whole or other.begins)
    met = (across,) if across is not None else (one.whole or one.ends, other.whole or other.begins)
    inside = (*one.inside, *other.inside, *(found for found in met if "" not in found))
    return Shape(None, begins, ends, inside)


def _any_of(shapes: list[Shape]) -> Shape:
    """The shape of alternatives."""
    begins, ends = (frozenset[str]().union(*edges) for edges in zip(*(s[1:3] for s in shapes), strict=True))
    best = [_rarest(sets_of(shape)) for shape in shapes]
    inside = (frozenset[str]().union(*(found for found in best if found)),) if all(best) else ()
    if all(shape.whole is not None for shape in shapes):
        whole = frozenset[str]().union(*(shape.whole for shape in shapes if shape.whole is not None))
        if len(whole) <= MOST_ANCHORS:
            return Shape(whole, begins, ends, inside)
    return Shape(None, begins, ends, inside)


def _rarest(sets: list[Literals]) -> Literals | None:
    return min(sets, key=commonness_of, default=None) if len(sets) != 1 else sets[0]


def _repeated(shape: Shape, least: int, most: Any) -> Shape:
    """The shape of a part that comes *least* to *most* times."""
    if shape.whole == NOTHING:
        return EMPTY
    if isinstance(most, int) and most <= LONGEST_EDGE:
        times = [reduce(_joined, [shape] * count, EMPTY) for count in range(least, most + 1)]
        return _any_of(times)
    if not least:
        return UNKNOWN
    once = () if shape.whole is None or "" in shape.whole else (shape.whole,)
    return Shape(None, shape.begins, shape.ends, (*shape.inside, *once))


def _class_of(members: list[tuple[Any, Any]]) -> Shape:
    """The shape of a class of characters that are listed by name."""
    listed = [_members(str(kind), code) for kind, code in members]
    known = [found for found in listed if found is not None]
    return _exactly(frozenset().union(*known)) if len(known) == len(listed) else UNKNOWN


def _members(kind: str, code: Any) -> Literals | None:
    """What a member of a class stands for; ``None`` where that is too much to list, or cannot be said."""
    match kind:
        case "LITERAL":
            return frozenset((_read_as(code),))
        case "RANGE" if code[1] - code[0] < MOST_LISTED:
            return frozenset(_read_as(each) for each in range(code[0], code[1] + 1))
        case "CATEGORY" if str(code) == "CATEGORY_DIGIT":
            return frozenset(string.digits)
        case "CATEGORY" if str(code) in {"CATEGORY_SPACE", "CATEGORY_NOT_WORD"}:
            return NOTHING
        case _:
            return None


@cache
def _read_as(code: int) -> str:
    """The character as it reads in folded text; nothing for a sign that tells nothing."""
    char = fold(chr(code))
    return "" if char in COMMON_SIGNS or char.isspace() else char


def _crossed(firsts: Literals, seconds: Literals) -> Literals | None:
    """Each of the first before each of the second; ``None`` when they are too many."""
    if len(firsts) * len(seconds) > MOST_ANCHORS:
        return None
    return frozenset([first + second for first in firsts for second in seconds])


def _beginnings(literals: Literals) -> Literals:
    return frozenset([literal[:LONGEST_EDGE] for literal in literals])


def _endings(literals: Literals) -> Literals:
    return frozenset([literal[-LONGEST_EDGE:] for literal in literals])
