"""Rules made ready: one lexicon for what triggers them, one for what is only asked about, and who waits for what."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from xhs_compliance.engine.asked import (
    all_conditions,
    asked_patterns,
    asks_facts_alone,
    conditions,
    looks_around,
    names_tie,
    sorted_excuses,
    weighing,
)
from xhs_compliance.engine.awake import Cues, Excuses
from xhs_compliance.engine.lexicon import Lexicon, Sightings
from xhs_compliance.engine.match import WIDEST_PAIR
from xhs_compliance.engine.needs import Needs, Waiting, anchor_key, anchors_in, by_first_key, width_of
from xhs_compliance.engine.regexes import Regexes
from xhs_compliance.engine.scene import Scene
from xhs_compliance.engine.severity import Caps, applies_in
from xhs_compliance.engine.situation import Answers
from xhs_compliance.engine.spelled import Spelled, by_key, spell
from xhs_compliance.model.condition import Excuse, conditions_in
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.facts import Facts, FactType
from xhs_compliance.model.pattern import Draftwide, Either, Measured, Missing, Pattern, Terms, leaves
from xhs_compliance.model.rule import Pack, Rule, Signal
from xhs_compliance.model.words import MARKETS
from xhs_compliance.text.variants import EvasionTable

MOST_DECLARATIONS = 512
"""Different declarations whose answers are remembered."""


class Wake(NamedTuple):
    """An alternative of a rule or signal that a key wakes, if something of every other need was seen as well.

    Attributes:
        reach: how near, in skeleton characters; ``None`` for anywhere in the field.

    """

    owner: str
    number: int
    others: Needs
    reach: int | None


class RuleSet:
    """The rules of several packs, compiled. Immutable once built, safe to share between threads after a first use.

    Args:
        packs: the packs to apply.
        evasion: what can be written for what.
        fact_types: the table of facts, for the questions and the markets there are.
        spelled: the attribute of that name of a rule set of the same packs, so that it need not be worked out again.

    """

    def __init__(
        self,
        packs: Iterable[Pack],
        evasion: EvasionTable,
        fact_types: Mapping[str, FactType],
        spelled: Spelled | None = None,
    ) -> None:
        self.packs = tuple(packs)
        self.rules = tuple(rule for pack in self.packs for rule in pack.rules)
        self.signals = {signal.id: signal for pack in self.packs for signal in pack.signals}
        self.fact_types = fact_types
        self.markets = fact_types[MARKETS].values if MARKETS in fact_types else ()
        self.regexes = Regexes()
        if spelled is None:
            sets = by_key(leaf for leaf in self._leaves() if isinstance(leaf, Terms))
            spelled = spell(sets.values(), evasion, self._anchors())
        self.spelled = spelled
        self.lexicon = Lexicon(spelled)
        self.waiting = Waiting(self._commonness)
        self.excuses = {rule.id: _made_ready(rule) for rule in self.rules}
        self.signal_excuses = {name: Excuses.of(signal.unless) for name, signal in self.signals.items()}
        self.alternatives = {finder.id: _alternatives(finder.find) for finder in self._finders()}
        self.wakes, self.always = self._all_wakes()
        self.near = self._all_near()
        self.factual = frozenset(id(c) for f in self._finders() for c in all_conditions(f) if asks_facts_alone(c))
        self._applicable: dict[Hashable, frozenset[str]] = {}
        self._answers: dict[Hashable, Answers] = {}
        self.unseen = frozenset(f.id for f in self._finders() if isinstance(f.find, Draftwide | Missing | Measured))
        self.implying = tuple(signal for signal in self.signals.values() if signal.implies)
        self.tied_signals = frozenset(signal.id for signal in self.signals.values() if names_tie((signal.when,)))

    def _finders(self) -> Iterator[Rule | Signal]:
        yield from self.rules
        yield from self.signals.values()

    def scene(self, draft: Draft) -> Scene:
        """A draft as these rules see it."""
        return Scene(draft, self.lexicon, self.regexes, self.waiting)

    def answers_under(self, facts: Facts, implied: Mapping[str, Iterable[str]]) -> Answers:
        """What is known so far of conditions that ask for facts alone; shared by all drafts that declare the same."""
        said = tuple(sorted((name, facts.words(name)) for name in facts))
        key = (said, tuple(sorted((name, tuple(words)) for name, words in implied.items())))
        known = self._answers.get(key)
        if known is None:
            if len(self._answers) >= MOST_DECLARATIONS:
                self._answers.clear()
            known = self._answers[key] = {}
        return known

    def applicable(self, caps: Caps) -> frozenset[str]:
        """The rules that apply in any of the markets, by id."""
        key = tuple(caps.items())
        known = self._applicable.get(key)
        if known is None:
            known = self._applicable[key] = frozenset(rule.id for rule in self.rules if applies_in(rule, caps))
        return known

    @cached_property
    def cues(self) -> Cues:
        """What the excuses of all rules and signals look for."""
        return Cues((excuse for finder in self._finders() for excuse in finder.unless), self.waiting)

    def _all_wakes(self) -> tuple[dict[str, list[Wake]], dict[str, frozenset[int]]]:
        """What each key wakes, when it was seen; and the alternatives that have to be tried on every draft."""
        wakes: dict[str, list[Wake]] = {}
        always: dict[str, frozenset[int]] = {}
        for owner, patterns in self.alternatives.items():
            for number, pattern in enumerate(patterns):
                ways = self.waiting.ways(pattern)
                if not ways:
                    always[owner] = always.get(owner, frozenset()) | {number}
                asks_more = any(len(way) > 1 for way in ways)
                width = width_of(pattern, self.spelled.longest, WIDEST_PAIR) if asks_more else None
                for key, others in by_first_key(ways):
                    wakes.setdefault(key, []).append(Wake(owner, number, others, width if others else None))
        return wakes, always

    def awake(self, fields: Iterable[Sightings]) -> dict[str, set[int]]:
        """The alternatives that can match in fields where this was seen, by rule or signal."""
        awake: dict[str, set[int]] = {owner: set(numbers) for owner, numbers in self.always.items()}
        for field in fields:
            seen = field.keys
            for key in self.wakes.keys() & seen:
                for owner, number, others, reach in self.wakes[key]:
                    for need in others:
                        if need.isdisjoint(seen):
                            break
                    else:
                        if reach is not None and not field.stand_near(key, others, reach):
                            continue
                        known = awake.get(owner)
                        if known is None:
                            awake[owner] = {number}
                        else:
                            known.add(number)
        return awake

    def _commonness(self, need: frozenset[str]) -> float:
        return sum([self.spelled.commonness.get(key, 0.0) for key in need])

    def _all_near(self) -> tuple[frozenset[int], frozenset[str]]:
        """The conditions that look at the words around a match, by identity; the rules whose severity does, by id."""
        near: set[int] = set()
        for finder in self._finders():
            for start in conditions(finder):
                near.update(id(condition) for condition in conditions_in(start) if looks_around(condition))
        rules = (r.id for r in self.rules if any(id(condition) in near for condition in weighing(r)))
        return frozenset(near), frozenset(rules)

    def _leaves(self) -> Iterator[Pattern]:
        """Every leaf that is looked for, whether it triggers or is only asked about."""
        for finder in self._finders():
            for pattern in (finder.find, *asked_patterns(finder)):
                yield from leaves(pattern)

    def _anchors(self) -> dict[str, tuple[str, ...]]:
        """Every set of literals that a regular expression waits for, by key."""
        return {anchor_key(literals): literals for leaf in self._leaves() for literals in anchors_in(leaf)}


def _made_ready(rule: Rule) -> tuple[Excuses, tuple[Excuse, ...]]:
    """The excuses of a rule that look at the words around a match, and those that ask for facts."""
    by_cue, by_fact = sorted_excuses(rule)
    return Excuses.of(by_cue), by_fact


def _alternatives(pattern: Pattern) -> tuple[Pattern, ...]:
    """The patterns of which any is enough."""
    if isinstance(pattern, Either):
        return tuple(deep for part in pattern.patterns for deep in _alternatives(part))
    return (pattern,)
