"""From nodes to conditions and excuses. Every mistake becomes a problem that points at its node."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

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
from xhs_compliance.model.errors import did_you_mean
from xhs_compliance.model.facts import UNDECLARED, FactType
from xhs_compliance.model.words import GOODS, MARKETS, Bilingual, Market
from xhs_compliance.packs.kinds import wrong_kind
from xhs_compliance.packs.library import Library
from xhs_compliance.packs.never import is_always_masked
from xhs_compliance.packs.nodes import Mapping, Node, Scalar, Sequence, scalars
from xhs_compliance.packs.patterns import PatternBuilder
from xhs_compliance.packs.problems import Problems
from xhs_compliance.packs.schema import COMPARED, CONDITION_SHAPE, CUES, EXCUSE_SHAPE
from xhs_compliance.packs.shapes import Read

DECLARED = "declared"

SIDES: dict[str, Literal["either", "before", "after"]] = {"near": "either", "before": "before", "after": "after"}
"""Where the words of a cue stand, by its key."""

ANY_GOODS = "any"
"""What a rule names that is about any kind of product, whatever its pack is about."""


def markets_in(read: Read, key: str, library: Library, problems: Problems) -> tuple[Market, ...]:
    """The markets *read* names under *key*; those that ``facts.yaml`` does not have are reported."""
    _report_unknown(read, key, _values(MARKETS, library), Bilingual("市场", "market"), problems)
    return tuple(read.get(key, ()))


def goods_in(read: Read, library: Library, problems: Problems, usual: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The kinds of product *read* is about, *usual* where it names none, nothing for any; unknown ones are reported."""
    known = (*_values(GOODS, library), ANY_GOODS)
    _report_unknown(read, "goods", known, Bilingual("产品类别", "kind of product"), problems)
    named = tuple(read.get("goods", usual))
    return () if ANY_GOODS in named else named


def _values(fact: str, library: Library) -> tuple[str, ...]:
    """The values a fact can have; none where the table of facts lacks it."""
    return tuple(library.facts[fact].values) if fact in library.facts else ()


def _report_unknown(read: Read, key: str, known: tuple[str, ...], kind: Bilingual, problems: Problems) -> None:
    """Report every word under *key* that is not among the *known* ones."""
    for node in scalars(read.at(key)) if key in read.values else ():
        if node.text not in known:
            message = Bilingual(
                f"facts.yaml 里没有{kind.zh}“{node.text}”", f"facts.yaml has no {kind.en} {node.text!r}"
            )
            problems.append(node.problem(message, did_you_mean(node.text, known)))


