"""YAML as it stands in the file: every value is text and knows its place.

Nothing is turned into a number, a date or a truth value here; where another reader of the file would do so, the text
has to stand in quotes. Aliases are refused, so that a small file cannot unfold into a large one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from xhs_compliance.model.errors import Place, Problem

DEEPEST = 40
"""Nesting allowed in a pack."""

LARGEST = 4_000_000
"""Code points allowed in one file of a pack."""

_TEXT_TAG = "tag:yaml.org,2002:str"
_HASH_CUT = re.compile(r"\s+#(?=[^\s#])")


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """One value of a YAML file.

    Attributes:
        place: where it begins.
        length: code points to underline when it is wrong.
        line: the source line.

    """

    place: Place
    length: int
    line: str

    def problem(self, message: str, hint: str = "") -> Problem:
        """A problem that points here."""
        return Problem(self.place, message, hint, self.line, max(1, self.length))


@dataclass(frozen=True, slots=True, eq=False)
class Scalar(Node):
    """A single value.

    Attributes:
        text: exactly as written (unquoted).
        turns_into: what YAML 1.1 would make of the unquoted text (``bool``, ``int`` …); empty for text.

    """

    text: str
    turns_into: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Sequence(Node):
    """A list of values."""

    items: tuple[Node, ...] = ()

    def __iter__(self) -> Iterator[Node]:
        return iter(self.items)


@dataclass(frozen=True, slots=True, eq=False)
class Mapping(Node):
    """Values by key; every key is a scalar and stands once."""

    values: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, Scalar] = field(default_factory=dict)

    def get(self, key: str) -> Node | None:
        """The value of *key*, if there is one."""
        return self.values.get(key)


def read_nodes(content: bytes, file: str) -> tuple[Node | None, list[Problem]]:
    """Read one YAML document.

    Returns:
        The document (``None`` when it is empty or cannot be read) and every problem found on the way.

    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = Place(file, content[: error.start].count(b"\n") + 1, 1)
        return None, [Problem(place, f"byte 0x{content[error.start]:02x} is not UTF-8", "save the file as UTF-8")]
    if len(text) > LARGEST:
        return None, [Problem(Place(file, 1, 1), f"the file is larger than {LARGEST:,} characters", "split it")]
    return _Reader(text, file).read()


class _Reader:
    """Turns PyYAML's nodes into ours, collecting problems."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.lines = text.split("\n")
        self.problems: list[Problem] = []

    def read(self) -> tuple[Node | None, list[Problem]]:
        try:
            root = self._compose()
        except yaml.MarkedYAMLError as error:
            self._report_syntax(error)
            return None, self.problems
        except (yaml.YAMLError, RecursionError) as error:
            self.problems.append(Problem(Place(self.file, 1, 1), f"not YAML: {error}".split("\n")[0]))
            return None, self.problems
        node = self._convert(root, 0) if root is not None else None
        return node, self.problems

    def _compose(self) -> Any:
        loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        self._refuse_aliases(loader)
        return yaml.compose(self.text, Loader=loader)

    def _refuse_aliases(self, loader: Any) -> None:
        depth = 0
        for event in yaml.parse(self.text, Loader=loader):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise yaml.MarkedYAMLError(
                    problem="anchors and aliases (& and *) are not used in packs", problem_mark=_mark(event)
                )
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                raise yaml.MarkedYAMLError(problem=f"nested deeper than {DEEPEST}", problem_mark=_mark(event))

    def _convert(self, node: Any, depth: int) -> Node:
        place, length, line = self._where(node)
        if isinstance(node, yaml.SequenceNode):
            return Sequence(place, length, line, tuple(self._convert(item, depth + 1) for item in node.value))
        if isinstance(node, yaml.MappingNode):
            return self._convert_mapping(node, place, length, line, depth)
        plain = not node.style
        if plain:
            self._check_hash_cut(node)
        turns_into = node.tag.rpartition(":")[2] if plain and node.tag != _TEXT_TAG else ""
        return Scalar(place, length, line, node.value, turns_into)

    def _convert_mapping(self, node: Any, place: Place, length: int, line: str, depth: int) -> Mapping:
        values: dict[str, Node] = {}
        keys: dict[str, Scalar] = {}
        for key_node, value_node in node.value:
            key = self._convert(key_node, depth + 1)
            value = self._convert(value_node, depth + 1)
            if not isinstance(key, Scalar):
                hint = "put the text in quotes: [ and { begin a list or a mapping"
                self.problems.append(key.problem("a key must be a single word", hint))
            elif key.text in values:
                first = keys[key.text].place.line
                self.problems.append(key.problem(f"{key.text!r} stands twice; first on line {first}", "keep one"))
            else:
                values[key.text], keys[key.text] = value, key
        return Mapping(place, length, line, values, keys)

    def _where(self, node: Any) -> tuple[Place, int, str]:
        start, end = node.start_mark, node.end_mark
        line = self._line(start.line)
        length = end.column - start.column if end.line == start.line else len(line) - start.column
        return Place(self.file, start.line + 1, start.column + 1), max(1, length), line

    def _line(self, number: int) -> str:
        return self.lines[number].rstrip("\r") if number < len(self.lines) else ""

    def _check_hash_cut(self, node: Any) -> None:
        rest = self._line(node.end_mark.line)[node.end_mark.column :]
        if not _HASH_CUT.match(rest) or not node.value:
            return
        place, length, line = self._where(node)
        self.problems.append(
            Problem(
                place,
                "the text is cut at ' #': YAML takes the rest of the line for a comment",
                "put the whole text in double quotes to keep the hashtag",
                line,
                length,
            )
        )

    def _report_syntax(self, error: yaml.MarkedYAMLError) -> None:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        message = (error.problem or "not YAML").strip()
        source = self._line(line)
        hint = ""
        if "\t" in source[: column + 1]:
            message, hint = "a tab cannot indent YAML", "indent with spaces"
        elif source[column : column + 1] in {"@", "`"} or "cannot start any token" in message:
            hint = "put the text in quotes: @, `, % and & have a meaning of their own at the start of a value"
        elif "[[" in source:
            hint = "put the text in quotes: [[ begins a list"
        elif "expected ',' or" in message:
            hint = "put a text that holds a comma or a brace in quotes"
        self.problems.append(Problem(Place(self.file, line + 1, column + 1), message, hint, source))


def _mark(event: Any) -> Any:
    """Where *event* begins; libyaml's marks and PyYAML's own differ in type alone."""
    return event.start_mark
