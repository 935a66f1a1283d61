"""The JSON Schema of what the tool answers: one review, one failure, one report. Published under ``docs/schema/``."""

from typing import Any

from xhs_compliance.model.words import CATEGORIES, LANGUAGES, Confidence, Severity, Verdict

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
OUTPUT_SCHEMAS = ("answer", "report")
"""Names of the published schemas: a line of JSON Lines, and the one object of ``--format json``."""

_TEXT: Schema = {"type": "string"}
_TEXTS: Schema = {"type": "array", "items": _TEXT}
_OFFSET: Schema = {"type": ["integer", "null"], "minimum": 0, "description": "Code points; null for a whole draft."}
_SEVERITY: Schema = {"enum": [severity.word for severity in Severity if severity]}
_ANSWERS: Schema = {
    "type": "object",
    "additionalProperties": {"enum": [verdict.value for verdict in Verdict]},
    "description": "The verdict for each answer.",
}
_DIAGNOSTICS: Schema = {
    "type": "array",
    "items": {"type": "object", "required": ["rule", "reason"], "properties": {"rule": _TEXT, "reason": _TEXT}},
}


def _object(properties: Schema, optional: tuple[str, ...] = ()) -> Schema:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required}


_EVIDENCE = _object({"kind": _TEXT, "note": _TEXT, "field": _TEXT, "start": _OFFSET, "end": _OFFSET, "text": _TEXT})

FINDING: Schema = _object(
    {
        "rule": {"type": "string", "pattern": "^[a-z0-9-]+/[a-z0-9-]+$"},
        "category": {"enum": list(CATEGORIES)},
        "severity": _SEVERITY,
        "confidence": {"enum": [confidence.value for confidence in Confidence]},
        "field": _TEXT,
        "start": _OFFSET,
        "end": _OFFSET,
        "text": {"type": "string", "description": "The words as typed."},
        "reads_as": {"type": "string", "description": "The plain words, where the spelling is disguised."},
        "message": _TEXT,
        "suggestions": _TEXTS,
        "basis": {**_TEXTS, "description": "Ids of rules/law.yaml."},
        "fingerprint": {"type": "string", "description": "Identity that survives moved lines."},
        "url": {"type": "string", "description": "The page of the rule, where somebody said where the pages are."},
    },
    optional=("url",),
)
"""One finding."""

_EXCUSED = _object(
    {
        "rule": _TEXT,
        "field": _TEXT,
        "start": _OFFSET,
        "end": _OFFSET,
        "text": _TEXT,
        "because": _TEXT,
        "evidence": _EVIDENCE,
    }
)
_SUPPRESSED = _object(
    {**FINDING["properties"], "reason": _TEXT, "by": _TEXT, "until": {"type": ["string", "null"]}}, optional=("url",)
)
_QUESTION = _object({"fact": _TEXT, "question": _TEXT, "decides": _TEXTS, "verdict_if": _ANSWERS})

REVIEW: Schema = _object(
    {
        "id": _TEXT,
        "verdict": {"enum": [verdict.value for verdict in Verdict]},
        "script_likeness": {"type": ["number", "null"], "minimum": 0, "maximum": 100},
        "findings": {"type": "array", "items": FINDING},
        "excused": {"type": "array", "items": _EXCUSED},
        "suppressed": {"type": "array", "items": _SUPPRESSED},
        "questions": {"type": "array", "items": _QUESTION},
        "verdict_if": _ANSWERS,
        "incomplete": _DIAGNOSTICS,
        "notes": _DIAGNOSTICS,
        "markets": {**_TEXTS, "description": "Codes of markets, as facts.yaml names them."},
        "language": {"type": "string", "examples": list(LANGUAGES)},
        "signals": {"type": "object", "additionalProperties": {"type": "array", "items": _EVIDENCE}},
        "packs": {"type": "object", "additionalProperties": _TEXT},
        "as_of": {"type": "string", "format": "date"},
        "tool": _TEXT,
    }
)
"""What is said about one draft."""

FAILURE: Schema = _object(
    {
        "id": {"type": ["string", "null"]},
        "line": {"type": ["integer", "null"]},
        "error": _object({"message": _TEXT, "source": _TEXT}),
    }
)
"""A draft that could not be read."""


def output_schema(name: str) -> Schema:
    """The published schema *name*, one of :data:`OUTPUT_SCHEMAS`."""
    entry = {"anyOf": [REVIEW, FAILURE]}
    head = {"$schema": DIALECT, "title": f"xhs-compliance: {name}"}
    if name == "answer":
        return {**head, **entry}
    return {**head, **_object({"tool": _TEXT, "drafts": {"type": "array", "items": entry}})}
