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

MOST_MEANINGS = 3
"""Words that one spelling is taken for (c*res: cures, cares)."""

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

    def read(self, plain: str) -> tuple[Decoded, ...]:
        """The text with its leet words read: once for each meaning the most ambiguous of them has; none without any."""
        if not self._vocabulary:
            return ()
        found: list[tuple[Span, list[str]]] = []
        for match in self._word.finditer(plain):
            for start, stop in _trims(match.group()):
                meanings = self._meanings(match.group()[start:stop])
                if meanings:
                    found.append((Span(match.start() + start, match.start() + stop), meanings))
                    break
        most = max((len(meanings) for _, meanings in found), default=0)
        return tuple(_decoded(plain, found, turn) for turn in range(most))

    def _meanings(self, written: str) -> list[str]:
        """The words somebody looks for that *written* may stand for."""
        choices = [self._stands_for.get(character, character) for character in written]
        readings = map("".join, itertools.islice(itertools.product(*choices), MOST_READINGS))
        return list(itertools.islice((word for word in readings if word in self._vocabulary), MOST_MEANINGS))


def _decoded(plain: str, found: list[tuple[Span, list[str]]], turn: int) -> Decoded:
    """*plain* with each word found read in its meaning number *turn*, or in its last."""
    pieces, end = [], 0
    for span, meanings in found:
        pieces += [plain[end : span.start], meanings[min(turn, len(meanings) - 1)]]
        end = span.end
    return Decoded("".join(pieces) + plain[end:], tuple(span for span, _ in found))


def _trims(written: str) -> tuple[tuple[int, int], ...]:
    """The word whole, and without symbols at its ends, which may be plain punctuation (cures!)."""
    length = len(written)
    start = 0 if written[0].isalnum() else 1
    end = length if written[-1].isalnum() else length - 1
    return tuple(dict.fromkeys(((0, length), (0, end), (start, length), (start, end))))
