"""Text and Markdown drafts: front matter declares facts, the body is the post."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from xhs_compliance.model.declare import FactError, declare
from xhs_compliance.model.draft import TEXT, TITLE, Draft, Suppression
from xhs_compliance.model.errors import InputError
from xhs_compliance.model.facts import Facts, FactType
from xhs_compliance.model.words import Bilingual
from xhs_compliance.readers.note import NOTE_KEYS, NoteFieldError, note_fields
from xhs_compliance.readers.tiers import tier_of

LARGEST = 5_000_000
"""Bytes of one draft; a post has a thousand characters."""

FENCE = "---"
DEEPEST = 20
"""Nesting allowed in front matter."""
_VALUE = re.compile(r"([\w-]+):[ \t]*(?:([|>])[-+\d]*[ \t]*$|[\"']?)")
_HEADING = re.compile(r"\s*?(#[ \t]+)([^#\n]*[^#\s])(?:[ \t]+#+)?[ \t]*(?:\r?\n|$)")
"""A Markdown heading that begins a body. ``#护肤`` is a hashtag, and so is each of ``# 护肤 # 早八``."""

_OWN_KEYS = ("id", "title", "creator", "followers", "tier", "brief", "allow", "facts", *NOTE_KEYS)


def decode(content: bytes, source: str) -> str:
    """The text of a draft's bytes, byte order mark dropped.

    Raises:
        InputError: when it is too large, binary, or not UTF-8.

    """
    if len(content) > LARGEST:
        raise too_large(source, len(content))
    if b"\0" in content[:8192]:
        raise InputError(
            source,
            Bilingual(
                "这是二进制文件，不是文字；把草稿另存为 UTF-8 文本",
                "this is a binary file; save the draft as UTF-8 text",
            ),
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        message = Bilingual(
            f"第 {line} 行不是 UTF-8 编码；把草稿另存为 UTF-8", f"line {line} is not UTF-8; save the draft as UTF-8"
        )
        raise InputError(source, message) from None


def too_large(source: str, size: int) -> InputError:
    """The error for a draft of *size* bytes that is larger than any post."""
    return InputError(
        source,
        Bilingual(
            f"文件有 {size:,} 字节，太大了，不像一篇草稿（上限 {LARGEST:,}）",
            f"{size:,} bytes is too large for a draft; the limit is {LARGEST:,}",
        ),
    )


def read_draft(content: bytes, source: str, types: Mapping[str, FactType], defaults: Facts | None = None) -> Draft:
    """One draft from the bytes of a text or Markdown file.

    Args:
        content: the bytes.
        source: the file, or ``-``; becomes the draft's id unless front matter names one.
        types: the table of facts.
        defaults: facts that hold where the draft declares nothing.

    Raises:
        InputError: when it cannot be read; the message says what to do.

    """
    text = decode(content, source)
    head, body, first_line = split_front_matter(text, source)
    own = {key: head[key] for key in _OWN_KEYS if key in head}
    declared = {key: value for key, value in head.items() if key not in _OWN_KEYS}
    if isinstance(own.get("facts"), dict):
        declared |= own["facts"]
    facts = _facts(declared, types, source, defaults)
    places = _places_in_front_matter(text, first_line)
    title = str(own.get("title") or "")
    if not title:
        title, body, first_line, places[TITLE] = _heading(body, first_line)
    try:
        fields = note_fields(title, body, own)
    except NoteFieldError as error:
        message = Bilingual(f"文件开头的声明里，{error.message.zh}", f"in the front matter, {error.message.en}")
        raise InputError(source, message) from None
    if not body.strip() and not title:
        raise InputError(source, Bilingual("草稿是空的，没有文字可查", "the draft is empty; there is no text to check"))
    return Draft(
        id=str(own.get("id", source)),
        fields=fields,
        facts=facts,
        suppressions=_permissions(own.get("allow"), source),
        source=source,
        starts={**places, TEXT: (first_line, 1)},
        creator=str(own.get("creator", "")),
        brief=str(own["brief"]) if own.get("brief") else None,
        tier=tier_of(own.get("followers"), own.get("tier")),
    )


def split_front_matter(text: str, source: str) -> tuple[dict[str, Any], str, int]:
    """Front matter as a mapping, the body, and the line the body begins on (counting from 1).

    Raises:
        InputError: when the front matter is not closed, is not YAML, or is no mapping.

    """
    lines = text.splitlines(keepends=True)
    if not lines or lines[0].rstrip() != FENCE:
        return {}, text, 1
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if end is None:
        message = Bilingual(
            f"文件开头的声明从第 1 行的 {FENCE} 开始，没有结束；在声明后面另起一行写 {FENCE}",
            f"the front matter begins with {FENCE} on line 1 and never ends; close it with a line {FENCE}",
        )
        raise InputError(source, message)
    head = _yaml("".join(lines[1:end]), source)
    return head, "".join(lines[end + 1 :]), end + 2


def _heading(body: str, first_line: int) -> tuple[str, str, int, tuple[int, int]]:
    """The heading a body begins with as a title, what follows it, its first line, and where the title's words begin."""
    match = _HEADING.match(body)
    if match is None:
        return "", body, first_line, (1, 1)
    line = first_line + body.count("\n", 0, match.start(1))
    return match.group(2), body[match.end() :], line + 1, (line, match.start(2) - match.start(1) + 1)


def _yaml(text: str, source: str) -> dict[str, Any]:
    import yaml

    try:
        _refuse_tricks(yaml.parse(text, Loader=yaml.SafeLoader), source)
        head = yaml.safe_load(text)
        str(head)  # a number of more digits than Python writes fails here and nowhere later
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        reason = getattr(error, "problem", None) or "not YAML"
        message = Bilingual(
            f"文件开头的声明在第 {line} 行写错了（{reason}）；每行写成“名称: 值”",
            f"the front matter is broken on line {line}: {reason}; write one name: value a line",
        )
        raise InputError(source, message) from None
    if head is None:
        return {}
    if not isinstance(head, dict):
        message = Bilingual(
            "文件开头的声明要写成“名称: 值”，例如 commercial: paid",
            "the front matter must hold names and values (commercial: paid)",
        )
        raise InputError(source, message)
    return {str(key): value for key, value in head.items()}


def _refuse_tricks(events: Iterator[Any], source: str) -> None:
    """Stop at what unfolds, chooses its own type, or nests deeper than any declaration, before anything is built."""
    depth = 0
    for event in events:
        if getattr(event, "anchor", None):
            message = Bilingual(
                "文件开头的声明不能用锚点和别名（& 和 *）", "front matter may not use anchors and aliases (& and *)"
            )
            raise InputError(source, message)
        if getattr(event, "tag", None):
            raise InputError(source, Bilingual("文件开头的声明不能用标签（!）", "front matter may not use tags (!)"))
        name = type(event).__name__
        depth += name.endswith(("SequenceStartEvent", "MappingStartEvent"))
        depth -= name.endswith(("SequenceEndEvent", "MappingEndEvent"))
        if depth > DEEPEST:
            message = Bilingual(
                f"文件开头的声明嵌套超过 {DEEPEST} 层", f"the front matter is nested deeper than {DEEPEST} levels"
            )
            raise InputError(source, message)


def _facts(declared: dict[str, Any], types: Mapping[str, FactType], source: str, defaults: Facts | None) -> Facts:
    try:
        facts = declare(declared, types)
    except FactError as error:
        message = Bilingual(f"文件开头的声明里，{error.message.zh}", f"in the front matter, {error.message.en}")
        raise InputError(source, message) from None
    return defaults.with_values(**facts.values) if defaults else facts


def _permissions(allow: Any, source: str) -> tuple[Suppression, ...]:
    """The permissions in front matter: a list of ``{rule, reason, by, until}``."""
    if allow is None:
        return ()
    entries = allow if isinstance(allow, list) else [allow]
    permissions = []
    for entry in entries:
        if not isinstance(entry, dict) or not isinstance(entry.get("rule"), str):
            message = Bilingual(
                "allow 要写成列表，每项有 rule（规则）和 reason（理由），可以有 by（谁）和 until（到哪天）",
                "allow takes a list of {rule: pack/rule, reason: why, by: who, until: day}",
            )
            raise InputError(source, message)
        until = entry.get("until")
        try:
            day = date.fromisoformat(str(until)) if until else None
        except ValueError:
            message = Bilingual(
                f"allow 的 until 要写成 2026-12-31 这样的日期，不是“{until}”",
                f"allow: until is a day like 2026-12-31, not {until!r}",
            )
            raise InputError(source, message) from None
        permissions.append(Suppression(entry["rule"], str(entry.get("reason", "")), str(entry.get("by", "")), day))
    return tuple(permissions)


def _places_in_front_matter(text: str, first_line: int) -> dict[str, tuple[int, int]]:
    """For each field written in front matter, the line and column where its words begin."""
    lines = text.splitlines()
    places = {TITLE: (1, 1)}
    for number, line in enumerate(lines[: first_line - 1], 1):
        match = _VALUE.match(line)
        field = {TITLE: TITLE, **NOTE_KEYS}.get(match.group(1)) if match else None
        if match is None or field is None:
            continue
        if match.group(2) and number < len(lines):
            places[field] = (number + 1, len(lines[number]) - len(lines[number].lstrip()) + 1)
        else:
            places[field] = (number, match.end() + 1)
    return places
