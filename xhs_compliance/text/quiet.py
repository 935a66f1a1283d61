"""Text without the signs somebody put inside a word (三·天·见·效): how expressions, which know no disguise, read it.

Only a single sign that no writer needs between two Han characters is left out, and what nobody can see. Two asterisks
are a heading in bold, a comma or a slash parts two words: they stay.
"""

import re
from typing import NamedTuple

from xhs_compliance.model.span import Span
from xhs_compliance.text.fold import SILENT
from xhs_compliance.text.segment import HAN

_INSIDE = re.compile(rf"(?<=[{HAN}])(?:[·•・‧*_^.]{SILENT}*|{SILENT}+)(?=[{HAN}])")


class Quiet(NamedTuple):
    """Folded text without such signs.

    Attributes:
        plain: the text.
        origin: for each code point of it, its offset in the folded text.

    """

    plain: str
    origin: list[int]

    def span(self, quiet: Span) -> Span:
        """Where a stretch of the quiet text, which is not empty, stands in the folded text."""
        return Span(self.origin[quiet.start], self.origin[quiet.end - 1] + 1)


def quieted(plain: str) -> Quiet | None:
    """*plain* without signs inside words; ``None`` where there are none."""
    gone = {offset for found in _INSIDE.finditer(plain) for offset in range(*found.span())}
    if not gone:
        return None
    origin = [offset for offset in range(len(plain)) if offset not in gone]
    return Quiet("".join([plain[offset] for offset in origin]), origin)
