"""A campaign on the terminal: who copies, what is alike, what is shared, and the verdicts."""

from collections import Counter
from collections.abc import Iterable, Iterator

from xhs_compliance.analyses.campaign import Campaign
from xhs_compliance.model.report import Failure
from xhs_compliance.model.words import Language, Verdict
from xhs_compliance.reporters import phrases
from xhs_compliance.reporters.campaign_words import TIERS, WORDS
from xhs_compliance.reporters.visible import clipped, plain_line

_MOST = 10
_LONG = 60
_MOST_CLAIMS = 3
_MARKS = {Verdict.BLOCK: "■", Verdict.REVIEW: "▲", Verdict.PASS: "○", Verdict.INCOMPLETE: "◌"}


def render_campaign_text(campaign: Campaign, failures: Iterable[Failure], language: Language) -> str:
    """*campaign* in plain lines."""
    return "\n".join([*map(plain_line, _lines(campaign, list(failures), language)), ""])


def say(name: str, language: Language, **values: object) -> str:
    """One of the campaign's phrases, filled in."""
    return WORDS[name].in_language(language).format(**values)


def percent(share: float) -> str:
    """A share as a whole percentage."""
    return f"{round(100 * share)}%"


def _lines(campaign: Campaign, failures: list[Failure], language: Language) -> Iterator[str]:
    members = campaign.members
    ids = [clipped(member.review.draft.id, _LONG) for member in members]
    counts = Counter(member.review.verdict for member in members)
    verdicts = (f"{_MARKS[v]} {phrases.VERDICTS[v].in_language(language)} {counts[v]}" for v in Verdict if counts[v])
    yield "  ".join([say("drafts", language, n=len(members)), *verdicts])
    tiers = Counter(member.tier for member in members)
    if set(tiers) - {""}:
        yield "  ".join(f"{TIERS[name].in_language(language)} {tiers[name]}" for name in TIERS if tiers[name])
    yield ""
    yield from _copies(campaign, ids, language)
    yield from _claims(campaign, ids, language)
    yield ""
    if not campaign.clusters:
        yield say("similar_none", language)
    else:
        yield say("similar", language)
    for number, group in enumerate(campaign.clusters[:_MOST], 1):
        more = [say("more", language, n=len(group) - _MOST)] if len(group) > _MOST else []
        yield (
            "  "
            + say("cluster", language, n=number, size=len(group))
            + "  "
            + ", ".join([*(ids[index] for index in group[:_MOST]), *more])
        )
    yield from _shared(campaign, ids, language)
    if campaign.clusters or campaign.phrases:
        yield say("advice", language)
    if failures:
        yield ""
        yield say("unread", language)
        for failure in failures:
            yield f"  ◌ {failure.source}  {failure.message.in_language(language)}"
    yield ""
    yield say("hint", language)
    yield phrases.NOTICE.in_language(language)


def _shared(campaign: Campaign, ids: list[str], language: Language) -> Iterator[str]:
    if campaign.phrases:
        yield ""
        yield say("phrases", language)
        for phrase in campaign.phrases[:_MOST]:
            yield f"  “{clipped(phrase.text, _LONG)}”  {say('in_drafts', language, n=len(phrase.drafts))}"
    if campaign.same_tags:
        yield say("same_tags", language, n=len(campaign.same_tags)) + "  " + " ".join(f"#{t}" for t in campaign.tags)
    for group in campaign.same_shape[:_MOST]:
        yield say("same_shape", language, n=len(group)) + "  " + ", ".join(ids[index] for index in group[:_MOST])


def _copies(campaign: Campaign, ids: list[str], language: Language) -> Iterator[str]:
    copies = [
        (index, member.overlap)
        for index, member in enumerate(campaign.members)
        if member.overlap is not None and member.overlap.copies
    ]
    if not campaign.has_brief or not copies:
        yield say("none_copy" if campaign.has_brief else "no_brief", language)
        return
    yield say("copies_n", language, n=len(copies))
    for index, overlap in sorted(copies, key=lambda pair: -pair[1].value)[:_MOST]:
        longest = max(overlap.runs, key=lambda run: run.length, default=None)
        points = say("coverage", language, n=len(overlap.covered), of=overlap.points) if overlap.points else ""
        words = f"“{clipped(longest.text, _LONG)}”" if longest else ""
        yield "  ".join(part for part in (f"  {ids[index]}", percent(overlap.value), points, words) if part)


def _claims(campaign: Campaign, ids: list[str], language: Language) -> Iterator[str]:
    """Drafts with claims of the brief that are ascribed to nobody, those with the most first."""
    claims = {index: m.overlap.claims for index, m in enumerate(campaign.members) if m.overlap and m.overlap.claims}
    if not claims:
        return
    yield say("claims_n", language, n=len(claims))
    for index in sorted(claims, key=lambda index: -len(claims[index]))[:_MOST]:
        said = "  ".join(f"“{clipped(claim.text, _LONG)}”" for claim in claims[index][:_MOST_CLAIMS])
        yield f"  {ids[index]}  {said}"
    yield f"  → {say('claims_advice', language)}"
