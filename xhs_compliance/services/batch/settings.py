"""What decides the answers of a batch, as one value that travels to every worker."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from xhs_compliance.api import TOOL, Linter, load_linter
from xhs_compliance.compiled import keep_resident
from xhs_compliance.config import Config
from xhs_compliance.model.words import Language


@dataclass(frozen=True)
class Settings:
    """How drafts are checked; equal settings give equal answers.

    Attributes:
        as_of: the day whose law applies.
        until: warn of what comes into force up to this day; ``None``: of nothing.
        language: of messages in the answers.
        packs: ids of the packs to apply; all when empty.
        folders: folders with further packs; they must lie at the same place on every machine that works.
        facts: what holds for every draft that does not declare it itself.
        columns: the header of a role or fact, where names alone do not say it.
        config: what a configuration file says.

    """

    as_of: date
    until: date | None = None
    language: Language = "zh"
    packs: tuple[str, ...] = ()
    folders: tuple[Path, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    config: Config = field(default_factory=Config)

    def __hash__(self) -> int:
        return hash(repr(self))

    def key(self) -> str:
        """What the answers depend on besides the drafts: these settings, and every rule as it stands, as one digest."""
        linter = linter_for(self)
        packs = sorted(pack.label for pack in linter.compiled.ruleset.packs)
        words = "\x1f".join((repr(self), TOOL, *packs))
        return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()

    def on(self, day: date) -> "Settings":
        """The same with the law of another day."""
        return replace(self, as_of=day)


@lru_cache(maxsize=4)
def linter_for(settings: Settings) -> Linter:
    """The rules compiled, once in each process."""
    linter = load_linter(
        config=settings.config,
        packs=settings.packs,
        folders=settings.folders,
        facts=settings.facts,
        as_of=settings.as_of,
        until=settings.until,
    )
    keep_resident()
    return linter
