"""What to say of a file that is not YAML: the mistake behind the parser's complaint, and where it really stands."""

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from xhs_compliance.model.errors import NOTHING, Place, Problem
from xhs_compliance.model.words import Bilingual

_QUOTED = re.compile(r"""(?<![^\s,\[{:])(?:"(?:\\.|[^"\\])*"|'(?:''|[^'])*')""")
_MARK = re.compile(r"\[\[.*?(?:\]\]|$)")
_PLACEHOLDER = re.compile(r"\{\w*\}")
_HASH = re.compile(r"(?<=\S)\s+#(?=\S)")
_COLON = re.compile(r": |:$")
_VALUE = re.compile(r"[^,\]}]*")
_FARTHEST = 30
"""Lines to look back for a quote that was left open."""

_OPEN_QUOTE = Bilingual("这个引号没有收尾", "this quote is never closed")
_CLOSE_QUOTE = Bilingual("在文字末尾补上同样的引号", "end the text with the same quote")
_QUOTE_IT = Bilingual("把整段文字放进双引号", "put the whole text in double quotes")


class Refusal(Exception):  # noqa: N818 - nothing went wrong: the reader declines
    """YAML that packs do not use.

    Attributes:
        kind: ``alias``, ``tag`` or ``deep``.
        problem_mark: where it begins.
        limit: the limit that was passed, for ``deep``.

    """

    context_mark = None
    context = ""
    problem = ""

    def __init__(self, kind: str, mark: Any, limit: str = "") -> None:
        super().__init__(kind)
        self.kind = kind
        self.problem_mark = mark
        self.limit = limit


class _Fault(NamedTuple):
    """One mistake: where (counted from 0), how long, what, and what to do."""

    line: int
    column: int
    length: int
    message: Bilingual
    help: Bilingual = NOTHING


class _Complaint(NamedTuple):
    """What the parser said, and the lines it may be about."""

    problem: str
    context: str
    line: int
    column: int
    context_line: int
    context_column: int
    lines: Sequence[str]

    @property
    def source(self) -> str:
        return self.line_at(self.line)

    def unquoted(self, number: int) -> str:
        """A line with everything in quotes blanked out, offsets kept."""
        return _QUOTED.sub(lambda found: "x" * len(found.group()), self.line_at(number))

    def line_at(self, number: int) -> str:
        """A line of the file; empty beyond its end."""
        return self.lines[number] if number < len(self.lines) else ""

    def suspects(self) -> range:
        """The lines from where the parser began to where it gave up, within reason."""
        last = min(self.line, len(self.lines) - 1)
        first = self.context_line if last - 3 <= self.context_line <= last else last
        return range(first, last + 1)


def explain_syntax(error: Any, lines: Sequence[str], file: str) -> Problem:
    """The problem behind a parser's error (or our own :class:`Refusal`), with its place and what to do."""
    mark = error.problem_mark or error.context_mark
    start = error.context_mark or mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    context_line, context_column = (start.line, start.column) if start else (line, column)
    said = _Complaint(error.problem or "", error.context or "", line, column, context_line, context_column, lines)
    if isinstance(error, Refusal):
        fault: _Fault | None = _refused(error, said)
    else:
        fault = next((found for explain in _EXPLANATIONS if (found := explain(said))), None)
    fault = fault or _unexplained(said)
    source = lines[fault.line] if fault.line < len(lines) else ""
    return Problem(Place(file, fault.line + 1, fault.column + 1), fault.message, fault.help, source, fault.length)


def _refused(error: Refusal, said: _Complaint) -> _Fault:
    length = len(_token(said.source, said.column)) or 1
    if error.kind == "deep":
        message = Bilingual(f"嵌套超过 {error.limit} 层", f"nested deeper than {error.limit}")
        return _Fault(
            said.line, said.column, 1, message, Bilingual("规则用不到这么深的嵌套", "no rule needs that much")
        )
    if error.kind == "tag":
        message = Bilingual("规则包里不用标签（!）", "tags (!) are not used in packs")
        return _Fault(said.line, said.column, length, message, _quote(said.source, said.column))
    message = Bilingual("规则包里不用锚点和别名（& 和 *）", "anchors and aliases (& and *) are not used in packs")
    hint = Bilingual(
        "把值再写一遍，或者放进 lists: 用 @名称 引用；普通文字就放进双引号",
        "write the value again, or make it a list and name it with @; put a plain text in double quotes",
    )
    return _Fault(said.line, said.column, length, message, hint)


