"""Latin words written with digits and symbols for letters: cl3ars, d!ab3tes, m*ltdowns.

Read from the text: a word that holds such a character is tried with the letters it may stand for, and counts only if
that makes a word somebody is looking for. Every character stands for one letter, so offsets stay.
"""

import itertools
import re
from collections.abc import Collection, Mapping
from typing import NamedTuple

from xhs_compliance.model.span import Span

MOST_READINGS = 256
"""Readings of one word that are tried; a word of nothing but symbols is no word."""

SHORTEST = 3
"""Words shorter than this are too ambiguous to be read."""


class Decoded(NamedTuple):
    """Folded text with its leet words read as letters, and where they stand."""

    plain: str
    spans: tuple[Span, ...]


class LeetReader:
    """Reads leet words.

    Args:
        letters: what may be written for each letter (``{"e": ["3"]}``).
        vocabulary: the words to look for.

    """

    def __init__(self, letters: Mapping[str, Collection[str]], vocabulary: Collection[str]) -> None:
        self._vocabulary = frozenset(word for word in vocabulary if len(word) >= SHORTEST)
        self._stands_for: dict[str, str] = {}
        for letter, written in letters.items():
            for character in written:
                self._stands_for[character] = self._stands_for.get(character, "") + letter
        symbols = re.escape("".join(self._stands_for)) if self._stands_for else "(?!)"
        self._word = re.compile(
            rf"(?<![a-z0-9])(?=[{symbols}]*[a-z])[a-z{symbols}]*[{symbols}][a-z{symbols}]*(?![a-z0-9])"
        )

    def read(self, plain: str) -> Decoded | None:
        """The text with its leet words read; ``None`` when it has none."""
        if not self._vocabulary:
            return None
        pieces, spans, end = [], [], 0
        for match in self._word.finditer(plain):
            for start, stop in _trims(match.group()):
                word = self._meaning(match.group()[start:stop])
                if word is not None:
                    span = Span(match.start() + start, match.start() + stop)
                    pieces += [plain[end : span.start], word]
                    spans.append(span)
                    end = span.end
                    break
        return Decoded("".join(pieces) + plain[end:], tuple(spans)) if spans else None

    def _meaning(self, written: str) -> str | None:
        choices = [self._stands_for.get(character, character) for character in written]
        readings = itertools.islice(itertools.product(*choices), MOST_READINGS)
        return next((word for letters in readings if (word := "".join(letters)) in self._vocabulary), None)


def _trims(written: str) -> tuple[tuple[int, int], ...]:
    """The word whole, and without symbols at its ends, which may be plain punctuation (cures!)."""
    length = len(written)
    start = 0 if written[0].isalnum() else 1
    end = length if written[-1].isalnum() else length - 1
    return tuple(dict.fromkeys(((0, length), (0, end), (start, length), (start, end))))
