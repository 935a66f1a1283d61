"""The legal instruments behind the rules, each provision once."""

from dataclasses import dataclass
from datetime import date

from xhs_compliance.model.words import Bilingual, Confidence


@dataclass(frozen=True, slots=True)
class Provision:
    """One article of a law, guideline or platform rule.

    Attributes:
        id: how rules refer to it, e.g. ``ad-law-17``.
        instrument: the name of the law or rule.
        article: which article, e.g. 第十七条 / Art. 17.
        says: what it asks, in our own words.
        in_force: first day it holds.
        until: last day it held, when it has been repealed.
        checked: the day somebody last compared this entry with the text.
        confidence: how sure we are of the article and its content.
        address: where to read it.

    """

    id: str
    instrument: Bilingual
    article: Bilingual
    says: Bilingual
    in_force: date
    checked: date
    confidence: Confidence
    address: str
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on *day*."""
        return self.in_force <= day and (self.until is None or day <= self.until)
