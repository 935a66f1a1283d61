"""The fields of a whole note beside its title and body, wherever they are written: front matter, JSON, a table."""

from collections.abc import Mapping
from typing import Any

from xhs_compliance.model.draft import BIO, COMMENT, COVER, NOTE_FIELDS, PINNED_COMMENT, TEXT, TITLE
from xhs_compliance.model.words import Bilingual

NOTE_KEYS = {
    "cover": COVER,
    "pinned_comment": PINNED_COMMENT,
    "pinned-comment": PINNED_COMMENT,
    "comments": COMMENT,
    "comment": COMMENT,
    "bio": BIO,
}
"""What a field may be called by the people who write drafts, and the field it is."""


class NoteFieldError(ValueError):
    """A field of a note that is no text; the message says which."""

    def __init__(self, message: Bilingual) -> None:
        super().__init__(message.en)
        self.message = message


def note_fields(title: str, text: str, raw: Mapping[str, Any]) -> dict[str, str]:
    """All fields of a note, in reading order; those that are empty are left out, the body never is.

    Args:
        title: its title, empty where it has none.
        text: its body.
        raw: what else was written about it; of this only :data:`NOTE_KEYS` are read. Comments may be one text or a
            list of texts.

    Raises:
        NoteFieldError: when a field is no text, or a name and its other spelling are both there.

    """
    found = {TITLE: title} if title else {}
    found[TEXT] = text
    for key, field in NOTE_KEYS.items():
        value = raw.get(key)
        if value is None or value in ("", []):
            continue
        if field in found:
            raise NoteFieldError(Bilingual(f"{key} 写了两次", f"{key} stands twice"))
        found[field] = _text(key, value)
    return {field: found[field] for field in NOTE_FIELDS if field in found}


def _text(key: str, value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and key in ("comments", "comment") and all(isinstance(item, str) for item in value):
        return "\n".join(item.replace("\r\n", "\n").strip("\n") for item in value)
    if key in ("comments", "comment"):
        raise NoteFieldError(Bilingual(f"{key} 要写成文字，或者文字的列表", f"{key} takes a text or a list of texts"))
    raise NoteFieldError(Bilingual(f"{key} 要写成文字", f"{key} takes a text"))
