"""Many files or drafts over several processes, answers in order."""

import io
import os
import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from xhs_compliance.model.draft import Draft
from xhs_compliance.model.report import Failure
from xhs_compliance.model.rule import Rule
from xhs_compliance.model.words import Bilingual

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from xhs_compliance.linter import Linter
    from xhs_compliance.model.review import Review

FEWEST = 2
"""Files each process should have; fewer are not worth starting it."""
FEWEST_DRAFTS = 8
"""Drafts each process should have."""
_ENDED = Bilingual("检查它的进程中途退出了", "the process that was to check it ended early")
_Item = TypeVar("_Item")


def jobs_for(asked: int, items: int, fewest: int = FEWEST) -> int:
    """How many processes to use: as many as *asked* (0: one for each core), one where the system cannot fork.

    Args:
        asked: the processes wanted.
        items: how much there is to do.
        fewest: how much of it each process should have.

    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    jobs = max(1, min(asked or cores, items // fewest))
    if jobs == 1:
        return 1
    import multiprocessing

    return jobs if "fork" in multiprocessing.get_all_start_methods() else 1


def check_files(
    linter: "Linter", files: Sequence[Path], columns: dict[str, str], jobs: int
) -> "Iterator[Review | Failure]":
    """A review or a failure for every draft in *files*, in order. Where a process dies, its files are failures."""

    def checked(file: Path) -> "list[Review | Failure]":
        return list(linter.check_paths([file], columns))

    for answers in _over_processes(checked, files, jobs, _rules(linter), lambda file: [Failure(str(file), _ENDED)]):
        yield from answers


def check_drafts(
    linter: "Linter",
    entries: "Sequence[Draft | Failure]",
    jobs: int,
    kept: "Callable[[Review], Review]" = lambda review: review,
) -> "Iterator[Review | Failure]":
    """A review for every draft, as much as *kept* leaves of it; failures stay. Where a process dies, they are."""

    def checked(entry: Draft | Failure) -> "Review | Failure":
        answer = linter.judge(entry)
        return answer if isinstance(answer, Failure) else kept(answer)

    def lost(entry: Draft | Failure) -> Failure:
        return entry if isinstance(entry, Failure) else Failure(entry.source, _ENDED, entry.id)

    if jobs == 1:
        yield from map(checked, entries)
    else:
        yield from _over_processes(checked, entries, jobs, _rules(linter), lost)


def _rules(linter: "Linter") -> dict[str, Rule]:
    return {rule.id: rule for rule in linter.compiled.ruleset.rules}


def _over_processes(
    work: Callable[[_Item], Any],
    items: Sequence[_Item],
    jobs: int,
    rules: Mapping[str, Rule],
    lost: Callable[[_Item], Any],
) -> Iterator[Any]:
    """What *work* answers to each item, in order.

    Each process takes every *jobs*-th item and has a pipe of its own, so that order needs no sorting. Rules go through
    the pipe by name: ten thousand findings of one rule share that rule.
    """
    import multiprocessing

    context = multiprocessing.get_context("fork")
    pipes: list[Connection] = []
    processes = []
    for number in range(jobs):
        receiving, sending = context.Pipe(duplex=False)
        process = context.Process(target=_answer, args=(work, items[number::jobs], rules, sending), daemon=True)
        process.start()
        sending.close()
        pipes.append(receiving)
        processes.append(process)
    try:
        for number, item in enumerate(items):
            try:
                yield _Unpickler(pipes[number % jobs].recv_bytes(), rules).load()
            except EOFError:
                yield lost(item)
    finally:
        for process in processes:
            process.terminate()
            process.join()


def _answer(
    work: Callable[[_Item], Any], items: Sequence[_Item], rules: Mapping[str, Rule], answers: "Connection"
) -> None:
    for item in items:
        content = io.BytesIO()
        _Pickler(content, rules).dump(work(item))
        answers.send_bytes(content.getvalue())
    answers.close()


class _Pickler(pickle.Pickler):
    """Writes a rule both sides know by its name."""

    def __init__(self, target: io.BytesIO, rules: Mapping[str, Rule]) -> None:
        super().__init__(target, pickle.HIGHEST_PROTOCOL)
        self._rules = rules

    def persistent_id(self, value: object) -> str | None:
        return value.id if isinstance(value, Rule) and self._rules.get(value.id) is value else None


class _Unpickler(pickle.Unpickler):
    def __init__(self, content: bytes, rules: Mapping[str, Rule]) -> None:
        super().__init__(io.BytesIO(content))
        self._rules = rules

    def persistent_load(self, name: str) -> Rule:
        return self._rules[name]
