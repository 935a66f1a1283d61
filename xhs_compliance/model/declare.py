"""Turn what somebody wrote about a draft into facts: closed names, closed words, one spelling for each value."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from xhs_compliance.model.errors import did_you_mean, with_hint
from xhs_compliance.model.facts import Facts, FactType
from xhs_compliance.model.words import Bilingual

_TRUE = frozenset({"true", "yes", "1", "是", "有"})
_FALSE = frozenset({"false", "no", "0", "否", "没有"})


class FactError(ValueError):
    """A fact that nobody knows, or a value it cannot have; the message says what to do."""

    def __init__(self, message: Bilingual) -> None:
        super().__init__(message.en)
        self.message = message


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
            hint = did_you_mean(str(name), types)
            raise FactError(with_hint(f"没有叫“{name}”的事实", f"there is no fact {name!r}", hint))
        if value is None or value == "" or value == []:
            continue
        values[name] = _value(types[name], value)
    ties = values.get("commercial", ())
    if "none" in ties and len(ties) > 1:
        message = Bilingual(
            "commercial 写了 none，就不能再写别的关系", "commercial: none cannot stand beside another tie"
        )
        raise FactError(message)
    return Facts(values, source)


def _value(kind: FactType, value: Any) -> Any:
    match kind.kind:
        case "choices" | "choice":
            words = tuple(dict.fromkeys(_word(kind, item) for item in _items(value)))
            if kind.kind == "choice" and len(words) > 1:
                raise FactError(
                    Bilingual(f"{kind.name} 只能写一个值", f"{kind.name} takes one value, not {len(words)}")
                )
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
                raise FactError(Bilingual(f"{kind.name} 要写成一段文字", f"{kind.name} takes a text"))
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
    hint = did_you_mean(word, kind.values)
    raise FactError(with_hint(f"{kind.name} 不能写“{word}”", f"{kind.name} cannot be {word!r}", hint))


def _flag(kind: FactType, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).lower()
    if word in _TRUE | _FALSE:
        return word in _TRUE
    raise FactError(
        Bilingual(f"{kind.name} 写 true 或 false，不是“{value}”", f"{kind.name} is true or false, not {value!r}")
    )


def _number(kind: FactType, value: Any) -> float:
    try:
        if isinstance(value, bool):
            raise ValueError
        return float(value)
    except (TypeError, ValueError):
        message = Bilingual(f"{kind.name} 要写数字，不是“{value}”", f"{kind.name} is a number, not {value!r}")
        raise FactError(message) from None


def _day(kind: FactType, value: Any) -> str:
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        message = Bilingual(
            f"{kind.name} 要写成 2026-11-22 这样的日期", f"{kind.name} is a day like 2026-11-22, not {value!r}"
        )
        raise FactError(message) from None
