"""What the brand says, said as the author's own words: slogans, and claims the author can only have from the brief."""

import re
from collections.abc import Iterable, Iterator, Mapping

from xhs_compliance.analyses.brief_data import BriefData
from xhs_compliance.analyses.shingles import words_of
from xhs_compliance.model.draft import TEXT, TITLE
from xhs_compliance.model.overlap import OwnWords, Run
from xhs_compliance.model.span import Span
from xhs_compliance.text.fold import fold

_OPENING = ("“", '"', "「", "『", "'", "‘")
_BEFORE = 16
_NUMBER = re.compile(r"\d")


def slogans_said(fields: Mapping[str, str], slogans: Iterable[str], data: BriefData) -> Iterator[OwnWords]:
    """Slogans that stand in the draft without quotation marks and without anybody they are ascribed to."""
    wanted = [words_of(slogan).words for slogan in slogans]
    for name in (TITLE, TEXT) if wanted else ():
        text = fields.get(name, "")
        words = words_of(text)
        for slogan in wanted:
            for at in range(len(words) - len(slogan) + 1):
                if words.words[at : at + len(slogan)] == slogan:
                    span = words.span(at, at + len(slogan))
                    before = fold(text[max(0, span.start - _BEFORE) : span.start]).lower()
                    if not before.endswith(_OPENING) and not data.attributed.search(before):
                        yield OwnWords(name, span, text[span.start : span.end])


def claims_repeated(fields: Mapping[str, str], runs: Iterable[Run], data: BriefData) -> Iterator[OwnWords]:
    """Stretches taken over from the brief that state a figure, what is inside or what it does, ascribed to nobody.

    One sentence that says whose words they are lets go what stands in it.
    """
    for run in runs:
        said = fold(run.text).lower()
        if not _NUMBER.search(said) and not data.claim.search(said):
            continue
        text = fields[run.field]
        before = fold(text[max(0, run.span.start - 1) : run.span.start])
        if not before.endswith(_OPENING) and not data.attributed.search(_sentence(text, run.span)):
            yield OwnWords(run.field, run.span, run.text)


def _sentence(text: str, span: Span) -> str:
    """The sentences *span* stands in, folded."""
    start, end = span
    while start and not _ends(text, start - 1):
        start -= 1
    while end < len(text) and not _ends(text, end):
        end += 1
    return fold(text[start:end]).lower()


def _ends(text: str, at: int) -> bool:
    if text[at] == ".":
        return not text[at + 1 : at + 2].strip()
    return text[at] in "。！？!?\n；;"
