"""Turn what somebody wrote about a draft into facts: closed names, closed words, one spelling for each value."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from xhs_compliance.model.errors import nearest
from xhs_compliance.model.facts import Facts, FactType

_TRUE = frozenset({"true", "yes", "1", "是", "有"})
_FALSE = frozenset({"false", "no", "0", "否", "没有"})


class FactError(ValueError):
    """A fact that nobody knows, or a value it cannot have; the message says what to do."""


def declare(raw: Mapping[str, Any], types: Mapping[str, FactType], source: str = "author") -> Facts:
    """The facts in *raw*, in the table's own words.

    Args:
        raw: names and values as written in front matter, JSON, a table or on the command line.
        types: the table of facts.
        source: who declares them.

    Raises:
        FactError: for an unknown name or a value the fact cannot have.
    """
    values: dict[str, Any] = {}
    for name, value in raw.items():
        if name not in types:
            raise FactError(_sentence(f"there is no fact {name!r}", nearest(str(name), types)))
        if value is None or value == "" or value == []:
            continue
        values[name] = _value(types[name], value)
    ties = values.get("commercial", ())
    if "none" in ties and len(ties) > 1:
        raise FactError("commercial: none cannot stand beside another tie")
    return Facts(values, source)


def _value(kind: FactType, value: Any) -> Any:
    match kind.kind:
        case "choices" | "choice":
            words = tuple(dict.fromkeys(_word(kind, item) for item in _items(value)))
            if kind.kind == "choice" and len(words) > 1:
                raise FactError(f"{kind.name} takes one value, not {len(words)}")
            return words
        case "texts":
            return tuple(str(item) for item in _items(value))
        case "flag":
            return _flag(kind, value)
        case "number":
            return _number(kind, value)
        case "date":
            return _day(kind, value)
        case "text":
            if isinstance(value, list | dict):
                raise FactError(f"{kind.name} takes a text")
            return str(value)
        case "record":
            return value if isinstance(value, dict) else str(value)


def _items(value: Any) -> list[Any]:
    if isinstance(value, str):
        return [item.strip() for item in value.replace("，", ",").replace("、", ",").split(",") if item.strip()]
    return list(value) if isinstance(value, list | tuple) else [value]


def _word(kind: FactType, value: Any) -> str:
    word = str(value)
    for known in (word, word.lower(), word.upper()):
        if known in kind.values:
            return known
        if known in kind.aliases:
            return kind.aliases[known]
    labels = {text: name for name, label in kind.labels.items() for text in label}
    if word in labels:
        return labels[word]
    raise FactError(_sentence(f"{kind.name} cannot be {word!r}", nearest(word, kind.values)))


def _flag(kind: FactType, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).lower()
    if word in _TRUE | _FALSE:
        return word in _TRUE
    raise FactError(f"{kind.name} is true or false, not {value!r}")


def _number(kind: FactType, value: Any) -> float:
    try:
        if isinstance(value, bool):
            raise ValueError
        return float(value)
    except (TypeError, ValueError):
        raise FactError(f"{kind.name} is a number, not {value!r}") from None


def _day(kind: FactType, value: Any) -> str:
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise FactError(f'{kind.name} is a day like "2026-11-22", not {value!r}') from None


def _sentence(message: str, hint: str) -> str:
    return f"{message}; {hint}" if hint else message
