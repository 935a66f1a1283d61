"""The kinds of single values and lists a pack can hold: each reads a node, says what is wrong, knows its schema."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from xhs_compliance.model.errors import NOTHING, did_you_mean
from xhs_compliance.model.words import Bilingual
from xhs_compliance.packs.nodes import Mapping, Node, Scalar, Sequence
from xhs_compliance.packs.problems import Problems

_NAMES = {
    Scalar: Bilingual("一段文字", "a single text"),
    Sequence: Bilingual("列表", "a list"),
    Mapping: Bilingual("映射", "a mapping"),
}
_BECOMES = {
    "null": Bilingual("空值", "nothing"),
    "bool": Bilingual("真假值", "a truth value"),
    "timestamp": Bilingual("日期", "a date"),
}
_TEXT = Bilingual("文字", "text")
_NUMBER = Bilingual("数字", "a number")
_WRITE_SOMETHING = Bilingual("写点什么，或者去掉这个键", "write something, or leave the key out")
_CHARACTERS_A_LIST_OF_WORDS_MAY_TAKE = 90


class Kind(Protocol):
    """What a value must be."""

    def read(self, node: Node, problems: Problems) -> Any:
        """The value, or ``None`` after adding to *problems*."""

    def json_schema(self) -> dict[str, Any]:
        """The same demand as JSON Schema, for editors."""


def wrong_kind(node: Node, wanted: Bilingual, problems: Problems) -> None:
    """Report that *node* is not what was wanted."""
    found = found_instead(node)
    message = Bilingual(f"这里要写{wanted.zh}，写成了{found.zh}", f"expected {wanted.en}, found {found.en}")
    problems.append(node.problem(message, _bracket_hint(node)))


def found_instead(node: Node) -> Bilingual:
    """What stands at *node*, in a word."""
    if isinstance(node, Scalar) and node.text:
        return Bilingual(f"“{node.text}”", repr(node.text))
    return Bilingual("空值", "nothing") if isinstance(node, Scalar) else _NAMES[type(node)]


def _bracket_hint(node: Node) -> Bilingual:
    """A text that begins with a bracket and has no quotes looks like a list or a mapping."""
    source = node.source
    if source.startswith("[["):
        return Bilingual(
            f'不加引号的 [[ 会被读成列表；加上引号："{source}"',
            f'without quotes, [[ begins a list and is no mark; put it in quotes: "{source}"',
        )
    if isinstance(node, Mapping) and source.startswith("{") and not any(_is_filled(v) for v in node.values.values()):
        return Bilingual(
            f'不加引号的 {{ 会被读成映射；加上引号："{source}"',
            f'without quotes, {{ begins a mapping; put it in quotes: "{source}"',
        )
    return NOTHING


def _is_filled(node: Node) -> bool:
    return not (isinstance(node, Scalar) and node.turns_into == "null" and not node.text)


@dataclass(frozen=True, slots=True)
class Text:
    """Free text. Unquoted text that YAML would turn into something else must be quoted."""

    pattern: str = ""
    says: Bilingual = _TEXT

    def read(self, node: Node, problems: Problems) -> str | None:
        if not isinstance(node, Scalar):
            wrong_kind(node, self.says, problems)
            return None
        if node.turns_into:
            became = _BECOMES.get(node.turns_into, _NUMBER)
            quoted = Bilingual(f'加上引号："{node.text}"', f'put it in quotes: "{node.text}"')
            message = Bilingual(f"别的 YAML 程序会把它读成{became.zh}", f"YAML readers turn this text into {became.en}")
            problems.append(node.problem(message, quoted if node.text else _WRITE_SOMETHING))
            return None
        if not node.text.strip():
            problems.append(node.problem(Bilingual("这里是空的", "the text is empty"), _WRITE_SOMETHING))
            return None
        if self.pattern and not re.fullmatch(self.pattern, node.text):
            message = Bilingual(f"“{node.text}”不是{self.says.zh}", f"{node.text!r} is not {self.says.en}")
            problems.append(node.problem(message))
            return None
        return node.text

    def json_schema(self) -> dict[str, Any]:
        schema: dict[str, Any] = {"type": "string", "minLength": 1}
        return schema | {"pattern": f"^(?:{self.pattern})$"} if self.pattern else schema


SLUG = Text(
    r"[a-z0-9]+(?:-[a-z0-9]+)*",
    Bilingual(
        "小写字母、数字和连字符组成的名字（例如 whitening-claim）",
        "a name of small letters, digits and hyphens (whitening-claim)",
    ),
)


@dataclass(frozen=True, slots=True)
class Word:
    """One of a closed set of words."""

    words: tuple[str, ...]

    def read(self, node: Node, problems: Problems) -> str | None:
        if not isinstance(node, Scalar):
            wrong_kind(node, self._wanted(), problems)
            return None
        if node.text not in self.words:
            message = Bilingual(f"这里不能写“{node.text}”", f"{node.text!r} is not known here")
            problems.append(node.problem(message, did_you_mean(node.text, self.words)))
            return None
        if node.turns_into:
            message = Bilingual("别的 YAML 程序会把它读成真假值", "YAML readers turn this text into a truth value")
            quoted = Bilingual(f'加上引号："{node.text}"', f'put it in quotes: "{node.text}"')
            problems.append(node.problem(message, quoted))
            return None
        return node.text

    def _wanted(self) -> Bilingual:
        known = ", ".join(self.words)
        if len(known) > _CHARACTERS_A_LIST_OF_WORDS_MAY_TAKE:
            return Bilingual("一个已知的词", "one of the known words")
        return Bilingual(f"{'、'.join(self.words)} 中的一个", f"one of {known}")

    def json_schema(self) -> dict[str, Any]:
        return {"enum": [str(word) for word in self.words]}


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
        wanted = Bilingual("整数", "a whole number") if self.whole else Bilingual("数字", "a number")
        found = found_instead(node)
        message = Bilingual(f"这里要写{wanted.zh}，写成了{found.zh}", f"expected {wanted.en}, found {found.en}")
        quoted = isinstance(node, Scalar) and node.style and re.fullmatch(r"-?\d+(?:\.\d+)?", node.text)
        problems.append(node.problem(message, Bilingual("去掉引号", "leave out the quotes") if quoted else NOTHING))
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
            message = Bilingual(f"“{text}”不是日期", f"{text!r} is not a day")
            problems.append(node.problem(message, Bilingual('写成 "2026-11-22"', 'write it as "2026-11-22"')))
            return None

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date"}


@dataclass(frozen=True, slots=True)
class Flag:
    """true or false."""

    def read(self, node: Node, problems: Problems) -> bool | None:
        if isinstance(node, Scalar) and node.text in ("true", "false"):
            return node.text == "true"
        wrong_kind(node, Bilingual(" true 或 false", "true or false"), problems)
        return None

    def json_schema(self) -> dict[str, Any]:
        return {"enum": [True, False, "true", "false"]}


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list; with *or_one* a single value may stand for a list of one."""

    kind: Kind
    or_one: bool = False

    def read(self, node: Node, problems: Problems) -> tuple[Any, ...] | None:
        if isinstance(node, Sequence):
            if not node.items:
                problems.append(node.problem(Bilingual("列表是空的", "the list is empty"), _WRITE_SOMETHING))
            read = [self.kind.read(item, problems) for item in node]
            return tuple(value for value in read if value is not None)
        if self.or_one:
            value = self.kind.read(node, problems)
            return None if value is None else (value,)
        wrong_kind(node, Bilingual("列表", "a list"), problems)
        return None

    def json_schema(self) -> dict[str, Any]:
        items = self.kind.json_schema()
        whole = {"type": "array", "items": items, "minItems": 1}
        return {"anyOf": [items, whole]} if self.or_one else whole


@dataclass(frozen=True, slots=True)
class Raw:
    """Anything, handed on as it stands; *schema* names the definition that describes it."""

    schema: str

    def read(self, node: Node, _problems: Problems) -> Node:
        return node

    def json_schema(self) -> dict[str, Any]:
        return {"$ref": f"#/$defs/{self.schema}"}
