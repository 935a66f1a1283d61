"""Every literal that is looked for, and the terms it may stand for: plain values that a cache can hold."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from xhs_compliance.engine.noise import SEPARATORS
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
        plain: skeletons, with what they may spell.
        keys: the same skeletons, with the keys of the sets and the regular expressions they belong to.
        commonness: how common what each key stands for is.
        longest: the length of the longest skeleton of each key.
        symbols: spellings that hold an emoji or another symbol.
        sounds: rows of sounds.
        homophones: character → characters that may be written for it.
        leet: letter → what may be written for it.
        leet_words: the Latin words looked for in leet.

    """

    plain: dict[str, list[Owner]]
    keys: dict[str, tuple[str, ...]]
    commonness: dict[str, float]
    longest: dict[str, int]
    symbols: dict[str, list[Owner]]
    sounds: dict[str, list[Owner]]
    homophones: dict[str, tuple[str, ...]]
    leet: dict[str, tuple[str, ...]]
    leet_words: dict[str, None]


def spell(sets: Iterable[Terms], table: EvasionTable, anchors: Mapping[str, Iterable[str]] | None = None) -> Spelled:
    """Work out every literal.

    Args:
        sets: the sets of terms.
        table: what can be written for what.
        anchors: further skeletons, by key; they count wherever they stand, whatever stands between.

    """
    characters = table.characters
    spelled = Spelled(
        {}, {}, {}, {}, {}, {}, dict(characters.get("homophone", {})), dict(characters.get("leet", {})), {}
    )
    wakes: dict[str, list[str]] = {}
    for key, skeletons in (*(anchors or {}).items(), (ORDINARY, map(skeleton_of, table.ordinary))):
        for skeleton in skeletons:
            spelled.plain.setdefault(skeleton, [])
            wakes.setdefault(skeleton, []).append(key)
    for terms in sets:
        for word in terms.words:
            _spell_word(word, terms, table, spelled)
    for skeleton, owners in spelled.plain.items():
        keys = (*wakes.get(skeleton, ()), *(owner[0] for owner in owners))
        spelled.keys[skeleton] = tuple(dict.fromkeys(keys))
        for key in spelled.keys[skeleton]:
            spelled.commonness[key] = spelled.commonness.get(key, 0.0) + commonness(skeleton)
            spelled.longest[key] = max(spelled.longest.get(key, 0), len(skeleton))
    return spelled


def _spell_word(word: str, terms: Terms, table: EvasionTable, into: Spelled) -> None:
    noise = "noise" in terms.evade
    plain_word = fold(word)
    for spelling in spellings(plain_word, terms.evade, table):
        text = fold(spelling.text)
        owner = (terms.key, word, text, spelling.kinds, noise, terms.tags)
        if holds_picture(text) or (spelling.kinds and _has_symbol(text)):
            into.symbols.setdefault(text.replace(SILENT, ""), []).append(owner)
        elif skeleton := skeleton_of(text):
            into.plain.setdefault(skeleton, []).append(owner)
    if "leet" in terms.evade:
        into.leet_words.update(dict.fromkeys(_LATIN_WORD.findall(plain_word)))
    for row in rows_of(plain_word) if "pinyin" in terms.evade else ():
        into.sounds.setdefault(row, []).append((terms.key, word, plain_word, (), noise, terms.tags))


def _has_symbol(spelled: str) -> bool:
    return any(not char.isalnum() and char not in SEPARATORS and char != SILENT for char in spelled)


def by_key(sets: Iterable[Terms]) -> Mapping[str, Terms]:
    """The sets by key, each once."""
    return {terms.key: terms for terms in sets}
