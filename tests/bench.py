"""Rules tried one at a time: what their examples and witnesses say of them, unchanged and changed.

A rule is compiled with the signals it asks for alone, so that a change costs a fraction of a second; examples and
witnesses that do not hold of the unchanged rule in that company are left out, so that they cannot count as noticing.
Only drafts are read again in which a dropped word was seen, or something was let go for the reason of a dropped excuse:
no other can read differently.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from source import Finder, Outlook, Source
from witnesses import Witness, says

from xhs_compliance.engine.asked import all_conditions, asked_patterns
from xhs_compliance.engine.automaton import Found
from xhs_compliance.engine.checker import Checker
from xhs_compliance.engine.hits import Hit, Typed
from xhs_compliance.engine.lexicon import Lexicon
from xhs_compliance.engine.ruleset import RuleSet
from xhs_compliance.engine.selftest import check_examples, review_example
from xhs_compliance.model.condition import FactIs, SignalOn
from xhs_compliance.model.declare import declare
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.pattern import Disguised, Terms, leaves
from xhs_compliance.model.review import Review
from xhs_compliance.model.rule import Example, Examples, Signal
from xhs_compliance.text.fold import Folded

AS_OF = date(2026, 11, 22)
NOTHING: Mapping[str, Finder] = {}


@dataclass(frozen=True, slots=True)
class Shown:
    """An example or a witness that holds, and what may change it.

    Attributes:
        words: of the lists that were seen in it.
        reasons: why something was let go in it.

    """

    text: Example | Witness
    words: frozenset[str]
    reasons: frozenset[str]

    def may_tell(self, words: frozenset[str], reasons: frozenset[str] | None) -> bool:
        """Whether it can read differently without these words, or without an excuse for one of the reasons."""
        if words:
            return not words.isdisjoint(self.words)
        return reasons is None or not reasons.isdisjoint(self.reasons)


@dataclass(frozen=True, slots=True)
class Sound:
    """An unchanged rule or signal, alone with the signals it asks for.

    Attributes:
        owner: it, with the examples that hold there.
        ruleset: compiled.
        shown: the examples and witnesses that hold there.
        left_out: how many witnesses do not.

    """

    owner: Finder
    ruleset: RuleSet
    shown: tuple[Shown, ...] = ()
    left_out: int = 0


class Recording(Lexicon):
    """A lexicon that notes every word it finds."""

    def __init__(self, ruleset: RuleSet) -> None:
        super().__init__(ruleset.spelled)
        self.words: set[str] = set()

    def judged(self, folded: Folded, raw: Iterable[Found], key: str, typed: dict[Found, Typed]) -> list[Hit]:
        """The hits, noted."""
        hits = super().judged(folded, raw, key, typed)
        self.words.update(hit.word for hit in hits)
        return hits

    def _read(self, folded: Folded) -> Iterator[tuple[str, Hit]]:
        for key, hit in super()._read(folded):
            self.words.add(hit.word)
            yield key, hit


class Bench:
    """Compiles one rule with the signals it asks for, and tries its examples and witnesses.

    Args:
        source: the packs.
        witnesses: what further drafts must read like.

    """

    def __init__(self, source: Source, witnesses: Iterable[Witness] = ()) -> None:
        self.source, self.book = source, (book := source.book)
        self.signals = {signal.id: signal for signal in book.signals}
        self.packs = {owner.id: pack for pack in book.packs for owner in (*pack.rules, *pack.signals)}
        self._sound: dict[str, Sound] = {}
        self.witnesses: dict[str, list[Witness]] = {}
        for witness in witnesses:
            self.witnesses.setdefault(witness.rule, []).append(witness)

    def ruleset(self, owner: Finder, spelled: Any = None, changed: Mapping[str, Finder] = NOTHING) -> RuleSet:
        """*owner* with what it asks for, as *changed*; all rules where it looks at the findings of others."""
        pack = self.packs[owner.id]
        asked = [signal.id for signal in self._asked(owner) if signal.id != owner.id]
        named: dict[str, Any] = {name: changed.get(name, self.signals[name]) for name in asked}
        if isinstance(owner, Signal):
            packs = [replace(pack, rules=(), signals=(*named.values(), owner))]
        elif any(isinstance(leaf, Disguised) for leaf in leaves(owner.find)):
            packs = [
                replace(other, rules=tuple(owner if rule.id == owner.id else rule for rule in other.rules))
                for other in self.book.packs
            ]
        else:
            packs = [replace(pack, rules=(owner,), signals=tuple(named.values()))]
        return RuleSet(packs, self.book.library.evasion, self.book.library.facts, spelled)

    def _asked(self, owner: Finder) -> list[Signal]:
        """The signals *owner* asks for and those they ask for; those that imply a fact where one is asked."""
        found: dict[str, Signal] = {}
        todo: list[Finder] = [owner]
        while todo:
            finder = todo.pop()
            for condition in all_conditions(finder):
                names: Iterable[str] = ()
                if isinstance(condition, SignalOn):
                    names = condition.signals
                elif isinstance(condition, FactIs):
                    names = [each.id for each in self.signals.values() if condition.name in each.implies]
                for name in names:
                    if name not in found and name in self.signals:
                        found[name] = self.signals[name]
                        todo.append(self.signals[name])
        return list(found.values())

    def changed_checker(self, name: str, changed: Mapping[str, Finder]) -> Checker:
        """What checks with a changed rule or signal alone, and with the signals that changed with it."""
        owner, sound = changed[name], self.sound(name)
        finders = [owner, *(other for other in changed.values() if isinstance(other, Signal))]
        known = {key for other in finders for key in keys_of(self.source.owners[other.id])}
        is_spelled = all(keys_of(other) <= known for other in finders)
        return Checker(self.ruleset(owner, sound.ruleset.spelled if is_spelled else None, changed), AS_OF, "mutate")

    def sound(self, name: str) -> Sound:
        """A rule or signal unchanged, with the examples and witnesses that hold when it stands alone."""
        if name not in self._sound:
            self._sound[name] = self._found_sound(self.source.owners[name])
        return self._sound[name]

    def known(self) -> Iterable[Sound]:
        """Those that were asked for so far."""
        return self._sound.values()

    def _found_sound(self, owner: Finder) -> Sound:
        ruleset = self.ruleset(owner)
        ruleset.lexicon = lexicon = Recording(ruleset)
        checker = Checker(ruleset, AS_OF, "mutate")
        (tested,) = check_examples((owner,), checker, self.book.library.facts)
        failing = {id(miss.example) for miss in tested.misses}
        held = Examples(
            tuple(each for each in owner.examples.flag if id(each) not in failing),
            tuple(each for each in owner.examples.passing if id(each) not in failing),
        )
        shown = []
        witnesses = self.witnesses.get(owner.id, [])
        for text in (*held.flag, *held.passing, *witnesses):
            lexicon.words.clear()
            review = self.reviewed(checker, text)
            if isinstance(text, Witness) and says(review, owner.id) != text.says:
                continue
            shown.append(_shown(text, review, lexicon))
        left_out = len(witnesses) - sum(isinstance(each.text, Witness) for each in shown)
        return Sound(replace(owner, examples=held), ruleset, tuple(shown), left_out)

    def reviewed(self, checker: Checker, text: Example | Witness) -> Review:
        """The review of an example or a witness."""
        if isinstance(text, Example):
            return review_example(text, checker, self.book.library.facts)
        return checker.check(Draft("", text.fields, declare(text.facts, self.book.library.facts)))

    def notices(self, outlook: Outlook) -> str:
        """The rule or signal that shows the edit, the likeliest asked first; empty when none does."""
        if outlook.refused:
            return "refused"
        able = []
        for name, changed in outlook.changed.items():
            sound = self.sound(name)
            reasons = gone_reasons(sound.owner, changed)
            telling = [shown for shown in sound.shown if shown.may_tell(outlook.words, reasons)]
            if telling:
                able.append((len(telling), name, telling))
        for _, name, telling in sorted(able, key=lambda each: each[:2]):
            checker = self.changed_checker(name, outlook.changed)
            if any(self._is_told(shown.text, self.sound(name).owner, checker) for shown in telling):
                return name
        return ""

    def learn(self, witness: Witness) -> Witness:
        """A further witness, with what its rule alone says of it."""
        sound = self.sound(witness.rule)
        ruleset = self.ruleset(sound.owner, sound.ruleset.spelled)
        ruleset.lexicon = lexicon = Recording(ruleset)
        review = self.reviewed(Checker(ruleset, AS_OF, "mutate"), witness)
        told = replace(witness, says=says(review, witness.rule))
        shown = _shown(told, review, lexicon)
        self._sound[witness.rule] = replace(sound, shown=(*sound.shown, shown))
        return told

    def _is_told(self, text: Example | Witness, owner: Finder, checker: Checker) -> bool:
        if isinstance(text, Witness):
            return says(self.reviewed(checker, text), owner.id) != text.says
        alone = Examples((text,), ()) if text in owner.examples.flag else Examples((), (text,))
        (tested,) = check_examples((replace(owner, examples=alone),), checker, self.book.library.facts)
        return bool(tested.misses)


def _shown(text: Example | Witness, review: Review, lexicon: Recording) -> Shown:
    reasons = frozenset(each.because for each in review.excused)
    return Shown(text, frozenset(lexicon.words), reasons)


def keys_of(owner: Finder) -> set[str]:
    """The keys of every list of a rule or signal."""
    patterns = (owner.find, *asked_patterns(owner))
    return {leaf.key for pattern in patterns for leaf in leaves(pattern) if isinstance(leaf, Terms)}


def gone_reasons(owner: Finder, changed: Finder) -> frozenset[str] | None:
    """The names of excuses that are gone where nothing else was changed; ``None`` for any other change."""
    if isinstance(owner, Signal) or replace(changed, unless=owner.unless, examples=owner.examples) != owner:
        return None
    kept = [excuse for excuse in owner.unless if excuse in changed.unless]
    if tuple(kept) != changed.unless:
        return None
    return frozenset(excuse.name for excuse in owner.unless if excuse not in changed.unless)
