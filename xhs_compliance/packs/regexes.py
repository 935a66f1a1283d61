"""Regular expressions of rules: whether they are valid, and which literals must be in whatever they match."""

import re
import string
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from xhs_compliance.model.pattern import Ways
from xhs_compliance.model.words import Bilingual
from xhs_compliance.text.commonness import commonness
from xhs_compliance.text.fold import skeleton_of

MOST_ANCHORS = 128
"""A set of more literals than this is not worth waiting for."""

MOST_SETS = 3
"""Sets that a match is asked for; more would cost more than they spare."""

COMMON = 6.0
"""A set as common as this tells nothing beside a rarer one."""

WIDEST = 400
"""Code points beyond which the width of an expression says nothing about a draft."""

MOST_WAYS = 60
"""Alternatives that are told apart."""

_IN_CHINESE = {
    "missing )": "缺少 )",
    "unbalanced parenthesis": "括号不成对",
    "bad character range": "字符范围写反了",
    "multiple repeat": "重复符号叠在一起",
    "nothing to repeat": "重复符号前面没有东西",
    "unknown property": "没有这个字符属性",
    "unterminated character set": "[ 没有收尾",
    "bad escape": "没有这种反斜杠写法",
    "min repeat greater than max repeat": "重复次数的下限大于上限",
    "unknown extension": "没有这种 (? 写法",
}


class Fault(NamedTuple):
    """What is wrong with an expression, and where in it."""

    message: Bilingual
    position: int | None = None


def find_fault(source: str) -> Fault | None:
    """What is wrong with *source*; ``None`` when it compiles and cannot match nothing at all."""
    import regex

    try:
        compiled = regex.compile(source, regex.IGNORECASE)
    except regex.error as wrong:
        error: Any = wrong  # its attributes are missing from the stubs
        said = str(error.msg).strip()
        told = Bilingual(f"正则表达式有误：{_IN_CHINESE.get(said, said)}", f"not a regular expression: {said}")
        return Fault(told, error.pos if isinstance(error.pos, int) else None)
    if compiled.match(""):
        return Fault(Bilingual("它能匹配空文字，会处处命中", "it matches the empty text, so it would match everywhere"))
    return None


def ways_of(source: str) -> Ways:
    """What a match of *source* must hold, by the ways it can match.

    Worked out from the standard library's parse of the expression; where that parser does not know the syntax
    there are no ways, and the expression is tried on every field.

    Returns:
        For each way, sets of literals (as skeletons); a match holds at least one literal of every set of at least one
        way. Nothing when no literal can be worked out for some way.

    """
    from re import _parser as parser  # type: ignore[attr-defined]  # the only parser of this syntax there is

    try:
        tree = parser.parse(source)
    except (re.error, RecursionError):
        return ()
    ways = [_needs(branch) for branch in _branches(tree)]
    if not all(ways) or len(ways) > MOST_WAYS:
        ways = [_needs(tree)]
    return tuple(ways) if all(ways) else ()


def width_of(source: str) -> int | None:
    """The most code points a match of *source* takes or looks ahead at; ``None`` where that is not bounded."""
    from re import _parser as parser  # type: ignore[attr-defined]  # the only parser of this syntax there is

    try:
        tree = parser.parse(source)
    except (re.error, RecursionError):
        return None
    width = tree.getwidth()[1] + sum(ahead.getwidth()[1] for ahead in _lookaheads(tree))
    return int(width) if width <= WIDEST else None


def _lookaheads(tree: Any) -> Iterator[Any]:
    """The expressions that are looked for behind a match, however deep."""
    for operation, argument in tree:
        name = str(operation)
        if name in {"ASSERT", "ASSERT_NOT"} and argument[0] > 0:
            yield argument[1]
        for inner in _inside(name, argument):
            yield from _lookaheads(inner)


def _inside(name: str, argument: Any) -> list[Any]:
    """The expressions directly inside an operation."""
    if name == "BRANCH":
        return list(argument[1])
    if name in {"ASSERT", "ASSERT_NOT"}:
        return [argument[1]]
    if name == "GROUPREF_EXISTS":
        return [branch for branch in argument[1:] if branch is not None]
    if name in {"SUBPATTERN", "ATOMIC_GROUP"} or name.endswith("_REPEAT"):
        return [argument if name == "ATOMIC_GROUP" else argument[-1]]
    return []


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
    """The rarest sets of literals one of each of which must be matched, the rarest first."""
    by_content = {tuple(sorted(found)): None for found in _required_sets(tree)}
    rarest, *others = sorted(by_content, key=lambda found: (_commonness(found), found)) or [()]
    telling = [found for found in others if _commonness(found) <= COMMON]
    return (rarest, *telling[: MOST_SETS - 1]) if rarest else ()


def _required_sets(tree: Any) -> list[frozenset[str]]:
    """Every usable set of literals, one of each of which must be matched; as skeletons."""
    runs: list[set[str]] = []
    sets: list[frozenset[str]] = []
    run = ""
    for operation, argument in tree:
        name = str(operation)
        if name == "LITERAL":
            run += chr(argument)
            continue
        if run:
            runs.append({run})
            run = ""
        sets += _sets_of(name, argument)
    if run:
        runs.append({run})
    sets += [frozenset(map(skeleton_of, literals)) for literals in runs]
    return [found for found in sets if all(found) and len(found) <= MOST_ANCHORS]


def _sets_of(name: str, argument: Any) -> list[frozenset[str]]:
    if name == "SUBPATTERN":
        return _required_sets(argument[-1])
    if name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"} and argument[0] >= 1:
        return _required_sets(argument[2])
    if name == "BRANCH":
        branches = [min(_required_sets(branch), key=_commonness, default=None) for branch in argument[1]]
        return [frozenset().union(*(b for b in branches if b))] if all(branches) else []
    if name == "IN":
        members = [_members(str(kind), code) for kind, code in argument]
        return [frozenset().union(*(found for found in members if found))] if all(members) else []
    return []


def _members(kind: str, code: Any) -> frozenset[str]:
    """What a character class lists by name; empty where that cannot be said, or it holds a sign no skeleton has."""
    if kind == "LITERAL":
        return frozenset((skeleton_of(chr(code)),)) - {""}
    if kind == "RANGE" and code[1] - code[0] < len(string.digits):
        literals = [skeleton_of(chr(each)) for each in range(code[0], code[1] + 1)]
        return frozenset(literals) if all(literals) else frozenset()
    if kind == "CATEGORY" and str(code) == "CATEGORY_DIGIT":
        return frozenset(string.digits)
    return frozenset()


def _commonness(literals: Iterable[str]) -> float:
    return sum(map(commonness, literals))
