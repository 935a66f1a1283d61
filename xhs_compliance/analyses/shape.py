"""The shape of a text: what each of its lines is made like, one letter a line."""

import re

_TAGS = re.compile(r"^\s*(?:[#＃][^\s#＃]+[#＃]?\s*)+$")
_LABEL = re.compile(r"^\W{0,4}[^\s：:]{1,10}[：:]")
_BULLET = re.compile(r"^\s*(?:[-*•·]|\d+[.、)）]|[①-⑳]|[^\w\s“\"「『（(【\[#＃])")
_SHORT = 16


def shape_of(text: str) -> str:
    """One letter for each line that holds anything.

    ``#`` is a line of hashtags, ``b`` a bullet, ``l`` a label with a colon, ``q`` a question, ``x`` an exclamation,
    ``s`` a short line, ``p`` a paragraph.
    """
    return "".join(_letter(line) for line in text.splitlines() if line.strip())


def _letter(line: str) -> str:
    if _TAGS.match(line):
        return "#"
    if _BULLET.match(line):
        return "b"
    if _LABEL.match(line):
        return "l"
    last = line.rstrip()[-1]
    if last in "?？":
        return "q"
    if last in "!！":
        return "x"
    return "s" if len(line.strip()) <= _SHORT else "p"
