"""What a worker does: take a chunk, answer it, store the part, say so."""

import signal
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pyarrow as pa

from xhs_compliance.linter import Linter
from xhs_compliance.model.errors import InputError, UsageError
from xhs_compliance.model.report import Failure
from xhs_compliance.model.words import Bilingual
from xhs_compliance.readers.columns import map_columns
from xhs_compliance.services.batch.arrow import check_entries
from xhs_compliance.services.batch.drafts import Entry, from_arrow, from_cells, from_lines
from xhs_compliance.services.batch.parts import Part, unwritten, write_part
from xhs_compliance.services.batch.settings import Settings, linter_for
from xhs_compliance.services.batch.sources import Chunk

SLOWEST = 10
DONE = Bilingual("", "")


@dataclass(frozen=True)
class Job:
    """One chunk to answer: where its part goes, and the drafts of it that are given up, with the reason."""

    number: int
    chunk: Chunk
    path: Path
    given_up: tuple[tuple[int, str], ...] = ()


def serve(pipe: Connection, at: Any, settings: Settings) -> None:
    """Answer jobs until the pipe closes, which it does when the parent dies however it dies."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            job: Job = pipe.recv()
        except (EOFError, OSError):
            return
        trouble = _do(job, at, settings)
        try:
            pipe.send(trouble)
        except OSError:
            return


def _do(job: Job, at: Any, settings: Settings) -> Bilingual | tuple[()]:
    """Do one job; what went wrong outside the drafts, or nothing."""
    try:
        write_part(job.path, answer_chunk(job.chunk, settings, at, dict(job.given_up)))
    except OSError as error:
        return unwritten(error)
    except (InputError, UsageError) as error:
        return error.message
    return ()


def answer_chunk(chunk: Chunk, settings: Settings, at: Any = None, given_up: dict[int, str] | None = None) -> Part:
    """The answers to one chunk; *at* is told which draft is being read."""
    linter = linter_for(settings)
    seconds: list[float] = []
    entries = _given_up(_noted(entries_of(chunk, linter, settings), at), given_up or {})
    answers = check_entries(entries, linter, settings, lambda _, taken: seconds.append(taken))
    ids = answers.column("id").to_pylist()
    sources = answers.column("source").to_pylist()
    timed = sorted(zip(seconds, ids, sources, strict=True), key=lambda each: -each[0])[:SLOWEST]
    return Part(answers, [(taken, name or source) for taken, name, source in timed], sum(seconds))


def entries_of(chunk: Chunk, linter: Linter, settings: Settings) -> Iterator[Entry]:
    """The drafts of a chunk."""
    match chunk.kind:
        case "lines":
            return from_lines(chunk.rows, chunk.first, chunk.shard, linter, settings.columns)
        case "cells":
            return from_cells(chunk.rows, chunk.headers, chunk.first, chunk.shard, linter, settings.columns)
        case "arrow":
            batch = next(iter(pa.ipc.open_stream(chunk.rows)))
            return from_arrow(batch, chunk.first, chunk.shard, linter, settings.columns)


def require_text(chunk: Chunk, linter: Linter, settings: Settings) -> None:
    """Refuse a shard whose header row names no column of text, before any of it is given to a worker.

    Raises:
        InputError: when no column holds the text.
        UsageError: when ``settings.columns`` names a column it does not have.

    """
    headers: Sequence[str] = chunk.headers
    if chunk.kind == "arrow":
        headers = pa.ipc.open_stream(chunk.rows).schema.names
    if chunk.kind != "lines" and list(headers) != ["draft"]:
        map_columns(headers, linter.facts, settings.columns, chunk.shard)


def _noted(entries: Iterable[Entry], at: Any) -> Iterator[Entry]:
    for number, entry in enumerate(entries):
        if at is not None:
            at.value = number
        yield entry


def _given_up(entries: Iterable[Entry], given_up: dict[int, str]) -> Iterator[Entry]:
    for number, entry in enumerate(entries):
        if number in given_up:
            why = given_up[number]
            yield Failure(entry.source, Bilingual(f"这篇没查成：{why}", f"not checked: {why}"), entry.id)
        else:
            yield entry
