"""Drafts written after the rules, to see what the rules generalise to; kept so that what was reached is not lost."""

import pytest
from labelled import DATA, score

from xhs_compliance.linter import Linter

FILES = sorted(path.name for path in DATA.glob("paraphrases-*.jsonl"))


@pytest.mark.parametrize("name", FILES)
def test_paraphrases(name: str, shipped: Linter) -> None:
    reached = score(DATA / name, shipped)
    assert reached.located >= 0.92
    assert reached.clean_pass >= 0.93
