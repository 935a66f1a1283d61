"""How rule files are laid out: what does not fit into a line takes several, everything else stays as it was written.

A mapping or a list that is too long for its line gets a line for each entry; a list of words fills its lines; a regular
expression stands over several rows under a ``|``. The values stay the same, and so do comments.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from xhs_compliance.packs.expression_rows import joined_rows, rows_of
from xhs_compliance.packs.problems import columns

WIDTH = 120
"""Columns of a line; a Chinese character takes two."""

_INDENT = 2
_WORD = 24
"""Columns the entries of a list take on average, up to which they are words that share lines."""


class _Change(NamedTuple):
    """The text that replaces the characters from *start* to before *end*."""

    start: int
    end: int
    text: str


def laid_out(text: str) -> str:
    """A rule file with its long lines laid out; as it is, where a value would not stay the same.

    Args:
        text: YAML that can be read, without anchors and tags (:func:`~xhs_compliance.packs.yaml_reader.read_nodes`).

    """
    if "\r\n" in text:
        return laid_out(text.replace("\r\n", "\n")).replace("\n", "\r\n")
    root = _composed(text)
    if not _is_block(root):
        return text
    after = text
    for change in sorted(_Layout(text).changes(root), reverse=True):
        after = after[: change.start] + change.text + after[change.end :]
    return after if _said(_composed(after)) == _said(root) else text


def _composed(text: str) -> Any:
    return yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _said(value: Any, key: str = "") -> Any:
    """What a value says, an expression without its line ends."""
    if isinstance(value, yaml.SequenceNode):
        return [_said(item) for item in value.value]
    if isinstance(value, yaml.MappingNode):
        return [(_said(name), _said(inner, name.value)) for name, inner in value.value]
    return joined_rows(value.value.splitlines()) if key == "regex" and _is_under_bar(value) else value.value


class _Layout:
    """Lays out the values of one file.

    Args:
        text: the file.

    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = text.split("\n")

    def changes(self, node: Any) -> Iterator[_Change]:
        """What to replace in a value whose entries stand on lines of their own."""
        for first, value in _entries(node):
            if _is_block(value):
                yield from self.changes(value)
            elif self._may_change(first, value):
                key, inside = ("", _INDENT) if first is value else (self._flat(first), 0)
                rows = self._rows(key, value, node.start_mark.column + inside)
                yield _Change(first.start_mark.index, self._end(value), "\n".join(rows).lstrip(" "))

    def _may_change(self, first: Any, value: Any) -> bool:
        """Whether a value stands on a line that is too long, and holds no comment that would be lost."""
        rows = self._text[first.start_mark.index : self._end(value)].split("\n")
        is_open = len(rows) > 1 and not _is_under_bar(value)
        has_comment = is_open and any(" #" in row or row.lstrip().startswith("#") for row in rows)
        rows[0] = self._lines[first.start_mark.line]
        return not has_comment and any(columns(row) > WIDTH for row in rows)

    def _end(self, value: Any) -> int:
        """The offset behind a value; the line ends behind a text under a ``|`` belong to it for PyYAML."""
        start, end = int(value.start_mark.index), int(value.end_mark.index)
        return start + len(self._text[start:end].rstrip()) if _is_under_bar(value) else end

    def _rows(self, key: str, value: Any, indent: int) -> list[str]:
        """A value behind its key (none for an entry of a list), as lines that stand at *indent*."""
        margin, lead = " " * indent, f"{key}: " if key else ""
        flat = self._flat(value)
        if columns(margin + lead + flat) <= WIDTH:
            return [margin + lead + flat]
        if isinstance(value, yaml.ScalarNode):
            return self._scalar_rows(key, value, indent)
        if isinstance(value, yaml.SequenceNode) and self._holds_words(value):
            return self._filled(margin + lead + "[", value, indent + (_INDENT if key else 1))
        inner = indent + _INDENT if key else indent
        rows = [row for entry in value.value for row in self._entry_rows(entry, inner)]
        return [f"{margin}{key}:", *rows] if key else rows

    def _entry_rows(self, entry: Any, indent: int) -> list[str]:
        """An entry of a mapping or of a list."""
        if isinstance(entry, tuple):
            return self._rows(self._flat(entry[0]), entry[1], indent)
        first, *others = self._rows("", entry, indent + _INDENT)
        return [f"{' ' * indent}- {first.lstrip(' ')}", *others]

    def _scalar_rows(self, key: str, value: Any, indent: int) -> list[str]:
        """A long text: an expression over several rows, anything else as it stands."""
        margin, inner = " " * indent, " " * (indent + _INDENT)
        rows = rows_of(_said(value, key), WIDTH - len(inner)) if key == "regex" else []
        if len(rows) < 2:
            return [margin + (f"{key}: " if key else "") + self._flat(value)]
        return [f"{margin}{key}: |-", *(inner + row for row in rows)]

    def _holds_words(self, value: Any) -> bool:
        """Whether a list holds short texts alone, which read better side by side."""
        texts = [self._flat(item) for item in value.value if isinstance(item, yaml.ScalarNode)]
        return len(texts) == len(value.value) and sum(map(columns, texts)) <= _WORD * len(texts)

    def _filled(self, opening: str, value: Any, indent: int) -> list[str]:
        """A list of words over filled lines."""
        rows = [opening]
        for item in value.value:
            word = self._flat(item) + ("]" if item is value.value[-1] else ",")
            gap = "" if rows[-1].endswith("[") else " "
            if columns(rows[-1] + gap + word) <= WIDTH:
                rows[-1] += gap + word
            else:
                rows.append(" " * indent + word)
        return rows

    def _flat(self, value: Any) -> str:
        """A value on one line."""
        if isinstance(value, yaml.SequenceNode):
            return "[" + ", ".join(map(self._flat, value.value)) + "]"
        if isinstance(value, yaml.MappingNode):
            return "{" + ", ".join(f"{self._flat(key)}: {self._flat(inner)}" for key, inner in value.value) + "}"
        return self._text[value.start_mark.index : self._end(value)]


def _entries(node: Any) -> Iterator[tuple[Any, Any]]:
    """The entries of a mapping with their keys; those of a list stand for themselves."""
    for entry in node.value:
        yield entry if isinstance(entry, tuple) else (entry, entry)


def _is_block(value: Any) -> bool:
    """Whether the entries of a value stand on lines of their own."""
    return isinstance(value, yaml.CollectionNode) and not value.flow_style


def _is_under_bar(value: Any) -> bool:
    return isinstance(value, yaml.ScalarNode) and value.style == "|"
