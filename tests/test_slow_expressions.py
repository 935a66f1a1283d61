"""No shipped expression can be made to hang: each is run over texts built to make it backtrack, under a time limit."""

import dataclasses
import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from typing import Any

import regex

import xhs_compliance
from xhs_compliance.linter import Linter
from xhs_compliance.model.pattern import Regex

LONG = 1_000
"""Code points; the length of a post. Growth is not measured, only that none hangs."""

LIMIT = 5.0
"""Seconds for one expression on one text, as ``regex`` itself counts them; the usual is a thousandth."""

_PIECE = re.compile(r"[^\W_]+|[^\w\\()\[\]{}|?*+^$.]")
_GROUP = re.compile(r"\(\?[a-zA-Z<!=:]+|\\[a-zA-Z]|\{[\d,]*\}")


def expressions(value: Any, seen: set[int]) -> Iterator[str]:
    """Every expression in a rule, however deep."""
    if id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, Regex):
        yield value.source
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for part in dataclasses.fields(value):
            yield from expressions(getattr(value, part.name), seen)
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from expressions(part, seen)
    elif isinstance(value, tuple | list | set | frozenset):
        for part in value:
            yield from expressions(part, seen)


def hostile_texts(source: str) -> Iterator[str]:
    """What the expression is made of, over and over, and never what would end it."""
    pieces = list(dict.fromkeys(_PIECE.findall(_GROUP.sub(" ", source))))[:4]
    for unit in (*pieces, "".join(pieces), "a", " "):
        if unit:
            yield (unit * (LONG // len(unit) + 1))[:LONG] + "\x00"


def slow(source: str, flags: int = 0) -> list[str]:
    """The texts, shortened, on which an expression takes longer than the limit."""
    compiled: Any = regex.compile(source, flags)
    found = []
    for text in hostile_texts(source):
        try:
            for _ in compiled.finditer(text, timeout=LIMIT):
                pass
        except TimeoutError:
            found.append(text[:30])
    return found


def test_this_test_sees_a_slow_expression(monkeypatch: Any) -> None:
    monkeypatch.setattr(f"{__name__}.LIMIT", 0.2)
    assert slow(r"(?:字+字*)+字+末")


def test_expressions_of_rules(shipped: Linter) -> None:
    ruleset = shipped.compiled.ruleset
    sources = sorted(set(expressions(tuple(ruleset.packs), set())))
    assert len(sources) > 20
    assert {source: texts for source in sources if (texts := slow(source, regex.IGNORECASE))} == {}


def test_expressions_of_the_program() -> None:
    found: dict[str, re.Pattern[str]] = {}
    for module in pkgutil.walk_packages(xhs_compliance.__path__, "xhs_compliance."):
        if module.name.endswith(("__main__", "spark")):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                found[f"{module.name}.{name}"] = value
    assert len(found) > 20
    flags = {re.IGNORECASE: regex.IGNORECASE, re.MULTILINE: regex.MULTILINE, re.DOTALL: regex.DOTALL}
    assert {
        name: texts
        for name, value in found.items()
        if (texts := slow(value.pattern, sum(ours for theirs, ours in flags.items() if value.flags & theirs)))
    } == {}
