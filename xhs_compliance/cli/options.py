"""What the commands share: options, the language, and loading the linter as options and configuration say."""

import os
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from xhs_compliance.config.files import find_config, load_config, load_profiles
from xhs_compliance.config.settings import Config
from xhs_compliance.model.errors import UsageError
from xhs_compliance.model.locale import language_of_locale
from xhs_compliance.model.words import LANGUAGES, Bilingual, Language

if TYPE_CHECKING:
    from xhs_compliance.linter import Linter
    from xhs_compliance.model.decision import Decisions

Command = TypeVar("Command", bound=Callable[..., Any])

format_option = click.option(
    "--format", "format_name", type=click.Choice(("text", "json")), default="text", help="How to print."
)
rules_dir_option = click.option(
    "--rules-dir",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A folder with further packs.",
)


class DayType(click.ParamType[date]):
    """A day like 2026-11-22."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day like 2026-11-22", param, ctx)


class FormatType(click.ParamType[str]):
    """The name of a format: ours, or one that an installed package adds."""

    name = "format"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from xhs_compliance.reporters.formats import format_named

        try:
            format_named(str(value))
        except UsageError as error:
            self.fail(error.message.en, param, ctx)
        return str(value)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002 - asked for by click
        from xhs_compliance.reporters.formats import FORMATS

        return f"[{'|'.join(FORMATS)}]"


def language_option(command: Command) -> Command:
    """``--lang``."""
    return click.option(
        "--lang",
        type=click.Choice(LANGUAGES),
        help="Language of everything the tool says. Default: the configuration, then the locale.",
    )(command)


def column_option(command: Command) -> Command:
    """``--column``."""
    return click.option(
        "--column",
        multiple=True,
        metavar="NAME=HEADER",
        help="The column of a table that holds a field or fact (text=文案). Default: by its header.",
    )(command)


def packs_options(command: Command) -> Command:
    """``--packs`` and ``--rules-dir``."""
    command = click.option("--packs", multiple=True, metavar="ID", help="Only these packs (comma separated).")(command)
    return click.option(
        "--rules-dir",
        multiple=True,
        type=click.Path(path_type=Path, exists=True, file_okay=False),
        help="A folder with further packs.",
    )(command)


def config_options(command: Command) -> Command:
    """``--config``, ``--profile`` and ``--isolated``."""
    command = click.option("--profile", metavar="NAME", help="A profile of the configuration.")(command)
    command = click.option("--isolated", is_flag=True, help="Use no configuration file.")(command)
    return click.option(
        "--config",
        "config_file",
        type=click.Path(path_type=Path, exists=True, dir_okay=False),
        help="The configuration file. Default: the nearest xhs-compliance.toml at or above this folder.",
    )(command)


def read_config(config_file: Path | None, profile: str | None, *, isolated: bool) -> Config:
    """The configuration the options ask for.

    Raises:
        UsageError: when a file is wrong or the profile is not known.

    """
    if isolated:
        return Config()
    return load_config(config_file or find_config(Path.cwd()), profile)


def read_profiles(config_file: Path | None, *, isolated: bool) -> dict[str, Config]:
    """Every profile of the configuration the options ask for, for drafts that name one.

    Raises:
        UsageError: when a file is wrong.

    """
    return {} if isolated else load_profiles(config_file or find_config(Path.cwd()))


def spoken_language(asked: Language | None, config: Config) -> Language:
    """The language asked for; else the configuration's; else the locale's."""
    if asked is not None:
        return asked
    if config.lang in LANGUAGES:
        return "zh" if config.lang == "zh" else "en"
    return language_of_locale(os.environ)


def load(
    config: Config,
    packs: Iterable[str] = (),
    folders: Iterable[Path] = (),
    facts: Iterable[str] = (),
    as_of: date | None = None,
    decisions: "Decisions | None" = None,
    orders: Path | None = None,
    until: date | None = None,
) -> "Linter":
    """The linter for one run: the configuration, with what the command line says on top."""
    from dataclasses import replace

    from xhs_compliance.api import load_linter
    from xhs_compliance.compiled import keep_resident
    from xhs_compliance.engine.settle import NO_DECISIONS

    wanted = [name.strip() for part in packs for name in part.split(",") if name.strip()]
    linter = load_linter(
        config=config,
        packs=wanted,
        folders=folders,
        facts=facts_from(facts),
        as_of=as_of,
        until=until,
        decisions=decisions or NO_DECISIONS,
    )
    keep_resident()
    if orders is None:
        return linter
    from xhs_compliance.readers.orders import read_orders

    return replace(linter, orders=read_orders(orders.read_bytes(), str(orders), linter.facts))


def orders_option(command: Command) -> Command:
    """``--orders``."""
    return click.option(
        "--orders",
        type=click.Path(path_type=Path, exists=True, dir_okay=False),
        help="A table of the platform's orders, joined to drafts by pgy_order_id.",
    )(command)


def columns_from(pairs: Iterable[str]) -> dict[str, str]:
    """``name=header`` pairs as a mapping.

    Raises:
        UsageError: for a pair without an equals sign.

    """
    columns = {}
    for pair in pairs:
        name, equals, header = pair.partition("=")
        if not equals or not header.strip():
            message = Bilingual(
                f"--column 要写成 名称=表头，例如 text=文案，不是“{pair}”",
                f"--column takes NAME=HEADER (text=Copy), not {pair!r}",
            )
            raise UsageError(message)
        columns[name.strip()] = header.strip()
    return columns


def facts_from(pairs: Iterable[str]) -> dict[str, str]:
    """``name=value`` pairs as a mapping; a value may hold a comma-separated list.

    Raises:
        UsageError: for a pair without an equals sign.

    """
    facts = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            message = Bilingual(
                f"--facts 要写成 名称=值，例如 commercial=paid，不是“{pair}”",
                f"--facts takes NAME=VALUE (commercial=paid), not {pair!r}",
            )
            raise UsageError(message)
        facts[name.strip()] = value.strip()
    return facts
