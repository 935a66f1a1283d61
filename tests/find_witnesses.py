"""Look for drafts that tell a changed rule from the rule, and keep them: ``make witnesses``.

For every mutant of a rule (``mutants.py``) that its examples do not notice, drafts are made from its examples, words
and conditions (``drafts_for.py``) until one reads differently under the mutant. For the words of its lists there are
drafts with a word a line (``word_lines.py``). Short drafts with the same facts are put together, a paragraph each,
where that notices the same. What was found is kept in ``data/witnesses.jsonl`` with what the rule says, all packs
loaded.

A witness says what *is*, not what ought to be: read the difference before committing it. ``--again`` says anew what is
said of the drafts there are, which takes seconds; ``--missing`` looks only at what nothing notices yet.
"""

import argparse
import itertools
import multiprocessing
import random
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from drafts_for import Drafts, Made
from mutants import Finder, Mutant, mutants_of
from mutate_packs import AS_OF, Bench
from witnesses import Witness, keep, read_witnesses, says
from word_lines import lines_with, word_drafts

from xhs_compliance.api import load_linter
from xhs_compliance.engine.checker import Checker
from xhs_compliance.linter import Linter
from xhs_compliance.model.declare import FactError, declare
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.review import Review
from xhs_compliance.model.rule import Rule
from xhs_compliance.packs.files import builtin_rules
from xhs_compliance.packs.load import load_rulebook

MOST_TRIED = 160
"""Drafts tried for a mutant."""

MOST_TOGETHER = 20
"""Short drafts put together."""


@dataclass
class Chosen:
    """A draft, the mutants it was chosen for, and whether it is one with a word a line."""

    made: Made
    mutants: list[Mutant] = field(default_factory=list)
    is_lines: bool = False


class Search:
    """Looks for witnesses of one rule or signal.

    Args:
        bench: what compiles it.
        owner: the rule or signal.
        seed: of the dice that choose words.
        known: drafts of it there are already; none, to begin anew.

    """

    def __init__(self, bench: Bench, owner: Finder, seed: int, known: Iterable[Witness] = ()) -> None:
        self.bench = bench
        self.sound = bench.sound(owner)
        self.base = Checker(self.sound.ruleset, AS_OF, "mutate")
        self.dice = random.Random(f"{seed} {owner.id}")
        self.drafts = Drafts(self.sound.owner, bench.signals, bench.book.library.facts, self.dice)
        self.said: dict[Made, str] = {}
        self.reasons: dict[Made, frozenset[str]] = {}
        self.known = [Chosen(Made(each.fields, each.facts), is_lines=_is_lines(each)) for each in known]
        self.chosen = list(self.known)
        self.lacking: list[Mutant] = []

    def run(self) -> list[Made]:
        """Drafts that together notice what can be noticed."""
        owner = self.sound.owner
        words = word_drafts(self.sound, self.bench, self.drafts, [chosen.made for chosen in self.known])
        self.chosen += [Chosen(made, is_lines=True) for made in words]
        for mutant in mutants_of(owner, self.dice):
            self._look_for(mutant)
        return [chosen.made for chosen in (*self.known, *self._together())]

    def _look_for(self, mutant: Mutant) -> None:
        checker = self._checker(mutant)
        if self.bench.breaks_example(mutant, self.sound, checker):
            return
        for chosen in self.chosen:
            made = self._asked(mutant, chosen)
            if made and self._may_excuse(mutant, made) and self._differs(made, checker):
                chosen.mutants.append(mutant)
                return
        for made in itertools.islice(dict.fromkeys(self.drafts.for_mutant(mutant)), MOST_TRIED):
            if self._may_excuse(mutant, made) and self._differs(made, checker):
                self.chosen.append(Chosen(made, [mutant]))
                return
        self.lacking.append(mutant)

    def _asked(self, mutant: Mutant, chosen: Chosen) -> Made | None:
        """What of a chosen draft may tell a mutant: of one with a word a line at most the lines with a dropped term."""
        if not chosen.is_lines:
            return chosen.made
        made = lines_with(mutant.piece[1], chosen.made) if mutant.kind == "a term" else None
        return made if made and made.fields["text"] else None

    def _may_excuse(self, mutant: Mutant, made: Made) -> bool:
        """Whether something in a draft is let go for the reason that an excuse gives; yes for any other mutant."""
        if mutant.kind != "an excuse" or not isinstance(mutant.owner, Rule):
            return True
        self.said_of(made)
        return mutant.piece.name in self.reasons[made]

    def _checker(self, mutant: Mutant) -> Checker:
        spelled = None if mutant.kind == "a term" else self.sound.ruleset.spelled
        return self.bench.checker(mutant.owner, spelled)

    def _differs(self, made: Made, checker: Checker) -> bool:
        base = self.said_of(made)
        review = reviewed(checker, made, self.bench) if base else None
        return review is not None and says(review, self.sound.owner.id) != base

    def said_of(self, made: Made) -> str:
        """What the unchanged rule says; empty where the facts cannot be declared."""
        if made not in self.said:
            review = reviewed(self.base, made, self.bench)
            let_go = review.excused if review else ()
            self.said[made] = says(review, self.sound.owner.id) if review else ""
            self.reasons[made] = frozenset(each.because for each in let_go if each.rule.id == self.sound.owner.id)
        return self.said[made]

    def _together(self) -> list[Chosen]:
        """The chosen drafts, those with the same facts and nothing but a text in paragraphs of one draft."""
        single = [
            chosen
            for chosen in self.chosen
            if set(chosen.made.fields) != {"text"} or not chosen.mutants or chosen.is_lines
        ]
        alike: dict[str, list[Chosen]] = {}
        for chosen in self.chosen[len(self.known) :]:
            if set(chosen.made.fields) == {"text"} and chosen.mutants and not chosen.is_lines:
                alike.setdefault(repr(sorted(chosen.made.facts.items(), key=repr)), []).append(chosen)
        for group in alike.values():
            for part in _parts(group):
                single += self._joined(part)
        return single

    def _joined(self, part: Sequence[Chosen]) -> Iterator[Chosen]:
        if len(part) < 2:
            yield from part
            return
        text = "\n\n".join(chosen.made.fields["text"].strip("\n") for chosen in part)
        whole = Chosen(Made({"text": text}, part[0].made.facts))
        for chosen in part:
            missed = [m for m in chosen.mutants if not self._differs(whole.made, self._checker(m))]
            whole.mutants += [mutant for mutant in chosen.mutants if mutant not in missed]
            if missed:
                yield Chosen(chosen.made, missed)
        if whole.mutants:
            yield whole


