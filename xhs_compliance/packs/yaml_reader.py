"""YAML as it stands in the file: every value is text and knows its place.

Nothing is turned into a number, a date or a truth value here; where another reader of the file would do so, the text
has to stand in quotes. Anchors, aliases and tags are refused, so that a small file cannot unfold into a large one.
"""

import re
from typing import Any

import yaml

from xhs_compliance.model.errors import Place, Problem
from xhs_compliance.model.words import Bilingual
from xhs_compliance.packs.nodes import Mapping, Node, Scalar, Sequence
from xhs_compliance.packs.refusal import Refusal
from xhs_compliance.packs.syntax import explain_syntax

DEEPEST = 40
"""Nesting allowed in a pack."""

LARGEST = 4_000_000
"""Code points allowed in one file of a pack."""

_TEXT_TAG = "tag:yaml.org,2002:str"
_HASH_CUT = re.compile(r"\s+#(?=[^\s#])")
_LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_CONTROL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read_nodes(content: bytes, file: str) -> tuple[Node | None, list[Problem]]:
    """Read one YAML document.

    Returns:
        The document (``None`` when it is empty or cannot be read) and every problem found on the way.

    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, [_not_utf8(content.removeprefix(b"\xef\xbb\xbf"), error, file)]
    if len(text) > LARGEST:
        return None, [_too_large(file)]
    return _Reader(text, file).read()


def _too_large(file: str) -> Problem:
    message = Bilingual(f"文件超过 {LARGEST:,} 个字符", f"the file is larger than {LARGEST:,} characters")
    return Problem(Place(file, 1, 1), message, Bilingual("拆成几个文件", "split it"))


def _not_utf8(content: bytes, error: UnicodeDecodeError, file: str) -> Problem:
    """Point at the first byte that is not UTF-8, under the line as far as it can be read."""
    start = content.rfind(b"\n", 0, error.start) + 1
    end = content.find(b"\n", error.start)
    line = content[start : end if end >= 0 else len(content)].decode("utf-8", "replace").rstrip("\r")
    column = len(content[start : error.start].decode("utf-8", "replace")) + 1
    byte = f"0x{content[error.start]:02x}"
    message = Bilingual(f"这里的字节 {byte} 不是 UTF-8", f"byte {byte} is not UTF-8")
    hint = Bilingual("用 UTF-8 编码另存这个文件", "save the file as UTF-8")
    place = Place(file, content.count(b"\n", 0, error.start) + 1, column)
    return Problem(place, message, hint, line if "\0" not in line else "")


class _Reader:
    """Turns PyYAML's nodes into ours, collecting problems."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.lines = _LINE_END.split(text)
        self.problems: list[Problem] = []

    def read(self) -> tuple[Node | None, list[Problem]]:
        if control := _CONTROL.search(self.text):
            self.problems.append(self._control_character(control))
            return None, self.problems
        try:
            root = self._compose()
        except (Refusal, yaml.MarkedYAMLError) as error:
            self.problems.append(explain_syntax(error, self.lines, self.file))
            return None, self.problems
        except (yaml.YAMLError, RecursionError) as error:
            said = str(error).split("\n")[0]
            self.problems.append(Problem(Place(self.file, 1, 1), Bilingual(f"不是 YAML：{said}", f"not YAML: {said}")))
            return None, self.problems
        node = self._convert(root) if root is not None else None
        return node, self.problems

    def _control_character(self, found: re.Match[str]) -> Problem:
        before = _LINE_END.split(self.text[: found.start()])
        name = f"U+{ord(found.group()):04X}"
        message = Bilingual(f"控制字符 {name} 不能出现在 YAML 里", f"the control character {name} cannot stand in YAML")
        hint = Bilingual("删掉它", "delete it")
        return Problem(Place(self.file, len(before), len(before[-1]) + 1), message, hint, self._line(len(before) - 1))

    def _compose(self) -> Any:
        loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        self._refuse(loader)
        return yaml.compose(self.text, Loader=loader)

    def _refuse(self, loader: Any) -> None:
        """Stop before anything is built: at an anchor, an alias, a tag, or too deep a nest."""
        depth = 0
        for event in yaml.parse(self.text, Loader=loader):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise Refusal("alias", event.start_mark)
            if getattr(event, "tag", None):
                raise Refusal("tag", event.start_mark)
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                raise Refusal("deep", event.start_mark, str(DEEPEST))

    def _convert(self, node: Any) -> Node:
        place, length, line = self._where(node)
        if isinstance(node, yaml.SequenceNode):
            return Sequence(place, length, line, tuple(self._convert(item) for item in node.value))
        if isinstance(node, yaml.MappingNode):
            return self._convert_mapping(node, place, length, line)
        style = node.style or ""
        if not style:
            self._check_hash_cut(node)
        turns_into = node.tag.rpartition(":")[2] if not style and node.tag != _TEXT_TAG else ""
        rows = self._rows_under(node) if style == "|" else ()
        return Scalar(place, length, line, node.value, turns_into, style, rows)

    def _rows_under(self, node: Any) -> tuple[str, ...]:
        """The source lines of a text that stands under its ``|``."""
        first = node.start_mark.line + 1
        return tuple(self.lines[first : first + len(node.value.splitlines())])

    def _convert_mapping(self, node: Any, place: Place, length: int, line: str) -> Mapping:
        values: dict[str, Node] = {}
        keys: dict[str, Scalar] = {}
        for key_node, value_node in node.value:
            key = self._convert(key_node)
            value = self._convert(value_node)
            if not isinstance(key, Scalar):
                message = Bilingual("键必须是一个词", "a key must be a single word")
                hint = Bilingual(
                    "把整段文字放进引号：[ 和 { 会被读成列表和映射",
                    "put the text in quotes: [ and { begin a list or a mapping",
                )
                self.problems.append(key.problem(message, hint))
            elif key.text in values:
                first = keys[key.text].place.line
                message = Bilingual(
                    f"“{key.text}”写了两次，第一次在第 {first} 行", f"{key.text!r} stands twice; first on line {first}"
                )
                self.problems.append(key.problem(message, Bilingual("留一个", "keep one")))
            else:
                values[key.text], keys[key.text] = value, key
        if node.value and node.end_mark.line != node.start_mark.line and not node.flow_style:
            length = next((key.length for key in keys.values()), length)
        return Mapping(place, length, line, values, keys)

    def _where(self, node: Any) -> tuple[Place, int, str]:
        start, end = node.start_mark, node.end_mark
        line = self._line(start.line)
        length = end.column - start.column if end.line == start.line else len(line) - start.column
        return Place(self.file, start.line + 1, start.column + 1), max(1, length), line

    def _line(self, number: int) -> str:
        return self.lines[number] if number < len(self.lines) else ""

    def _check_hash_cut(self, node: Any) -> None:
        rest = self._line(node.end_mark.line)[node.end_mark.column :]
        if not _HASH_CUT.match(rest) or not node.value:
            return
        place, length, line = self._where(node)
        message = Bilingual(
            "文字在“ #”处被截断：YAML 把后面都当作注释",
            "the text is cut at ' #': YAML takes the rest of the line for a comment",
        )
        hint = Bilingual(
            "要保留话题标签，把整段文字放进双引号", "put the whole text in double quotes to keep the hashtag"
        )
        self.problems.append(Problem(place, message, hint, line, length))
