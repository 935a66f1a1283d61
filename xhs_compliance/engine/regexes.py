"""Regular expressions of rules: compiled at first use, with a time limit, tried only where their literal was seen."""

import re
from collections.abc import Callable, Sequence
from time import perf_counter, thread_time
from typing import Any

from xhs_compliance.model.pattern import Regex
from xhs_compliance.model.span import Span

_ESCAPED = re.compile(r"\\.", re.DOTALL)

TIME_LIMIT = 1.0
"""Seconds one expression may take on one field, shared by the stretches it is tried on."""


class RegexTimeoutError(Exception):
    """A regular expression took too long.

    Attributes:
        source: the expression.

    """

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self.source = source


class Regexes:
    """Compiled expressions, each compiled once."""

    def __init__(self, time_limit: float = TIME_LIMIT) -> None:
        self._compiled: dict[str, Callable[[str, Sequence[Span]], list[Span]]] = {}
        self._time_limit = time_limit

    def find(self, pattern: Regex, plain: str, windows: Sequence[Span]) -> list[Span]:
        """Where *pattern* matches in the folded text; empty matches are left out.

        Args:
            pattern: the expression.
            plain: the folded text.
            windows: the stretches of it in which every match lies.

        Raises:
            RegexTimeoutError: when it took longer than the limit.

        """
        finder = self._compiled.get(pattern.source)
        if finder is None:
            finder = self._compiled[pattern.source] = _compile(pattern.source, self._time_limit)
        return finder(plain, windows)


class _Clock:
    """The time of the processor that is left; it is asked for only once it may matter, as asking takes a while.

    Attributes:
        left: seconds.

    """

    def __init__(self, limit: float) -> None:
        self.left = limit
        self._limit = limit
        self._worth_looking = perf_counter() + limit / 10
        self._began: float | None = None

    def look(self) -> None:
        """See how much is left.

        Raises:
            TimeoutError: when it is nothing.

        """
        if perf_counter() < self._worth_looking:
            return
        now = thread_time()
        if self._began is None:
            self._began = now
        self.left = self._limit - (now - self._began)
        if self.left <= 0:
            raise TimeoutError


def _compile(source: str, time_limit: float) -> Callable[[str, Sequence[Span]], list[Span]]:
    """A finder by the ``regex`` package; where that is missing, by the standard library without a time limit."""
    try:
        import regex
    except ImportError:
        standard = re.compile(source, re.IGNORECASE)
        return lambda plain, windows: [
            Span(*found.span())
            for start, end in windows
            for found in standard.finditer(plain, start, end)
            if found.group()
        ]
    compiled: Any = regex.compile(source, regex.IGNORECASE if _has_capitals(source) else 0)

    def find(plain: str, windows: Sequence[Span]) -> list[Span]:
        spans: list[Span] = []
        clock = _Clock(time_limit)
        try:
            for start, end in windows:
                matches = compiled.finditer(plain, start, end, timeout=clock.left)
                spans += [Span(*found.span()) for found in matches if found.group()]
                clock.look()
        except TimeoutError:
            raise RegexTimeoutError(source) from None
        return spans

    return find


def _has_capitals(source: str) -> bool:
    """Whether the expression is written with capitals; folded text has none, and ignoring case takes twice the time."""
    letters = _ESCAPED.sub("", source)
    return letters != letters.lower()
