"""Where the drafts of ``check`` come from: files, folders, what changed in git, standard input."""

import itertools
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xhs_compliance.cli.parallel import check_files, jobs_for
from xhs_compliance.cli.selected import is_plain, select_files
from xhs_compliance.model.errors import InputError
from xhs_compliance.model.report import Failure
from xhs_compliance.readers.ignore import IGNORE_FILE

if TYPE_CHECKING:
    from xhs_compliance.linter import Linter
    from xhs_compliance.model.review import Review

MANY = 20
"""Files from which on a bar shows how far the check is."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the drafts of one run come from."""

    linter: "Linter"
    holds: str
    columns: dict[str, str]
    name: str
    diff_base: str | None
    jobs: int

    def entries(self, paths: Iterable[str]) -> "Iterator[Review | Failure]":
        """A review or a failure for each draft, in the order of the paths."""
        for is_input, group in itertools.groupby(paths, lambda path: path == "-"):
            if is_input:
                yield from self._standard_input()
            else:
                yield from self._files([Path(path) for path in group])

    def _files(self, paths: list[Path]) -> "Iterator[Review | Failure]":
        if self.jobs == 1 and is_plain(self.diff_base) and not sys.stderr.isatty():
            yield from self.linter.check_paths(paths, self.columns)
            return
        selected = select_files(paths, self.diff_base)
        if selected.ignored:
            click.echo(f"{IGNORE_FILE}: {selected.ignored}", err=True)
        jobs = jobs_for(self.jobs, len(selected.paths))
        if jobs > 1:
            entries = check_files(self.linter, selected.paths, self.columns, jobs)
        else:
            entries = self.linter.check_paths(selected.paths, self.columns)
        yield from _with_progress(entries, len(selected.paths))

    def _standard_input(self) -> "Iterator[Review | Failure]":
        from xhs_compliance.readers.jsonl import read_jsonl
        from xhs_compliance.readers.markdown import read_draft
        from xhs_compliance.readers.tables import read_table

        content = sys.stdin.buffer.read()
        types, defaults = self.linter.facts, self.linter.defaults_for(self.name)
        if self.holds == "jsonl" or self.name.endswith((".jsonl", ".ndjson")):
            for entry in read_jsonl(content, self.name, types, defaults, self.columns):
                yield self.linter.judge(entry)
            return
        try:
            if self.holds == "csv" or self.name.endswith((".csv", ".tsv")):
                for row in read_table(content, self.name, types, defaults, self.columns):
                    yield self.linter.judge(row.entry)
                return
            yield self.linter.check(read_draft(content, self.name, types, defaults))
        except InputError as error:
            yield Failure(error.source, error.message)


def _with_progress(entries: "Iterator[Review | Failure]", files: int) -> "Iterator[Review | Failure]":
    """The same, with a bar on a terminal where there are many."""
    if files < MANY or not sys.stderr.isatty():
        yield from entries
        return
    with click.progressbar(entries, length=files, file=sys.stderr, show_pos=True) as shown:
        yield from shown
