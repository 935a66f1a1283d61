"""The Python interface, in three tiers: a text, a draft, paths.

>>> from xhs_compliance import check_text
>>> check_text("没有最好的面霜，只有适合自己的").verdict
<Verdict.PASS: 'pass'>
"""

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

from xhs_compliance.baseline import fingerprints, read_baseline
from xhs_compliance.compiled import compile_rules
from xhs_compliance.config.settings import Config, matches
from xhs_compliance.engine.checker import Checker
from xhs_compliance.engine.settle import NO_DECISIONS
from xhs_compliance.linter import TOOL, Linter, declared
from xhs_compliance.model.decision import Decisions
from xhs_compliance.model.draft import TEXT, TITLE, Draft
from xhs_compliance.model.errors import InputError, UsageError, did_you_mean, with_hint
from xhs_compliance.model.report import Report
from xhs_compliance.model.review import Review
from xhs_compliance.model.rule import Pack, Rule
from xhs_compliance.model.words import Severity
from xhs_compliance.packs.lock import check_lock

CHINA = timezone(timedelta(hours=8), "China")


def load_linter(
    *,
    config: Config | None = None,
    packs: Iterable[str] = (),
    folders: Iterable[Path] = (),
    facts: Mapping[str, Any] | None = None,
    as_of: date | None = None,
    decisions: Decisions = NO_DECISIONS,
    until: date | None = None,
    rules: Path | None = None,
) -> Linter:
    """Load rules.

    Args:
        config: what a configuration file says; the arguments below win over it.
        packs: ids of the packs to apply; all when empty.
        folders: folders with further packs.
        facts: what holds for every draft that does not declare it itself.
        as_of: the day whose law applies; today when ``None``.
        decisions: what people decided about findings.
        until: the last day of a post's shelf life; rules that come into force up to then are noted.
        rules: a whole folder of rules (shared files and packs) in place of the built-in ones.

    Raises:
        PackError: when a pack is wrong, or is not the one the lock file names.
        UsageError: when a pack or a fact is not known.

    """
    config = config or Config()
    asked = tuple(packs)
    roots = (*config.rules_dirs, *folders)
    selection = repr((asked, config.packs, config.packs_off))
    with _collector_paused():
        compiled = compile_rules(roots, lambda loaded: _chosen(loaded, asked, config), selection, rules)
    ruleset = compiled.ruleset
    if config.lock is not None:
        check_lock(config.lock, ruleset.packs)
    accepted = fingerprints(read_baseline(config.baseline)) if config.baseline else {}
    overrides = _overrides(ruleset.rules, config)

    first = as_of or today()
    checker = Checker(
        ruleset, first, TOOL, policy=config.policy, overrides=overrides, accepted=accepted, decisions=decisions
    )
    later = tuple((day, checker.on(day)) for day in _days_of_change(ruleset.rules, first, until)) if until else ()
    return Linter(
        compiled,
        checker,
        config,
        declared(facts or {}, compiled.facts),
        roots,
        overrides,
        accepted,
        decisions,
        later=later,
    )


def today() -> date:
    """The day whose law applies where none is named: the day in China, where a law comes into force at its midnight."""
    return datetime.now(CHINA).date()


def _days_of_change(rules: Iterable[Rule], after: date, until: date) -> list[date]:
    """The days after one and up to another on which a provision that a rule rests on comes into force."""
    days = {provision.in_force for rule in rules for provision in rule.basis}
    return sorted(day for day in days if after < day <= until)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Leave the collector of garbage be while rules load.

    They are half a million objects and none of them is garbage; going through them again and again takes a quarter of
    the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _chosen(packs: tuple[Pack, ...], asked: tuple[str, ...], config: Config) -> tuple[Pack, ...]:
    """The packs to apply: those asked for, else those configured; packs of signals alone always count."""
    known = {pack.id for pack in packs}
    for name in asked:
        if name not in known:
            raise UsageError(with_hint(f"没有规则包“{name}”", f"there is no pack {name!r}", did_you_mean(name, known)))
    wanted = asked or config.packs
    chosen = [pack for pack in packs if not wanted or not pack.rules or any(matches(pack.id, name) for name in wanted)]
    off = config.packs_off if not asked else ()
    return tuple(pack for pack in chosen if not any(matches(pack.id, name) for name in off))


def _overrides(rules: Iterable[Rule], config: Config) -> dict[str, Severity]:
    """Severities by rule id, from patterns of the configuration; rules named under ``packs-off`` are off."""
    patterns = (*config.severity.items(), *((name, Severity.OFF) for name in config.packs_off))
    return {
        rule.id: severity
        for rule in rules
        for pattern, severity in patterns
        if any(matches(name, pattern) for name in (rule.id, *rule.aliases))
    }


@cache
def _standard() -> Linter:
    return load_linter()


def check_text(text: str, *, title: str = "", **facts: Any) -> Review:
    """Review a text.

    Args:
        text: the body of the draft.
        title: its title, if it has one.
        facts: what is declared about it (``commercial="paid"``).

    Raises:
        UsageError: for a fact or a value nobody knows.

    """
    fields = {TITLE: title, TEXT: text} if title else {TEXT: text}
    return check_draft(Draft("draft", fields, declared(facts, _standard().facts)))


def check_draft(draft: Draft) -> Review:
    """Review a draft with every built-in pack."""
    return _standard().check(draft)


def check_paths(paths: Iterable[str | Path]) -> Report:
    """Review every draft in the files and folders named.

    Raises:
        InputError: when a path does not exist or a folder holds no draft.

    """
    return Report(tuple(_standard().check_paths([Path(path) for path in paths])), TOOL)


__all__ = ["InputError", "Linter", "check_draft", "check_paths", "check_text", "load_linter"]
