"""``check``: the main command."""

import itertools
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xhs_compliance import __version__
from xhs_compliance.cli.claimed import claims_of, claims_option
from xhs_compliance.cli.decided import decisions_option, read_decision_files, say_heard
from xhs_compliance.cli.options import (
    DayType,
    FormatType,
    column_option,
    columns_from,
    config_options,
    language_option,
    load,
    orders_option,
    packs_options,
    read_config,
    spoken_language,
)
from xhs_compliance.cli.parallel import check_files, jobs_for
from xhs_compliance.cli.selected import is_plain, select_files
from xhs_compliance.model.errors import (
    InputError,
    UsageError,
)
from xhs_compliance.model.report import Failure, RenderOptions, Report
from xhs_compliance.model.words import Bilingual, Language, Severity
from xhs_compliance.readers.ignore import IGNORE_FILE
from xhs_compliance.reporters.formats import Pages, format_named

if TYPE_CHECKING:
    from xhs_compliance.api import Linter
    from xhs_compliance.model.review import Review

FAIL_ON = ("error", "warning", "info", "never")
DEFAULT_FOLDER = Path("reports")
MANY = 20
"""Files from which on a bar shows how far the check is."""


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH…|-]")
@click.option("--format", "format_name", type=FormatType(), default="terminal", help="How to report.")
@click.option("--input-format", type=click.Choice(("text", "jsonl", "csv")), help="What standard input holds.")
@click.option("--output", type=click.Path(path_type=Path), help="Write to this file (html: this folder).")
@click.option("--fail-on", type=click.Choice(FAIL_ON), help="Exit 1 from this severity on. Default: error.")
@click.option("--facts", multiple=True, metavar="NAME=VALUE", help="A fact for drafts that do not declare it.")
@click.option("--brief", type=click.Path(path_type=Path), help="The brief of drafts that name none themselves.")
@column_option
@click.option("--explain", is_flag=True, help="Also say what was considered for every candidate (terminal).")
@click.option("--as-of", type=DayType(), help="Apply the law of this day. Default: today.")
@decisions_option
@orders_option
@claims_option
@click.option("--stdin-filename", metavar="NAME", help="What standard input is called: for places and facts by path.")
@click.option("--diff-base", metavar="REV", help="Only files that changed since this branch left REV in git.")
@click.option("--jobs", default=1, type=click.IntRange(0), help="Processes for many files; 0: one for each core.")
@packs_options
@config_options
@language_option
def check(
    paths: tuple[str, ...],
    format_name: str,
    input_format: str | None,
    output: Path | None,
    fail_on: str | None,
    facts: tuple[str, ...],
    brief: Path | None,
    column: tuple[str, ...],
    explain: bool,
    as_of: date | None,
    decisions: tuple[Path, ...],
    orders: Path | None,
    claim_sheets: tuple[Path, ...],
    stdin_filename: str | None,
    diff_base: str | None,
    jobs: int,
    packs: tuple[str, ...],
    rules_dir: tuple[Path, ...],
    config_file: Path | None,
    profile: str | None,
    isolated: bool,
    lang: Language | None,
) -> None:
    r"""Check drafts: files, folders, or - for standard input.

    Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 usage, 3 a rule pack is bad, 4 something could not be
    read or evaluated.

    \b
    Example:
      xhs-compliance check draft.md --facts commercial=paid
      xhs-compliance check drafts/ --format html --output reports
    """
    config = read_config(config_file, profile, isolated=isolated)
    if not paths:
        message = Bilingual(
            "写上要查的草稿、文件夹，或者用 - 读标准输入", "name a draft, a folder of drafts, or - for standard input"
        )
        raise UsageError(message)
    if explain and format_name != "terminal":
        raise UsageError(
            Bilingual(
                f"--explain 只用于 terminal，不能和 --format {format_name} 一起用",
                f"--explain is for the terminal and cannot be used with --format {format_name}",
            )
        )
    decided = read_decision_files(decisions)

    def load_profile(name: str) -> "Linter":
        return load(read_config(config_file, name, isolated=isolated), packs, rules_dir, facts, as_of, decided, orders)

    linter = load(config, packs, rules_dir, facts, as_of, decided, orders)
    if brief is not None:
        from xhs_compliance.readers.brief import read_brief_text

        linter = replace(linter, brief=read_brief_text(brief))
    holds = input_format or ("jsonl" if format_name == "jsonl" else "text")
    linter = replace(linter, profiled=cache(load_profile))
    source = _Source(linter, holds, columns_from(column), stdin_filename or "-", diff_base, jobs)
    report = Report(tuple(source.entries(paths)), _tool())
    options = RenderOptions(
        spoken_language(lang, config),
        colour=_shows_colour(output),
        width=_width(),
        claims=claims_of(claim_sheets) if format_name == "html" else None,
        original=_original,
    )
    _put(report, format_name, options, output)
    if explain:
        _explain(linter, report, options)
    if decisions:
        click.echo(say_heard(decided, report, options.language), err=True)
    threshold = fail_on or config.fail_on
    sys.exit(report.exit_code(None if threshold == "never" else Severity.from_word(threshold)))


