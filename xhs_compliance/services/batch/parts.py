"""Parts: the answers to one chunk on disk, whole or not there at all.

A part is named by a digest of the chunk and of everything that decides its answers, so one that is found can always be
used; it begins with a checksum, so one that a dying disk cut short is never used. It is written to a temporary file,
forced to disk and renamed.
"""

import errno
import hashlib
import json
import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from xhs_compliance.model.words import Bilingual

CHECKSUM = 32
_STATS = b"stats"


@dataclass(frozen=True)
class Part:
    """The answers to one chunk.

    Attributes:
        answers: with the columns of ``ANSWERS``.
        slowest: seconds of a processor, and id, of its slowest drafts; a busy machine makes no draft slow.
        seconds: what the chunk took.

    """

    answers: pa.RecordBatch
    slowest: list[tuple[float, str]] = field(default_factory=list)
    seconds: float = 0.0


def write_part(path: Path, part: Part) -> None:
    """Store *part*: when this returns it survives a loss of power.

    Raises:
        OSError: when it cannot be written.

    """
    stats = json.dumps({"slowest": part.slowest, "seconds": part.seconds}).encode()
    batch = part.answers.replace_schema_metadata({_STATS: stats})
    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, batch.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as writer:
        writer.write_batch(batch)
    payload = sink.getvalue().to_pybytes()
    write_whole(path, hashlib.sha256(payload).digest() + payload)


def read_part(path: Path) -> Part | None:
    """The part at *path*; ``None`` when there is none or it is damaged."""
    try:
        stored = path.read_bytes()
    except OSError:
        return None
    if hashlib.sha256(stored[CHECKSUM:]).digest() != stored[:CHECKSUM]:
        return None
    reader = pa.ipc.open_file(pa.BufferReader(stored[CHECKSUM:]))
    stats: dict[str, Any] = json.loads((reader.schema.metadata or {})[_STATS])
    batch = reader.get_batch(0)
    return Part(
        batch.replace_schema_metadata(None), [(each[0], each[1]) for each in stats["slowest"]], stats["seconds"]
    )


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that is whole or not there, whatever happens."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".tmp-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    settle(path.parent)


def settle(folder: Path) -> None:
    """Force the names in *folder* to disk, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def unwritten(error: OSError) -> Bilingual:
    """What to say where answers cannot be written: a full disk, most often."""
    reason = error.strerror or str(error)
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    help_zh, help_en = ("腾出空间", "free some space") if full else ("处理好", "mend that")
    return Bilingual(
        f"写不下去：{reason}。查完的都还在；{help_zh}，再用 --resume 接着跑",
        f"cannot write on: {reason}. What is done is kept; {help_en}, then go on with --resume",
    )
