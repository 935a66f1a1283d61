"""What holds for a run, every value with where it came from."""

import fnmatch
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from xhs_compliance.model.policy import Policy
from xhs_compliance.model.words import Severity


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
