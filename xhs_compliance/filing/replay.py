"""Run that day's packs again on that day's draft: the same findings, byte for byte, or exactly why not."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from xhs_compliance.filing.archive import DRAFT, PACKS, RECEIPT, RECORD, Archive
from xhs_compliance.filing.drafts import draft_from_dict
from xhs_compliance.filing.receipt import Receipt, read_receipt
from xhs_compliance.filing.record import record_bytes
from xhs_compliance.filing.settings import linter_from
from xhs_compliance.linter import TOOL, Linter
from xhs_compliance.model.declare import FactError
from xhs_compliance.model.errors import InputError, PackError
from xhs_compliance.model.words import Bilingual


@dataclass(frozen=True, slots=True)
class Replay:
    """What came of running a review again.

    Attributes:
        same: whether the record came out byte for byte.
        differences: what differs, a sentence each.
        then: the tool that wrote the archive.
        now: this tool.
        findings: how many findings came out now.

    """

    same: bool
    differences: tuple[Bilingual, ...]
    then: str
    now: str
    findings: int


def replay(archive: Archive) -> Replay:
    """Run the review of an archive again.

    Raises:
        PackError: when this version cannot read the packs of that day; its problems name the lines.
        InputError: when receipt or draft cannot be read, or have a form this version does not know.

    """
    receipt = read_receipt(archive.files.get(RECEIPT, b""), f"{archive.source}/{RECEIPT}")
    with linter_of(archive, receipt) as linter:
        review = linter.check(_draft(archive, linter))
    now, then = record_bytes(review), archive.files.get(RECORD, b"")
    differences = () if now == then else tuple(_differences(then, now, archive.source))
    return Replay(now == then, differences, receipt.tool, TOOL, len(review.findings))


@contextmanager
def linter_of(archive: Archive, receipt: Receipt) -> Iterator[Linter]:
    """A linter of the packs in an archive, with the settings of its receipt.

    Raises:
        PackError: when this version cannot read those packs.
        InputError: when the archive holds no packs or settings of a form this version does not know.

    """
    with tempfile.TemporaryDirectory(prefix="xhs-compliance-") as name:
        folders = _laid_out(archive, Path(name))
        try:
            day = date.fromisoformat(receipt.review.as_of)
            yield linter_from(folders, receipt.review.packs, receipt.settings, receipt.note.id, day)
        except PackError as error:
            problems = [replace(each, place=_inside(each.place, name, archive.source)) for each in error.problems]
            raise PackError(problems) from None
        except (KeyError, TypeError, ValueError) as error:
            message = Bilingual(
                f"凭据里的设置这个版本（{TOOL}）看不懂：{error!r}；用 {receipt.tool} 重放",
                f"this version ({TOOL}) does not know the settings of the receipt: {error!r}; "
                f"replay with {receipt.tool}",
            )
            raise InputError(archive.source, message) from None


def _inside(place: Any, folder: str, source: str) -> Any:
    """A place in the folder the packs were laid out in, named as inside the archive."""
    return replace(place, file=place.file.replace(Path(folder).as_posix(), f"{source}/{PACKS.rstrip('/')}"))


def _laid_out(archive: Archive, target: Path) -> list[Path]:
    """The packs written below *target*; the folders they make, in order."""
    names = [name for name in archive.files if name.startswith(PACKS)]
    if not names:
        raise InputError(archive.source, Bilingual("档案包里没有规则包", "the archive holds no packs"))
    for name in names:
        path = target / name.removeprefix(PACKS)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(archive.files[name])
    return sorted((path for path in target.iterdir() if path.is_dir()), key=lambda path: (len(path.name), path.name))


def _draft(archive: Archive, linter: Linter) -> Any:
    source = f"{archive.source}/{DRAFT}"
    try:
        return draft_from_dict(msgspec.json.decode(archive.files.get(DRAFT, b"")), linter.facts)
    except FactError as error:
        raise InputError(source, error.message) from None
    except (msgspec.DecodeError, KeyError, TypeError, ValueError) as error:
        raise InputError(source, Bilingual(f"草稿读不了：{error!r}", f"the draft cannot be read: {error!r}")) from None


def _differences(then: bytes, now: bytes, source: str) -> Iterator[Bilingual]:
    try:
        before: dict[str, Any] = msgspec.json.decode(then, type=dict[str, Any])
        after: dict[str, Any] = msgspec.json.decode(now, type=dict[str, Any])
    except msgspec.DecodeError as error:
        yield Bilingual(f"{source} 里的审核记录读不了：{error}", f"the record in {source} cannot be read: {error}")
        return
    if before.get("record") != after["record"]:
        yield Bilingual(
            f"记录的格式变了：当时第 {before.get('record')} 版，现在第 {after['record']} 版",
            f"the form of the record changed: version {before.get('record')} then, {after['record']} now",
        )
    for kind, zh, en in (
        ("findings", "发现", "finding"),
        ("excused", "放过", "excused"),
        ("suppressed", "已允许", "allowed"),
    ):
        yield from _entries(before.get(kind, []), after.get(kind, []), zh, en)
    for key in sorted((before.keys() | after.keys()) - {"record", "findings", "excused", "suppressed"}):
        if before.get(key) != after.get(key):
            yield Bilingual(
                f"{key}：当时 {before.get(key)!r}，现在 {after.get(key)!r}",
                f"{key}: {before.get(key)!r} then, {after.get(key)!r} now",
            )


def _entries(before: list[Any], after: list[Any], zh: str, en: str) -> Iterator[Bilingual]:
    then = {(e["rule"], e["field"], e["start"], e["end"]): e for e in before}
    now = {(e["rule"], e["field"], e["start"], e["end"]): e for e in after}
    for key, entry in then.items():
        if key not in now:
            yield _told(zh, en, entry, Bilingual("只在当时有", "only then"))
        elif now[key] != entry:
            changed = ", ".join(sorted(name for name in entry if entry[name] != now[key].get(name)))
            yield _told(zh, en, entry, Bilingual(f"{changed} 不同", f"{changed} differs"))
    for key, entry in now.items():
        if key not in then:
            yield _told(zh, en, entry, Bilingual("只在现在有", "only now"))


def _told(zh: str, en: str, entry: Any, how: Bilingual) -> Bilingual:
    return Bilingual(
        f"{zh} {entry['rule']}“{entry['text']}”：{how.zh}", f"{en} {entry['rule']} “{entry['text']}”: {how.en}"
    )
