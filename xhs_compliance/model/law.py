"""The legal instruments behind the rules, each provision once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from xhs_compliance.model.words import Bilingual, Confidence, Market


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
        markets: where it holds; empty when it goes with the platform, wherever a post is read.

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
    markets: tuple[Market, ...] = ()

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on *day*."""
        return self.in_force <= day and (self.until is None or day <= self.until)

    def holds_in(self, markets: Iterable[Market]) -> bool:
        """Whether it holds in any of *markets*."""
        return not self.markets or not set(markets).isdisjoint(self.markets)
