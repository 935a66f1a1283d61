"""Which excuses can hold in a draft at all, told in one pass over what was seen.

A rule has seventy excuses, most of them shared, and a draft holds the words of few; those are looked at one by one.
"""

from collections.abc import Iterable, Iterator, Set
from typing import NamedTuple

from xhs_compliance.engine.needs import Needs, Waiting, by_first_key
from xhs_compliance.model.condition import Context, Excuse, Exempt
from xhs_compliance.model.pattern import Pattern


class Excuses(NamedTuple):
    """The excuses of one rule or signal, in the order they are tried.

    Attributes:
        every: all of them.
        places: where in *every* a pattern stands, by its identity.
        cues: the identities of those patterns.
        asking: the places of those that look for no words.

    """

    every: tuple[Excuse, ...]
    places: dict[int, tuple[int, ...]]
    cues: frozenset[int]
    asking: tuple[int, ...]

    @classmethod
    def of(cls, excuses: tuple[Excuse, ...]) -> "Excuses":
        """The same excuses, made ready."""
        places: dict[int, tuple[int, ...]] = {}
        asking: tuple[int, ...] = ()
        for place, excuse in enumerate(excuses):
            cue = cue_of(excuse)
            if cue is None:
                asking = (*asking, place)
            else:
                places[id(cue)] = (*places.get(id(cue), ()), place)
        return cls(excuses, places, frozenset(places), asking)

    def among(self, awake: Set[int]) -> tuple[Excuse, ...]:
        """Those that look for no words, and those whose words are among the patterns *awake*."""
        seen = self.cues & awake
        if not seen and not self.asking:
            return ()
        if len(seen) == len(self.cues):
            return self.every
        places = [*self.asking, *(place for cue in seen for place in self.places[cue])]
        return tuple([self.every[place] for place in sorted(places)])


class Cues:
    """The patterns excuses look for, and what each of them waits for.

    Args:
        excuses: of every rule and signal.
        waiting: what patterns wait for.

    """

    def __init__(self, excuses: Iterable[Excuse], waiting: Waiting) -> None:
        always: set[int] = set()
        alone: dict[str, set[int]] = {}
        self._together: dict[str, list[tuple[int, Needs]]] = {}
        for cue in _each_once(excuses):
            ways = waiting.ways(cue)
            if not ways:
                always.add(id(cue))
            for key, others in by_first_key(ways):
                if others:
                    self._together.setdefault(key, []).append((id(cue), others))
                else:
                    alone.setdefault(key, set()).add(id(cue))
        self._always = frozenset(always)
        self._alone = {key: frozenset(cues) for key, cues in alone.items()}

    def awake(self, seen: Set[str]) -> frozenset[int]:
        """The identities of the patterns that may match where all of this was seen."""
        awake = self._always.union(*[self._alone[key] for key in self._alone.keys() & seen])
        met = [
            cue
            for key in self._together.keys() & seen
            for cue, others in self._together[key]
            if cue not in awake and not any(need.isdisjoint(seen) for need in others)
        ]
        return awake.union(met) if met else awake


def cue_of(excuse: Excuse) -> Pattern | None:
    """The pattern an excuse cannot do without; ``None`` for one that asks for facts or the draft."""
    match excuse:
        case Context(cue=cue):
            return cue
        case Exempt(phrases=phrases):
            return phrases
        case _:
            return None


def _each_once(excuses: Iterable[Excuse]) -> Iterator[Pattern]:
    known: set[int] = set()
    for excuse in excuses:
        cue = cue_of(excuse)
        if cue is not None and id(cue) not in known:
            known.add(id(cue))
            yield cue
