"""All terms of all rules as one automaton, and what its raw matches mean.

The automaton runs over the skeleton, so a term is found whatever stands between its characters. Each raw match is then
held against the text as typed: is it the plain word, a disguise its rule sees through, or two innocent neighbours?
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from xhs_compliance.engine.automaton import Automaton
from xhs_compliance.model.pattern import Terms
from xhs_compliance.model.span import Span
from xhs_compliance.text.fold import SILENT, Folded, fold, skeleton_of
from xhs_compliance.text.leet import Decoded, LeetReader
from xhs_compliance.text.segment import TERM_BREAKS
from xhs_compliance.text.sounds import Sound, may_hold_pinyin, rows_of, sounds_of
from xhs_compliance.text.variants import EvasionTable, spellings

LONGEST_GAP = 4
"""Code points of noise allowed between two characters of a term."""

ORDINARY = "ordinary words"
"""The key under which ordinary words are seen."""

FIRST_PICTURE = "\u2190"
"""Symbols from the arrows on are pictures; those before are signs that belong to words and prices."""

_LATIN_WORD = re.compile(r"[a-z]+")
_POSSESSIVE = re.compile(r"'s(?![a-z])")
_SEPARATORS = frozenset(" \t-'.&/+")


class Hit(NamedTuple):
    """A term, found.

    Attributes:
        span: where, in the field as typed.
        word: the term as its list has it.
        disguise: the kinds of disguise it was spelled with.

    """

    span: Span
    word: str
    disguise: tuple[str, ...] = ()


Owner = tuple[str, str, str, tuple[str, ...], bool, bool]
"""One term of one set, in one spelling: key of the set, term, spelling, kinds of disguise, sees through noise, tags."""


class Spelled(NamedTuple):
    """Every literal a lexicon looks for, with the terms it may stand for; plain values that a cache can hold.

    Attributes:
        plain: skeletons, with what they may spell.
        anchors: skeletons, with the keys of the regular expressions they wake.
        symbols: spellings that hold an emoji or another symbol.
        sounds: rows of sounds.
        homophones: character → characters that may be written for it.
        leet: letter → what may be written for it.
        leet_words: the Latin words looked for in leet.

    """

    plain: dict[str, list[Owner]]
    anchors: dict[str, list[str]]
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
    spelled = Spelled({}, {}, {}, {}, dict(characters.get("homophone", {})), dict(characters.get("leet", {})), {})
    for key, skeletons in (anchors or {}).items():
        for skeleton in skeletons:
            spelled.plain.setdefault(skeleton, [])
            spelled.anchors.setdefault(skeleton, []).append(key)
    for word in table.ordinary:
        spelled.plain.setdefault(skeleton_of(word), [])
        spelled.anchors.setdefault(skeleton_of(word), []).append(ORDINARY)
    for terms in sets:
        for word in terms.words:
            _spell_word(word, terms, table, spelled)
    return spelled


def _spell_word(word: str, terms: Terms, table: EvasionTable, into: Spelled) -> None:
    noise = "noise" in terms.evade
    plain_word = fold(word)
    for spelling in spellings(plain_word, terms.evade, table):
        text = fold(spelling.text)
        owner = (terms.key, word, text, spelling.kinds, noise, terms.tags)
        if _has_picture(text) or (spelling.kinds and _has_symbol(text)):
            into.symbols.setdefault(text.replace(SILENT, ""), []).append(owner)
        elif skeleton := skeleton_of(text):
            into.plain.setdefault(skeleton, []).append(owner)
    if "leet" in terms.evade:
        into.leet_words.update(dict.fromkeys(_LATIN_WORD.findall(plain_word)))
    for row in rows_of(plain_word) if "pinyin" in terms.evade else ():
        into.sounds.setdefault(row, []).append((terms.key, word, plain_word, (), noise, terms.tags))


class Lexicon:
    """Finds the terms of many sets at once."""

    def __init__(self, spelled: Spelled) -> None:
        self.spelled = spelled
        self._owners = list(spelled.plain.values())
        self._anchors = [spelled.anchors.get(skeleton, ()) for skeleton in spelled.plain]
        self._automaton = Automaton(list(spelled.plain))
        self._sound_owners = list(spelled.sounds.values())
        self._sound_automaton = Automaton(list(spelled.sounds))
        self._symbol_owners = list(spelled.symbols.values())
        self._symbol_automaton = Automaton(list(spelled.symbols))
        self._leet = LeetReader(spelled.leet, spelled.leet_words)
        self._symbols = frozenset(char for text in spelled.symbols for char in text if not char.isalnum())

    def find(self, folded: Folded) -> dict[str, list[Hit]]:
        """The hits in one field, by the key of their set, in reading order; the longest of overlapping hits alone."""
        found: dict[str, list[Hit]] = {}
        self._find_plain(folded, found)
        decoded = self._leet.read(folded.plain)
        if decoded is not None:
            self._find_leet(folded, decoded, found)
        if self._sound_owners and may_hold_pinyin(folded.skeleton):
            self._find_sounds(folded, found)
        if self._symbols and not self._symbols.isdisjoint(folded.plain):
            self._find_symbols(folded, found)
        ordinary = found.pop(ORDINARY, [])
        if ordinary:
            found = {key: kept for key, hits in found.items() if (kept := _without_ordinary(hits, ordinary))}
        return {key: _longest(hits) for key, hits in found.items()}

    def _find_plain(self, folded: Folded, found: dict[str, list[Hit]]) -> None:
        """Every spelling that is made of letters, digits and characters."""
        plain, origin, owners = folded.plain, folded.origin, self._owners
        for pattern, start, end in self._automaton.find(folded.skeleton):
            span = Span(origin[start], origin[end - 1] + 1)
            for key in self._anchors[pattern]:
                found.setdefault(key, []).append(Hit(span, ""))
            if not _ends_cleanly(plain, span):
                tagged = [owner for owner in owners[pattern] if owner[-1] and _in_hashtag(plain, span)]
                _add(found, span, tagged, plain)
                continue
            _add(found, span, owners[pattern], plain)

    def _find_leet(self, folded: Folded, decoded: Decoded, found: dict[str, list[Hit]]) -> None:
        """Terms with a word in leet: what the text gives once those words are read, where it touches one of them."""
        origin = [offset for offset, char in enumerate(decoded.plain) if char.isalnum()]
        skeleton = "".join([decoded.plain[offset] for offset in origin])
        read: dict[str, list[Hit]] = {}
        self._find_plain(Folded(folded.typed, decoded.plain, skeleton, origin), read)
        for key, hits in read.items():
            hidden = [hit for hit in hits if any(hit.span.overlaps(span) for span in decoded.spans)]
            found.setdefault(key, []).extend(Hit(hit.span, hit.word, (*hit.disguise, "leet")) for hit in hidden)

    def _find_sounds(self, folded: Folded, found: dict[str, list[Hit]]) -> None:
        """Terms of which some characters are spelled in pinyin; the others must be written, or be listed homophones."""
        row, sounds = sounds_of(folded.skeleton)
        for pattern, start, end in self._sound_automaton.find(row):
            heard = sounds[start:end]
            runs = [sound.run for sound in heard if sound.is_spelled]
            if not runs or runs[0][0] < heard[0].start or runs[-1][1] > heard[-1].end:
                continue
            span = Span(folded.origin[heard[0].start], folded.origin[heard[-1].end - 1] + 1)
            noise = _noise(folded.plain, span, "")
            for key, word, plain_word, _, sees_noise, _ in self._sound_owners[pattern] if noise is not None else ():
                kinds = self._spelled_kinds(plain_word, heard, folded.skeleton)
                if kinds is not None and (sees_noise or not noise):
                    found.setdefault(key, []).append(Hit(span, word, (*kinds, "noise") if noise else kinds))

    def _spelled_kinds(self, word: str, heard: list[Sound], skeleton: str) -> tuple[str, ...] | None:
        """The kinds of disguise of a term heard in pinyin; ``None`` when a written character is not its own."""
        kinds = ["pinyin"]
        for character, sound in zip(word, heard, strict=True):
            written = skeleton[sound.start]
            if sound.is_spelled or written == character:
                continue
            if written not in self.spelled.homophones.get(character, ()):
                return None
            kinds.append("homophone")
        return tuple(dict.fromkeys(kinds))

    def _find_symbols(self, folded: Folded, found: dict[str, list[Hit]]) -> None:
        """Spellings that hold an emoji or another symbol are found in the plain view, silent characters left out."""
        offsets = [offset for offset, char in enumerate(folded.plain) if char != SILENT]
        visible = folded.plain.replace(SILENT, "")
        for pattern, start, end in self._symbol_automaton.find(visible):
            span = Span(offsets[start], offsets[end - 1] + 1)
            for key, word, _, kinds, _, _ in self._symbol_owners[pattern]:
                found.setdefault(key, []).append(Hit(span, word, kinds))


def _add(found: dict[str, list[Hit]], span: Span, owners: list[Owner], plain: str) -> None:
    """Add a hit for every owner that accepts the match as typed."""
    typed = plain[span.start : span.end]
    for key, word, spelled, kinds, sees_noise, _ in owners:
        noise = False if typed == spelled else _noise(plain, span, spelled)
        if noise is None or (noise and not sees_noise):
            continue
        found.setdefault(key, []).append(Hit(span, word, (*kinds, "noise") if noise else kinds))


def _noise(plain: str, span: Span, spelled: str) -> bool | None:
    """Whether noise stands between the characters of a match; ``None`` when they do not belong together."""
    typed = plain[span.start : span.end].replace(SILENT, "")
    if typed == spelled:
        return False
    gaps = _gaps(typed)
    written = {gap.place for gap in _gaps(spelled)}
    if all(_is_separator(gap, written) for gap in gaps):
        return False
    if any(len(gap.noise) > LONGEST_GAP or not TERM_BREAKS.isdisjoint(gap.noise) for gap in gaps):
        return None
    if all(gap.noise.isspace() for gap in gaps):
        return _is_letter_spaced(plain, span, len(gaps)) or None
    return True


class _Gap(NamedTuple):
    """What stands between two characters of a match.

    Attributes:
        place: how many letters, digits and characters come before it.

    """

    noise: str
    before: str
    after: str
    place: int


def _gaps(typed: str) -> list[_Gap]:
    """What stands between the characters of *typed*."""
    gaps = []
    start = place = 0
    for offset, char in enumerate(typed):
        if char.isalnum():
            if offset > start and place:
                gaps.append(_Gap(typed[start:offset], typed[start - 1], char, place))
            start, place = offset + 1, place + 1
    return gaps


def _is_separator(gap: _Gap, written: set[int]) -> bool:
    """A space, hyphen or point that any writer may put there, next to a Latin letter or digit.

    A space counts where the term has a gap of its own, or where two scripts meet (``SPF 50``, ``3 天``).
    """
    if not (gap.before.isascii() or gap.after.isascii()) or len(gap.noise) > 2 or not _SEPARATORS.issuperset(gap.noise):
        return False
    same_script = gap.before.isalpha() and gap.after.isalpha() and gap.before.isascii() and gap.after.isascii()
    return gap.place in written or not same_script or not any(char.isspace() for char in gap.noise)


def _is_letter_spaced(plain: str, span: Span, gaps: int) -> bool:
    """Spaces alone are a disguise only in a word that is spaced out letter by letter, and stands apart as one."""
    visible = [char for char in plain[span.start : span.end] if char.isalnum()]
    before, after = plain[span.start - 1 : span.start], plain[span.end : span.end + 1]
    apart = not (before.isalnum() and after.isalnum())
    return gaps == len(visible) - 1 and (len(visible) >= 3 or apart)


def _ends_cleanly(plain: str, span: Span) -> bool:
    """A match that begins or ends in a Latin letter or digit must not cut a longer word or number."""
    before, after = plain[max(0, span.start - 2) : span.start], plain[span.end : span.end + 3]
    return not (
        _continues(plain[span.start], before[-1:])
        or _continues(plain[span.end - 1], after[:1])
        or (before[-1:] == "'" and _continues(plain[span.start], before[:-1]))
        or (after[:1] == "'" and _continues(plain[span.end - 1], after[1:2]) and not _POSSESSIVE.match(after))
    )


def _continues(inside: str, outside: str) -> bool:
    if not outside or not inside.isascii() or not outside.isascii():
        return False
    return (inside.isalpha() and outside.isalpha()) or (inside.isdigit() and outside.isdigit())


def _in_hashtag(plain: str, span: Span) -> bool:
    """Whether the span lies inside one hashtag."""
    hash_at = plain.rfind("#", 0, span.start + 1)
    return hash_at >= 0 and not any(char.isspace() for char in plain[hash_at : span.end])


def _has_picture(spelled: str) -> bool:
    """Whether an emoji or another pictorial symbol is part of the spelling, not just punctuation in it."""
    return any(char >= FIRST_PICTURE and unicodedata.category(char) in ("So", "Sm", "Sk") for char in spelled)


def _has_symbol(spelled: str) -> bool:
    return any(not char.isalnum() and char not in _SEPARATORS and char != SILENT for char in spelled)


def _without_ordinary(hits: list[Hit], ordinary: list[Hit]) -> list[Hit]:
    """The hits but for homophones that belong to an ordinary word (导致 holds no 治)."""
    return [
        hit
        for hit in hits
        if "homophone" not in hit.disguise or not any(hit.span.overlaps(word.span) for word in ordinary)
    ]


def _longest(hits: list[Hit]) -> list[Hit]:
    """Hits in reading order without those that lie inside another; of equal spans the least disguised."""
    if len(hits) == 1:
        return hits
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.span.start, -hit.span.end, len(hit.disguise))):
        if not kept or not kept[-1].span.covers(hit.span):
            kept.append(hit)
    return kept


def by_key(sets: Iterable[Terms]) -> Mapping[str, Terms]:
    """The sets by key, each once."""
    return {terms.key: terms for terms in sets}
