"""How far a suggestion reaches: a name stands in for the words found, a statement for the clause they stand in.

“这盒[医用面膜]我每周三片” with “补水面膜，冷藏后敷着舒服” put in place of the words alone says nothing; in place of the
clause it does.
"""

import re
from typing import Final

from xhs_compliance.model.span import Span
from xhs_compliance.text.fold import fold
from xhs_compliance.text.segment import Segments

_LABEL: Final = "【"
_CHINESE: Final = re.compile(r"[㐀-鿿]")
_STATES_MORE: Final = re.compile(r"[，。；！？：,;!?]")
_NAMES: Final = re.compile(r"的[^的了着时就里，。]{1,5}$")
"""Ends in a noun with what describes it: 军绿色的毛线帽."""
_BEGINS_ENGLISH: Final = re.compile(
    r"(?:I|I'm|it|we|they|he|she|this|my|our|the|you|one|\w+ looks?)\b[^,]*\s", re.IGNORECASE
)
_SHORT: Final = 4
"""Characters; a Chinese suggestion up to here is a word, not a statement."""
_HASHTAG: Final = re.compile(r"[#＃][^\s#＃,，。!！?？、]+(?:(?<=\])[#＃])?")
"""``#精华``, and as the platform copies it, ``#精华[话题]#``."""
_OPENING: Final = re.compile(rf"(?:\s*(?:{_HASHTAG.pattern}|(?:paid )?ad(?:vert)?\b))+", re.IGNORECASE)
"""Hashtags and a label without a sign that open a clause: ``#ad`` or ``AD`` stays when the claim after it goes."""


def reach(text: str, span: Span, suggestion: str) -> Span:
    """The stretch of *text* that *suggestion* stands in for.

    Args:
        text: the field as typed.
        span: the words found.
        suggestion: what to write instead; empty for deleting them, which takes a hashtag as a whole and a space
            beside it.

    """
    topic = topic_around(text, span)
    if topic is not None:
        return topic if suggestion else _with_a_space(text, topic)
    if not _is_statement(suggestion):
        return span
    clause = Segments(fold(text)).around(span, "clause")
    start, end = min(clause.start, span.start), max(clause.end, span.end)
    opening = _OPENING.match(text, start, span.start)
    start = opening.end() if opening else start
    tail = _HASHTAG.search(text, span.end, end)
    end = tail.start() if tail else end
    while end > span.end and not text[end - 1].isalnum():
        end -= 1
    while start < span.start and not text[start].isalnum():
        start += 1
    return Span(start, end)


def topic_around(text: str, span: Span) -> Span | None:
    """The hashtag that holds *span* whole; ``None`` outside of one."""
    tags = (Span(*tag.span()) for tag in _HASHTAG.finditer(text))
    return next((tag for tag in tags if tag.covers(span)), None)


def _with_a_space(text: str, topic: Span) -> Span:
    if text[topic.end : topic.end + 1] == " ":
        return Span(topic.start, topic.end + 1)
    return Span(topic.start - 1, topic.end) if text[topic.start - 1 : topic.start] == " " else topic


def _is_statement(suggestion: str) -> bool:
    """Whether it says something of its own, so that what is said around the words goes with them."""
    if suggestion.startswith(_LABEL):
        return False
    if not _CHINESE.search(suggestion):
        return bool(_BEGINS_ENGLISH.match(suggestion))
    if _STATES_MORE.search(suggestion):
        return True
    return len(suggestion) > _SHORT and not _NAMES.search(suggestion)
