"""Rules as plain nested tuples, and back: what a cache can hold without ever being able to run code.

Each value is written once and referred to by number, so what rules share stays shared. Only the classes named here can
come out again.
"""

from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from xhs_compliance.model import condition, facts, law, pattern, rule, words

FORMAT = 24
"""Raised whenever the shape of what is written changes."""

_CLASSES: tuple[type[Any], ...] = (
    pattern.Terms,
    pattern.Regex,
    pattern.Number,
    pattern.Either,
    pattern.Pair,
    pattern.Count,
    pattern.Placed,
    pattern.InFields,
    pattern.Missing,
    pattern.Draftwide,
    pattern.Disguised,
    pattern.Measured,
    condition.FactIs,
    condition.FactNumber,
    condition.CoveredBy,
    condition.SignalOn,
    condition.LanguageIs,
    condition.MarketIs,
    condition.Has,
    condition.All,
    condition.Any,
    condition.Not,
    condition.Context,
    condition.Exempt,
    condition.When,
    rule.Step,
    rule.Lift,
    rule.Gate,
    rule.Replacement,
    rule.Examples,
    rule.Rule,
    rule.Signal,
    rule.Pack,
    law.Provision,
    facts.FactType,
    words.Bilingual,
    words.Severity,
    words.Confidence,
)
_NUMBERS = {cls: number for number, cls in enumerate(_CLASSES)}

Node = tuple[Any, ...]
"""A class or a kind of value by number, then the numbers of the nodes it is made of."""

_TUPLE, _SET, _DICT, _DATE, _ATOM = -1, -2, -3, -4, -5


def freeze(value: Any) -> list[Node]:
    """*value* as a list of nodes; the last one is the value itself."""
    writer = _Writer()
    writer.write(value)
    return writer.nodes


class _Writer:
    """Writes values, each once by what it says: patterns that rules spell alike come out as one."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self._seen: dict[Any, int] = {}
        self._known: dict[int, int] = {}

    def write(self, value: Any) -> int:
        """The number of the node that holds *value*."""
        if is_dataclass(value) and not isinstance(value, type):
            known = self._known.get(id(value))
            if known is None:
                node = (_NUMBERS[type(value)], *[self._part(value, field.name) for field in fields(value)])
                known = self._known[id(value)] = self._add((type(value), *node), node)
            return known
        node = self._node(value)
        return self._add((type(value), *node), node)

    def _part(self, value: Any, name: str) -> int:
        """One field. The words of terms are left out: once spelled, their key is all that is asked for."""
        left_out = isinstance(value, pattern.Terms) and name == "words"
        return self.write(() if left_out else getattr(value, name))

    def _add(self, key: Any, node: Node) -> int:
        if key not in self._seen:
            self._seen[key] = len(self.nodes)
            self.nodes.append(node)
        return self._seen[key]

    def _node(self, value: Any) -> Node:
        match value:
            case Enum():
                return (_NUMBERS[type(value)], self.write(value.value))
            case words.Bilingual(zh, en):
                return (_NUMBERS[words.Bilingual], self.write(zh), self.write(en))
            case date():
                return (_DATE, value.toordinal())
            case dict():
                return (_DICT, *[self.write(part) for pair in value.items() for part in pair])
            case tuple():
                return (_TUPLE, *[self.write(part) for part in value])
            case frozenset():
                return (_SET, *[self.write(part) for part in sorted(value)])
            case _:
                return (_ATOM, value)


def thaw(nodes: list[Node]) -> Any:
    """The value that :func:`freeze` wrote.

    Raises:
        ValueError: when the nodes are none of ours.

    """
    made: list[Any] = []
    for node in nodes:
        kind, parts = node[0], node[1:]
        if kind == _ATOM:
            made.append(parts[0])
        elif kind == _DATE:
            made.append(date.fromordinal(parts[0]))
        elif kind == _TUPLE:
            made.append(tuple([made[part] for part in parts]))
        elif kind == _SET:
            made.append(frozenset(made[part] for part in parts))
        elif kind == _DICT:
            made.append({made[parts[i]]: made[parts[i + 1]] for i in range(0, len(parts), 2)})
        elif 0 <= kind < len(_CLASSES):
            made.append(_CLASSES[kind](*[made[part] for part in parts]))
        else:
            raise ValueError(f"no class {kind}")
    return made[-1]
