"""``review claims``: the claims ledger."""

from pathlib import Path

import click

from xhs_compliance.cli.decided import decisions_option, read_decision_files
from xhs_compliance.cli.options import (
    column_option,
    columns_from,
)
from xhs_compliance.cli.run_options import RunOptions, run_options
from xhs_compliance.cli.written import say_failure
from xhs_compliance.model.errors import EXIT_CLEAN, EXIT_INCOMPLETE
from xhs_compliance.model.report import Failure


@click.command("claims")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--claims", "sheets", multiple=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--format", "format_name", type=click.Choice(("terminal", "json", "csv", "html")), default="terminal")
@click.option("--output", type=click.Path(path_type=Path), help="Write to this file.")
@decisions_option
@column_option
@run_options()
def review_claims(
    paths: tuple[Path, ...],
    sheets: tuple[Path, ...],
    format_name: str,
    output: Path | None,
    decisions: tuple[Path, ...],
    column: tuple[str, ...],
    run: RunOptions,
) -> None:
    r"""List every efficacy, number, rank and comparison in PATHS with the evidence declared for it, and the gaps.

    --claims is the brand's sheet of what it can prove (CSV or Excel: claim, evidence, id, valid until).

    \b
    Example:
      xhs-compliance review claims drafts/ --claims claims.xlsx --format html --output claims.html
    """
    from xhs_compliance.analyses.ledger import ledger
    from xhs_compliance.readers.claim_sheet import read_claim_kinds, read_claim_sheet
    from xhs_compliance.reporters.ledger import render_ledger, render_ledger_csv, render_ledger_json

    declared = [claim for sheet in sheets for claim in read_claim_sheet(sheet.read_bytes(), str(sheet))]
    linter = run.linter(read_decision_files(decisions))
    kinds = read_claim_kinds()
    entries = tuple(linter.check_paths(paths, columns_from(column)))
    broken = [entry for entry in entries if isinstance(entry, Failure)]
    reviews = [entry for entry in entries if not isinstance(entry, Failure)]
    ledgers = [(review, ledger(review, kinds, declared)) for review in reviews]
    if format_name == "html":
        from xhs_compliance.reporters.html.ledger import render_ledger_page

        rendered = render_ledger_page(ledgers, run.language)
    elif format_name == "json":
        rendered = render_ledger_json(ledgers, run.language)
    elif format_name == "csv":
        rendered = render_ledger_csv(ledgers, run.language)
    else:
        rendered = render_ledger(ledgers, run.language)
    for failure in broken:
        say_failure(failure, run.language)
    put(rendered, output)
    raise click.exceptions.Exit(EXIT_INCOMPLETE if broken else EXIT_CLEAN)


def put(rendered: str, output: Path | None) -> None:
    """Print *rendered*, or write it to a file and print its name."""
    if output is None:
        click.echo(rendered.encode("utf-8", "replace"), nl=False)
    else:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_bytes(rendered.encode("utf-8", "replace"))
        click.echo(str(output))
