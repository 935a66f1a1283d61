"""Drafts from paths: a file by its ending, a folder by what is in it."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from xhs_compliance.model.draft import Draft
from xhs_compliance.model.errors import InputError
from xhs_compliance.model.facts import Facts, FactType
from xhs_compliance.model.report import Failure
from xhs_compliance.model.words import Bilingual
from xhs_compliance.readers.jsonl import read_jsonl
from xhs_compliance.readers.markdown import LARGEST, read_draft, too_large

DRAFT_ENDINGS = (".md", ".markdown", ".txt")
LINE_ENDINGS = (".jsonl", ".ndjson")
NOT_DRAFTS = ("readme", "brief")
"""Names (before the first point) of files that stand beside drafts and are none."""


def read_path(path: Path, types: Mapping[str, FactType], defaults: Facts) -> Iterator[Draft | Failure]:
    """Every draft below *path*, in the order of their names; a failure for each that cannot be read."""
    if path.is_dir():
        yield from _read_folder(path, types, defaults)
    elif not path.exists():
        yield Failure(str(path), Bilingual("没有这个文件或文件夹", "there is no such file or folder"))
    else:
        yield from _read_file(path, types, defaults)


def _read_folder(folder: Path, types: Mapping[str, FactType], defaults: Facts) -> Iterator[Draft | Failure]:
    files = sorted(path for path in folder.rglob("*") if path.is_file() and is_draft(path.relative_to(folder)))
    if not files:
        endings = ", ".join((*DRAFT_ENDINGS, *LINE_ENDINGS))
        message = Bilingual(
            f"这个文件夹里没有草稿；草稿的文件名以 {endings} 结尾", f"no draft in this folder; drafts end in {endings}"
        )
        yield Failure(str(folder), message)
    for path in files:
        yield from _read_file(path, types, defaults)


def is_draft(path: Path) -> bool:
    """Whether a file found in a folder is read as a draft: by its ending, unless hidden or a README or a brief."""
    hidden = any(part.startswith(".") for part in path.parts)
    named = path.name.lower().split(".")[0] not in NOT_DRAFTS
    return not hidden and named and path.suffix.lower() in (*DRAFT_ENDINGS, *LINE_ENDINGS)


def _read_file(path: Path, types: Mapping[str, FactType], defaults: Facts) -> Iterator[Draft | Failure]:
    try:
        size = path.stat().st_size
        if path.suffix.lower() not in LINE_ENDINGS and size > LARGEST:
            raise too_large(str(path), size)
        content = path.read_bytes()
        if path.suffix.lower() in LINE_ENDINGS:
            yield from read_jsonl(content, str(path), types, defaults)
        else:
            yield read_draft(content, path.as_posix(), types, defaults)
    except InputError as error:
        yield Failure(error.source, error.message)
    except OSError as error:
        reason = error.strerror or str(error)
        yield Failure(str(path), Bilingual(f"读不了：{reason}", f"cannot be read: {reason}"))
