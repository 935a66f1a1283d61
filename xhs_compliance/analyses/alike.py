"""Near-duplicates among many drafts without comparing every pair.

An inverted index maps each shingle to the first few drafts that hold it. A draft is compared only with drafts it shares
a shingle with, and what is reported was counted exactly, on all shingles. Every shingle keeps a limited number of
holders: one that many drafts hold links each of them to the first, which is enough to put them into one cluster.

Most shingles stand in one draft alone and can link nothing. A table of small counters of a fixed size, in which some
share a place by accident, tells nearly all of those before anything is kept for them: memory stays bounded.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from xhs_compliance.analyses.brief_data import CampaignData

_SAMPLE = 4
_PLACES = 1 << 24
_FULL = 255


class _Counters:
    """About how often each number was counted: never too low, up to 255."""

    def __init__(self) -> None:
        self._counts = bytearray(_PLACES)

    def count(self, numbers: Iterable[int]) -> None:
        counts = self._counts
        for number in numbers:
            place = number % _PLACES
            if counts[place] < _FULL:
                counts[place] += 1

    def at_least(self, number: int, least: int) -> bool:
        return self._counts[number % _PLACES] >= least


@dataclass(frozen=True, slots=True)
class Twin:
    """A draft that resembles another: its position, and the share of the shorter one's shingles that both hold."""

    index: int
    similarity: float


@dataclass(frozen=True, slots=True)
class Alike:
    """What resembles what.

    Attributes:
        twins: for each draft its near-duplicates, the nearest first.
        clusters: groups of drafts linked by near-duplicates, the largest first, by position.
        compared: how many pairs were counted exactly.

    """

    twins: tuple[tuple[Twin, ...], ...]
    clusters: tuple[tuple[int, ...], ...]
    compared: int


def find_alike(drafts: Iterable[set[int]], data: CampaignData) -> Alike:
    """Near-duplicates among drafts given as sets of shingles, those of the brief taken out already."""
    kept = [array("I", sorted(each)) for each in drafts]
    step = _SAMPLE if len(kept) > data.sampled_from else 1
    counters = _Counters()
    for each in kept:
        counters.count(shingle for shingle in each if shingle % step == 0)
    holders: dict[int, array[int]] = {}
    twins: list[list[Twin]] = [[] for _ in kept]
    parent = list(range(len(kept)))
    compared = 0
    for index, own in enumerate(kept):
        if len(own) < data.fewest:
            continue
        sampled = [shingle for shingle in own if shingle % step == 0 and counters.at_least(shingle, 2)]
        seen = Counter(chain.from_iterable(holders[s] for s in sampled if s in holders))
        mine = set(own)
        for other, shared in seen.items():
            smaller = min(len(own), len(kept[other]))
            if shared * step * 4 < data.near_from * smaller:  # far below what sampling can lose
                continue
            compared += 1
            similarity = sum(1 for shingle in kept[other] if shingle in mine) / smaller
            if similarity >= data.near_from:
                twins[index].append(Twin(other, similarity))
                twins[other].append(Twin(index, similarity))
                parent[_root(parent, index)] = _root(parent, other)
        for shingle in sampled:
            held = holders.get(shingle)
            if held is None:
                holders[shingle] = array("I", (index,))
            elif len(held) < data.holders:
                held.append(index)
    return Alike(
        twins=tuple(tuple(sorted(each, key=lambda t: (-t.similarity, t.index))[: data.most_twins]) for each in twins),
        clusters=_clusters(parent),
        compared=compared,
    )


def _root(parent: list[int], index: int) -> int:
    while parent[index] != index:
        parent[index] = parent[parent[index]]
        index = parent[index]
    return index


def _clusters(parent: list[int]) -> tuple[tuple[int, ...], ...]:
    groups: dict[int, list[int]] = {}
    for index in range(len(parent)):
        groups.setdefault(_root(parent, index), []).append(index)
    return tuple(sorted((tuple(g) for g in groups.values() if len(g) > 1), key=lambda group: (-len(group), group)))


def shared_by(
    texts: Sequence[tuple[str, ...]], size: int, least: int, left_out: set[tuple[str, ...]]
) -> Counter[tuple[str, ...]]:
    """Runs of *size* words that at least *least* of the texts hold, with how many do.

    *left_out* are runs that count for nothing: those of the brief.
    """
    counters = _Counters()
    for words in texts:
        counters.count({hash(run) for run in _runs(words, size)})
    enough = min(least, _FULL)
    counted: Counter[tuple[str, ...]] = Counter()
    for words in texts:
        counted.update(
            run for run in set(_runs(words, size)) if counters.at_least(hash(run), enough) and run not in left_out
        )
    return Counter({run: n for run, n in counted.items() if n >= least})


def _runs(words: tuple[str, ...], size: int) -> Iterable[tuple[str, ...]]:
    return (words[at : at + size] for at in range(len(words) - size + 1))
