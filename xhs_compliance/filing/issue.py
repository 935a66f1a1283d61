"""A receipt is issued: from the review of a draft, what must not change in it, and what supports it."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from xhs_compliance.filing.canonical import plain, sha256, sha256_of_text
from xhs_compliance.filing.marks import Mark
from xhs_compliance.filing.receipt import (
    VERSION,
    Decision,
    DeclaredFact,
    EvidenceFile,
    Found,
    MarkEntry,
    Note,
    Receipt,
    Reviewed,
    field_hash,
    sealed,
)
from xhs_compliance.filing.record import record_bytes
from xhs_compliance.model.decision import Decided
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.review import Review


def make_receipt(
    review: Review,
    marks: Iterable[Mark],
    *,
    made_at: datetime,
    settings: Mapping[str, Any],
    evidence: Iterable[EvidenceFile] = (),
    people: Mapping[str, str] | None = None,
) -> Receipt:
    """The receipt of a reviewed draft, sealed and not signed.

    Args:
        review: the review.
        marks: the stretches that must not change.
        made_at: when, with its time zone.
        settings: what besides the packs decided the review, for running it again.
        evidence: the files that support it.
        people: names by role.

    """
    draft = review.draft
    receipt = Receipt(
        receipt=VERSION,
        tool=review.tool,
        made_at=made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        note=_note(draft, review.digest),
        facts={
            name: DeclaredFact(value=plain(draft.facts.get(name)), source=draft.facts.source_of(name))
            for name in draft.facts
        },
        brief_sha256=None if draft.brief is None else sha256_of_text(draft.brief),
        evidence=list(evidence),
        review=_reviewed(review),
        decisions=[_decision(decided) for decided in review.decided],
        settings=dict(settings),
        marks=[
            MarkEntry(
                kind=m.kind, field=m.field, name=m.name, words=m.words, text=m.text, start=m.span[0], end=m.span[1]
            )
            for m in marks
        ],
        people=dict(people or {}),
    )
    return sealed(receipt)


def _note(draft: Draft, digest: str) -> Note:
    fields = {name: field_hash(text) for name, text in draft.fields.items()}
    return Note(id=draft.id, creator=draft.creator, sha256=digest, fields=fields)


def _decision(decided: Decided) -> Decision:
    """A decision as filed; ``holds`` is false where the sentence was changed after it was made."""
    made = decided.decision
    return Decision(
        fingerprint=decided.finding.fingerprint,
        rule=made.rule,
        decision=made.choice.value,
        by=made.by,
        on=made.on.isoformat(),
        reason=made.reason,
        evidence=list(made.evidence),
        holds=not decided.is_stale,
    )


def _reviewed(review: Review) -> Reviewed:
    return Reviewed(
        verdict=review.verdict.value,
        as_of=review.as_of.isoformat(),
        markets=list(review.markets),
        packs=dict(review.packs),
        findings=[
            Found(
                rule=finding.rule.id,
                severity=finding.severity.word,
                fingerprint=finding.fingerprint,
                field=finding.field,
                start=None if finding.span is None else finding.span.start,
                end=None if finding.span is None else finding.span.end,
                text=finding.text,
            )
            for finding in review.findings
        ],
        record_sha256=sha256(record_bytes(review)),
    )
