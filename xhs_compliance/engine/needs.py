"""What must have been seen for a pattern to match: so that most patterns are never tried.

Needs are sets of keys; of each set at least one key must have been seen. A pattern that can match in several ways has
needs for each of them. No ways means that nothing is known, and the pattern has to be tried.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Set

from xhs_compliance.model.pattern import Count, Either, InFields, Pair, Pattern, Placed, Regex, Terms

Needs = tuple[frozenset[str], ...]
NeededWays = tuple[Needs, ...]

Commonness = Callable[[frozenset[str]], float]
"""How common what a set of keys stands for is; the rarest is asked for first."""


def anchor_key(literals: tuple[str, ...]) -> str:
    """The key under which a set of literals is seen."""
    return "any of " + " ".join(literals)


def anchors_in(pattern: Pattern) -> Iterator[tuple[str, ...]]:
    """Every set of literals a regular expression waits for."""
    if isinstance(pattern, Regex):
        for way in pattern.ways:
            yield from way


class Waiting:
    """The ways each pattern can match, worked out when it is first asked about.

    Args:
        commonness: how common keys are.

    """

    def __init__(self, commonness: Commonness) -> None:
        self._commonness = commonness
        self._known: dict[int, NeededWays] = {}

    def ways(self, pattern: Pattern) -> NeededWays:
        """The ways *pattern*, which lives as long as this, can match, with the needs of each, the rarest first."""
        known = self._known.get(id(pattern))
        if known is None:
            known = tuple(tuple(sorted(set(way), key=self._commonness)) for way in self._ways(pattern))
            self._known[id(pattern)] = known
        return known

    def _ways(self, pattern: Pattern) -> Iterable[Needs]:
        match pattern:
            case Terms(key=key):
                return [(frozenset((key,)),)]
            case Regex():
                return [tuple(frozenset((anchor_key(literals),)) for literals in way) for way in pattern.ways]
            case Pair(parts=parts):
                needs = tuple(need for part in parts for need in self._needs(part))
                return [needs] if needs else []
            case Either(patterns) | Count(of=patterns):
                parts_ways = [self.ways(part) for part in patterns]
                return [way for part in parts_ways for way in part] if all(parts_ways) else []
            case Placed(pattern=inner) | InFields(pattern=inner):
                return self.ways(inner)
            case _:
                return []

    def _needs(self, pattern: Pattern) -> Needs:
        """The needs of a pattern as one way: of several ways, the union of the rarest need of each."""
        ways = self.ways(pattern)
        if len(ways) < 2:
            return ways[0] if ways else ()
        return (frozenset().union(*(way[0] for way in ways)),) if all(ways) else ()


def by_first_key(ways: NeededWays) -> Iterator[tuple[str, Needs]]:
    """Every key that can begin a way, with the other needs of that way."""
    for first, *others in ways:
        for key in first:
            yield key, tuple(others)


def are_met(ways: NeededWays, seen: Set[str]) -> bool:
    """Whether something of every set of some way was seen; true where no ways are known."""
    if not ways:
        return True
    for way in ways:
        for need in way:
            if need.isdisjoint(seen):
                break
        else:
            return True
    return False


def width_of(pattern: Pattern, longest: Mapping[str, int], widest_gap: int) -> int | None:
    """The most letters, digits and characters a match of *pattern* can take; ``None`` when that is not bounded.

    Args:
        pattern: the pattern.
        longest: the length of the longest skeleton of each key.
        widest_gap: the most code points between two parts of a pair.

    """
    match pattern:
        case Terms(key=key):
            return longest.get(key)
        case Regex(width=width):
            return width
        case Pair(parts=parts, within=within):
            widths = [width_of(part, longest, widest_gap) for part in parts]
            known = [width for width in widths if width is not None]
            gap = min(within, widest_gap) if isinstance(within, int) else widest_gap
            return sum(known) + gap * (len(parts) - 1) if len(known) == len(widths) else None
        case Either(patterns):
            widths = [width_of(part, longest, widest_gap) for part in patterns]
            known = [width for width in widths if width is not None]
            return max(known, default=0) if len(known) == len(widths) else None
        case Placed(pattern=inner) | InFields(pattern=inner):
            return width_of(inner, longest, widest_gap)
        case _:
            return None
