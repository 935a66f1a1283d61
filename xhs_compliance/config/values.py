"""What the tables of a configuration file say, laid over what held before."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from xhs_compliance.config.addresses import web_address
from xhs_compliance.config.settings import Config, PathFacts
from xhs_compliance.model.errors import UsageError, did_you_mean, with_hint
from xhs_compliance.model.policy import Policy
from xhs_compliance.model.words import LANGUAGES, Bilingual, Severity
from xhs_compliance.packs.installed import installed_packs

_POLICY_KEYS = ("block-on", "review-on", "suppressions-lift-blocks", "trusted-sources")
_SEVERITIES = tuple(severity.word for severity in Severity)


def laid_over(config: Config, table: Mapping[str, Any], file: Path, origin: str) -> Config:
    """The configuration with one table's values on top.

    Args:
        config: what held before.
        table: the values.
        file: where the table stands; paths in it begin at its folder.
        origin: what each of its values is said to come from.

    Raises:
        UsageError: when a value is wrong, or packs named in it are not installed.

    """
    readers: dict[str, Callable[[Any], Any]] = {
        "packs": _words,
        "packs-off": lambda value: (*config.packs_off, *_words(value)),
        "rules-dirs": lambda value: (*config.rules_dirs, *(file.parent / name for name in _words(value))),
        "severity": lambda value: {**config.severity, **_severities(value, file)},
        "facts": lambda value: (*config.facts, *_path_facts(value, file)),
        "policy": lambda value: _policy(config.policy, value, file),
        "lang": lambda value: _one_of(value, LANGUAGES, "lang", file),
        "fail-on": lambda value: _one_of(value, (*_SEVERITIES[1:], "never"), "fail-on", file),
        "baseline": lambda value: file.parent / value,
        "lock": lambda value: file.parent / value,
        "rule-pages": lambda value: web_address(value, f"{file.name}: rule-pages"),
    }
    changes = {key.replace("-", "_"): read(table[key]) for key, read in readers.items() if key in table}
    if "rules-from" in table:
        installed = (installed_packs(name) for name in _words(table["rules-from"]))
        changes["rules_dirs"] = (*changes.get("rules_dirs", config.rules_dirs), *installed)
    origins = {**config.origins, **{key: origin for key in (*readers, "rules-from") if key in table}}
    return replace(config, **changes, origins=origins)


def _words(values: Iterable[Any]) -> tuple[str, ...]:
    return tuple(str(value) for value in values)


def wrong_value(file: Path, key: str, zh: str, en: str) -> UsageError:
    """The error for a value of the wrong type.

    Args:
        file: the configuration file.
        key: the key.
        zh: what its value must be, in Chinese.
        en: in English.

    """
    return UsageError(Bilingual(f"{file.name} 的 {key} 要写成{zh}", f"{file.name}: {key} must be {en}"))


def _severities(table: Mapping[str, Any], file: Path) -> dict[str, Severity]:
    return {
        rule: Severity.from_word(_one_of(word, _SEVERITIES, f"severity.{rule}", file)) for rule, word in table.items()
    }


def _path_facts(value: Any, file: Path) -> list[PathFacts]:
    """One table of facts for every draft, or a list of tables with ``paths``."""
    entries = value if isinstance(value, list) else [value]
    made = []
    for entry in entries:
        if not isinstance(entry, dict):
            raise wrong_value(file, "facts", "一张表或几张表", "a table or a list of tables")
        paths = _words(entry.get("paths", ()))
        made.append(PathFacts({key: fact for key, fact in entry.items() if key != "paths"}, paths))
    return made


def _policy(policy: Policy, table: Mapping[str, Any], file: Path) -> Policy:
    for key in table:
        if key not in _POLICY_KEYS:
            hint = did_you_mean(key, _POLICY_KEYS)
            raise UsageError(with_hint(f"policy 里没有“{key}”这一项", f"policy has no key {key!r}", hint))
    changes: dict[str, Any] = {}
    for key in ("block-on", "review-on"):
        if key in table:
            word = _one_of(table[key], _SEVERITIES[1:], f"policy.{key}", file)
            changes[key.replace("-", "_")] = Severity.from_word(word)
    if "suppressions-lift-blocks" in table:
        if not isinstance(table["suppressions-lift-blocks"], bool):
            raise wrong_value(file, "policy.suppressions-lift-blocks", "true 或 false", "true or false")
        changes["suppressions_lift_blocks"] = table["suppressions-lift-blocks"]
    if "trusted-sources" in table:
        changes["trusted_sources"] = _words(table["trusted-sources"])
    return replace(policy, **changes)


def _one_of(value: Any, allowed: Iterable[str], key: str, file: Path) -> str:
    words = tuple(allowed)
    if value not in words:
        hint = did_you_mean(str(value), words)
        raise UsageError(
            with_hint(f"{file.name} 的 {key} 不能写“{value}”", f"{file.name}: {key} cannot be {value!r}", hint)
        )
    return str(value)
