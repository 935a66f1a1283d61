"""Every literal that is looked for, and the terms it may stand for: plain values that a cache can hold."""

import re
from array import array
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from xhs_compliance.engine.noise import SEPARATORS
from xhs_compliance.engine.packed import Packed, pack
from xhs_compliance.model.pattern import Terms
from xhs_compliance.text.commonness import commonness
from xhs_compliance.text.fold import SILENT, fold, holds_picture, skeleton_of
from xhs_compliance.text.sounds import rows_of
from xhs_compliance.text.variants import EvasionTable, spellings

ORDINARY = "ordinary words"
"""The key under which ordinary words are seen."""

_LATIN_WORD = re.compile(r"[a-z]+")

Owner = tuple[str, str, str, tuple[str, ...], bool, bool]
"""One term of one set, in one spelling: key of the set, term, spelling, kinds of disguise, sees through noise, tags."""


class Spelled(NamedTuple):
    """Every literal a lexicon looks for, with the terms it may stand for; plain values that a cache can hold.

    Attributes:
        plain: skeletons, with the owners of what they may spell.
        key_sets: sets of keys, each once.
        keys: for each skeleton of *plain*, in its order, the number of the set of keys it belongs to (sets of terms,
            needs of expressions); an array of machine integers.
        holders: for each key the numbers of the sets that hold it; arrays of machine integers.
        commonness: how common what each key stands for is.
        longest: the length of the longest skeleton of each key.
        signs: single signs that expressions wait for, with the keys of their needs.
        symbols: spellings that hold an emoji or another symbol, with their owners.
        symbol_characters: the symbols in them.
        sounds: rows of sounds, with their owners.
        homophones: character → characters that may be written for it.
        leet: letter → what may be written for it.
        leet_words: the Latin words looked for in leet.

    """

    plain: Packed
    key_sets: tuple[tuple[str, ...], ...]
    keys: bytes
    holders: dict[str, bytes]
    commonness: dict[str, float]
    longest: dict[str, int]
    signs: dict[str, tuple[str, ...]]
    symbols: Packed
    symbol_characters: str
    sounds: Packed
    homophones: dict[str, tuple[str, ...]]
    leet: dict[str, tuple[str, ...]]
    leet_words: tuple[str, ...]


def spell(sets: Iterable[Terms], table: EvasionTable, anchors: Mapping[str, Iterable[str]] | None = None) -> Spelled:
    """Work out every literal.

    Args:
        sets: the sets of terms.
        table: what can be written for what.
        anchors: further skeletons and single signs, by key; skeletons count whatever stands between their characters.

    """
    speller = _Speller(table)
    for key, skeletons in (*(anchors or {}).items(), (ORDINARY, map(skeleton_of, table.ordinary))):
        for skeleton in skeletons:
            if skeleton.isalnum():
                speller.plain.setdefault(skeleton, [])
                speller.wakes.setdefault(skeleton, []).append(key)
            else:
                speller.signs.setdefault(skeleton, []).append(key)
    for terms in sets:
        for word in terms.words:
            speller.spell(word, terms)
    return speller.spelled()


class _Speller:
    """Literals as they are being collected."""

    def __init__(self, table: EvasionTable) -> None:
        self._table = table
        self.plain: dict[str, list[Owner]] = {}
        self.wakes: dict[str, list[str]] = {}
        self.signs: dict[str, list[str]] = {}
        self._symbols: dict[str, list[Owner]] = {}
        self._sounds: dict[str, list[Owner]] = {}
        self._seldom_sounds: dict[str, list[Owner]] = {}
        self._leet_words: dict[str, None] = {}

    def spell(self, word: str, terms: Terms) -> None:
        """Add every spelling of one term."""
        noise = "noise" in terms.evade
        plain_word = fold(word)
        for spelling in spellings(plain_word, terms.evade, self._table):
            text = fold(spelling.text)
            owner = (terms.key, word, text, spelling.kinds, noise, terms.tags)
            if holds_picture(text) or (spelling.kinds and _has_symbol(text)):
                self._symbols.setdefault(text.replace(SILENT, ""), []).append(owner)
            elif skeleton := skeleton_of(text):
                self.plain.setdefault(skeleton, []).append(owner)
        if "leet" in terms.evade:
            self._leet_words.update(dict.fromkeys(_LATIN_WORD.findall(plain_word)))
        for number, row in enumerate(rows_of(plain_word) if "pinyin" in terms.evade else ()):
            readers = self._seldom_sounds if number else self._sounds
            readers.setdefault(row, []).append((terms.key, word, plain_word, (), noise, terms.tags))

    def spelled(self) -> Spelled:
        """All of it, packed."""
        numbers: dict[tuple[str, ...], int] = {}
        key_sets: list[int] = []
        common: dict[str, float] = {}
        longest: dict[str, int] = {}
        for skeleton, owners in sorted(self.plain.items()):
            keys = tuple(dict.fromkeys((*self.wakes.get(skeleton, ()), *(owner[0] for owner in owners))))
            key_sets.append(numbers.setdefault(keys, len(numbers)))
            for key in keys:
                common[key] = common.get(key, 0.0) + commonness(skeleton)
                longest[key] = max(longest.get(key, 0), len(skeleton))
        for sign, waiting in self.signs.items():
            for key in waiting:
                common[key] = common.get(key, 0.0) + commonness(sign)
        holders: dict[str, list[int]] = {}
        for keys, number in numbers.items():
            for key in keys:
                holders.setdefault(key, []).append(number)
        # what is usually read so comes first: yan is 炎 before 癌
        sounds = self._sounds | {row: [*self._sounds.get(row, ()), *also] for row, also in self._seldom_sounds.items()}
        symbol_characters = {char for text in self._symbols for char in text if not char.isalnum()}
        return Spelled(
            plain=pack(self.plain),
            key_sets=tuple(numbers),
            keys=array("I", key_sets).tobytes(),
            holders={key: array("I", held).tobytes() for key, held in holders.items()},
            commonness=common,
            longest=longest,
            signs={sign: tuple(keys) for sign, keys in self.signs.items()},
            symbols=pack(self._symbols),
            symbol_characters="".join(sorted(symbol_characters)),
            sounds=pack(sounds),
            homophones=dict(self._table.characters.get("homophone", {})),
            leet=dict(self._table.characters.get("leet", {})),
            leet_words=tuple(self._leet_words),
        )


def _has_symbol(spelled: str) -> bool:
    return any(not char.isalnum() and char not in SEPARATORS and char != SILENT for char in spelled)


def by_key(sets: Iterable[Terms]) -> Mapping[str, Terms]:
    """The sets by key, each once."""
    return {terms.key: terms for terms in sets}
