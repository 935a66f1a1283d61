"""``review compare``: version 2 beside version 1."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from xhs_compliance.cli.decided import decisions_option, read_decision_files
from xhs_compliance.cli.options import (
    column_option,
    columns_from,
)
from xhs_compliance.cli.review_claims import put
from xhs_compliance.cli.run_options import RunOptions, run_options
from xhs_compliance.cli.written import say_failure
from xhs_compliance.model.errors import EXIT_CLEAN, EXIT_INCOMPLETE
from xhs_compliance.model.report import Failure, RenderOptions
from xhs_compliance.model.words import Language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xhs_compliance.analyses.rounds import Round
    from xhs_compliance.linter import Linter
    from xhs_compliance.model.review import Review


@click.command("compare")
@click.argument("before", type=click.Path(path_type=Path, exists=True))
@click.argument("after", type=click.Path(path_type=Path, exists=True))
@click.option("--format", "format_name", type=click.Choice(("terminal", "json", "html")), default="terminal")
@click.option("--output", type=click.Path(path_type=Path), help="Write to this file (html without .html: a folder).")
@decisions_option
@column_option
@run_options()
def review_compare(
    before: Path,
    after: Path,
    format_name: str,
    output: Path | None,
    decisions: tuple[Path, ...],
    column: tuple[str, ...],
    run: RunOptions,
) -> None:
    r"""Compare two versions of the same drafts: files, folders or workbooks BEFORE and AFTER.

    Says for every finding whether it was changed, was not, or is new, where the text differs, and what was decided:
    decisions on the older version hold for the newer one while the sentence is the same.

    \b
    Example:
      xhs-compliance review compare round-1/ round-2/ --decisions decisions.json --format html --output rounds
    """
    from xhs_compliance.analyses.rounds import carried, compare, pair

    decided = read_decision_files(decisions)
    columns = columns_from(column)
    linter = run.linter(decided)
    older, broken = _reviews(linter, before, columns)
    newer, broken_too = _reviews(linter, after, columns)
    pairs = pair(tuple(older), tuple(newer))
    if decided.entries:
        renamed = {old: new for old, new in pairs if old is not None and new is not None}
        again = run.linter(carried(decided, renamed))
        newer = {name: again.check(review.draft) for name, review in newer.items()}
    rounds = [compare(older.get(old or ""), newer.get(new or "")) for old, new in pairs]
    for failure in (*broken, *broken_too):
        say_failure(failure, run.language)
    if format_name == "html" and output is not None and not output.suffix:
        _put_pages(rounds, run.language, output)
    else:
        put(_rendered(format_name, rounds, run.language), output)
    raise click.exceptions.Exit(EXIT_INCOMPLETE if broken or broken_too else EXIT_CLEAN)


def _put_pages(rounds: "Sequence[Round]", language: Language, folder: Path) -> None:
    """A page for all drafts and one for each newer version, with what became of its findings."""
    from xhs_compliance.reporters.html.rounds import render_rounds_pages

    folder.mkdir(parents=True, exist_ok=True)
    for name, content in render_rounds_pages(rounds, RenderOptions(language)).items():
        (folder / name).write_bytes(content.encode("utf-8", "replace"))
    click.echo(str(folder / "index.html"))


def _rendered(format_name: str, rounds: "Sequence[Round]", language: Language) -> str:
    if format_name == "html":
        from xhs_compliance.reporters.html.rounds import render_rounds_page

        return render_rounds_page(rounds, language)
    from xhs_compliance.reporters.rounds import render_rounds, render_rounds_json

    return render_rounds_json(rounds, language) if format_name == "json" else render_rounds(rounds, language)


def _reviews(linter: "Linter", path: Path, columns: dict[str, str]) -> "tuple[dict[str, Review], list[Failure]]":
    reviews: dict[str, Review] = {}
    failures: list[Failure] = []
    for entry in linter.check_paths([path], columns):
        if isinstance(entry, Failure):
            failures.append(entry)
        else:
            reviews[_free(entry.draft.id, reviews)] = entry
    return reviews, failures


def _free(name: str, taken: "dict[str, Review]") -> str:
    """An id, with a number where a table has it twice."""
    number = 1
    free = name
    while free in taken:
        number += 1
        free = f"{name} ({number})"
    return free