def _tab(said: _Complaint) -> _Fault | None:
    indent = said.source[: len(said.source) - len(said.source.lstrip())]
    if "\t" not in indent and said.source[said.column : said.column + 1] != "\t":
        return None
    column = indent.find("\t") if "\t" in indent else said.column
    message = Bilingual("YAML 不能用制表符缩进", "a tab cannot indent YAML")
    return _Fault(said.line, column, 1, message, Bilingual("用空格缩进", "indent with spaces"))


def _forbidden_start(said: _Complaint) -> _Fault | None:
    """``@`` and other characters that no plain text can begin with."""
    if "cannot start any token" in said.problem:
        line, column = said.line, said.column
    elif said.context.endswith(("an alias", "an anchor", "a tag", "a block scalar")):
        line, column = said.context_line, said.context_column
    else:
        return None
    source = said.line_at(line)
    char = source[column : column + 1]
    message = Bilingual(f"不加引号的文字不能以“{char}”开头", f"a text without quotes cannot begin with {char!r}")
    return _Fault(line, column, len(_token(source, column)) or 1, message, _quote(source, column))


def _mark(said: _Complaint) -> _Fault | None:
    for number in said.suspects():
        if found := _MARK.search(said.unquoted(number)):
            message = Bilingual("不加引号的 [[ 会被读成列表", "without quotes, [[ begins a list and is no mark")
            return _Fault(number, found.start(), len(found.group()), message, _QUOTE_IT)
    return None


def _placeholder(said: _Complaint) -> _Fault | None:
    for number in said.suspects():
        if found := _PLACEHOLDER.search(said.unquoted(number)):
            message = Bilingual(
                f"不加引号的 {found.group()} 会被读成映射", f"without quotes, {found.group()} begins a mapping"
            )
            return _Fault(number, found.start(), len(found.group()), message, _QUOTE_IT)
    return None


def _hash(said: _Complaint) -> _Fault | None:
    """A comment that swallows the end of a flow mapping or list."""
    if "flow" not in said.context:
        return None
    for number in said.suspects():
        if found := _HASH.search(said.unquoted(number)):
            message = Bilingual(
                "文字在“ #”处被截断：YAML 把后面都当作注释",
                "the text is cut at ' #': YAML takes the rest of the line for a comment",
            )
            return _Fault(number, found.end() - 1, 1, message, _QUOTE_IT)
    return None


def _never_closed(said: _Complaint) -> _Fault | None:
    line, column = said.context_line, said.context_column
    if "end of stream" in said.problem and "quoted" in said.context:
        return _Fault(line, column, 1, _OPEN_QUOTE, _CLOSE_QUOTE)
    if "flow" in said.context and said.line > line:
        char = said.line_at(line)[column : column + 1]
        close = {"[": "]", "{": "}"}.get(char, "")
        message = Bilingual(f"这个 {char} 没有收尾", f"this {char} is never closed")
        return _Fault(line, column, 1, message, Bilingual(f"补上 {close}", f"close it with {close}"))
    return None


def _after_quote(said: _Complaint) -> _Fault | None:
    before = said.source[: said.column].rstrip()
    if "did not find expected" not in said.problem or not before.endswith(('"', "'")):
        return None
    if before.count(before[-1]) % 2 and (opened := _left_open(said, before[-1])):
        return opened
    message = Bilingual("收尾的引号后面还有文字", "text stands after the closing quote")
    hint = Bilingual(
        "把整段文字放进一对引号；里面的引号用“ ”，或在外面换用另一种引号",
        "put all of it in one pair of quotes, and use the other kind of quote inside",
    )
    return _Fault(said.line, said.column, len(_token(said.source, said.column)) or 1, message, hint)


