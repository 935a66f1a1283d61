"""The parts of a brief: what it is about, lines to be said, slogans, points, and facts anybody may repeat.

A brief comes as a list of lines or as one paragraph. So everything here goes by statement: a line or a sentence, in
which a full stop inside quotation marks or a number ends nothing.
"""

import re
from collections.abc import Iterator

from xhs_compliance.analyses.brief_data import BriefData
from xhs_compliance.analyses.shingles import HASHTAG, words_of
from xhs_compliance.model.span import Span
from xhs_compliance.text.fold import fold

_QUOTED = re.compile(r"[“\"「『]([^”\"」』\n]{4,60})[”\"」』]")
_OPENING, _CLOSING = "“「『", "”」』"
_END = re.compile(r"[\n。！？!?]|\.(?!\S)")
_LIST = re.compile(r"[;；]|(?:[^,，、]*[,，、]){3}")
"""What stands behind “must include:” is no sentence to be said when it lists so many things."""
_CLAUSE = re.compile(r"(?:[^\n。！？!?；;，,.]|[.,](?=\d))+")
_COLON = re.compile(r"[:：]")
_NEAR_COLON = 40
"""A colon further behind a cue than this introduces something else."""
_POINT_BREAK = re.compile(r"[\n。；;!?！？]|(?<=\w)\d\s*[)）、]|[①-⑳]")
_LABEL = re.compile(
    r"^[-*•·\d.、)）\s]*(?:【[^】\n]{1,30}】\s*[^：:\n]{0,14}[：:]?|(?:[ -9;-~]{1,40}|[^：:\n]{1,14})[：:])"
)
_NUMBERED = re.compile(r"^[\s(（]*\d{1,2}\s*[)）、](?!\d)\s*")
_NAME = re.compile(r"^[\s#*【\[《]*([^·|｜—:：\-】\]》\n]{2,24})")
_EDGES = ' ：:「」『』“”"'
LEAST_WORDS = 4
"""Shorter lines say nothing one could take over."""


def statements(text: str) -> Iterator[str]:
    """Lines and sentences, with their closing marks; what is quoted ends one only where it is a sentence itself."""
    start = 0
    straight = curly = False
    for at, char in enumerate(text):
        straight ^= char == '"'
        curly = (curly or char in _OPENING) and char not in _CLOSING
        is_quoted = (straight or curly) and char != "\n"
        closes = char in _CLOSING + '"' and text[at - 1] in "。！？!?."
        if not is_quoted and (closes or _END.match(text, at)):
            if text[start : at + 1].strip():
                yield text[start : at + 1]
            start, straight, curly = at + 1, False, False
    if text[start:].strip():
        yield text[start:]


def names(text: str) -> list[str]:
    """What a brief is about, which everybody has to name: the beginning of its first line, and its hashtags."""
    first = _NAME.match(text.lstrip().split("\n", 1)[0])
    return [*([first[1].strip()] if first else []), *HASHTAG.findall(text)]


def required(text: str, data: BriefData) -> list[str]:
    """Lines that must be said word for word: quoted, or behind the colon, in statements with a cue of that.

    A statement that is all but the last of its line takes the last along, since legal lines often are two sentences.
    """
    said: list[str] = []
    for line in text.splitlines():
        every = list(statements(line))
        for at, statement in enumerate(every):
            cue = data.must_say.search(_folded(statement))
            if cue is None:
                continue
            quoted = _QUOTED.findall(statement)
            rest = every[at + 1] if at + 2 == len(every) and not HASHTAG.search(every[at + 1]) else ""
            said += quoted or [(_behind(statement, cue.end()) + rest).strip(_EDGES)]
    return [line for line in said if len(words_of(line)) >= LEAST_WORDS and not _LIST.search(line)]


def slogans(text: str, data: BriefData) -> list[str]:
    """Words to remember the brand by: quoted, or behind the colon, in statements that call them so."""
    found: list[str] = []
    must = set(required(text, data))
    for statement in statements(text):
        cue = data.slogan.search(_folded(statement))
        if cue is None:
            continue
        quoted = _QUOTED.findall(statement)
        behind = _behind(statement, cue.end())
        found += quoted or ([behind.strip(_EDGES)] if _COLON.search(statement, cue.end() - 1) else [])
    return list(dict.fromkeys(s for s in found if len(words_of(s)) >= LEAST_WORDS and s not in must))


def points(text: str, data: BriefData) -> list[str]:
    """The statements of the brief, its required lines left out."""
    return [point for _, point in _labelled(text, data)]


def selling_points(text: str, data: BriefData) -> list[str]:
    """Of the points those that praise something: no heading, no order, no slogan, and nothing practical."""
    said = slogans(text, data)
    named = tuple(names(text)[:1])
    return [
        point
        for whole, point in _labelled(text, data)
        if not point.startswith(named)
        and not data.order.search(_folded(whole))
        and not data.practical.search(_folded(point))
        and not any(point.strip(_EDGES) in slogan for slogan in said)
    ]


def _labelled(text: str, data: BriefData) -> Iterator[tuple[str, str]]:
    """Each point with its label (“别写：…”) and without it."""
    must = required(text, data)
    for whole in (part for statement in statements(text) for part in _POINT_BREAK.split(statement)):
        point = _NUMBERED.sub("", _LABEL.sub("", whole)).strip().rstrip(".")
        said = point.strip(_EDGES)
        if len(words_of(point)) >= LEAST_WORDS and not any(line in point or said in line for line in must):
            yield whole, point


def common_facts(text: str, data: BriefData) -> Iterator[Span]:
    """Clauses with a date, an hour, a price, a place or how to book: what every honest draft may have in common."""
    folded = _folded(text)
    for clause in _CLAUSE.finditer(folded):
        if data.practical.search(clause[0]):
            yield Span(*clause.span())


def _behind(statement: str, at: int) -> str:
    """What stands behind the colon that follows *at* closely, or behind *at* itself."""
    colon = _COLON.search(statement, max(0, at - 1), at + _NEAR_COLON)
    return statement[colon.end() if colon else at :]


def _folded(text: str) -> str:
    folded = fold(text)
    lower = folded.lower()
    return lower if len(lower) == len(text) else folded
