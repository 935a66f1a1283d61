"""What decides the answers of a batch, as one value that travels to every worker."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from xhs_compliance.api import load_linter
from xhs_compliance.compiled import keep_resident
from xhs_compliance.config.files import unknown_profile
from xhs_compliance.config.settings import Config
from xhs_compliance.linter import TOOL, Linter
from xhs_compliance.model.report import RenderOptions
from xhs_compliance.model.words import Language

if TYPE_CHECKING:
    from xhs_compliance.readers.orders import Orders


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
        profiles: what it says for drafts that name a profile, by name.
        orders: the orders of the platform, joined to drafts by their number.
        rules: a whole folder of rules that stands in place of our own; ``None`` for our own.

    """

    as_of: date
    until: date | None = None
    language: Language = "zh"
    packs: tuple[str, ...] = ()
    folders: tuple[Path, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    config: Config = field(default_factory=Config)
    profiles: Mapping[str, Config] = field(default_factory=dict)
    orders: "Orders | None" = None
    rules: Path | None = None

    def __hash__(self) -> int:
        return hash(self._digest)

    @property
    def options(self) -> RenderOptions:
        """How answers are told: the language of their messages, and where rules have pages."""
        return RenderOptions(self.language, rule_pages=self.config.rule_pages)

    @cached_property
    def _digest(self) -> str:
        words = "\x1f".join(f"{each.name}={getattr(self, each.name)!r}" for each in fields(self))
        return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()

    def key(self) -> str:
        """What the answers depend on besides the drafts: these settings, and every rule as it stands, as one digest."""
        linter = linter_for(self)
        packs = sorted(pack.label for pack in linter.compiled.ruleset.packs)
        words = "\x1f".join((self._digest, TOOL, *packs))
        return hashlib.sha256(words.encode()).hexdigest()

    def joined(self, table: Path) -> "Settings":
        """The same with the orders of *table* (CSV or Excel).

        Raises:
            InputError: when it is no table of orders.

        """
        from xhs_compliance.readers.orders import read_orders

        return replace(self, orders=read_orders(table.read_bytes(), str(table), linter_for(self).facts))


@lru_cache(maxsize=4)
def linter_for(settings: Settings) -> Linter:
    """The rules compiled, once in each process; those of a profile when a draft first names it."""

    @cache
    def profiled(name: str) -> Linter:
        if name not in settings.profiles:
            raise unknown_profile(name, settings.profiles)
        return _loaded(settings, settings.profiles[name])

    linter = replace(_loaded(settings, settings.config), profiled=profiled)
    keep_resident()
    return linter


def _loaded(settings: Settings, config: Config) -> Linter:
    linter = load_linter(
        config=config,
        packs=settings.packs,
        folders=settings.folders,
        facts=settings.facts,
        as_of=settings.as_of,
        until=settings.until,
        rules=settings.rules,
    )
    return replace(linter, orders=settings.orders)
