"""What the page gets back: where the marks stand, and the same pieces of markup that a report is made of."""

from collections.abc import Mapping
from typing import Any

from xhs_compliance.model.facts import FactType
from xhs_compliance.model.finding import Finding
from xhs_compliance.model.review import Review
from xhs_compliance.model.words import Bilingual, Severity
from xhs_compliance.reporters.html.platform import TIE
from xhs_compliance.reporters.html.view import DraftView, message_of, view_of
from xhs_compliance.services.page.screen import piece

CHOSEN_ABOVE = (TIE, "product_category", "markets")
"""Facts the page has controls for at the top; the others are shown as they are answered."""


def answer(review: Review, types: Mapping[str, FactType], brief: Review | None) -> dict[str, Any]:
    """Everything the page shows for *review*.

    Returns:
        ``verdict``; ``fields``: for each field its stretches as ``[text, severity, cards]``, which joined are the
        field; ``findings``: what was found, to tell what went and what came; ``pieces``: markup by place.

    """
    view = view_of(review)
    shown = {"review": review, "view": view, "types": types}
    return {
        "verdict": review.verdict.value,
        "fields": {field.name: [_stretch(each) for each in field.segments] for field in view.fields},
        "rooms": {room.field: [room.used, room.most] for room in view.rooms},
        "findings": [_finding(number, finding) for number, finding in _numbered(view)],
        "pieces": {
            "verdict": piece("verdict.html", **shown),
            "cards": piece("cards.html", **shown),
            "side": piece("side.html", **shown, declared=_declared(review)),
            "brief": piece("brief.html", brief=brief, claims=_claims(brief)),
        },
    }


def _stretch(segment: Any) -> list[Any]:
    return [segment.text, segment.severity.word if segment.cards else "", list(segment.cards)]


def _numbered(view: DraftView) -> list[tuple[int, Finding]]:
    return [(card.number, finding) for card in view.cards for finding in (card.lead, *card.others)]


def _finding(number: int, finding: Finding) -> dict[str, Any]:
    message: Bilingual = message_of(finding)
    return {
        "card": number,
        "fingerprint": finding.fingerprint,
        "severity": finding.severity.word,
        "text": finding.text,
        "message": {"zh": message.zh, "en": message.en},
    }


def _declared(review: Review) -> list[tuple[str, Any]]:
    facts = review.draft.facts.values
    return [(name, value) for name, value in facts.items() if name not in CHOSEN_ABOVE]


def _claims(brief: Review | None) -> list[Finding]:
    """What the brief itself says that a post could not repeat; what a post must have (a label) a brief need not."""
    if brief is None:
        return []
    return [finding for finding in brief.findings if finding.span and finding.severity > Severity.INFO]
