"""Configuration: ``xhs-compliance.toml``, or ``[tool.xhs-compliance]`` of ``pyproject.toml``, found upwards.

A file may extend others and hold profiles, one for each brand. What holds is worked out once, and every value remembers
the file it came from.
"""

import fnmatch
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

from xhs_compliance.model.errors import UsageError, did_you_mean, with_hint
from xhs_compliance.model.policy import Policy
from xhs_compliance.model.words import LANGUAGES, Bilingual, Severity
from xhs_compliance.packs.installed import installed_packs

FILE_NAME = "xhs-compliance.toml"
DEEPEST = 8
"""Files that may extend one another in a row."""

_KEYS: dict[str, type | tuple[type, ...]] = {
    "extends": (str, list),
    "packs": list,
    "packs-off": list,
    "rules-dirs": list,
    "rules-from": list,
    "severity": dict,
    "facts": (dict, list),
    "policy": dict,
    "profiles": dict,
    "lang": str,
    "fail-on": str,
    "baseline": str,
    "lock": str,
    "rule-pages": str,
}
_POLICY_KEYS = ("block-on", "review-on", "suppressions-lift-blocks", "trusted-sources")
_ADDRESS = re.compile(r"https?://[\w.~:/?#@!$&*+,;=%{}-]+", re.ASCII)
_PLACE = re.compile(r"\{[^}]*\}?")
_SEVERITIES = tuple(severity.word for severity in Severity)


@dataclass(frozen=True, slots=True)
class PathFacts:
    """Facts for drafts whose path matches one of the patterns; no pattern means every draft."""

    facts: Mapping[str, Any]
    paths: tuple[str, ...] = ()

    def holds_for(self, path: str) -> bool:
        """Whether a draft at *path* gets these facts."""
        return not self.paths or any(matches(path, pattern) for pattern in self.paths)


@dataclass(frozen=True, slots=True)
class Config:
    """What holds for a run.

    Attributes:
        packs: patterns of the packs to apply; all when empty.
        packs_off: patterns of packs and rules to leave out.
        rules_dirs: folders with further packs.
        severity: severity for each rule that is to have another one.
        facts: facts by path, later ones win.
        policy: how findings become a verdict.
        lang: language of what the tool says; ``None`` follows the locale.
        fail_on: severity from which on the exit code is 1.
        baseline: the file of accepted findings.
        lock: the file of pack versions that must match.
        rule_pages: where the pages of the rules are published; empty: nowhere.
        origins: where each value comes from, by key.

    """

    packs: tuple[str, ...] = ()
    packs_off: tuple[str, ...] = ()
    rules_dirs: tuple[Path, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    facts: tuple[PathFacts, ...] = ()
    policy: Policy = field(default_factory=Policy)
    lang: str | None = None
    fail_on: str = "error"
    baseline: Path | None = None
    lock: Path | None = None
    rule_pages: str = ""
    origins: Mapping[str, str] = field(default_factory=dict)

    def facts_for(self, path: str) -> dict[str, Any]:
        """The facts configured for a draft at *path*."""
        merged: dict[str, Any] = {}
        for entry in self.facts:
            if entry.holds_for(path):
                merged |= entry.facts
        return merged


def matches(name: str, pattern: str) -> bool:
    """Whether a path or an id matches a pattern of ``*`` and ``?``; ``a/**`` is everything below ``a``."""
    if pattern.endswith("/**") and PurePosixPath(name).is_relative_to(pattern[:-3]):
        return True
    return fnmatch.fnmatchcase(name, pattern) or PurePosixPath(name).match(pattern)


def web_address(text: str, named: str) -> str:
    """*text*, which is to become a link: an address of the web and nothing else.

    Args:
        text: the address, with ``{lang}``, ``{pack}`` and ``{rule}`` where a rule's own words belong.
        named: what errors call it.

    Raises:
        UsageError: when it is something else, or names another place.

    """
    if _ADDRESS.fullmatch(text) and set(_PLACE.findall(text)) <= {"{lang}", "{pack}", "{rule}"}:
        return text
    raise UsageError(
        Bilingual(
            f"{named} 要写 https:// 或 http:// 开头的网址，里面可以用 {{lang}}、{{pack}}、{{rule}}，不能写“{text}”",
            f"{named} takes an address that begins with https:// or http:// and may hold {{lang}}, {{pack}} and "
            f"{{rule}}; not {text!r}",
        )
    )


def find_config(start: Path) -> Path | None:
    """The nearest configuration file at *start* or above; a ``pyproject.toml`` counts if it has our table."""
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / FILE_NAME).is_file():
            return folder / FILE_NAME
        project = folder / "pyproject.toml"
        if project.is_file() and "xhs-compliance" in _toml(project).get("tool", {}):
            return project
    return None


