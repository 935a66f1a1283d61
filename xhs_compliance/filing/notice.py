"""An answer to a notice: the places that probably caused it, what is on file, what to change. Facts, no promise."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from xhs_compliance.filing.data import NoticeKind
from xhs_compliance.filing.receipt import Receipt
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.facts import FactType
from xhs_compliance.model.finding import Finding
from xhs_compliance.model.review import Review
from xhs_compliance.model.words import Bilingual, Language, Severity
from xhs_compliance.reporters.visible import visible

BLANK = "____"
"""What stands where something is missing."""

_NONE_FOUND = Bilingual(
    "按现在的规则没有找到对应的位置，请对照通知逐句看", "none found by today's rules; read the note against the notice"
)
_NOTHING_ON_FILE = Bilingual("没有存档的记录", "nothing on file")


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known about a notice.

    Attributes:
        causes: findings of the kinds the notice is about, those allowed included, strongest first.
        decided: for each fingerprint the receipt decided on, what was decided and by whom.
        on_file: the facts on file that answer it, with their value and source.
        missing: facts that would answer it and are not on file.

    """

    kind: NoticeKind
    draft: Draft
    receipt: Receipt
    causes: tuple[Finding, ...]
    decided: Mapping[str, str]
    on_file: tuple[tuple[str, Any, str], ...]
    missing: tuple[str, ...]


def answer_to(kind: NoticeKind, review: Review, receipt: Receipt) -> Answer:
    """What is known about a notice on a note.

    Args:
        kind: the kind of notice.
        review: the review of the note as it is live.
        receipt: the receipt of the approved note.

    """
    every = (*review.findings, *(entry.finding for entry in review.suppressed))
    causes = tuple(f for f in every if f.rule.category in kind.looks_at and f.severity >= Severity.INFO)
    decided = {d.fingerprint: f"{d.decision} · {d.by} {d.on} · {d.reason}" for d in receipt.decisions if d.holds}
    held = tuple((n, receipt.facts[n].value, receipt.facts[n].source) for n in kind.on_file if n in receipt.facts)
    supported = {each.supports for each in receipt.evidence}
    missing = tuple(name for name in kind.on_file if name not in receipt.facts and name not in supported)
    return Answer(kind, review.draft, receipt, causes, decided, held, missing)


def letter(
    answer: Answer,
    types: Mapping[str, FactType],
    language: Language,
    *,
    published: str = "",
    person: str = "",
    changes: Iterable[str] = (),
) -> str:
    """The letter, with blanks where something is missing.

    Args:
        answer: what is known.
        types: the table of facts, for their names in words.
        language: of the letter.
        published: the day it went live.
        person: whom to ask.
        changes: what was changed, in the author's words.

    """
    filled = {
        "note": answer.receipt.note.id,
        "published": published or BLANK,
        "places": _places(answer, language),
        "facts": _facts(answer, types, language),
        "changes": (_stop(language)).join(changes) or BLANK,
        "receipt": f"{answer.receipt.identity} ({answer.receipt.made_at})",
        "person": person or BLANK,
    }
    paragraphs = []
    for paragraph in answer.kind.answer:
        text = paragraph.in_language(language)
        for name, value in filled.items():
            text = text.replace(f"{{{name}}}", visible(value))
        paragraphs.append(text)
    return "\n\n".join(paragraphs)


def _stop(language: Language) -> str:
    return "；" if language == "zh" else "; "


def _places(answer: Answer, language: Language) -> str:
    """The words concerned, as typed; what a draft lacks is for its author to read, not for a letter."""
    seen = dict.fromkeys(f"“{finding.text}”" for finding in answer.causes if finding.text)
    return _stop(language).join(seen) or _NONE_FOUND.in_language(language)


def _facts(answer: Answer, types: Mapping[str, FactType], language: Language) -> str:
    said = [
        f"{called(name, answer.kind, language)}: {shown(name, value, types, language)}"
        for name, value, _ in answer.on_file
    ]
    said += [f"{each.name} (SHA-256 {each.sha256[:12]}…)" for each in answer.receipt.evidence]
    return _stop(language).join(said) or f"{_NOTHING_ON_FILE.in_language(language)} {BLANK}"


def called(name: str, kind: NoticeKind, language: Language) -> str:
    """What a fact is called in an answer."""
    return kind.names[name].in_language(language) if name in kind.names else name


def shown(name: str, value: Any, types: Mapping[str, FactType], language: Language) -> str:
    """The value of a fact in words."""
    labels = types[name].labels if name in types else {}
    if isinstance(value, bool):
        return Bilingual("是" if value else "否", "yes" if value else "no").in_language(language)
    values = value if isinstance(value, list | tuple) else [value]
    words = [labels[str(v)].in_language(language) if str(v) in labels else str(v) for v in values]
    return ("、" if language == "zh" else ", ").join(words)
