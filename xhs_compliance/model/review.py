"""A review: everything the tool has to say about one draft, as values a reporter can render."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from xhs_compliance.model.decision import Decided
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.finding import Diagnostic, Evidence, Excused, Finding, Suppressed
from xhs_compliance.model.overlap import BriefOverlap
from xhs_compliance.model.span import Span
from xhs_compliance.model.words import CATEGORIES, Bilingual, Market, Verdict


@dataclass(frozen=True, slots=True)
class Question:
    """A fact nobody declared whose answer would change the review.

    Attributes:
        fact: its name.
        title: the question, as a creator understands it.
        decides: the rules that wait for it.
        verdict_if: the verdict for each answer, where the answers were tried.

    """

    fact: str
    title: Bilingual
    decides: tuple[str, ...]
    verdict_if: Mapping[str, Verdict] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason why a draft reads scripted, or one thing that speaks for its author.

    Attributes:
        signal: the name of the signal.
        points: its share of the score; 0 for what speaks for the author.
        message: what was seen.
        remedy: what to do about it.
        evidence: where it was seen.

    """

    signal: str
    points: float
    message: Bilingual
    remedy: Bilingual
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class ScriptLikeness:
    """How much a draft reads like a script: 0 to 100, with reasons whose points add up to it.

    Attributes:
        value: ``None`` when the text is too short to say.
        reasons: why, strongest first, at most three.
        in_favour: traces of a person found in the draft.
        is_notable: whether the value is high enough to tell a creator about it.

    """

    value: float | None
    reasons: tuple[Reason, ...] = ()
    in_favour: tuple[Reason, ...] = ()
    is_notable: bool = True

    @property
    def notable_reasons(self) -> tuple[Reason, ...]:
        """The reasons, where the value is high enough to tell a creator about it."""
        return self.reasons if self.is_notable else ()


@dataclass(frozen=True, slots=True)
class Review:
    """What the tool has to say about one draft.

    Attributes:
        findings: strongest first, then in reading order.
        excused: candidates that were let go, in reading order.
        verdict_if: the verdict for each commercial tie, while that is undeclared.
        signals: signals the draft raised, with the words that raised them.
        markets: the markets it was judged for.
        language: the language of its body.
        packs: ``version+digest`` of every pack applied, by id.
        as_of: the day whose law was applied.
        tool: name and version of the tool.
        digest: SHA-256 of the draft's fields, hexadecimal.
        overlap: how it relates to its brief, where there is one.
        decided: findings, kept or set aside, that a person decided on.

    """

    draft: Draft
    verdict: Verdict
    findings: tuple[Finding, ...]
    excused: tuple[Excused, ...]
    suppressed: tuple[Suppressed, ...]
    questions: tuple[Question, ...]
    verdict_if: Mapping[str, Verdict]
    diagnostics: tuple[Diagnostic, ...]
    signals: Mapping[str, tuple[Evidence, ...]]
    markets: tuple[Market, ...]
    language: str
    scripted: ScriptLikeness
    packs: Mapping[str, str]
    as_of: date
    tool: str
    digest: str
    decided: tuple[Decided, ...] = ()
    overlap: BriefOverlap | None = None

    def decision_on(self, finding: Finding) -> Decided | None:
        """What a person decided about one of its findings."""
        return next((each for each in self.decided if each.finding.fingerprint == finding.fingerprint), None)


_ORDER = {category: number for number, category in enumerate(CATEGORIES)}


@dataclass(frozen=True, slots=True)
class Card:
    """Findings about the same words: the strongest, and the others folded under it."""

    lead: Finding
    others: tuple[Finding, ...] = ()


def cards(findings: tuple[Finding, ...]) -> tuple[Card, ...]:
    """Fold findings whose words overlap into one card each, strongest first; whole-draft findings stand alone.

    A finding that touches any of a card belongs to it, so no two cards mark the same words. Of equally strong ones that
    lead whose category comes first in :data:`CATEGORIES`: a disease named on a cream is health before it is beauty.
    """
    folded: list[list[int]] = []
    for number, finding in enumerate(findings):
        touched = [card for card in folded if any(_same_words(findings[each], finding) for each in card)]
        whole = sorted(itertools.chain(*touched, (number,)))
        folded = sorted([*(card for card in folded if card not in touched), whole])
    return tuple(_card([findings[each] for each in card]) for card in folded)


def _card(findings: list[Finding]) -> Card:
    lead, *others = sorted(findings, key=lambda each: (-each.severity, _ORDER.get(each.rule.category, len(_ORDER))))
    return Card(lead, tuple(others))


def _same_words(one: Finding, other: Finding) -> bool:
    here: Span | None = one.span
    there: Span | None = other.span
    return here is not None and there is not None and one.field == other.field and here.overlaps(there)
