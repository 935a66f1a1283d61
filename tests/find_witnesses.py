"""Look for drafts that tell an edited rule from the rule, and keep them: ``make witnesses``.

For every edit of the packs (``edits.py``) that no example and no witness notices, drafts people wrote are tried
(``read_drafts.py``), then drafts made from the examples, words and conditions of the rules it changes
(``drafts_for.py``) until one reads differently; for the words of lists there are drafts with a word a line
(``word_lines.py``). What was found is kept in ``data/witnesses.jsonl`` with what
the rule says, all packs loaded, beside the witnesses there are.

A witness says what *is*, not what ought to be: read the difference before committing it. ``--again`` says anew what is
said of the drafts there are, which takes seconds.
"""

import argparse
import itertools
import multiprocessing
import random
import sys
import time
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as MappingABC
from collections.abc import Sequence as SequenceABC
from dataclasses import replace
from functools import cache
from typing import Any

from bench import AS_OF, Bench
from drafts_for import TIES, Drafts, Made
from edits import Edit
from read_drafts import by_rule
from source import Finder, Source
from witnesses import Witness, keep, read_witnesses, says
from word_lines import WordSearch

from xhs_compliance.api import load_linter
from xhs_compliance.engine.checker import Checker
from xhs_compliance.linter import Linter
from xhs_compliance.model.declare import FactError, declare
from xhs_compliance.model.draft import Draft
from xhs_compliance.packs.conditions import Builder
from xhs_compliance.packs.files import builtin_rules
from xhs_compliance.packs.load import load_rulebook
from xhs_compliance.packs.nodes import Mapping, Node, Sequence
from xhs_compliance.packs.problems import Problems
from xhs_compliance.packs.sources import Root

MOST_TRIED = 200
"""Drafts put together for an edit in one rule."""

MOST_READ = 400
"""Drafts people wrote that are tried for it before."""

MOST_OTHERWISE = 40
"""Of those, drafts tried with other ties declared too."""

MOST_OWNERS = 6
"""Rules in which a shared piece is tried."""

OF_LISTS = ("a term", "a list taken in")
OF_FACTS = ("a gate", "a lift", "a rung", "a severity", "a row of a table", "an excuse")


class Search:
    """Looks for witnesses.

    Args:
        bench: the packs, and the witnesses there are.
        seed: of the dice that choose words.
        read: drafts people wrote, by rule.

    """

    def __init__(self, bench: Bench, seed: int, read: MappingABC[str, SequenceABC[Made]]) -> None:
        self.bench, self.seed, self.read = bench, seed, read
        self._drafts: dict[str, Drafts] = {}
        self._said: dict[tuple[str, Made], str] = {}
        self.words = WordSearch(bench, self.drafts, random.Random(seed), read)
        self.lacking = 0

    def drafts(self, name: str) -> Drafts:
        """What makes drafts of a rule or signal."""
        if name not in self._drafts:
            owner, bench = self.bench.sound(name).owner, self.bench
            dice = random.Random(f"{self.seed} {name}")
            self._drafts[name] = Drafts(owner, bench.signals, bench.book.library.facts, dice)
        return self._drafts[name]

    def run(self, edits: Iterable[tuple[str, Edit]]) -> Iterator[Witness]:
        """Drafts that show what can be shown; of each list its first edit stands for all its words."""
        lists: set[int] = set()
        for name, edit in edits:
            if edit.kind not in OF_LISTS:
                yield from self._of_piece(name, edit)
            elif id(edit.old) not in lists and self.bench.source.outlook(name, edit).changed:
                lists.add(id(edit.old))
                found, left = self.words.of_list(name, edit)
                self.lacking += left
                yield from found

    def _of_piece(self, name: str, edit: Edit) -> Iterator[Witness]:
        outlook = self.bench.source.outlook(name, edit)
        if not outlook.changed or self.bench.notices(outlook):
            return
        for user in [*outlook.changed][:MOST_OWNERS]:
            made = self._found(user, outlook.changed, edit)
            if made:
                yield self.bench.learn(Witness(user, made.fields, made.facts, ""))
                return
        self.lacking += 1

    def _found(self, user: str, changed: MappingABC[str, Finder], edit: Edit) -> Made | None:
        """A draft that one rule reads differently once it is changed."""
        base = Checker(self.bench.sound(user).ruleset, AS_OF, "mutate")
        other = self.bench.changed_checker(user, changed)
        piece = self._piece(user, changed[user], edit)
        put_together = itertools.islice(dict.fromkeys(self.drafts(user).showing(edit.kind, piece)), MOST_TRIED)
        tried = itertools.chain(self._read(user, edit.kind), put_together)
        return next((made for made in tried if self._differs(made, user, base, other)), None)

    def _read(self, user: str, kind: str) -> Iterator[Made]:
        """Drafts people wrote; with other ties where a weight or a gate may hang on them."""
        read = self.read.get(user, ())
        yield from read[:MOST_READ]
        if kind in OF_FACTS:
            for made in read[:MOST_OTHERWISE]:
                yield from (Made(made.fields, {**made.facts, "commercial": tie}) for tie in TIES)

    def _differs(self, made: Made, user: str, base: Checker, other: Checker) -> bool:
        try:
            draft = Draft("", made.fields, declare(made.facts, self.bench.book.library.facts))
        except FactError:
            return False
        if (user, made) not in self._said:
            self._said[user, made] = says(base.check(draft), user)
        return self._said[user, made] != says(other.check(draft), user)

    def _piece(self, user: str, changed: Finder, edit: Edit) -> Any:
        """What was dropped or changed: excuses, a pattern, a pair and the place in it, or a condition."""
        owner, source = self.bench.source.owners[user], self.bench.source
        builder = Builder(source.library, Problems(), source.heads[user].evade)
        node: Any = edit.piece
        match edit.kind:
            case "an excuse" | "a named excuse" | "a line of a context":
                return [excuse for excuse in owner.unless if excuse not in changed.unless]
            case "an alternative" | "a place" | "a count":
                return builder.pattern(node)
            case "a part of a pair":
                return builder.pattern(node[0]), node[1]
            case "a gate":
                return builder.condition(node)
            case _:
                return self._when(node, builder)

    def _when(self, node: Node | None, builder: Builder) -> Any:
        """The condition of a step, a lift or a row; ``None`` for a bare severity."""
        when = node.get("when") or node.only("any", "all") if isinstance(node, Mapping) else None
        return builder.condition(when) if isinstance(when, Mapping | Sequence) and when.source else None


