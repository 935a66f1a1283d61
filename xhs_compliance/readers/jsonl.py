"""Drafts as JSON Lines: one object a line, one draft or one failure for every line."""

import difflib
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from xhs_compliance.model.declare import FactError, declare
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.errors import InputError, UsageError
from xhs_compliance.model.facts import Facts, FactType
from xhs_compliance.model.report import Failure
from xhs_compliance.model.words import Bilingual
from xhs_compliance.readers.columns import read_object
from xhs_compliance.readers.note import NOTE_KEYS, NoteFieldError, note_fields
from xhs_compliance.readers.tiers import tier_of

KEYS = ("id", "title", "text", "facts", "brief", "creator", "profile", *NOTE_KEYS)


def read_jsonl(
    content: bytes,
    source: str,
    types: Mapping[str, FactType],
    defaults: Facts | None = None,
    columns: Mapping[str, str] | None = None,
) -> Iterator[Draft | Failure]:
    """One draft, or one failure, for every line that is not blank.

    Args:
        content: the whole input.
        source: the file, or ``-``.
        types: the table of facts.
        defaults: facts that hold where a line declares nothing.
        columns: the key of a role or fact, where a reader said so; without it the keys are :data:`KEYS`, and lines
            that have no ``text`` are read like rows of a table (``标题``, ``正文``).

    """
    for number, line in enumerate(content.split(b"\n"), 1):
        if line.strip(b" \t\r\xef\xbb\xbf"):
            yield read_line(line.strip(b"\xef\xbb\xbf"), number, source, types, defaults, columns)


def read_line(
    line: bytes,
    number: int,
    source: str,
    types: Mapping[str, FactType],
    defaults: Facts | None = None,
    columns: Mapping[str, str] | None = None,
) -> Draft | Failure:
    """The draft on one line, or why it cannot be read."""
    try:
        raw: Any = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        message = Bilingual(f"这一行不是 JSON：{error}", f"not JSON: {error}")
        return Failure(f"{source}:{number}", message, None, number)
    return read_value(raw, f"{source}:{number}", number, types, defaults, columns)


def read_value(
    raw: Any,
    place: str,
    number: int | None,
    types: Mapping[str, FactType],
    defaults: Facts | None = None,
    columns: Mapping[str, str] | None = None,
) -> Draft | Failure:
    """The draft in a decoded JSON value, or why it is none.

    Args:
        raw: the value.
        place: where it came from; the draft's id when it has none of its own.
        number: the line it stood on, where it stood on one.
        types: the table of facts.
        defaults: facts that hold where it declares nothing; those of a profile come from the profile.
        columns: as in :func:`read_jsonl`.

    """
    if isinstance(raw, dict) and (columns or "text" not in raw):
        try:
            raw = read_object(raw, types, columns or {})
        except (InputError, UsageError) as error:
            if columns:
                return Failure(place, error.message, None, number)
    draft_id = raw.get("id") if isinstance(raw, dict) else None
    shown_id = draft_id if isinstance(draft_id, str) else None if draft_id is None else str(draft_id)
    wrong = _wrong(raw)
    if wrong:
        return Failure(place, wrong, shown_id, number)
    try:
        fields = note_fields(raw.get("title") or "", raw["text"], raw)
        facts = declare(raw.get("facts") or {}, types)
    except (FactError, NoteFieldError) as error:
        return Failure(place, error.message, shown_id, number)
    profile = raw.get("profile") or ""
    return Draft(
        id=shown_id if shown_id is not None else place,
        fields=fields,
        facts=defaults.with_values(**facts.values) if defaults and not profile else facts,
        source=place,
        creator=raw.get("creator") or "",
        brief=raw.get("brief"),
        profile=profile,
        tier=tier_of(raw.get("followers"), raw.get("tier")),
    )


def _wrong(raw: Any) -> Bilingual | None:
    """What is wrong with a decoded line; ``None`` when it is a draft."""
    if not isinstance(raw, dict):
        return Bilingual("一行要写一个 JSON 对象", "a line must hold one JSON object")
    if "text" not in raw:
        return Bilingual("缺少 text（正文）", "'text' is missing")
    for key in ("text", "title", "brief", "creator", "profile"):
        if not isinstance(raw.get(key, ""), str) and not (raw[key] is None and key != "text"):
            return Bilingual(f"{key} 要写成文字", f"{key!r} must be a text")
    if isinstance(raw.get("id"), dict | list):
        return Bilingual("id 要写成文字或数字", "'id' must be a text or a number")
    if raw.get("facts") is not None and not isinstance(raw["facts"], dict):
        return Bilingual("facts 要写成对象", "'facts' must be an object")
    return next((wrong for key in raw if key not in KEYS and (wrong := _mistyped(key))), None)


def _mistyped(key: str) -> Bilingual | None:
    """A key that is nearly one of ours is a slip that would lose facts; any other key is the pipeline's own."""
    close = difflib.get_close_matches(key.lower(), KEYS, n=1, cutoff=0.75)
    if not close:
        return None
    return Bilingual(f"不认识“{key}”；是不是“{close[0]}”？", f"unknown key {key!r}; did you mean {close[0]!r}?")
