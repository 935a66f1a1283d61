"""Wrapping of mixed Chinese and English prose to a number of terminal columns."""

import re

from rich.cells import cell_len

_CLUSTER = "[^\\s](?:[\ufe0e\ufe0f\u20e3\u0300-\u036f\U0001f3fb-\U0001f3ff]|\u200d[^\\s])*"
_UNIT = re.compile(rf"\s+|[“‘（《「『【〈]*(?:[!-~¡-ɏ]+|{_CLUSTER})[，。！？；：、”’）》」』】〉…·]*")
"""What must not be broken: a Latin word, or one character with the punctuation that clings to it."""


def wrap(text: str, cells: int) -> list[str]:
    """*text* in lines of at most *cells* columns; no line begins with a closing mark or ends with an opening one."""
    lines: list[str] = []
    line = ""
    for unit in _UNIT.findall(text):
        if cell_len(line + unit.rstrip()) <= cells:
            line += unit if line else unit.lstrip()
            continue
        if line.strip():
            lines.append(line.rstrip())
        *whole, line = _broken(unit.lstrip(), cells)
        lines.extend(whole)
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _broken(unit: str, cells: int) -> list[str]:
    """A unit wider than a line (an address, a run of letters), cut where the line ends."""
    pieces = [""]
    for character in unit:
        if pieces[-1] and cell_len(pieces[-1] + character) > cells:
            pieces.append("")
        pieces[-1] += character
    return pieces
