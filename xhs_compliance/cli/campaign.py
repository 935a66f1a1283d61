"""``campaign``: one report for all drafts of a campaign."""

import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xhs_compliance.cli.decided import decisions_option, read_decision_files, say_heard
from xhs_compliance.cli.options import column_option, columns_from
from xhs_compliance.cli.parallel import FEWEST_DRAFTS, check_drafts, jobs_for
from xhs_compliance.cli.run_options import RunOptions, run_options
from xhs_compliance.cli.written import DEFAULT_FOLDER, write_text
from xhs_compliance.linter import TOOL
from xhs_compliance.model.report import Failure, RenderOptions, Report
from xhs_compliance.model.words import Language, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from xhs_compliance.linter import Linter
    from xhs_compliance.model.draft import Draft
    from xhs_compliance.model.review import Review

FORMATS = ("terminal", "json", "html")
_BAR_FROM = 20


@click.command()
@click.argument("path", type=click.Path(path_type=Path, exists=True), metavar="DIR|TABLE")
@click.option("--brief", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="The campaign's brief.")
@click.option("--format", "format_name", type=click.Choice(FORMATS), default="terminal", help="How to report.")
@click.option("--output", type=click.Path(path_type=Path), help="Write to this file (html: this folder).")
@click.option("--fail-on", type=click.Choice(("error", "warning", "info", "never")), help="Exit 1 from here on.")
@decisions_option
@click.option("--no-pages", is_flag=True, help="html: the campaign's page alone, none for each draft.")
@click.option("--jobs", default=0, type=click.IntRange(0), help="Processes. Default: one for each core.")
@column_option
@run_options()
def campaign(
    path: Path,
    brief: Path | None,
    format_name: str,
    output: Path | None,
    fail_on: str | None,
    decisions: tuple[Path, ...],
    no_pages: bool,
    jobs: int,
    column: tuple[str, ...],
    run: RunOptions,
) -> None:
    r"""Hold all drafts of a campaign against its brief and against one another.

    DIR|TABLE is a folder (Markdown, text, Word) or a table (CSV, Excel, JSON Lines).

    \b
    Example:
      xhs-compliance campaign drafts.xlsx --brief brief.md --format html --output reports
    """
    from xhs_compliance.analyses.brief import read_brief
    from xhs_compliance.analyses.campaign import examine_campaign
    from xhs_compliance.readers.brief import read_brief_text
    from xhs_compliance.readers.brief_rules import brief_data

    data = brief_data()
    text = read_brief_text(brief) if brief else None
    decided = read_decision_files(decisions)

    @cache
    def load_profile(name: str) -> "Linter":
        return replace(run.with_profile(name).linter(decided), brief=text)

    linter = replace(run.linter(decided), brief=text, profiled=load_profile)
    entries, followers = _members(linter, path, columns_from(column))
    paged = format_name == "html" and not no_pages
    folder = _folder(output) if format_name == "html" else None
    kept = _whole if paged else _for_the_campaign
    answers = check_drafts(linter, entries, jobs_for(jobs, len(entries), FEWEST_DRAFTS), kept)
    watched = _watched(answers, len(entries), run.language)
    answered = tuple(_sharing(_with_pages(watched, folder, run.language) if paged and folder else watched))
    reviews = [answer for answer in answered if not isinstance(answer, Failure)]
    failures = [answer for answer in answered if isinstance(answer, Failure)]
    examined = examine_campaign(reviews, read_brief(text, data) if text else None, data, followers)
    if format_name == "json":
        from xhs_compliance.reporters.campaign_data import render_campaign_json

        write_text(render_campaign_json(examined, failures, TOOL, run.language), output)
    elif folder:
        from xhs_compliance.reporters.html.campaign import render_campaign_page
        from xhs_compliance.reporters.html.pages import INDEX

        pages = [_page_of(review) if paged else "" for review in reviews]
        _put(folder / INDEX, render_campaign_page(examined, failures, TOOL, run.language, pages))
        click.echo(str(folder / INDEX))
    else:
        from xhs_compliance.reporters.campaign_text import render_campaign_text

        write_text(render_campaign_text(examined, failures, run.language), output)
    threshold = fail_on or run.config.fail_on
    report = Report((*reviews, *failures), TOOL)
    if decisions:
        click.echo(say_heard(decided, report, run.language), err=True)
    sys.exit(report.exit_code(None if threshold == "never" else Severity.from_word(threshold)))


def _members(linter: "Linter", path: Path, columns: dict[str, str]) -> "tuple[list[Draft | Failure], dict[str, int]]":
    """Every draft, each under an id of its own, and how many followers those have that say so."""
    from xhs_compliance.readers.brief import read_members

    entries: list[Draft | Failure] = []
    followers: dict[str, int] = {}
    taken: set[str] = set()
    for entry, count in read_members(path, linter.facts, linter.defaults_for, columns):
        if isinstance(entry, Failure):
            entries.append(entry)
            continue
        draft = entry if entry.id not in taken else replace(entry, id=f"{entry.id} ({entry.source})")
        taken.add(draft.id)
        entries.append(draft)
        if count is not None:
            followers[draft.id] = count
    return entries, followers


def _whole(review: "Review") -> "Review":
    return review


def _for_the_campaign(review: "Review") -> "Review":
    """A review without what only the page of a draft shows, so that 20,000 of them fit into memory."""
    from xhs_compliance.model.review import ScriptLikeness

    return replace(
        review,
        findings=tuple(replace(finding, evidence=(), suggestions=()) for finding in review.findings),
        excused=(),
        suppressed=tuple(each for each in review.suppressed if review.decision_on(each.finding)),
        questions=(),
        verdict_if={},
        diagnostics=(),
        signals={},
        scripted=ScriptLikeness(review.scripted.value),
    )


def _watched(answers: "Iterator[Review | Failure]", drafts: int, language: Language) -> "Iterator[Review | Failure]":
    """The same, under a progress bar where somebody watches and there are many."""
    if drafts < _BAR_FROM or not sys.stderr.isatty():
        yield from answers
        return
    from rich.console import Console
    from rich.progress import track

    what = "检查草稿" if language == "zh" else "Checking drafts"
    yield from track(answers, what, total=drafts, console=Console(stderr=True))


def _folder(output: Path | None) -> Path:
    folder = output or DEFAULT_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _with_pages(
    answers: "Iterator[Review | Failure]", folder: Path, language: Language
) -> "Iterator[Review | Failure]":
    """The same: the page of each draft is written as its answer comes, and kept is only what the campaign needs."""
    from xhs_compliance.reporters.html.pages import INDEX, render_page

    for answer in answers:
        if isinstance(answer, Failure):
            yield answer
        else:
            _put(folder / _page_of(answer), render_page(answer, RenderOptions(language), home=INDEX))
            yield _for_the_campaign(answer)


def _sharing(answers: "Iterator[Review | Failure]") -> "Iterator[Review | Failure]":
    """The same, where all name the same packs in one place and not each in its own."""
    packs: list[Mapping[str, str]] = []
    for answer in answers:
        if isinstance(answer, Failure):
            yield answer
            continue
        known = next((each for each in packs if each == answer.packs), None)
        if known is None:
            packs.append(known := answer.packs)
        yield replace(answer, packs=known)


def _page_of(review: "Review") -> str:
    """The file name of a draft's page; its id is its own in the campaign."""
    from xhs_compliance.reporters.html.names import page_names

    return page_names([review.draft.id])[0]


def _put(path: Path, content: str) -> None:
    path.write_text(content, encoding="utf-8", errors="replace", newline="\n")
