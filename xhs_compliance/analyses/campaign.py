"""A campaign: its drafts held against their brief and against one another."""

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xhs_compliance.analyses.alike import Twin, find_alike, shared_by
from xhs_compliance.analyses.brief import Brief, compare_with_brief
from xhs_compliance.analyses.brief_data import BriefData, CampaignData
from xhs_compliance.analyses.shape import shape_of
from xhs_compliance.analyses.shingles import hashtags_of, is_chinese, shared_runs, shingles, words_of
from xhs_compliance.model.draft import TEXT, TITLE, Draft
from xhs_compliance.model.overlap import BriefOverlap
from xhs_compliance.model.review import Review
from xhs_compliance.model.words import Bilingual

_TAG_FIELD = "hashtags"
_MOST = 50
_MOST_SHARED = 3


@dataclass(frozen=True, slots=True)
class Member:
    """One draft of a campaign.

    Attributes:
        overlap: with the brief; ``None`` where there is none.
        twins: near-duplicates, the nearest first.
        tier: what the creator counts as by followers; empty when those are unknown.

    """

    review: Review
    overlap: BriefOverlap | None
    twins: tuple[Twin, ...]
    tier: str


@dataclass(frozen=True, slots=True)
class SharedPhrase:
    """Words that several drafts share and that do not stand in the brief."""

    text: str
    drafts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Campaign:
    """Everything found across the drafts of a campaign; drafts are meant by their position.

    Attributes:
        clusters: near-duplicates, the largest group first.
        shared: for each of the first clusters, the longest words its two nearest drafts have in common and the brief
            does not have, as typed in one of them.
        phrases: rare phrases shared, the most shared first.
        same_tags: drafts with the very same hashtags, where most have them.
        tags: those hashtags.
        same_shape: groups of drafts whose lines follow one another in the same way.
        compared: pairs of drafts that were compared word for word.
        questions: what a creator may answer instead of the brief's words.

    """

    members: tuple[Member, ...]
    clusters: tuple[tuple[int, ...], ...]
    shared: tuple[tuple[str, ...], ...]
    phrases: tuple[SharedPhrase, ...]
    tags: tuple[str, ...]
    same_tags: tuple[int, ...]
    same_shape: tuple[tuple[int, ...], ...]
    compared: int
    has_brief: bool
    questions: tuple[Bilingual, ...] = ()


def examine_campaign(
    reviews: Sequence[Review],
    brief: Brief | None,
    data: BriefData,
    followers: Mapping[str, int] | None = None,
) -> Campaign:
    """Hold the drafts of one campaign against the brief and against one another.

    Args:
        reviews: the drafts, checked. Each is compared in the unit of its own language.
        brief: the campaign's brief, which every draft is held against.
        data: sizes, thresholds and cue words.
        followers: how many followers a creator has, by draft id.

    """
    drafts = [review.draft for review in reviews]
    words = [_words(draft) for draft in drafts]
    languages = ["zh" if is_chinese(draft.text) else "en" for draft in drafts]
    of_brief = words_of(brief.text).words if brief else ()
    known = {language: shingles(of_brief, size) for language, size in data.campaign.shingle.items()}
    alike = find_alike(
        (
            shingles(own, data.campaign.shingle[language]) - known[language]
            for own, language in zip(words, languages, strict=True)
        ),
        data.campaign,
    )
    counts = followers or {}
    overlaps = [_overlap(review, brief, data) for review in reviews]
    tags, same_tags = _same_tags(drafts, data.campaign)
    return Campaign(
        members=tuple(
            Member(
                review,
                overlap,
                twins,
                data.campaign.tier(counts[review.draft.id]) if review.draft.id in counts else review.draft.tier,
            )
            for review, overlap, twins in zip(reviews, overlaps, alike.twins, strict=True)
        ),
        clusters=alike.clusters,
        shared=tuple(_shared(drafts, group, alike.twins, of_brief, data.campaign) for group in alike.clusters[:_MOST]),
        phrases=_phrases(drafts, words, languages, of_brief, data.campaign),
        tags=tags,
        same_tags=same_tags,
        same_shape=_same_shape(drafts, data.campaign),
        compared=alike.compared,
        has_brief=brief is not None,
        questions=data.questions,
    )


def _words(draft: Draft) -> tuple[str, ...]:
    """The words of a draft, each kept once in memory however many drafts use it."""
    return tuple(map(sys.intern, words_of(_whole(draft)).words))


