"""A service runs for months; the law it applies is that of the day of each request."""

from collections.abc import Callable
from datetime import date

from xhs_compliance.linter import Linter

Clock = Callable[[], date]
"""Tells what day it is."""


class Dated:
    """Rules that follow the calendar.

    Args:
        linter: the rules.
        clock: tells what day it is; ``None`` stays at the day that *linter* applies.

    """

    def __init__(self, linter: Linter, clock: Clock | None = None) -> None:
        self._linter = linter
        self._clock = clock
        self._day: date | None = None

    def current(self) -> Linter:
        """The rules with today's law. Threads that come together at midnight may each make them, to the same effect."""
        if self._clock is not None and (day := self._clock()) != self._day:
            self._linter = self._linter.on(day)
            self._day = day  # last: whoever sees the new day finds its rules
        return self._linter
