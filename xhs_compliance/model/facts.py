"""Facts: what is declared about a draft, never guessed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from xhs_compliance.model.words import Bilingual, Market

FactKind = Literal["choice", "choices", "text", "texts", "flag", "number", "date", "record"]

UNDECLARED = "undeclared"
"""The value a fact has in a condition when nobody has declared it."""


@dataclass(frozen=True, slots=True)
class FactType:
    """One row of the closed table of facts (``rules/facts.yaml``).

    Attributes:
        name: as written in front matter and JSON.
        kind: what its value is.
        values: the words allowed, for a choice.
        aliases: other words and the value each stands for.
        title: what is being asked, as a question a creator understands.
        markets: where it is asked; everywhere when empty.

    """

    name: str
    kind: FactKind
    title: Bilingual
    values: tuple[str, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, Bilingual] = field(default_factory=dict)
    markets: tuple[Market, ...] = ()

    def is_asked_in(self, markets: Iterable[Market]) -> bool:
        """Whether it is asked for a draft of these markets."""
        return not self.markets or not set(markets).isdisjoint(self.markets)


@dataclass(frozen=True, slots=True)
class Facts:
    """The declared facts of one draft: normalised values by name. Choices are tuples.

    Attributes:
        source: who declared them.
        sources: who declared certain ones, where that is somebody else.

    """

    values: Mapping[str, Any] = field(default_factory=dict)
    source: str = "author"
    sources: Mapping[str, str] = field(default_factory=dict)

    def get(self, name: str) -> Any:
        """The declared value, or ``None`` when undeclared."""
        return self.values.get(name)

    def declared(self, name: str) -> bool:
        """Whether somebody declared it."""
        return name in self.values

    def words(self, name: str) -> tuple[str, ...]:
        """The value as words a condition can be compared with; ``("undeclared",)`` when there is none."""
        value = self.values.get(name)
        if value is None:
            return (UNDECLARED,)
        if isinstance(value, tuple):
            return value or (UNDECLARED,)
        if isinstance(value, bool):
            return ("true" if value else "false",)
        return (str(value),)

    def with_values(self, **changes: Any) -> "Facts":
        """The same facts with some declared otherwise; ``None`` makes a fact undeclared."""
        merged = {**self.values, **changes}
        return Facts({name: value for name, value in merged.items() if value is not None}, self.source, self.sources)

    def source_of(self, name: str) -> str:
        """Who declared the fact."""
        return self.sources.get(name, self.source)

    def joined(self, values: Mapping[str, Any], source: str) -> "Facts":
        """The same facts with those of another source laid over them."""
        return Facts({**self.values, **values}, self.source, {**self.sources, **dict.fromkeys(values, source)})

    def __iter__(self) -> Iterator[str]:
        return iter(self.values)
