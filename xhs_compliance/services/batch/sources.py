"""Shards on disk, cut into chunks: always at the same places, in memory that does not grow."""

import bz2
import csv
import gzip
import hashlib
import io
import lzma
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Any, Literal, cast

import pyarrow as pa

from xhs_compliance.model.errors import InputError, UsageError
from xhs_compliance.model.words import Bilingual

Kind = Literal["lines", "cells", "arrow"]

FORMATS = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "csv", ".parquet": "parquet"}
COMPRESSED = (".gz", ".bz2", ".xz", ".zst")
LONGEST_LINE = 20_000_000
"""Bytes of one line; a longer one is no draft, and would not leave memory flat."""
LARGEST_CHUNK = 4_000_000
"""Bytes after which a chunk is full, however few drafts it holds."""


@dataclass(frozen=True)
class Shard:
    """One file of the input.

    Attributes:
        path: where it lies.
        name: how answers call it: its path below the folder that was named.
        format: ``jsonl``, ``csv`` or ``parquet``.

    """

    path: Path
    name: str
    format: str


@dataclass(frozen=True)
class Chunk:
    """Some drafts of one shard, as they were read.

    Attributes:
        kind: what *rows* are: lines of bytes, rows of cells, or one Arrow batch as an IPC stream.
        first: the number of the first row in its shard, counting from 1.
        headers: the header row of a CSV.
        read: bytes of the shard read so far, for the progress.

    """

    shard: str
    kind: Kind
    first: int
    rows: Any
    headers: tuple[str, ...] = ()
    read: int = 0

    def digest(self, key: str) -> str:
        """What the answers to this chunk are called, where *key* is everything else that decides them."""
        rows = self.rows if self.kind == "arrow" else repr(self.rows).encode("utf-8", "surrogatepass")
        head = repr((key, self.shard, self.kind, self.first, self.headers)).encode("utf-8", "surrogatepass")
        return hashlib.sha256(head + b"\0" + rows).hexdigest()[:32]


def find_shards(path: Path) -> list[Shard]:
    """The files to read: *path* itself, or every file below it whose ending says what it is, by name.

    Raises:
        UsageError: when there is none, or the ending of *path* says nothing.

    """
    if path.is_file():
        return [Shard(path, path.name, format_of(path))]
    if not path.is_dir():
        raise UsageError(Bilingual(f"没有“{path}”这个文件或文件夹", f"there is no file or folder {str(path)!r}"))
    found = (each for each in sorted(path.rglob("*")) if each.is_file() and not each.name.startswith((".", "_")))
    shards = [Shard(each, each.relative_to(path).as_posix(), kind) for each in found if (kind := _format(each))]
    if not shards:
        endings = ", ".join(FORMATS)
        raise UsageError(
            Bilingual(
                f"“{path}”里没有 {endings} 文件", f"no file in {str(path)!r} ends in {endings} (or with .gz, .zst)"
            )
        )
    return shards


def format_of(path: Path) -> str:
    """The format a file's ending names.

    Raises:
        UsageError: when it names none.

    """
    found = _format(path)
    if found is None:
        endings = ", ".join(FORMATS)
        raise UsageError(
            Bilingual(
                f"“{path.name}”的结尾看不出格式；用 {endings}，后面可以再加 .gz 或 .zst",
                f"{path.name!r}: the ending names no format; use {endings}, with .gz or .zst after it if compressed",
            )
        )
    return found


def chunks_of(shard: Shard, size: int) -> Iterator[Chunk]:
    """The chunks of one shard, of at most *size* drafts each.

    Raises:
        InputError: when the shard cannot be read.

    """
    try:
        yield from {"jsonl": _lines, "csv": _cells, "parquet": _batches}[shard.format](shard, size)
    except (OSError, EOFError, pa.ArrowException, csv.Error, UnicodeError, lzma.LZMAError, zlib.error) as error:
        raise InputError(shard.name, Bilingual(f"读不下去：{error}", f"cannot be read on: {error}")) from error


def _format(path: Path) -> str | None:
    name = path.name.lower()
    ending = Path(name.removesuffix(Path(name).suffix) if Path(name).suffix in COMPRESSED else name).suffix
    return FORMATS.get(ending)


def _open(path: Path, raw: IO[bytes]) -> IO[bytes]:
    match path.suffix.lower():
        case ".gz":
            return cast("IO[bytes]", gzip.GzipFile(fileobj=raw))
        case ".bz2":
            return cast("IO[bytes]", bz2.BZ2File(raw))
        case ".xz":
            return cast("IO[bytes]", lzma.LZMAFile(raw))
        case ".zst":
            return cast("IO[bytes]", io.BufferedReader(pa.CompressedInputStream(pa.PythonFile(raw, "r"), "zstd")))
        case _:
            return raw


def _lines(shard: Shard, size: int) -> Iterator[Chunk]:
    with shard.path.open("rb") as raw:
        stream = _open(shard.path, raw)
        rows: list[bytes] = []
        weight, first, number = 0, 1, 0
        while line := stream.readline(LONGEST_LINE):
            number += 1
            rows.append(line.rstrip(b"\r\n"))
            weight += len(line)
            if len(rows) >= size or weight >= LARGEST_CHUNK:
                yield Chunk(shard.name, "lines", first, rows, read=raw.tell())
                rows, weight, first = [], 0, number + 1
        if rows:
            yield Chunk(shard.name, "lines", first, rows, read=raw.tell())


def _cells(shard: Shard, size: int) -> Iterator[Chunk]:
    with shard.path.open("rb") as raw:
        stream = _open(shard.path, raw)
        head = stream.readline()
        encoding = _encoding(shard.path)
        text = head.decode(encoding).removeprefix("\ufeff")
        delimiter = max(",\t;", key=text.count)
        headers = tuple(next(csv.reader([text], delimiter=delimiter), []))
        reader = csv.reader(io.TextIOWrapper(stream, encoding, newline=""), delimiter=delimiter)
        first = 2
        while rows := [tuple(row) for row in islice(reader, size)]:
            yield Chunk(shard.name, "cells", first, rows, headers, raw.tell())
            first += len(rows)


def _encoding(path: Path) -> str:
    """UTF-8, or what Excel in China saves where the first piece of the file is no UTF-8."""
    with path.open("rb") as raw:
        head = _open(path, raw).read(1 << 20)
    try:
        head.decode()
    except UnicodeDecodeError as error:
        return "utf-8" if error.start > len(head) - 4 else "gb18030"
    return "utf-8"


def _batches(shard: Shard, size: int) -> Iterator[Chunk]:
    from pyarrow.parquet import ParquetFile  # here, since a worker reads no Parquet and need not wait for it

    file = ParquetFile(shard.path)
    total, weight = max(file.metadata.num_rows, 1), shard.path.stat().st_size
    first = 1
    for batch in file.iter_batches(size, columns=_wanted(file.schema_arrow.names)):
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, batch.schema) as writer:
            writer.write_batch(batch)
        read = weight * (first + batch.num_rows - 1) // total
        yield Chunk(shard.name, "arrow", first, sink.getvalue().to_pybytes(), read=read)
        first += batch.num_rows


def _wanted(names: Sequence[str]) -> list[str]:
    """The columns to read: of a table of answers only the drafts it was made from."""
    return ["draft"] if {"draft", "verdict", "review"} <= set(names) else list(names)
