"""Conditions, weighed: facts declared and implied, signals, and what else stands in the draft."""

from collections.abc import Iterable, Set
from typing import Protocol

from xhs_compliance.engine.match import Match
from xhs_compliance.engine.numbers import compares
from xhs_compliance.engine.scene import Scene
from xhs_compliance.model.condition import (
    All,
    Any,
    Condition,
    CoveredBy,
    FactIs,
    FactNumber,
    Has,
    LanguageIs,
    MarketIs,
    Not,
    SignalOn,
)
from xhs_compliance.model.facts import UNDECLARED, Facts
from xhs_compliance.model.finding import Evidence
from xhs_compliance.model.pattern import Missing, Pattern, Reach
from xhs_compliance.model.rule import Rule
from xhs_compliance.model.words import Market, Severity
from xhs_compliance.text.fold import skeleton_of

Held = tuple[Evidence, ...]
"""What made a condition hold; may be empty."""

DECLARED = "declared"


Answers = dict[tuple[int, Market | None], int]
"""By condition (its identity) and market, the answers under which it holds, as bits."""


class Raising(Protocol):
    """Raises the signals of one draft."""

    def evidence(self, name: str, situation: "Situation") -> Held | None:
        """The evidence of a signal; ``None`` while it is off."""

    def evidence_near(self, name: str, situation: "Situation", match: Match, within: Reach | int) -> Held | None:
        """The same, where it stands as near to *match* as *within* says."""


class Situation:
    """Everything a condition can ask about, under one declaration of facts.

    Args:
        scene: the draft.
        facts: what is declared.
        raising: raises the signals of the draft.
        near: the identities of the conditions that look at the words around a match, and the ids of the rules whose
            severity does.
        factual_conditions: the identities of the conditions that ask for facts alone.
        market: the market being judged.
        whole: the situation without a market, when there is one.

    Attributes:
        implied: values the draft's signals add to what is declared, with their evidence.
        answers: of the conditions on the whole draft.
        factual: the same of conditions on facts alone; may be shared with other drafts that declare the same.
        weights: by rule, the severities of rules that weigh the same wherever they match.

    """

    def __init__(
        self,
        scene: Scene,
        facts: Facts,
        raising: Raising,
        near: tuple[Set[int], Set[str]],
        factual_conditions: Set[int],
        market: Market | None = None,
        whole: "Situation | None" = None,
    ) -> None:
        self.scene = scene
        self.facts = facts
        self.market = market
        self.implied: dict[str, dict[str, Held]] = {}
        self.answers: Answers = {}
        self.factual: Answers = {}
        self.weights: dict[str, tuple[Severity, ...]] = {}
        self._near = near
        self._factual = factual_conditions
        self._raising = raising
        self._whole = whole

    def in_market(self, market: Market) -> "Situation":
        """The same, judged for one market."""
        whole = self._whole or self
        other = Situation(self.scene, self.facts, self._raising, self._near, self._factual, market, whole)
        other.implied, other.answers, other.factual = self.implied, self.answers, self.factual
        return other

    def raise_signal(self, name: str) -> Held | None:
        """The evidence of a signal, whatever the market; ``None`` while it is off."""
        return self._raising.evidence(name, self._whole or self)

    def is_near(self, condition: Condition) -> bool:
        """Whether *condition* looks at the words around a match; others hold for the whole draft or not at all."""
        return id(condition) in self._near[0]

    def is_factual(self, condition: Condition) -> bool:
        """Whether what is declared and implied decides *condition*, whatever else the draft says."""
        return id(condition) in self._factual

    def weighs_nearby(self, rule: Rule) -> bool:
        """Whether the severity of *rule* depends on the words around a match."""
        return rule.id in self._near[1]

    def holds(self, condition: Condition | None, match: Match | None = None) -> Held | None:
        """What makes *condition* hold around *match*; ``None`` when it does not."""
        match condition:
            case None:
                return ()
            case All(conditions):
                return self._all(conditions, match)
            case Any(conditions):
                return _first(self.holds(inner, match) for inner in conditions)
            case Not(inner):
                return () if self.holds(inner, match) is None else None
            case FactIs() | FactNumber() | CoveredBy():
                return self._of_facts(condition, match)
            case SignalOn():
                return self._signalled(condition, match)
            case LanguageIs(languages):
                return () if self.scene.language in languages else None
            case MarketIs(markets):
                return () if self.market in markets else None
            case Has(pattern, within):
                return self._has(pattern, within, match)

    def _signalled(self, condition: SignalOn, match: Match | None) -> Held | None:
        if condition.within == "draft" or match is None:
            return _first(map(self.raise_signal, condition.signals))
        whole = self._whole or self
        return _first(self._raising.evidence_near(name, whole, match, condition.within) for name in condition.signals)

    def _of_facts(self, condition: FactIs | FactNumber | CoveredBy, match: Match | None) -> Held | None:
        match condition:
            case FactIs():
                return self._fact(condition)
            case FactNumber(name, over, under, at_least):
                value = self.facts.get(name)
                holds = isinstance(value, int | float) and compares(value, over, under, at_least)
                return (Evidence("fact", f"{name}: {value}"),) if holds else None
            case CoveredBy(name):
                return self._covered(name, match)

    def _all(self, conditions: tuple[Condition, ...], match: Match | None) -> Held | None:
        held: Held = ()
        for condition in conditions:
            evidence = self.holds(condition, match)
            if evidence is None:
                return None
            held += evidence
        return held

    def _fact(self, condition: FactIs) -> Held | None:
        name = condition.name
        declared = self.facts.words(name)
        implied = self.implied.get(name, {})
        if DECLARED in condition.values and self.facts.declared(name):
            return (Evidence("fact", f"{name}: {', '.join(declared)}"),)
        for word in declared:
            if word in condition.values and not (word == UNDECLARED and implied):
                return (Evidence("fact", f"{name}: {word}"),)
        return next((evidence for word, evidence in implied.items() if word in condition.values), None)

    def _covered(self, name: str, match: Match | None) -> Held | None:
        if match is None or not self.facts.declared(name):
            return None
        listed = [skeleton_of(word) for word in self.facts.words(name)]
        said = [hit.word for hit in match.hits] or [self.scene.typed(match)]
        for word in map(skeleton_of, said):
            if not any(word in entry or entry in word for entry in listed):
                return None
        return (Evidence("fact", f"{name}: {', '.join(self.facts.words(name))}"),)

    def _has(self, pattern: Pattern, within: Reach | int, match: Match | None) -> Held | None:
        if isinstance(pattern, Missing):
            return () if not self.scene.find(pattern.pattern) else None
        near = self.scene.find(pattern) if match is None else self.scene.find_near(pattern, match, within)
        found = next(iter(near), None)
        return None if found is None else (self.seen(found, "context"),)

    def seen(self, match: Match, note: str) -> Evidence:
        """A match as evidence of the context."""
        text = self.scene.typed(match)
        return Evidence("context", note, match.field, match.span, text)


def _first(held: Iterable[Held | None]) -> Held | None:
    """The first that holds."""
    return next((evidence for evidence in held if evidence is not None), None)
