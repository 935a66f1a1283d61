"""Configuration files: ``xhs-compliance.toml``, or ``[tool.xhs-compliance]`` of ``pyproject.toml``, found upwards.

A file may extend others and hold profiles, one for each brand. What holds is worked out once.
"""

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from xhs_compliance.config.settings import Config
from xhs_compliance.config.values import laid_over, wrong_value
from xhs_compliance.model.errors import UsageError, did_you_mean, with_hint
from xhs_compliance.model.policy import Policy
from xhs_compliance.model.words import Bilingual

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
        config = laid_over(config, table, file, file.name)
    if profile is None:
        return config
    if profile not in profiles:
        raise unknown_profile(profile, profiles)
    entry, file = profiles[profile]
    if not isinstance(entry, dict):
        raise wrong_value(file, f"profiles.{profile}", "一张表", "a table")
    return laid_over(config, entry, file, f"{file.name} [profiles.{profile}]")


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
            raise wrong_value(path, key, "别的类型", "another type")
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


def _table(table: Mapping[str, Any], key: str, file: Path) -> Mapping[str, Any]:
    value = table.get(key, {})
    if not isinstance(value, dict):
        raise wrong_value(file, key, "一张表", "a table")
    return value
