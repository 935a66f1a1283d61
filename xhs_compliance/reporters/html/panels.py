"""What stands beside the findings: the proofs that could answer for them, and what is fine already."""

from collections.abc import Iterable
from dataclasses import dataclass

from xhs_compliance.model.finding import Finding
from xhs_compliance.model.review import Review
from xhs_compliance.model.words import Bilingual
from xhs_compliance.reporters.html.platform import TIE, Disclosure, Room

FITS = {
    "title": Bilingual("标题 {used} 字，放得下", "The title fits: {used} of {most}"),
    "text": Bilingual("正文 {used} 字，放得下", "The text fits: {used} of {most}"),
    "topics": Bilingual("{used} 个话题，没超", "{used} topics, within the limit"),
}
LABELLED = Bilingual("开头就标明了，读的人看得到", "The label stands at the start, where readers see it")
LET_GO = Bilingual("有 {n} 处看着像、其实不是，没算进来", "{n} that only looked like trouble, not counted")


STYLE = "scripted"
"""Findings on how a text reads: no proof makes them go."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A fact that could answer for a claim.

    Attributes:
        fact: its name.
        title: the question it answers.
        value: what is declared; ``None`` while that is a gap.

    """

    fact: str
    title: Bilingual
    value: object | None


def proofs(findings: Iterable[Finding], review: Review) -> tuple[Proof, ...]:
    """The facts that *findings* ask for where the draft goes, but for the tie, with what is declared of each."""
    titles = {question.fact: question.title for question in review.questions}
    asked = dict.fromkeys(
        fact for finding in findings if finding.rule.category != STYLE for fact in finding.rule.ask if fact != TIE
    )
    declared = review.draft.facts
    return tuple(
        Proof(fact, titles.get(fact, Bilingual("", "")), declared.get(fact))
        for fact in asked
        if fact in titles or declared.declared(fact)
    )


def fine(review: Review, rooms: tuple[Room, ...], disclosure: Disclosure) -> tuple[Bilingual, ...]:
    """What is fine already, in the words a creator is told."""
    told = [_filled(FITS[room.field], used=room.used, most=room.most) for room in rooms if room.used and not room.over]
    if disclosure.is_early:
        told.append(LABELLED)
    if review.excused:
        told.append(_filled(LET_GO, n=len(review.excused)))
    return (*told, *(reason.message for reason in review.scripted.in_favour))


def _filled(phrase: Bilingual, **values: object) -> Bilingual:
    return Bilingual(phrase.zh.format(**values), phrase.en.format(**values))
