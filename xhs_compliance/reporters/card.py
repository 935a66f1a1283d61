"""The may-say card, as one page of Markdown."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from xhs_compliance.analyses.card import Statement
from xhs_compliance.model.facts import FactType
from xhs_compliance.model.words import Bilingual, Language
from xhs_compliance.reporters import phrases
from xhs_compliance.reporters.inert import inert

_HEAD = Bilingual("可说卡", "May-say card")
_MAY = Bilingual("规则没有命中的说法", "Statements no rule matched")
_WITH = Bilingual("要先有依据或资质", "Only with evidence or a certificate")
_NEVER = Bilingual("不要说", "Do not say")
_WRITE = Bilingual("写的时候问自己", "Questions to write from")
_NONE = Bilingual("没有", "none")
_ON_FILE = Bilingual("手里要有能查的依据（{kinds}）", "keep evidence on file ({kinds})")


def render_card(
    statements: Sequence[Statement],
    types: Mapping[str, FactType],
    questions: Iterable[Bilingual],
    language: Language,
) -> str:
    """The card: what no rule matched, what needs evidence and which, what not to say and why, questions."""
    return "\n".join(_lines(statements, types, questions, language)) + "\n"


def _lines(
    statements: Sequence[Statement], types: Mapping[str, FactType], questions: Iterable[Bilingual], language: Language
) -> Iterator[str]:
    yield f"# {_HEAD.in_language(language)}"
    yield from _section(_MAY, [inert(s.text) for s in statements if not s.findings and not s.unproved], language)
    waiting = [f"{inert(s.text)} → {_wanted(s, types, language)}" for s in statements if s.needs or s.unproved]
    yield from _section(_WITH, waiting, language)
    never = [f"{inert(s.text)} → {inert(s.findings[0].message(language))}" for s in statements if s.never]
    yield from _section(_NEVER, never, language)
    yield from _section(_WRITE, [question.in_language(language) for question in questions], language)
    yield f"\n{phrases.NOTICE.in_language(language)}"


def _wanted(statement: Statement, types: Mapping[str, FactType], language: Language) -> str:
    """The questions whose answers would let the statement stand."""
    if statement.needs:
        return " ".join(inert(types[fact].title.in_language(language)) for fact in statement.needs)
    kinds = ("、" if language == "zh" else ", ").join(inert(kind.in_language(language)) for kind in statement.unproved)
    return _ON_FILE.in_language(language).format(kinds=kinds)


def _section(head: Bilingual, lines: list[str], language: Language) -> Iterator[str]:
    yield f"\n## {head.in_language(language)}\n"
    yield from (f"- {line}" for line in lines or [_NONE.in_language(language)])
