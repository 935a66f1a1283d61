"""``batch``: many drafts, to a table."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xhs_compliance.cli.check import FAIL_ON
from xhs_compliance.cli.options import (
    DayType,
    column_option,
    columns_from,
    config_options,
    facts_from,
    language_option,
    orders_option,
    packs_options,
    read_config,
    read_profiles,
    spoken_language,
)
from xhs_compliance.model.errors import UsageError
from xhs_compliance.model.words import Bilingual, Language, Severity

if TYPE_CHECKING:
    from xhs_compliance.services.batch.run import Notify

SAYS_EVERY = 30.0
"""Seconds between two lines of progress where there is no terminal to draw a bar in."""


@click.command()
@click.argument("source", metavar="IN", type=click.Path(path_type=Path))
@click.option(
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    help="A file (.parquet, .jsonl, .csv; .gz or .zst after it), or a folder: one Parquet file for each shard.",
)
@click.option("--resume", is_flag=True, help="Go on where an earlier run was stopped; harmless on a first run.")
@click.option("--unordered", is_flag=True, help="Answers as they come, not in the order of the drafts.")
@click.option("--jobs", type=click.IntRange(1, 512), help="Processes. Default: one for each core.")
@click.option("--chunk", type=click.IntRange(1, 100_000), default=500, show_default=True, help="Drafts in one piece.")
@click.option(
    "--timeout", type=click.FloatRange(1), default=60, show_default=True, help="Seconds before a draft is given up."
)
@click.option("--fail-on", type=click.Choice(FAIL_ON), help="Exit 1 from this severity on. Default: error.")
@click.option("--facts", multiple=True, metavar="NAME=VALUE", help="A fact for drafts that do not declare it.")
@orders_option
@column_option
@click.option("--as-of", type=DayType(), help="Apply the law of this day. Default: today.")
@click.option("--until", type=DayType(), help="Note what comes into force up to this day.")
@packs_options
@config_options
@language_option
def batch(
    source: Path,
    output: Path,
    resume: bool,
    unordered: bool,
    jobs: int | None,
    chunk: int,
    timeout: float,
    fail_on: str | None,
    facts: tuple[str, ...],
    orders: Path | None,
    column: tuple[str, ...],
    as_of: date | None,
    until: date | None,
    packs: tuple[str, ...],
    rules_dir: tuple[Path, ...],
    config_file: Path | None,
    profile: str | None,
    isolated: bool,
    lang: Language | None,
) -> None:
    r"""Check many drafts: JSON Lines, CSV or Parquet, one file or a folder of shards.

    Killed at any moment, the same command with --resume ends with one answer for every draft.

    \b
    Example:
      xhs-compliance batch notes.jsonl.gz --output answers.parquet --resume
    """
    needs_arrow()
    from xhs_compliance.api import today
    from xhs_compliance.services.batch.record import started_on
    from xhs_compliance.services.batch.request import Request
    from xhs_compliance.services.batch.run import run_batch
    from xhs_compliance.services.batch.settings import Settings, linter_for
    from xhs_compliance.services.batch.summary_page import summary_page
    from xhs_compliance.services.batch.summary_text import summary_text

    config = read_config(config_file, profile, isolated=isolated)
    language = spoken_language(lang, config)
    day = as_of or (started_on(output) if resume else None) or today()
    settings = Settings(
        as_of=day,
        until=until,
        language=language,
        packs=tuple(name.strip() for part in packs for name in part.split(",") if name.strip()),
        folders=tuple(folder.resolve() for folder in rules_dir),
        facts=facts_from(facts),
        columns=columns_from(column),
        config=config,
        profiles=read_profiles(config_file, isolated=isolated),
    )
    if orders is not None:
        settings = settings.joined(orders)
    request = Request(source, output, settings, resume, not unordered, jobs or cores(), chunk, timeout)
    with _progress() as notify:
        summary = run_batch(request, notify)
    page = request.record.with_suffix(".html")
    titles = {rule.id: rule.title for rule in linter_for(settings).compiled.ruleset.rules}
    page.write_text(summary_page(summary, language, titles), encoding="utf-8", errors="replace", newline="\n")
    click.echo(summary_text(summary, language, str(request.record)), nl=False)
    click.echo(f"{output}\n{page}")
    threshold = fail_on or config.fail_on
    sys.exit(summary.exit_code(None if threshold == "never" else Severity.from_word(threshold)))


def needs_arrow() -> None:
    """Say how to install what a batch needs.

    Raises:
        UsageError: when it is not there.

    """
    try:
        import pyarrow  # noqa: F401 - only whether it is there
    except ImportError:
        message = Bilingual(
            "批量检查要用 Arrow，先安装：pip install 'xhs-compliance[batch]'",
            "batch needs Arrow: pip install 'xhs-compliance[batch]'",
        )
        raise UsageError(message) from None


def cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def _progress() -> "Iterator[Notify]":
    """A bar with rate and time left in a terminal; a line now and then in a log."""
    if not sys.stderr.isatty():
        yield _lines_of_progress()
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), TaskProgressColumn(), TextColumn("{task.fields[said]}"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, said="")
        start = time.monotonic()

        def notify(drafts: int, read: int, total: int) -> None:
            rate = drafts / max(time.monotonic() - start, 0.001)
            bar.update(task, completed=read, total=total, said=f"{drafts:,} · {rate:,.0f}/s")

        yield notify


def _lines_of_progress() -> "Notify":
    start = said = time.monotonic()

    def notify(drafts: int, read: int, total: int) -> None:
        nonlocal said
        now = time.monotonic()
        if now - said >= SAYS_EVERY:
            said = now
            share = read / max(total, 1)
            left = (now - start) * (1 - share) / max(share, 0.001)
            rate = drafts / (now - start)
            click.echo(f"{100 * share:.0f} %  {drafts:,}  {rate:,.0f}/s  {left:,.0f} s left", err=True)

    return notify
