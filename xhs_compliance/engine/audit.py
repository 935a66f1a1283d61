"""Which rules need a person's look: not checked for long, not sure, thin in examples, or never seen to fire."""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import date

from xhs_compliance.model.rule import Rule
from xhs_compliance.model.words import Confidence

FEWEST_EXAMPLES = 5
"""Examples a rule should have of what it flags, and as many of what it passes."""


@dataclass(frozen=True, slots=True)
class Audit:
    """What is worth a look, by what is wrong with it; rules in the order of their packs.

    Attributes:
        stale: not compared with its sources since the day asked for, or resting on an article that was not.
        unsure: of less than high confidence, the least sure first.
        thin: with fewer examples than it should have, flagging and passing.
        silent: those that found nothing in any of the drafts read; ``None`` when no drafts were read.

    """

    stale: tuple[Rule, ...]
    unsure: tuple[Rule, ...]
    thin: tuple[Rule, ...]
    silent: tuple[Rule, ...] | None


def audit(rules: Iterable[Rule], checked_since: date, fired: Set[str] | None = None) -> Audit:
    """Look over *rules*.

    Args:
        rules: the rules, with their examples.
        checked_since: the first day that counts as recent.
        fired: the ids of the rules that found something in drafts, where drafts were read.

    """
    known = tuple(rules)
    return Audit(
        stale=tuple(rule for rule in known if last_checked(rule) < checked_since),
        unsure=tuple(
            rule for least in (Confidence.LOW, Confidence.MEDIUM) for rule in known if rule.confidence == least
        ),
        thin=tuple(rule for rule in known if min(map(len, _examples(rule))) < FEWEST_EXAMPLES),
        silent=None if fired is None else tuple(rule for rule in known if rule.id not in fired),
    )


def last_checked(rule: Rule) -> date:
    """The day a rule and everything it rests on had all been checked: the earliest of theirs."""
    return min(rule.checked, *(provision.checked for provision in rule.basis))


def _examples(rule: Rule) -> tuple[tuple[object, ...], tuple[object, ...]]:
    return rule.examples.flag, rule.examples.passing
