"""The forms of a text that decide how much of it changed: as typed, as read, sentence by sentence."""

import re
import unicodedata

from xhs_compliance.model.span import Span
from xhs_compliance.text.segment import HAN, Segments

_UNSEEN = re.compile(
    "<!--.*?-->|\\[话题\\](?=#)|[\u200b-\u200f\u2060\ufeff\ufe00-\ufe0f\u00ad]|[\U0001f3fb-\U0001f3ff]", re.DOTALL
)
"""Comments, the platform's own markers, zero-width characters, variation selectors and skin tones."""

_SPACE = re.compile(r"\s+")
_TIGHT = re.compile(rf"(?<=[^\x21-\x7e]) | (?=[^\x21-\x7e])|(?<=[{HAN}]) | (?=[{HAN}])")
"""A space beside a character that is not printable ASCII parts no words."""


def as_read(text: str) -> str:
    """*text* as a reader takes it in: line ends, spaces and variants of emoji do not count; every other character does.

    A space between two Latin words or digits stays one space: ``10 0%`` is not ``100%``.
    """
    seen = unicodedata.normalize("NFC", _UNSEEN.sub("", text))
    return _TIGHT.sub("", _SPACE.sub(" ", seen)).strip()


def sentences_of(text: str) -> list[Span]:
    """The sentences of *text* that hold anything to read, in order."""
    segments = Segments(text)
    found: list[Span] = []
    start = 0
    for first, last in [*segments.sentences, (len(text), len(text))]:
        span = Span(start, first)
        if as_read(text[slice(*span)]):
            found.append(span)
        start = last
    return found
