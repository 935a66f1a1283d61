"""Change the packs a little, one place at a time, and see whether a test notices: ``make mutate``.

A mutant (``mutants.py``) is one rule or signal with one thing changed: an alternative, a part of a pair, a term, an
excuse, a gate, a rung of the ladder, a severity, a lift, a place or a count. It is noticed when an example of its rule
no longer holds, or a witness (``witnesses.py``) reads differently. Rules are changed in memory and compiled with the
signals they ask for alone, so that a mutant costs a fraction of a second; examples and witnesses that do not hold of
the unchanged rule in that company are left out, so that they cannot count as noticing.
"""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from mutants import Finder, Mutant, mutants_of
from witnesses import Witness, read_witnesses, says

from xhs_compliance.engine.checker import Checker
from xhs_compliance.engine.ruleset import RuleSet
from xhs_compliance.engine.selftest import check_examples
from xhs_compliance.model.condition import Condition, FactIs, SignalOn, When, conditions_in
from xhs_compliance.model.declare import declare
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.pattern import Disguised, leaves
from xhs_compliance.model.rule import Examples, Rule, Signal
from xhs_compliance.packs.files import builtin_rules
from xhs_compliance.packs.load import RuleBook, load_rulebook

AS_OF = date(2026, 11, 22)


@dataclass(frozen=True, slots=True)
class Sound:
    """An unchanged rule or signal, alone with the signals it asks for.

    Attributes:
        owner: it, with the examples that hold there.
        ruleset: compiled.
        witnesses: those that hold there.

    """

    owner: Finder
    ruleset: RuleSet
    witnesses: tuple[Witness, ...] = ()


@dataclass
class Outcome:
    """Mutants made and noticed, by kind, and those that nothing noticed."""

    made: Counter[str] = field(default_factory=Counter)
    noticed: Counter[str] = field(default_factory=Counter)
    survivors: list[Mutant] = field(default_factory=list)
    left_out: int = 0

    @property
    def score(self) -> float:
        """The share noticed; 1 where there was nothing to notice."""
        return self.noticed.total() / self.made.total() if self.made else 1.0


class Bench:
    """Compiles one rule with the signals it asks for, and tries its examples and witnesses.

    Args:
        book: the packs.
        witnesses: what further drafts must read like.

    """

    def __init__(self, book: RuleBook, witnesses: Iterable[Witness] = ()) -> None:
        self.book = book
        self.signals = {signal.id: signal for signal in book.signals}
        self.packs = {owner.id: pack for pack in book.packs for owner in (*pack.rules, *pack.signals)}
        self.witnesses: dict[str, list[Witness]] = {}
        for witness in witnesses:
            self.witnesses.setdefault(witness.rule, []).append(witness)

    def ruleset(self, owner: Finder, spelled: Any = None) -> RuleSet:
        """*owner* with what it asks for; all rules where it looks at the findings of others."""
        pack = self.packs[owner.id]
        named = {signal.id: signal for signal in self._asked(owner) if signal.id != owner.id}
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

    def checker(self, owner: Finder, spelled: Any = None) -> Checker:
        """What checks with *owner* alone."""
        return Checker(self.ruleset(owner, spelled), AS_OF, "mutate")

    def sound(self, owner: Finder) -> Sound:
        """*owner* unchanged, with the examples and witnesses that hold when it stands alone."""
        ruleset = self.ruleset(owner)
        checker = Checker(ruleset, AS_OF, "mutate")
        (tested,) = check_examples((owner,), checker, self.book.library.facts)
        failing = {id(miss.example) for miss in tested.misses}
        held = Examples(
            tuple(each for each in owner.examples.flag if id(each) not in failing),
            tuple(each for each in owner.examples.passing if id(each) not in failing),
        )
        told = (each for each in self.witnesses.get(owner.id, ()) if self.said(checker, each) == each.says)
        return Sound(replace(owner, examples=held), ruleset, tuple(told))

    def notices(self, mutant: Mutant, sound: Sound) -> bool:
        """Whether an example or a witness reads differently with the mutant."""
        spelled = None if mutant.kind == "a term" else sound.ruleset.spelled
        checker = self.checker(mutant.owner, spelled)
        return self.breaks_example(mutant, sound, checker) or any(
            self.said(checker, witness) != witness.says for witness in sound.witnesses
        )

    def breaks_example(self, mutant: Mutant, sound: Sound, checker: Checker) -> bool:
        """Whether an example of the rule no longer holds with the mutant, which *checker* checks with."""
        owner = replace(mutant.owner, examples=sound.owner.examples)
        (tested,) = check_examples((owner,), checker, self.book.library.facts)
        return bool(tested.misses)

    def said(self, checker: Checker, witness: Witness) -> str:
        """What is said of a witness's draft."""
        draft = Draft("", witness.fields, declare(witness.facts, self.book.library.facts))
        return says(checker.check(draft), witness.rule)


def all_conditions(finder: Finder) -> list[Condition]:
    """Every condition of a rule or signal, and those nested in them."""
    starts: list[Condition | None] = [finder.when]
    starts += [excuse.condition for excuse in finder.unless if isinstance(excuse, When)]
    if isinstance(finder, Rule):
        starts += [weighed.when for weighed in (*finder.ladder, *finder.lifts, *finder.gating)]
    return [condition for start in starts for condition in conditions_in(start)]


def mutate(bench: Bench, owners: Iterable[Finder], seed: int, share: float = 1.0, most: int | None = None) -> Outcome:
    """Make mutants of *owners* and see which are noticed.

    Args:
        bench: what compiles and tries them.
        owners: the rules and signals to change.
        seed: of the dice that choose.
        share: the share of mutants that is tried.
        most: stop after so many.

    """
    outcome, dice = Outcome(), random.Random(seed)
    for owner in owners:
        chosen = [mutant for mutant in mutants_of(owner, dice) if dice.random() < share]
        if not chosen:
            continue
        sound = bench.sound(owner)
        outcome.left_out += len(bench.witnesses.get(owner.id, ())) - len(sound.witnesses)
        for mutant in chosen:
            outcome.made[mutant.kind] += 1
            if bench.notices(mutant, sound):
                outcome.noticed[mutant.kind] += 1
            else:
                outcome.survivors.append(mutant)
            if most is not None and outcome.made.total() >= most:
                return outcome
    return outcome


def main() -> None:
    """Print the score by kind, and the survivors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("packs", nargs="*", help="packs to change; all when left out")
    parser.add_argument("--share", type=float, default=0.1, help="the share of all mutants that is tried")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--survivors", type=int, default=40, help="so many are shown")
    asked = parser.parse_args()
    book = load_rulebook([builtin_rules()])
    owners = [o for p in book.packs if not asked.packs or p.id in asked.packs for o in (*p.rules, *p.signals)]
    outcome = mutate(Bench(book, read_witnesses()), owners, asked.seed, asked.share)
    print("| changed | mutants | noticed | share |\n|---|---|---|---|")
    for kind, made in sorted(outcome.made.items()):
        print(f"| {kind} | {made} | {outcome.noticed[kind]} | {outcome.noticed[kind] / made:.2f} |")
    print(f"| all | {outcome.made.total()} | {outcome.noticed.total()} | {outcome.score:.2f} |")
    if outcome.left_out:
        print(f"{outcome.left_out:,} witnesses read differently when their rule stands alone: left out")
    for mutant in outcome.survivors[: asked.survivors]:
        print(f"survived: {mutant.owner.id}: {mutant.kind}: {mutant.what}", file=sys.stderr)


if __name__ == "__main__":
    main()