def _overlap(review: Review, brief: Brief | None, data: BriefData) -> BriefOverlap | None:
    """With the campaign's brief; what the review says where it was held against that one already."""
    if brief is None:
        return None
    was_compared = review.overlap is not None and not review.draft.brief
    return review.overlap if was_compared else compare_with_brief(review.draft.fields, brief, data)


def _shared(
    drafts: Sequence[Draft],
    group: Sequence[int],
    twins: Sequence[Sequence[Twin]],
    of_brief: tuple[str, ...],
    data: CampaignData,
) -> tuple[str, ...]:
    """What the two nearest drafts of a group have in common, the longest stretches first."""
    one = max((index for index in group if twins[index]), key=lambda index: twins[index][0].similarity, default=None)
    if one is None:
        return ()
    text = _whole(drafts[one])
    size = data.shingle["zh" if is_chinese(text) else "en"]
    own, other = words_of(text), words_of(_whole(drafts[twins[one][0].index])).words
    left = list(own.words)
    for at, _, length in shared_runs(own.words, of_brief, size):
        left[at : at + length] = [""] * length
    runs = shared_runs(left, other, size)
    spans = [own.span(at, at + length) for at, _, length in sorted(runs, key=lambda run: -run[2])[:_MOST_SHARED]]
    return tuple(" ".join(text[span.start : span.end].split()) for span in spans)


def _whole(draft: Draft) -> str:
    return f"{draft.fields.get(TITLE, '')}\n{draft.text}"


def _phrases(
    drafts: Sequence[Draft],
    words: Sequence[tuple[str, ...]],
    languages: Sequence[str],
    of_brief: tuple[str, ...],
    data: CampaignData,
) -> tuple[SharedPhrase, ...]:
    """The most shared runs, looked for among the drafts of each language."""
    found: list[SharedPhrase] = []
    for language, size in data.phrase.items():
        own = [index for index, each in enumerate(languages) if each == language]
        if len(own) >= data.phrase_drafts:
            found += _phrases_of(drafts, {index: words[index] for index in own}, size, of_brief, data)
    return tuple(sorted(found, key=lambda phrase: (-len(phrase.drafts), -len(phrase.text)))[: data.most_phrases])


def _phrases_of(
    drafts: Sequence[Draft],
    words: Mapping[int, tuple[str, ...]],
    size: int,
    of_brief: tuple[str, ...],
    data: CampaignData,
) -> list[SharedPhrase]:
    """Shared runs, joined where one goes on from the other in the same drafts."""
    least = max(data.phrase_drafts, round(data.phrase_share * len(words)))
    in_brief = {of_brief[at : at + size] for at in range(len(of_brief) - size + 1)}
    counted = shared_by(tuple(words.values()), size, least, in_brief)
    joined: dict[tuple[str, ...], list[int]] = {}
    for index, own in words.items() if counted else ():
        at = 0
        while at <= len(own) - size:
            end = at
            while end <= len(own) - size and own[end : end + size] in counted:
                end += 1
            if end > at:
                joined.setdefault(own[at : end + size - 1], []).append(index)
            at = max(end, at + 1)
    return [
        SharedPhrase(_as_typed(drafts[indexes[0]], run), tuple(dict.fromkeys(indexes)))
        for run, indexes in joined.items()
        if len(set(indexes)) >= least
    ]


def _as_typed(draft: Draft, run: tuple[str, ...]) -> str:
    text = _whole(draft)
    words = words_of(text)
    for at in range(len(words) - len(run) + 1):
        if words.words[at : at + len(run)] == run:
            span = words.span(at, at + len(run))
            return " ".join(text[span.start : span.end].split())
    return " ".join(run)


def _same_tags(drafts: Sequence[Draft], data: CampaignData) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The set of hashtags most drafts share, and which drafts have exactly that set."""
    sets = [tuple(sorted(hashtags_of(f"{draft.text} {draft.fields.get(_TAG_FIELD, '')}"))) for draft in drafts]
    common = Counter(each for each in sets if len(each) > 1).most_common(1)
    if not common or len(drafts) < data.phrase_drafts or common[0][1] < data.tags_share * len(drafts):
        return (), ()
    return common[0][0], tuple(index for index, each in enumerate(sets) if each == common[0][0])


def _same_shape(drafts: Sequence[Draft], data: CampaignData) -> tuple[tuple[int, ...], ...]:
    groups: dict[str, list[int]] = {}
    for index, draft in enumerate(drafts):
        shape = shape_of(draft.fields.get(TEXT, ""))
        if len(shape) >= data.shape_from:
            groups.setdefault(shape, []).append(index)
    return tuple(
        sorted((tuple(g) for g in groups.values() if len(g) >= data.phrase_drafts), key=lambda g: (-len(g), g))
    )
