"""Sentences, clauses and lines: how far the words around a candidate reach. Offsets are code points of the field."""

import re
from bisect import bisect_left, bisect_right
from functools import cached_property

from xhs_compliance.model.pattern import Reach
from xhs_compliance.model.span import Span

HAN = r"\u3400-\u9fff\uf900-\ufaff"

_LINE_END = re.compile(r"\r\n|[\n\r\u2028\u2029]")
_SENTENCE_END = re.compile(
    rf"(?:[。!?;\n\r\u2028\u2029]|\.{{3,}}|…+|(?<![\d.])\.(?=[\s\"')]|$|[{HAN}])|(?<=\d)\.(?=\s|$))+"
)
_CLAUSE_END = re.compile(
    rf"[,:|()\[\]「」『』〖〗【】《》]|(?<=[{HAN}])[^\S\n\r]+(?=[{HAN}])|(?<=[{HAN}])\u200b*#?[^\S\n\r]*#(?=[{HAN}])"
)
_LETTER_SPACED = re.compile(rf"(?<![{HAN}])(?:[{HAN}][^\S\n\r]){{2,}}[{HAN}](?![{HAN}])")
_ENDS_ITSELF = (
    "it|me|us|you|him|her|so|too|now|yes|no|oh|wow|omg|lol|hi|hey|all|one|day|fun|far|out|up|on|off|way|ever|ad"
)
_MARK_FOR_LETTER = re.compile(rf"(?<![a-z0-9'])(?!(?:{_ENDS_ITSELF})!)[a-z]{{1,3}}!{{1,2}}[a-z]{{1,7}}(?![a-z0-9'])")
"""A short word with ``!`` written for a letter (p!lls, sh!t, anx!ety). Folded text has no capitals to tell it from two
sentences run together, so only what is short counts, and no word that often ends a sentence stands on the left."""

_DIGIT_COMMA = re.compile(r"\d,\d{3}|\d:\d")

_HAN_CHARACTER = re.compile(rf"[{HAN}]")
_LATIN_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_HASHTAG = re.compile(r"#[^\s#,，。!！?？、]+(?:\[话题\])?#?")

SENTENCE_BREAKS = frozenset("。!?;\n\r\u2028\u2029…")
TERM_BREAKS = SENTENCE_BREAKS | frozenset(',、:|()[]「」『』【】《》"')
"""What never stands inside a disguised term: it ends a clause, or parts two items of a list."""


class Segments:
    """Where the sentences, clauses and lines of one folded field end. Worked out when first asked for."""

    def __init__(self, plain: str) -> None:
        self.plain = plain

    @cached_property
    def lines(self) -> list[tuple[int, int]]:
        """``(start of the break, end of the break)`` of every line end."""
        return [match.span() for match in _LINE_END.finditer(self.plain)]

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """The breaks between sentences; ``!`` that stands for a letter inside a short word is none."""
        inside = {offset for match in _MARK_FOR_LETTER.finditer(self.plain) for offset in range(*match.span())}
        return [match.span() for match in _SENTENCE_END.finditer(self.plain) if match.start() not in inside]

    @cached_property
    def clauses(self) -> list[tuple[int, int]]:
        """The breaks between clauses: sentence ends, commas, brackets, a space between two Han characters.

        So is the place where two Chinese hashtags meet; the spaces of a word written letter by letter (改 善 代 谢) are
        none.
        """
        inside = {match.start() + 1 for match in _DIGIT_COMMA.finditer(self.plain)}
        inside |= {offset for match in _LETTER_SPACED.finditer(self.plain) for offset in range(*match.span())}
        commas = [m.span() for m in _CLAUSE_END.finditer(self.plain) if m.start() not in inside]
        return sorted(self.sentences + commas)

    def around(self, span: Span, reach: Reach | int) -> Span:
        """The stretch of text around *span* that *reach* names; a number is so many code points on both sides.

        A passage is the sentence with its neighbours. What stands over all passages is the :attr:`heading`.
        """
        if isinstance(reach, int):
            return Span(max(0, span.start - reach), min(len(self.plain), span.end + reach))
        if reach in ("field", "draft"):
            return Span(0, len(self.plain))
        breaks = {"clause": self.clauses, "line": self.lines}.get(reach, self.sentences)
        before = bisect_right(breaks, (span.start, len(self.plain) + 1)) - 1
        while before >= 0 and breaks[before][1] > span.start:
            before -= 1
        after = bisect_left(breaks, (max(span.end, span.start + 1), -1))
        if reach == "passage":
            before, after = before - 1, after + 1
        start = breaks[before][1] if before >= 0 else 0
        end = breaks[after][0] if after < len(breaks) else len(self.plain)
        return Span(start, max(end, span.end))

    def sentence_mark(self, span: Span) -> Span:
        """The punctuation that ends the sentence *span* lies in; empty at the end of the text."""
        end = self.around(span, "sentence").end
        closing = _SENTENCE_END.match(self.plain, end)
        return Span(end, closing.end() if closing else end)

    @cached_property
    def heading(self) -> Span:
        """The first of several lines, which says what the rest is about; empty in a text of one line."""
        return Span(0, self.lines[0][0] if self.lines else 0)

    @cached_property
    def hashtags(self) -> list[Span]:
        """Every hashtag, with its ``#``."""
        return [Span(*match.span()) for match in _HASHTAG.finditer(self.plain)]


def language_of(plain: str) -> str:
    """``zh``, ``en`` or ``mixed``, by the share of Han characters; a Latin word counts as two of them.

    The thresholds are ours: a Chinese note full of English product names is still Chinese. Hashtags do not count.
    """
    body = _HASHTAG.sub(" ", plain)
    han = len(_HAN_CHARACTER.findall(body))
    latin = 2 * len(_LATIN_WORD.findall(body))
    if han + latin == 0:
        han = len(_HAN_CHARACTER.findall(plain))
        return "zh" if han else "en" if _LATIN_WORD.search(plain) else "zh"
    share = han / (han + latin)
    return "zh" if share >= 0.6 else "en" if share <= 0.2 else "mixed"
