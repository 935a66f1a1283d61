"""The options of every command that checks drafts, as one value."""

import functools
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xhs_compliance.cli.options import (
    DayType,
    config_options,
    language_option,
    load,
    packs_options,
    read_config,
    spoken_language,
)
from xhs_compliance.config.settings import Config
from xhs_compliance.model.words import Language

if TYPE_CHECKING:
    from xhs_compliance.linter import Linter
    from xhs_compliance.model.decision import Decisions

FACTS = "A fact for drafts that do not declare it."


@dataclass(frozen=True, slots=True)
class RunOptions:
    """What one run was asked for: rules, configuration, facts, the day, the language.

    Attributes:
        config: the configuration, read.
        language: of everything the tool says.
        facts: ``name=value`` pairs.
        as_of: the day whose law applies; today when ``None``.
        until: the last day of a post's shelf life: what comes into force up to then is noted.

    """

    config: Config
    language: Language
    packs: tuple[str, ...]
    rules_dir: tuple[Path, ...]
    facts: tuple[str, ...] = ()
    as_of: date | None = None
    until: date | None = None
    config_file: Path | None = None
    isolated: bool = False

    def with_profile(self, name: str) -> "RunOptions":
        """The same run under another profile of the configuration.

        Raises:
            UsageError: when the profile is not known.

        """
        return replace(self, config=read_config(self.config_file, name, isolated=self.isolated))

    def linter(
        self,
        decisions: "Decisions | None" = None,
        orders: Path | None = None,
        facts: tuple[str, ...] | None = None,
    ) -> "Linter":
        """The linter for this run; *facts* in place of its own where they are given."""
        declared = self.facts if facts is None else facts
        return load(self.config, self.packs, self.rules_dir, declared, self.as_of, decisions, orders, self.until)


def run_options(
    *, facts: str | None = FACTS, as_of: bool = True
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command ``--packs``, ``--rules-dir``, ``--config``, ``--profile``, ``--isolated`` and ``--lang``.

    The command takes them as ``run``. Stands last of its decorators.

    Args:
        facts: what ``--facts`` says it is; no such option when ``None``.
        as_of: whether it has ``--as-of``.

    """

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(command)
        def gathered(**values: Any) -> None:
            file, isolated = values.pop("config_file"), values.pop("isolated")
            config = read_config(file, values.pop("profile"), isolated=isolated)
            language = spoken_language(values.pop("lang"), config)
            packs, folders = values.pop("packs"), values.pop("rules_dir")
            declared = values.pop("facts") if facts is not None else ()
            day = values.pop("as_of") if as_of else None
            run = RunOptions(config, language, packs, folders, declared, day, config_file=file, isolated=isolated)
            command(run=run, **values)

        stacked = packs_options(config_options(language_option(gathered)))
        if as_of:
            help_text = "Apply the law of this day. Default: today."
            stacked = click.option("--as-of", type=DayType(), help=help_text)(stacked)
        if facts is not None:
            stacked = click.option("--facts", multiple=True, metavar="NAME=VALUE", help=facts)(stacked)
        return stacked

    return decorate
