"""``check``: the main command."""

import os
import sys
from dataclasses import replace
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
    orders_option,
)
from xhs_compliance.cli.run_options import RunOptions, run_options
from xhs_compliance.cli.sources import Source
from xhs_compliance.cli.written import put_report
from xhs_compliance.config.addresses import web_address
from xhs_compliance.model.errors import UsageError
from xhs_compliance.model.report import RenderOptions, Report
from xhs_compliance.model.words import Bilingual, Severity

if TYPE_CHECKING:
    from xhs_compliance.linter import Linter

FAIL_ON = ("error", "warning", "info", "never")


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH…|-]")
@click.option("--format", "format_name", type=FormatType(), default="terminal", help="How to report.")
@click.option("--input-format", type=click.Choice(("text", "jsonl", "csv")), help="What standard input holds.")
@click.option("--output", type=click.Path(path_type=Path), help="Write to this file (html: this folder).")
@click.option("--fail-on", type=click.Choice(FAIL_ON), help="Exit 1 from this severity on. Default: error.")
@click.option("--brief", type=click.Path(path_type=Path), help="The brief of drafts that name none themselves.")
@column_option
@click.option("--explain", is_flag=True, help="Also say what was considered for every candidate (terminal).")
@decisions_option
@orders_option
@claims_option
@click.option("--stdin-filename", metavar="NAME", help="What standard input is called: for places and facts by path.")
@click.option("--diff-base", metavar="REV", help="Only files that changed since this branch left REV in git.")
@click.option("--rule-pages", metavar="URL", help="Where the rule pages are published: findings link to them.")
@click.option("--until", type=DayType(), help="Note what comes into force up to this day of the post's life.")
@click.option("--jobs", default=1, type=click.IntRange(0), help="Processes for many files; 0: one for each core.")
@run_options()
def check(
    paths: tuple[str, ...],
    format_name: str,
    input_format: str | None,
    output: Path | None,
    fail_on: str | None,
    brief: Path | None,
    column: tuple[str, ...],
    explain: bool,
    decisions: tuple[Path, ...],
    orders: Path | None,
    claim_sheets: tuple[Path, ...],
    stdin_filename: str | None,
    diff_base: str | None,
    rule_pages: str | None,
    until: date | None,
    jobs: int,
    run: RunOptions,
) -> None:
    r"""Check drafts: files, folders, or - for standard input.

    Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 usage, 3 a rule pack is bad, 4 something could not be
    read or evaluated.

    \b
    Example:
      xhs-compliance check draft.md --facts commercial=paid
      xhs-compliance check drafts/ --format html --output reports
    """
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
    run = replace(run, until=until)

    def load_profile(name: str) -> "Linter":
        return run.with_profile(name).linter(decided, orders)

    linter = run.linter(decided, orders)
    if brief is not None:
        from xhs_compliance.readers.brief import read_brief_text

        linter = replace(linter, brief=read_brief_text(brief))
    holds = input_format or ("jsonl" if format_name == "jsonl" else "text")
    linter = replace(linter, profiled=cache(load_profile))
    source = Source(linter, holds, columns_from(column), stdin_filename or "-", diff_base, jobs)
    report = Report(tuple(source.entries(paths)), _tool())
    options = RenderOptions(
        run.language,
        colour=_shows_colour(output),
        width=_width(),
        claims=claims_of(claim_sheets) if format_name == "html" else None,
        original=_original,
        rule_pages=web_address(rule_pages, "--rule-pages") if rule_pages else run.config.rule_pages,
    )
    put_report(report, format_name, options, output)
    if explain:
        _explain(linter, report, options)
    if decisions:
        click.echo(say_heard(decided, report, options.language), err=True)
    threshold = fail_on or run.config.fail_on
    sys.exit(report.exit_code(None if threshold == "never" else Severity.from_word(threshold)))


def _explain(linter: "Linter", report: Report, options: RenderOptions) -> None:
    """Say what was considered for every candidate of every draft."""
    from xhs_compliance.reporters.rules.words import Teller
    from xhs_compliance.reporters.terminal.trace import render_traces

    rules = {rule.id: rule for rule in linter.book.rules}
    teller = Teller.of(linter.book, options.language)
    for review in report.reviews:
        click.echo()
        click.echo(render_traces(review.draft, linter.trace(review.draft), rules, teller, options), nl=False)


def _tool() -> str:
    return f"xhs-compliance {__version__}"


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
