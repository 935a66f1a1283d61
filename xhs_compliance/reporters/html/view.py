"""A review as a page shows it: cards with numbers, fields in segments, questions with their answers in words."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from xhs_compliance.engine.instead import reach
from xhs_compliance.engine.settle import key_of, sentence_of
from xhs_compliance.model.claim import Claim
from xhs_compliance.model.draft import TITLE, Draft
from xhs_compliance.model.finding import Finding
from xhs_compliance.model.review import Card, Question, Review, cards
from xhs_compliance.model.rule import Rule
from xhs_compliance.model.span import Span
from xhs_compliance.model.words import Bilingual, Severity, Verdict
from xhs_compliance.reporters import phrases
from xhs_compliance.reporters.html import phrases as page_phrases
from xhs_compliance.reporters.html.beside import Beside, beside_of
from xhs_compliance.reporters.html.marks import Mark, Segment, segments
from xhs_compliance.reporters.html.panels import Proof, fine, proofs
from xhs_compliance.reporters.html.platform import Disclosure, Room, disclosure, rooms
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


def rule_anchor(rule: Rule) -> str:
    """Where the text of a rule stands in a page."""
    return f"rule-{rule.id.replace('/', '-')}"


def draft_name(draft: Draft) -> str:
    """What to call a draft: its title, else the beginning of its text, else its id."""
    body = draft.text.strip().splitlines()
    return (draft.fields.get(TITLE, "").strip() or (body[0] if body else ""))[:60].strip() or draft.id


def places(folded: tuple[Card, ...]) -> tuple[tuple[Severity, int], ...]:
    """How many cards there are of each severity, strongest first, without zeros."""
    counted = Counter(card.lead.severity for card in folded)
    return tuple((level, counted[level]) for level in LEVELS if counted[level])


def field_label(name: str) -> Bilingual:
    """What a reader calls a field; ``cover[2]`` is called like ``cover``, with its number."""
    stem, bracket, number = name.partition("[")
    label = phrases.FIELDS.get(stem)
    if label is None:
        return Bilingual(name, name)
    suffix = f" {number.rstrip(']')}" if bracket else ""
    return Bilingual(label.zh + suffix, label.en + suffix)


def position(draft: Draft, field: str, span: Span | None) -> tuple[int, int] | None:
    """Line and column of the words, where they stand in the draft."""
    return None if span is None or field not in draft.fields else draft.position(field, span.start)


def message_of(finding: Finding) -> Bilingual:
    """The message in both languages, with the words filled in."""
    return Bilingual(finding.message("zh"), finding.message("en"))


def instead_of(finding: Finding, suggestion: str, draft: Draft) -> str:
    """The clause that *suggestion* stands in for; empty where it stands in for the words found and no more."""
    if finding.span is None:
        return ""
    text = draft.fields[finding.field]
    whole = reach(text, finding.span, suggestion)
    return "" if whole == finding.span else text[whole.start : whole.end]


def advice_of(finding: Finding) -> Bilingual:
    """The advice in both languages, with the words filled in."""
    return Bilingual(finding.advice("zh"), finding.advice("en"))


def excuse_words(name: str) -> Bilingual:
    """Why something was let go; the pack's own name where we have no words for it."""
    return phrases.EXCUSES.get(name, Bilingual(name, name))


def category_words(name: str) -> Bilingual:
    """What a reader calls a category of rules."""
    return page_phrases.CATEGORIES.get(name, Bilingual(name, name))


def disguise_words(kind: str) -> Bilingual:
    """What a reader calls a kind of disguise."""
    return page_phrases.DISGUISES.get(kind, Bilingual(kind, kind))


def decides(card: CardView, draft: Draft) -> list[dict[str, object]]:
    """What one decision on a card is about: each of its findings as ``docs/decisions.md`` names it."""
    return [
        {
            "key": key_of(finding, draft),
            "rule": finding.rule.id,
            "words": finding.reads_as,
            "sentence": sentence_of(finding, draft),
            "places": {draft.id: [finding.fingerprint]},
        }
        for finding in (card.lead, *card.others)
    ]


def fact_label(name: str) -> Bilingual:
    """What a reader calls a fact."""
    return page_phrases.FACTS.get(name, Bilingual(name, name))


def fact_value(value: Any) -> Bilingual:
    """A declared value in words."""
    if isinstance(value, bool):
        return page_phrases.ANSWERS["true" if value else "false"]
    if isinstance(value, Mapping):
        parts = [(fact_label(str(name)), fact_value(part)) for name, part in value.items()]
        return Bilingual("；".join(f"{n.zh}：{v.zh}" for n, v in parts), "; ".join(f"{n.en}: {v.en}" for n, v in parts))
    if isinstance(value, tuple | list):
        words = [fact_value(part) for part in value]
        return Bilingual("、".join(word.zh for word in words), ", ".join(word.en for word in words))
    word = str(value)
    return phrases.COMMERCIAL_TIES.get(word) or page_phrases.PRODUCTS.get(word) or Bilingual(word, word)


def clue_words(note: str) -> Bilingual:
    """What else was weighed; a fact and its value in words."""
    name, colon, value = note.partition(": ")
    if not colon or name not in page_phrases.FACTS:
        return Bilingual(note, note)
    said, values = fact_label(name), fact_value(tuple(value.split(", ")))
    return Bilingual(f"{said.zh}：{values.zh}", f"{said.en}: {values.en}")


def source_words(source: str) -> Bilingual:
    """Who declared the facts."""
    return page_phrases.SOURCES.get(source, Bilingual(source, source))


def web_host(address: str) -> str:
    """The host of an http or https address; empty for anything that must not become a link."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return ""
    is_plain = address.isprintable() and " " not in address and not parts.username
    return host if parts.scheme in ("http", "https") and is_plain else ""


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