def _explain(linter: "Linter", report: Report, options: RenderOptions) -> None:
    """Say what was considered for every candidate of every draft."""
    from xhs_compliance.reporters.rules.words import Teller
    from xhs_compliance.reporters.terminal.trace import render_traces

    rules = {rule.id: rule for rule in linter.book.rules}
    teller = Teller(options.language, linter.facts, {signal.id: signal.title for signal in linter.book.signals})
    for review in report.reviews:
        click.echo()
        click.echo(render_traces(review.draft, linter.trace(review.draft), rules, teller, options), nl=False)


def _tool() -> str:
    return f"xhs-compliance {__version__}"


@dataclass(frozen=True, slots=True)
class _Source:
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


def _shows_colour(output: Path | None) -> bool:
    return output is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _width() -> int:
    import shutil

    return min(shutil.get_terminal_size((100, 24)).columns, 120)


def _original(source: str) -> bytes | None:
    """The file a draft came from; ``None`` where there is none any more."""
    path = Path(source.split("#", 1)[0] if not Path(source).is_file() else source)
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError:
        return None


def _put(report: Report, format_name: str, options: RenderOptions, output: Path | None) -> None:
    """Render *report* and write it; formats that show no unreadable drafts have them named on standard error."""
    rendered = format_named(format_name).render(report, options)
    if not isinstance(rendered, dict):
        _write(rendered, output)
        return
    _write_files(rendered, output, report)
    if format_name != "html":
        for failure in report.failures:
            click.echo(f"{failure.source}: {failure.message.in_language(options.language)}", err=True)


def _write(rendered: str, output: Path | None) -> None:
    """Write a report where it was asked for: a file or standard output."""
    if output is not None:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(rendered, encoding="utf-8", errors="replace", newline="\n")
    else:
        sys.stdout.buffer.write(rendered.encode("utf-8", "replace"))
        sys.stdout.buffer.flush()


def _write_files(files: Pages, output: Path | None, report: Report) -> None:
    """Write the files of a report into a folder; a single one under the name asked for.

    Raises:
        UsageError: when a file would replace one that drafts were read from; nothing is written then.

    """
    is_file = output is not None and output.suffix and len(files) == 1 and not output.is_dir()
    target = output.parent if output and is_file else output or DEFAULT_FOLDER
    sources = [review.draft.source for review in report.reviews]
    inputs = {Path(name).resolve() for source in sources for name in (source, source.partition("#")[0])}
    for path in (output if output and is_file else target / name for name in files):
        if path.resolve() in inputs:
            message = Bilingual(
                f"{path} 是送检的原文件，不能覆盖；用 --output 写到别处",
                f"{path} is what drafts were read from and is not replaced; choose another place with --output",
            )
            raise UsageError(message)
    target.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        path = output if output and is_file else target / name
        raw = content if isinstance(content, bytes) else content.encode("utf-8", "replace")
        path.write_bytes(raw)
        if len(files) == 1 or not name.endswith(".html") or name == "index.html":
            click.echo(str(path))
