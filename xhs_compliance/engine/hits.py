"""What a raw match means, held against the text as typed: the plain word, a disguise, or two innocent neighbours."""

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from xhs_compliance.engine.automaton import Found
from xhs_compliance.engine.noise import ends_cleanly, noise_in
from xhs_compliance.engine.spelled import Owner
from xhs_compliance.model.span import Span
from xhs_compliance.text.fold import Folded, fold


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


class Typed(NamedTuple):
    """What was typed where a raw match lies.

    Attributes:
        is_cut: whether it begins or ends inside a longer Latin word or number.
        in_hashtag: whether such a cut lies inside one hashtag.

    """

    span: Span
    text: str
    is_cut: bool
    in_hashtag: bool


def typed_at(folded: Folded, found: Found) -> Typed:
    """What was typed where a raw match lies."""
    _, start, end = found
    return typed_in(folded.plain, Span(folded.origin[start], folded.origin[end - 1] + 1))


def typed_in(plain: str, span: Span) -> Typed:
    """What was typed in a stretch of folded text that is not empty."""
    text = plain[span.start : span.end]
    is_cut = (text[0].isascii() or text[-1].isascii()) and not ends_cleanly(plain, span)
    return Typed(span, text, is_cut, is_cut and _in_hashtag(plain, span))


def accepted(plain: str, there: Typed, owners: Iterable[Owner]) -> list[Hit]:
    """A hit for every owner that accepts the match as typed."""
    span, text, is_cut, in_hashtag = there
    hits: list[Hit] = []
    for _, word, spelled, kinds, sees_noise, tags in owners:
        if is_cut and not (tags and in_hashtag):
            continue
        noise = False if text == spelled else noise_in(plain, span, spelled)
        if noise is not None and (sees_noise or not noise):
            hits.append(Hit(span, word, (*kinds, "noise") if noise else kinds))
    return hits


def _in_hashtag(plain: str, span: Span) -> bool:
    """Whether the span lies inside one hashtag."""
    hash_at = plain.rfind("#", 0, span.start + 1)
    return hash_at >= 0 and not any(char.isspace() for char in plain[hash_at : span.end])


def is_ordinary(plain: str, hit: Hit, ordinary: list[Span]) -> bool:
    """Whether what was written belongs to an ordinary word: 导致 holds no 治, JING酒吧 no 醒酒, but 谷密度 is 骨密度.

    Args:
        plain: the folded text.
        hit: a hit in it.
        ordinary: where ordinary words stand.

    """
    if "pinyin" in hit.disguise and any(_runs_out(hit.span, Span(*word)) for word in ordinary):
        return True
    if "homophone" not in hit.disguise:
        return False
    written = [offset for offset in range(*hit.span) if plain[offset].isalnum()]
    word = [char for char in fold(hit.word) if char.isalnum()]
    if len(written) == len(word):
        written = [offset for offset, char in zip(written, word, strict=True) if plain[offset] != char]
    return any(start <= offset < end for start, end in ordinary for offset in written)


def _runs_out(span: Span, word: Span) -> bool:
    """Whether *word* begins or ends inside the span and goes on outside it."""
    return word.start < span.end < word.end or word.start < span.start < word.end


def longest(hits: list[Hit]) -> list[Hit]:
    """Hits in reading order without those that lie inside another; of equal spans the least disguised."""
    if all(one.span.end <= other.span.start for one, other in pairwise(hits)):
        return hits
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.span.start, -hit.span.end, len(hit.disguise))):
        if not kept or not kept[-1].span.covers(hit.span):
            kept.append(hit)
    return kept
