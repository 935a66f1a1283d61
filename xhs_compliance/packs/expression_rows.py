"""A regular expression laid out over several rows, so that it can be read, and compared row by row.

What the rows say, joined without what is blank at their ends, is the expression again.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

from xhs_compliance.packs.problems import columns

_OPENING = re.compile(r"\((?:\?(?:<[=!]|[:=!>]|P?<\w+>|[a-z]+:))?")
_TIMES = re.compile(r"(?:[*+?]|\{\d*,?\d*\})[+?]?")
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]")
_PLAIN = re.compile(r"(?:\\.|[^\\()\[|])+")
_INDENT = 2
_SHORT = 20
"""Columns up to which an alternative shares its row with its neighbours."""
_SCRAP = 8
"""Columns that are too few for a row of their own."""


class Group(NamedTuple):
    """Alternatives in parentheses.

    Attributes:
        opening: what begins them, ``(?:`` and the like.
        ways: the alternatives, each the parts that follow one another.
        closing: what ends them, with how often they may stand.

    """

    opening: str
    ways: list[list["Part"]]
    closing: str


Part: TypeAlias = "str | Group"


def joined_rows(rows: Iterable[str]) -> str:
    """What rows say together, without what is blank at their ends."""
    return "".join([row.strip() for row in rows])


def rows_of(source: str, width: int) -> list[str]:
    """*source* over rows of *width* columns, as far as it can be parted; whole where it cannot be told apart."""
    ways, end = _ways_at(source, 0)
    rows = _ways_laid(ways, 0, width)
    return rows if end == len(source) and joined_rows(rows) == source else [source]


def _ways_at(source: str, at: int) -> tuple[list[list[Part]], int]:
    """The alternatives that begin at an offset, and where they end."""
    ways: list[list[Part]] = [[]]
    while at < len(source) and source[at] != ")":
        if source[at] == "|":
            ways.append([])
            at += 1
            continue
        part, at = _part_at(source, at)
        ways[-1].append(part)
    return ways, at


def _part_at(source: str, at: int) -> tuple[Part, int]:
    """A group, a set of characters with how often it may stand, or plain text; and where it ends."""
    if opening := _OPENING.match(source, at):
        ways, end = _ways_at(source, opening.end())
        behind = _behind_times(source, end + 1)
        return Group(opening.group(), ways, source[end:behind]), behind
    if found := _CLASS.match(source, at):
        end = _behind_times(source, found.end())
        return source[at:end], end
    plain = _PLAIN.match(source, at)
    end = plain.end() if plain else len(source)
    return source[at:end], end


def _behind_times(source: str, at: int) -> int:
    """The offset behind what says at *at* how often something may stand, if anything does."""
    times = _TIMES.match(source, at)
    return times.end() if times else at


def _flat(part: Part) -> str:
    if isinstance(part, str):
        return part
    return part.opening + "|".join(map(_way_flat, part.ways)) + part.closing


def _way_flat(way: list[Part]) -> str:
    return "".join(map(_flat, way))


def _ways_laid(ways: list[list[Part]], indent: int, width: int) -> list[str]:
    """Alternatives over rows; short ones share a row."""
    rows: list[str] = []
    shared = False
    for number, way in enumerate(ways):
        lead = "|" * (number > 0)
        text = lead + _way_flat(way)
        last = rows[-1] if rows else ""
        is_short = columns(text) <= _SHORT
        if last.endswith(" ") or (shared and is_short and columns(last + text) <= width):
            rows[-1] += text
        elif indent + columns(text) <= width:
            rows.append(" " * indent + text)
        else:
            rows += _way_laid(lead, way, indent, width)
        shared = is_short
    return rows


def _way_laid(lead: str, way: list[Part], indent: int, width: int) -> list[str]:
    """One alternative over rows, parted between its parts and, where one takes too much room, inside it."""
    margin = " " * indent
    rows = [margin + lead]
    for part in way:
        text, last = _flat(part), rows[-1]
        glued = last.endswith(" ") or text.startswith(" ")
        is_lead = columns(last) <= indent + _SCRAP
        if columns(last + text) <= width or (columns(text) <= _SCRAP // 2 and columns(last) <= width):
            rows[-1] += text
        elif isinstance(part, str) or (columns(text) + indent <= width and not is_lead and not glued):
            rows[-1:] = [last + text] if glued or last == margin + lead else [last, margin + text]
        else:
            first, *others = _group_laid(part, indent, width)
            rows[-1:] = [last + first.lstrip(" ")] if glued or is_lead else [last, first]
            rows += others
    return rows


def _group_laid(group: Group, indent: int, width: int) -> list[str]:
    margin = " " * indent
    inner = _ways_laid(group.ways, indent + _INDENT, width)
    if _way_flat(group.ways[0]).startswith(" "):
        inner[0] = margin + group.opening + inner[0][indent + _INDENT :]
    else:
        inner.insert(0, margin + group.opening)
    if inner[-1].endswith(" "):
        inner[-1] += group.closing
    else:
        inner.append(margin + group.closing)
    return inner
