"""Regular expressions of rules: whether they are valid, and which literals must be in whatever they match."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from xhs_compliance.model.pattern import Ways
from xhs_compliance.model.words import Bilingual
from xhs_compliance.packs.literals import ways_in

WIDEST = 400
"""Code points beyond which the width of an expression says nothing about a draft."""

MOST_REMEMBERED = 8_192
"""Expressions whose study is remembered: a process that loads packs again meets the same ones."""

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


@lru_cache(maxsize=MOST_REMEMBERED)
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


@lru_cache(maxsize=MOST_REMEMBERED)
def ways_of(source: str) -> Ways:
    """What a match of *source* must hold, by the ways it can match.

    Worked out from the standard library's parse of the expression; where that parser does not know the syntax
    there are no ways, and the expression is tried on every field.

    Returns:
        For each way, sets of literals (as skeletons); a match holds at least one literal of every set of at least one
        way. Nothing when no literal can be worked out for some way.

    """
    tree = parsed(source)
    return () if tree is None else ways_in(tree)


@lru_cache(maxsize=MOST_REMEMBERED)
def width_of(source: str) -> int | None:
    """The most code points a match of *source* takes or looks ahead at; ``None`` where that is not bounded."""
    tree = parsed(source)
    if tree is None:
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


@lru_cache(maxsize=1)
def parsed(source: str) -> Any:
    """The standard library's parse of *source*; ``None`` where it does not know the syntax."""
    from re import _parser as parser  # type: ignore[attr-defined]  # the only parser of this syntax there is

    try:
        return parser.parse(source)
    except (re.error, RecursionError):
        return None
