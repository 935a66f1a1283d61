"""A campaign as web pages: one for the campaign, and one for each draft, which shows no other creator's words."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xhs_compliance.analyses.campaign import Campaign, Member
from xhs_compliance.model.report import Failure, Report
from xhs_compliance.model.rule import Rule
from xhs_compliance.model.words import Language, Severity, Verdict
from xhs_compliance.reporters.campaign_words import TIERS, WORDS
from xhs_compliance.reporters.html.environment import fill, inlined
from xhs_compliance.reporters.html.index import index_of
from xhs_compliance.reporters.html.wording import draft_name
from xhs_compliance.reporters.visible import clipped

WORST_FIRST = (Verdict.BLOCK, Verdict.INCOMPLETE, Verdict.REVIEW, Verdict.PASS)
_STYLES = ("base.css", "panels.css", "desk.css", "index.css", "campaign.css", "print.css")
_SCRIPTS = ("language.js", "copy.js", "index.js", "desk.js")
_MOST_RULES = 12
_LONG = 44
_MOST_SIDE_BY_SIDE = 50
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Line:
    """One draft in the matrix.

    Attributes:
        page: the file name of its page; empty where there are no pages.
        weights: how bad each of the matrix's rules is in it.

    """

    number: int
    member: Member
    page: str
    name: str
    weights: tuple[Severity, ...]


@dataclass(frozen=True, slots=True)
class CampaignView:
    """What the page of a campaign shows.

    Attributes:
        groups: drafts by the tier of their creators.
        rules: the rules most drafts have, each with how many.
        copies: drafts that copy the brief, the most first.

    """

    campaign: Campaign
    lines: tuple[Line, ...]
    groups: tuple[tuple[str, tuple[Line, ...]], ...]
    rules: tuple[tuple[Rule, int], ...]
    more_rules: int
    copies: tuple[Line, ...]
    counts: tuple[tuple[Verdict, int], ...]
    creators: int
    failures: tuple[Failure, ...]
    tool: str


def render_campaign_page(
    campaign: Campaign, failures: Iterable[Failure], tool: str, language: Language, pages: Sequence[str]
) -> str:
    """The page of a campaign; it leads to those of its drafts, named by *pages* in their order, empty for none."""
    reviews = tuple(member.review for member in campaign.members)
    html = fill(
        "campaign.html",
        inlined(_STYLES),
        inlined(_SCRIPTS),
        language=language,
        view=_view(campaign, tuple(pages), tuple(failures), tool),
        index=index_of(Report(reviews, tool), tuple(pages), {m.review.draft.id: m.tier for m in campaign.members}),
        said=WORDS,
        tiers=TIERS,
        most_side_by_side=_MOST_SIDE_BY_SIDE,
    )
    return _SURROGATE.sub("\ufffd", html)


def _view(campaign: Campaign, names: tuple[str, ...], failures: tuple[Failure, ...], tool: str) -> CampaignView:
    strongest = [_weights(member) for member in campaign.members]
    counted = Counter(rule.id for weights in strongest for rule in weights.values())
    known = {rule.id: rule for weights in strongest for rule in weights.values()}
    ranked = [known[rule] for rule, _ in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))]
    shown = ranked[:_MOST_RULES]
    lines = tuple(
        Line(
            number,
            member,
            page,
            clipped(draft_name(member.review.draft), _LONG),
            tuple(_weight(member, rule) for rule in shown),
        )
        for number, (member, page) in enumerate(zip(campaign.members, names, strict=True), 1)
    )
    verdicts = Counter(member.review.verdict for member in campaign.members)
    tiers = [tier for tier in TIERS if any(line.member.tier == tier for line in lines)]
    copies = [line for line in lines if line.member.overlap is not None and line.member.overlap.copies]
    return CampaignView(
        campaign=campaign,
        lines=lines,
        groups=tuple((tier, tuple(line for line in lines if line.member.tier == tier)) for tier in tiers),
        rules=tuple((rule, counted[rule.id]) for rule in shown),
        more_rules=len(ranked) - len(shown),
        copies=tuple(sorted(copies, key=lambda line: -(line.member.overlap.value if line.member.overlap else 0.0))),
        counts=tuple((verdict, verdicts[verdict]) for verdict in WORST_FIRST if verdicts[verdict]),
        creators=len({line.member.review.draft.creator for line in lines} - {""}),
        failures=failures,
        tool=tool,
    )


def _weights(member: Member) -> dict[str, Rule]:
    return {f.rule.id: f.rule for f in member.review.findings if f.severity >= Severity.WARNING}


def _weight(member: Member, rule: Rule) -> Severity:
    found = (f.severity for f in member.review.findings if f.rule.id == rule.id)
    return max(found, default=Severity.OFF)
