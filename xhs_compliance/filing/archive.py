"""The file of one note (广告档案包): one zip with everything a regulator or the platform may ask for years later.

The same content gives the same bytes: names in order, no times, no permissions, one compression level. What identifies
it is the hash of the manifest, which does not depend on a compression library.
"""

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec

from xhs_compliance.filing.canonical import readable, sha256
from xhs_compliance.filing.drafts import draft_to_dict
from xhs_compliance.filing.receipt import Receipt, dump_receipt
from xhs_compliance.filing.zip_headers import headers_agree
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.errors import InputError
from xhs_compliance.model.words import Bilingual
from xhs_compliance.packs.files import rule_files

_PACKED = (zlib.error, lzma.LZMAError, struct.error)
"""What unpacking damaged bytes can raise besides the errors of :mod:`zipfile`."""

VERSION = 1
MANIFEST, RECEIPT, DRAFT, RECORD = "manifest.json", "receipt.json", "draft/draft.json", "report/record.json"
PACKS = "packs/"
YEARS_KEPT = 3
"""Internet Advertising Measures art. 14: at least three years after the ad stopped running."""

LARGEST = 500_000_000
"""Bytes a file may unpack to."""

_EPOCH = (1980, 1, 1, 0, 0, 0)
_REGULAR_FILE = 0o100644 << 16
_UNSAFE = re.compile(r"[\\:\x00-\x1f]")


@dataclass(frozen=True, slots=True)
class Extra:
    """A file to put into the archive: its folder there, its name, its bytes."""

    folder: str
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive that was read: every file by name, and its manifest."""

    files: Mapping[str, bytes]
    manifest: Mapping[str, Any]
    source: str


def pack_files(folders: Iterable[Path]) -> dict[str, bytes]:
    """Every file of the rules in *folders*, by the name it gets: ``packs/0/…`` for the first folder."""
    return {
        f"{PACKS}{number}/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for number, folder in enumerate(folders)
        for path in rule_files(folder)
    }


def make_archive(
    draft: Draft,
    receipt: Receipt,
    record: bytes,
    packs: Mapping[str, bytes],
    extras: Iterable[Extra] = (),
    *,
    published_on: date | None = None,
    address: str = "",
    keep_until: date | None = None,
) -> bytes:
    """The zip.

    Args:
        draft: the draft that was reviewed.
        receipt: its receipt.
        record: the record of its review.
        packs: the rules, by name.
        extras: versions, evidence, the brief, decisions, reports, the published text.
        published_on: the day it went live.
        address: where it is live.
        keep_until: the last day it must be kept.

    """
    files = {DRAFT: readable(draft_to_dict(draft)), RECEIPT: dump_receipt(receipt), RECORD: record, **packs}
    for extra in extras:
        files[_free_name(f"{extra.folder}/{_clean(extra.name)}", files)] = extra.content
    manifest = {
        "archive": VERSION,
        "tool": receipt.tool,
        "note": receipt.note.id,
        "published_on": None if published_on is None else published_on.isoformat(),
        "address": address,
        "keep_until": None if keep_until is None else keep_until.isoformat(),
        "files": {name: {"sha256": sha256(content), "bytes": len(content)} for name, content in files.items()},
    }
    return _zipped({MANIFEST: readable(manifest), **files})


def kept_until(last_day: date) -> date:
    """The last day of the years an advertising file must be kept after *last_day*."""
    try:
        return last_day.replace(year=last_day.year + YEARS_KEPT)
    except ValueError:
        return date(last_day.year + YEARS_KEPT, 3, 1)


def read_archive(content: bytes, source: str) -> Archive:
    """Every file of an archive, names checked, nothing written to disk.

    Raises:
        InputError: when it is no whole zip, holds a name that leads elsewhere, unpacks to too much, or was written by
            a newer version.

    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            files = _unpacked(packed, content, source)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, ValueError, *_PACKED) as error:
        message = Bilingual(f"档案包不完整或已损坏：{error}", f"the archive is cut short or damaged: {error}")
        raise InputError(source, message) from None
    if MANIFEST not in files:
        message = Bilingual(f"里面没有 {MANIFEST}，不是档案包", f"there is no {MANIFEST}: this is not an archive")
        raise InputError(source, message)
    try:
        manifest = msgspec.json.decode(files[MANIFEST], type=dict[str, Any])
        version = int(manifest["archive"])
    except (msgspec.DecodeError, KeyError, TypeError, ValueError) as error:
        raise InputError(
            source, Bilingual(f"{MANIFEST} 读不了：{error}", f"{MANIFEST} cannot be read: {error}")
        ) from None
    if version > VERSION:
        tool = manifest.get("tool", "?")
        message = Bilingual(
            f"档案包是第 {version} 版（{tool} 写的），这里只认识到第 {VERSION} 版；升级：pip install -U xhs-compliance",
            f"archive version {version}, written by {tool}; this is read up to version {VERSION}: "
            "pip install -U xhs-compliance",
        )
        raise InputError(source, message)
    return Archive(files, manifest, source)


def _unpacked(packed: zipfile.ZipFile, content: bytes, source: str) -> dict[str, bytes]:
    entries = packed.infolist()
    if sum(entry.file_size for entry in entries) > LARGEST:
        message = Bilingual("解开以后太大，不像档案包", "it unpacks to more than any archive holds")
        raise InputError(source, message)
    files: dict[str, bytes] = {}
    for entry in entries:
        if entry.is_dir():
            continue
        if not is_safe(entry.filename) or (entry.external_attr >> 16) & 0o170000 == 0o120000:
            message = Bilingual(
                f"里面有指向别处的文件名“{entry.filename}”，不读",
                f"it holds a name that leads elsewhere: {entry.filename!r}",
            )
            raise InputError(source, message)
        if entry.filename in files:
            message = Bilingual(f"文件“{entry.filename}”有两份", f"it holds {entry.filename!r} twice")
            raise InputError(source, message)
        files[entry.filename] = packed.read(entry)
        if not headers_agree(content, entry):
            raise zipfile.BadZipFile(entry.filename)
    return files


def is_safe(name: str) -> bool:
    """Whether a name in a zip stays inside: relative, no ``..``, no drive, no backslash."""
    path = PurePosixPath(name)
    return bool(name) and not path.is_absolute() and ".." not in path.parts and not _UNSAFE.search(name)


def _zipped(files: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = 3
            entry.external_attr = _REGULAR_FILE
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, files[name], compresslevel=9)
    return target.getvalue()


def _clean(name: str) -> str:
    """A file's own name, safe inside a zip on every system."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]', "_", Path(name).name).strip(". ") or "file"


def _free_name(name: str, taken: Mapping[str, bytes]) -> str:
    """*name*, with a number before its ending where another file has it."""
    path, number, free = PurePosixPath(name), 2, name
    while free in taken:
        free = str(path.with_name(f"{path.stem}-{number}{path.suffix}"))
        number += 1
    return free
