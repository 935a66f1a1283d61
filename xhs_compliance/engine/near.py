"""What stands near a match: in its clause, its sentence, its passage, or so many characters away."""

from collections.abc import Callable

from xhs_compliance.engine.match import Match
from xhs_compliance.model.pattern import Reach
from xhs_compliance.text.segment import Segments


def nearness(match: Match, within: Reach | int, segments: Segments) -> Callable[[Match], bool]:
    """Whether another match stands as near to *match* as *within* says.

    Near in a passage are the sentences next to the match, the heading, and the other fields (a title is about all of a
    note); for a match in the heading, everything is.

    Args:
        match: the match.
        within: how near.
        segments: of the field *match* stands in.

    """
    around = segments.around(match.span, within)
    in_passage = within == "passage"
    heading = segments.heading.end if in_passage else 0
    if within == "draft" or match.span.start < heading:
        return lambda _: True
    return lambda other: (
        in_passage if other.field != match.field else other.span.start < heading or around.covers(other.span)
    )
