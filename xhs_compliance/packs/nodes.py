"""The values of a YAML file: every one is text, a list or a mapping, and knows where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from xhs_compliance.model.errors import NOTHING, Place, Problem
from xhs_compliance.model.words import Bilingual
from xhs_compliance.packs.expression_rows import joined_rows


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

    def problem(self, message: Bilingual, hint: Bilingual = NOTHING) -> Problem:
        """A problem that points here."""
        return Problem(self.place, message, hint, self.line, max(1, self.length))

    @property
    def source(self) -> str:
        """What stands in the file here, as far as the line goes."""
        return self.line[self.place.column - 1 : self.place.column - 1 + self.length]


@dataclass(frozen=True, slots=True, eq=False)
class Scalar(Node):
    """A single value.

    Attributes:
        text: exactly as written (unquoted).
        turns_into: what YAML 1.1 would make of the unquoted text (``bool``, ``int`` …); empty for text.
        style: how it is quoted: ``'``, ``"``, ``|`` or ``>``; empty for plain text.
        rows: the source lines of a text that stands under its ``|``.

    """

    text: str
    turns_into: str = ""
    style: str = ""
    rows: tuple[str, ...] = ()

    @property
    def on_one_line(self) -> str:
        """The text; one that stands under its ``|`` without its line ends and what is blank beside them."""
        return joined_rows(self.rows) if self.rows else self.text

    def inner_problem(self, start: int, length: int, message: Bilingual, hint: Bilingual = NOTHING) -> Problem:
        """A problem that points at a stretch of the text; at all of it where escapes or line ends are in the way.

        Args:
            start: where it begins, in code points of the text :attr:`on_one_line`.
            length: of the stretch.
            message: what is wrong.
            hint: what to do about it.

        """
        if self.rows:
            return self._problem_in_rows(start, length, message, hint)
        offset = self._offset_in_source(start)
        if offset is None:
            return self.problem(message, hint)
        place = Place(self.place.file, self.place.line, self.place.column + offset)
        return Problem(place, message, hint, self.line, max(1, length))

    def _problem_in_rows(self, start: int, length: int, message: Bilingual, hint: Bilingual) -> Problem:
        last = len(self.rows) - 1
        for number, row in enumerate(self.rows):
            inside = len(row.strip())
            if start < inside or number == last:
                break
            start -= inside
        column = len(row) - len(row.lstrip()) + start + 1
        return Problem(Place(self.place.file, self.place.line + 1 + number, column), message, hint, row, max(1, length))

    def _offset_in_source(self, start: int) -> int | None:
        if not self.style:
            return start if self.source == self.text else None
        inner = self.source[1:-1]
        if self.style == "'" and inner.replace("''", "'") == self.text:
            return 1 + start + self.text[:start].count("'")
        return 1 + start if inner == self.text else None


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

    def only(self, *wanted: str) -> "Mapping":
        """The same place with some of the keys."""
        keys = [key for key in self.values if key in wanted]
        return self._with(keys)

    def without(self, *unwanted: str) -> "Mapping":
        """The same place without some of the keys."""
        return self._with([key for key in self.values if key not in unwanted])

    def _with(self, names: list[str]) -> "Mapping":
        values = {name: self.values[name] for name in names}
        return Mapping(self.place, self.length, self.line, values, {name: self.keys[name] for name in names})


def scalars(node: Node) -> tuple[Scalar, ...]:
    """The single values in *node*: itself, or those of its items that are single values."""
    items = node.items if isinstance(node, Sequence) else (node,)
    return tuple(item for item in items if isinstance(item, Scalar))
