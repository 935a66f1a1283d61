"""Which literals must be in whatever a regular expression matches: so that most expressions are never tried.

What its matches look like is worked out from its parse (``expressions.py``): ``(?:喝|吃)(?:好|没)`` waits for 喝好,
喝没, 吃好 or 吃没, and not for one of four common characters. A literal is a skeleton, whatever stands between its
characters being seen through, or a single sign (🔗, 【) where there is nothing else to go by.
"""

from typing import Any

from xhs_compliance.model.pattern import Ways
from xhs_compliance.packs.expressions import Literals, commonness_of, sets_of, shape_of

MOST_SETS = 4
"""Sets that a match is asked for; more would cost more than they spare."""

COMMON = 20.0
"""A set as common as this tells nothing beside a rarer one."""

RARE = 0.1
"""A set as rare as this need not be told apart from a rarer one."""

MOST_COMPARED = 2_000
"""Pairs of literals of two sets that are held against each other."""

MOST_WAYS = 60
"""Alternatives that are told apart."""


def ways_in(tree: Any) -> Ways:
    """What a match must hold, by the ways it can match.

    Args:
        tree: the standard library's parse of the expression.

    Returns:
        For each way, sets of literals; a match holds at least one literal of every set of at least one way. Nothing
        when no literal can be worked out for some way.

    """
    ways = [_needs(branch) for branch in _branches(tree)]
    if not all(ways) or len(ways) > MOST_WAYS:
        ways = [_needs(tree)]
    return tuple(ways) if all(ways) else ()


def _branches(tree: Any) -> list[Any]:
    """The alternatives of an expression that is nothing but alternatives; else the expression itself."""
    if len(tree) == 1:
        operation, argument = tree[0]
        if str(operation) == "BRANCH":
            return [deep for branch in argument[1] for deep in _branches(branch)]
        if str(operation) == "SUBPATTERN":
            return _branches(argument[-1])
    return [tree]


def _needs(tree: Any) -> tuple[tuple[str, ...], ...]:
    """The rarest sets of literals one of each of which must be matched, the rarest first; of equal ones the shorter."""
    sets = {frozenset(map(_anchor, literals)) for literals in sets_of(shape_of(tree))}
    found = {tuple(sorted(_shortest(literals))) for literals in sets}
    common = {one: commonness_of(one) for one in found}
    rarity = {one: min(common[other] for other in found if _implies(one, other)) for one in found}
    needs: list[tuple[str, ...]] = []
    for one in sorted(found, key=lambda one: (max(RARE, rarity[one]), len(one), one)):
        tells = not needs or rarity[one] <= COMMON
        if tells and len(needs) < MOST_SETS and not any(_implies(n, one) or _implies(one, n) for n in needs):
            needs.append(one)
    return tuple(needs)


def _implies(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether whatever holds one of the first also holds one of the second; not looked into where they are many."""
    if one is other:
        return True
    if len(one) * len(other) > MOST_COMPARED:
        return False
    return all(any(inner in literal for inner in other) for literal in one)


def _shortest(literals: Literals) -> Literals:
    """The literals without those that hold another one."""
    lengths = sorted({len(literal) for literal in literals})
    return frozenset(literal for literal in literals if not _holds_shorter(literal, literals, lengths))


def _holds_shorter(literal: str, literals: Literals, lengths: list[int]) -> bool:
    """Whether one of *literals*, which have these lengths, is a part of *literal*."""
    for length in lengths:
        if length >= len(literal):
            return False
        for start in range(len(literal) - length + 1):
            if literal[start : start + length] in literals:
                return True
    return False


def _anchor(literal: str) -> str:
    """What can be looked for: the skeleton, or a single sign."""
    return literal if literal.isalnum() else "".join([char for char in literal if char.isalnum()]) or literal[0]
