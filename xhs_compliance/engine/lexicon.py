"""Finds the terms of all rules at once, and says what each raw match means.

The automaton runs over the skeleton, so a term is found whatever stands between its characters. Each raw match is then
held against the text as typed: is it the plain word, a disguise its rule sees through, or two innocent neighbours?
"""

from typing import NamedTuple

from xhs_compliance.engine.automaton import Automaton
from xhs_compliance.engine.noise import ends_cleanly, noise_in
from xhs_compliance.engine.spelled import ORDINARY, Owner, Spelled
from xhs_compliance.model.span import Span
from xhs_compliance.text.fold import SILENT, Folded
from xhs_compliance.text.leet import Decoded, LeetReader
from xhs_compliance.text.sounds import Sound, may_hold_pinyin, sounds_of


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
        """The hits in one field, by the key of their set, in reading order; the longest of overlapping hits alone.

        The key of a regular expression whose literal was seen is there with no hits: all that counts is that it is.
        """
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
            found = {
                key: kept for key, hits in found.items() if (kept := _without_ordinary(hits, ordinary)) or not hits
            }
        return {key: _longest(hits) for key, hits in found.items()}

    def _find_plain(self, folded: Folded, found: dict[str, list[Hit]]) -> None:
        """Every spelling that is made of letters, digits and characters."""
        plain, origin, owners = folded.plain, folded.origin, self._owners
        for pattern, start, end in self._automaton.find(folded.skeleton):
            span = Span(origin[start], origin[end - 1] + 1)
            for key in self._anchors[pattern]:
                hits = found.setdefault(key, [])
                if key == ORDINARY:
                    hits.append(Hit(span, ""))
            if not ends_cleanly(plain, span):
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
            noise = noise_in(folded.plain, span, "")
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
        noise = False if typed == spelled else noise_in(plain, span, spelled)
        if noise is None or (noise and not sees_noise):
            continue
        found.setdefault(key, []).append(Hit(span, word, (*kinds, "noise") if noise else kinds))


def _in_hashtag(plain: str, span: Span) -> bool:
    """Whether the span lies inside one hashtag."""
    hash_at = plain.rfind("#", 0, span.start + 1)
    return hash_at >= 0 and not any(char.isspace() for char in plain[hash_at : span.end])


def _without_ordinary(hits: list[Hit], ordinary: list[Hit]) -> list[Hit]:
    """The hits but for homophones that belong to an ordinary word (导致 holds no 治)."""
    return [
        hit
        for hit in hits
        if "homophone" not in hit.disguise or not any(hit.span.overlaps(word.span) for word in ordinary)
    ]


def _longest(hits: list[Hit]) -> list[Hit]:
    """Hits in reading order without those that lie inside another; of equal spans the least disguised."""
    if len(hits) < 2:
        return hits
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.span.start, -hit.span.end, len(hit.disguise))):
        if not kept or not kept[-1].span.covers(hit.span):
            kept.append(hit)
    return kept
