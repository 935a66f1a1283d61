"""Answers as one file: Parquet, JSON Lines or CSV, by its ending; the same answers always give the same bytes."""

import csv
import gzip
import io
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self, cast

import pyarrow as pa
import pyarrow.parquet as pq

from xhs_compliance.model.errors import UsageError
from xhs_compliance.model.words import Bilingual
from xhs_compliance.services.batch.answers import ANSWERS
from xhs_compliance.services.batch.parts import settle
from xhs_compliance.services.batch.sources import format_of

ROW_GROUP = 10_000
"""Drafts of one row group of a Parquet file."""
CSV_COLUMNS = (
    "id",
    "source",
    "title",
    "verdict",
    "severity",
    "script_likeness",
    "rules",
    "words",
    "questions",
    "error",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Output:
    """A file that is written under another name and takes its own when it is whole."""

    def __init__(self, path: Path, scratch: Path) -> None:
        self.path = path
        self._scratch = scratch
        self._raw = scratch.open("wb")
        self._write, self._close = self._writer(format_of(path))

    def add(self, answers: pa.RecordBatch) -> None:
        """Append answers."""
        self._write(answers)

    def finish(self) -> None:
        """Force everything to disk and give the file its name."""
        self._close()
        self._raw.flush()
        os.fsync(self._raw.fileno())
        self._raw.close()
        self._scratch.replace(self.path)
        settle(self.path.parent)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:  # what was begun is not finished; a writer left open would complain later
            with suppress(OSError, ValueError, pa.ArrowException):
                self._close()
        with suppress(OSError):
            self._raw.close()

    def _writer(self, form: str) -> tuple[Callable[[pa.RecordBatch], None], Callable[[], None]]:
        if form == "parquet":
            return self._parquet()
        stream = compressed(self.path, self._raw)
        close = stream.close if stream is not self._raw else stream.flush
        if form == "jsonl":
            return lambda answers: _put_lines(answers, stream), close
        text = io.TextIOWrapper(stream, "utf-8-sig", newline="", write_through=True)
        rows = csv.writer(text, lineterminator="\r\n")
        rows.writerow(CSV_COLUMNS)

        def end() -> None:
            text.flush()
            text.detach()
            close()

        return lambda answers: rows.writerows(map(csv_row, answers.to_pylist())), end

    def _parquet(self) -> tuple[Callable[[pa.RecordBatch], None], Callable[[], None]]:
        writer = pq.ParquetWriter(self._raw, ANSWERS, compression="zstd")
        held: list[pa.RecordBatch] = []

        def put(*, all_of_it: bool) -> None:
            while held and (all_of_it or sum(batch.num_rows for batch in held) >= ROW_GROUP):
                table = pa.Table.from_batches(held, ANSWERS)
                writer.write_table(table.slice(0, ROW_GROUP), row_group_size=ROW_GROUP)
                held[:] = table.slice(ROW_GROUP).combine_chunks().to_batches()

        def add(answers: pa.RecordBatch) -> None:
            held.append(answers)
            put(all_of_it=False)

        def end() -> None:
            put(all_of_it=True)
            writer.close()

        return add, end


def refuse_ending(path: Path) -> None:
    """Refuse what can be read and not written.

    Raises:
        UsageError: for such an ending.

    """
    if path.suffix.lower() in (".bz2", ".xz"):
        raise UsageError(Bilingual("输出只能压缩成 .gz 或 .zst", "output is compressed as .gz or .zst only"))


def compressed(path: Path, raw: IO[bytes]) -> IO[bytes]:
    """*raw*, through what the ending of *path* compresses with."""
    match path.suffix.lower():
        case ".gz":
            return cast("IO[bytes]", gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=0))
        case ".zst":
            return cast("IO[bytes]", pa.CompressedOutputStream(pa.PythonFile(raw, "w"), "zstd"))
        case _:
            return raw


def _put_lines(answers: pa.RecordBatch, stream: IO[bytes]) -> None:
    stream.write("".join(f"{line}\n" for line in answers.column("review").to_pylist()).encode())


def csv_row(row: dict[str, Any]) -> list[str]:
    """One answer as the cells of :data:`CSV_COLUMNS`; none of them is taken for a formula."""
    said = {
        **row,
        "rules": " ".join(row["rules"] or ()),
        "words": " | ".join(dict.fromkeys(found["text"] for found in row["findings"] or () if found["text"])),
        "questions": " ".join(row["questions"] or ()),
    }
    return [inert("" if said[name] is None else str(said[name])) for name in CSV_COLUMNS]


def inert(cell: str) -> str:
    """A cell that a table program takes for text."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