def _is_lines(witness: Witness) -> bool:
    """Whether it is a draft with a word a line, which tells little about anything but words."""
    return witness.fields.get("text", "").count("\n") > 2 * MOST_TOGETHER


def _parts(group: list[Chosen]) -> Iterator[list[Chosen]]:
    for start in range(0, len(group), MOST_TOGETHER):
        yield group[start : start + MOST_TOGETHER]


def reviewed(checker: Checker, made: Made, bench: Bench) -> Review | None:
    """The review of a draft; ``None`` where its facts cannot be declared."""
    try:
        draft = Draft("", made.fields, declare(made.facts, bench.book.library.facts))
    except FactError:
        return None
    return checker.check(draft)


def again(linter: Linter, witnesses: Iterable[Witness]) -> Iterator[Witness]:
    """The same drafts, with what is said of them now."""
    for witness in witnesses:
        draft = Draft("", witness.fields, declare(witness.facts, linter.facts))
        yield replace(witness, says=says(linter.checker.check(draft), witness.rule))


@cache
def _bench() -> tuple[Bench, dict[str, Finder]]:
    """What a process searches with: the packs, and every rule and signal by id."""
    book = load_rulebook([builtin_rules()])
    return Bench(book), {owner.id: owner for owner in (*book.rules, *book.signals)}


def _searched(task: tuple[str, int, list[Witness]]) -> tuple[str, list[Witness], int]:
    """One rule or signal, its witnesses, and how many mutants they do not notice."""
    name, seed, known = task
    bench, owners = _bench()
    search = Search(bench, owners[name], seed, known)
    return name, [Witness(name, made.fields, made.facts, "") for made in search.run()], len(search.lacking)


def main() -> None:
    """Look for witnesses and write them; those of other packs are kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("packs", nargs="*", help="packs or rules to look at; all when left out")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--again", action="store_true", help="keep the drafts there are, say anew what is said of them")
    parser.add_argument("--missing", action="store_true", help="keep them, and look for what they do not notice")
    parser.add_argument("--seconds", type=int, default=0, help="stop looking after so long and keep what was found")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    asked = parser.parse_args()
    book, linter = load_rulebook([builtin_rules()]), load_linter()
    owners = [owner for pack in book.packs for owner in (*pack.rules, *pack.signals)]
    known = {owner.id for owner in owners}
    before = [witness for witness in read_witnesses() if witness.rule in known]
    if asked.again:
        print(f"{keep(again(linter, before)):,} witnesses")
        return
    packs = {owner.id: pack.id for pack in book.packs for owner in (*pack.rules, *pack.signals)}
    looked_at = [o for o in owners if not asked.packs or packs[o.id] in asked.packs or o.id in asked.packs]
    redone = {owner.id for owner in looked_at}
    found = [witness for witness in before if witness.rule not in redone]
    lacking, began = 0, time.monotonic()
    kept = {o.id: [w for w in before if w.rule == o.id] for o in looked_at} if asked.missing else {}
    tasks = [(o.id, asked.seed, [w for w in before if w.rule == o.id] if asked.missing else []) for o in looked_at]
    with multiprocessing.Pool(asked.jobs) as pool:
        for name, drafts, left in pool.imap_unordered(_searched, tasks):
            kept[name] = drafts
            lacking += left
            print(f"{name}: {left} not noticed, {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
            if asked.seconds and time.monotonic() - began > asked.seconds:
                pool.terminate()
                break
    found += [witness for drafts in kept.values() for witness in drafts]
    print(f"{keep(again(linter, found)):,} witnesses; no draft was found for {lacking:,} mutants")


if __name__ == "__main__":
    main()
