"""What the YAML parser complains of, and the mistake that is told instead: the values of explaining it."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from xhs_compliance.model.errors import NOTHING
from xhs_compliance.model.words import Bilingual

_QUOTED = re.compile(r"""(?<![^\s,\[{:])(?:"(?:\\.|[^"\\])*"|'(?:''|[^'])*')""")
_VALUE = re.compile(r"[^,\]}]*")

QUOTE_IT = Bilingual("把整段文字放进双引号", "put the whole text in double quotes")


class Fault(NamedTuple):
    """One mistake: where (counted from 0), how long, what, and what to do."""

    line: int
    column: int
    length: int
    message: Bilingual
    help: Bilingual = NOTHING


class Complaint(NamedTuple):
    """What the parser said, and the lines it may be about.

    Attributes:
        problem: what it met.
        context: what it was reading.
        line, column: where it gave up, counted from 0.
        context_line, context_column: where that began.
        lines: the lines of the file.

    """

    problem: str
    context: str
    line: int
    column: int
    context_line: int
    context_column: int
    lines: Sequence[str]

    @property
    def source(self) -> str:
        """The line where it gave up."""
        return self.line_at(self.line)

    def unquoted(self, number: int) -> str:
        """A line with everything in quotes blanked out, offsets kept."""
        return _QUOTED.sub(lambda found: "x" * len(found.group()), self.line_at(number))

    def line_at(self, number: int) -> str:
        """A line of the file; empty beyond its end."""
        return self.lines[number] if number < len(self.lines) else ""

    def suspects(self) -> range:
        """The lines from where the parser began to where it gave up, within reason."""
        last = min(self.line, len(self.lines) - 1)
        first = self.context_line if last - 3 <= self.context_line <= last else last
        return range(first, last + 1)


def token_at(source: str, column: int) -> str:
    """The value that begins at *column*, as far as a list or mapping on one line lets it go."""
    found = _VALUE.match(source, column)
    return found.group().rstrip() if found else ""


def quoted(source: str, column: int) -> Bilingual:
    """The advice to quote the value that begins at *column*, spelled out where that is simple."""
    token = token_at(source, column)
    if not token or '"' in token or "\\" in token:
        return QUOTE_IT
    return Bilingual(f'加上引号："{token}"', f'put it in quotes: "{token}"')
