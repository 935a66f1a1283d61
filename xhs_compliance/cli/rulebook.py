"""The packs as the commands about rules see them: all that can be read, and the names somebody may ask for."""

from collections.abc import Iterable
from pathlib import Path

import click

from xhs_compliance.config.settings import Config
from xhs_compliance.model.errors import UsageError, did_you_mean, with_hint
from xhs_compliance.model.rule import Rule, Signal
from xhs_compliance.model.words import MARKETS, Language
from xhs_compliance.packs.files import builtin_rules
from xhs_compliance.packs.load import RuleBook, load_rulebook
from xhs_compliance.packs.problems import format_problem


def load_readable(config: Config, folders: Iterable[Path], language: Language) -> RuleBook:
    """Every pack that can be read; what is wrong with the others is said and does not stop anything."""
    book = load_rulebook([builtin_rules(), *config.rules_dirs, *folders], go_on=True)
    for problem in book.problems:
        click.echo(format_problem(problem, language), err=True)
    return book


def find_owner(name: str, book: RuleBook) -> Rule | Signal:
    """The rule or signal of that name: a full id, the id without its pack, or one it had before.

    Raises:
        UsageError: when there is none.

    """
    known: dict[str, Rule | Signal] = {signal.id: signal for signal in book.signals}
    for rule in book.rules:
        known |= dict.fromkeys((*rule.aliases, rule.name), rule)
    known |= {rule.id: rule for rule in book.rules}
    if name not in known:
        hint = did_you_mean(name, known)
        raise UsageError(with_hint(f"没有规则“{name}”", f"there is no rule {name!r}", hint))
    return known[name]


def know_packs(wanted: Iterable[str], book: RuleBook) -> None:
    """Let only packs that there are pass.

    Raises:
        UsageError: for the first that there is not.

    """
    known = {pack.id for pack in book.packs}
    for name in wanted:
        if name not in known:
            hint = did_you_mean(name, known)
            raise UsageError(with_hint(f"没有规则包“{name}”", f"there is no pack {name!r}", hint))


def know_markets(wanted: Iterable[str], book: RuleBook) -> None:
    """The same for markets.

    Raises:
        UsageError: for the first that there is not.

    """
    known = book.library.facts[MARKETS].values
    for name in wanted:
        if name not in known:
            hint = did_you_mean(name, known)
            raise UsageError(with_hint(f"没有市场“{name}”", f"there is no market {name!r}", hint))
