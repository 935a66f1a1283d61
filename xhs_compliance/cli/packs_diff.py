"""``packs diff``: what a change of law or of packs changes in an archive."""

import csv
import io
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xhs_compliance.cli.batch import needs_arrow
from xhs_compliance.cli.options import language_option, spoken_language
from xhs_compliance.config import Config
from xhs_compliance.model.words import Bilingual, Language
from xhs_compliance.reporters.phrases import VERDICT_MARKS, VERDICTS

if TYPE_CHECKING:
    from xhs_compliance.services.batch.diff import Change

COUNT = Bilingual(
    "结果会变的草稿：{n}。请人来看，工具什么都不删。",
    "Drafts whose result changes: {n}. For people to act on; nothing is deleted.",
)
COLUMNS = ("id", "source", "before", "after", "new_rules", "words", "lapsed_rules")


@click.command("diff")
@click.argument("old")
@click.argument("new")
@click.option("--on", "archive", required=True, type=click.Path(path_type=Path), help="Answers of batch, or drafts.")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="The list as CSV, to work through.")
@language_option
def packs_diff(old: str, new: str, archive: Path, output: Path | None, lang: Language | None) -> None:
    r"""List archived drafts whose result differs between OLD and NEW: days, or folders of packs.

    \b
    Example:
      xhs-compliance packs diff 2026-01-01 2026-12-31 --on answers.parquet --output to-do.csv
    """
    needs_arrow()
    from xhs_compliance.services.batch.diff import changes, side

    today = datetime.now(UTC).date()
    language = spoken_language(lang, Config())
    found = list(changes(side(old, today), side(new, today), archive, today))
    for change in found:
        click.echo(_line(change, language))
    click.echo(COUNT.in_language(language).format(n=len(found)))
    if output:
        output.write_text(_table(found), encoding="utf-8-sig", errors="replace", newline="")
        click.echo(str(output))


def _line(change: "Change", language: Language) -> str:
    marks = f"{VERDICT_MARKS[change.before]} → {VERDICT_MARKS[change.after]}"
    words = f"{VERDICTS[change.before].in_language(language)} → {VERDICTS[change.after].in_language(language)}"
    why = [f"+ {rule} “{said}”" if said else f"+ {rule}" for rule, said in change.added]
    why += [f"- {rule}" for rule in change.lapsed]
    return "\n    ".join([f"{marks}  {change.id}  {words}", *why])


def _table(found: "list[Change]") -> str:
    from xhs_compliance.services.batch.outputs import inert

    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(COLUMNS)
    for change in found:
        rules = " ".join(rule for rule, _ in change.added)
        said = " | ".join(words for _, words in change.added if words)
        cells = (change.id, change.source, change.before.value, change.after.value, rules, said)
        rows.writerow([inert(cell) for cell in (*cells, " ".join(change.lapsed))])
    return text.getvalue()
