"""The index of a report: one row for each draft, counted by verdict."""

from collections import Counter
from dataclasses import dataclass

from xhs_compliance.model.report import Failure, Report
from xhs_compliance.model.review import Review, cards
from xhs_compliance.model.words import Bilingual, Severity, Verdict
from xhs_compliance.reporters.html.view import draft_name, message_of, places

WORST_FIRST = (Verdict.BLOCK, Verdict.INCOMPLETE, Verdict.REVIEW, Verdict.PASS)
_MESSAGES = 2


@dataclass(frozen=True, slots=True)
class Row:
    """One draft.

    Attributes:
        page: the file name of its page.
        to_fix: how many places must change.
        to_look: how many places a person should look at.
        messages: of the strongest findings.
        searched: what a search looks through, in lower case.

    """

    page: str
    id: str
    name: str
    creator: str
    verdict: Verdict
    to_fix: int
    to_look: int
    messages: tuple[tuple[Severity, Bilingual], ...]
    searched: str


@dataclass(frozen=True, slots=True)
class Index:
    """What the index shows.

    Attributes:
        counts: how many drafts have each verdict, worst first, without zeros.
        days: the days whose law was applied.

    """

    rows: tuple[Row, ...]
    failures: tuple[Failure, ...]
    counts: tuple[tuple[Verdict, int], ...]
    packs: tuple[tuple[str, str], ...]
    days: tuple[str, ...]
    tool: str


def index_of(report: Report, names: tuple[str, ...]) -> Index:
    """*report* as an index; *names* are the file names of its pages, in order."""
    counted = Counter(review.verdict for review in report.reviews)
    return Index(
        rows=tuple(_row(review, name) for review, name in zip(report.reviews, names, strict=True)),
        failures=report.failures,
        counts=tuple((verdict, counted[verdict]) for verdict in WORST_FIRST if counted[verdict]),
        packs=tuple(sorted({pack for review in report.reviews for pack in review.packs.items()})),
        days=tuple(sorted({review.as_of.isoformat() for review in report.reviews})),
        tool=report.tool,
    )


def _row(review: Review, page: str) -> Row:
    folded = cards(review.findings)
    counted = dict(places(folded))
    messages = tuple((card.lead.severity, message_of(card.lead)) for card in folded[:_MESSAGES])
    name = draft_name(review.draft)
    said = (words for _, message in messages for words in message)
    return Row(
        page=page,
        id=review.draft.id,
        name=name,
        creator=review.draft.creator,
        verdict=review.verdict,
        to_fix=counted.get(Severity.ERROR, 0),
        to_look=counted.get(Severity.WARNING, 0),
        messages=messages,
        searched=" ".join((name, review.draft.id, review.draft.creator, *said)).lower(),
    )
