"""What may be changed about briefs and campaigns: sizes, thresholds and cue words, read from a plain mapping."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from xhs_compliance.analyses.brief_marks import BriefMark, any_of, read_marks
from xhs_compliance.analyses.scripted_section import Ramp, Section
from xhs_compliance.model.words import Bilingual


@dataclass(frozen=True, slots=True)
class OverlapData:
    """How a draft is held against its brief; every figure is explained in the data file."""

    run: Mapping[str, int]
    long_run: Mapping[str, int]
    copies_from: float
    fewest: int
    covered_from: Mapping[str, float]
    order_from: float
    points_from: int
    told_from: float
    retold_from: float
    retold_points: int
    weighs: Ramp
    share: float
    message: Bilingual
    remedy: Bilingual


@dataclass(frozen=True, slots=True)
class CampaignData:
    """How the drafts of a campaign are held against each other; every figure is explained in the data file."""

    shingle: Mapping[str, int]
    near_from: float
    fewest: int
    holders: int
    sampled_from: int
    most_twins: int
    phrase: Mapping[str, int]
    phrase_share: float
    phrase_drafts: int
    most_phrases: int
    tags_share: float
    shape_from: int
    tiers: Mapping[str, int]

    def tier(self, followers: int) -> str:
        """What a creator with so many followers counts as."""
        return max((least, name) for name, least in self.tiers.items() if followers >= least)[1]


@dataclass(frozen=True, slots=True)
class CardData:
    """Which declared evidence can save a statement on the may-say card.

    Attributes:
        of_the_author: facts of whoever writes, which no product has.
        named: by fact, the words with which a statement names that evidence; without them it saves nothing.
        not_for: facts that products of a category cannot have.

    """

    of_the_author: tuple[str, ...]
    named: Mapping[str, re.Pattern[str]]
    not_for: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class BriefData:
    """Everything the analyses of briefs and campaigns need.

    Attributes:
        must_say: cues of lines that must be said word for word.
        legal_lines: fixed legal wordings.
        slogan: cues of slogans.
        practical: expressions for when, where, how much and how to book, which every draft may repeat.
        order: words that make a statement an order to the author and no point to tell.
        small_words: English words every text has; they make no point mentioned.
        attributed: words that say whose words these are.
        claim: words that state what nobody sees for themselves.
        marks: what is found in a brief itself.
        questions: what real buyers ask, to write from.
        card: what helps a statement on the may-say card.

    """

    overlap: OverlapData
    campaign: CampaignData
    must_say: re.Pattern[str]
    legal_lines: tuple[str, ...]
    slogan: re.Pattern[str]
    practical: re.Pattern[str]
    order: re.Pattern[str]
    small_words: frozenset[str]
    attributed: re.Pattern[str]
    claim: re.Pattern[str]
    marks: tuple[BriefMark, ...]
    questions: tuple[Bilingual, ...]
    card: CardData

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any]) -> "BriefData":
        """Read the mapping a YAML loader makes of ``rules/scripted/brief.yaml``.

        Raises:
            ValueError: naming the key that is missing, unknown or of the wrong kind.

        """
        top = Section(mapping, "")
        top.text("schema", "version")
        data = cls(
            overlap=_overlap(top.section("overlap")),
            campaign=_campaign(top.section("campaign")),
            must_say=any_of(top.strings("must_say")),
            legal_lines=top.strings("legal_lines"),
            slogan=any_of(top.strings("slogan")),
            practical=top.get("practical", _expressions),
            order=any_of(top.strings("order")),
            small_words=frozenset(top.strings("small_words")),
            attributed=any_of(top.strings("attributed")),
            claim=any_of(top.strings("claim")),
            marks=read_marks(top.section("marks")),
            questions=top.get("questions", _questions),
            card=_card(top.section("card")),
        )
        top.close()
        return data


def _expressions(value: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{expression})" for expression in value))


def _card(section: Section) -> CardData:
    return CardData(
        of_the_author=section.strings("of_the_author"),
        named={name: any_of(words) for name, words in section.section("named").all_strings().items()},
        not_for=section.section("not_for").all_strings(),
    )


def _questions(value: list[Mapping[str, str]]) -> tuple[Bilingual, ...]:
    return tuple(Bilingual(str(each["zh"]), str(each["en"])) for each in value)


def _sizes(section: Section, key: str) -> dict[str, int]:
    return {language: int(size) for language, size in _shares(section, key).items()}


def _shares(section: Section, key: str) -> dict[str, float]:
    shares = section.section(key)
    return {language: shares.number(language) for language in ("zh", "en")}


def _overlap(section: Section) -> OverlapData:
    return OverlapData(
        run=_sizes(section, "run"),
        long_run=_sizes(section, "long_run"),
        copies_from=section.number("copies_from"),
        fewest=int(section.number("fewest")),
        covered_from=_shares(section, "covered_from"),
        order_from=section.number("order_from"),
        points_from=int(section.number("points_from")),
        told_from=section.number("told_from"),
        retold_from=section.number("retold_from"),
        retold_points=int(section.number("retold_points")),
        weighs=section.ramp("weighs"),
        share=section.number("share"),
        message=section.bilingual("message"),
        remedy=section.bilingual("remedy"),
    )


def _campaign(section: Section) -> CampaignData:
    tiers = section.section("tiers")
    return CampaignData(
        shingle=_sizes(section, "shingle"),
        near_from=section.number("near_from"),
        fewest=int(section.number("fewest")),
        holders=int(section.number("holders")),
        sampled_from=int(section.number("sampled_from")),
        most_twins=int(section.number("most_twins")),
        phrase=_sizes(section, "phrase"),
        phrase_share=section.number("phrase_share"),
        phrase_drafts=int(section.number("phrase_drafts")),
        most_phrases=int(section.number("most_phrases")),
        tags_share=section.number("tags_share"),
        shape_from=int(section.number("shape_from")),
        tiers={name: int(tiers.number(name)) for name in ("nano", "micro", "mid", "macro", "top")},
    )
