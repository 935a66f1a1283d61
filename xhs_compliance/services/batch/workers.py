"""Processes that answer chunks, any of which may die at any moment.

Each worker has a pipe of its own, so it is known which chunk dies with it. It notes the draft it is at in shared
memory: a draft that kills three workers, or holds one up for too long, is answered for them by an error row.
"""

import multiprocessing
import time
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any

from xhs_compliance.model.errors import InputError
from xhs_compliance.model.words import Bilingual
from xhs_compliance.services.batch.parts import read_part
from xhs_compliance.services.batch.settings import Settings
from xhs_compliance.services.batch.work import Job, serve

DEADLY = 3
"""Workers that die at the same draft before it is given up."""
STARTS = 5
"""Workers that may die in a row before they have done anything; then something else is wrong."""


@dataclass
class Worker:
    """One process, its pipe, and what it is at.

    Attributes:
        at: draft of the job it is at; -1 before the first.

    """

    process: Any
    pipe: Connection
    at: Any
    job: Job | None = None
    seen: tuple[int, float] = (-1, 0.0)


@dataclass
class Workers:
    """*count* processes; use as a context manager."""

    count: int
    settings: Settings
    timeout: float
    running: list[Worker] = field(default_factory=list)
    waiting: deque[Job] = field(default_factory=deque)
    deaths: Counter[tuple[int, int]] = field(default_factory=Counter)
    early: int = 0

    def __enter__(self) -> "Workers":
        self.running = [self._started() for _ in range(self.count)]
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self.running:
            worker.process.kill()
            worker.process.join()

    @property
    def busy(self) -> int:
        """Jobs that were given and are not done."""
        return len(self.waiting) + sum(worker.job is not None for worker in self.running)

    def give(self, job: Job) -> None:
        """Take a job."""
        self.waiting.append(job)
        self._hand_out()

    def done(self) -> Iterator[Job]:
        """Jobs that were done since; waits for at least a moment.

        Raises:
            InputError: when a part cannot be written, or workers die before they begin.

        """
        handles: dict[Any, Worker] = {}
        for worker in self.running:
            handles[worker.pipe] = handles[worker.process.sentinel] = worker
        ready = {id(handles[handle]): handles[handle] for handle in wait(list(handles), timeout=0.5)}
        for worker in ready.values():
            finished = self._heard(worker)
            if finished is not None:
                yield finished
        self._end_the_stuck()
        self._hand_out()

    def _heard(self, worker: Worker) -> Job | None:
        try:
            trouble = worker.pipe.recv() if worker.pipe.poll() else None
            answered = trouble is not None
        except (EOFError, OSError):
            answered, trouble = False, None
        if not answered:
            self._bury(worker, "")
            return None
        if trouble:
            raise InputError("", trouble)
        self.early = 0
        job, worker.job = worker.job, None
        return job

    def _bury(self, worker: Worker, reason: str) -> None:
        """Replace a worker that died; its job is done again, without the draft that killed it too often."""
        worker.process.kill()
        worker.process.join()
        self.running.remove(worker)
        job, at = worker.job, int(worker.at.value)
        if at < 0:
            self.early += 1
            if self.early >= STARTS * self.count:
                message = Bilingual(
                    "工作进程一启动就退出，内存够吗？先用 --jobs 1 试试",
                    "workers die as they start; is there enough memory? try --jobs 1",
                )
                raise InputError("", message)
        if job is not None and read_part(job.path) is None:
            self.deaths[job.number, at] += 1
            if at >= 0 and (reason or self.deaths[job.number, at] >= DEADLY):
                why = reason or "the process died on this draft"
                job = Job(job.number, job.chunk, job.path, (*job.given_up, (at, why)))
        if job is not None:
            self.waiting.appendleft(job)
        self.running.append(self._started())

    def _end_the_stuck(self) -> None:
        now = time.monotonic()
        for worker in list(self.running):
            if worker.job is None:
                continue
            at = int(worker.at.value)
            if worker.seen[0] != at:
                worker.seen = (at, now)
            elif at >= 0 and now - worker.seen[1] > self.timeout:
                self._bury(worker, f"took longer than {self.timeout:g} s")

    def _hand_out(self) -> None:
        for worker in list(self.running):
            if worker.job is None and self.waiting:
                worker.job = self.waiting.popleft()
                worker.at.value = -1
                worker.seen = (-2, time.monotonic())
                try:
                    worker.pipe.send(worker.job)
                except OSError:
                    self._bury(worker, "")

    def _started(self) -> Worker:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        at = context.RawValue("i", -1)
        process = context.Process(target=serve, args=(theirs, at, self.settings), daemon=True)
        process.start()
        theirs.close()
        return Worker(process, ours, at)
