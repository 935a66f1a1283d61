"""A batch from start to end: cut, answer, put together, so that any moment is a good moment to be killed."""

import json
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from xhs_compliance.model.errors import InputError, UsageError
from xhs_compliance.model.report import Failure
from xhs_compliance.model.words import Bilingual
from xhs_compliance.services.batch.answers import answer, to_arrow
from xhs_compliance.services.batch.outputs import Output
from xhs_compliance.services.batch.parts import Part, read_part, unwritten, write_whole
from xhs_compliance.services.batch.record import about, finished, keep, key_of
from xhs_compliance.services.batch.request import Request
from xhs_compliance.services.batch.settings import linter_for
from xhs_compliance.services.batch.sources import Chunk, Shard, chunks_of
from xhs_compliance.services.batch.summary import Summary
from xhs_compliance.services.batch.work import Job, require_text
from xhs_compliance.services.batch.workers import Workers

Notify = Callable[[int, int, int], None]
"""Told drafts done, bytes read, and bytes in all."""

AHEAD = 3
"""Chunks a worker may have waiting."""


def run_batch(request: Request, notify: Notify = lambda *_: None) -> Summary:
    """Run it; the output is there, whole, when this returns.

    Raises:
        UsageError: when the request cannot be run.
        InputError: when answers cannot be written.

    """
    start = time.perf_counter()
    targets = request.targets()
    key = key_of(request, targets)
    if request.resume and (done := finished(request, key, targets)):
        return done
    for target, _ in targets:
        target.parent.mkdir(parents=True, exist_ok=True)
    request.work.mkdir(parents=True, exist_ok=True)
    summary = Summary(about(request, key))
    with _locked(request.work):
        if not request.resume:
            _clear(request.work)
        try:
            write_whole(request.work / "run.json", json.dumps(summary.about).encode())
            with Workers(request.jobs, request.settings, request.timeout) as workers:
                _Run(request, key, workers, summary, notify).all(targets)
            summary.seconds = time.perf_counter() - start
            keep(request, summary, targets)
        except OSError as error:
            raise InputError("", unwritten(error)) from error
    shutil.rmtree(request.work, ignore_errors=True)
    return summary


@dataclass
class _Run:
    request: Request
    key: str
    workers: Workers
    summary: Summary
    notify: Notify
    read: int = 0
    ready: dict[int, Path | Part] = field(default_factory=dict)
    numbered: int = 0
    total: int = 0

    def all(self, targets: list[tuple[Path, list[Shard]]]) -> None:
        """Write every target, one after the other."""
        self.total = sum(shard.path.stat().st_size for _, shards in targets for shard in shards)
        for target, shards in targets:
            with Output(target, self.request.work / "output") as output:
                self._write(output, shards)
                output.finish()

    def _write(self, output: Output, shards: list[Shard]) -> None:
        following = self.numbered
        for number, item in enumerate(self._chunks(shards), following):
            self.numbered = number + 1
            if isinstance(item, Part):
                self.ready[number] = item
            else:
                self._take(number, item)
            while self.workers.busy >= AHEAD * self.request.jobs:
                following = self._collect(output, following)
            following = self._append(output, following)
        while self.workers.busy:
            following = self._collect(output, following)
        self._append(output, following)

    def _take(self, number: int, chunk: Chunk) -> None:
        path = self.request.work / f"{number:07d}-{chunk.digest(self.key)}.part"
        if path.exists() and read_part(path):
            self.ready[number] = path
        else:
            self.workers.give(Job(number, chunk, path))

    def _collect(self, output: Output, following: int) -> int:
        for job in self.workers.done():
            self.ready[job.number] = job.path
        return self._append(output, following)

    def _append(self, output: Output, following: int) -> int:
        """Append what is ready; in order, only up to the first gap."""
        while self.ready and (following in self.ready or not self.request.ordered):
            number = following if self.request.ordered else next(iter(self.ready))
            item = self.ready.pop(number)
            part = item if isinstance(item, Part) else read_part(item)
            if part is None:
                message = Bilingual("结果分片坏了；用 --resume 接着跑", "a part was damaged; go on with --resume")
                raise InputError(str(item), message)
            output.add(part.answers)
            self.summary.add(part)
            following += 1
            self.notify(self.summary.drafts, self.read, self.total)
        return following

    def _chunks(self, shards: list[Shard]) -> Iterator[Chunk | Part]:
        """The chunks; a shard that cannot be read on ends with one error row, so that the others go on.

        Raises:
            InputError, UsageError: when there is only one file, and nothing of it can be read.

        """
        for shard in shards:
            before = self.read
            try:
                for number, chunk in enumerate(chunks_of(shard, self.request.chunk)):
                    if not number:
                        require_text(chunk, linter_for(self.request.settings), self.request.settings)
                    self.read = before + chunk.read
                    yield chunk
            except (InputError, UsageError) as error:
                if self.request.source.is_file() and self.read == before:
                    raise
                failure = Failure(shard.name, error.message)
                yield Part(to_arrow([answer(failure, None, self.request.settings.options)]))
            self.read = before + shard.path.stat().st_size


def _clear(work: Path) -> None:
    for path in work.iterdir():
        if path.suffix == ".part" or path.name.startswith(".tmp-"):
            path.unlink(missing_ok=True)


@contextmanager
def _locked(work: Path) -> Iterator[None]:
    """Only one run at a time may write to an output; the lock ends with its process, however that ends."""
    lock: IO[bytes]
    with (work / "lock").open("wb") as lock:
        try:
            import fcntl
        except ImportError:
            yield
            return
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            message = Bilingual(
                "另一个进程正在写这个输出；等它跑完，或者换一个 --output",
                "another run is writing this output; wait for it, or name another --output",
            )
            raise UsageError(message) from None
        yield
