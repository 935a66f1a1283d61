"""What is found in a brief before anybody writes: orders that make every post sound the same, or break the law."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from xhs_compliance.analyses.scripted_section import Section
from xhs_compliance.model.span import Span
from xhs_compliance.model.words import Bilingual
from xhs_compliance.text.fold import fold

KINDS = ("error", "warning", "info")
_GAP_ZH, _GAP_EN = 12, 24
_LATIN = re.compile(r"[a-z0-9]")
_SENTENCE = re.compile(r"(?:[^\n。!?;.]|\.(?!\s|$))+")
"""A full stop inside a number or a name ends nothing."""


@dataclass(frozen=True, slots=True)
class BriefMark:
    """A kind of order.

    Attributes:
        name: its name, stable.
        severity: ``error``, ``warning`` or ``info``.
        wanted: the brief lacks something when none of the words is in it.
        words: compiled cue words; ``…`` stands for anything short in the sentence.
        beside: cue words of which the same sentence must hold one.
        pairs: two sets of cue words, of which one sentence holds one each.
        unless: cue words that, in the same sentence, let it go.
        at_least: how many different sentences must have it.

    """

    name: str
    severity: str
    wanted: bool
    words: re.Pattern[str]
    beside: re.Pattern[str] | None
    pairs: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
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
        beside=any_of(section.strings("with")) if "with" in section else None,
        pairs=section.get("pairs", _pairs) if "pairs" in section else (),
        unless=any_of(section.strings("unless")) if "unless" in section else None,
        at_least=int(section.number("at_least")) if "at_least" in section else 1,
        message=section.bilingual("message"),
        looser=section.bilingual("looser"),
    )


def _pairs(value: list[Mapping[str, list[str]]]) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    return tuple((any_of(pair["one"]), any_of(pair["other"])) for pair in value)


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """What finds any of these cue words in a folded text; English ones as whole words."""
    ordered = sorted(words, key=len, reverse=True)
    return re.compile("|".join(_expression(word) for word in ordered))


def _expression(word: str) -> str:
    gap = rf"[^\n]{{0,{_GAP_EN if word.replace('…', '').isascii() else _GAP_ZH}}}?"
    folded = fold(word).lower()
    pattern = gap.join(re.escape(part.strip() if part.isascii() else part) for part in folded.split("…"))
    before = r"(?<![a-z0-9])" if _LATIN.match(folded[0]) else ""
    after = r"(?![a-z0-9])" if _LATIN.match(folded[-1]) else ""
    return f"{before}{pattern}{after}"


def marks_in(text: str, marks: Iterable[BriefMark]) -> list[BriefNote]:
    """Everything the marks find in the brief *text*, in reading order; what is missing comes last."""
    plain = fold(text).lower()
    plain = plain if len(plain) == len(text) else fold(text)
    found: list[BriefNote] = []
    missing: list[BriefNote] = []
    for mark in marks:
        notes = list(_in_sentences(text, plain, mark))
        if mark.wanted:
            missing += [] if notes else [BriefNote(mark, None, 0, "")]
        elif len(notes) >= mark.at_least:
            found += notes if mark.at_least == 1 else notes[:1]
    return sorted(found, key=lambda note: note.span or (0, 0)) + missing


def _in_sentences(text: str, plain: str, mark: BriefMark) -> Iterable[BriefNote]:
    """Where the mark's words stand, at most once in a sentence."""
    for sentence in _SENTENCE.finditer(plain):
        match = _found(sentence[0], mark)
        if match is None or (mark.unless and mark.unless.search(sentence[0])):
            continue
        span = Span(sentence.start() + match.start(), sentence.start() + match.end())
        yield BriefNote(mark, span, plain.count("\n", 0, span.start) + 1, text[span.start : span.end])


def _found(sentence: str, mark: BriefMark) -> re.Match[str] | None:
    """The words of the mark in a sentence that holds what must stand beside them."""
    match = mark.words.search(sentence)
    if match is not None and (mark.beside is None or mark.beside.search(sentence)):
        return match
    return next(
        (other.search(sentence) for one, other in mark.pairs if one.search(sentence) and other.search(sentence)), None
    )
