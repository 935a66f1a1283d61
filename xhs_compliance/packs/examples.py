"""From nodes to the examples of a rule."""

import re
from collections.abc import Mapping as MappingABC
from dataclasses import dataclass
from typing import Any

from xhs_compliance.model.draft import NOTE_FIELDS
from xhs_compliance.model.errors import did_you_mean
from xhs_compliance.model.facts import FactType
from xhs_compliance.model.rule import Example, Examples
from xhs_compliance.model.words import Bilingual, Severity
from xhs_compliance.packs.kinds import wrong_kind
from xhs_compliance.packs.nodes import Mapping, Node, Scalar, Sequence
from xhs_compliance.packs.problems import Problems
from xhs_compliance.packs.schema import EXAMPLE
from xhs_compliance.packs.shapes import Read

_MARK = re.compile(r"\[\[(.+?)\]\]", re.DOTALL)


@dataclass(frozen=True)
class ExampleBuilder:
    """Builds the examples of one rule or signal."""

    facts: MappingABC[str, FactType]
    problems: Problems

    def examples(self, read: Read) -> Examples:
        """The examples under the key ``examples`` of a rule or signal."""
        block: Read | None = read.get("examples")
        if block is None:
            return Examples()
        if "flag" in block.node.values and not block.get("flag"):
            return Examples()
        return Examples(
            flag=tuple(self._example(node, marked=True) for node in block.get("flag", ())),
            passing=tuple(self._example(node) for node in block.get("pass", ())),
            todo_flag=tuple(self._example(node, marked=True) for node in block.get("todo-flag", ())),
        )

    def _example(self, node: Node, *, marked: bool = False) -> Example:
        if isinstance(node, Scalar):
            node = Mapping(node.place, node.length, node.line, {"text": node}, {"text": node})
        read = EXAMPLE.read(node, self.problems)
        if read is None:
            return Example("")
        text, spans = unmark(read.get("text", ""))
        title, title_spans = unmark(read.get("title", ""))
        if (spans or title_spans) and not marked:
            message = Bilingual(
                "[[ ]] 标的是要找到的地方，这段文字却应该放过",
                "[[ ]] marks what must be found; this text must not be flagged",
            )
            hint = Bilingual("去掉标记，或者挪到 flag 下面", "take the marks out, or move it to flag")
            self.problems.append(read.at("text").problem(message, hint))
        severity = read.get("severity")
        return Example(
            text=text,
            spans=spans,
            title=title,
            facts=self._facts(read),
            severity=Severity.from_word(severity) if severity else None,
            reads_as=read.get("reads_as", ""),
            because=read.get("because", ""),
            measures=read.get("measures", {}),
            place=str(read.at("text").place),
            others={name: read.get(name) for name in NOTE_FIELDS[2:] if read.get(name)},
        )

    def _facts(self, read: Read) -> MappingABC[str, Any]:
        node = read.node.get("facts")
        if node is None:
            return {}
        if not isinstance(node, Mapping):
            wrong_kind(node, Bilingual("从名称到值的映射", "a mapping from names to values"), self.problems)
            return {}
        for key in node.keys.values():
            if key.text not in self.facts:
                message = Bilingual(f"没有叫“{key.text}”的事实", f"there is no fact {key.text!r}")
                self.problems.append(key.problem(message, did_you_mean(key.text, self.facts)))
        return {key: plain_value(value) for key, value in node.values.items()}


def unmark(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """*text* without its ``[[ ]]`` marks, and where the marked stretches are."""
    spans: list[tuple[int, int]] = []
    plain = ""
    end = 0
    for match in _MARK.finditer(text):
        plain += text[end : match.start()]
        spans.append((len(plain), len(plain) + len(match.group(1))))
        plain += match.group(1)
        end = match.end()
    return plain + text[end:], tuple(spans)


def mark(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    """*text* with ``[[ ]]`` around each of *spans*: the way it is written in a pack."""
    marked, end = "", 0
    for start, stop in spans:
        marked += f"{text[end:start]}[[{text[start:stop]}]]"
        end = stop
    return marked + text[end:]


def plain_value(node: Node) -> Any:
    """The value of a fact in an example, as a draft's front matter would give it."""
    if isinstance(node, Sequence):
        return [plain_value(item) for item in node]
    if isinstance(node, Mapping):
        return {key: plain_value(value) for key, value in node.values.items()}
    if isinstance(node, Scalar):
        return _typed(node)
    return None


def _typed(node: Scalar) -> Any:
    if node.turns_into == "bool":
        return node.text.lower() in ("true", "yes", "on")
    try:
        if node.turns_into == "int":
            return int(node.text)
        return float(node.text) if node.turns_into == "float" else node.text
    except ValueError:
        return node.text
