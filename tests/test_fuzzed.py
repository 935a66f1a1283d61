"""What fuzzing found and kept: every input is read or refused in a sentence (``make fuzz-long`` looks for more)."""

import pytest
from fuzz_seeds import seeds
from fuzz_targets import TARGETS, kept


@pytest.mark.parametrize("target", TARGETS)
def test_every_input_kept_is_answered(target: str) -> None:
    inputs = [*seeds(target), *kept(target)]
    assert inputs
    for content in inputs:
        TARGETS[target](content)


def test_a_fault_would_be_seen() -> None:
    with pytest.raises(AttributeError):
        TARGETS["folding"](None)  # type: ignore[arg-type]  # the mistake is the point
