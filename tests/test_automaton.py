"""Two engines behind one call answer the same."""

import random

from hypothesis import given
from hypothesis import strategies as st

from xhs_compliance.engine.automaton import Automaton, RustAutomaton, SortedLiterals

LITERALS = st.lists(st.text(alphabet="ab治疗最", min_size=1, max_size=4), max_size=12, unique=True).map(sorted)


@given(LITERALS, st.text(alphabet="ab治疗最好😀", max_size=60))
def test_the_sorted_list_and_rust_find_the_same(literals: list[str], text: str) -> None:
    assert sorted(SortedLiterals(literals).find(text)) == sorted(RustAutomaton(literals).find(text))


def test_the_engine_changes_without_changing_the_answer() -> None:
    literals = sorted(["最好", "最", "治疗", "a"])
    automaton = Automaton(literals, patience=50)
    dice = random.Random(7)
    for _ in range(30):
        text = "".join(dice.choices("最好治疗a。", k=20))
        assert sorted(automaton.find(text)) == sorted(SortedLiterals(literals).find(text))
