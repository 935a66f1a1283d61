"""Text as it can safely be shown: what is invisible or would command a terminal is spelled out."""

import re
import unicodedata
from collections.abc import Iterator

ELLIPSIS = "…"

_SPELLED_OUT = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
_BLANK_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0")
_COMMAND = re.compile(r"^\s*:(?=:)|##(?=\[|vso\[|teamcity\[)")
"""What the log of a pipeline takes for a command."""

_JOINER = "\u200d"
_EMOJI_STYLE = "\ufe0f"


def shown_characters(text: str) -> list[str]:
    """What to show for each code point of *text*.

    Controls become control pictures (``␛``, ``␊``); other invisible characters become ``<U+202E>``, except for the
    joiners and selectors that emoji are made of.
    """
    return list(_shown(text))


def visible(text: str) -> str:
    """*text* with everything invisible spelled out, on one line."""
    return "".join(_shown(text))


def plain_line(text: str) -> str:
    """A line of a report for people: *text* made visible, and no command to the pipeline whose log it stands in."""
    shown = visible(text)
    for place in reversed(commands_in(shown)):
        shown = f"{shown[:place]} {shown[place:]}"
    return shown


def commands_in(line: str) -> list[int]:
    """Where a space keeps a line from being taken for a command by the pipeline whose log it stands in."""
    return [found.end() for found in _COMMAND.finditer(line)]


def one_line(text: str) -> str:
    """The tool's own prose on one line, spelled out like :func:`visible`: line breaks of a rule pack become spaces."""
    return visible(" ".join(text.split()))


def clipped(text: str, cells: int) -> str:
    """*text* made visible and cut to *cells* columns."""
    from rich.cells import cell_len

    pieces = shown_characters(text[: cells * 4 + 1])  # more characters than columns only where accents pile up
    whole = "".join(pieces)
    fits = len(text) <= cells * 4 and cell_len(whole) <= cells
    return whole if fits else head(pieces, cells - 1) + ELLIPSIS


def head(pieces: list[str], cells: int) -> str:
    """As many of *pieces* from the beginning as fit into *cells* columns."""
    from rich.cells import cell_len

    taken = ""
    for piece in pieces:
        if cell_len(taken + piece) > cells:
            break
        taken += piece
    return taken


def _shown(text: str) -> Iterator[str]:
    for index, character in enumerate(text):
        if " " <= character <= "~" or _is_part_of_emoji(text, index):
            yield character
        elif character <= "\x1f":
            yield chr(0x2400 + ord(character))
        elif character == "\x7f":
            yield "␡"
        elif _is_invisible(character):
            yield f"<U+{ord(character):04X}>"
        else:
            yield character


def _is_invisible(character: str) -> bool:
    return (
        unicodedata.category(character) in _SPELLED_OUT
        or character in _BLANK_LETTERS
        or "\ufe00" <= character <= "\ufe0f"
        or "\U000e0000" <= character <= "\U000e0fff"
    )


def _is_part_of_emoji(text: str, index: int) -> bool:
    character = text[index]
    if index == 0 or character not in (_JOINER, _EMOJI_STYLE):
        return False
    if character == _EMOJI_STYLE:
        return _is_pictorial(text[index - 1]) or text[index - 1] in "0123456789#*"
    joins_on = index + 1 < len(text) and _is_pictorial(text[index + 1])
    return joins_on and (_is_pictorial(text[index - 1]) or text[index - 1] == _EMOJI_STYLE)


def _is_pictorial(character: str) -> bool:
    """Whether it may be an emoji; unassigned code points count, since there are new emoji every year."""
    if character < "\xa9" or _is_invisible(character):
        return False
    return unicodedata.category(character) in ("So", "Sk", "Sm", "Cn") or character in "‼⁉"
