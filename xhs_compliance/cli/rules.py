"""The commands about rules: list, show, test, format, schema, new, audit, and ``explain``."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from xhs_compliance.cli.options import (
    config_options,
    format_option,
    language_option,
    packs_options,
    read_config,
    rules_dir_option,
    spoken_language,
)
from xhs_compliance.cli.rulebook import find_owner, know_markets, know_packs, load_readable
from xhs_compliance.cli.rules_audit import rules_audit
from xhs_compliance.cli.rules_format import rules_format
from xhs_compliance.cli.rules_new import new_rule
from xhs_compliance.cli.rules_test import run_once, select, watch
from xhs_compliance.config.settings import Config
from xhs_compliance.model.rule import Rule
from xhs_compliance.model.words import CATEGORIES, Confidence, Language, Severity
from xhs_compliance.packs.json_schema import SCHEMAS, schema_of

SEVERITIES = tuple(severity.word for severity in Severity)
CONFIDENCES = tuple(each.value for each in Confidence)


@click.group()
def rules() -> None:
    """List, show, test and write rules."""


@rules.command("list")
@click.option("--pack", "only_packs", multiple=True, metavar="ID", help="Rules of this pack.")
@click.option("--category", multiple=True, type=click.Choice(CATEGORIES), help="Rules of this category.")
@click.option(
    "--confidence",
    multiple=True,
    type=click.Choice([each.value for each in Confidence]),
    help="Rules of this confidence.",
)
@click.option("--market", multiple=True, metavar="CODE", help="Rules that can apply in this market.")
@click.option("--severity", multiple=True, type=click.Choice(SEVERITIES), help="Rules that can reach this severity.")
@format_option
@packs_options
@config_options
@language_option
def rules_list(
    only_packs: tuple[str, ...],
    category: tuple[str, ...],
    confidence: tuple[str, ...],
    market: tuple[str, ...],
    severity: tuple[str, ...],
    format_name: str,
    packs: tuple[str, ...],
    rules_dir: tuple[Path, ...],
    config_file: Path | None,
    profile: str | None,
    isolated: bool,
    lang: Language | None,
) -> None:
    r"""List the rules with category, confidence and title; filters of several kinds must all hold.

    \b
    Example:
      xhs-compliance rules list --category health-claim --severity error
    """
    config = read_config(config_file, profile, isolated=isolated)
    language = spoken_language(lang, config)
    book = load_readable(config, rules_dir, language)
    wanted = {name.strip() for part in (*only_packs, *packs) for name in part.split(",") if name.strip()}
    know_packs(wanted, book)
    know_markets(market, book)
    chosen = [
        rule
        for rule in book.rules
        if (not wanted or rule.pack in wanted)
        and (not category or rule.category in category)
        and (not confidence or rule.confidence in confidence)
        and (not market or not set(market).isdisjoint(rule.markets))
        and (not severity or any(step.severity.word in severity for step in rule.ladder))
    ]
    if format_name == "json":
        from xhs_compliance.reporters.rules.data import summary_data

        _print_json(summary_data(chosen, book.places))
        return
    for rule in chosen:
        click.echo(f"{rule.id:<44} {rule.category:<16} {rule.confidence:<7} {rule.title.in_language(language)}")


@rules.command("show")
@click.argument("name", metavar="ID")
@format_option
@rules_dir_option
@config_options
@language_option
def rules_show(
    name: str,
    format_name: str,
    rules_dir: tuple[Path, ...],
    config_file: Path | None,
    profile: str | None,
    isolated: bool,
    lang: Language | None,
) -> None:
    """Show a rule or signal as data: everything, with its lists written out and its articles in full."""
    from xhs_compliance.reporters.rules.data import rule_data, signal_data

    config = read_config(config_file, profile, isolated=isolated)
    book = load_readable(config, rules_dir, spoken_language(lang, config))
    owner = find_owner(name, book)
    data = rule_data(owner) if isinstance(owner, Rule) else signal_data(owner)
    place = book.places.get(owner.id)
    data = {"id": data["id"], "place": str(place), **data}
    if format_name == "json":
        _print_json(data)
        return
    import yaml

    click.echo(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=110).rstrip())


@rules.command("test")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option("--rule", "only", metavar="ID", default="", help="Only this rule, signal or pack.")
@click.option("--watch", "is_watching", is_flag=True, help="Run again whenever a file changes.")
@rules_dir_option
@config_options
@language_option
def rules_test(
    paths: tuple[Path, ...],
    only: str,
    is_watching: bool,
    rules_dir: tuple[Path, ...],
    config_file: Path | None,
    profile: str | None,
    isolated: bool,
    lang: Language | None,
) -> None:
    r"""Run the examples of all rules, or of the rules in PATHS (folders or files). Exit 3 when one does not hold.

    \b
    Example:
      xhs-compliance rules test my-rules --watch
    """
    config = read_config(config_file, profile, isolated=isolated)
    language = spoken_language(lang, config)
    selection = select(paths, (*config.rules_dirs, *rules_dir), only)
    if is_watching:
        sys.exit(watch(selection, language))
    sys.exit(run_once(selection, language, click.echo, _complain))


@rules.command("schema")
@click.argument("kind", type=click.Choice(tuple(SCHEMAS)), default="pack")
def rules_schema(kind: str) -> None:
    r"""Print the JSON Schema of pack files (or of another kind of file), for editors.

    \b
    Example:
      xhs-compliance rules schema > pack.schema.json
      and in the first line of a pack file: # yaml-language-server: $schema=pack.schema.json
    """
    _print_json(schema_of(kind))


@rules.command("new")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@language_option
def rules_new(folder: Path, lang: Language | None) -> None:
    r"""Ask a few questions and write a rule with its examples into the pack FOLDER.

    \b
    Example:
      xhs-compliance rules new my-rules/my-brand
    """
    language = spoken_language(lang, Config())
    written = new_rule(folder, language)
    click.echo(str(written))
    sys.exit(run_once(select([written], (), ""), language, click.echo, _complain))


rules.add_command(rules_audit)
rules.add_command(rules_format)


@click.command()
@click.argument("name", metavar="RULE")
@rules_dir_option
@config_options
@language_option
def explain(
    name: str,
    rules_dir: tuple[Path, ...],
    config_file: Path | None,
    profile: str | None,
    isolated: bool,
    lang: Language | None,
) -> None:
    """Explain a rule: what it finds, why, on what basis, with examples."""
    from xhs_compliance.reporters.rule_page import render_rule, render_signal
    from xhs_compliance.reporters.rules.words import Teller

    config = read_config(config_file, profile, isolated=isolated)
    language = spoken_language(lang, config)
    book = load_readable(config, rules_dir, language)
    owner = find_owner(name, book)
    page = render_rule if isinstance(owner, Rule) else render_signal
    click.echo(page(owner, language, Teller.of(book, language)))  # type: ignore[arg-type]  # the page of its own kind


def _complain(text: str) -> None:
    click.echo(text, err=True)


def _print_json(data: Any) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))
