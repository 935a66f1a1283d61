"""``review``: what a legal reviewer does with findings: decide once, apply, compare rounds, account for claims."""

from pathlib import Path
from typing import Any

import click

from xhs_compliance.cli.check import FAIL_ON, check
from xhs_compliance.cli.claimed import claims_option
from xhs_compliance.cli.decided import read_decision_files
from xhs_compliance.cli.options import (
    DayType,
    FormatType,
    column_option,
    columns_from,
    config_options,
    language_option,
    load,
    packs_options,
    read_config,
    spoken_language,
)
from xhs_compliance.cli.review_claims import review_claims
from xhs_compliance.cli.review_compare import review_compare
from xhs_compliance.model.errors import InputError
from xhs_compliance.model.words import Language


@click.group()
def review() -> None:
    """Decide on findings once, apply decisions, compare rounds, account for claims."""


@review.command("apply")
@click.argument("decisions", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--format", "format_name", type=FormatType(), default="terminal", help="How to report.")
@click.option("--output", type=click.Path(path_type=Path), help="Write to this file (html: this folder).")
@click.option("--fail-on", type=click.Choice(FAIL_ON), help="Exit 1 from this severity on. Default: error.")
@click.option("--facts", multiple=True, metavar="NAME=VALUE", help="A fact for drafts that do not declare it.")
@click.option("--as-of", type=DayType(), help="Apply the law of this day. Default: today.")
@claims_option
@column_option
@packs_options
@config_options
@language_option
@click.pass_context
def review_apply(ctx: click.Context, /, decisions: Path, paths: tuple[str, ...], **options: Any) -> None:
    r"""Check PATHS again with DECISIONS: JSON from the page, or a workbook with its decision columns filled in.

    What may stay is set aside under the name of who decided it, what must change blocks. Decisions that met nothing,
    ended, or were made on a sentence that has changed are named at the end.

    \b
    Example:
      xhs-compliance review apply decisions.json drafts/ --format html --output reports
    """
    ctx.invoke(check, paths=paths, decisions=(decisions,), **options)


@review.command("decisions")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--output", type=click.Path(path_type=Path), help="The JSON file. Default: standard output.")
def review_decisions(files: tuple[Path, ...], output: Path | None) -> None:
    """Gather the decisions in FILES (workbooks, JSON) into one JSON file."""
    from xhs_compliance.decisions.file import dump_decisions

    content = dump_decisions(read_decision_files(files))
    if output is None:
        click.echo(content, nl=False)
    else:
        output.write_text(content, encoding="utf-8", newline="\n")
        click.echo(str(output))


@review.command("todo")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--decisions", "files", multiple=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@column_option
@packs_options
@config_options
@language_option
def review_todo(
    paths: tuple[Path, ...],
    files: tuple[Path, ...],
    column: tuple[str, ...],
    packs: tuple[str, ...],
    rules_dir: tuple[Path, ...],
    config_file: Path | None,
    profile: str | None,
    isolated: bool,
    lang: Language | None,
) -> None:
    """List what there is to decide in PATHS, the sentences of most drafts first."""
    from xhs_compliance.analyses.repeated import repeated
    from xhs_compliance.model.report import Failure
    from xhs_compliance.reporters.desk import render_todo

    config = read_config(config_file, profile, isolated=isolated)
    linter = load(config, packs, rules_dir, decisions=read_decision_files(files))
    entries = tuple(linter.check_paths(paths, columns_from(column)))
    language = spoken_language(lang, config)
    for entry in entries:
        if isinstance(entry, Failure):
            click.echo(f"{entry.source}: {entry.message.in_language(language)}", err=True)
    reviews = [entry for entry in entries if not isinstance(entry, Failure)]
    click.echo(render_todo(repeated(reviews), language), nl=False)
    if len(reviews) < len(entries):
        raise click.exceptions.Exit(InputError.exit_code)


review.add_command(review_claims)
review.add_command(review_compare)
