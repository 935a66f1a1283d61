"""All terms of all rules as one automaton, and what its raw matches mean.

The automaton runs over the skeleton, so a term is found whatever stands between its characters. Each raw match is then
held against the text as typed: is it the plain word, a disguise its rule sees through, or two innocent neighbours?
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from xhs_compliance.engine.automaton import Automaton
from xhs_compliance.model.pattern import Terms
from xhs_compliance.model.span import Span
from xhs_compliance.text.fold import SILENT, Folded, fold, skeleton_of
from xhs_compliance.text.segment import CLAUSE_BREAKS
from xhs_compliance.text.sounds import Sound, may_hold_pinyin, rows_of, sounds_of
from xhs_compliance.text.variants import EvasionTable, spellings

LONGEST_GAP = 4
"""Code points of noise allowed between two characters of a term."""

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


class _Owner(NamedTuple):
    """One term of one set, in one spelling."""

    key: str
    word: str
    spelled: str
    kinds: tuple[str, ...]
    noise: bool
    tags: bool
    pinyin: bool


class Lexicon:
    """Finds the terms of many sets at once.

    Args:
        sets: the sets of terms.
        table: what can be written for what.
        anchors: further literals, already skeletons, by key; found wherever they stand, whatever stands between.

    """

    def __init__(
        self, sets: Iterable[Terms], table: EvasionTable, anchors: Mapping[str, Iterable[str]] | None = None
    ) -> None:
        plain: dict[str, list[_Owner]] = {}
        anchored: dict[str, list[str]] = {}
        for key, skeletons in (anchors or {}).items():
            for skeleton in skeletons:
                plain.setdefault(skeleton, [])
                anchored.setdefault(skeleton, []).append(key)
        symbols: dict[str, list[_Owner]] = {}
        for terms in sets:
            for word in terms.words:
                for spelling in spellings(fold(word), terms.evade, table):
                    plainly = not spelling.kinds and "pinyin" in terms.evade
                    owner = _Owner(
                        terms.key,
                        word,
                        fold(spelling.text),
                        spelling.kinds,
                        "noise" in terms.evade,
                        terms.tags,
                        plainly,
                    )
                    if _has_symbol(owner.spelled) and spelling.kinds:
                        symbols.setdefault(owner.spelled.replace(SILENT, ""), []).append(owner)
                    elif skeleton := skeleton_of(owner.spelled):
                        plain.setdefault(skeleton, []).append(owner)
        sounds: dict[str, list[_Owner]] = {}
        for owner in {owner: None for owners in plain.values() for owner in owners if owner.pinyin}:
            for row in rows_of(fold(owner.word)):
                sounds.setdefault(row, []).append(owner)
        self._table = table
        self._sound_owners = list(sounds.values())
        self._sound_automaton = Automaton(list(sounds))
        self._owners = list(plain.values())
        self._anchors = [tuple(anchored.get(skeleton, ())) for skeleton in plain]
        self._symbol_owners = list(symbols.values())
        self._automaton = Automaton(list(plain))
        self._symbol_automaton = Automaton(list(symbols))
        self._symbols = frozenset(char for spelled in symbols for char in spelled if not char.isalnum())

    def find(self, folded: Folded) -> dict[str, list[Hit]]:
        """The hits in one field, by the key of their set, in reading order; the longest of overlapping hits alone."""
        found: dict[str, list[Hit]] = {}
        plain, origin, owners = folded.plain, folded.origin, self._owners
        for pattern, start, end in self._automaton.find(folded.skeleton):
            span = Span(origin[start], origin[end - 1] + 1)
            for key in self._anchors[pattern]:
                found.setdefault(key, []).append(Hit(span, ""))
            if not _ends_cleanly(plain, span):
                tagged = [owner for owner in owners[pattern] if owner.tags and _in_hashtag(plain, span)]
                _add(found, span, tagged, plain)
                continue
            _add(found, span, owners[pattern], plain)
        if self._sound_owners and may_hold_pinyin(folded.skeleton):
            self._find_sounds(folded, found)
        if self._symbols and not self._symbols.isdisjoint(plain):
            self._find_symbols(folded, found)
        return {key: _longest(hits) for key, hits in found.items()}

    def _find_sounds(self, folded: Folded, found: dict[str, list[Hit]]) -> None:
        """Terms of which some characters are spelled in pinyin; the others must be written, or be listed homophones."""
        row, sounds = sounds_of(folded.skeleton)
        for pattern, start, end in self._sound_automaton.find(row):
            heard = sounds[start:end]
            runs = [sound.run for sound in heard if sound.is_spelled]
            if not runs or runs[0][0] < heard[0].start or runs[-1][1] > heard[-1].end:
                continue
            span = Span(folded.origin[heard[0].start], folded.origin[heard[-1].end - 1] + 1)
            for owner in self._sound_owners[pattern]:
                kinds = self._spelled_kinds(owner, heard, folded.skeleton)
                noise = _noise(folded.plain, span, "")
                if kinds is not None and noise is not None and (owner.noise or not noise):
                    found.setdefault(owner.key, []).append(Hit(span, owner.word, (*kinds, "noise") if noise else kinds))

    def _spelled_kinds(self, owner: _Owner, heard: list[Sound], skeleton: str) -> tuple[str, ...] | None:
        """The kinds of disguise of a term heard in pinyin; ``None`` when a written character is not its own."""
        kinds = ["pinyin"]
        for character, sound in zip(fold(owner.word), heard, strict=True):
            written = skeleton[sound.start]
            if sound.is_spelled or written == character:
                continue
            if written not in self._table.characters.get("homophone", {}).get(character, ()):
                return None
            kinds.append("homophone")
        return tuple(dict.fromkeys(kinds))

    def _find_symbols(self, folded: Folded, found: dict[str, list[Hit]]) -> None:
        """Spellings that hold an emoji or another symbol are found in the plain view, silent characters left out."""
        offsets = [offset for offset, char in enumerate(folded.plain) if char != SILENT]
        visible = folded.plain.replace(SILENT, "")
        for pattern, start, end in self._symbol_automaton.find(visible):
            span = Span(offsets[start], offsets[end - 1] + 1)
            for owner in self._symbol_owners[pattern]:
                found.setdefault(owner.key, []).append(Hit(span, owner.word, owner.kinds))


def _add(found: dict[str, list[Hit]], span: Span, owners: list[_Owner], plain: str) -> None:
    """Add a hit for every owner that accepts the match as typed."""
    typed = plain[span.start : span.end]
    for owner in owners:
        if typed == owner.spelled:
            found.setdefault(owner.key, []).append(Hit(span, owner.word, owner.kinds))
            continue
        noise = _noise(plain, span, owner.spelled)
        if noise is None or (noise and not owner.noise):
            continue
        kinds = (*owner.kinds, "noise") if noise else owner.kinds
        found.setdefault(owner.key, []).append(Hit(span, owner.word, kinds))


def _noise(plain: str, span: Span, spelled: str) -> bool | None:
    """Whether noise stands between the characters of a match; ``None`` when they do not belong together."""
    typed = plain[span.start : span.end].replace(SILENT, "")
    if typed == spelled:
        return False
    gaps = _gaps(typed)
    written = {gap.place for gap in _gaps(spelled)}
    if all(_is_separator(gap, written) for gap in gaps):
        return False
    if any(len(gap.noise) > LONGEST_GAP or not CLAUSE_BREAKS.isdisjoint(gap.noise) for gap in gaps):
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


def _has_symbol(spelled: str) -> bool:
    return any(not char.isalnum() and char not in _SEPARATORS and char != SILENT for char in spelled)


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
