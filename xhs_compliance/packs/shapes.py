"""Mappings with known keys: what each key takes, which are needed, and what to say of a key nobody knows."""

from collections.abc import Mapping as MappingABC
from dataclasses import dataclass, field
from typing import Any

from xhs_compliance.model.errors import NOTHING, Place, Problem, did_you_mean
from xhs_compliance.model.words import Bilingual
from xhs_compliance.packs.kinds import Kind, Text, wrong_kind
from xhs_compliance.packs.nodes import Mapping, Node, Scalar
from xhs_compliance.packs.problems import Problems


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a shape: what its value must be, and one line of documentation."""

    kind: Kind
    doc: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """A mapping that was read: its values by key, and where each stands."""

    node: Mapping
    values: MappingABC[str, Any] = field(default_factory=dict)

    def get(self, key: str, default: Any = None) -> Any:
        """The value of *key*, or *default*."""
        return self.values.get(key, default)

    def at(self, key: str) -> Node:
        """Where the value of *key* stands; the whole mapping when it is absent."""
        return self.node.get(key) or self.node


@dataclass(frozen=True, slots=True)
class Shape:
    """A mapping with known keys.

    Attributes:
        name: what errors call it.
        keys: the keys.
        elsewhere: keys that belong somewhere else, and where.
        needs: what to do when a key that is needed is missing.

    """

    name: Bilingual
    keys: MappingABC[str, Key]
    elsewhere: MappingABC[str, Bilingual] = field(default_factory=dict)
    needs: Bilingual = NOTHING

    def read(self, node: Node, problems: Problems) -> Read | None:
        if not isinstance(node, Mapping):
            wrong_kind(node, Bilingual(f"映射（{self.name.zh}）", f"a mapping ({self.name.en})"), problems)
            return None
        split = False
        for key, key_node in node.keys.items():
            if key not in self.keys:
                fault = _split_text(node, key) or self._unknown(key, key_node)
                split = split or fault.place != key_node.place
                problems.append(fault)
        values = {
            key: value
            for key, spec in self.keys.items()
            if (inner := node.get(key)) is not None and (value := spec.kind.read(inner, problems)) is not None
        }
        missing = [key for key, spec in self.keys.items() if spec.required and key not in node.values]
        if missing and not split:
            message = Bilingual(
                f"{self.name.zh}里少了 {'、'.join(missing)}", f"{self.name.en} needs {', '.join(map(repr, missing))}"
            )
            problems.append(node.problem(message, self.needs))
        return Read(node, values)

    def is_complete(self, read: Read) -> bool:
        """Whether every key that is needed was read."""
        return all(key in read.values for key, spec in self.keys.items() if spec.required)

    def _unknown(self, key: str, node: Scalar) -> Problem:
        message = Bilingual(f"{self.name.zh}里没有“{key}”这个键", f"{self.name.en} has no key {key!r}")
        return node.problem(message, self.elsewhere.get(key) or did_you_mean(key, self.keys))

    def json_schema(self) -> dict[str, Any]:
        properties = {key: spec.kind.json_schema() | {"description": spec.doc} for key, spec in self.keys.items()}
        required = [key for key, spec in self.keys.items() if spec.required]
        schema: dict[str, Any] = {"type": "object", "additionalProperties": False, "properties": properties}
        return schema | {"required": required} if required else schema


def _split_text(node: Mapping, key: str) -> Problem | None:
    """A key without a value, inside ``{ }`` after a text: the end of that text, split off by a comma."""
    names = list(node.keys)
    at = names.index(key)
    value, stray = node.values[key], node.keys[key]
    is_bare = isinstance(value, Scalar) and value.turns_into == "null" and not value.text
    if not is_bare or at == 0 or not node.source.startswith("{"):
        return None
    owner = next((name for name in reversed(names[:at]) if not _is_bare(node.values[name])), "")
    text = node.values.get(owner)
    if not isinstance(text, Scalar) or text.style or text.place.line != stray.place.line:
        return None
    whole = stray.line[text.place.column - 1 : stray.place.column - 1 + stray.length]
    message = Bilingual(f"“{owner}”的文字在逗号处被截断", f"the text of {owner!r} is split at a comma")
    hint = Bilingual(f'把整段文字放进引号：{owner}: "{whole}"', f'put the whole text in quotes: {owner}: "{whole}"')
    place = Place(text.place.file, text.place.line, text.place.column)
    return Problem(place, message, hint, text.line, len(whole))


def _is_bare(node: Node) -> bool:
    return isinstance(node, Scalar) and node.turns_into == "null" and not node.text


@dataclass(frozen=True, slots=True)
class Both:
    """One sentence in Chinese and English."""

    def read(self, node: Node, problems: Problems) -> Bilingual | None:
        name = Bilingual("双语文字", "a text in both languages")
        shape = Shape(name, {"zh": Key(Text(), "", True), "en": Key(Text(), "", True)})
        read = shape.read(node, problems)
        if read is None or len(read.values) < 2:
            return None
        return Bilingual(read.values["zh"], read.values["en"])

    def json_schema(self) -> dict[str, Any]:
        return {"$ref": "#/$defs/bilingual"}


@dataclass(frozen=True, slots=True)
class MapOf:
    """A mapping from free names to values of one kind."""

    kind: Kind

    def read(self, node: Node, problems: Problems) -> dict[str, Any] | None:
        if not isinstance(node, Mapping):
            wrong_kind(node, Bilingual("映射", "a mapping"), problems)
            return None
        read = {key: self.kind.read(value, problems) for key, value in node.values.items()}
        return {key: value for key, value in read.items() if value is not None}

    def json_schema(self) -> dict[str, Any]:
        return {"type": "object", "additionalProperties": self.kind.json_schema()}
