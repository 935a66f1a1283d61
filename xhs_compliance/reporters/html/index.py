"""The index of a report: one row for each draft, counted by verdict."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from xhs_compliance.analyses.repeated import Repeated, repeated
from xhs_compliance.model.report import Failure, Report
from xhs_compliance.model.review import Review, cards
from xhs_compliance.model.rule import Rule
from xhs_compliance.model.words import Bilingual, Severity, Verdict
from xhs_compliance.reporters.campaign_words import TIERS
from xhs_compliance.reporters.html.phrases import DECISIONS, OPEN
from xhs_compliance.reporters.html.view import places
from xhs_compliance.reporters.html.wording import draft_name, message_of

WORST_FIRST = (Verdict.BLOCK, Verdict.INCOMPLETE, Verdict.REVIEW, Verdict.PASS)
_MESSAGES = 2
_MOST_REPEATED = 100
_LINKED = 6


@dataclass(frozen=True, slots=True)
class Row:
    """One draft.

    Attributes:
        page: the file name of its page.
        to_fix: how many places must change.
        to_look: how many places a person should look at.
        messages: of the strongest findings.
        rules: ids of the rules that found something.
        tier: what the creator counts as by followers; empty where nobody knows.
        decisions: what was decided in it, and ``open`` while something is left to decide.
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
    rules: tuple[str, ...]
    searched: str
    tier: str
    decisions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matter:
    """A sentence that stands in several drafts: one thing to decide.

    Attributes:
        message: what its strongest finding says.
        drafts: the pages of the first drafts it stands in, with their names.
        everywhere: every draft it stands in, by id and name.
        subject: what the decision is about, as ``docs/decisions.md`` names it.

    """

    repeated: Repeated
    message: Bilingual
    drafts: tuple[tuple[str, str], ...]
    everywhere: tuple[tuple[str, str], ...]
    subject: dict[str, object]

    @property
    def many(self) -> int:
        """In how many drafts it stands."""
        return len(self.repeated.places)


@dataclass(frozen=True, slots=True)
class Index:
    """What the index shows.

    Attributes:
        counts: how many drafts have each verdict, worst first, without zeros.
        days: the days whose law was applied.
        matters: what stands in several drafts, in most drafts first.
        creators: who posts, each once.
        rules: how many drafts each rule found something in, most first.
        tiers: how many drafts each tier of creators has, the smallest tier first; empty where no tier is known.
        decisions: how many drafts have each decision, and how many something to decide; empty where nobody decided.

    """

    rows: tuple[Row, ...]
    failures: tuple[Failure, ...]
    counts: tuple[tuple[Verdict, int], ...]
    packs: tuple[tuple[str, str], ...]
    days: tuple[str, ...]
    matters: tuple[Matter, ...]
    creators: tuple[str, ...]
    rules: tuple[tuple[Rule, int], ...]
    tiers: tuple[tuple[str, int], ...]
    decisions: tuple[tuple[str, int], ...]
    tool: str


def index_of(report: Report, names: tuple[str, ...], tiers: Mapping[str, str] | None = None) -> Index:
    """*report* as an index.

    Args:
        report: the drafts.
        names: the file names of its pages, in order; empty for drafts without one.
        tiers: what creators count as, by draft id, where that is known from elsewhere.

    """
    counted = Counter(review.verdict for review in report.reviews)
    rows = tuple(
        _row(review, name, (tiers or {}).get(review.draft.id, review.draft.tier))
        for review, name in zip(report.reviews, names, strict=True)
    )
    return Index(
        rows=rows,
        failures=report.failures,
        counts=tuple((verdict, counted[verdict]) for verdict in WORST_FIRST if counted[verdict]),
        packs=tuple(sorted({pack for review in report.reviews for pack in review.packs.items()})),
        days=tuple(sorted({review.as_of.isoformat() for review in report.reviews})),
        matters=_matters(report, rows),
        creators=tuple(sorted({row.creator for row in rows if row.creator})),
        rules=_rules(report, rows),
        tiers=_tiers(rows),
        decisions=_decisions(rows),
        tool=report.tool,
    )


def _rules(report: Report, rows: tuple[Row, ...]) -> tuple[tuple[Rule, int], ...]:
    known = {finding.rule.id: finding.rule for review in report.reviews for finding in review.findings}
    return tuple((known[rule], n) for rule, n in Counter(rule for row in rows for rule in row.rules).most_common())


def _tiers(rows: tuple[Row, ...]) -> tuple[tuple[str, int], ...]:
    counted = Counter(row.tier for row in rows)
    return tuple((tier, counted[tier]) for tier in TIERS if counted[tier]) if any(counted.keys() - {""}) else ()


def _decisions(rows: tuple[Row, ...]) -> tuple[tuple[str, int], ...]:
    counted = Counter(each for row in rows for each in row.decisions)
    return tuple((each, counted[each]) for each in DECISIONS if counted[each]) if counted.keys() - {OPEN} else ()


def _matters(report: Report, rows: tuple[Row, ...]) -> tuple[Matter, ...]:
    at = {row.id: (row.page, row.name) for row in rows}
    several = [entry for entry in repeated(report.reviews) if len(entry.places) > 1]
    return tuple(
        Matter(
            entry,
            message_of(entry.finding),
            tuple(at[draft] for draft in list(entry.places)[:_LINKED]),
            tuple((draft, at[draft][1] or draft) for draft in entry.places),
            {
                "key": entry.key,
                "rule": entry.finding.rule.id,
                "words": entry.finding.reads_as,
                "sentence": entry.sentence,
                "places": {draft: list(found) for draft, found in entry.places.items()},
            },
        )
        for entry in several[:_MOST_REPEATED]
    )


def _row(review: Review, page: str, tier: str) -> Row:
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
        rules=tuple(dict.fromkeys(finding.rule.id for finding in review.findings)),
        searched=" ".join((name, review.draft.id, review.draft.creator, *said)).lower(),
        tier=tier,
        decisions=_decided(review),
    )


def _decided(review: Review) -> tuple[str, ...]:
    """What was decided in a draft, and ``open`` while a finding that is more than a note waits."""
    settled = {each.finding.fingerprint: each.decision.choice.value for each in review.decided if not each.is_stale}
    waiting = any(f.severity > Severity.INFO and f.fingerprint not in settled for f in review.findings)
    return (*dict.fromkeys(settled.values()), *((OPEN,) if waiting else ()))
