"""Texts in which a pattern is found, or a condition holds: what drafts for witnesses are put together from."""

import itertools
import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from xhs_compliance.model.condition import All, Condition, FactIs, FactNumber, Has, LanguageIs, MarketIs, Not, SignalOn
from xhs_compliance.model.condition import Any as AnyOf
from xhs_compliance.model.facts import UNDECLARED, FactType
from xhs_compliance.model.pattern import Count, Either, Missing, Number, Pair, Pattern, Regex, Terms, parts_of
from xhs_compliance.model.rule import Signal

parser: Any = re._parser  # type: ignore[attr-defined]  # the standard library's own parse of an expression

_CLASSES = {"CATEGORY_DIGIT": "357", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "abk", "CATEGORY_NOT_SPACE": "看a",
            "CATEGORY_NOT_DIGIT": "看a", "CATEGORY_NOT_WORD": " ，"}  # fmt: skip
_ANYTHING = ("看来着的", " ", " a", "看a ，x!")
_BODIES = {
    "zh": "\n今天下雨了，我在家里煮了一锅汤，喝着很暖和",
    "en": "\nit rained all day so we stayed in and made soup",
}
LONGEST_RUN = 3
"""Repeats of a part of an expression beyond those it must have."""

LIKELY_FILLED = 0.6
"""How often a part that lets anything stand holds the words that are to stand there."""


@cache
def _parsed(source: str) -> Any:
    """The parse of an expression; ``None`` where the standard library has none."""
    try:
        return parser.parse(source, re.IGNORECASE)
    except (re.error, RecursionError):
        return None


