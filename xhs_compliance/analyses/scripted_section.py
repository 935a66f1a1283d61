"""Read a plain mapping strictly: a key that is missing, unknown or of the wrong kind is an error that names it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from xhs_compliance.model.words import LANGUAGES, Bilingual

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Ramp:
    """Turns a measurement into 0 to 1: nothing up to *start*, everything from *full*, straight in between."""

    start: float
    full: float

    def __call__(self, measured: float) -> float:
        """The share of the way from *start* to *full*."""
        return min(1.0, max(0.0, (measured - self.start) / (self.full - self.start)))


class Section:
    """A mapping that knows where it stands and which of its keys were asked for."""

    def __init__(self, mapping: object, path: str) -> None:
        if not isinstance(mapping, Mapping):
            raise ValueError(f"a mapping is expected, not {type(mapping).__name__}")
        self.path = path
        self.name = path.rpartition(".")[2]
        self._mapping = mapping
        self._open = set(mapping)
        self._inside: list[Section] = []

    def __contains__(self, key: str) -> bool:
        return key in self._mapping

    def get(self, key: str, read: Callable[[Any], _T]) -> _T:
        """The value of *key* as *read* makes it; what goes wrong names the key."""
        where = f"{self.path}.{key}".lstrip(".")
        if key not in self._mapping:
            raise ValueError(f"{where}: is missing")
        self._open.discard(key)
        try:
            return read(self._mapping[key])
        except (TypeError, ValueError, KeyError) as error:
            raise ValueError(f"{where}: {error}") from error

    def number(self, key: str) -> float:
        """A number, written as one or as text."""
        return self.get(key, float)

    def flag(self, key: str) -> bool:
        """``true`` or ``false``."""
        return self.word(key, ("true", "false", "True", "False")).lower() == "true"

    def text(self, *keys: str) -> None:
        """Ask for keys whose text is not used here."""
        for key in keys:
            self.get(key, str)

    def word(self, key: str, known: Sequence[str]) -> str:
        """A text that must be one of *known*."""
        value = self.get(key, str)
        if value not in known:
            raise ValueError(f"{self.path}.{key}: “{value}” is not one of {', '.join(known)}")
        return value

    def strings(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        return self.get(key, _strings)

    def ramp(self, key: str) -> Ramp:
        """Two numbers, the first below the second."""
        return self.get(key, _ramp)

    def bilingual(self, key: str) -> Bilingual:
        """A sentence in both languages."""
        return self.get(key, lambda value: Bilingual(str(value["zh"]), str(value["en"])))

    def section(self, key: str) -> "Section":
        """The mapping under *key*."""
        path = f"{self.path}.{key}".lstrip(".")
        section = self.get(key, lambda value: Section(value, path))
        self._inside.append(section)
        return section

    def sections(self) -> "list[Section]":
        """The mappings under all keys, in the order of the file."""
        return [self.section(key) for key in self._mapping]

    def all_strings(self) -> dict[str, tuple[str, ...]]:
        """Every entry of this mapping as a list of texts, by key."""
        return {key: self.strings(key) for key in tuple(self._mapping)}

    def expressions(self) -> dict[str, tuple[str, ...]]:
        """A list of expressions for each language that has one."""
        return {language: self.strings(language) for language in LANGUAGES if language in self}

    def close(self) -> None:
        """Refuse keys nobody asked for, here and in every section read from here."""
        if self._open:
            raise ValueError(f"{self.path or 'script-likeness'}: unknown key {sorted(map(str, self._open))[0]}")
        for section in self._inside:
            section.close()


def _strings(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) and item for item in value):
        raise ValueError("a list of texts is expected; put numbers in quotes")
    return tuple(value)


def _ramp(value: Sequence[Any]) -> Ramp:
    start, full = (float(item) for item in value)
    if not start < full:
        raise ValueError("the first number of a ramp must be below the second")
    return Ramp(start, full)
