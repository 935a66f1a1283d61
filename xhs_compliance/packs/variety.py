"""How many disguised spellings a term has: a warning where there are more than are searched."""

from collections.abc import Mapping, Sequence
from itertools import combinations

from xhs_compliance.model.words import Bilingual
from xhs_compliance.packs.nodes import Scalar
from xhs_compliance.packs.problems import Problems
from xhs_compliance.text.variants import KINDS, LONGEST_MIXED, MOST_SPELLINGS, READ, EvasionTable

_SPELLED = frozenset(KINDS) - {*READ, "initials"}


def warn_of_variety(
    found: Mapping[Scalar, Sequence[str]],
    evade: tuple[str, ...],
    table: EvasionTable,
    problems: Problems,
    *,
    explicit: bool,
) -> None:
    """Warn of terms whose spellings are cut off: once where there are too many, once where a term is too long.

    Args:
        found: the terms, by the text that stands for them: a term, or the name of a list.
        evade: the kinds of disguise they are searched in.
        table: what can be written for what.
        problems: where the warnings go.
        explicit: whether ``evade`` stands beside these terms; then those too long for it are warned of as well.

    """
    kinds = [kind for kind in evade if kind in _SPELLED]
    if not kinds:
        return
    all_words = [(node, word) for node, words in found.items() for word in words]
    many = [(node, word) for node, word in all_words if count_spellings(word, kinds, table) > MOST_SPELLINGS]
    if many:
        message = Bilingual(
            f"{_named(many).zh}的变体写法超过 {MOST_SPELLINGS} 种，只查改动最少的 {MOST_SPELLINGS} 种",
            f"more than {MOST_SPELLINGS} disguised spellings of {_named(many).en}; only the {MOST_SPELLINGS} with the "
            "fewest changes are searched",
        )
        hint = Bilingual("换成更短的词，或者少写几种 evade", "use a shorter term, or fewer kinds of evade")
        problems.warn(many[0][0].problem(message, hint))
    long = [(n, word) for n, word in all_words if explicit and len(word) > LONGEST_MIXED and not word.isascii()]
    if long:
        message = Bilingual(
            f"{_named(long).zh}超过 {LONGEST_MIXED} 个字，变体只查换掉一个字的写法",
            f"more than {LONGEST_MIXED} characters in {_named(long).en}: only spellings with one of them changed "
            "are searched",
        )
        problems.warn(long[0][0].problem(message, Bilingual("换成更短的词", "use a shorter term")))


def count_spellings(word: str, kinds: Sequence[str], table: EvasionTable) -> int:
    """How many spellings the swaps of *kinds* make of a term: any one or two characters, or three of one kind."""
    by_kind = [[len(table.characters.get(kind, {}).get(char, ())) for char in word] for kind in kinds]
    totals = [sum(options) for options in zip(*by_kind, strict=True)]
    if len(word) > LONGEST_MIXED:
        return sum(totals)
    return _choices(totals, 1) + _choices(totals, 2) + sum(_choices(options, 3) for options in by_kind)


def _choices(options: Sequence[int], swaps: int) -> int:
    """In how many ways *swaps* characters can be replaced, with so many options for each."""
    total = 0
    for chosen in combinations(options, swaps):
        ways = 1
        for count in chosen:
            ways *= count
        total += ways
    return total


def _named(found: Sequence[tuple[Scalar, str]]) -> Bilingual:
    """The first of the words, and how many there are."""
    word = found[0][1]
    if len(found) == 1:
        return Bilingual(f"“{word}”", repr(word))
    return Bilingual(f"“{word}”等 {len(found)} 个词", f"{word!r} and {len(found) - 1} more")
