"""Text inside Markdown that stays text: no markup, no HTML, no link, no mention, no reference to an issue."""

import re

from xhs_compliance.reporters.visible import one_line, visible

_MARKUP = re.compile(r"""[\\`*_{}\[\]()<>|~&$^!"]|^[-+=#]|(?<=\d)\.|\.(?=\S)""")
_REFERENCE = re.compile(r"@|^\\#(?=\d)|#(?=\d)|:(?=\S)|(?<=[Gg][Hh])-(?=\d)")
"""What turns the letters beside it into a link; an element around it keeps them apart."""


def inert(text: str) -> str:
    """*text* as a Markdown sentence that shows exactly these words."""
    escaped = _MARKUP.sub(r"\\\g<0>", one_line(text))
    return _REFERENCE.sub(r"<span>\g<0></span>", escaped)


def code(text: str, *, in_table: bool = False) -> str:
    """*text* as a code span, fenced by more backticks than it holds; empty for an empty text."""
    shown = visible(text)
    if not shown:
        return ""
    fence = "`" * (max((len(run) for run in re.findall("`+", shown)), default=0) + 1)
    space = " " if shown.strip(" ") and (shown[0] in " `" or shown[-1] in " `") else ""
    if in_table:
        shown = shown.replace("|", "\\|")
    return f"{fence}{space}{shown}{space}{fence}"
