"""Places in a draft: the title, the first words a reader sees, the wall of hashtags at the end."""

import re

from xhs_compliance.engine.field_text import FieldText
from xhs_compliance.model.draft import TEXT, TITLE
from xhs_compliance.model.pattern import Where
from xhs_compliance.model.span import Span

EARLY = {"zh": 60, "mixed": 60, "en": 125}
"""Code points of the body that count as its start; our own policy (DESIGN section 4), no law fixes a number."""

WALL = 3
"""Hashtags, mentions or links in a row that make a wall."""

_IN_TAG = r"[^\s#,，。!！?？]"
_TAG = rf"(?:#{_IN_TAG}+(?:#(?!{_IN_TAG}))?|@\S+|https?://\S+)"
_WALL = re.compile(rf"{_TAG}(?:\s*{_TAG}){{{WALL - 1},}}")


def is_placed(span: Span, where: Where, field: FieldText, language: str, *, has_title: bool) -> bool:
    """Whether *span* of *field* stands in the place *where*."""
    first_line = field.segments.lines[0][0] if field.segments.lines else len(field.folded.plain)
    if where == "title":
        return field.name == TITLE or (not has_title and field.name == TEXT and span.end <= first_line)
    if where in ("start", "after-start"):
        in_body = field.name == TEXT and span.start < max(first_line, EARLY[language])
        early = field.name == TITLE or (in_body and not is_in_wall(span, field.folded.plain))
        return early == (where == "start")
    if where in ("hashtags", "outside-hashtags"):
        return is_in_wall(span, field.folded.plain) == (where == "hashtags")
    last_line = field.segments.around(Span(len(field.folded.plain.rstrip()), len(field.folded.plain)), "line")
    return last_line.covers(span)


def is_in_wall(span: Span, plain: str) -> bool:
    """Whether *span* stands in a run of hashtags, mentions or links, other than first in the text."""
    for wall in _WALL.finditer(plain):
        if wall.start() <= span.start and span.end <= wall.end():
            first_tag = plain[wall.start() :].split(maxsplit=1)[0]
            leads = not plain[: wall.start()].strip() and span.end <= wall.start() + len(first_tag)
            return not leads
    return False
