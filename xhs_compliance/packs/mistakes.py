"""The mistakes people make in YAML, each known by what the parser complains of and by the lines it complains about."""

import re
from collections.abc import Callable

from xhs_compliance.model.words import Bilingual
from xhs_compliance.packs.complaint import QUOTE_IT, Complaint, Fault, quoted, token_at

_MARK = re.compile(r"\[\[.*?(?:\]\]|$)")
_PLACEHOLDER = re.compile(r"\{\w*\}")
_HASH = re.compile(r"(?<=\S)\s+#(?=\S)")
_COLON = re.compile(r": |:$")
_FARTHEST = 30
"""Lines to look back for a quote that was left open."""

_OPEN_QUOTE = Bilingual("这个引号没有收尾", "this quote is never closed")
_CLOSE_QUOTE = Bilingual("在文字末尾补上同样的引号", "end the text with the same quote")


def _tab(said: Complaint) -> Fault | None:
    indent = said.source[: len(said.source) - len(said.source.lstrip())]
    if "\t" not in indent and said.source[said.column : said.column + 1] != "\t":
        return None
    column = indent.find("\t") if "\t" in indent else said.column
    message = Bilingual("YAML 不能用制表符缩进", "a tab cannot indent YAML")
    return Fault(said.line, column, 1, message, Bilingual("用空格缩进", "indent with spaces"))


def _forbidden_start(said: Complaint) -> Fault | None:
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
    return Fault(line, column, len(token_at(source, column)) or 1, message, quoted(source, column))


def _mark(said: Complaint) -> Fault | None:
    for number in said.suspects():
        if found := _MARK.search(said.unquoted(number)):
            message = Bilingual("不加引号的 [[ 会被读成列表", "without quotes, [[ begins a list and is no mark")
            return Fault(number, found.start(), len(found.group()), message, QUOTE_IT)
    return None


def _placeholder(said: Complaint) -> Fault | None:
    for number in said.suspects():
        if found := _PLACEHOLDER.search(said.unquoted(number)):
            message = Bilingual(
                f"不加引号的 {found.group()} 会被读成映射", f"without quotes, {found.group()} begins a mapping"
            )
            return Fault(number, found.start(), len(found.group()), message, QUOTE_IT)
    return None


def _hash(said: Complaint) -> Fault | None:
    """A comment that swallows the end of a flow mapping or list."""
    if "flow" not in said.context:
        return None
    for number in said.suspects():
        if found := _HASH.search(said.unquoted(number)):
            message = Bilingual(
                "文字在“ #”处被截断：YAML 把后面都当作注释",
                "the text is cut at ' #': YAML takes the rest of the line for a comment",
            )
            return Fault(number, found.end() - 1, 1, message, QUOTE_IT)
    return None


def _never_closed(said: Complaint) -> Fault | None:
    line, column = said.context_line, said.context_column
    if "end of stream" in said.problem and "quoted" in said.context:
        return Fault(line, column, 1, _OPEN_QUOTE, _CLOSE_QUOTE)
    if "flow" in said.context and said.line > line:
        char = said.line_at(line)[column : column + 1]
        close = {"[": "]", "{": "}"}.get(char, "")
        message = Bilingual(f"这个 {char} 没有收尾", f"this {char} is never closed")
        return Fault(line, column, 1, message, Bilingual(f"补上 {close}", f"close it with {close}"))
    return None


def _after_quote(said: Complaint) -> Fault | None:
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
    return Fault(said.line, said.column, len(token_at(said.source, said.column)) or 1, message, hint)


def _wrong_bracket(said: Complaint) -> Fault | None:
    opening = said.line_at(said.context_line)[said.context_column : said.context_column + 1]
    closing = said.source[said.column : said.column + 1]
    wanted = {"[": "]", "{": "}"}.get(opening, "")
    if "flow" not in said.context or closing not in ("]", "}") or closing == wanted:
        return None
    message = Bilingual(
        f"第 {said.context_line + 1} 行的 {opening} 用 {closing} 收尾了",
        f"the {opening} of line {said.context_line + 1} is closed by {closing}",
    )
    return Fault(said.line, said.column, 1, message, Bilingual(f"改成 {wanted}", f"write {wanted}"))


def _colon(said: Complaint) -> Fault | None:
    if "mapping values are not allowed" in said.problem:
        bare = said.unquoted(said.line)
        if len(_COLON.findall(bare[: said.column + 2])) < 2:
            message = Bilingual("这一行的缩进和上一行对不上", "this line is not indented like the one above it")
            hint = Bilingual("同一层的键要对齐", "keys of one mapping begin in the same column")
            indent = len(bare) - len(bare.lstrip())
            return Fault(said.line, indent, max(1, said.column - indent), message, hint)
    elif "flow" not in said.context or said.source[said.column : said.column + 1] != ":":
        return None
    message = Bilingual("文字里有“: ”，会被读成键和值", "': ' inside a text makes a key of what stands before it")
    return Fault(said.line, said.column, 1, message, QUOTE_IT)


def _escape(said: Complaint) -> Fault | None:
    if "escape character" not in said.problem:
        return None
    message = Bilingual("双引号里没有这种反斜杠写法", "double quotes do not know this backslash escape")
    hint = Bilingual("正则表达式放进单引号：'\\d+'", "put a regular expression in single quotes: '\\d+'")
    return Fault(said.line, said.column, 2, message, hint)


def _second_document(said: Complaint) -> Fault | None:
    if "another document" not in said.problem:
        return None
    message = Bilingual("一个文件里只能有一份内容", "one file holds one document")
    return Fault(
        said.line, said.column, 3, message, Bilingual("删掉 ---，或者拆成两个文件", "delete the ---, or split the file")
    )


def _left_open(said: Complaint, quote: str) -> Fault | None:
    """The quote on an earlier line that ran on to the first quote of this one."""
    for number in range(said.line - 1, max(-1, said.line - 1 - _FARTHEST), -1):
        line = said.line_at(number)
        if line.count(quote) % 2:
            return Fault(number, line.rfind(quote), 1, _OPEN_QUOTE, _CLOSE_QUOTE)
    return None


_MISTAKES: tuple[Callable[[Complaint], Fault | None], ...] = (
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


def mistake_behind(said: Complaint) -> Fault | None:
    """The first mistake that explains the complaint; ``None`` for one that is not known."""
    return next((found for explain in _MISTAKES if (found := explain(said))), None)
