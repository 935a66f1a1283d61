"""What a change of law or of packs changes in an archive: the drafts whose verdict differs, and the rules behind it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from xhs_compliance.api import Linter, load_linter
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.errors import UsageError
from xhs_compliance.model.review import Review
from xhs_compliance.model.words import Bilingual, Verdict
from xhs_compliance.services.batch.settings import Settings
from xhs_compliance.services.batch.sources import chunks_of, find_shards
from xhs_compliance.services.batch.work import entries_of


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


def side(name: str, today: date) -> Linter:
    """One side of a comparison: a day (2027-01-01), whose law applies; or a folder of packs, beside our own.

    Raises:
        UsageError: when it is neither.
        PackError: when a pack in the folder is wrong.

    """
    try:
        return load_linter(as_of=date.fromisoformat(name))
    except ValueError:
        pass
    if not Path(name).is_dir():
        raise UsageError(
            Bilingual(
                f"“{name}”既不是 2027-01-01 这样的日期，也不是规则包的文件夹",
                f"{name!r} is neither a day like 2027-01-01 nor a folder of packs",
            )
        )
    return load_linter(folders=[Path(name)], as_of=today)


def changes(old: Linter, new: Linter, archive: Path, today: date) -> Iterator[Change]:
    """The drafts of *archive* (a table of answers, or drafts) whose verdict differs; nothing is written to it.

    Raises:
        InputError: when the archive cannot be read.

    """
    settings = Settings(as_of=today)
    for shard in find_shards(archive):
        for chunk in chunks_of(shard, 500):
            for draft in entries_of(chunk, old, settings):
                if isinstance(draft, Draft):
                    before, after = old.check(draft), new.check(draft)
                    if before.verdict is not after.verdict:
                        yield _change(draft, before, after)


def _change(draft: Draft, before: Review, after: Review) -> Change:
    was = {finding.rule.id for finding in before.findings}
    now = {finding.rule.id: finding.text for finding in reversed(after.findings)}
    added = tuple((rule, words) for rule, words in now.items() if rule not in was)
    return Change(draft.id, draft.source, before.verdict, after.verdict, added, tuple(sorted(was - now.keys())))
