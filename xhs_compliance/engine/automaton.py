"""Find many literals. Two engines behind one call: a Rust automaton, and a search in the sorted list of them.

The sorted list needs no import and no building, so it is what a single short draft is checked with, and what runs
where the wheel is missing. Both answer the same; a property test holds them equal.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Any

Found = tuple[int, int, int]
"""``(pattern, start, end)``: index of the literal, and where it stands, in code points."""


PATIENCE = 40_000
"""Code points after which building the Rust automaton would have cost no more than the sorted list has (measured)."""


class SortedLiterals:
    """Literals in ascending order: from every place of the text on, the stretch of them that begin alike is narrowed.

    Args:
        literals: what to look for, ascending, each once; none may be empty.

    """

    def __init__(self, literals: Sequence[str]) -> None:
        self._literals = literals

    def find(self, text: str) -> Iterable[Found]:
        """Every occurrence of every literal, overlapping ones too, in order of their start."""
        found: list[Found] = []
        literals, most = self._literals, len(self._literals)
        for start in range(len(text)):
            first = 0
            for end in range(start + 1, len(text) + 1):
                begun = text[start:end]
                first = bisect_left(literals, begun, first)
                if first == most or not literals[first].startswith(begun):
                    break
                if literals[first] == begun:
                    found.append((first, start, end))
        return found


class RustAutomaton:
    """The same by ``ahocorasick_rs``: worth building once more than a few drafts are to be read."""

    def __init__(self, literals: Sequence[str]) -> None:
        from ahocorasick_rs import AhoCorasick, MatchKind

        self._automaton: Any = AhoCorasick(list(literals), matchkind=MatchKind.Standard) if literals else None

    def find(self, text: str) -> Iterable[Found]:
        """Every occurrence of every literal, overlapping ones too."""
        if self._automaton is None:
            return ()
        found: Iterable[Found] = self._automaton.find_matches_as_indexes(text, overlapping=True)
        return found


class Automaton:
    """Literals, found in their sorted list first and by the Rust automaton once enough text has come by.

    Args:
        literals: what to look for, ascending, each once; none may be empty.
        patience: code points to read with the sorted list before the automaton is built.

    """

    def __init__(self, literals: Sequence[str], patience: int = PATIENCE) -> None:
        self._literals = literals
        self._patience = patience
        self._engine: SortedLiterals | RustAutomaton = SortedLiterals(literals)

    def find(self, text: str) -> Iterable[Found]:
        """Every occurrence of every literal, overlapping ones too."""
        if self._patience >= 0:
            self._patience -= len(text)
            if self._patience < 0:
                self._engine = _fastest(self._literals)
        return self._engine.find(text)


def _fastest(literals: Sequence[str]) -> SortedLiterals | RustAutomaton:
    try:
        return RustAutomaton(literals)
    except ImportError:
        return SortedLiterals(literals)