class Sampler:
    """Makes texts a pattern is found in.

    Args:
        dice: what chooses between the ways.

    """

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self._anything = _ANYTHING[0]
        self._filling = ""

    def texts(self, pattern: Pattern, most: int) -> list[str]:
        """Up to *most* different texts, the shorter first."""
        if isinstance(pattern, Terms):
            words = list(pattern.words)
            return self.dice.sample(words, min(most, len(words)))
        made = dict.fromkeys(self._one(pattern) for _ in range(most * 4))
        made.pop("", None)
        return sorted([*made][: most * 2], key=len)[:most]

    def around(self, pattern: Pattern, words: str, most: int) -> list[str]:
        """Up to *most* texts of an expression with *words* where it lets anything stand, as between quotes."""
        self._filling = words
        texts = [text for text in self.texts(pattern, most * 2) if words in text]
        self._filling = ""
        return texts[:most]

    def _one(self, pattern: Pattern) -> str:
        match pattern:
            case Terms(words=words):
                return self.dice.choice(words)
            case Regex(source=source):
                return self._expression(source)
            case Number(units=units):
                edge = pattern.over or pattern.at_least or (pattern.under or 2) - 1
                return f"{int(edge) + (pattern.over is not None)}{self.dice.choice(units)}"
            case Either(patterns):
                return self._one(self.dice.choice(patterns))
            case Pair(parts=parts):
                ordered = list(parts) if pattern.ordered else self.dice.sample(parts, len(parts))
                return self.dice.choice(["", " ", "的", " it "]).join(map(self._one, ordered))
            case Count(of=of, at_least=least):
                return self.dice.choice(["，", "\n", " "]).join(self._several(of, least))
            case _:
                inner = parts_of(pattern)
                return self._one(inner[0]) if inner else ""

    def _several(self, of: tuple[Pattern, ...], least: int) -> list[str]:
        if len(of) == 1:
            return self.texts(of[0], least)
        chosen = self.dice.sample(of, min(least, len(of)))
        return [self._one(part) for part in chosen]

    def _expression(self, source: str) -> str:
        """A text the expression matches, if its assertions happen to hold."""
        tree = _parsed(source)
        self._anything = self.dice.choice(_ANYTHING)
        return "" if tree is None else self._of_tree(tree, {})

    def _of_tree(self, tree: Any, groups: dict[int, str]) -> str:
        return "".join([self._of_node(str(operation), argument, groups) for operation, argument in tree])

    def _of_node(self, operation: str, argument: Any, groups: dict[int, str]) -> str:
        match operation:
            case "LITERAL":
                return chr(argument)
            case "NOT_LITERAL" | "ANY":
                return self.dice.choice([char for char in self._anything if ord(char) != argument] or ["看"])
            case "IN":
                return self._of_class(argument)
            case "BRANCH":
                return self._of_tree(self.dice.choice(argument[1]), groups)
            case "SUBPATTERN":
                text = self._of_tree(argument[-1], groups)
                groups[argument[0]] = text
                return text
            case "ATOMIC_GROUP":
                return self._of_tree(argument, groups)
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                return self._repeated(*argument, groups)
            case "ASSERT":
                return self._of_tree(argument[1], groups) if self.dice.random() < 0.7 else ""
            case "GROUPREF":
                return groups.get(argument, "")
            case _:
                return ""

    def _repeated(self, least: int, most: Any, inner: Any, groups: dict[int, str]) -> str:
        if self._may_be_filled(least, most, inner) and self.dice.random() < LIKELY_FILLED:
            return self._filling
        times = self.dice.randint(least, min(int(most), least + LONGEST_RUN))
        return "".join(self._of_tree(inner, groups) for _ in range(times))

    def _may_be_filled(self, least: int, most: Any, inner: Any) -> bool:
        """Whether a repeat lets stand what is to stand there: ``.`` or a negated class, often enough."""
        if not self._filling or len(inner) != 1 or not least <= len(self._filling) <= int(most):
            return False
        operation, argument = inner[0]
        if str(operation) == "IN" and str(argument[0][0]) == "NEGATE":
            refused = {chr(code) for kind, code in argument[1:] if str(kind) == "LITERAL"}
            return refused.isdisjoint(self._filling)
        return str(operation) == "ANY"

    def _of_class(self, members: Any) -> str:
        negated = str(members[0][0]) == "NEGATE"
        chosen: list[str] = []
        for operation, argument in members:
            match str(operation):
                case "LITERAL":
                    chosen.append(chr(argument))
                case "RANGE":
                    low, high = argument
                    chosen += (
                        [chr(low), chr(high), chr((low + high) // 2)] if high - low < 500 else ["看", "好", chr(low)]
                    )
                case "CATEGORY":
                    chosen += _CLASSES.get(str(argument), "a")
        if negated:
            chosen = [char for char in self._anything if char not in chosen] or ["看"]
        return self.dice.choice(chosen)


@dataclass(frozen=True, slots=True)
class Circumstance:
    """What makes a condition hold or fail: facts (``None`` takes one away) and texts to put beside the words found."""

    facts: Mapping[str, Any] = field(default_factory=dict)
    near: tuple[str, ...] = ()

    def __or__(self, other: "Circumstance") -> "Circumstance":
        return Circumstance({**self.facts, **other.facts}, (*self.near, *other.near))


class Circumstances:
    """Makes circumstances in which a condition holds, or does not.

    Args:
        sampler: of the texts.
        signals: by id; their examples raise them.
        facts: the table of facts.

    """

    def __init__(self, sampler: Sampler, signals: Mapping[str, Signal], facts: Mapping[str, FactType]) -> None:
        self._sampler, self._signals, self._facts = sampler, signals, facts

    def of(self, condition: Condition | None, holds: bool, most: int = 8) -> list[Circumstance]:
        """Up to *most* circumstances."""
        return list(itertools.islice(self._of(condition, holds), most))

    def _of(self, condition: Condition | None, holds: bool) -> Iterator[Circumstance]:
        match condition:
            case Not(inner):
                yield from self._of(inner, not holds)
            case All(inner) | AnyOf(inner):
                yield from self._together(inner, holds, every=isinstance(condition, All) == holds)
            case FactIs(name, values):
                yield from (Circumstance({name: value}) for value in self._values(name, values, holds))
            case FactNumber(name=name):
                edge = condition.over or condition.at_least or condition.under or 1
                yield from (Circumstance({name: value}) for value in (edge + 1, edge, edge - 1, None))
            case MarketIs(markets):
                wanted = [m for m in ("CN", "US", "UK", "EU") if (m in markets) == holds]
                yield from (Circumstance({"markets": [market]}) for market in wanted)
            case Has(Missing(inner)):
                yield from self._of(Has(inner), not holds)
            case LanguageIs() | SignalOn() | Has():
                yield from (Circumstance(facts, (text,)) for facts, text in self._said(condition, holds))
        yield Circumstance()

    def _said(self, condition: LanguageIs | SignalOn | Has, holds: bool) -> Iterator[tuple[Mapping[str, Any], str]]:
        """Facts and texts that make a condition on words hold; nothing where it need not hold."""
        match condition:
            case LanguageIs(languages):
                for word, text in _BODIES.items():
                    if (word in languages) == holds:
                        yield {}, text
            case SignalOn(signals) if holds:
                for name in signals:
                    for example in self._signals[name].examples.flag[:2] if name in self._signals else ():
                        yield example.facts, f"\n{example.text}"
            case Has(pattern) if holds:
                for text in self._sampler.texts(pattern, 6):
                    yield {}, text

    def _together(self, inner: tuple[Condition, ...], holds: bool, *, every: bool) -> Iterator[Circumstance]:
        if not every:
            for part in inner:
                yield from self.of(part, holds, 4)
            return
        ways = [self.of(part, holds, 3) or [Circumstance()] for part in inner]
        for chosen in itertools.islice(itertools.product(*ways), 24):
            whole = Circumstance()
            for each in chosen:
                whole |= each
            yield whole

    def _values(self, name: str, values: tuple[str, ...], holds: bool) -> Iterator[Any]:
        kind = self._facts.get(name)
        allowed = kind.values if kind and kind.values else ("true", "false") if kind and kind.kind == "flag" else ("1",)
        for value in values:
            if holds and value not in ("declared", UNDECLARED):
                yield value
        if ("declared" in values) == holds and UNDECLARED not in values:
            yield from [value for value in allowed if (value in values) == (holds and "declared" not in values)][:3]
        if (UNDECLARED in values) == holds or (not holds and "declared" in values):
            yield None
        if not holds and "declared" not in values:
            yield from [value for value in allowed if value not in values][:4]