@dataclass(frozen=True)
class Builder(PatternBuilder):
    """Builds everything a rule says: patterns, conditions and excuses."""

    def condition(self, node: Node) -> Condition | None:
        """The condition *node* describes; several keys must hold together, a list means all of them."""
        if isinstance(node, Sequence):
            return _all(self._conditions(node))
        if not isinstance(node, Mapping):
            wrong_kind(node, Bilingual("条件", "a condition"), self.problems)
            return None
        if not node.values:
            self.problems.append(node.problem(Bilingual("条件是空的", "the condition is empty")))
        known = Mapping(node.place, node.length, node.line, *self._split_facts(node))
        read = CONDITION_SHAPE.read(known, self.problems)
        made = [self._fact(key, node) for key in node.values if key in self.library.facts]
        if read is not None:
            made += [build(read) for key, build in self._condition_kinds().items() if key in read.node.values]
        return _all([condition for condition in made if condition is not None])

    def _split_facts(self, node: Mapping) -> tuple[dict[str, Node], dict[str, Scalar]]:
        """Everything but the facts; an unknown word is reported with facts and words both in mind."""
        values, keys = {}, {}
        for key, value in node.values.items():
            if key in self.library.facts:
                continue
            if key not in CONDITION_SHAPE.keys:
                message = Bilingual(
                    f"“{key}”既不是事实，也不是条件里的词", f"{key!r} is no fact and no word of a condition"
                )
                hint = did_you_mean(key, {*CONDITION_SHAPE.keys, *self.library.facts})
                self.problems.append(node.keys[key].problem(message, hint))
                continue
            values[key], keys[key] = value, node.keys[key]
        return values, keys

    def _condition_kinds(self) -> dict[str, Callable[[Read], Condition | None]]:
        return {
            "signal": self._signal,
            "language": lambda read: LanguageIs(read.get("language", ())),
            "market": lambda read: MarketIs(markets_in(read, "market", self.library, self.problems)),
            "has": lambda read: self._has(read, "has"),
            "lacks": lambda read: None if (inner := self._has(read, "lacks")) is None else Not(inner),
            "covered-by": self._covered_by,
            "all": lambda read: _all(self._conditions(read.at("all"))),
            "any": lambda read: _any(self._conditions(read.at("any"))),
            "not": lambda read: None if (inner := self.condition(read.at("not"))) is None else Not(inner),
        }

    def _conditions(self, node: Node) -> list[Condition]:
        if not isinstance(node, Sequence):
            wrong_kind(node, Bilingual("条件的列表", "a list of conditions"), self.problems)
            return []
        return [condition for item in node if (condition := self.condition(item)) is not None]

    def _has(self, read: Read, key: str) -> Has | None:
        pattern = self.pattern(read.at(key))
        return None if pattern is None else Has(pattern, self.reach(read.node.get("within"), "draft"))

    def _signal(self, read: Read) -> Condition | None:
        for node in scalars(read.at("signal")) if "signal" in read.values else ():
            if node.text not in self.library.signals:
                message = Bilingual(f"没有信号“{node.text}”", f"there is no signal {node.text!r}")
                self.problems.append(node.problem(message, did_you_mean(node.text, self.library.signals)))
        return SignalOn(read.get("signal", ()), self.reach(read.node.get("within"), "draft"))

    def _covered_by(self, read: Read) -> Condition | None:
        name = read.get("covered-by", "")
        return CoveredBy(name) if self.is_fact(name, read.at("covered-by")) else None

    def is_fact(self, name: str, node: Node) -> bool:
        """Whether there is such a fact; if not, *node* is reported."""
        if name not in self.library.facts:
            message = Bilingual(f"没有叫“{name}”的事实", f"there is no fact {name!r}")
            self.problems.append(node.problem(message, did_you_mean(name, self.library.facts)))
        return name in self.library.facts

    def _fact(self, name: str, node: Mapping) -> Condition | None:
        value = node.values[name]
        if isinstance(value, Mapping):
            read = COMPARED.read(value, self.problems)
            return None if read is None else FactNumber(name, read.get("over"), read.get("under"), read.get("at-least"))
        kind = self.library.facts[name]
        words = tuple(self._fact_word(kind, item) for item in scalars(value))
        if not words:
            wrong_kind(value, Bilingual("一个值或值的列表", "a value or a list of values"), self.problems)
            return None
        return FactIs(name, words)

    def _fact_word(self, kind: FactType, node: Scalar) -> str:
        word = kind.aliases.get(node.text, node.text)
        known = (*kind.values, DECLARED, UNDECLARED)
        known = (*known, "true", "false") if kind.kind == "flag" else known
        if kind.kind in ("choice", "choices", "flag") and word not in known:
            message = Bilingual(
                f"事实 {kind.name} 没有“{node.text}”这个值", f"{node.text!r} is no value of the fact {kind.name}"
            )
            self.problems.append(node.problem(message, did_you_mean(word, known)))
        return word

    def excuses(self, node: Node) -> tuple[Excuse, ...]:
        """The excuses a list names; a bare word is a context of ``contexts.yaml``."""
        if not isinstance(node, Sequence):
            wrong_kind(node, Bilingual("放过的理由的列表", "a list of excuses"), self.problems)
            return ()
        return tuple(excuse for item in node for excuse in self._excuse(item))

    def _excuse(self, node: Node) -> tuple[Excuse, ...]:
        if isinstance(node, Scalar):
            if node.text not in self.library.contexts:
                message = Bilingual(f"没有语境“{node.text}”", f"there is no context {node.text!r}")
                self.problems.append(node.problem(message, did_you_mean(node.text, self.library.contexts)))
            return self.library.contexts.get(node.text, ())
        return self.excuse(node)

    def excuse(self, node: Node, context: str = "") -> tuple[Excuse, ...]:
        """The excuses *node*, which may stand in a context of that name, describes: cues, or a condition."""
        if isinstance(node, Mapping) and not any(cue in node.values for cue in CUES):
            named, rest = node.values.get("as"), node.without("as")
            condition = self.condition(rest)
            name = named.text if isinstance(named, Scalar) else context or next(iter(rest.values), "when")
            return () if condition is None else (When(name, condition),)
        read = EXCUSE_SHAPE.read(node, self.problems)
        return () if read is None else self._cue_excuses(read, read.get("as", context))

    def _cue_excuses(self, read: Read, name: str) -> tuple[Excuse, ...]:
        """The excuses of one mapping of cues; their cues are never searched in disguise."""
        plain = replace(self, evade=(), is_trigger=False)
        excuses: list[Excuse] = []
        masked, until = (plain.pattern(read.at(k)) if k in read.node.values else None for k in ("masked-by", "until"))
        within = self.reach(read.node.get("within"), "clause")
        for key in CUES:
            if key not in read.node.values or (cue := plain.pattern(read.at(key))) is None:
                continue
            if key != "exempt" and is_always_masked(cue, masked):
                message = Bilingual(
                    f"这个 {key} 永远不会生效：它的每个词都在自己的 masked-by 里",
                    f"this {key!r} can never hold: each of its words is masked by its own masked-by",
                )
                hint = Bilingual(
                    "masked-by 写的是包含它的更长的说法",
                    "masked-by takes longer phrases that only look like the cue",
                )
                self.problems.append(read.at(key).problem(message, hint))
            if key == "exempt":
                excuses.append(Exempt(name or "exempt", cue))
            else:
                excuses.append(Context(name or key, cue, SIDES[key], within, masked, until))
        return tuple(excuses)


def _all(conditions: list[Condition]) -> Condition | None:
    return (conditions[0] if len(conditions) == 1 else All(tuple(conditions))) if conditions else None


def _any(conditions: list[Condition]) -> Condition | None:
    return (conditions[0] if len(conditions) == 1 else Any(tuple(conditions))) if conditions else None
