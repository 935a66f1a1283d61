"""Rules made ready: one lexicon for what triggers them, one for what is only asked about, and who waits for what."""

from collections.abc import Iterable, Iterator, Mapping

from xhs_compliance.engine.lexicon import Lexicon
from xhs_compliance.engine.needs import Needs, anchor_key, needs_of
from xhs_compliance.engine.regexes import Regexes
from xhs_compliance.engine.scene import Scene
from xhs_compliance.engine.spelled import Spelled, by_key, spell
from xhs_compliance.engine.ties import TIE
from xhs_compliance.model.condition import (
    Condition,
    Context,
    CoveredBy,
    Excuse,
    Exempt,
    FactIs,
    Has,
    When,
    conditions_in,
)
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.facts import FactType
from xhs_compliance.model.pattern import Missing, Pattern, Regex, Terms, leaves, parts_of
from xhs_compliance.model.rule import Pack, Rule, Signal
from xhs_compliance.text.variants import EvasionTable


class RuleSet:
    """The rules of several packs, compiled. Immutable once built, safe to share between threads after a first use.

    Args:
        packs: the packs to apply.
        evasion: what can be written for what.
        fact_types: the table of facts, for the questions.
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
        self.regexes = Regexes()
        if spelled is None:
            sets = by_key(leaf for leaf in self._leaves() if isinstance(leaf, Terms))
            spelled = spell(sets.values(), evasion, self._anchors())
        self.spelled = spelled
        self.lexicon = Lexicon(spelled)
        self.needs = self._all_needs()
        self.excuses = {rule.id: _sorted_excuses(rule) for rule in self.rules}
        self.woken_by: dict[str, list[Rule]] = {}
        self.always_awake = {rule.id for rule in self.rules if not needs_of(rule.find)}
        for rule in self.rules:
            for key in min(needs_of(rule.find), key=len, default=frozenset()):
                self.woken_by.setdefault(key, []).append(rule)
        self.near = self._all_near()
        self.implying = tuple(signal for signal in self.signals.values() if signal.implies)
        self.tied_signals = frozenset(signal.id for signal in self.signals.values() if _names_tie((signal.when,)))

    def _finders(self) -> Iterator[Rule | Signal]:
        yield from self.rules
        yield from self.signals.values()

    def scene(self, draft: Draft) -> Scene:
        """A draft as these rules see it."""
        return Scene(draft, self.lexicon, self.regexes, self.needs)

    def _all_needs(self) -> dict[int, Needs]:
        """What each pattern waits for, by the pattern's identity."""
        starts: list[Pattern] = [finder.find for finder in self._finders()]
        starts += [pattern for finder in self._finders() for pattern in _asked_patterns(finder)]
        known: dict[int, Needs] = {}
        while starts:
            pattern = starts.pop()
            starts += parts_of(pattern)
            if needs := needs_of(pattern):
                known[id(pattern)] = needs
        return known

    def _all_near(self) -> tuple[frozenset[int], frozenset[str]]:
        """The conditions that look at the words around a match, by identity; the rules whose severity does, by id."""
        near: set[int] = set()
        for finder in self._finders():
            for start in _conditions(finder):
                near.update(id(condition) for condition in conditions_in(start) if _looks_around(condition))
        rules = (r.id for r in self.rules if any(id(condition) in near for condition in _weighing(r)))
        return frozenset(near), frozenset(rules)

    def _leaves(self) -> Iterator[Pattern]:
        """Every leaf that is looked for, whether it triggers or is only asked about."""
        for finder in self._finders():
            for pattern in (finder.find, *_asked_patterns(finder)):
                yield from leaves(pattern)

    def _anchors(self) -> dict[str, tuple[str, ...]]:
        """The anchors of every regular expression, by key."""
        return {anchor_key(leaf): leaf.anchors for leaf in self._leaves() if isinstance(leaf, Regex) and leaf.anchors}


def _names_tie(conditions: Iterable[Condition | None]) -> bool:
    """Whether any of the conditions, or one nested in them, asks for the commercial tie."""
    nested = (condition for start in conditions for condition in conditions_in(start))
    return any(isinstance(condition, FactIs) and condition.name == TIE for condition in nested)


def _sorted_excuses(rule: Rule) -> tuple[tuple[Excuse, ...], tuple[Excuse, ...]]:
    """The excuses that look at the words around a match, and those that ask for facts."""
    cues = tuple(excuse for excuse in rule.unless if not isinstance(excuse, When))
    return cues, tuple(excuse for excuse in rule.unless if isinstance(excuse, When))


def _weighing(rule: Rule) -> Iterator[Condition | None]:
    """The conditions that decide how much a match weighs."""
    yield from (step.when for step in rule.ladder)
    yield from (lift.when for lift in rule.lifts)
    yield from (gate.when for gate in rule.gating)


def _conditions(finder: Rule | Signal) -> Iterator[Condition | None]:
    """Every condition of a rule or signal."""
    yield finder.when
    if isinstance(finder, Rule):
        yield from _weighing(finder)
    yield from (excuse.condition for excuse in finder.unless if isinstance(excuse, When))


def _looks_around(condition: Condition) -> bool:
    """Whether a condition, or one nested in it, asks for the words around a match."""
    return any(
        isinstance(inner, CoveredBy)
        or (isinstance(inner, Has) and inner.within != "draft" and not isinstance(inner.pattern, Missing))
        for inner in conditions_in(condition)
    )


def _asked_patterns(finder: Rule | Signal) -> Iterator[Pattern]:
    """Every pattern that is only looked for once a candidate is being judged."""
    for start in _conditions(finder):
        yield from (condition.pattern for condition in conditions_in(start) if isinstance(condition, Has))
    for excuse in finder.unless:
        yield from _excuse_patterns(excuse)


def _excuse_patterns(excuse: Excuse) -> Iterator[Pattern]:
    match excuse:
        case Context(cue=cue, masked_by=masked_by):
            yield cue
            if masked_by is not None:
                yield masked_by
        case Exempt(phrases=phrases):
            yield phrases
        case _:
            return
