"""What a change of law or of packs changes in an archive: the drafts whose verdict differs, and the rules behind it."""

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path

from xhs_compliance.model.errors import InputError, UsageError
from xhs_compliance.model.report import Failure
from xhs_compliance.model.review import Review
from xhs_compliance.model.words import Bilingual, Verdict
from xhs_compliance.services.batch.settings import Settings, linter_for
from xhs_compliance.services.batch.sources import Chunk, chunks_of, find_shards
from xhs_compliance.services.batch.work import entries_of

CHUNK = 200
AHEAD = 2
"""Chunks a process may have waiting."""


@dataclass(frozen=True)
class Change:
    """A draft whose verdict differs.

    Attributes:
        before: its verdict with the old rules.
        after: its verdict with the new ones.
        added: rules that speak only now, each with the words it is about.
        lapsed: rules that no longer speak.

    """

    id: str
    source: str
    before: Verdict
    after: Verdict
    added: tuple[tuple[str, str], ...]
    lapsed: tuple[str, ...]


@dataclass(frozen=True)
class Compared:
    """Some drafts of an archive, checked both ways.

    Attributes:
        drafts: how many were read.
        changes: those whose verdict differs.
        failures: those that could not be checked; nothing is known about them.

    """

    drafts: int
    changes: tuple[Change, ...]
    failures: tuple[Failure, ...]


def side(name: str, standard: Settings) -> Settings:
    """One side of a comparison.

    Args:
        name: a day (2027-01-01), whose law applies; a folder of packs, which are added to our own; or a whole folder
            of rules with its own ``law.yaml`` (our ``rules/`` as it was), which stands in place of our own.
        standard: what holds on both sides.

    Raises:
        UsageError: when it is none of these.

    """
    try:
        return replace(standard, as_of=date.fromisoformat(name))
    except ValueError:
        pass
    folder = Path(name)
    if not folder.is_dir():
        raise UsageError(
            Bilingual(
                f"“{name}”既不是 2027-01-01 这样的日期，也不是规则包的文件夹",
                f"{name!r} is neither a day like 2027-01-01 nor a folder of packs",
            )
        )
    if (folder / "law.yaml").is_file():
        return replace(standard, rules=folder.resolve())
    return replace(standard, folders=(*standard.folders, folder.resolve()))


def compare(old: Settings, new: Settings, archive: Path, jobs: int = 1) -> Iterator[Compared]:
    """The drafts of *archive* (a table of answers, or drafts), piece by piece, in order; nothing is written to it.

    Raises:
        PackError: when a pack of either side is wrong.
        UsageError: when there is no archive.

    """
    linter_for(old), linter_for(new)
    waiting: deque[Future[Compared]] = deque()
    pieces = _pieces(archive)
    with ProcessPoolExecutor(jobs) as pool:
        while True:
            for piece in islice(pieces, jobs * AHEAD - len(waiting)):
                waiting.append(pool.submit(_compared, piece, old, new))
            if not waiting:
                return
            yield waiting.popleft().result()


def _pieces(archive: Path) -> Iterator[Chunk | Failure]:
    for shard in find_shards(archive):
        try:
            yield from chunks_of(shard, CHUNK)
        except InputError as error:
            yield Failure(error.source, error.message)


def _compared(piece: Chunk | Failure, old: Settings, new: Settings) -> Compared:
    if isinstance(piece, Failure):
        return Compared(0, (), (piece,))
    before, after = linter_for(old), linter_for(new)
    drafts = 0
    changes: list[Change] = []
    failures: list[Failure] = []
    try:
        for entry in entries_of(piece, after, new):
            drafts += 1
            was, now = before.judge(entry), after.judge(entry)
            if isinstance(was, Review) and isinstance(now, Review):
                changes += [_change(was, now)] if was.verdict is not now.verdict else []
            else:
                failures += [each for each in (now, was) if isinstance(each, Failure)][:1]
    except (InputError, UsageError) as error:
        failures.append(Failure(piece.shard, error.message))
    return Compared(drafts, tuple(changes), tuple(failures))


def _change(before: Review, after: Review) -> Change:
    was = {finding.rule.id for finding in before.findings}
    now = {finding.rule.id: finding.text for finding in reversed(after.findings)}
    added = tuple((rule, words) for rule, words in now.items() if rule not in was)
    draft = after.draft
    return Change(draft.id, draft.source, before.verdict, after.verdict, added, tuple(sorted(was - now.keys())))