@cache
def _search(seed: int) -> tuple[Search, dict[str, list[Edit]]]:
    """What a process searches with, and every edit by what it is an edit of."""
    source = Source(load_rulebook([builtin_rules()]), [Root(builtin_rules())])
    edits: dict[str, list[Edit]] = {}
    for name, edit in source.edits(seed):
        edits.setdefault(name, []).append(edit)
    return Search(Bench(source, read_witnesses()), seed, by_rule(source.book, AS_OF)), edits


def _searched(task: tuple[str, int]) -> tuple[str, list[Witness], int]:
    """One rule, signal, list or context, its new witnesses, and how much of it nothing shows."""
    name, seed = task
    search, edits = _search(seed)
    search.lacking = 0
    found = list(search.run((name, edit) for edit in edits[name]))
    return name, found, search.lacking


def again(linter: Linter, witnesses: Iterable[Witness]) -> Iterator[Witness]:
    """The same drafts, with what is said of them now."""
    for witness in witnesses:
        draft = Draft("", witness.fields, declare(witness.facts, linter.facts))
        yield replace(witness, says=says(linter.checker.check(draft), witness.rule))


def main() -> None:
    """Look for witnesses and write them beside those there are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="packs, rules, @lists or contexts to look at; all when left out")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--again", action="store_true", help="only say anew what is said of the drafts there are")
    parser.add_argument("--seconds", type=int, default=0, help="stop looking after so long and keep what was found")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    asked = parser.parse_args()
    book, linter = load_rulebook([builtin_rules()]), load_linter()
    owners = {owner.id: pack.id for pack in book.packs for owner in (*pack.rules, *pack.signals)}
    found = [witness for witness in read_witnesses() if witness.rule in owners]
    if asked.again:
        print(f"{keep(again(linter, found)):,} witnesses")
        return
    wanted = [name for name in _search(asked.seed)[1] if not asked.names or {name, owners.get(name)} & {*asked.names}]
    lacking, began = 0, time.monotonic()
    with multiprocessing.Pool(asked.jobs) as pool:
        for name, drafts, left in pool.imap_unordered(_searched, [(name, asked.seed) for name in wanted]):
            found += drafts
            lacking += left
            seconds = time.monotonic() - began
            print(f"{name}: {len(drafts)} found, {left} not shown, {seconds:.0f} s", file=sys.stderr, flush=True)
            if asked.seconds and seconds > asked.seconds:
                pool.terminate()
                break
    print(f"{keep(again(linter, found)):,} witnesses; no draft was found for {lacking:,} pieces and words")


if __name__ == "__main__":
    main()
