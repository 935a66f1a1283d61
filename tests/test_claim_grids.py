"""Drafts put together from parts: most of each grid comes out as it should, and a grid says which part does not."""

import pytest
from claim_grids import GRIDS, Grid, every_grid, measure

from xhs_compliance.api import load_linter
from xhs_compliance.linter import Linter


@pytest.fixture(scope="module")
def linter() -> Linter:
    return load_linter()


@pytest.mark.parametrize("grid", every_grid(), ids=lambda grid: grid.name)
def test_most_of_a_grid_comes_out_as_it_should(linter: Linter, grid: Grid) -> None:
    outcome = measure(linter, grid, count=120, seed=20261128)
    assert outcome.share >= grid.least, outcome.missed[:10]


def test_a_grid_tells_the_part_that_is_missed(linter: Linter) -> None:
    grid = Grid("words", True, {}, ["{goods}{verb}湿疹"], {"goods": ["这款艾草膏"], "verb": ["根治", "路过"]}, 1.0)
    outcome = measure(linter, grid, count=40, seed=1)
    assert outcome.right["verb", "根治"] == outcome.tried["verb", "根治"] > 0
    assert outcome.right["verb", "路过"] == 0
    assert set(outcome.missed) == {"这款艾草膏路过湿疹"}
    assert outcome.share == outcome.right["goods", "这款艾草膏"] / 40


def test_every_grid_uses_its_parts() -> None:
    assert len(list(GRIDS.glob("*.yaml"))) == len(every_grid()) > 0
    for grid in every_grid():
        text = "".join(grid.frames)
        assert [name for name in grid.parts if f"{{{name}}}" not in text] == [], grid.name
        assert 0.5 < grid.least <= 1
