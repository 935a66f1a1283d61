"""What must have been seen for a pattern to match: so that most patterns are never tried.

Needs are sets of keys; of each set at least one key must have been seen. No sets means that nothing is known, and the
pattern has to be tried.
"""

from collections.abc import Set

from xhs_compliance.model.pattern import Count, Either, InFields, Pair, Pattern, Placed, Regex, Terms

Needs = tuple[frozenset[str], ...]


def anchor_key(regex: Regex) -> str:
    """The key under which a regular expression's anchors are seen."""
    return f"anchors of {regex.source}"


def needs_of(pattern: Pattern) -> Needs:
    """The needs of *pattern*."""
    match pattern:
        case Terms(key=key):
            return (frozenset((key,)),)
        case Regex(anchors=anchors) if anchors:
            return (frozenset((anchor_key(pattern),)),)
        case Pair(parts=parts):
            return tuple(need for part in parts for need in needs_of(part))
        case Either(patterns) | Count(of=patterns):
            return _any_of([needs_of(part) for part in patterns])
        case Placed(pattern=inner) | InFields(pattern=inner):
            return needs_of(inner)
        case _:
            return ()


def _any_of(parts: list[Needs]) -> Needs:
    """One set that holds a need of every part; unknown as soon as one part needs nothing."""
    if not all(parts):
        return ()
    return (frozenset().union(*(min(needs, key=len) for needs in parts)),)


def are_met(needs: Needs, seen: Set[str]) -> bool:
    """Whether something of every set was seen."""
    for need in needs:  # noqa: SIM110 - this is asked hundreds of times a draft
        if need.isdisjoint(seen):
            return False
    return True
