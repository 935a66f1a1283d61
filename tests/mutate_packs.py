"""Change the packs a little, one place at a time, and see whether a test notices: ``make mutate``.

A mutant is one rule or signal with one thing changed: an alternative, a part of a pair, a term, an excuse, a gate, a
rung of the ladder, a severity, a lift or a count. It is noticed when an example of its rule no longer holds, or a
witness (``data/witnesses.jsonl``: drafts with what one rule says of them) reads differently. Rules are changed in
memory and compiled with the signals they ask for alone, so that a mutant costs a fraction of a second.
"""

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from xhs_compliance.engine.checker import Checker
from xhs_compliance.engine.ruleset import RuleSet
from xhs_compliance.engine.selftest import check_examples
from xhs_compliance.model.condition import All, Condition, FactIs, SignalOn, When, conditions_in
from xhs_compliance.model.condition import Any as AnyOf
from xhs_compliance.model.declare import declare
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.pattern import Count, Disguised, Either, InFields, Pair, Pattern, Placed, Terms, leaves
from xhs_compliance.model.review import Review
from xhs_compliance.model.rule import Examples, Rule, Signal
from xhs_compliance.model.words import Severity
from xhs_compliance.packs.files import builtin_rules
from xhs_compliance.packs.load import RuleBook, load_rulebook

WITNESSES = Path(__file__).parent / "data" / "witnesses.jsonl"
AS_OF = date(2026, 11, 22)
TERMS_A_LIST = 2
"""Terms dropped from each list of a rule; every other mutant is made."""

Finder = Rule | Signal


@dataclass(frozen=True, slots=True)
class Mutant:
    """A rule or signal with one thing changed."""

    kind: str
    what: str
    owner: Finder


@dataclass(frozen=True, slots=True)
class Witness:
    """A draft and what one rule says of it: a severity, ``excused: NAME``, ``raised`` or ``nothing``."""

    rule: str
    fields: Mapping[str, str]
    facts: Mapping[str, Any]
    says: str


@dataclass
class Outcome:
    """Mutants made and noticed, by kind, and those that nothing noticed."""

    made: Counter[str] = field(default_factory=Counter)
    noticed: Counter[str] = field(default_factory=Counter)
    survivors: list[Mutant] = field(default_factory=list)

    @property
    def score(self) -> float:
        """The share noticed; 1 where there was nothing to notice."""
        return self.noticed.total() / self.made.total() if self.made else 1.0


def patterns_changed(pattern: Pattern, dice: random.Random) -> Iterator[tuple[str, str, Pattern]]:  # noqa: C901
    """*pattern* with one thing in it changed, every way there is."""
    match pattern:
        case Terms(words=words) if len(words) > 1:
            for word in dice.sample(words, min(TERMS_A_LIST, len(words))):
                kept = tuple(other for other in words if other != word)
                yield "a term", word, replace(pattern, words=kept, key=f"{pattern.key}-{word}")
        case Either(patterns):
            for place, part in enumerate(patterns):
                rest = (*patterns[:place], *patterns[place + 1 :])
                if rest:
                    yield "an alternative", _short(part), rest[0] if len(rest) == 1 else Either(rest)
            yield from _inside(pattern, patterns, "patterns", dice)
        case Pair(parts=parts):
            for place, part in enumerate(parts):
                rest = (*parts[:place], *parts[place + 1 :])
                yield "a part of a pair", _short(part), rest[0] if len(rest) == 1 else replace(pattern, parts=rest)
            yield from _inside(pattern, parts, "parts", dice)
        case Count(of=of):
            yield "a count", f"at least {pattern.at_least}", replace(pattern, at_least=pattern.at_least + 1)
            yield from _inside(pattern, of, "of", dice)
        case Placed(pattern=inner):
            yield "a place", pattern.where, inner
            for kind, what, changed in patterns_changed(inner, dice):
                yield kind, what, replace(pattern, pattern=changed)
        case InFields(pattern=inner):
            yield "a place", ", ".join(pattern.fields), inner
            for kind, what, changed in patterns_changed(inner, dice):
                yield kind, what, replace(pattern, pattern=changed)
        case _:
            return


def _inside(
    pattern: Any, parts: tuple[Pattern, ...], name: str, dice: random.Random
) -> Iterator[tuple[str, str, Pattern]]:
    for place, part in enumerate(parts):
        for kind, what, changed in patterns_changed(part, dice):
            yield kind, what, replace(pattern, **{name: (*parts[:place], changed, *parts[place + 1 :])})


