"""Find many literals. Two engines behind one call: a Rust automaton, and a table in plain Python.

The plain table needs no import and no building, so it is what a single short draft is checked with, and what runs
where the wheel is missing. Both answer the same; a property test holds them equal.
"""

from collections.abc import Iterable, Sequence
from typing import Any

Found = tuple[int, int, int]
"""``(pattern, start, end)``: index of the literal, and where it stands, in code points."""


class LiteralTable:
    """Literals in a dictionary: every stretch of the text as long as some literal is looked up. Plain Python."""

    def __init__(self, literals: Sequence[str]) -> None:
        self._numbers = {literal: number for number, literal in enumerate(literals)}
        self._lengths = sorted({len(literal) for literal in literals})

    def find(self, text: str) -> Iterable[Found]:
        """Every occurrence of every literal, overlapping ones too, in order of their start."""
        found: list[Found] = []
        numbers, lengths, size = self._numbers, self._lengths, len(text)
        for start in range(size):
            for length in lengths:
                if start + length > size:
                    break
                number = numbers.get(text[start : start + length])
                if number is not None:
                    found.append((number, start, start + length))
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
        self._literals = literals
        self._patience = patience
        self._engine: LiteralTable | RustAutomaton = LiteralTable(literals)

    def find(self, text: str) -> Iterable[Found]:
        """Every occurrence of every literal, overlapping ones too."""
        if self._patience >= 0:
            self._patience -= len(text)
            if self._patience < 0:
                self._engine = _fastest(self._literals)
        return self._engine.find(text)


def _fastest(literals: Sequence[str]) -> LiteralTable | RustAutomaton:
    try:
        return RustAutomaton(literals)
    except ImportError:
        return LiteralTable(literals)
