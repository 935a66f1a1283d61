"""Edit the packs in one place at a time, and see whether a test notices: ``make mutate``.

A mutant is one edit of one place of the YAML (``edits.py``): an alternative, a part of a pair, an excuse, a gate, a
rung, a lift, a place, a word of a list dropped, a severity or a count changed. The edited files are built again in
memory (``source.py``), and every rule and signal that judges differently then is one way of noticing: an example of it
no longer holds, or a witness (``witnesses.py``) reads differently. So a line of a shared context is one mutant, and it
is noticed when one of the rules that use it shows it. An edit that the loader refuses is noticed; one after which every
rule judges as before, because the same is said elsewhere, is no mutant and counted apart.

Each rule is tried alone (``bench.py``).
"""

import argparse
import sys
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from bench import Bench
from edits import Edit, drawn_by
from source import Source
from witnesses import read_witnesses

from xhs_compliance.packs.files import builtin_rules
from xhs_compliance.packs.load import load_rulebook
from xhs_compliance.packs.sources import Root


@dataclass
class Outcome:
    """Mutants made and noticed, by kind, and those that nothing noticed.

    Attributes:
        same: edits after which everything is judged as before.
        refused: of those noticed, the edits the loader refuses.

    """

    made: Counter[str] = field(default_factory=Counter)
    noticed: Counter[str] = field(default_factory=Counter)
    survivors: list[tuple[str, Edit]] = field(default_factory=list)
    same: list[tuple[str, Edit]] = field(default_factory=list)
    refused: int = 0

    @property
    def score(self) -> float:
        """The share noticed; 1 where there was nothing to notice."""
        return self.noticed.total() / self.made.total() if self.made else 1.0


def mutate(bench: Bench, edits: Iterable[tuple[str, Edit]]) -> Outcome:
    """Make the edits and see which are noticed."""
    outcome = Outcome()
    for name, edit in edits:
        outlook = bench.source.outlook(name, edit)
        if not outlook.changed and not outlook.refused:
            outcome.same.append((name, edit))
            continue
        outcome.made[edit.kind] += 1
        outcome.refused += bool(outlook.refused)
        if bench.notices(outlook):
            outcome.noticed[edit.kind] += 1
        else:
            outcome.survivors.append((name, edit))
    return outcome


def chosen(source: Source, seed: int, most: int, packs: Collection[str] = ()) -> list[tuple[str, Edit]]:
    """Up to *most* edits, of the rules of some packs alone where they are named; the seed draws them."""
    ids = {owner.id for pack in source.book.packs if pack.id in packs for owner in (*pack.rules, *pack.signals)}
    edits = [(name, edit) for name, edit in source.edits(seed) if not packs or name in ids]
    return sorted(edits, key=lambda each: drawn_by(seed, each[0], each[1].kind, each[1].what))[:most]


def main() -> None:
    """Print the score by kind, and the survivors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("packs", nargs="*", help="packs whose rules are changed; everything when left out")
    parser.add_argument("--mutants", type=int, default=400, help="so many of all edits are tried, chosen by dice")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--survivors", type=int, default=40, help="so many are shown")
    asked = parser.parse_args()
    source = Source(load_rulebook([builtin_rules()]), [Root(builtin_rules())])
    bench = Bench(source, read_witnesses())
    outcome = mutate(bench, chosen(source, asked.seed, asked.mutants, asked.packs))
    print("| changed | mutants | noticed | share |\n|---|---|---|---|")
    for kind, made in sorted(outcome.made.items()):
        print(f"| {kind} | {made} | {outcome.noticed[kind]} | {outcome.noticed[kind] / made:.2f} |")
    print(f"| all | {outcome.made.total()} | {outcome.noticed.total()} | {outcome.score:.3f} |")
    print(f"{outcome.refused} of those noticed the loader refuses; {len(outcome.same)} more edits change nothing")
    if left_out := sum(sound.left_out for sound in bench.known()):
        print(f"{left_out:,} witnesses read differently when their rule stands alone: left out")
    for name, edit in outcome.same:
        print(f"changes nothing: {edit.place} {name}: {edit.kind}: {edit.what}", file=sys.stderr)
    for name, edit in outcome.survivors[: asked.survivors]:
        print(f"survived: {edit.place} {name}: {edit.kind}: {edit.what}", file=sys.stderr)


if __name__ == "__main__":
    main()
