"""Text and Markdown drafts: front matter declares facts, the body is the post."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from xhs_compliance.model.declare import FactError, declare
from xhs_compliance.model.draft import TEXT, TITLE, Draft, Suppression
from xhs_compliance.model.errors import InputError
from xhs_compliance.model.facts import Facts, FactType

LARGEST = 5_000_000
"""Bytes of one draft; a post has a thousand characters."""

FENCE = "---"
_OWN_KEYS = ("id", "title", "creator", "brief", "allow", "facts")


def decode(content: bytes, source: str) -> str:
    """The text of a draft's bytes, byte order mark dropped.

    Raises:
        InputError: when it is too large, binary, or not UTF-8.
    """
    if len(content) > LARGEST:
        raise InputError(source, f"{len(content):,} bytes is too large for a draft; the limit is {LARGEST:,}")
    if b"\0" in content[:8192]:
        raise InputError(source, "this is a binary file, not a text; save the draft as UTF-8 text")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise InputError(source, f"line {line} is not UTF-8; save the draft as UTF-8") from None


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
    title = own.get("title")
    fields = {TITLE: str(title), TEXT: body} if title else {TEXT: body}
    if not body.strip() and not title:
        raise InputError(source, "there is no text to check")
    return Draft(
        id=str(own.get("id", source)),
        fields=fields,
        facts=facts,
        suppressions=_permissions(own.get("allow"), source),
        source=source,
        first_lines={TITLE: 1, TEXT: first_line},
        creator=str(own.get("creator", "")),
        brief=str(own["brief"]) if own.get("brief") else None,
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
        raise InputError(source, f"the front matter begins with {FENCE} on line 1 and never ends; close it with {FENCE}")
    head = _yaml("".join(lines[1:end]), source)
    return head, "".join(lines[end + 1 :]), end + 2


def _yaml(text: str, source: str) -> dict[str, Any]:
    import yaml

    try:
        if any(getattr(event, "anchor", None) for event in yaml.parse(text, Loader=yaml.SafeLoader)):
            raise InputError(source, "front matter may not use anchors and aliases (& and *)")
        head = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" on line {mark.line + 2}" if mark else ""
        reason = getattr(error, "problem", None) or "it is not YAML"
        raise InputError(source, f"the front matter is broken{where}: {reason}") from None
    if head is None:
        return {}
    if not isinstance(head, dict):
        raise InputError(source, "the front matter must hold names and values (commercial: paid)")
    return {str(key): value for key, value in head.items()}


def _facts(declared: dict[str, Any], types: Mapping[str, FactType], source: str, defaults: Facts | None) -> Facts:
    try:
        facts = declare(declared, types)
    except FactError as error:
        raise InputError(source, f"in the front matter, {error}") from None
    return defaults.with_values(**facts.values) if defaults else facts


def _permissions(allow: Any, source: str) -> tuple[Suppression, ...]:
    """The permissions in front matter: a list of ``{rule, reason, by, until}``."""
    if allow is None:
        return ()
    entries = allow if isinstance(allow, list) else [allow]
    permissions = []
    for entry in entries:
        if not isinstance(entry, dict) or not isinstance(entry.get("rule"), str):
            raise InputError(source, "allow takes a list of {rule: pack/rule, reason: why, by: who, until: day}")
        until = entry.get("until")
        try:
            day = date.fromisoformat(str(until)) if until else None
        except ValueError:
            raise InputError(source, f"allow: until is a day like 2026-12-31, not {until!r}") from None
        permissions.append(Suppression(entry["rule"], str(entry.get("reason", "")), str(entry.get("by", "")), day))
    return tuple(permissions)
