"""A stretch of text, in code points of what the author typed."""

from typing import NamedTuple


class Span(NamedTuple):
    """Half-open stretch ``[start, end)``, in code points of the text as typed."""

    start: int
    end: int

    def __len__(self) -> int:
        """Number of code points covered."""
        return self.end - self.start

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: "Span") -> bool:
        """Whether *other* lies wholly inside."""
        return self.start <= other.start and other.end <= self.end
