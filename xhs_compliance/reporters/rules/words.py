"""Patterns, conditions and excuses in a reader's words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from xhs_compliance.model.condition import (
    All,
    Any,
    Condition,
    Context,
    CoveredBy,
    Excuse,
    Exempt,
    FactIs,
    FactNumber,
    Has,
    LanguageIs,
    MarketIs,
    Not,
    SignalOn,
    When,
)
from xhs_compliance.model.facts import FactType
from xhs_compliance.model.pattern import (
    Count,
    Disguised,
    Draftwide,
    Either,
    InFields,
    Measured,
    Missing,
    Number,
    Pair,
    Pattern,
    Placed,
    Regex,
    Terms,
)
from xhs_compliance.model.words import GOODS, Bilingual, Language
from xhs_compliance.reporters.excuses import excuse_words
from xhs_compliance.reporters.rules.expressions import in_words
from xhs_compliance.reporters.visible import clipped

if TYPE_CHECKING:
    from xhs_compliance.packs.load import RuleBook

MOST_WORDS = 8
MOST_OF_A_LIST = 3
MOST_WAYS = 12
"""Terms of a list that are shown."""

WIDEST_REGEX = 60
"""Columns of a regular expression that are shown."""

_AND_MORE = Bilingual("…（共 {count} 个）", "… ({count} in all)")
_LISTED = Bilingual("{title}（{words}）", "{title} ({words})")
_COUNTED_WORDS = Bilingual("{words}…共 {count} 个", "{words}… {count} in all")
_COMMA = Bilingual("、", ", ")
_OR = Bilingual("；或者 ", "; or ")
_AND = Bilingual("；并且 ", "; and ")
_TOGETHER = Bilingual("{parts}（{within}）", "{parts} (together, {within})")
_COUNTED = Bilingual("至少 {least} 次：{parts}", "at least {least} of: {parts}")
_MISSING = Bilingual("全文没有：{what}", "the draft lacks: {what}")
_ALWAYS = Bilingual("整篇草稿", "the whole draft")
_DISGUISED = Bilingual("为躲过滤而改了写法的词", "words spelled to slip past a filter")
_MEASURED = Bilingual("{name} 达到 {least}", "{name} reaches {least}")
_PLACED = Bilingual("{what}（位置：{where}）", "{what} (place: {where})")
_REACHES: Mapping[str | int, Bilingual] = {
    "clause": Bilingual("一个分句里", "within a clause"),
    "sentence": Bilingual("一句话里", "within a sentence"),
    "line": Bilingual("一行里", "within a line"),
    "passage": Bilingual("本句、前后句或标题里", "in its sentence, the ones beside it or the title"),
    "field": Bilingual("一个栏目里", "within a field"),
    "draft": Bilingual("整篇里", "anywhere in the draft"),
}
_CHARACTERS = Bilingual("相隔 {count} 个字以内", "within {count} characters")
_SIGNAL = Bilingual("看得出：{names}", "the draft shows: {names}")
_SIGNAL_NEAR = Bilingual("看得出：{names}（{within}）", "the draft shows: {names} ({within})")
_LANGUAGE = Bilingual("正文语言：{names}", "language of the text: {names}")
_MARKET = Bilingual("市场：{names}", "market: {names}")
_HAS = Bilingual("写了 {what}（{within}）", "it says {what} ({within})")
_NOT = Bilingual("不成立：{what}", "not: {what}")
_COVERED = Bilingual("找到的词在 {name} 里", "the words found are listed under {name}")
_FACT = Bilingual("{name}：{values}", "{name}: {values}")
_DECLARED = Bilingual("已申报", "declared")
_UNDECLARED = Bilingual("没申报", "undeclared")
_SIDES = {
    "before": Bilingual("前面有 {what}", "before it: {what}"),
    "after": Bilingual("后面有 {what}", "after it: {what}"),
    "either": Bilingual("旁边有 {what}", "near it: {what}"),
}
_INSIDE = Bilingual("属于更长的词：{what}", "part of a longer phrase: {what}")


class TitledList(NamedTuple):
    """A list of terms as readers know it."""

    title: Bilingual
    words: tuple[str, ...]


@dataclass(frozen=True)
class Teller:
    """Says what rules are made of.

    Attributes:
        language: the language.
        facts: the table of facts, for the labels of their values.
        signals: the titles of signals.
        lists: the lists that have titles, by name.

    """

    language: Language
    facts: Mapping[str, FactType] = field(default_factory=dict)
    signals: Mapping[str, Bilingual] = field(default_factory=dict)
    lists: Mapping[str, TitledList] = field(default_factory=dict)

    @classmethod
    def of(cls, book: "RuleBook", language: Language) -> "Teller":
        """One who knows the facts, signals and lists of *book*."""
        library = book.library
        lists = {name: TitledList(title, library.lists[name]) for name, title in library.list_titles.items()}
        return cls(language, library.facts, {signal.id: signal.title for signal in book.signals}, lists)

    def pattern(self, pattern: Pattern) -> str:  # noqa: C901 - one case for each kind
        """What a pattern finds."""
        match pattern:
            case Terms():
                return self._terms(pattern)
            case Regex(source):
                return clipped(in_words(source, self.language), WIDEST_REGEX)
            case Number(units, over, under, at_least):
                return f"{self._compared(over, under, at_least)} {self._list(units)}".strip()
            case Placed(inner, where):
                return self._say(_PLACED, what=self.pattern(inner), where=where)
            case InFields(inner, fields):
                return self._say(_PLACED, what=self.pattern(inner), where=self._list(fields))
            case Missing(inner):
                return self._say(_MISSING, what=self.pattern(inner))
            case Draftwide():
                return self._say(_ALWAYS)
            case Disguised():
                return self._say(_DISGUISED)
            case Measured(measure, least):
                return self._say(_MEASURED, name=measure, least=f"{least:g}")
            case Either(patterns):
                return self._say(_OR).join(map(self.pattern, patterns))
            case Pair(parts, within):
                joined = " + ".join(f"[{self.pattern(part)}]" for part in parts)
                return self._say(_TOGETHER, parts=joined, within=self._reach(within))
            case Count(of, least):
                return self._say(_COUNTED, least=least, parts=self._say(_OR).join(map(self.pattern, of)))

    def ways(self, pattern: Pattern) -> list[str]:
        """What a pattern finds, its first alternatives one by one, and how many more there are."""
        parts = pattern.patterns if isinstance(pattern, Either) else (pattern,)
        told = list(dict.fromkeys(map(self.pattern, parts)))
        return told if len(told) <= MOST_WAYS else [*told[:MOST_WAYS], f"… +{len(told) - MOST_WAYS}"]

    def condition(self, condition: Condition) -> str:  # noqa: C901 - one case for each kind
        """When a condition holds."""
        match condition:
            case FactIs(name, values):
                return self._say(_FACT, name=name, values=self._list([self._value(name, value) for value in values]))
            case FactNumber(name, over, under, at_least):
                return self._say(_FACT, name=name, values=self._compared(over, under, at_least))
            case CoveredBy(name):
                return self._say(_COVERED, name=name)
            case SignalOn(names, within):
                titles = [self.signals[name].in_language(self.language) for name in names if name in self.signals]
                told = self._list(titles or names)
                if within != "draft":
                    return self._say(_SIGNAL_NEAR, names=told, within=self._reach(within))
                return self._say(_SIGNAL, names=told)
            case LanguageIs(names):
                return self._say(_LANGUAGE, names=self._list(names))
            case MarketIs(names):
                return self._say(_MARKET, names=self._list(names))
            case Has(pattern, within):
                return self._say(_HAS, what=self.pattern(pattern), within=self._reach(within))
            case Not(inner):
                return self._say(_NOT, what=self.condition(inner))
            case All(conditions):
                return self._say(_AND).join(map(self.condition, conditions))
            case Any(conditions):
                return self._say(_OR).join(map(self.condition, conditions))

    def excuse(self, excuse: Excuse) -> str:
        """When an excuse lets a match go."""
        name = excuse_words(excuse.name).in_language(self.language)
        match excuse:
            case Context(cue=cue, side=side):
                told = self._say(_SIDES[side], what=self.pattern(cue))
            case Exempt(phrases=inner):
                told = self._say(_INSIDE, what=self.pattern(inner))
            case When(condition=condition):
                told = self.condition(condition)
        return f"{name} · {told}"

    def _say(self, phrase: Bilingual, **values: object) -> str:
        return phrase.in_language(self.language).format(**values)

    def _list(self, words: "tuple[str, ...] | list[str]") -> str:
        return self._say(_COMMA).join(words)

    def _terms(self, terms: Terms) -> str:
        """The titles of the lists among terms, and what no list holds."""
        titled = [self.lists[name] for name in terms.lists if name in self.lists]
        held = {word for each in titled for word in each.words}
        loose = tuple([word for word in terms.words if word not in held])
        return self._list([*map(self._titled, titled), *([self._sample(loose)] if loose else ())])

    def _titled(self, listed: TitledList) -> str:
        title, words = listed.title.in_language(self.language), self._list(_spread(listed.words))
        if len(listed.words) > MOST_OF_A_LIST:
            words = self._say(_COUNTED_WORDS, words=words, count=len(listed.words))
        return self._say(_LISTED, title=title, words=words)

    def _sample(self, words: tuple[str, ...]) -> str:
        shown = self._list(words[:MOST_WORDS])
        return shown if len(words) <= MOST_WORDS else shown + self._say(_AND_MORE, count=len(words))

    def _reach(self, within: str | int) -> str:
        return self._say(_REACHES[within]) if within in _REACHES else self._say(_CHARACTERS, count=within)

    def _compared(self, over: float | None, under: float | None, at_least: float | None) -> str:
        marks = ((">", over), ("<", under), ("≥", at_least))
        return " ".join(f"{mark} {number:g}" for mark, number in marks if number is not None)

    def goods(self, kinds: Iterable[str]) -> str:
        """Kinds of product, with their labels."""
        return self._say(_COMMA).join(self._value(GOODS, kind) for kind in kinds)

    def _value(self, name: str, value: str) -> str:
        if value in ("declared", "undeclared"):
            return self._say(_DECLARED if value == "declared" else _UNDECLARED)
        label = self.facts[name].labels.get(value) if name in self.facts else None
        if label is None:
            return value
        return f"{value}（{label.zh}）" if self.language == "zh" else f"{value} ({label.en})"


def _spread(words: tuple[str, ...]) -> tuple[str, ...]:
    """A few words from all over a list, which is written by subject, the oddest often first."""
    step = max(1, len(words) // (MOST_OF_A_LIST + 1))
    return words[step - 1 :: step][:MOST_OF_A_LIST]
