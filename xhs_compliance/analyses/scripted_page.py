"""One draft laid out for measuring: its prose as one folded text, words, sentences, and the way back to the fields."""

import re
from bisect import bisect_right
from collections.abc import Collection, Mapping
from functools import cached_property
from typing import NamedTuple

from xhs_compliance.model.span import Span
from xhs_compliance.text.fold import fold

NUMBER = "{n}"
"""How every number reads in :attr:`Page.words`."""

_NUMBER_WORDS = frozenset(
    [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "twenty",
        "thirty",
        "fifty",
        "hundred",
        "several",
    ]
)
# Begins with one character class, so that the scan skips Chinese at once.
_WORD = re.compile(r"[0-9a-z%](?:(?<=[0-9])[0-9]*(?:[.,][0-9]+)*|(?<=[a-z])[a-z]*(?:'[a-z]+)?)?")
_HAN = re.compile(r"[\u3400-\u9fff]")
_SENTENCE = re.compile(r"[^.。!?;\n…]+(?:\.(?=\S)[^.。!?;\n…]*)*[.。!?;…]*")
_FIRST_LETTER = re.compile(r"\w")
_MASKED = re.compile(r"#[^\s#,。!?]{1,40}(?: ?\[[^\]\s]{1,8}\])?#?|https?://\S+|@\S+")


class Word(NamedTuple):
    """A Latin word or a number, as folded."""

    start: int
    end: int
    text: str


def words_in(plain: str) -> list[Word]:
    """Latin words and numbers of folded text; every number reads as :data:`NUMBER`."""
    return [
        Word(match.start(), match.end(), NUMBER if _is_number(match.group()) else match.group())
        for match in _WORD.finditer(plain)
    ]


def _is_number(word: str) -> bool:
    return word[0].isdigit() or word in _NUMBER_WORDS


class Page:
    """The prose of a draft, one field after the other, a line end between them.

    Args:
        fields: the fields as typed, in reading order.
        skip: names of fields that are not read at all.
        tags: names of fields that hold hashtags only.
        english_from: the share of words from which the text counts as English too.
        characters_per_word: how many Chinese characters make one word.

    """

    def __init__(
        self,
        fields: Mapping[str, str],
        *,
        skip: Collection[str],
        tags: Collection[str],
        english_from: float,
        characters_per_word: float,
    ) -> None:
        prose = {name: text for name, text in fields.items() if name not in skip and name not in tags}
        self._names = list(prose)
        self._offsets: list[int] = []
        at = 0
        for text in prose.values():
            self._offsets.append(at)
            at += len(text) + 1
        self.typed = "\n".join(prose.values())
        folded = fold(self.typed)
        masked = list(_MASKED.finditer(folded)) if "#" in folded or "@" in folded or "://" in folded else []
        self.hashtags = [Span(*match.span()) for match in masked if folded[match.start()] == "#"]
        self.tag_count = len(self.hashtags) + sum(_tags_in(text) for name, text in fields.items() if name in tags)
        self.plain = _MASKED.sub(_blank, folded) if masked else folded
        self.words = words_in(self.plain)
        self.han = len(_HAN.findall(self.plain))
        self.latin = sum([self.plain[word.start].isalpha() for word in self.words])
        chinese = self.han / characters_per_word
        self.size = chinese + self.latin
        self.english_share = self.latin / self.size if self.size else 0.0
        self.english = self.english_share >= english_from

    @cached_property
    def sentences(self) -> list[Span]:
        """Sentences with their closing marks; stretches without a letter belong to none."""
        found = (Span(*match.span()) for match in _SENTENCE.finditer(self.plain))
        return [span for span in found if _FIRST_LETTER.search(self.plain, span.start, span.end)]

    @cached_property
    def starts(self) -> frozenset[int]:
        """Where each sentence's first letter stands."""
        firsts = (_FIRST_LETTER.search(self.plain, span.start, span.end) for span in self.sentences)
        return frozenset(match.start() for match in firsts if match)

    def place(self, start: int, end: int) -> tuple[str, Span]:
        """The field and the span in it of a stretch of :attr:`plain`."""
        index = bisect_right(self._offsets, start) - 1
        base = self._offsets[index]
        return self._names[index], Span(start - base, end - base)


def _tags_in(text: str) -> int:
    return text.count("#") or len(text.split())


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())