def load_config(path: Path | None, profile: str | None = None, policy: Policy | None = None) -> Config:
    """The configuration in *path* and the files it extends, with a profile laid over it.

    *policy* is what holds where the files say nothing.

    Raises:
        UsageError: when a file is missing or wrong, or the profile is not known.

    """
    config = Config(policy=policy or Policy())
    profiles: dict[str, tuple[Mapping[str, Any], Path]] = {}
    for file, table in _chain(path) if path else ():
        profiles |= {name: (entry, file) for name, entry in _table(table, "profiles", file).items()}
        config = _laid_over(config, table, file, file.name)
    if profile is None:
        return config
    if profile not in profiles:
        raise unknown_profile(profile, profiles)
    entry, file = profiles[profile]
    if not isinstance(entry, dict):
        raise _wrong(file, f"profiles.{profile}", "一张表", "a table")
    return _laid_over(config, entry, file, f"{file.name} [profiles.{profile}]")


def load_profiles(path: Path | None) -> dict[str, Config]:
    """Every profile of the configuration in *path* and the files it extends, by name.

    Raises:
        UsageError: when a file is missing or wrong.

    """
    names = {name for file, table in (_chain(path) if path else ()) for name in _table(table, "profiles", file)}
    return {name: load_config(path, name) for name in sorted(names)}


def unknown_profile(name: str, known: Iterable[str]) -> UsageError:
    """The error for a profile that is none of those *known*."""
    hint = did_you_mean(name, known)
    return UsageError(with_hint(f"没有叫“{name}”的方案", f"there is no profile {name!r}", hint))


def _chain(path: Path, depth: int = 0) -> list[tuple[Path, Mapping[str, Any]]]:
    """The file and those it extends, the farthest first."""
    if depth > DEEPEST:
        raise UsageError(Bilingual(f"{path} 的 extends 绕得太深", f"{path}: extends goes round or too deep"))
    table = _toml(path)
    if path.name == "pyproject.toml":
        table = table.get("tool", {}).get("xhs-compliance", {})
    for key in table:
        if key not in _KEYS:
            hint = did_you_mean(key, _KEYS)
            raise UsageError(with_hint(f"{path.name} 里没有“{key}”这一项", f"{path.name} has no key {key!r}", hint))
        if not isinstance(table[key], _KEYS[key]):
            raise _wrong(path, key, "别的类型", "another type")
    extended = table.get("extends", [])
    files = [extended] if isinstance(extended, str) else extended
    above = [entry for file in files for entry in _chain((path.parent / str(file)).resolve(), depth + 1)]
    return [*above, (path, table)]


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(Bilingual(f"配置文件 {path} 读不了：{reason}", f"{path} cannot be read: {reason}")) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(Bilingual(f"配置文件 {path} 不是 TOML：{error}", f"{path} is not TOML: {error}")) from None


def _laid_over(config: Config, table: Mapping[str, Any], file: Path, origin: str) -> Config:
    """The configuration with one file's values on top."""
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


def _table(table: Mapping[str, Any], key: str, file: Path) -> Mapping[str, Any]:
    value = table.get(key, {})
    if not isinstance(value, dict):
        raise _wrong(file, key, "一张表", "a table")
    return value


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
            raise _wrong(file, "facts", "一张表或几张表", "a table or a list of tables")
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
            raise _wrong(file, "policy.suppressions-lift-blocks", "true 或 false", "true or false")
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


def _wrong(file: Path, key: str, zh: str, en: str) -> UsageError:
    return UsageError(Bilingual(f"{file.name} 的 {key} 要写成{zh}", f"{file.name}: {key} must be {en}"))
