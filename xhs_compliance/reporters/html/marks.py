"""Marks: a field cut into segments, so that overlapping findings can each be shown where they stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from xhs_compliance.model.span import Span
from xhs_compliance.model.words import Severity


@dataclass(frozen=True, slots=True)
class Mark:
    """Words to be marked for a card.

    Attributes:
        card: the number of the card, counting from 1; a smaller number is a stronger card.
        span: where the words stand in the field.
        severity: how bad the finding is.

    """

    card: int
    span: Span
    severity: Severity


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a field under the same marks.

    Attributes:
        text: the words as typed.
        severity: the strongest of its marks; ``OFF`` where there is none.
        cards: the cards it belongs to, strongest first.
        home: the card that links to this segment, 0 for none.
        ends: the cards whose last words these are.
        is_copied: whether the words stand in the brief too, in the same order.

    """

    text: str
    severity: Severity = Severity.OFF
    cards: tuple[int, ...] = ()
    home: int = 0
    ends: tuple[int, ...] = ()
    is_copied: bool = False


@dataclass(frozen=True, slots=True)
class _Stretch:
    span: Span
    severity: Severity
    cards: tuple[int, ...]
    is_copied: bool


def segments(text: str, marks: Iterable[Mark], copied: Iterable[Span] = ()) -> tuple[Segment, ...]:
    """*text* in reading order, cut wherever a mark begins or ends; the segments joined give *text* again.

    Args:
        text: a field.
        marks: words of findings.
        copied: words taken over from the brief.

    """
    stretches = _joined(_stretches(text, _inside(text, marks), tuple(copied)))
    homes = _homes(stretches)
    last = {card: place for place, stretch in enumerate(stretches) for card in stretch.cards}
    return tuple(
        Segment(
            text=text[stretch.span.start : stretch.span.end],
            severity=stretch.severity,
            cards=stretch.cards,
            home=homes.get(place, 0),
            ends=tuple(card for card in stretch.cards if last[card] == place),
            is_copied=stretch.is_copied,
        )
        for place, stretch in enumerate(stretches)
    )


def _inside(text: str, marks: Iterable[Mark]) -> list[Mark]:
    """The marks cut to *text*, without those that cover nothing of it."""
    cut = [Mark(m.card, Span(max(0, m.span.start), min(len(text), m.span.end)), m.severity) for m in marks]
    return [mark for mark in cut if mark.span.start < mark.span.end]


def _stretches(text: str, marks: list[Mark], copied: tuple[Span, ...]) -> Iterable[_Stretch]:
    spans = (*(mark.span for mark in marks), *copied)
    edges = sorted({0, len(text), *(edge for span in spans for edge in span)})
    for start, end in pairwise(edges):
        span = Span(start, end)
        over = [mark for mark in marks if mark.span.covers(span)]
        severity = max((mark.severity for mark in over), default=Severity.OFF)
        yield _Stretch(span, severity, tuple(sorted({mark.card for mark in over})), any(c.covers(span) for c in copied))


def _joined(stretches: Iterable[_Stretch]) -> list[_Stretch]:
    """Neighbours that look the same are one: a mark inside another mark of its own card makes no seam."""
    joined: list[_Stretch] = []
    for stretch in stretches:
        before = joined[-1] if joined else None
        looks = (stretch.severity, stretch.cards, stretch.is_copied)
        if before and (before.severity, before.cards, before.is_copied) == looks:
            joined[-1] = _Stretch(Span(before.span.start, stretch.span.end), *looks)
        else:
            joined.append(stretch)
    return joined


def _homes(stretches: list[_Stretch]) -> dict[int, int]:
    """For each place the card that links there: a card's first segment of its own, else one it shares."""
    homes: dict[int, int] = {}
    settled: set[int] = set()
    for leads_only in (True, False):
        for place, stretch in enumerate(stretches):
            for card in stretch.cards[:1] if leads_only else stretch.cards:
                if card not in settled and place not in homes:
                    homes[place] = card
                    settled.add(card)
    return homes
