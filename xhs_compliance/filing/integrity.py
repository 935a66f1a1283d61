"""Is an archive whole: every byte as filed, the receipt sealed, evidence, draft, record and packs its own."""

from collections.abc import Iterator

import msgspec

from xhs_compliance.filing.archive import DRAFT, MANIFEST, PACKS, RECEIPT, RECORD, Archive
from xhs_compliance.filing.canonical import sha256
from xhs_compliance.filing.receipt import Receipt, field_hash, read_receipt
from xhs_compliance.filing.signing import check_signature
from xhs_compliance.model.errors import InputError
from xhs_compliance.model.words import Bilingual


def faults_of(archive: Archive, trusted_key: bytes | None = None) -> tuple[Bilingual, ...]:
    """What is wrong with an archive, a sentence each; empty when nothing is.

    Args:
        archive: what was read.
        trusted_key: the public key (PEM) that must have signed the receipt.

    """
    faults = [*_files(archive)]
    if RECEIPT in archive.files:
        try:
            receipt = read_receipt(archive.files[RECEIPT], RECEIPT)
            check_signature(receipt, RECEIPT, trusted_key)
            faults += _receipt(archive, receipt)
        except InputError as error:
            faults.append(Bilingual(f"{RECEIPT}：{error.message.zh}", f"{RECEIPT}: {error.message.en}"))
    return tuple(faults)


def refuse_faulty(archive: Archive, trusted_key: bytes | None = None) -> None:
    """Let only a whole archive pass.

    Raises:
        InputError: with everything that is wrong.

    """
    faults = faults_of(archive, trusted_key)
    if faults:
        zh, en = "；".join(fault.zh for fault in faults), "; ".join(fault.en for fault in faults)
        raise InputError(archive.source, Bilingual(f"档案包不完整：{zh}", f"the archive is not whole: {en}"))


def _files(archive: Archive) -> Iterator[Bilingual]:
    listed = archive.manifest.get("files")
    if not isinstance(listed, dict):
        yield Bilingual(f"{MANIFEST} 里没有文件清单", f"{MANIFEST} lists no files")
        return
    for name in (RECEIPT, DRAFT, RECORD):
        if name not in listed and name not in archive.files:
            yield Bilingual(f"缺少 {name}", f"{name} is missing")
    for name, entry in listed.items():
        if name not in archive.files:
            yield Bilingual(f"缺少 {name}", f"{name} is missing")
        elif not isinstance(entry, dict) or sha256(archive.files[name]) != entry.get("sha256"):
            yield Bilingual(f"{name} 被改动过", f"{name} was changed")
    for name in archive.files:
        if name not in listed and name != MANIFEST:
            yield Bilingual(f"{name} 不在清单里", f"{name} is not on the list")


def _receipt(archive: Archive, receipt: Receipt) -> Iterator[Bilingual]:
    hashes = {sha256(content) for name, content in archive.files.items() if name.startswith("evidence/")}
    for evidence in receipt.evidence:
        if evidence.sha256 not in hashes:
            yield Bilingual(f"缺少依据“{evidence.name}”", f"evidence {evidence.name!r} is missing")
    if RECORD in archive.files and sha256(archive.files[RECORD]) != receipt.review.record_sha256:
        yield Bilingual("审核记录不是凭据里的那一份", "the record of the review is not the receipt's")
    if not _is_the_draft(archive, receipt):
        yield Bilingual("草稿不是凭据里的那一篇", "the draft is not the receipt's")
    heads = [content.decode("utf-8", "replace") for name, content in archive.files.items() if _is_head(name)]
    for pack in receipt.review.packs:
        if not any(f"pack: {pack}\n" in head or f'pack: "{pack}"\n' in head for head in heads):
            yield Bilingual(f"缺少规则包 {pack}", f"pack {pack} is missing")


def _is_head(name: str) -> bool:
    return name.startswith(PACKS) and name.endswith("/pack.yaml")


def _is_the_draft(archive: Archive, receipt: Receipt) -> bool:
    try:
        raw = msgspec.json.decode(archive.files.get(DRAFT, b""))
        return {name: field_hash(text).sha256 for name, text in raw["fields"]} == {
            name: approved.sha256 for name, approved in receipt.note.fields.items()
        }
    except (msgspec.DecodeError, KeyError, TypeError, ValueError):
        return False
