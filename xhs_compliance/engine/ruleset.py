"""Rules made ready: one lexicon for what triggers them, one for what is only asked about, and who waits for what."""

from collections.abc import Iterable, Iterator, Mapping

from xhs_compliance.engine.lexicon import Lexicon, Spelled, by_key, spell
from xhs_compliance.engine.regexes import Regexes
from xhs_compliance.engine.scene import Scene
from xhs_compliance.engine.ties import TIE
from xhs_compliance.model.condition import (
    Condition,
    Context,
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
        spelled: tuple[Spelled, Spelled] | None = None,
    ) -> None:
        self.packs = tuple(packs)
        self.rules = tuple(rule for pack in self.packs for rule in pack.rules)
        self.signals = {signal.id: signal for pack in self.packs for signal in pack.signals}
        self.fact_types = fact_types
        self.regexes = Regexes()
        triggers = by_key(self._trigger_terms())
        context = {key: terms for key, terms in by_key(self._context_terms()).items() if key not in triggers}
        if spelled is None:
            anchors = {anchor_key(regex): regex.anchors for regex in self._trigger_regexes() if regex.anchors}
            spelled = spell(triggers.values(), evasion, anchors), spell(context.values(), evasion)
        self.spelled = spelled
        self.trigger_lexicon, context_lexicon = Lexicon(spelled[0]), Lexicon(spelled[1])
        self.lexicons = dict.fromkeys(triggers, self.trigger_lexicon) | dict.fromkeys(context, context_lexicon)
        self.waits_for = self._waiting_patterns()
        self.excuses = {rule.id: _sorted_excuses(rule) for rule in self.rules}
        self.woken_by: dict[str, list[str]] = {}
        self.always_awake: set[str] = set()
        for rule in self.rules:
            keys = trigger_keys(rule.find)
            if keys is None:
                self.always_awake.add(rule.id)
            for key in keys or ():
                self.woken_by.setdefault(key, []).append(rule.id)
        self.implying = tuple(signal for signal in self.signals.values() if signal.implies)
        self.tied_signals = frozenset(signal.id for signal in self.signals.values() if _names_tie((signal.when,)))

    def _finders(self) -> Iterator[Rule | Signal]:
        yield from self.rules
        yield from self.signals.values()

    def scene(self, draft: Draft) -> Scene:
        """A draft as these rules see it."""
        return Scene(draft, self.lexicons, self.regexes, self.waits_for)

    def _waiting_patterns(self) -> dict[int, frozenset[str]]:
        """By identity, the patterns of several parts that cannot match unless one of their terms was seen."""
        starts = [finder.find for finder in self._finders()]
        starts += [pattern for finder in self._finders() for pattern in _asked_patterns(finder)]
        waiting = {}
        while starts:
            pattern = starts.pop()
            parts = parts_of(pattern)
            starts += parts
            keys = term_keys(pattern) if parts else None
            if keys is not None:
                waiting[id(pattern)] = keys
        return waiting

    def _trigger_terms(self) -> Iterator[Terms]:
        for finder in self._finders():
            yield from (leaf for leaf in leaves(finder.find) if isinstance(leaf, Terms))

    def _trigger_regexes(self) -> Iterator[Regex]:
        for rule in self.rules:
            yield from (leaf for leaf in leaves(rule.find) if isinstance(leaf, Regex))

    def _context_terms(self) -> Iterator[Terms]:
        for finder in self._finders():
            for pattern in _asked_patterns(finder):
                yield from (leaf for leaf in leaves(pattern) if isinstance(leaf, Terms))


def _names_tie(conditions: Iterable[Condition | None]) -> bool:
    """Whether any of the conditions, or one nested in them, asks for the commercial tie."""
    nested = (condition for start in conditions for condition in conditions_in(start))
    return any(isinstance(condition, FactIs) and condition.name == TIE for condition in nested)


def trigger_keys(pattern: Pattern) -> frozenset[str] | None:
    """Keys of which at least one must have been seen for *pattern* to match; ``None`` when it must always be tried."""
    keys: set[str] = set()
    for leaf in leaves(pattern):
        if isinstance(leaf, Terms):
            keys.add(leaf.key)
        elif isinstance(leaf, Regex) and leaf.anchors:
            keys.add(anchor_key(leaf))
        else:
            return None
    return frozenset(keys) if _needs_a_leaf(pattern) else None


def term_keys(pattern: Pattern) -> frozenset[str] | None:
    """The keys of the terms in *pattern*, where it holds nothing but terms."""
    found = leaves(pattern)
    if not all(isinstance(leaf, Terms) for leaf in found) or not _needs_a_leaf(pattern):
        return None
    return frozenset(leaf.key for leaf in found if isinstance(leaf, Terms))


def _needs_a_leaf(pattern: Pattern) -> bool:
    return not isinstance(pattern, Missing) and all(_needs_a_leaf(part) for part in parts_of(pattern))


def anchor_key(regex: Regex) -> str:
    """The key under which a regular expression's anchors are found."""
    return f"anchors of {regex.source}"


def _sorted_excuses(rule: Rule) -> tuple[tuple[Excuse, ...], tuple[Excuse, ...]]:
    """The excuses that look at the words around a match, and those that ask for facts."""
    cues = tuple(excuse for excuse in rule.unless if not isinstance(excuse, When))
    return cues, tuple(excuse for excuse in rule.unless if isinstance(excuse, When))


def _conditions(rule: Rule) -> Iterator[Condition | None]:
    yield rule.when
    yield from (step.when for step in rule.ladder)
    yield from (lift.when for lift in rule.lifts)
    yield from (gate.when for gate in rule.gating)
    yield from (excuse.condition for excuse in rule.unless if isinstance(excuse, When))


def _asked_patterns(finder: Rule | Signal) -> Iterator[Pattern]:
    """Every pattern that is only looked for once a candidate is being judged."""
    starts = (
        _conditions(finder) if isinstance(finder, Rule) else iter((finder.when, *_excuse_conditions(finder.unless)))
    )
    for start in starts:
        yield from (condition.pattern for condition in conditions_in(start) if isinstance(condition, Has))
    for excuse in finder.unless:
        yield from _excuse_patterns(excuse)


def _excuse_conditions(excuses: tuple[Excuse, ...]) -> Iterator[Condition]:
    yield from (excuse.condition for excuse in excuses if isinstance(excuse, When))


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
