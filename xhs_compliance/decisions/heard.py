"""What became of decisions in one run."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from xhs_compliance.model.decision import Decision, Decisions
from xhs_compliance.model.review import Review


@dataclass(frozen=True, slots=True)
class Heard:
    """What became of the decisions in one run.

    Attributes:
        used: decisions that some finding fell under.
        unused: decisions in force that no finding fell under.
        expired: decisions whose last day is over.
        stale: decisions on sentences that have changed since.

    """

    used: tuple[Decision, ...]
    unused: tuple[Decision, ...]
    expired: tuple[Decision, ...]
    stale: tuple[Decision, ...]


def heard(decisions: Decisions, reviews: Iterable[Review], day: date) -> Heard:
    """Which decisions had an effect on these reviews, and which had none."""
    decided = [each for review in reviews for each in review.decided]
    used = {id(each.decision) for each in decided if not each.is_stale}
    stale = {id(each.decision) for each in decided if each.is_stale}
    expired = [entry for entry in decisions.entries if entry.is_expired(day)]
    idle = [entry for entry in decisions.entries if id(entry) not in used | stale and not entry.is_expired(day)]
    return Heard(
        used=tuple(entry for entry in decisions.entries if id(entry) in used),
        unused=tuple(idle),
        expired=tuple(expired),
        stale=tuple(entry for entry in decisions.entries if id(entry) in stale),
    )
