"""The stretch of a source line that a finding is about, cut to a width, with the columns to underline."""

import unicodedata
from dataclasses import dataclass

from rich.cells import cell_len

from xhs_compliance.model.span import Span
from xhs_compliance.reporters.visible import ELLIPSIS, head, shown_characters

_LINE_ENDS = "\r\n"

_MOST_CHARACTERS_IN_A_COLUMN = 4
"""Accents and joiners have no width of their own; beyond this many, a line is cut though it would fit."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A window of one line, made visible, in three parts.

    Attributes:
        before: what stands before the words, beginning with ``…`` where it was cut.
        words: the words themselves; ends with ``…`` where they were cut or go on in the next line.
        after: what follows, ending with ``…`` where it was cut.

    """

    before: str
    words: str
    after: str

    @property
    def indent(self) -> int:
        """Terminal columns before the words."""
        return cell_len(self.before)

    @property
    def underlined(self) -> int:
        """Terminal columns of the words, at least 1."""
        return max(1, cell_len(self.before + self.words) - self.indent)


def excerpt(text: str, span: Span, cells: int) -> Excerpt:
    """The words at *span* of *text* with as much of their line around them as fits into *cells* columns."""
    line = _line_around(text, span)
    reach = cells * _MOST_CHARACTERS_IN_A_COLUMN
    last = max(min(span.end, line.end), min(span.start + 1, len(text)))
    goes_on = text[last : span.end].strip(_LINE_ENDS) != ""
    pieces = shown_characters(text[span.start : min(last, span.start + reach)])
    words = "".join(pieces)
    after = shown_characters(text[last : min(line.end, last + reach)])
    if goes_on or cell_len(words) > cells:
        words, after = head(pieces, cells - 1) + ELLIPSIS, []
    before = shown_characters(text[max(line.start, span.start - reach) : span.start])
    return _fitted(before, words, after, max(0, cells - cell_len(words)))


def _line_around(text: str, span: Span) -> Span:
    start = max(text.rfind(end, 0, span.start) for end in _LINE_ENDS) + 1
    ends = [at for at in (text.find(end, span.start) for end in _LINE_ENDS) if at >= 0]
    return Span(start, min(ends, default=len(text)))


def _fitted(left: list[str], words: str, right: list[str], room: int) -> Excerpt:
    """Share *room* between both sides; a side that needs less leaves the rest to the other."""
    wanted_left, wanted_right = cell_len("".join(left)), cell_len("".join(right))
    for_left = max(room // 2, room - wanted_right)
    before = _tail(left, min(for_left, wanted_left))
    after_room = room - cell_len(before)
    after = "".join(right) if wanted_right <= after_room else head(right, after_room - 1) + ELLIPSIS * (after_room > 0)
    return Excerpt(before, words, after)


def _tail(pieces: list[str], cells: int) -> str:
    """As many of *pieces* from the end as fit into *cells* columns, after an ellipsis where some do not."""
    if cell_len("".join(pieces)) <= cells:
        return "".join(pieces)
    if cells <= 0:
        return ""
    start = len(pieces)
    while start > 0 and cell_len("".join(pieces[start - 1 :])) < cells:
        start -= 1
    while start < len(pieces) and _clings(pieces[start]):
        start += 1
    return ELLIPSIS + "".join(pieces[start:])


def _clings(piece: str) -> bool:
    """Whether it would join what stands before it: an accent, a joiner, a skin tone."""
    return unicodedata.category(piece[0]) in ("Mn", "Me", "Mc", "Cf", "Sk")