def mutants_of(owner: Finder, dice: random.Random) -> Iterator[Mutant]:
    """Every mutant of a rule or signal."""
    for kind, what, find in patterns_changed(owner.find, dice):
        yield Mutant(kind, what, replace(owner, find=find))
    for place, excuse in enumerate(owner.unless):
        rest = (*owner.unless[:place], *owner.unless[place + 1 :])
        yield Mutant("an excuse", f"{excuse.name} ({place})", replace(owner, unless=rest))
    yield from _gates(owner)
    if isinstance(owner, Rule):
        yield from _weights(owner)


def _gates(owner: Finder) -> Iterator[Mutant]:
    if owner.when is not None:
        yield Mutant("a gate", _short(owner.when), replace(owner, when=None))
    match owner.when:
        case All(parts) | AnyOf(parts) if len(parts) > 1:
            for place, part in enumerate(parts):
                rest = (*parts[:place], *parts[place + 1 :])
                yield Mutant("a gate", _short(part), replace(owner, when=replace(owner.when, conditions=rest)))


def _weights(rule: Rule) -> Iterator[Mutant]:
    for place, step in enumerate(rule.ladder):
        before, after = rule.ladder[:place], rule.ladder[place + 1 :]
        lower = {Severity.ERROR: Severity.WARNING, Severity.WARNING: Severity.INFO}.get(step.severity, Severity.ERROR)
        changed = replace(step, severity=lower)
        what = f"{step.severity.word} when {_short(step.when)}"
        yield Mutant("a severity", what, replace(rule, ladder=(*before, changed, *after)))
        if len(rule.ladder) > 1:
            yield Mutant("a rung", what, replace(rule, ladder=(*before, *after)))
    for place, lift in enumerate(rule.lifts):
        rest = (*rule.lifts[:place], *rule.lifts[place + 1 :])
        yield Mutant("a lift", _short(lift.when), replace(rule, lifts=rest))


def _short(value: object) -> str:
    return repr(value)[:100]


class Bench:
    """Compiles one rule with the signals it asks for, and tries its examples and witnesses.

    Args:
        book: the packs.
        witnesses: what further drafts must read like, by rule.

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
            for condition in _all_conditions(finder):
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

    def sound(self, owner: Finder) -> "tuple[Finder, RuleSet]":
        """*owner* with the examples that hold when it stands alone, and its rule set."""
        ruleset = self.ruleset(owner)
        checker = Checker(ruleset, AS_OF, "mutate")
        (tested,) = check_examples((owner,), checker, self.book.library.facts)
        failing = {id(miss.example) for miss in tested.misses}
        held = Examples(
            tuple(each for each in owner.examples.flag if id(each) not in failing),
            tuple(each for each in owner.examples.passing if id(each) not in failing),
        )
        return replace(owner, examples=held), ruleset

    def notices(self, mutant: Mutant, base: RuleSet) -> bool:
        """Whether an example or a witness reads differently with the mutant."""
        spelled = None if mutant.kind == "a term" else base.spelled
        checker = self.checker(mutant.owner, spelled)
        (tested,) = check_examples((mutant.owner,), checker, self.book.library.facts)
        return bool(tested.misses) or any(
            self.said(checker, mutant.owner.id, witness) != witness.says
            for witness in self.witnesses.get(mutant.owner.id, ())
        )

    def said(self, checker: Checker, owner: str, witness: Witness) -> str:
        """What a rule or signal says of a witness's draft."""
        draft = Draft("", witness.fields, declare(witness.facts, self.book.library.facts))
        return says(checker.check(draft), owner)


def says(review: Review, owner: str) -> str:
    """What a review says about one rule or signal, in a word or two."""
    if owner in review.signals:
        return "raised"
    found = [finding.severity for finding in review.findings if finding.rule.id == owner]
    if found:
        return max(found).word
    excused = sorted({excused.because for excused in review.excused if excused.rule.id == owner})
    return f"excused: {', '.join(excused)}" if excused else "nothing"


def _all_conditions(finder: Finder) -> Iterator[Condition]:
    starts: list[Condition | None] = [finder.when]
    starts += [excuse.condition for excuse in finder.unless if isinstance(excuse, When)]
    if isinstance(finder, Rule):
        starts += [step.when for step in finder.ladder]
        starts += [lift.when for lift in finder.lifts]
        starts += [gate.when for gate in finder.gating]
    for start in starts:
        yield from conditions_in(start)


def read_witnesses(path: Path = WITNESSES) -> list[Witness]:
    """The witnesses kept with the tests."""
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    return [Witness(**json.loads(line)) for line in lines if line]


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
        sound, base = bench.sound(owner)
        for mutant in chosen:
            mutant = replace(mutant, owner=replace(mutant.owner, examples=sound.examples))
            outcome.made[mutant.kind] += 1
            if bench.notices(mutant, base):
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
    for mutant in outcome.survivors[: asked.survivors]:
        print(f"survived: {mutant.owner.id}: {mutant.kind}: {mutant.what}", file=sys.stderr)


if __name__ == "__main__":
    main()
