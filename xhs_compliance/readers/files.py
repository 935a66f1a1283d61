"""Drafts from paths: a file by its ending, a folder by what is in it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from xhs_compliance.model.draft import Draft
from xhs_compliance.model.errors import InputError
from xhs_compliance.model.facts import Facts, FactType
from xhs_compliance.model.report import Failure
from xhs_compliance.model.words import Bilingual
from xhs_compliance.readers.jsonl import read_jsonl
from xhs_compliance.readers.markdown import LARGEST, decode, read_draft, too_large

DefaultsFor = Callable[[str], Facts]
"""The facts that hold for a draft at a path where it declares nothing itself."""

DRAFT_ENDINGS = (".md", ".markdown", ".txt")
LINE_ENDINGS = (".jsonl", ".ndjson")
TABLE_ENDINGS = (".csv", ".tsv", ".xlsx", ".xlsm")
WORD_ENDINGS = (".docx",)
SUBTITLE_ENDINGS = (".srt",)
ENDINGS = (*DRAFT_ENDINGS, *LINE_ENDINGS, *TABLE_ENDINGS, *WORD_ENDINGS, *SUBTITLE_ENDINGS)
NO_COLUMNS: Mapping[str, str] = {}
NOT_DRAFTS = ("readme", "brief", "claims", "decisions")
"""Names (before the first point) of files that stand beside drafts and are none."""


def read_path(
    path: Path, types: Mapping[str, FactType], defaults_for: DefaultsFor, columns: Mapping[str, str] = NO_COLUMNS
) -> Iterator[Draft | Failure]:
    """Every draft below *path*, in the order of their names; a failure for each that cannot be read.

    *columns* names the header of a role or fact in tables and JSON Lines, where the reader said so.
    """
    if path.is_dir():
        yield from _read_folder(path, types, defaults_for, columns)
    elif not path.exists():
        yield Failure(str(path), Bilingual("没有这个文件或文件夹", "there is no such file or folder"))
    else:
        yield from _read_file(path, types, defaults_for, columns)


def _read_folder(
    folder: Path, types: Mapping[str, FactType], defaults_for: DefaultsFor, columns: Mapping[str, str]
) -> Iterator[Draft | Failure]:
    files = draft_files(folder)
    if not files:
        endings = ", ".join(ENDINGS)
        message = Bilingual(
            f"这个文件夹里没有草稿；草稿的文件名以 {endings} 结尾", f"no draft in this folder; drafts end in {endings}"
        )
        yield Failure(str(folder), message)
    for path in files:
        yield from _read_file(path, types, defaults_for, columns)


def draft_files(folder: Path) -> list[Path]:
    """The files below *folder* that are read as drafts, by name."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and is_draft(path.relative_to(folder)))


def is_draft(path: Path) -> bool:
    """Whether a file found in a folder is read as a draft: by its ending, unless hidden or a README or a brief."""
    hidden = any(part.startswith((".", "~$")) for part in path.parts)
    named = path.name.lower().split(".")[0] not in NOT_DRAFTS
    return not hidden and named and path.suffix.lower() in ENDINGS


def _read_file(
    path: Path, types: Mapping[str, FactType], defaults_for: DefaultsFor, columns: Mapping[str, str]
) -> Iterator[Draft | Failure]:
    ending = path.suffix.lower()
    try:
        size = path.stat().st_size
        if ending in DRAFT_ENDINGS and size > LARGEST:
            raise too_large(str(path), size)
        content = path.read_bytes()
        if ending in LINE_ENDINGS:
            yield from read_jsonl(content, str(path), types, defaults_for(path.as_posix()), columns)
        elif ending in ENDINGS and ending not in DRAFT_ENDINGS:
            yield from _read_office(content, path, types, defaults_for(path.as_posix()), columns)
        else:
            yield _with_brief(read_draft(content, path.as_posix(), types, defaults_for(path.as_posix())), path.parent)
    except InputError as error:
        yield Failure(error.source, error.message)
    except OSError as error:
        reason = error.strerror or str(error)
        yield Failure(str(path), Bilingual(f"读不了：{reason}", f"cannot be read: {reason}"))


def _read_office(
    content: bytes, path: Path, types: Mapping[str, FactType], defaults: Facts, columns: Mapping[str, str]
) -> Iterator[Draft | Failure]:
    """The drafts in a table, a Word document or subtitles; their readers are imported only for such files."""
    name, ending = path.as_posix(), path.suffix.lower()
    if ending in TABLE_ENDINGS:
        from xhs_compliance.readers.tables import read_table

        yield from (row.entry for row in read_table(content, name, types, defaults, columns))
    elif ending in WORD_ENDINGS:
        from xhs_compliance.readers.word import read_word

        yield read_word(content, name, types, defaults)
    else:
        from xhs_compliance.readers.subtitles import read_subtitles

        yield read_subtitles(content, name, defaults)


def _with_brief(draft: Draft, folder: Path) -> Draft:
    """The draft with the text of the brief its front matter names; the file must lie in the draft's folder or below.

    Raises:
        InputError: when the brief lies elsewhere or cannot be read.

    """
    if draft.brief is None:
        return draft
    try:
        path = (folder / draft.brief).resolve()
        inside = path.is_relative_to(folder.resolve())
    except (OSError, ValueError, RuntimeError):  # a name no file can have: a NUL, half a surrogate pair, a loop
        inside = False
    if not inside:
        message = Bilingual(
            f"brief 只能是草稿所在文件夹里的文件，不是“{draft.brief}”",
            f"brief must be a file in the draft's folder, not {draft.brief!r}",
        )
        raise InputError(draft.source, message)
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        message = Bilingual(f"brief“{draft.brief}”读不了：{reason}", f"brief {draft.brief!r} cannot be read: {reason}")
        raise InputError(draft.source, message) from None
    return replace(draft, brief=decode(content, path.name))
