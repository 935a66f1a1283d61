"""Find listed expressions in folded text, in time that grows with the text and not with the lists.

An expression is literal, with four signs a linguist can read: ``…`` for anything short within the sentence, ``{n}``
for a number in digits or words, ``{d}`` for a number in digits, and a leading ``^`` for the beginning of a sentence.
Chinese is looked up by its first two characters, English by its first word, numbers by what follows them; only ``…``
becomes a regular expression, with bounded gaps, run where its longest literal part is seen.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import add
from typing import NamedTuple

from xhs_compliance.analyses.scripted_page import NUMBER, Page, Word, words_in
from xhs_compliance.text.fold import fold

_GAP = "…"
_WIDEST_GAP = {"zh": 20, "en": 48}
_NUMBER_SIGN = re.compile(r"\{[nd]\}")
_NUMERALS = "一二两三四五六七八九十百千万半几"
# Begins with one character class, so that the scan skips to it at once.
_NUMBER = re.compile(
    rf"[0-9{_NUMERALS}](?:(?<=[0-9])[0-9]{{0,6}}(?:\.[0-9]{{1,2}})?|(?<=[{_NUMERALS}])[{_NUMERALS}]{{0,5}})"
)
_SLACK = 3
"""How many more code points than an English expression its occurrence may take: a hyphen, a comma, a line end."""


class Hit(NamedTuple):
    """An expression found: where, which lists hold it, and how it is written there."""

    start: int
    end: int
    lists: tuple[str, ...]
    expression: str


class _Entry(NamedTuple):
    """An expression ready to be looked up."""

    head: str
    tail: str
    words: tuple[str, ...]
    at_start: bool
    english: bool
    lists: tuple[str, ...]
    expression: str


_Candidate = tuple[int, int, int, _Entry]
"""Where an expression starts, minus its length, a tie-breaker, and the expression: sorts the longest first."""


@dataclass(slots=True)
class _Collector:
    """Expressions by how they are looked up; the longest first in every drawer.

    Attributes:
        pairs: by their first two characters.
        singles: single characters.
        words: by their first word.
        before: numbers followed by something, by its first character.
        after: numbers that end an expression, by the character before the number.
        gaps: the literal part to look for first, the folded expression, and its entry.

    """

    pairs: dict[str, list[_Entry]] = field(default_factory=dict)
    singles: dict[str, list[_Entry]] = field(default_factory=dict)
    words: dict[str, list[_Entry]] = field(default_factory=dict)
    before: dict[str, list[_Entry]] = field(default_factory=dict)
    after: dict[str, list[_Entry]] = field(default_factory=dict)
    gaps: list[tuple[str, str, _Entry]] = field(default_factory=list)

    def add(self, expression: str, language: str, lists: tuple[str, ...]) -> None:
        at_start = expression.startswith("^")
        body = fold(expression.removeprefix("^"))
        english = language == "en"
        if _GAP in body:
            anchor = max(body.split(_GAP), key=len).strip()
            entry = _Entry(anchor, "", (), at_start, english, lists, expression)
            self.gaps.append((anchor, body, entry))
        elif english or not re.search(r"[^\sa-z0-9%]", body):
            spelled = tuple(NUMBER if part in ("{n}", "{d}") else part for part in _spelled(body))
            if spelled:
                self.words.setdefault(spelled[0], []).append(
                    _Entry(body, "", spelled, at_start, english, lists, expression)
                )
            else:
                self._add_characters(body, at_start, english, lists, expression)
        elif _NUMBER_SIGN.search(body):
            head, tail = _NUMBER_SIGN.split(body, maxsplit=1)
            if not head and not tail:
                raise ValueError(f"“{expression}” is nothing but a number")
            digits = ("{d}",) if "{d}" in body else ()
            drawer, key = (self.before, tail[0]) if tail else (self.after, head[-1])
            drawer.setdefault(key, []).append(_Entry(head, tail, digits, at_start, english, lists, expression))
        else:
            self._add_characters(body, at_start, english, lists, expression)

    def _add_characters(self, body: str, at_start: bool, english: bool, lists: tuple[str, ...], said: str) -> None:
        drawer = self.pairs if len(body) > 1 else self.singles
        drawer.setdefault(body[:2], []).append(_Entry(body, "", (), at_start, english, lists, said))

    def close(self) -> None:
        for drawer in (self.pairs, self.words, self.before, self.after):
            for entries in drawer.values():
                entries.sort(key=lambda e: (-len(e.words), -len(e.head) - len(e.tail), e.expression))


class Lexicon:
    """Named lists of expressions, compiled once.

    Args:
        lists: for each name, its expressions by language (``zh``, ``en``).

    """

    def __init__(self, lists: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        named: dict[tuple[str, str], list[str]] = {}
        for name, by_language in lists.items():
            for language, expressions in by_language.items():
                for expression in expressions:
                    names = named.setdefault((expression, language), [])
                    if name not in names:
                        names.append(name)
        drawers = _Collector()
        for (expression, language), names in named.items():
            drawers.add(expression, language, tuple(names))
        drawers.close()
        self._drawers = drawers
        characters = "".join(re.escape(char) for char in drawers.singles)
        self._single = re.compile(f"[{characters}]") if characters else None

    def find(self, page: Page) -> dict[str, list[Hit]]:
        """Expressions on *page* by list, in reading order; the longest wins and hides what it covers."""
        candidates = [*self._characters(page), *self._numbers(page), *self._words(page)]
        candidates.sort()
        found: defaultdict[str, list[Hit]] = defaultdict(list)
        reached = 0
        for start, length, _, entry in candidates:
            if start >= reached:
                reached = start - length
                hit = Hit(start, reached, entry.lists, entry.expression)
                for name in entry.lists:
                    found[name].append(hit)
        for hit in self._gaps(page):
            for name in hit.lists:
                found[name].append(hit)
        return dict(found)

    def _characters(self, page: Page) -> list[_Candidate]:
        plain = page.plain
        candidates: list[_Candidate] = []
        for at, entries in enumerate(map(self._drawers.pairs.get, map(add, plain, plain[1:]))):
            if entries:
                for entry in entries:
                    if plain.startswith(entry.head, at) and (not entry.at_start or at in page.starts):
                        candidates.append((at, -len(entry.head), len(candidates), entry))
                        break
        if self._single:
            for match in self._single.finditer(plain):
                at = match.start()
                candidates.append((at, -1, len(candidates), self._drawers.singles[plain[at]][0]))
        return candidates

    def _numbers(self, page: Page) -> list[_Candidate]:
        plain, before, after = page.plain, self._drawers.before, self._drawers.after
        candidates: list[_Candidate] = []
        for match in _NUMBER.finditer(plain):
            start, end = match.span()
            follows = end + 1 if plain.startswith(" ", end) else end
            known = before.get(plain[follows : follows + 1]), after.get(plain[start - 1 : start])
            for entries, stop in zip(known, (follows, end), strict=True):
                fitting = [entry for entry in entries if _number_fits(plain, start, stop, entry)] if entries else []
                if fitting:
                    first = start - len(fitting[0].head)
                    length = stop + len(fitting[0].tail) - first
                    candidates.append((first, -length, len(candidates), fitting[0]))
                    break
        return candidates

    def _words(self, page: Page) -> list[_Candidate]:
        words, drawer = page.words, self._drawers.words
        candidates: list[_Candidate] = []
        spelled = [word.text for word in words]
        for at, entries in enumerate(map(drawer.get, spelled)):
            for entry in entries or ():
                if (page.english or not entry.english) and _words_fit(page, words, spelled, at, entry):
                    start, end = words[at].start, words[at + len(entry.words) - 1].end
                    candidates.append((start, start - end, len(candidates), entry))
                    break
        return candidates

    def _gaps(self, page: Page) -> Iterable[Hit]:
        for anchor, body, entry in self._drawers.gaps:
            if (page.english if entry.english else page.han) and anchor in page.plain:
                for match in _gap_pattern(body, english=entry.english).finditer(page.plain):
                    yield Hit(match.start(), match.end(), entry.lists, entry.expression)


def _spelled(expression: str) -> list[str]:
    """The words of an English expression as :func:`words_in` would read them, number signs kept."""
    parts: list[str] = []
    for part in re.split(r"(\{[nd]\})", expression):
        parts += [part] if _NUMBER_SIGN.fullmatch(part) else [word.text for word in words_in(part)]
    return parts


@cache
def _gap_pattern(body: str, *, english: bool) -> re.Pattern[str]:
    """The regular expression of an expression with gaps; a gap stays within its sentence and within its bound."""
    gap = rf"[^.。!?;\n]{{0,{_WIDEST_GAP['en' if english else 'zh']}}}?"
    literals = [re.escape(part.strip()) for part in body.split(_GAP)]
    if english:
        literals = [rf"(?<![a-z]){part}(?![a-z])" if part else "" for part in literals]
    return re.compile(gap.join(literals))


def _number_fits(plain: str, start: int, follows: int, entry: _Entry) -> bool:
    if entry.words and not plain[start].isascii():
        return False
    if not plain.startswith(entry.tail, follows) or not plain.endswith(entry.head, 0, start):
        return False
    after = plain[follows + len(entry.tail) : follows + len(entry.tail) + 1]
    return not (entry.tail[-1:].isascii() and entry.tail[-1:].isalpha() and after.isascii() and after.isalpha())


def _words_fit(page: Page, words: Sequence[Word], spelled: list[str], at: int, entry: _Entry) -> bool:
    wanted = entry.words
    length = len(wanted)
    if length > 1:
        if spelled[at + 1 : at + 2] != [wanted[1]] or tuple(spelled[at : at + length]) != wanted:
            return False
        start, end = words[at].start, words[at + length - 1].end
        if end - start > len(entry.head) + _SLACK + 8 * wanted.count(NUMBER) or "\n" in page.plain[start:end]:
            return False
    return not entry.at_start or words[at].start in page.starts
