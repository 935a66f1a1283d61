"""``rules audit``: which rules need a person's look."""

import json
from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from xhs_compliance.cli.options import (
    DayType,
    config_options,
    format_option,
    language_option,
    read_config,
    rules_dir_option,
    spoken_language,
)
from xhs_compliance.config.settings import Config
from xhs_compliance.model.words import Language
from xhs_compliance.packs.files import builtin_rules
from xhs_compliance.packs.load import load_rulebook


@click.command("audit")
@click.argument("drafts", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option("--months", type=click.IntRange(1, 240), default=6, help="Checked longer ago than this is stale.")
@click.option("--as-of", type=DayType(), help="Count back from this day. Default: today.")
@format_option
@rules_dir_option
@config_options
@language_option
def rules_audit(
    drafts: tuple[Path, ...],
    months: int,
    as_of: date | None,
    format_name: str,
    rules_dir: tuple[Path, ...],
    config_file: Path | None,
    profile: str | None,
    isolated: bool,
    lang: Language | None,
) -> None:
    r"""Name the rules that need a look: stale, not sure, thin in examples; with DRAFTS also those that never fire.

    \b
    Example:
      xhs-compliance rules audit --months 12
      xhs-compliance rules audit corpus/
    """
    from xhs_compliance.api import today
    from xhs_compliance.engine.audit import audit
    from xhs_compliance.reporters.rules.audit import audit_data, render_audit

    config = read_config(config_file, profile, isolated=isolated)
    language = spoken_language(lang, config)
    book = load_rulebook([builtin_rules(), *config.rules_dirs, *rules_dir])
    day = as_of or today()
    since = _months_before(day, months)
    found = audit(book.rules, since, _fired(drafts, config, rules_dir, day, language) if drafts else None)
    if format_name == "json":
        click.echo(json.dumps(audit_data(found, since.isoformat(), len(book.rules)), ensure_ascii=False, indent=2))
        return
    click.echo(render_audit(found, since.isoformat(), len(book.rules), language))


def _fired(
    drafts: Iterable[Path], config: Config, folders: tuple[Path, ...], as_of: date, language: Language
) -> set[str]:
    """The rules that found something in the drafts; what cannot be read is said."""
    from xhs_compliance.api import load_linter
    from xhs_compliance.model.report import Failure

    linter = load_linter(config=config, folders=folders, as_of=as_of)
    fired: set[str] = set()
    for entry in linter.check_paths(drafts):
        if isinstance(entry, Failure):
            click.echo(f"{entry.source}: {entry.message.in_language(language)}", err=True)
        else:
            fired |= {finding.rule.id for finding in entry.findings}
    return fired


def _months_before(day: date, months: int) -> date:
    """The same day so many months earlier; the last of the month where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return day.replace(year=year, month=month + 1, day=min(day.day, monthrange(year, month + 1)[1]))
