"""Many live notes held against a folder of receipts."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from xhs_compliance.filing.data import Protected
from xhs_compliance.filing.receipt import Receipt, read_receipt
from xhs_compliance.filing.signing import check_signature
from xhs_compliance.filing.verify import Comparison, compare
from xhs_compliance.linter import Linter
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.errors import InputError
from xhs_compliance.model.report import Failure
from xhs_compliance.model.words import Bilingual


@dataclass(frozen=True, slots=True)
class Receipts:
    """The receipts of a folder.

    Attributes:
        by_note: the receipts of each note, with their files; more than one is a question for a person.
        failures: files that are no receipts of this version, or were changed.

    """

    by_note: Mapping[str, tuple[tuple[str, Receipt], ...]]
    failures: tuple[Failure, ...] = ()


def read_receipts(folder: Path, trusted_key: bytes | None = None) -> Receipts:
    """Every ``*.json`` below *folder*; of two files with the same receipt one counts.

    Args:
        folder: where they lie.
        trusted_key: the public key (PEM) that must have signed them.

    Raises:
        InputError: when there is none.

    """
    found: dict[str, dict[str, tuple[str, Receipt]]] = {}
    failures: list[Failure] = []
    files = sorted(folder.rglob("*.json"))
    if not files:
        raise InputError(
            str(folder), Bilingual("这个文件夹里没有凭据（*.json）", "this folder holds no receipts (*.json)")
        )
    for path in files:
        try:
            receipt = read_receipt(path.read_bytes(), path.as_posix())
            check_signature(receipt, path.as_posix(), trusted_key)
            found.setdefault(receipt.note.id, {}).setdefault(receipt.identity, (path.as_posix(), receipt))
        except InputError as error:
            failures.append(Failure(error.source, error.message))
        except OSError as error:
            reason = error.strerror or str(error)
            failures.append(Failure(path.as_posix(), Bilingual(f"读不了：{reason}", f"cannot be read: {reason}")))
    return Receipts({note: tuple(receipts.values()) for note, receipts in found.items()}, tuple(failures))


def compare_all(
    notes: Iterable[Draft | Failure],
    receipts: Receipts,
    linter: Linter,
    protected: Protected,
    only: Iterable[str] = (),
) -> Iterator[Comparison | Failure]:
    """A comparison or a failure for every live note, in order; then the receipts whose note was not among them."""
    fields = tuple(only)
    seen: set[str] = set()
    yield from receipts.failures
    for note in notes:
        if isinstance(note, Failure):
            yield note
            continue
        seen.add(note.id)
        chosen = _the_receipt(note, receipts)
        yield chosen if isinstance(chosen, Failure) else compare(note, chosen, linter, protected, fields)
    for name in receipts.by_note:
        if name not in seen:
            message = Bilingual(f"有凭据，线上没有看到“{name}”这篇", f"there is a receipt, and no live note {name!r}")
            yield Failure(receipts.by_note[name][0][0], message, name)


def _the_receipt(note: Draft, receipts: Receipts) -> Receipt | Failure:
    found = receipts.by_note.get(note.id, ())
    if len(found) == 1:
        return found[0][1]
    if not found:
        return Failure(note.source, Bilingual(f"“{note.id}”没有凭据", f"there is no receipt for {note.id!r}"), note.id)
    files = ", ".join(f"{file} ({receipt.made_at})" for file, receipt in found)
    message = Bilingual(
        f"“{note.id}”有 {len(found)} 份凭据：{files}；留下批准的那一份",
        f"{len(found)} receipts for {note.id!r}: {files}; keep the approved one",
    )
    return Failure(note.source, message, note.id)
