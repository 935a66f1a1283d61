"""Edits of the packs: one thing dropped or changed in one place of the YAML, as whoever keeps them could do it.

An edit replaces one node of one file by another. A line of ``contexts.yaml`` or a word of a shared list is one edit,
however many rules take it over: they all change with it. Where the files say the same thing twice, there are two.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from xhs_compliance.packs.nodes import Mapping, Node, Scalar, Sequence

TERMS_A_LIST = 2
"""Words dropped from each list, a shared one or one written into a rule; every other edit is made."""

LISTS = ("terms", "units")
CUES = ("exempt", "near", "before", "after", "masked-by", "until", "has", "lacks")
_LOWER = {"error": "warning", "warning": "info"}


@dataclass(frozen=True, slots=True)
class Edit:
    """One node replaced.

    Attributes:
        kind: what is changed (``a term``, ``an excuse`` …).
        what: the piece, for people.
        old: the node as it stands in the file.
        new: what stands there instead.
        piece: the node of what was dropped or changed.

    """

    kind: str
    what: str
    old: Node
    new: Node
    piece: Any = None

    @property
    def place(self) -> str:
        """The file and line."""
        return f"{self.old.place.file}:{self.old.place.line}"


def swapped(tree: Node, old: Node, new: Node) -> Node:
    """*tree* with one node in it, known by identity, replaced."""
    if tree is old:
        return new
    if isinstance(tree, Sequence):
        items = tuple(swapped(item, old, new) for item in tree)
        return tree if all(map(_is, items, tree.items)) else Sequence(tree.place, tree.length, tree.line, items)
    if isinstance(tree, Mapping):
        values = {key: swapped(value, old, new) for key, value in tree.values.items()}
        if all(values[key] is tree.values[key] for key in values):
            return tree
        return Mapping(tree.place, tree.length, tree.line, values, tree.keys)
    return tree


def _is(one: object, other: object) -> bool:
    return one is other


def without(sequence: Sequence, place: int) -> Sequence:
    """*sequence* without the item at *place*."""
    items = (*sequence.items[:place], *sequence.items[place + 1 :])
    return Sequence(sequence.place, sequence.length, sequence.line, items)


def said(node: Node) -> str:
    """A node on one line, however it is laid out."""
    if isinstance(node, Sequence):
        return f"[{', '.join(map(said, node))}]"
    if isinstance(node, Mapping):
        return "{" + ", ".join(f"{key}: {said(value)}" for key, value in node.values.items()) + "}"
    if isinstance(node, Scalar) and node.rows:
        return "'" + node.on_one_line.replace("'", "''") + "'"
    return node.source


def told(node: Node) -> str:
    """As much of a node as names it."""
    return said(node)[:90]


def rewritten(scalar: Scalar, text: str) -> Scalar:
    """*scalar* with another text."""
    return Scalar(scalar.place, len(text), scalar.line, text, scalar.turns_into, scalar.style)


def drawn_by(seed: int, *parts: str) -> bytes:
    """Something to sort by, so that a draw of the same seed stays the same while other things change."""
    return hashlib.blake2s(repr((seed, *parts)).encode("utf-8", "surrogatepass")).digest()


@dataclass(frozen=True, slots=True)
class Editor:
    """Finds every edit of one rule, list or context.

    Attributes:
        name: what is edited.
        seed: of the choice of words.

    """

    name: str
    seed: int

    def of_rule(self, rule: Mapping) -> Iterator[Edit]:
        """Every edit of a rule or signal."""
        of_part = {
            "find": self.of_pattern,
            "when": self.of_gate,
            "unless": self.of_excuses,
            "severity": self.of_ladder,
            "lifted": self.of_lifts,
        }
        for key, edits in of_part.items():
            node = rule.get(key)
            if node is None:
                continue
            whole = key in ("unless", "lifted")
            if key == "when":
                yield Edit("a gate", told(node), rule, rule.without(key), node)
            if whole and len(items := node.items if isinstance(node, Sequence) else (node,)) == 1:
                kind = "a lift" if key == "lifted" else _kind_of_excuse(items[0])
                yield Edit(kind, told(items[0]), rule, rule.without(key), items[0])
            yield from edits(node)

    def of_terms(self, node: Node | None) -> Iterator[Edit]:
        """A few words of a list dropped, unless there is one word alone."""
        if not isinstance(node, Sequence) or len(node.items) < 2:
            return
        drawn = sorted((drawn_by(self.seed, self.name, item.source), place) for place, item in enumerate(node))
        for _, place in drawn[:TERMS_A_LIST]:
            item = node.items[place]
            if isinstance(item, Scalar):
                kind = "a list taken in" if item.text.startswith("@") else "a term"
                yield Edit(kind, item.text, node, without(node, place), item)

    def of_pattern(self, node: Node) -> Iterator[Edit]:
        """Every edit of a pattern that a rule looks for."""
        if _is_words(node):
            yield from self.of_terms(node)
        elif isinstance(node, Sequence):
            yield from self._alternatives(node)
        elif isinstance(node, Mapping):
            yield from self.of_terms(node.get("terms"))
            yield from self._nested(node)
            for key in ("where", "in"):
                if key in node.values and "missing" not in node.values:
                    yield Edit("a place", node.values[key].source, node, node.without(key), node)

    def _nested(self, node: Mapping) -> Iterator[Edit]:
        """Every edit of the patterns directly inside one, and of how many of them are wanted."""
        if isinstance(number := node.get("number"), Mapping):
            yield from self.of_terms(number.get("units"))
        if isinstance(alternatives := node.get("any"), Sequence):
            yield from self._alternatives(alternatives)
        if isinstance(parts := node.get("pair"), Sequence):
            yield from self._parts(node, parts)
        if isinstance(least := node.get("at-least"), Scalar) and isinstance(counted := node.get("count"), Sequence):
            yield Edit("a count", f"at least {least.text}", least, rewritten(least, str(int(least.text) + 1)), node)
            for item in counted:
                yield from self.of_pattern(item)

    def _alternatives(self, node: Sequence) -> Iterator[Edit]:
        for place, item in enumerate(node):
            if len(node.items) > 1:
                yield Edit("an alternative", told(item), node, without(node, place), item)
            yield from self.of_pattern(item)

    def _parts(self, pair: Mapping, parts: Sequence) -> Iterator[Edit]:
        for place, item in enumerate(parts):
            rest: Node = without(parts, place)
            if len(parts.items) == 2:
                rest = parts.items[1 - place]
                yield Edit("a part of a pair", told(item), pair, rest, (pair, place))
            else:
                yield Edit("a part of a pair", told(item), parts, rest, (pair, place))
            yield from self.of_pattern(item)

    def of_gate(self, node: Node) -> Iterator[Edit]:
        """Every part of the outermost condition dropped, and words of its lists."""
        if isinstance(node, Sequence):
            yield from self._gate_parts(node)
        elif (
            isinstance(node, Mapping)
            and len(node.values) == 1
            and isinstance(inner := node.get("all") or node.get("any"), Sequence)
        ):
            yield from self._gate_parts(inner)
        elif isinstance(node, Mapping) and len(kept := [key for key in node.values if key != "within"]) > 1:
            for key in kept:
                alone = ("within",) if key in ("has", "lacks") else ()
                piece = node.only(key, *alone)
                yield Edit("a gate", key, node, node.without(key, *alone), piece)
        yield from self.words_in(node)

    def _gate_parts(self, parts: Sequence) -> Iterator[Edit]:
        if len(parts.items) > 1:
            yield from _items_dropped("a gate", parts)

    def of_excuses(self, node: Node) -> Iterator[Edit]:
        """Every excuse dropped, and words of its cues."""
        if not isinstance(node, Sequence):
            return
        for place, item in enumerate(node):
            if len(node.items) > 1:
                yield Edit(_kind_of_excuse(item), told(item), node, without(node, place), item)
            yield from self.words_in(item)

    def of_ladder(self, node: Node) -> Iterator[Edit]:
        """Every step of another severity, every step dropped."""
        if isinstance(node, Scalar):
            yield Edit("a severity", node.text, node, rewritten(node, _LOWER.get(node.text, "error")), None)
        elif isinstance(node, Sequence):
            for place, step in enumerate(node):
                severity = step.get("is") if isinstance(step, Mapping) else None
                if isinstance(severity, Scalar):
                    changed = rewritten(severity, _LOWER.get(severity.text, "error"))
                    yield Edit("a severity", told(step), severity, changed, step)
                if len(node.items) > 1:
                    yield Edit("a rung", told(step), node, without(node, place), step)
        yield from self.words_in(node)

    def of_lifts(self, node: Node) -> Iterator[Edit]:
        """Every lift dropped, where there are several."""
        if isinstance(node, Sequence) and len(node.items) > 1:
            yield from _items_dropped("a lift", node)
        yield from self.words_in(node)

    def words_in(self, node: Node) -> Iterator[Edit]:
        """Words of every list below a condition or an excuse."""
        if isinstance(node, Sequence):
            for item in node:
                yield from self.words_in(item)
        elif isinstance(node, Mapping):
            for key, value in node.values.items():
                if key in (*LISTS, *CUES) and _is_words(value):
                    yield from self.of_terms(value)
                else:
                    yield from self.words_in(value)

    def of_lines(self, node: Node) -> Iterator[Edit]:
        """Every line of a shared context dropped, and words of its cues."""
        yield from _items_dropped("a line of a context", node)
        yield from self.words_in(node)

    def of_table(self, node: Node) -> Iterator[Edit]:
        """Every row of a table of severities dropped."""
        return _items_dropped("a row of a table", node)


def _items_dropped(kind: str, node: Node) -> Iterator[Edit]:
    assert isinstance(node, Sequence)
    for place, item in enumerate(node):
        yield Edit(kind, told(item), node, without(node, place), item)


def _is_words(node: Node) -> bool:
    return isinstance(node, Sequence) and all(isinstance(item, Scalar) for item in node)


def _kind_of_excuse(node: Node) -> str:
    return "a named excuse" if isinstance(node, Scalar) else "an excuse"
