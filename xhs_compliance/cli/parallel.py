"""Many files over several processes, answers in order."""

import os
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from xhs_compliance.model.report import Failure
from xhs_compliance.model.words import Bilingual

if TYPE_CHECKING:
    from xhs_compliance.api import Linter
    from xhs_compliance.model.review import Review

FEWEST = 2
"""Files each process should have; fewer are not worth starting it."""


def jobs_for(asked: int, files: int) -> int:
    """How many processes to use: as many as *asked* (0: one for each core), one where the system cannot fork."""
    import multiprocessing

    if "fork" not in multiprocessing.get_all_start_methods():
        return 1
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(asked or cores, files // FEWEST))


def check_files(
    linter: "Linter", files: Sequence[Path], columns: dict[str, str], jobs: int
) -> "Iterator[Review | Failure]":
    """A review or a failure for every draft in *files*, in order.

    Each process takes every *jobs*-th file and has a pipe of its own, so that order needs no sorting. Where one dies,
    its remaining files are failures.
    """
    import multiprocessing

    context = multiprocessing.get_context("fork")
    pipes: list[Connection] = []
    processes = []
    for number in range(jobs):
        receiving, sending = context.Pipe(duplex=False)
        process = context.Process(target=_work, args=(linter, files[number::jobs], columns, sending), daemon=True)
        process.start()
        sending.close()
        pipes.append(receiving)
        processes.append(process)
    try:
        for number, file in enumerate(files):
            try:
                yield from pipes[number % jobs].recv()
            except EOFError:
                message = Bilingual("检查它的进程中途退出了", "the process that was to check it ended early")
                yield Failure(str(file), message)
    finally:
        for process in processes:
            process.terminate()
            process.join()


def _work(linter: "Linter", files: Sequence[Path], columns: dict[str, str], answers: Connection) -> None:
    for file in files:
        answers.send(list(linter.check_paths([file], columns)))
    answers.close()
