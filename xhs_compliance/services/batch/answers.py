"""Answers as Arrow: one row for every draft, always with the same columns.

What is asked often stands in typed columns; ``review`` is the whole answer as the JSON Lines contract has it, ``draft``
the draft as it was read, so that a table of answers can be checked again when a law changes.
"""

from collections.abc import Iterable
from typing import Any

import msgspec
import pyarrow as pa

from xhs_compliance.model.draft import Draft
from xhs_compliance.model.finding import Finding
from xhs_compliance.model.report import Failure, RenderOptions
from xhs_compliance.model.review import Review
from xhs_compliance.reporters.data import entry_to_line

FINDING = pa.struct(
    [
        ("rule", pa.string()),
        ("category", pa.string()),
        ("severity", pa.string()),
        ("confidence", pa.string()),
        ("field", pa.string()),
        ("start", pa.int32()),
        ("end", pa.int32()),
        ("text", pa.string()),
        ("reads_as", pa.string()),
        ("message", pa.string()),
        ("suggestions", pa.list_(pa.string())),
        ("basis", pa.list_(pa.string())),
        ("fingerprint", pa.string()),
    ]
)
ANSWERS = pa.schema(
    [
        pa.field("id", pa.string()),
        pa.field("source", pa.string()),
        pa.field("title", pa.string()),
        pa.field("text", pa.string()),
        pa.field("draft", pa.string()),
        pa.field("verdict", pa.string()),
        pa.field("script_likeness", pa.float64()),
        pa.field("severity", pa.string()),
        pa.field("rules", pa.list_(pa.string())),
        pa.field("findings", pa.list_(FINDING)),
        pa.field("questions", pa.list_(pa.string())),
        pa.field("incomplete", pa.list_(pa.string())),
        pa.field("error", pa.string()),
        pa.field("review", pa.string()),
    ]
)
"""The columns of every answer. ``verdict`` is null where ``error`` says why there is none."""


def to_arrow(rows: Iterable[dict[str, Any]]) -> pa.RecordBatch:
    """Rows of answers as one batch with :data:`ANSWERS`."""
    return pa.RecordBatch.from_pylist(list(rows), schema=ANSWERS)


def answer(entry: Review | Failure, draft: Draft | None, options: RenderOptions) -> dict[str, Any]:
    """The row of one draft; *options* say the language of its messages and where rules have pages."""
    shared = {"source": "", "draft": None, "title": None, "text": None}
    if draft is not None:
        fields = draft.fields
        shared = {
            "source": draft.source,
            "draft": _as_typed(draft),
            "title": _valid(fields.get("title")),
            "text": _valid(fields.get("text")),
        }
    line = entry_to_line(entry, options)
    if isinstance(entry, Failure):
        error = entry.message.in_language(options.language)
        return {**shared, "id": entry.id, "source": entry.source, "error": error, "review": line}
    value = entry.scripted.value
    return {
        **shared,
        "id": _valid(entry.draft.id),
        "verdict": entry.verdict.value,
        "script_likeness": None if value is None else round(value, 1),
        "severity": max(finding.severity for finding in entry.findings).word if entry.findings else None,
        "rules": list(dict.fromkeys(finding.rule.id for finding in entry.findings)),
        "findings": [_finding(finding, options) for finding in entry.findings],
        "questions": [question.fact for question in entry.questions],
        "incomplete": [seen.rule for seen in entry.diagnostics if seen.kind == "incomplete"],
        "review": line,
    }


def _finding(finding: Finding, options: RenderOptions) -> dict[str, Any]:
    span = finding.span
    return {
        "rule": finding.rule.id,
        "category": finding.rule.category,
        "severity": finding.severity.word,
        "confidence": finding.rule.confidence.value,
        "field": finding.field,
        "start": span.start if span else None,
        "end": span.end if span else None,
        "text": _valid(finding.text),
        "reads_as": _valid(finding.reads_as),
        "message": _valid(finding.message(options.language)),
        "suggestions": list(finding.suggestions),
        "basis": [provision.id for provision in finding.basis],
        "fingerprint": finding.fingerprint,
    }


def _as_typed(draft: Draft) -> str:
    """The draft as one line that the JSON Lines reader takes."""
    fields = {name: _valid(text) for name, text in draft.fields.items()}
    said = {"id": _valid(draft.id), **fields, "facts": dict(draft.facts.values)}
    more = {"creator": draft.creator, "profile": draft.profile, "brief": _valid(draft.brief)}
    said |= {name: value for name, value in more.items() if value}
    return msgspec.json.encode(said).decode()


def _valid(text: str | None) -> str | None:
    """*text* without halves of surrogate pairs, which no column can hold."""
    return text if text is None or text.isascii() else text.encode("utf-8", "replace").decode()
