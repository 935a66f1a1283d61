"""Disguised spellings of a term, made when rules are compiled: homophones, look-alikes, split characters, initials.

Which characters stand for which is data (``rules/evasion.yaml``); this module only combines them. Every spelling says
which kinds of disguise it took, so that a finding can name them. Pinyin is read from the text instead
(:mod:`xhs_compliance.text.sounds`).
"""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from xhs_compliance.text.sounds import readings

KINDS = ("noise", "pinyin", "initials", "homophone", "split", "emoji", "digits", "leet")
"""The kinds of disguise a rule can ask to see through; the words of ``evade``."""

HARMLESS = frozenset({"digits"})
"""Kinds that are read but not held against the author: 1盒 is no attempt to hide 一盒."""

READ = ("noise", "pinyin", "leet")
"""Kinds that are read from the text instead of being written out."""

MOST_SPELLINGS = 400
"""Spellings made of one term at most: the shortest ones win."""

MOST_SWAPS = 3
"""Characters of one term that are swapped at the same time."""

LONGEST_MIXED = 6
"""Terms longer than this get single swaps, not combinations."""


@dataclass(frozen=True, slots=True)
class EvasionTable:
    """The data of ``rules/evasion.yaml``.

    Attributes:
        characters: kind → character → what is written for it.
        words: kind → word → spellings of the whole word.
        ordinary: ordinary words; a homophone that is part of one is no disguise.

    """

    characters: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    ordinary: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way to write a term, and the kinds of disguise it took; none for the plain word."""

    text: str
    kinds: tuple[str, ...] = ()


def spellings(word: str, evade: tuple[str, ...], table: EvasionTable) -> tuple[Spelling, ...]:
    """The plain *word* first, then its disguised spellings of the kinds in *evade*, without repeats.

    A single character has no homophones: 巴 alone is not 疤.
    """
    if len(word) == 1:
        evade = tuple(kind for kind in evade if kind != "homophone")
    found = {word: Spelling(word)}
    for kind in evade:
        for text in table.words.get(kind, {}).get(word, ()):
            found.setdefault(text, Spelling(text, (kind,)))
    if "initials" in evade and (initials := _initials(word)):
        found.setdefault(initials, Spelling(initials, ("initials",)))
    for spelling in itertools.islice(_swapped(word, evade, table), MOST_SPELLINGS):
        found.setdefault(spelling.text, spelling)
    return tuple(found.values())


def _initials(word: str) -> str:
    """First letters of the pinyin; only for words of three characters or more, shorter ones are too ambiguous."""
    syllables = [readings().get(char, ("",))[0] for char in word]
    return "".join(s[0] for s in syllables) if len(word) >= 3 and all(syllables) else ""


def _swapped(word: str, evade: tuple[str, ...], table: EvasionTable) -> Iterator[Spelling]:
    """Spellings with characters swapped, fewest swaps first."""
    choices = [_swaps(char, evade, table) for char in word]
    places = [i for i, options in enumerate(choices) if options]
    most = MOST_SWAPS if len(word) <= LONGEST_MIXED else 1
    for swaps in range(1, min(most, len(places)) + 1):
        for chosen in itertools.combinations(places, swaps):
            for options in itertools.product(*(choices[i] for i in chosen)):
                if swaps > 2 and len({kind for _, kind in options}) > 1:
                    continue
                by_place = dict(zip(chosen, options, strict=True))
                text = "".join(by_place[i][0] if i in by_place else char for i, char in enumerate(word))
                yield Spelling(text, tuple(dict.fromkeys(kind for _, kind in options)))


def _swaps(char: str, evade: tuple[str, ...], table: EvasionTable) -> tuple[tuple[str, str], ...]:
    """What may be written for one character, each with its kind."""
    written = [
        (other, kind) for kind in evade if kind not in READ for other in table.characters.get(kind, {}).get(char, ())
    ]
    return tuple(written)
