"""The record of a review: what the rules said of one draft, as bytes that must come out the same when it is run again.

Names of tool and packs are left out: they stand in the receipt, and do not change what was found.
"""

from typing import Any

from xhs_compliance.filing.canonical import canonical
from xhs_compliance.model.finding import Excused, Finding, Suppressed
from xhs_compliance.model.review import Review
from xhs_compliance.model.span import Span
from xhs_compliance.model.words import Bilingual

VERSION = 1


def record_of(review: Review) -> dict[str, Any]:
    """What is recorded of *review*."""
    value = review.scripted.value
    return {
        "record": VERSION,
        "id": review.draft.id,
        "sha256": review.digest,
        "verdict": review.verdict.value,
        "script_likeness": None if value is None else f"{value:.1f}",
        "findings": [_finding(finding) for finding in review.findings],
        "excused": [_excused(excused) for excused in review.excused],
        "suppressed": [_suppressed(suppressed) for suppressed in review.suppressed],
        "incomplete": [seen.rule for seen in review.diagnostics if seen.kind == "incomplete"],
        "markets": list(review.markets),
        "language": review.language,
        "as_of": review.as_of.isoformat(),
    }


def record_bytes(review: Review) -> bytes:
    """The record of *review*, canonical."""
    return canonical(record_of(review))


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule.id,
        "severity": finding.severity.word,
        **_where(finding.field, finding.span),
        "text": finding.text,
        "reads_as": finding.reads_as,
        "message": _both(Bilingual(finding.message("zh"), finding.message("en"))),
        "advice": _both(finding.rule.advice),
        "suggestions": list(finding.suggestions),
        "basis": [provision.id for provision in finding.basis],
        "by_market": {market: severity.word for market, severity in finding.by_market},
        "fingerprint": finding.fingerprint,
    }


def _excused(excused: Excused) -> dict[str, Any]:
    return {
        "rule": excused.rule.id,
        **_where(excused.field, excused.span),
        "text": excused.text,
        "because": excused.because,
        "evidence": excused.evidence.text or excused.evidence.note,
    }


def _suppressed(suppressed: Suppressed) -> dict[str, Any]:
    permission = suppressed.by
    return {**_finding(suppressed.finding), "reason": permission.reason, "by": permission.by}


def _where(field: str, span: Span | None) -> dict[str, Any]:
    return {"field": field, "start": None if span is None else span.start, "end": None if span is None else span.end}


def _both(text: Bilingual) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}
