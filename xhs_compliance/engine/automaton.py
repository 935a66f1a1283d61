"""Find many literals in one pass. Two engines behind one call: a Rust automaton, and a table in plain Python.

The plain table needs no import and no building, so it is what a single short draft is checked with, and what runs
where the wheel is missing. Both answer the same; a property test holds them equal.
"""

from collections.abc import Iterable, Sequence
from typing import Any

Found = tuple[int, int, int]
"""``(pattern, start, end)``: index of the literal, and where it stands, in code points."""

HEAD = 2
"""Code points by which the plain table tells literals apart before it compares them."""


class PrefixTable:
    """Literals by their first two code points. Plain Python."""

    def __init__(self, literals: Sequence[str]) -> None:
        self._by_head: dict[str, list[tuple[str, int]]] = {}
        self._single: dict[str, list[int]] = {}
        for index, literal in enumerate(literals):
            if len(literal) == 1:
                self._single.setdefault(literal, []).append(index)
            else:
                self._by_head.setdefault(literal[:HEAD], []).append((literal, index))

    def find(self, text: str) -> Iterable[Found]:
        """Every occurrence of every literal, overlapping ones too, in order of their start."""
        found: list[Found] = []
        by_head, single = self._by_head, self._single
        for start, char in enumerate(text):
            for literal, index in by_head.get(text[start : start + HEAD], ()):
                if text.startswith(literal, start):
                    found.append((index, start, start + len(literal)))
            for index in single.get(char, ()):
                found.append((index, start, start + 1))
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
    """Literals, found by the plain table first and by the Rust automaton once enough text has come by.

    Args:
        literals: what to look for; none may be empty.
        patience: code points to read with the plain table before the automaton is built.

    """

    def __init__(self, literals: Sequence[str], patience: int = 4_000) -> None:
        self._literals = list(literals)
        self._patience = patience
        self._engine: PrefixTable | RustAutomaton = PrefixTable(self._literals)

    def find(self, text: str) -> Iterable[Found]:
        """Every occurrence of every literal, overlapping ones too."""
        if self._patience >= 0:
            self._patience -= len(text)
            if self._patience < 0:
                self._engine = _fastest(self._literals)
        return self._engine.find(text)


def _fastest(literals: Sequence[str]) -> PrefixTable | RustAutomaton:
    try:
        return RustAutomaton(literals)
    except ImportError:
        return PrefixTable(literals)
