"""``packs diff``: what a change of law or of packs changes in an archive."""

import csv
import io
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xhs_compliance.cli.batch import cores, needs_arrow
from xhs_compliance.cli.options import config_options, language_option, read_config, read_profiles, spoken_language
from xhs_compliance.model.errors import EXIT_CLEAN, EXIT_INCOMPLETE
from xhs_compliance.model.words import Bilingual, Language
from xhs_compliance.reporters.phrases import VERDICT_MARKS, VERDICTS
from xhs_compliance.reporters.visible import plain_line

if TYPE_CHECKING:
    from xhs_compliance.model.report import Failure
    from xhs_compliance.services.batch.diff import Change

SHOWN = 20
"""Changes that are printed; the list for people has all of them."""
MOST_RULES = 10
"""Rules that are named in each list of those that newly speak or no longer do, the busiest first."""
COUNT = Bilingual(
    "{drafts:,} 篇里，结果会变的：{n:,}。请人来看，工具什么都不删。",
    "Of {drafts:,} drafts, those whose result changes: {n:,}. For people to act on; nothing is deleted.",
)
MORE = Bilingual("另有 {n:,} 篇没印出来；用 --output 写成表", "{n:,} more are not printed; write them with --output")
NOW = Bilingual("现在要管的规则（篇数）", "Rules that speak now (drafts)")
NOT = Bilingual("不再管的规则（篇数）", "Rules that no longer speak (drafts)")
FAILED = Bilingual("没查成、不知道变没变的：{n:,}", "Not checked, so nothing is known of them: {n:,}")
COLUMNS = ("id", "source", "before", "after", "new_rules", "words", "lapsed_rules")


@click.command("diff")
@click.argument("old")
@click.argument("new")
@click.option("--on", "archive", required=True, type=click.Path(path_type=Path), help="Answers of batch, or drafts.")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="The list as CSV, to work through.")
@click.option("--jobs", type=click.IntRange(1, 512), help="Processes. Default: one for each core.")
@config_options
@language_option
def packs_diff(
    old: str,
    new: str,
    archive: Path,
    output: Path | None,
    jobs: int | None,
    config_file: Path | None,
    profile: str | None,
    isolated: bool,
    lang: Language | None,
) -> None:
    r"""List archived drafts whose result differs between OLD and NEW.

    Each of them is a day (its law applies), a folder of packs (added to the built-in ones), or a whole folder of rules
    with its own law.yaml, as rules/ is in a checkout (in place of the built-in ones).

    \b
    Example:
      xhs-compliance packs diff 2026-01-01 2026-12-31 --on answers.parquet --output to-do.csv
      xhs-compliance packs diff rules-of-last-month/ rules/ --on answers.parquet --output to-do.csv
    """
    needs_arrow()
    from xhs_compliance.api import today
    from xhs_compliance.services.batch.diff import compare, side
    from xhs_compliance.services.batch.settings import Settings

    config = read_config(config_file, profile, isolated=isolated)
    language = spoken_language(lang, config)
    standard = Settings(as_of=today(), config=config, profiles=read_profiles(config_file, isolated=isolated))
    drafts = 0
    changes: list[Change] = []
    failures: list[Failure] = []
    for compared in compare(side(old, standard), side(new, standard), archive, jobs or cores()):
        for change in compared.changes[: max(0, SHOWN - len(changes))]:
            click.echo(_line(change, language))
        drafts += compared.drafts
        changes += compared.changes
        failures += compared.failures
    for failure in failures[:SHOWN]:
        click.echo(plain_line(f"{failure.id or failure.source}: {failure.message.in_language(language)}"), err=True)
    click.echo("\n".join(_summary(drafts, changes, language)))
    if failures:
        click.echo(FAILED.in_language(language).format(n=len(failures)), err=True)
    if output:
        output.write_text(_table(changes), encoding="utf-8-sig", errors="replace", newline="")
        click.echo(str(output))
    sys.exit(EXIT_INCOMPLETE if failures else EXIT_CLEAN)


def _line(change: "Change", language: Language) -> str:
    marks = f"{VERDICT_MARKS[change.before]} → {VERDICT_MARKS[change.after]}"
    words = f"{VERDICTS[change.before].in_language(language)} → {VERDICTS[change.after].in_language(language)}"
    why = [f"+ {rule} “{said}”" if said else f"+ {rule}" for rule, said in change.added]
    why += [f"- {rule}" for rule in change.lapsed]
    return "\n    ".join([f"{marks}  {change.id}  {words}", *why])


def _summary(drafts: int, changes: "list[Change]", language: Language) -> list[str]:
    """How many change, from what to what, and by which rules."""
    lines = [MORE.in_language(language).format(n=len(changes) - SHOWN)] if len(changes) > SHOWN else []
    lines += ["", COUNT.in_language(language).format(drafts=drafts, n=len(changes))]
    turns = Counter((change.before, change.after) for change in changes)
    for (before, after), count in turns.most_common():
        words = f"{VERDICTS[before].in_language(language)} → {VERDICTS[after].in_language(language)}"
        lines.append(f"{count:>8,}  {VERDICT_MARKS[before]} → {VERDICT_MARKS[after]}  {words}")
    speaking = Counter(rule for change in changes for rule, _ in change.added)
    lapsed = Counter(rule for change in changes for rule in change.lapsed)
    for title, counted in ((NOW, speaking), (NOT, lapsed)):
        if counted:
            lines += ["", title.in_language(language)]
            lines += [f"{count:>8,}  {rule}" for rule, count in counted.most_common(MOST_RULES)]
    return lines


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
