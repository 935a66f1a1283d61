"""How the time of every shipped expression grows with hostile texts: ``make growth``.

Texts of 1,000 and 4,000 code points are made of what the expression itself is made of. An expression that takes longer
than a few milliseconds, and more than seven times as long for four times the text, is named.
"""

import sys
import time
from typing import Any

import regex
from test_slow_expressions import expressions, hostile_texts

from xhs_compliance.api import load_linter

NOTICEABLE = 0.004
"""Seconds; what is quicker than this on 1,000 code points does not matter."""

MOST = 7.0
"""Times as long for four times the text; 4 is linear, 16 quadratic."""


def seconds(compiled: Any, text: str) -> float:
    """What the expression takes on a text, in this thread alone; 60 where it is stopped."""
    start = time.thread_time()
    try:
        for _ in compiled.finditer(text, timeout=8):
            pass
    except TimeoutError:
        return 60.0
    return time.thread_time() - start


def main() -> None:
    """Print the expressions that grow faster than the text; exit 1 where there are any."""
    sources = sorted(set(expressions(tuple(load_linter().compiled.ruleset.packs), set())))
    grown = set()
    for source in sources:
        compiled = regex.compile(source, regex.IGNORECASE)
        for text in hostile_texts(source):
            short = seconds(compiled, text)
            if short > NOTICEABLE and (times := seconds(compiled, text[:-1] * 4 + "\0") / short) > MOST:
                grown.add(source)
                print(f"{1000 * short:.0f} ms, {times:.0f} times that for four times {text[:10]!r}: {source}")
    print(f"{len(grown)} of {len(sources):,} expressions grow faster than the text")
    sys.exit(bool(grown))


if __name__ == "__main__":
    main()
