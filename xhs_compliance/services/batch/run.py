"""A batch from start to end: cut, answer, put together, so that any moment is a good moment to be killed."""

import hashlib
import json
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import IO, Any

from xhs_compliance.linter import TOOL
from xhs_compliance.model.errors import InputError, UsageError
from xhs_compliance.model.report import Failure
from xhs_compliance.model.words import Bilingual
from xhs_compliance.services.batch.answers import answer, to_arrow
from xhs_compliance.services.batch.outputs import Output, refuse_ending
from xhs_compliance.services.batch.parts import Part, read_part, unwritten, write_whole
from xhs_compliance.services.batch.settings import Settings, linter_for
from xhs_compliance.services.batch.sources import FORMATS, Chunk, Shard, chunks_of, find_shards, format_of
from xhs_compliance.services.batch.summary import Summary
from xhs_compliance.services.batch.work import Job, require_text
from xhs_compliance.services.batch.workers import Workers

Notify = Callable[[int, int, int], None]
"""Told drafts done, bytes read, and bytes in all."""

CHUNK = 500
TIMEOUT = 60.0
AHEAD = 3
"""Chunks a worker may have waiting."""


@dataclass(frozen=True)
class Request:
    """What to run.

    Attributes:
        source: a file or a folder of shards.
        output: a file; or a folder, which gets one Parquet file for each shard.
        resume: use what an earlier run left.
        ordered: answers stand in the order of the drafts.
        jobs: processes.
        chunk: drafts in one chunk.
        timeout: seconds after which a draft is given up.

    """

    source: Path
    output: Path
    settings: Settings
    resume: bool = False
    ordered: bool = True
    jobs: int = 1
    chunk: int = CHUNK
    timeout: float = TIMEOUT

    @property
    def work(self) -> Path:
        """Where parts lie until the run is done."""
        return self.output.with_name(f"{self.output.name}.parts")

    @property
    def record(self) -> Path:
        """The summary for programs, which also says that a run is done."""
        return self.output.with_name(f"{self.output.name}.summary.json")

    def targets(self) -> list[tuple[Path, list[Shard]]]:
        """The files to write and the shards each is made from.

        Raises:
            UsageError: when an ending names no format, or there is nothing to read.

        """
        shards = find_shards(self.source)
        if self.output.suffix and not self.output.is_dir():
            format_of(self.output)
            refuse_ending(self.output)
            return [(self.output, shards)]
        return [(self.output / f"{_bare(shard.name)}.parquet", [shard]) for shard in shards]


def started_on(output: Path) -> date | None:
    """The day whose law an earlier run to *output* applies; a run that goes on keeps it."""
    for path in (
        output.with_name(f"{output.name}.parts") / "run.json",
        output.with_name(f"{output.name}.summary.json"),
    ):
        try:
            return date.fromisoformat(json.loads(path.read_bytes())["as_of"])
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return None


def run_batch(request: Request, notify: Notify = lambda *_: None) -> Summary:
    """Run it; the output is there, whole, when this returns.

    Raises:
        UsageError: when the request cannot be run.
        InputError: when answers cannot be written.

    """
    start = time.perf_counter()
    targets = request.targets()
    key = _key(request, targets)
    if request.resume and (done := _finished(request, key, targets)):
        return done
    for target, _ in targets:
        target.parent.mkdir(parents=True, exist_ok=True)
    request.work.mkdir(parents=True, exist_ok=True)
    summary = Summary(_about(request, key))
    with _locked(request.work):
        if not request.resume:
            _clear(request.work)
        try:
            write_whole(request.work / "run.json", json.dumps(summary.about).encode())
            with Workers(request.jobs, request.settings, request.timeout) as workers:
                _Run(request, key, workers, summary, notify).all(targets)
            summary.seconds = time.perf_counter() - start
            _keep(request, summary, targets)
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
                yield Part(to_arrow([answer(failure, None, self.request.settings.language)]))
            self.read = before + shard.path.stat().st_size


def _bare(name: str) -> str:
    path = Path(name)
    while path.suffix.lower() in FORMATS or path.suffix.lower() in (".gz", ".bz2", ".xz", ".zst"):
        path = path.with_suffix("")
    return path.as_posix()


def _key(request: Request, targets: list[tuple[Path, list[Shard]]]) -> str:
    """Everything that decides the output but the content of the drafts, which each part is named by."""
    words = (request.settings.key(), str(request.chunk), str(request.ordered), *(t.name for t, _ in targets))
    return hashlib.sha256("\x1f".join(words).encode("utf-8", "surrogatepass")).hexdigest()


def _seen(targets: list[tuple[Path, list[Shard]]]) -> list[list[Any]]:
    """The shards as they lie there, to tell whether a finished run still stands."""
    stats = ((shard.name, shard.path.stat()) for _, shards in targets for shard in shards)
    return [[name, stat.st_size, stat.st_mtime_ns] for name, stat in stats]


def _about(request: Request, key: str) -> dict[str, Any]:
    day = request.settings.as_of.isoformat()
    until = request.settings.until
    return {
        "input": str(request.source),
        "output": str(request.output),
        "as_of": day,
        "until": until.isoformat() if until else None,
        "jobs": request.jobs,
        "tool": TOOL,
        "key": key,
    }


def _keep(request: Request, summary: Summary, targets: list[tuple[Path, list[Shard]]]) -> None:
    written = {str(target): target.stat().st_size for target, _ in targets}
    content = {**summary.to_dict(), "written": written, "read": _seen(targets)}
    write_whole(request.record, json.dumps(content, ensure_ascii=False, indent=2).encode("utf-8", "replace"))


def _finished(request: Request, key: str, targets: list[tuple[Path, list[Shard]]]) -> Summary | None:
    """The summary of the same run, where it was brought to its end and nothing has changed since."""
    try:
        kept = json.loads(request.record.read_bytes())
        same = kept["key"] == key and kept["read"] == _seen(targets)
        if not same or any(Path(name).stat().st_size != size for name, size in kept["written"].items()):
            return None
    except (OSError, ValueError, KeyError, TypeError):
        return None
    summary = Summary({name: kept[name] for name in _about(request, key)})
    summary.drafts, summary.seconds, summary.busy = kept["drafts"], kept["seconds"], kept["seconds_checking"]
    summary.verdicts.update(kept["verdicts"])
    summary.severities.update({word: count for word, count in kept["severities"].items() if count})
    summary.rules.update(kept["rules"])
    summary.errors = kept["errors"]["count"]
    summary.shown_errors = [(each["source"], each["id"], each["message"]) for each in kept["errors"]["first"]]
    summary.slowest = [(each["seconds"], each["id"]) for each in kept["slowest"]]
    return summary


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
