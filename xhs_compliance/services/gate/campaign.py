"""Many drafts in one request: the answer to each, and what they share."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xhs_compliance.analyses.repeated import Repeated, repeated
from xhs_compliance.model.errors import UsageError
from xhs_compliance.model.review import Review
from xhs_compliance.model.words import Bilingual, Language, Verdict
from xhs_compliance.reporters.data import Json
from xhs_compliance.services.gate.asked import Asked
from xhs_compliance.services.gate.gate import Answer, Gate

MOST_DRAFTS = 1_000
"""Drafts of one request; more go to ``batch``."""
MOST_REPEATED = 100
"""Shared sentences that are listed."""


@dataclass(frozen=True, slots=True)
class CampaignAnswer:
    """What the gate says to many drafts.

    Attributes:
        shared: how many have each verdict, and the sentences they share.
        answers: the answer to each draft, in order.

    """

    shared: Json
    answers: tuple[Answer, ...]

    @property
    def content(self) -> Json:
        """All of it as one JSON object."""
        return {**self.shared, "drafts": [answer.content for answer in self.answers]}


def answer_campaign(gate: Gate, drafts: Sequence[Any], asked: Asked) -> CampaignAnswer:
    """The answer to a campaign; a draft that is none fails alone.

    What the campaign says (``profile``, ``lang``, ``facts``, ``brief``) holds for each draft that does not say it.

    Raises:
        UsageError: when its facts are no object.

    """
    if not isinstance(asked.raw.get("facts") or {}, dict):
        raise UsageError(Bilingual("facts 要写成对象", "'facts' must be an object"))
    language = asked.language or gate.language
    shared = {key: asked.raw[key] for key in ("profile", "brief") if key in asked.raw}
    placed = ((f"drafts[{number}]", draft) for number, draft in enumerate(drafts))
    answers = tuple(gate.answer(_with(draft, shared, asked, language), place) for place, draft in placed)
    reviews = [a.entry for a in answers if isinstance(a.entry, Review)]
    counted = Counter(review.verdict for review in reviews)
    found: Json = {
        "verdicts": {verdict.value: counted[verdict] for verdict in Verdict} | {"failed": len(answers) - len(reviews)},
        "repeated": [
            _repeated(group, language) for group in repeated(reviews)[:MOST_REPEATED] if len(group.places) > 1
        ],
    }
    return CampaignAnswer(found, answers)


def _with(draft: Any, shared: Json, asked: Asked, language: Language) -> Any:
    if not isinstance(draft, dict):
        return draft
    facts, common = draft.get("facts"), asked.raw.get("facts")
    merged = (
        {**common, **(facts or {})}
        if isinstance(common, dict) and (facts is None or isinstance(facts, dict))
        else facts
    )
    return {"lang": language, **shared, **draft, "facts": merged}


def _repeated(group: Repeated, language: Language) -> Json:
    finding = group.finding
    return {
        "rule": finding.rule.id,
        "severity": finding.severity.word,
        "text": finding.text,
        "sentence": group.sentence,
        "message": finding.message(language),
        "drafts": list(group.places),
    }
