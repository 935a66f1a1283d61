"""Receipts: what was reviewed, with what, by whom. Hashes and the words of findings, never the text, never a secret."""

from typing import Any

import msgspec

from xhs_compliance.filing.canonical import canonical, sha256, sha256_of_text
from xhs_compliance.filing.forms import as_read, sentences_of
from xhs_compliance.filing.marks import Mark
from xhs_compliance.model.errors import InputError
from xhs_compliance.model.span import Span
from xhs_compliance.model.words import Bilingual

VERSION = 1
SHORT = 16
"""Hexadecimal digits kept of a sentence's hash."""


class _Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A part of a receipt."""


class FieldHash(_Part, frozen=True):
    """One field of the note: its hash as typed and as read, and a short hash of each sentence."""

    sha256: str
    reads_sha256: str
    characters: int
    sentences: list[str]


class Note(_Part, frozen=True):
    """The note: which it is, and the hashes of its fields."""

    id: str
    creator: str
    sha256: str
    fields: dict[str, FieldHash]


class DeclaredFact(_Part, frozen=True):
    """A fact, and who declared it."""

    value: Any
    source: str


class EvidenceFile(_Part, frozen=True):
    """A file that supports a fact or a claim."""

    name: str
    sha256: str
    bytes: int
    supports: str = ""


class Found(_Part, frozen=True):
    """A finding, as far as a receipt tells."""

    rule: str
    severity: str
    fingerprint: str
    field: str
    start: int | None
    end: int | None
    text: str


class Reviewed(_Part, frozen=True):
    """What the rules said."""

    verdict: str
    as_of: str
    markets: list[str]
    packs: dict[str, str]
    findings: list[Found]
    record_sha256: str


class Decision(_Part, frozen=True):
    """What a person decided about a finding."""

    fingerprint: str
    rule: str
    decision: str
    by: str
    on: str
    reason: str
    evidence: list[str]
    holds: bool


class MarkEntry(_Part, frozen=True):
    """A stretch that must not change after approval."""

    kind: str
    field: str
    name: str
    words: str
    text: str
    start: int
    end: int

    @property
    def mark(self) -> Mark:
        """The same as a mark."""
        return Mark(self.kind, self.field, self.name, self.words, self.text, Span(self.start, self.end))


class Seal(_Part, frozen=True):
    """What shows that a receipt is whole: a hash over the rest of it; a signature over the same bytes, where signed."""

    sha256: str
    algorithm: str | None = None
    public_key: str | None = None
    signature: str | None = None


class Receipt(_Part, frozen=True):
    """A receipt, version 1."""

    receipt: int
    tool: str
    made_at: str
    note: Note
    facts: dict[str, DeclaredFact]
    brief_sha256: str | None
    evidence: list[EvidenceFile]
    review: Reviewed
    decisions: list[Decision]
    settings: dict[str, Any]
    marks: list[MarkEntry]
    people: dict[str, str]
    seal: Seal | None = None

    @property
    def identity(self) -> str:
        """The first digits of its hash, for people to name it by."""
        return sha256(body_of(self))[:12]


def field_hash(text: str) -> FieldHash:
    """The hashes of one field."""
    return FieldHash(
        sha256=sha256_of_text(text),
        reads_sha256=sha256_of_text(as_read(text)),
        characters=len(text),
        sentences=[sentence_hash(text[slice(*span)]) for span in sentences_of(text)],
    )


def sentence_hash(text: str) -> str:
    """The short hash of one sentence as read."""
    return sha256_of_text(as_read(text))[:SHORT]


def sealed(receipt: Receipt) -> Receipt:
    """*receipt* with the hash over the rest of it."""
    return msgspec.structs.replace(receipt, seal=Seal(sha256=sha256(body_of(receipt))))


def body_of(receipt: Receipt) -> bytes:
    """What is hashed and signed: everything but the seal, canonical."""
    whole = msgspec.to_builtins(receipt)
    return canonical({key: value for key, value in whole.items() if key != "seal"})


def dump_receipt(receipt: Receipt) -> bytes:
    """The file's content: canonical JSON on one line."""
    return canonical(msgspec.to_builtins(receipt)) + b"\n"


def read_receipt(content: bytes, source: str) -> Receipt:
    """The receipt in *content*, its seal compared.

    Raises:
        InputError: when it is no receipt, was written by a newer version, or a byte of it has changed.

    """
    try:
        raw = msgspec.json.decode(content)
        version = raw["receipt"] if isinstance(raw, dict) else None
    except (msgspec.DecodeError, UnicodeDecodeError, KeyError, RecursionError) as error:
        message = Bilingual(f"不是审核凭据：{error}", f"is not a receipt: {error}")
        raise InputError(source, message) from None
    if isinstance(version, int) and version > VERSION:
        tool = str(raw.get("tool", "?"))
        message = Bilingual(
            f"凭据是第 {version} 版（{tool} 写的），这里只认识到第 {VERSION} 版；升级：pip install -U xhs-compliance",
            f"receipt version {version}, written by {tool}; this is read up to version {VERSION}: "
            "pip install -U xhs-compliance",
        )
        raise InputError(source, message)
    try:
        receipt = msgspec.convert(raw, Receipt)
    except msgspec.ValidationError as error:
        message = Bilingual(f"不是完整的审核凭据：{error}", f"is not a whole receipt: {error}")
        raise InputError(source, message) from None
    if receipt.seal is None or receipt.seal.sha256 != sha256(body_of(receipt)):
        message = Bilingual(
            "凭据被改动过：内容和封签对不上；用存档里的那一份",
            "the receipt was changed: its content does not match its seal",
        )
        raise InputError(source, message)
    return receipt
