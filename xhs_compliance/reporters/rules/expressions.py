"""A regular expression as people read it: what its matches say, with the gaps between.

``(?:婆婆|奶奶)(?:都)?信[^。]{2,40}我劝`` reads as (婆婆/奶奶)信…我劝. What may be left out is left out, any run
of characters is a gap, and of many alternatives the first are named.
"""

import re
from collections.abc import Iterable
from typing import Any, Final

from xhs_compliance.model.words import Bilingual, Language
from xhs_compliance.packs.regexes import parsed

MOST_ALTERNATIVES: Final = 3
"""Alternatives that are named; the others are a gap."""

_GAP = "…"
_NUMBER = Bilingual("⟨数字⟩", "⟨number⟩")
_DIGITS = frozenset("0123456789")
_SPACE = re.compile(r"\s+")
_GAPS = re.compile(r"\s*…[\s…]*")
_EDGES = re.compile("^[…!?.,;:。，！？]+|(?<!/)…$")


def in_words(source: str, language: Language) -> str:
    """What the matches of *source* say; the expression itself where it cannot be read.

    Args:
        source: a regular expression.
        language: of the words for numbers.

    """
    tree = parsed(source)
    if tree is None:
        return f"/{source}/"
    said = _EDGES.sub("", _bare(_GAPS.sub(_GAP, _SPACE.sub(" ", _sequence(tree, language)).strip())))
    return said or f"/{source}/"


def _sequence(tree: Any, language: Language) -> str:
    return "".join(_part(str(operation), argument, language) for operation, argument in tree)


def _part(name: str, argument: Any, language: Language) -> str:
    match name:
        case "LITERAL":
            return chr(argument)
        case "IN":
            return _class(argument, language)
        case "AT" | "ASSERT" | "ASSERT_NOT":
            return ""
        case "SUBPATTERN":
            return _sequence(argument[-1], language)
        case "ATOMIC_GROUP":
            return _sequence(argument, language)
        case "BRANCH":
            return _either([_sequence(branch, language) for branch in argument[1]])
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            least, _, inner = argument
            said = _sequence(inner, language)
            return said if least else _GAP if _GAP in said else ""
        case _:
            return _GAP


def _class(members: list[tuple[Any, Any]], language: Language) -> str:
    """A class of characters: its members, a number, one of its signs, or a gap."""
    listed = [chr(code) for kind, code in members if str(kind) == "LITERAL"]
    others = [(str(kind), code) for kind, code in members if str(kind) != "LITERAL"]
    if any(kind == "NEGATE" for kind, _ in others):
        return _GAP
    if any(_is_digits(kind, code) for kind, code in others) or _DIGITS.issubset(listed):
        return _NUMBER.in_language(language)
    if any(not _is_space(kind, code) for kind, code in others):
        return _GAP
    if not any(map(str.isalnum, listed)):
        return " " if others or " " in listed else listed[0]
    return _either(listed)


def _is_space(kind: str, code: Any) -> bool:
    return kind == "CATEGORY" and str(code) == "CATEGORY_SPACE"


def _is_digits(kind: str, code: Any) -> bool:
    if kind == "RANGE":
        return bool(code[0] >= ord("0") and code[1] <= ord("9"))
    return kind == "CATEGORY" and str(code) == "CATEGORY_DIGIT"


def _either(alternatives: Iterable[str]) -> str:
    """The first of several, in brackets; nothing where nothing is one of them."""
    said = list(dict.fromkeys(alternatives))
    if "" in said:
        return _GAP if _GAP in said else ""
    if len(said) == 1:
        return said[0]
    shown = "/".join(said[:MOST_ALTERNATIVES])
    return f"({shown}/{_GAP})" if len(said) > MOST_ALTERNATIVES else f"({shown})"


def _bare(said: str) -> str:
    """Without the brackets around the whole."""
    depth = 0
    for at, char in enumerate(said):
        depth += (char == "(") - (char == ")")
        if not depth and at < len(said) - 1:
            return said
    return said[1:-1] if said[:1] == "(" else said
