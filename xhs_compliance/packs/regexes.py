"""Regular expressions of rules: whether they are valid, and which literals must be in whatever they match."""

import re
from typing import Any, NamedTuple

from xhs_compliance.model.words import Bilingual
from xhs_compliance.text.fold import skeleton_of

MOST_ANCHORS = 64
"""An expression that could begin with more different literals than this has no anchors worth having."""

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


def anchors_of(source: str) -> tuple[str, ...]:
    """Literals (as skeletons) of which at least one is in every match; empty when none can be worked out.

    Worked out from the standard library's parse of the expression; where that parser does not know the syntax
    there are no anchors, and the expression is tried on every field.
    """
    from re import _parser as parser  # type: ignore[attr-defined]  # the only parser of this syntax there is

    try:
        tree = parser.parse(source)
    except (re.error, RecursionError):
        return ()
    found = _required(tree)
    skeletons = {skeleton_of(text) for text in found or ()}
    return tuple(sorted(skeletons)) if found and all(skeletons) and len(skeletons) <= MOST_ANCHORS else ()


def _required(tree: Any) -> set[str] | None:
    """The best set of literals one of which must be matched, or ``None``."""
    best: set[str] | None = None
    run = ""
    candidates: list[set[str]] = []
    for operation, argument in tree:
        name = str(operation)
        if name == "LITERAL":
            run += chr(argument)
            continue
        if run:
            candidates.append({run})
            run = ""
        if (inner := _required_of(name, argument)) is not None:
            candidates.append(inner)
    if run:
        candidates.append({run})
    for candidate in candidates:
        usable = all(skeleton_of(text) for text in candidate)
        if usable and (best is None or _worth(candidate) > _worth(best)):
            best = candidate
    return best


def _required_of(name: str, argument: Any) -> set[str] | None:
    if name == "SUBPATTERN":
        return _required(argument[-1])
    if name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"} and argument[0] >= 1:
        return _required(argument[2])
    if name == "BRANCH":
        branches = [_required(branch) for branch in argument[1]]
        if all(branch is not None for branch in branches):
            return {text for branch in branches if branch for text in branch}
    if name == "IN" and all(str(kind) == "LITERAL" for kind, _ in argument):
        return {chr(code) for _, code in argument}
    return None


def _worth(literals: set[str]) -> tuple[int, int]:
    """Longer literals first, then fewer of them."""
    return min(len(text) for text in literals), -len(literals)
