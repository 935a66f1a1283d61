"""How many drafts put together from parts are found: ``make grids``.

A grid of ``data/grids`` names parts of a claim (what ails, how the goods are used, what came of it) and the frames
they stand in; any part goes with any other. A list that knows the wording of examples alone finds few of them, so a
grid tells what a lot of whole drafts hides: which part the rules lack.

    python tests/claim_grids.py [GRID ...] [--count N] [--missed N] [--seed N]
"""

import argparse
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import yaml

from xhs_compliance.api import load_linter
from xhs_compliance.linter import Linter
from xhs_compliance.model.declare import declare
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.words import Severity

GRIDS = Path(__file__).parent / "data" / "grids"


class Grid(NamedTuple):
    """Drafts as the parts they are made of.

    Attributes:
        name: of the grid, and of its file.
        breaks: whether the drafts break a rule; a grid of near misses does not.
        facts: what each draft declares.
        frames: how the parts are put together, ``{part}`` for one of them.
        parts: what may stand for each part.
        least: the share of drafts that have to come out as they should.

    """

    name: str
    breaks: bool
    facts: Mapping[str, str]
    frames: Sequence[str]
    parts: Mapping[str, Sequence[str]]
    least: float

    def drafts(self, count: int, seed: int) -> Iterator[tuple[str, dict[str, str]]]:
        """So many drafts drawn at random, each with the frame and the parts it was made of."""
        dice = random.Random(seed)
        for _ in range(count):
            chosen = {"frame": dice.choice(self.frames), **{name: dice.choice(of) for name, of in self.parts.items()}}
            used = {name: part for name, part in chosen.items() if name == "frame" or f"{{{name}}}" in chosen["frame"]}
            yield chosen["frame"].format(**chosen), used


class Outcome(NamedTuple):
    """What became of the drafts of a grid.

    Attributes:
        share: of drafts that came out as they should.
        tried: how often each part was tried, by (name, part).
        right: how often it came out as it should.
        missed: the drafts that did not.

    """

    share: float
    tried: Counter[tuple[str, str]]
    right: Counter[tuple[str, str]]
    missed: list[str]


def read(path: Path) -> Grid:
    """The grid of a file."""
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Grid(path.stem, raw["breaks"], raw.get("facts", {}), raw["frames"], raw["parts"], raw["least"])


def every_grid() -> list[Grid]:
    """All grids, by name."""
    return [read(path) for path in sorted(GRIDS.glob("*.yaml"))]


def measure(linter: Linter, grid: Grid, count: int, seed: int) -> Outcome:
    """Check so many drafts of a grid."""
    tried, right, missed = Counter[tuple[str, str]](), Counter[tuple[str, str]](), list[str]()
    declared = declare(grid.facts, linter.facts)
    for text, used in grid.drafts(count, seed):
        found = linter.check(Draft("", {"text": text}, declared)).findings
        is_found = any(finding.severity > Severity.INFO and finding.span is not None for finding in found)
        tried.update(used.items())
        if is_found == grid.breaks:
            right.update(used.items())
        else:
            missed.append(text)
    return Outcome(1 - len(missed) / count, tried, right, missed)


def main() -> None:
    """Print the share of each grid, the parts that do worst, and some drafts that came out wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("grids", nargs="*")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--missed", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    linter = load_linter()
    for grid in every_grid():
        if asked.grids and grid.name not in asked.grids:
            continue
        outcome = measure(linter, grid, asked.count, asked.seed)
        print(f"{outcome.share:.3f}  {grid.name} ({'found' if grid.breaks else 'let pass'}; at least {grid.least})")
        if asked.missed:
            _print_parts(outcome)
            print("\n".join(f"    {text}" for text in outcome.missed[: asked.missed]))


def _print_parts(outcome: Outcome) -> None:
    shares = {key: outcome.right[key] / times for key, times in outcome.tried.items()}
    for name in dict.fromkeys(key[0] for key in shares):
        worst = sorted((share, part) for (of, part), share in shares.items() if of == name)
        print(f"  {name}: " + "; ".join(f"{part} {share:.2f}" for share, part in worst[:14]))


if __name__ == "__main__":
    main()
