"""Pinyin written for characters: 美bai, zhi疗, meibai.

A text is read as a row of sounds: a character by its usual reading, a run of Latin letters by the syllables it can be
cut into. A term is a row of sounds too, so one look finds it however many of its characters were spelled out. Which of
them were, and whether the others are the term's own characters, is checked afterwards.
"""

import itertools
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

FIRST_CODE = 0xE000
"""Each syllable is one code point of the private use area, from here on."""

MOST_READINGS = 8
"""Rows of sounds made of one term at most; few characters have several readings."""

LONGEST_RUN = 40
"""Letters in a row that are looked at; longer runs are no disguise."""

MOST_CUTS = 4
"""Ways to cut one run of letters that are tried."""

_RUN = re.compile(r"[a-z]+")
_RUN_NEAR_HAN = re.compile(r"(?<=[\u3400-\u9fff])[a-z]+|[a-z]+(?=[\u3400-\u9fff])")


class Sound(NamedTuple):
    """One sound of a text.

    Attributes:
        start: where it is written, in the text it was read from; half-open with *end*.
        run: the span of the run of letters it was cut from; empty for a character.

    """

    start: int
    end: int
    run: tuple[int, int] = (0, 0)

    @property
    def is_spelled(self) -> bool:
        """Whether letters are written for it."""
        return self.run != (0, 0)


@cache
def readings() -> dict[str, tuple[str, ...]]:
    """Toneless pinyin of each character of GB 2312, the usual reading first."""
    by_character: dict[str, list[str]] = {}
    path = Path(__file__).with_name("data") / "pinyin.txt"
    for line in path.read_text(encoding="utf-8").splitlines():
        syllable, usual, other = line.split(" ")
        for character in usual.removeprefix("-"):
            by_character.setdefault(character, []).insert(0, syllable)
        for character in other.removeprefix("-"):
            by_character.setdefault(character, []).append(syllable)
    return {character: tuple(syllables) for character, syllables in by_character.items()}


@cache
def _codes() -> dict[str, str]:
    syllables = sorted({syllable for known in readings().values() for syllable in known})
    return {syllable: chr(FIRST_CODE + number) for number, syllable in enumerate(syllables)}


@cache
def _usual() -> dict[str, str]:
    """The code of each character's usual reading."""
    codes = _codes()
    return {character: codes[known[0]] for character, known in readings().items()}


def rows_of(term: str) -> tuple[str, ...]:
    """The rows of sounds a term can be read as; none when a character of it has no known reading."""
    known = readings()
    if len(term) < 2 or not all(character in known for character in term):
        return ()
    codes = _codes()
    choices = ([codes[syllable] for syllable in known[character]] for character in term)
    return tuple("".join(row) for row in itertools.islice(itertools.product(*choices), MOST_READINGS))


def holds_pinyin(skeleton: str) -> bool:
    """Whether letters that can be cut into syllables stand next to a Han character anywhere."""
    return any(cuts_of(run) for run in _RUN_NEAR_HAN.findall(skeleton) if len(run) <= LONGEST_RUN)


def ways_to_hear(skeleton: str) -> int:
    """How many rows :func:`sounds_of` can make: as many as the most ambiguous run of letters has cuts, at least one."""
    return max((len(cuts_of(run)) for run in _RUN.findall(skeleton) if len(run) <= LONGEST_RUN), default=1) or 1


def sounds_of(skeleton: str, way: int = 0) -> tuple[str, list[Sound]]:
    """A text as a row of sounds, and where each is written; what has no sound breaks the row.

    *way* picks the cut of every run of letters, its last where it has fewer.
    """
    usual, codes = _usual(), _codes()
    row: list[str] = []
    sounds: list[Sound] = []
    at = 0
    for run in _RUN.finditer(skeleton):
        _read_characters(skeleton, at, run.start(), usual, row, sounds)
        cuts = cuts_of(run.group()) if len(run.group()) <= LONGEST_RUN else ()
        syllables = cuts[min(way, len(cuts) - 1)] if cuts else ()
        at = run.start()
        for syllable in syllables:
            row.append(codes[syllable])
            sounds.append(Sound(at, at + len(syllable), run.span()))
            at += len(syllable)
        if not syllables:
            row.append("|")
            sounds.append(Sound(run.start(), run.end()))
        at = run.end()
    _read_characters(skeleton, at, len(skeleton), usual, row, sounds)
    return "".join(row), sounds


def _read_characters(
    skeleton: str, start: int, end: int, usual: dict[str, str], row: list[str], sounds: list[Sound]
) -> None:
    for offset in range(start, end):
        row.append(usual.get(skeleton[offset], "|"))
        sounds.append(Sound(offset, offset + 1))


@lru_cache(maxsize=4096)
def cuts_of(run: str) -> tuple[tuple[str, ...], ...]:
    """The ways to cut a run of letters into syllables (xian: xian, xi an), longest first; none when it cannot be."""
    return tuple(itertools.islice(_cuts(run), MOST_CUTS))


def _cuts(run: str) -> Iterator[tuple[str, ...]]:
    if not run:
        yield ()
    for length in range(min(6, len(run)), 0, -1):
        if run[:length] in _codes():
            yield from ((run[:length], *rest) for rest in _cuts(run[length:]))
