"""The gate that ``serve`` and ``mcp`` put in front of a pipeline."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from xhs_compliance.cli.options import load
from xhs_compliance.config.files import find_config, load_config
from xhs_compliance.config.settings import Config
from xhs_compliance.model.policy import GATE
from xhs_compliance.model.words import Language

if TYPE_CHECKING:
    from xhs_compliance.linter import Linter
    from xhs_compliance.services.gate.gate import Gate

Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class GateOptions:
    """What the command line says about the rules of a gate."""

    packs: tuple[str, ...]
    rules_dir: tuple[Path, ...]
    facts: tuple[str, ...]
    config_file: Path | None
    profile: str | None
    isolated: bool
    facts_from: str = "author"


def facts_from_option(command: Command) -> Command:
    """``--facts-from``."""
    return click.option(
        "--facts-from",
        type=click.Choice(["author", "agency", "order-table", "registry"]),
        default="author",
        show_default=True,
        help="Who declares the facts of a request; the policy says whose 'no tie' counts.",
    )(command)


def load_gate(options: GateOptions, language: Language) -> "Gate":
    """The gate: the policy of a gate where the configuration names none, and any of its profiles on request.

    Raises:
        UsageError: when a configuration is wrong.
        PackError: when a pack is wrong.

    """
    from xhs_compliance.api import today
    from xhs_compliance.services.gate.gate import Gate
    from xhs_compliance.services.gate.profiles import Profiles

    path = None if options.isolated else options.config_file or find_config(Path.cwd())

    def linter(profile: str | None) -> "Linter":
        config = Config(policy=GATE) if path is None else load_config(path, profile, GATE)
        return load(config, options.packs, options.rules_dir, options.facts)

    profiles = Profiles(linter(options.profile), linter if path else None, today)
    return Gate(profiles, language, options.facts_from)
