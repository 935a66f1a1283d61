"""What is found in a brief before anybody writes: orders that make every post sound the same, or break the law."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from xhs_compliance.analyses.scripted_section import Section
from xhs_compliance.model.span import Span
from xhs_compliance.model.words import Bilingual
from xhs_compliance.text.fold import fold

KINDS = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class BriefMark:
    """A kind of order.

    Attributes:
        name: its name, stable.
        severity: ``error``, ``warning`` or ``info``.
        wanted: the brief lacks something when none of the words is in it.
        words: compiled cue words; ``…`` stands for anything short in the line.
        unless: cue words that, in the same line, let it go.
        at_least: how many different lines must have it.

    """

    name: str
    severity: str
    wanted: bool
    words: re.Pattern[str]
    unless: re.Pattern[str] | None
    at_least: int
    message: Bilingual
    looser: Bilingual


@dataclass(frozen=True, slots=True)
class BriefNote:
    """Something found in a brief.

    Attributes:
        mark: the kind of order.
        span: where; ``None`` for what is missing.
        line: the line it stands in, counting from 1; 0 for what is missing.
        text: the words as typed.

    """

    mark: BriefMark
    span: Span | None
    line: int
    text: str


def read_marks(section: Section) -> tuple[BriefMark, ...]:
    """The marks of the data file, in its order."""
    return tuple(_mark(each) for each in section.sections())


def _mark(section: Section) -> BriefMark:
    return BriefMark(
        name=section.name,
        severity=section.word("severity", KINDS),
        wanted=section.flag("wanted") if "wanted" in section else False,
        words=any_of(section.strings("words")),
        unless=any_of(section.strings("unless")) if "unless" in section else None,
        at_least=int(section.number("at_least")) if "at_least" in section else 1,
        message=section.bilingual("message"),
        looser=section.bilingual("looser"),
    )


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """What finds any of these cue words in a folded text; English ones as whole words."""
    ordered = sorted(words, key=len, reverse=True)
    return re.compile("|".join(_expression(word) for word in ordered))


def _expression(word: str) -> str:
    pattern = r"[^\n]{0,12}?".join(re.escape(part) for part in fold(word).lower().split("…"))
    return rf"(?<![a-z0-9]){pattern}(?![a-z0-9])" if word.isascii() else pattern


def marks_in(text: str, marks: Iterable[BriefMark]) -> list[BriefNote]:
    """Everything the marks find in the brief *text*, in reading order; what is missing comes last."""
    plain = fold(text).lower()
    plain = plain if len(plain) == len(text) else fold(text)
    found: list[BriefNote] = []
    missing: list[BriefNote] = []
    for mark in marks:
        if mark.wanted:
            if not mark.words.search(plain):
                missing.append(BriefNote(mark, None, 0, ""))
            continue
        lines = [note for note in _in_lines(text, plain, mark) if note]
        if len(lines) >= mark.at_least:
            found += lines if mark.at_least == 1 else lines[:1]
    return sorted(found, key=lambda note: note.span or (0, 0)) + missing


def _in_lines(text: str, plain: str, mark: BriefMark) -> Iterable[BriefNote]:
    start = 0
    for number, line in enumerate(plain.split("\n"), 1):
        match = mark.words.search(line)
        if match and not (mark.unless and mark.unless.search(line)):
            span = Span(start + match.start(), start + match.end())
            yield BriefNote(mark, span, number, text[span.start : span.end])
        start += len(line) + 1
