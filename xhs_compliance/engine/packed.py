"""Many literals with what each may stand for, packed so that a process that needs few of them unpacks few of them."""

import marshal
import zlib
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

CHUNK = 32
"""Literals whose meanings are unpacked together."""

_BETWEEN = "\n"


class Packed(NamedTuple):
    """A mapping from literals to lists of plain values, the literals ascending.

    Attributes:
        joined: the literals, a line end between them.
        chunks: what :data:`CHUNK` literals each stand for, as ``marshal`` writes it, compressed.

    """

    joined: str
    chunks: tuple[bytes, ...]

    @property
    def literals(self) -> list[str]:
        """The literals, ascending."""
        return self.joined.split(_BETWEEN) if self.joined else []


class Meanings:
    """What the literals of a :class:`Packed` stand for, by their number; unpacked when first asked for."""

    def __init__(self, packed: Packed) -> None:
        self._chunks = packed.chunks
        self._known: dict[int, list[Any]] = {}

    def __bool__(self) -> bool:
        return bool(self._chunks)

    def __getitem__(self, number: int) -> Any:
        """The values of literal *number*."""
        chunk, place = divmod(number, CHUNK)
        known = self._known.get(chunk)
        if known is None:
            written = zlib.decompress(self._chunks[chunk])
            known = self._known[chunk] = marshal.loads(written)  # noqa: S302 - packed by this module
        return known[place]


def pack(meanings: Mapping[str, Iterable[Any]]) -> Packed:
    """Pack literals with plain values; no literal may hold a line end."""
    literals = sorted(meanings)
    values = [list(meanings[literal]) for literal in literals]
    chunks = (values[start : start + CHUNK] for start in range(0, len(values), CHUNK))
    return Packed(_BETWEEN.join(literals), tuple(zlib.compress(marshal.dumps(chunk), 1) for chunk in chunks))
