"""A review as a page shows it: cards with numbers, fields in segments, questions with their answers in words."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from xhs_compliance.model.claim import Claim
from xhs_compliance.model.finding import Finding
from xhs_compliance.model.review import Card, Question, Review, cards
from xhs_compliance.model.rule import Rule
from xhs_compliance.model.words import Bilingual, Severity, Verdict
from xhs_compliance.reporters.html import phrases as page_phrases
from xhs_compliance.reporters.html.beside import Beside, beside_of
from xhs_compliance.reporters.html.marks import Mark, Segment, segments
from xhs_compliance.reporters.html.panels import Proof, fine, proofs
from xhs_compliance.reporters.html.platform import Disclosure, Room, disclosure, rooms
from xhs_compliance.reporters.html.wording import draft_name, fact_value, field_label
from xhs_compliance.reporters.wording import open_questions

LEVELS = (Severity.ERROR, Severity.WARNING, Severity.INFO)


@dataclass(frozen=True, slots=True)
class CardView:
    """A card with the number its mark bears.

    Attributes:
        target: the element its words are marked by; empty for the whole draft.
        proofs: the facts that could answer for it.

    """

    number: int
    lead: Finding
    others: tuple[Finding, ...]
    target: str
    proofs: tuple[Proof, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All of them, the strongest first."""
        return (self.lead, *self.others)


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field of the draft with its marks."""

    name: str
    label: Bilingual
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to a question and what it leads to."""

    words: Bilingual
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question, who can answer it, and what each answer leads to."""

    fact: str
    title: Bilingual
    who: Bilingual
    answers: tuple[Answer, ...]
    waiting: int


@dataclass(frozen=True, slots=True)
class DraftView:
    """Everything a page shows that does not stand in the review as it is.

    Attributes:
        places: how many cards of each severity, strongest first, without zeros.
        hits: how many findings of each severity.
        rooms: how full the fields of the platform's editor are.
        disclosure: the tie, the label and the line to paste.
        claims: what needs evidence, with the evidence declared for it, each with the number of its card (0: none).
        fine: what is fine already.
        rules: the rules behind the cards, each once, in the order of the cards.
        beside: the draft beside its brief; ``None`` where there is none or they share nothing.

    """

    review: Review
    name: str
    cards: tuple[CardView, ...]
    fields: tuple[FieldView, ...]
    questions: tuple[QuestionView, ...]
    places: tuple[tuple[Severity, int], ...]
    hits: Mapping[str, int]
    rooms: tuple[Room, ...]
    disclosure: Disclosure
    claims: tuple[tuple[int, Claim], ...]
    fine: tuple[Bilingual, ...]
    rules: tuple[Rule, ...]
    beside: Beside | None = None


def view_of(review: Review, claims: Iterable[Claim] = ()) -> DraftView:
    """*review* with its cards numbered and its words marked.

    Args:
        review: the review.
        claims: its claims, where the reader wants the ledger.

    """
    folded = cards(review.findings)
    fields = tuple(_field(name, text, folded, review) for name, text in review.draft.fields.items())
    found = Counter(finding.severity for finding in review.findings)
    filled, panel = rooms(review.draft), disclosure(review)
    return DraftView(
        review=review,
        name=draft_name(review.draft),
        cards=_numbered(folded, fields, review),
        fields=fields,
        questions=tuple(_question(question) for question in open_questions(review)),
        places=places(folded),
        hits={level.word: found[level] for level in LEVELS},
        rooms=filled,
        disclosure=panel,
        claims=tuple((_card_of(claim, folded), claim) for claim in claims),
        fine=fine(review, filled, panel),
        rules=rules_behind(folded),
        beside=beside_of(review),
    )


def rules_behind(folded: Iterable[Card]) -> tuple[Rule, ...]:
    """The rules behind the cards, each once, in the order of the cards."""
    return tuple({finding.rule.id: finding.rule for card in folded for finding in (card.lead, *card.others)}.values())


def places(folded: tuple[Card, ...]) -> tuple[tuple[Severity, int], ...]:
    """How many cards there are of each severity, strongest first, without zeros."""
    counted = Counter(card.lead.severity for card in folded)
    return tuple((level, counted[level]) for level in LEVELS if counted[level])


def _card_of(claim: Claim, folded: tuple[Card, ...]) -> int:
    """The number of the card that a claim's finding is on; 0 where it has none."""
    found = (n for n, card in enumerate(folded, start=1) if claim.finding in (card.lead, *card.others))
    return next(found, 0) if claim.finding else 0


def _numbered(folded: tuple[Card, ...], fields: tuple[FieldView, ...], review: Review) -> tuple[CardView, ...]:
    marked = {segment.home for field in fields for segment in field.segments}
    return tuple(
        CardView(
            number,
            card.lead,
            card.others,
            f"mark-{number}" if number in marked else "",
            proofs((card.lead, *card.others), review),
        )
        for number, card in enumerate(folded, start=1)
    )


def _field(name: str, text: str, folded: tuple[Card, ...], review: Review) -> FieldView:
    marks = [
        Mark(number, finding.span, finding.severity)
        for number, card in enumerate(folded, start=1)
        for finding in (card.lead, *card.others)
        if finding.field == name and finding.span is not None
    ]
    shared = review.overlap.runs if review.overlap else ()
    copied = [run.span for run in shared if run.field == name]
    return FieldView(name, field_label(name), segments(text, marks, copied))


def _question(question: Question) -> QuestionView:
    return QuestionView(
        fact=question.fact,
        title=question.title,
        who=page_phrases.WHO_KNOWS.get(question.fact, page_phrases.WHO_KNOWS_OTHERWISE),
        answers=tuple(Answer(_answer(answer), verdict) for answer, verdict in question.verdict_if.items()),
        waiting=len(question.decides),
    )


def _answer(answer: str) -> Bilingual:
    return page_phrases.ANSWERS.get(answer) or fact_value(answer)
