"""The same words in the same sentence in many drafts: one thing to decide, the most repeated first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from xhs_compliance.engine.settle import key_of, sentence_of
from xhs_compliance.model.decision import Decision
from xhs_compliance.model.finding import Finding
from xhs_compliance.model.review import Review
from xhs_compliance.model.words import Severity


@dataclass(frozen=True, slots=True)
class Repeated:
    """What one decision is about.

    Attributes:
        key: the decision's key.
        finding: the strongest of its findings.
        sentence: the sentence as first seen; empty for a finding about a whole draft.
        places: fingerprints by draft id, in the order of the drafts.
        decision: what was decided, where anybody did and the sentence is still the same.

    """

    key: str
    finding: Finding
    sentence: str
    places: Mapping[str, tuple[str, ...]]
    decision: Decision | None = None


def repeated(reviews: Iterable[Review], least: Severity = Severity.WARNING) -> tuple[Repeated, ...]:
    """Everything there is to decide in these reviews, that in most drafts first, then the strongest.

    Args:
        reviews: the drafts of one review.
        least: weaker findings need no decision, unless somebody made one.

    """
    found: dict[str, Repeated] = {}
    for review in reviews:
        settled = {each.finding.fingerprint: each.decision for each in review.decided if not each.is_stale}
        aside = (entry.finding for entry in review.suppressed if entry.finding.fingerprint in settled)
        for finding in (*review.findings, *aside):
            decision = settled.get(finding.fingerprint)
            if finding.severity >= least or decision is not None:
                key = key_of(finding, review.draft)
                new = Repeated(key, finding, sentence_of(finding, review.draft), {}, decision)
                found[key] = _with_place(found.get(key, new), review.draft.id, finding, decision)
    return tuple(sorted(found.values(), key=lambda each: (-len(each.places), -each.finding.severity, each.key)))


def _with_place(group: Repeated, draft: str, finding: Finding, decision: Decision | None) -> Repeated:
    places = {**group.places, draft: (*group.places.get(draft, ()), finding.fingerprint)}
    strongest = finding if finding.severity > group.finding.severity else group.finding
    return Repeated(group.key, strongest, group.sentence, places, group.decision or decision)
