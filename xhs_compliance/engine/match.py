"""A pattern, found in one field; and which of several matches stand close enough to be one."""

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from xhs_compliance.engine.hits import Hit
from xhs_compliance.model.pattern import Pair
from xhs_compliance.model.span import Span
from xhs_compliance.text.segment import Segments

WIDEST_PAIR = 60
"""Code points a pair may span at most, however far its clause reaches."""


class Match(NamedTuple):
    """A pattern, found in one field.

    Attributes:
        field: the field's name.
        span: the whole match.
        hits: the terms in it; empty for a regular expression or a number.
        parts: for a pair, the stretches of its parts; empty for anything that stands alone.

    """

    field: str
    span: Span
    hits: tuple[Hit, ...] = ()
    parts: tuple[Span, ...] = ()


def inside(matches: list[Match], around: Span) -> Iterator[Match]:
    """The matches, which are in reading order, that lie in a stretch of their field."""
    for at in range(bisect_left(matches, Span(around.start, around.start), key=by_span), len(matches)):
        match = matches[at]
        if match.span.start >= around.end:
            return
        if match.span.end <= around.end:
            yield match


def by_span(match: Match) -> Span:
    """The key that puts matches in reading order."""
    return match.span


def nearest(lead: Match, candidates: list[Match], pair: Pair, segments: Segments) -> Match | None:
    """The match among *candidates* that stands nearest to *lead* and near enough for *pair*."""
    best: Match | None = None
    best_gap = WIDEST_PAIR
    most = pair.within if isinstance(pair.within, int) else WIDEST_PAIR
    reach = segments.around(lead.span, "sentence" if isinstance(pair.within, int) else pair.within)
    for other in inside(candidates, reach):
        if other.span.overlaps(lead.span) or (pair.ordered and other.span.start < lead.span.end):
            continue
        gap = max(other.span.start - lead.span.end, lead.span.start - other.span.end)
        if gap <= most and gap < best_gap:
            best, best_gap = other, gap
    return best


def join(one: Match, other: Match) -> Match:
    """Two matches of one field as one, from the first character of either to the last."""
    span = Span(min(one.span.start, other.span.start), max(one.span.end, other.span.end))
    hits = tuple(sorted((*one.hits, *other.hits), key=lambda hit: hit.span))
    return Match(one.field, span, hits, tuple(sorted((*(one.parts or (one.span,)), *(other.parts or (other.span,))))))
