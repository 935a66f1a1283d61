"""What the page gets back: where the marks stand, and the pieces of markup it does not hold yet.

A keystroke changes little. The page says what it holds (cards, rules, pieces, each under a short name made of what they
show), and only the others are rendered and sent; numbers and places, which move with every key, are sent as values.
"""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from xhs_compliance.engine.instead import reach
from xhs_compliance.model.facts import FactType
from xhs_compliance.model.finding import Finding
from xhs_compliance.model.review import Review
from xhs_compliance.model.words import Bilingual
from xhs_compliance.reporters.html.platform import TIE
from xhs_compliance.reporters.html.view import CardView, DraftView, view_of
from xhs_compliance.reporters.html.wording import message_of
from xhs_compliance.services.page.asked import NOTHING_HELD, Held
from xhs_compliance.services.page.screen import piece

CHOSEN_ABOVE = (TIE, "product_category", "markets")
"""Facts the page has controls for at the top; the others are shown as they are answered."""
_NAME_BYTES = 9


def answer(review: Review, types: Mapping[str, FactType], held: Held = NOTHING_HELD) -> dict[str, Any]:
    """Everything the page shows for *review* and does not hold yet.

    Returns:
        ``verdict``; ``fields``: for each field its stretches as ``[text, severity, cards, copied]``, which joined are
        the field; ``findings``: what was found, to tell what went and what came; ``cards``: in order, each with its
        name and place, and its markup where it is new; ``pieces``: markup by place, where it is new; ``rules``: the
        text of rules that are new.

    """
    view = view_of(review)
    shown = {"review": review, "view": view, "types": types, "declared": _declared(review)}
    return {
        "verdict": review.verdict.value,
        "fields": {field.name: [_stretch(each) for each in field.segments] for field in view.fields},
        "rooms": {room.field: [room.used, room.most] for room in view.rooms},
        "findings": [_finding(number, finding) for number, finding in _numbered(view)],
        "cards": [_card(entry, review, held) for entry in view.cards],
        "pieces": dict(_pieces(shown, held)),
        "rules": {rule.id: piece("rule.html", rule=rule) for rule in view.rules if rule.id not in held.rules},
    }


def _pieces(shown: Mapping[str, Any], held: Held) -> Iterator[tuple[str, list[str]]]:
    for name in ("verdict", "side", "shared"):
        markup = piece(f"{name}.html", **shown)
        digest = _name(markup)
        if held.pieces.get(name) != digest:
            yield name, [digest, markup]


def _card(entry: CardView, review: Review, held: Held) -> dict[str, Any]:
    lead = entry.lead
    name = _name(repr((review.language, entry.proofs, *(_shown(each) for each in (lead, *entry.others)))))
    card: dict[str, Any] = {
        "name": name,
        "number": entry.number,
        "span": list(lead.span) if lead.span else None,
        "reach": _reaches(lead, review),
        "place": piece("place.html", review=review, finding=lead),
    }
    if name not in held.cards:
        card["markup"] = piece("live_card.html", entry=entry, review=review)
    return card


def _reaches(lead: Finding, review: Review) -> list[list[int]]:
    """What each suggestion stands in for, and at the end what deleting takes away."""
    if lead.span is None:
        return []
    text = review.draft.fields[lead.field]
    return [list(reach(text, lead.span, words)) for words in (*lead.suggestions, "")]


def _shown(finding: Finding) -> tuple[object, ...]:
    """Everything of a finding that its card shows, but for the place."""
    seen = tuple((each.note, each.text) for each in finding.evidence)
    words = (
        finding.field,
        finding.text,
        finding.reads_as,
        finding.disguise,
        finding.suggestions,
        finding.topic,
        finding.fingerprint,
    )
    return (finding.rule.id, finding.severity, finding.span is None, finding.by_market, *words, *seen)


def _name(shown: str) -> str:
    return hashlib.blake2b(shown.encode("utf-8", "surrogatepass"), digest_size=_NAME_BYTES).hexdigest()


def _stretch(segment: Any) -> list[Any]:
    return [segment.text, segment.severity.word if segment.cards else "", list(segment.cards), segment.is_copied]


def _numbered(view: DraftView) -> list[tuple[int, Finding]]:
    return [(card.number, finding) for card in view.cards for finding in (card.lead, *card.others)]


def _finding(number: int, finding: Finding) -> dict[str, Any]:
    found: dict[str, Any] = {"card": number, "fingerprint": finding.fingerprint, "text": finding.text}
    if not finding.text:
        message: Bilingual = message_of(finding)
        found["message"] = {"zh": message.zh, "en": message.en}
    return found


def _declared(review: Review) -> list[tuple[str, Any]]:
    facts = review.draft.facts.values
    return [(name, value) for name, value in facts.items() if name not in CHOSEN_ABOVE]
