"""Numbers as people write them: ``5.2万元``, ``三十天``, ``10k``, ``1,200``."""

import re
from functools import cache
from typing import NamedTuple

from xhs_compliance.model.pattern import Number
from xhs_compliance.model.span import Span
from xhs_compliance.text.fold import fold

_DIGITS = dict(
    zip("零〇一二三四五六七八九两壹贰叁肆伍陆柒捌玖", [0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 2, *range(1, 10)], strict=True)
)
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10_000, "w": 10_000, "亿": 100_000_000, "k": 1000, "千": 1000, "百": 100}

_ARABIC = r"\d+(?:,\d{3})*(?:\.\d+)?"
_CHINESE = rf"[{''.join(_DIGITS)}{''.join(_TENS)}万亿]+"
NUMBER = rf"(?:{_ARABIC}\s?(?:[万亿]|[千百](?![\d])|[kw](?![a-z]))?|{_CHINESE}|半)"


class Amount(NamedTuple):
    """A number found in text, with its unit."""

    span: Span
    value: float
    unit: str


def value_of(text: str) -> float:
    """The value of a number as :data:`NUMBER` matches it."""
    text = text.replace(",", "").replace(" ", "").strip()
    if text == "半":
        return 0.5
    if text[:1].isdigit():
        return float(text[:-1]) * _LARGE[text[-1]] if text[-1] in _LARGE else float(text)
    return _chinese_value(text)


def _chinese_value(text: str) -> float:
    """Read 三十, 一百二, 两万五千; digits in a row (二零二五) are read one by one."""
    if not any(char in _TENS or char in "万亿" for char in text):
        return float("".join(str(_DIGITS[char]) for char in text))
    total = section = digit = 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _TENS:
            section += (digit or 1) * _TENS[char]
            digit = 0
        else:
            total = (total + section + digit) * _LARGE[char]
            section = digit = 0
    return float(total + section + digit)


@cache
def _expression(units: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted((fold(unit) for unit in units), key=len, reverse=True)
    return re.compile(rf"(?<![\d.])({NUMBER})\s?({'|'.join(map(re.escape, longest_first))})")


def find_numbers(number: Number, plain: str) -> list[Amount]:
    """The numbers in *plain* that carry one of the units and compare as asked."""
    found = []
    for match in _expression(number.units).finditer(plain):
        amount = Amount(Span(*match.span()), value_of(match.group(1)), match.group(2))
        if compares(amount.value, number.over, number.under, number.at_least):
            found.append(amount)
    return found


@cache
def _any_number(units: tuple[str, ...]) -> re.Pattern[str]:
    unit = "|".join(re.escape(unit) for unit in sorted((fold(unit) for unit in units), key=len, reverse=True))
    return re.compile(
        rf"(?<![\d.])(?:(?P<digits>{_ARABIC}(?:[万亿千百kw](?![a-z]))?)\s?(?P<after>{unit})?|(?P<words>{_CHINESE}|半)(?P<unit>{unit}))"
    )


def all_numbers(units: tuple[str, ...], plain: str) -> list[Amount]:
    """Every number of digits, with its unit where one of *units* follows, and every written-out number before one."""
    found = []
    for match in _any_number(units).finditer(plain):
        number = match.group("digits") or match.group("words")
        found.append(Amount(Span(*match.span()), value_of(number), match.group("after") or match.group("unit") or ""))
    return found


def compares(value: float, over: float | None, under: float | None, at_least: float | None) -> bool:
    """Whether *value* meets every bound that is set."""
    return (
        (over is None or value > over) and (under is None or value < under) and (at_least is None or value >= at_least)
    )
