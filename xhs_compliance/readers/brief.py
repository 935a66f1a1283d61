"""Briefs from files, and the drafts of a campaign with the followers of their creators."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

import msgspec

from xhs_compliance.analyses.brief import Brief, read_brief
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.errors import InputError
from xhs_compliance.model.facts import FactType
from xhs_compliance.model.report import Failure
from xhs_compliance.model.words import Bilingual
from xhs_compliance.readers.brief_rules import brief_data
from xhs_compliance.readers.files import LINE_ENDINGS, TABLE_ENDINGS, WORD_ENDINGS, DefaultsFor, read_path
from xhs_compliance.readers.markdown import LARGEST, decode, too_large
from xhs_compliance.readers.tiers import followers_from


@lru_cache(maxsize=8)
def read_once(text: str) -> Brief:
    """A brief, read once for all the drafts that are held against it."""
    return read_brief(text, brief_data())


def read_brief_text(path: Path) -> str:
    """The text of a brief: plain, Markdown or Word.

    Raises:
        InputError: when it cannot be read or holds nothing.

    """
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        message = Bilingual(f"brief“{path}”读不了：{reason}", f"the brief {path} cannot be read: {reason}")
        raise InputError(str(path), message) from None
    if len(content) > LARGEST:
        raise too_large(str(path), len(content))
    if path.suffix.lower() in WORD_ENDINGS:
        from xhs_compliance.readers.word import read_word

        text = "\n".join(read_word(content, path.as_posix(), {}).fields.values())
    else:
        text = decode(content, path.name)
    if not text.strip():
        raise InputError(str(path), Bilingual(f"brief“{path}”是空的", f"the brief {path} is empty"))
    return text


def read_members(
    path: Path, types: Mapping[str, FactType], defaults_for: DefaultsFor, columns: Mapping[str, str]
) -> Iterator[tuple[Draft | Failure, int | None]]:
    """Every draft of a campaign, with its creator's followers where a table or JSON Lines give them."""
    if path.is_file() and path.suffix.lower() in TABLE_ENDINGS:
        from xhs_compliance.readers.tables import read_table

        try:
            rows = read_table(path.read_bytes(), path.as_posix(), types, defaults_for(path.as_posix()), columns)
            for row in rows:
                yield row.entry, followers_from(row.extras.get("followers", ""))
        except InputError as error:
            yield Failure(error.source, error.message), None
        return
    known = _followers_by_line(path) if path.is_file() and path.suffix.lower() in LINE_ENDINGS else {}
    for entry in read_path(path, types, defaults_for, columns):
        yield entry, known.get(entry.source)


def _followers_by_line(path: Path) -> dict[str, int]:
    """The followers each line of a JSON Lines file gives, by the source its draft will have."""
    found = {}
    for number, line in enumerate(path.read_bytes().split(b"\n"), 1):
        if b"followers" in line or "粉丝".encode() in line:
            try:
                raw = msgspec.json.decode(line.strip(b"\xef\xbb\xbf"))
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                continue
            value = next((raw[key] for key in ("followers", "粉丝数", "粉丝量", "粉丝") if key in raw), "")
            count = followers_from(str(value))
            if count is not None:
                found[f"{path}:{number}"] = count
    return found