def _left_open(said: _Complaint, quote: str) -> _Fault | None:
    """The quote on an earlier line that ran on to the first quote of this one."""
    for number in range(said.line - 1, max(-1, said.line - 1 - _FARTHEST), -1):
        line = said.line_at(number)
        if line.count(quote) % 2:
            return _Fault(number, line.rfind(quote), 1, _OPEN_QUOTE, _CLOSE_QUOTE)
    return None


def _wrong_bracket(said: _Complaint) -> _Fault | None:
    opening = said.line_at(said.context_line)[said.context_column : said.context_column + 1]
    closing = said.source[said.column : said.column + 1]
    wanted = {"[": "]", "{": "}"}.get(opening, "")
    if "flow" not in said.context or closing not in ("]", "}") or closing == wanted:
        return None
    message = Bilingual(
        f"第 {said.context_line + 1} 行的 {opening} 用 {closing} 收尾了",
        f"the {opening} of line {said.context_line + 1} is closed by {closing}",
    )
    return _Fault(said.line, said.column, 1, message, Bilingual(f"改成 {wanted}", f"write {wanted}"))


def _colon(said: _Complaint) -> _Fault | None:
    if "mapping values are not allowed" in said.problem:
        bare = said.unquoted(said.line)
        if len(_COLON.findall(bare[: said.column + 2])) < 2:
            message = Bilingual("这一行的缩进和上一行对不上", "this line is not indented like the one above it")
            hint = Bilingual("同一层的键要对齐", "keys of one mapping begin in the same column")
            indent = len(bare) - len(bare.lstrip())
            return _Fault(said.line, indent, max(1, said.column - indent), message, hint)
    elif "flow" not in said.context or said.source[said.column : said.column + 1] != ":":
        return None
    message = Bilingual("文字里有“: ”，会被读成键和值", "': ' inside a text makes a key of what stands before it")
    return _Fault(said.line, said.column, 1, message, _QUOTE_IT)


def _escape(said: _Complaint) -> _Fault | None:
    if "escape character" not in said.problem:
        return None
    message = Bilingual("双引号里没有这种反斜杠写法", "double quotes do not know this backslash escape")
    hint = Bilingual("正则表达式放进单引号：'\\d+'", "put a regular expression in single quotes: '\\d+'")
    return _Fault(said.line, said.column, 2, message, hint)


def _second_document(said: _Complaint) -> _Fault | None:
    if "another document" not in said.problem:
        return None
    message = Bilingual("一个文件里只能有一份内容", "one file holds one document")
    return _Fault(
        said.line, said.column, 3, message, Bilingual("删掉 ---，或者拆成两个文件", "delete the ---, or split the file")
    )


_EXPLANATIONS: tuple[Callable[[_Complaint], _Fault | None], ...] = (
    _tab,
    _forbidden_start,
    _escape,
    _second_document,
    _mark,
    _placeholder,
    _hash,
    _after_quote,
    _colon,
    _wrong_bracket,
    _never_closed,
)


def _unexplained(said: _Complaint) -> _Fault:
    problem = said.problem.strip() or "not YAML"
    hint = Bilingual(
        "带逗号、冒号、括号的文字放进双引号", "put a text that holds a comma, a colon or a bracket in double quotes"
    )
    return _Fault(said.line, said.column, 1, Bilingual(f"不是 YAML：{problem}", f"not YAML: {problem}"), hint)


def _token(source: str, column: int) -> str:
    """The value that begins at *column*, as far as a list or mapping on one line lets it go."""
    found = _VALUE.match(source, column)
    return found.group().rstrip() if found else ""


def _quote(source: str, column: int) -> Bilingual:
    token = _token(source, column)
    if not token or '"' in token or "\\" in token:
        return _QUOTE_IT
    return Bilingual(f'加上引号："{token}"', f'put it in quotes: "{token}"')
