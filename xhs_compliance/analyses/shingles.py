"""Words of a text with where they stand, and runs of words in a row (shingles): what texts are compared by."""

import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xhs_compliance.model.span import Span
from xhs_compliance.text.fold import fold

_WORD = re.compile(r"[a-z0-9]+(?:['’][a-z]+)?|[㐀-鿿]")
HASHTAG = re.compile(r"[#＃]([^\s#＃\[\]，。！？；：、,.!?;:…（）()“”\"「」【】]+)(?:\[话题\][#＃]?|[#＃](?=\s|$))?")
"""``#a#b #c# #d[话题]#``: tags written without a space between, closed, and as the platform's editor copies them.

A tag ends where a sentence does: in a brief of one paragraph more follows without a space."""
_HAN = re.compile(r"[㐀-鿿]")


@dataclass(frozen=True, slots=True)
class Words:
    """A text as words in a row: each Chinese character and each Latin word is one.

    Attributes:
        words: folded.
        spans: where each stands in the text as typed.

    """

    words: tuple[str, ...]
    spans: tuple[Span, ...]

    def __len__(self) -> int:
        return len(self.words)

    def span(self, start: int, end: int) -> Span:
        """Where the words from *start* to before *end* stand."""
        return Span(self.spans[start].start, self.spans[end - 1].end)


def words_of(text: str, *, hashtags: bool = False) -> Words:
    """The words of *text*; hashtags, which many drafts must share, are left out unless asked for."""
    plain = fold(text).lower()
    if len(plain) != len(text):
        plain = fold(text)
    if not hashtags:
        plain = HASHTAG.sub(lambda tag: " " * len(tag[0]), plain)
    found = [(match[0], Span(*match.span())) for match in _WORD.finditer(plain)]
    return Words(tuple(word for word, _ in found), tuple(span for _, span in found))


def hashtags_of(text: str) -> tuple[str, ...]:
    """The hashtags of *text*, folded, each once, in order."""
    return tuple(dict.fromkeys(tag.lower() for tag in HASHTAG.findall(fold(text))))


def is_chinese(text: str) -> bool:
    """Whether *text* holds more Chinese characters than Latin words."""
    words = _WORD.findall(fold(text).lower())
    return 2 * sum(1 for word in words if _HAN.match(word)) >= len(words)


def shingles(words: Sequence[str], size: int) -> set[int]:
    """A checksum for every *size* words in a row; the same in every run and on every machine."""
    joined = (" ".join(words[at : at + size]) for at in range(len(words) - size + 1))
    return {zlib.crc32(run.encode("utf-8", "surrogatepass")) for run in joined}


def shared_runs(one: Sequence[str], other: Sequence[str], least: int) -> list[tuple[int, int, int]]:
    """Stretches of *one* that stand in *other* word for word, longest possible, from left to right.

    Returns:
        ``(start in one, start in other, length)``, lengths of *least* and more, none overlapping in *one*.

    """
    places: dict[tuple[str, ...], list[int]] = {}
    for at in range(len(other) - least + 1):
        places.setdefault(tuple(other[at : at + least]), []).append(at)
    runs = []
    at = 0
    while at <= len(one) - least:
        found = places.get(tuple(one[at : at + least]))
        if not found:
            at += 1
            continue
        length, there = max((_common(one, at, other, start), -start) for start in found[:_MOST_PLACES])
        runs.append((at, -there, length))
        at += length
    return runs


_MOST_PLACES = 64


def _common(one: Sequence[str], here: int, other: Sequence[str], there: int) -> int:
    length = 0
    while here + length < len(one) and there + length < len(other) and one[here + length] == other[there + length]:
        length += 1
    return length


def covered(runs: Iterable[tuple[int, int, int]]) -> int:
    """How many words lie in these runs."""
    return sum(length for _, _, length in runs)
