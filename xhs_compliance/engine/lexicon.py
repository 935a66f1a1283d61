"""Finds the terms of all rules at once, and says what each raw match means.

The automaton runs over the skeleton, so a term is found whatever stands between its characters. A raw match is held
against the text as typed only when somebody asks for the set it belongs to: is it the plain word, a disguise its rule
sees through, or two innocent neighbours? Most are never asked for.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property

from xhs_compliance.engine.automaton import Automaton, Found
from xhs_compliance.engine.hits import Hit, Typed, accepted, is_ordinary, longest, typed_at, typed_in
from xhs_compliance.engine.noise import noise_in
from xhs_compliance.engine.packed import Meanings
from xhs_compliance.engine.spelled import ORDINARY, Owner, Spelled
from xhs_compliance.model.span import Span
from xhs_compliance.text.fold import SILENT, Folded
from xhs_compliance.text.leet import LeetReader
from xhs_compliance.text.sounds import Sound, holds_pinyin, sounds_of, ways_to_hear


class Sightings:
    """What one field holds of a lexicon.

    Args:
        lexicon: whose terms were looked for.
        folded: the field.
        raw: matches in the skeleton by the number of the set of keys their literal belongs to; what they mean is not
            known yet.
        read: hits that were read out of other views of the field (leet, sounds, symbols); none for the key of a regular
            expression whose sign was seen.

    Attributes:
        keys: the keys of everything that may be there. A set can turn out to be empty when its hits are asked for; the
            key of a regular expression is there when its literal was seen, and never has hits.

    """

    def __init__(
        self, lexicon: "Lexicon", folded: Folded, raw: dict[int, list[Found]], read: dict[str, list[Hit]]
    ) -> None:
        self._lexicon = lexicon
        self._folded = folded
        self._raw = raw
        self._read = read
        self._hits: dict[str, list[Hit]] = {}
        self._typed: dict[Found, Typed] = {}
        self._by_key: dict[str, list[Found]] = {}
        self.keys = lexicon.keys_of(raw).union(read)

    def windows(self, firsts: Iterable[frozenset[str]], width: int) -> list[Span]:
        """The stretches of the field in which something no wider than *width* can hold a literal of one of the sets."""
        origin, end = self._folded.origin, len(self._folded.plain)
        keys = {key for first in firsts for key in first & self.keys}
        if not keys.isdisjoint(self._read):
            return [Span(0, end)]
        windows: list[Span] = []
        for start, stop in sorted({(start, stop) for key in keys for _, start, stop in self._found(key)}):
            window = Span(max(0, origin[stop - 1] - width), min(end, origin[start] + width + 1))
            if windows and windows[-1].end >= window.start:
                windows[-1] = Span(windows[-1].start, window.end)
            else:
                windows.append(window)
        return windows

    def stand_near(self, key: str, needs: Iterable[frozenset[str]], reach: int) -> bool:
        """Whether something of every need may start within *reach* skeleton characters of something of *key*."""
        if key in self._read:
            return True
        starts = [start for _, start, _ in self._found(key)]
        for need in needs:
            here = need & self.keys
            if not here.isdisjoint(self._read):
                continue
            others = sorted(start for other in here for _, start, _ in self._found(other))
            if not any(_has_within(others, start - reach, start + reach) for start in starts):
                return False
        return True

    def hits(self, key: str) -> list[Hit]:
        """The hits of one set, in reading order; the longest of overlapping hits alone."""
        known = self._hits.get(key)
        if known is None:
            known = self._hits[key] = self._judged(key) if key in self.keys else []
        return known

    def _found(self, key: str) -> list[Found]:
        """The raw matches of one set."""
        known = self._by_key.get(key)
        if known is None:
            raw, sets = self._raw, self._lexicon.sets_of(key)
            # each of the two goes through what stands on its right
            numbers = raw.keys() & sets if len(sets) < len(raw) else sets.intersection(raw)
            known = [found for number in numbers for found in raw[number]]
            self._by_key[key] = known
        return known

    def _judged(self, key: str) -> list[Hit]:
        found = self._lexicon.judged(self._folded, self._found(key), key, self._typed)
        if key in self._read:
            found += self._read[key]
        if any({"homophone", "pinyin"}.intersection(hit.disguise) for hit in found if hit.disguise):
            ordinary = [self._folded.span(start, end) for _, start, end in self._found(ORDINARY)]
            found = [hit for hit in found if not is_ordinary(self._folded.plain, hit, ordinary)]
        return longest(found)


class Lexicon:
    """Finds the terms of many sets at once."""

    def __init__(self, spelled: Spelled) -> None:
        self.spelled = spelled
        self._owners = Meanings(spelled.plain)
        self._by_key: dict[int, dict[str, list[Owner]]] = {}
        self._set_numbers = array("I", spelled.keys)
        self._holders: dict[str, frozenset[int]] = {}
        self._automaton = Automaton(spelled.plain.literals)
        self._sound_owners = Meanings(spelled.sounds)
        self._symbol_owners = Meanings(spelled.symbols)
        self._leet = LeetReader(spelled.leet, spelled.leet_words)
        self._symbols = frozenset(spelled.symbol_characters)
        self._signs = frozenset(spelled.signs)

    @cached_property
    def _sound_automaton(self) -> Automaton:
        return Automaton(self.spelled.sounds.literals)

    @cached_property
    def _symbol_automaton(self) -> Automaton:
        return Automaton(self.spelled.symbols.literals)

    def sets_of(self, key: str) -> frozenset[int]:
        """The numbers of the sets of keys that hold *key*."""
        known = self._holders.get(key)
        if known is None:
            known = self._holders[key] = frozenset(array("I", self.spelled.holders.get(key, b"")))
        return known

    def keys_of(self, numbers: Iterable[int]) -> set[str]:
        """The keys of sets of keys, by their numbers."""
        return set().union(*map(self.spelled.key_sets.__getitem__, numbers))

    def find(self, folded: Folded) -> Sightings:
        """What one field holds."""
        raw: dict[int, list[Found]] = {}
        numbers = self._set_numbers
        for found in self._automaton.find(folded.skeleton):
            number = numbers[found[0]]
            known = raw.get(number)
            if known is None:
                raw[number] = [found]
            else:
                known.append(found)
        read: dict[str, list[Hit]] = {}
        for key, hit in self._read(folded):
            read.setdefault(key, []).append(hit)
        if not self._signs.isdisjoint(folded.plain):
            for sign in self._signs.intersection(folded.plain):
                for key in self.spelled.signs[sign]:
                    read.setdefault(key, [])
        return Sightings(self, folded, raw, read)

    def judged(self, folded: Folded, raw: Iterable[Found], key: str, typed: dict[Found, Typed]) -> list[Hit]:
        """The hits among raw matches, for the set *key*; what was typed there is noted in *typed*, for other sets."""
        hits: list[Hit] = []
        for found in raw:
            owners = self._owners_of(found[0]).get(key)
            if owners:
                there = typed.get(found)
                if there is None:
                    there = typed[found] = typed_at(folded, found)
                hits += accepted(folded.plain, there, owners)
        return hits

    def _owners_of(self, pattern: int) -> dict[str, list[Owner]]:
        """The owners of one literal, by the key of their set."""
        known = self._by_key.get(pattern)
        if known is None:
            known = self._by_key[pattern] = {}
            for owner in self._owners[pattern]:
                known.setdefault(owner[0], []).append(owner)
        return known

    def _read(self, folded: Folded) -> Iterator[tuple[str, Hit]]:
        """The hits of other views of the field, with their keys."""
        yield from self._find_leet(folded)
        if self._sound_owners and holds_pinyin(folded.skeleton):
            yield from self._find_sounds(folded)
        if self._symbols and not self._symbols.isdisjoint(folded.plain):
            yield from self._find_symbols(folded)

    def _find_leet(self, folded: Folded) -> Iterator[tuple[str, Hit]]:
        """Terms with a word in leet: what the text gives once those words are read, where it touches one of them."""
        for decoded in self._leet.read(folded.plain):
            origin = [offset for offset, char in enumerate(decoded.plain) if char.isalnum()]
            skeleton = "".join([decoded.plain[offset] for offset in origin])
            for pattern, start, end in self._automaton.find(skeleton):
                span = Span(origin[start], origin[end - 1] + 1)
                if any(span.overlaps(word) for word in decoded.spans):
                    there = typed_in(decoded.plain, span)
                    for key, owners in self._owners_of(pattern).items():
                        for hit in accepted(decoded.plain, there, owners):
                            yield key, Hit(span, hit.word, (*hit.disguise, "leet"))

    def _find_sounds(self, folded: Folded) -> Iterator[tuple[str, Hit]]:
        """Terms of which some characters are spelled in pinyin; the others must be written, or be listed homophones."""
        for way in range(ways_to_hear(folded.skeleton)):
            yield from self._heard(folded, *sounds_of(folded.skeleton, way))

    def _heard(self, folded: Folded, row: str, sounds: list[Sound]) -> Iterator[tuple[str, Hit]]:
        for pattern, start, end in self._sound_automaton.find(row):
            heard = sounds[start:end]
            runs = [sound.run for sound in heard if sound.is_spelled]
            if not runs or runs[0][0] < heard[0].start or runs[-1][1] > heard[-1].end:
                continue
            span = folded.span(heard[0].start, heard[-1].end)
            noise = noise_in(folded.plain, span, "")
            for key, word, plain_word, _, sees_noise, _ in self._sound_owners[pattern] if noise is not None else ():
                kinds = self._spelled_kinds(plain_word, heard, folded.skeleton)
                if kinds is not None and (sees_noise or not noise):
                    yield key, Hit(span, word, (*kinds, "noise") if noise else kinds)

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

    def _find_symbols(self, folded: Folded) -> Iterator[tuple[str, Hit]]:
        """Spellings that hold an emoji or another symbol are found in the plain view, silent characters left out."""
        offsets = [offset for offset, char in enumerate(folded.plain) if char != SILENT]
        visible = folded.plain.replace(SILENT, "")
        for pattern, start, end in self._symbol_automaton.find(visible):
            span = Span(offsets[start], offsets[end - 1] + 1)
            for key, word, _, kinds, _, _ in self._symbol_owners[pattern]:
                yield key, Hit(span, word, kinds)


def _has_within(ascending: list[int], least: int, most: int) -> bool:
    """Whether any of the numbers lies between the two, both included."""
    at = bisect_left(ascending, least)
    return at < len(ascending) and ascending[at] <= most
