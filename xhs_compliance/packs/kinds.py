"""The kinds of values a pack can hold; each reads a node, says what is wrong with it, and knows its JSON Schema."""

import re
from collections.abc import Mapping as MappingABC
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from xhs_compliance.model.errors import Problem, nearest
from xhs_compliance.model.words import Bilingual
from xhs_compliance.packs.nodes import Mapping, Node, Scalar, Sequence

Problems = list[Problem]
_BECOMES = {"null": "nothing", "bool": "a truth value", "timestamp": "a date"}
_NAMES = {Scalar: "a single text", Sequence: "a list", Mapping: "a mapping"}


class Kind(Protocol):
    """What a value must be."""

    def read(self, node: Node, problems: Problems) -> Any:
        """The value, or ``None`` after adding to *problems*."""

    def json_schema(self) -> dict[str, Any]:
        """The same demand as JSON Schema, for editors."""


def wrong_kind(node: Node, wanted: str, problems: Problems) -> None:
    """Report that *node* is not what was wanted."""
    problems.append(node.problem(f"expected {wanted}, found {_NAMES[type(node)]}"))


@dataclass(frozen=True, slots=True)
class Text:
    """Free text. Unquoted text that YAML would turn into something else must be quoted."""

    pattern: str = ""
    says: str = "text"

    def read(self, node: Node, problems: Problems) -> str | None:
        if not isinstance(node, Scalar):
            wrong_kind(node, self.says, problems)
            return None
        if node.turns_into:
            hint = f'put it in quotes: "{node.text}"' if node.text else "write something, or leave the key out"
            became = {"null": "nothing", "bool": "a truth value", "timestamp": "a date"}.get(
                node.turns_into, "a number"
            )
            problems.append(node.problem(f"YAML readers turn this text into {became}", hint))
            return None
        if not node.text.strip():
            problems.append(node.problem("the text is empty", "write something, or leave the key out"))
            return None
        if self.pattern and not re.fullmatch(self.pattern, node.text):
            problems.append(node.problem(f"{node.text!r} is not {self.says}"))
            return None
        return node.text

    def json_schema(self) -> dict[str, Any]:
        schema: dict[str, Any] = {"type": "string", "minLength": 1}
        return schema | {"pattern": f"^{self.pattern}$"} if self.pattern else schema


SLUG = Text(r"[a-z0-9]+(?:-[a-z0-9]+)*", "a name of small letters, digits and hyphens (whitening-claim)")


@dataclass(frozen=True, slots=True)
class Word:
    """One of a closed set of words."""

    words: tuple[str, ...]

    def read(self, node: Node, problems: Problems) -> str | None:
        if not isinstance(node, Scalar):
            wrong_kind(node, f"one of {', '.join(self.words)}", problems)
            return None
        if node.text not in self.words:
            problems.append(node.problem(f"{node.text!r} is not known here", nearest(node.text, self.words)))
            return None
        if node.turns_into:
            problems.append(node.problem("YAML readers turn this text into a truth value", f'write "{node.text}"'))
            return None
        return node.text

    def json_schema(self) -> dict[str, Any]:
        return {"enum": list(self.words)}


@dataclass(frozen=True, slots=True)
class Amount:
    """A number; *whole* numbers have no fraction."""

    whole: bool = False

    def read(self, node: Node, problems: Problems) -> float | int | None:
        if isinstance(node, Scalar) and node.turns_into in ("int", "float"):
            try:
                return int(node.text) if self.whole else float(node.text)
            except ValueError:
                pass
        wanted = "a whole number" if self.whole else "a number"
        found = repr(node.text) if isinstance(node, Scalar) else _NAMES[type(node)]
        problems.append(node.problem(f"expected {wanted}, found {found}"))
        return None

    def json_schema(self) -> dict[str, Any]:
        return {"type": "integer" if self.whole else "number"}


@dataclass(frozen=True, slots=True)
class Day:
    """A date, quoted: ``"2026-11-22"``."""

    def read(self, node: Node, problems: Problems) -> date | None:
        text = Text().read(node, problems)
        if text is None:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            problems.append(node.problem(f"{text!r} is not a day", 'write it as "2026-11-22"'))
            return None

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date"}


@dataclass(frozen=True, slots=True)
class Flag:
    """true or false."""

    def read(self, node: Node, problems: Problems) -> bool | None:
        if isinstance(node, Scalar) and node.text in ("true", "false"):
            return node.text == "true"
        problems.append(node.problem("expected true or false"))
        return None

    def json_schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list; with *or_one* a single value may stand for a list of one."""

    kind: Kind
    or_one: bool = False

    def read(self, node: Node, problems: Problems) -> tuple[Any, ...] | None:
        if isinstance(node, Sequence):
            read = [self.kind.read(item, problems) for item in node]
            return tuple(value for value in read if value is not None)
        if self.or_one:
            value = self.kind.read(node, problems)
            return None if value is None else (value,)
        wrong_kind(node, "a list", problems)
        return None

    def json_schema(self) -> dict[str, Any]:
        items = self.kind.json_schema()
        whole = {"type": "array", "items": items}
        return {"anyOf": [items, whole]} if self.or_one else whole


@dataclass(frozen=True, slots=True)
class Raw:
    """Anything, handed on as it stands; *schema* names the definition that describes it."""

    schema: str = ""

    def read(self, node: Node, _problems: Problems) -> Node:
        return node

    def json_schema(self) -> dict[str, Any]:
        return {"$ref": f"#/$defs/{self.schema}"} if self.schema else {}


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
    """A mapping with known keys."""

    name: str
    keys: MappingABC[str, Key]

    def read(self, node: Node, problems: Problems) -> Read | None:
        if not isinstance(node, Mapping):
            wrong_kind(node, f"a mapping ({self.name})", problems)
            return None
        for key, key_node in node.keys.items():
            if key not in self.keys:
                hint = nearest(key, self.keys)
                problems.append(key_node.problem(f"{self.name} has no key {key!r}", hint))
        missing = [key for key, spec in self.keys.items() if spec.required and key not in node.values]
        if missing:
            problems.append(node.problem(f"{self.name} needs {', '.join(map(repr, missing))}"))
        values = {
            key: value
            for key, spec in self.keys.items()
            if (inner := node.get(key)) is not None and (value := spec.kind.read(inner, problems)) is not None
        }
        return Read(node, values)

    def json_schema(self) -> dict[str, Any]:
        properties = {key: spec.kind.json_schema() | {"description": spec.doc} for key, spec in self.keys.items()}
        required = [key for key, spec in self.keys.items() if spec.required]
        schema: dict[str, Any] = {"type": "object", "additionalProperties": False, "properties": properties}
        return schema | {"required": required} if required else schema


@dataclass(frozen=True, slots=True)
class Both:
    """One sentence in Chinese and English."""

    def read(self, node: Node, problems: Problems) -> Bilingual | None:
        shape = Shape("a text in both languages", {"zh": Key(Text(), "", True), "en": Key(Text(), "", True)})
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
            wrong_kind(node, "a mapping", problems)
            return None
        read = {key: self.kind.read(value, problems) for key, value in node.values.items()}
        return {key: value for key, value in read.items() if value is not None}

    def json_schema(self) -> dict[str, Any]:
        return {"type": "object", "additionalProperties": self.kind.json_schema()}
