"""What stands between the characters of a term as somebody typed it: nothing, a separator any writer uses, or noise."""

import re
from typing import NamedTuple

from xhs_compliance.model.span import Span
from xhs_compliance.text.fold import SILENT
from xhs_compliance.text.segment import TERM_BREAKS

LONGEST_GAP = 4
"""Code points of noise allowed between two characters of a term."""

SEPARATORS = frozenset(" \t-'.&/+")
"""What any writer may put between Latin words and numbers."""

_POSSESSIVE = re.compile(r"'s(?![a-z])")


def noise_in(plain: str, span: Span, spelled: str) -> bool | None:
    """Whether noise stands between the characters of a match; ``None`` when they do not belong together."""
    typed = plain[span.start : span.end].replace(SILENT, "")
    if typed == spelled:
        return False
    gaps = _gaps(typed)
    written = {gap.place for gap in _gaps(spelled)}
    if all(_is_separator(gap, written) for gap in gaps):
        return False
    if any(len(gap.noise) > LONGEST_GAP or not TERM_BREAKS.isdisjoint(gap.noise) for gap in gaps):
        return None
    if any("#" in gap.noise and any(char.isspace() for char in gap.noise) for gap in gaps):
        return None  # one topic ends and the next begins
    if all(gap.noise.isspace() for gap in gaps):
        return _is_letter_spaced(plain, span, len(gaps)) or None
    return True


class _Gap(NamedTuple):
    """What stands between two characters of a match.

    Attributes:
        place: how many letters, digits and characters come before it.

    """

    noise: str
    before: str
    after: str
    place: int


def _gaps(typed: str) -> list[_Gap]:
    """What stands between the characters of *typed*."""
    gaps = []
    start = place = 0
    for offset, char in enumerate(typed):
        if char.isalnum():
            if offset > start and place:
                gaps.append(_Gap(typed[start:offset], typed[start - 1], char, place))
            start, place = offset + 1, place + 1
    return gaps


def _is_separator(gap: _Gap, written: set[int]) -> bool:
    """A space, hyphen or point that any writer may put there, next to a Latin letter or digit.

    A space counts where the term has a gap of its own, or where two scripts meet (``SPF 50``, ``3 天``).
    """
    if not (gap.before.isascii() or gap.after.isascii()) or len(gap.noise) > 2 or not SEPARATORS.issuperset(gap.noise):
        return False
    same_script = gap.before.isalpha() and gap.after.isalpha() and gap.before.isascii() and gap.after.isascii()
    return gap.place in written or not same_script or not any(char.isspace() for char in gap.noise)


def _is_letter_spaced(plain: str, span: Span, gaps: int) -> bool:
    """Spaces alone are a disguise only in a word that is spaced out letter by letter, and stands apart as one."""
    visible = [char for char in plain[span.start : span.end] if char.isalnum()]
    before, after = plain[span.start - 1 : span.start], plain[span.end : span.end + 1]
    apart = not (before.isalnum() and after.isalnum())
    return gaps == len(visible) - 1 and (len(visible) >= 3 or apart)


def ends_cleanly(plain: str, span: Span) -> bool:
    """A match that begins or ends in a Latin letter or digit must not cut a longer word or number."""
    before, after = plain[max(0, span.start - 2) : span.start], plain[span.end : span.end + 3]
    return not (
        _continues(plain[span.start], before[-1:])
        or _continues(plain[span.end - 1], after[:1])
        or (before[-1:] == "'" and _continues(plain[span.start], before[:-1]))
        or (after[:1] == "'" and _continues(plain[span.end - 1], after[1:2]) and not _POSSESSIVE.match(after))
    )


def _continues(inside: str, outside: str) -> bool:
    if not outside or not inside.isascii() or not outside.isascii():
        return False
    return (inside.isalpha() and outside.isalpha()) or (inside.isdigit() and outside.isdigit())
