"""From nodes to rules and signals."""

import re
from dataclasses import dataclass, replace

from xhs_compliance.model.condition import Condition, Excuse
from xhs_compliance.model.errors import did_you_mean
from xhs_compliance.model.law import Provision
from xhs_compliance.model.pattern import Pattern
from xhs_compliance.model.rule import Rule, Signal
from xhs_compliance.model.words import Bilingual, Confidence, Market, Severity
from xhs_compliance.packs.conditions import Builder, goods_in, markets_in
from xhs_compliance.packs.examples import ExampleBuilder
from xhs_compliance.packs.ladders import gating_of, ladder_of, lifts_of, no_gating
from xhs_compliance.packs.library import Library
from xhs_compliance.packs.never import report_idle_phrases, report_never
from xhs_compliance.packs.nodes import Mapping, Node, Scalar, Sequence, scalars
from xhs_compliance.packs.problems import Problems
from xhs_compliance.packs.replacements import replacements_of
from xhs_compliance.packs.schema import (
    PACK_FILE,
    RULE,
    SCHEMA_VERSION,
    SIGNAL,
)
from xhs_compliance.packs.shapes import Read
from xhs_compliance.packs.terms import read_evade

_PLACEHOLDERS = re.compile(r"\{(\w*)\}")
_CAPPED = Severity.WARNING


@dataclass(frozen=True, slots=True)
class PackHead:
    """What a pack says about all its rules.

    Attributes:
        goods: the kinds of product its rules are about; empty for any.
        evade: the kinds of disguise its terms are searched in.
        gating: the name of its gating table; empty for none.

    """

    id: str
    version: str
    title: Bilingual
    markets: tuple[Market, ...]
    goods: tuple[str, ...] = ()
    evade: tuple[str, ...] = ()
    gating: str = ""


@dataclass(frozen=True)
class RuleBuilder:
    """Builds the rules and signals of one pack."""

    head: PackHead
    library: Library
    problems: Problems

    def rule(self, node: Node) -> Rule | None:
        """The rule *node* describes, or ``None`` after reporting what is wrong."""
        before = len(self.problems)
        read = RULE.read(node, self.problems)
        if read is None or not RULE.is_complete(read):
            return None
        builder = Builder(self.library, self.problems, self.head.evade)
        find = replace(builder, is_trigger=True).pattern(read.at("find"))
        rule = Rule(
            id=f"{self.head.id}/{read.get('id')}",
            pack=self.head.id,
            category=read.get("category"),
            confidence=Confidence(read.get("confidence")),
            markets=markets_in(read, "markets", self.library, self.problems) or self.head.markets,
            title=read.get("title"),
            find=find,  # type: ignore[arg-type]  # None only together with a problem
            ladder=ladder_of(read.at("severity"), builder, self.problems),
            message=read.get("message"),
            why=read.get("why"),
            advice=read.get("advice"),
            basis=self._provisions(read, "basis"),
            checked=read.get("checked"),
            when=self._when(read, builder),
            unless=self._excuses(read, builder, find),
            lifts=lifts_of(read, builder, self.problems),
            gating=gating_of(read, self.head.gating, self.library, self.problems),
            goods=goods_in(read, self.library, self.problems, self.head.goods),
            replace=replacements_of(read, builder, self.problems),
            ask=self._facts_asked(read, builder),
            penalty=self._provisions(read, "penalty"),
            aliases=read.get("aliases", ()),
            known_gaps=read.get("known-gaps"),
            examples=ExampleBuilder(self.library.facts, self.problems).examples(read),
        )
        self._check_placeholders(read)
        self._check_confidence(read, rule)
        return rule if len(self.problems) == before else None

    def signal(self, node: Node) -> Signal | None:
        """The signal *node* describes, or ``None`` after reporting what is wrong."""
        before = len(self.problems)
        read = SIGNAL.read(node, self.problems)
        if read is None or not SIGNAL.is_complete(read):
            return None
        builder = Builder(self.library, self.problems, self.head.evade)
        find = replace(builder, is_trigger=True).pattern(read.at("find"))
        implies = read.get("implies", {})
        implied = read.node.get("implies")
        for key in implied.keys.values() if isinstance(implied, Mapping) else ():
            builder.is_fact(key.text, key)
        signal = Signal(
            id=read.get("id"),
            title=read.get("title"),
            find=find,  # type: ignore[arg-type]  # None only together with a problem
            when=self._when(read, builder),
            unless=self._excuses(read, builder, find),
            implies=implies,
            examples=ExampleBuilder(self.library.facts, self.problems).examples(read),
        )
        return signal if len(self.problems) == before else None

    def _when(self, read: Read, builder: Builder) -> Condition | None:
        return builder.condition(read.at("when")) if "when" in read.values else None

    def _excuses(self, read: Read, builder: Builder, find: Pattern | None) -> tuple[Excuse, ...]:
        unless = read.node.get("unless")
        if unless is None:
            return ()
        excuses = builder.excuses(unless)
        if find is not None and isinstance(unless, Sequence):
            lists = self.library.lists
            report_never(find, read.at("find"), excuses, unless, lists, self.problems)
            for item in unless:
                if isinstance(item, Mapping) and "exempt" in item.values:
                    report_idle_phrases(find, item.values["exempt"], lists, self.library.evasion, self.problems)
        return excuses

    def _provisions(self, read: Read, key: str) -> tuple[Provision, ...]:
        found = []
        for node in scalars(read.at(key)) if key in read.values else ():
            if node.text in self.library.provisions:
                found.append(self.library.provisions[node.text])
            else:
                message = Bilingual(f"law.yaml 里没有条款“{node.text}”", f"law.yaml has no provision {node.text!r}")
                self.problems.append(node.problem(message, did_you_mean(node.text, self.library.provisions)))
        return tuple(found)

    def _facts_asked(self, read: Read, builder: Builder) -> tuple[str, ...]:
        for node in scalars(read.at("ask")) if "ask" in read.values else ():
            builder.is_fact(node.text, node)
        return tuple(read.get("ask", ()))

    def _check_placeholders(self, read: Read) -> None:
        message = read.node.get("message")
        texts = message.values.values() if isinstance(message, Mapping) else ()
        for node in (text for text in texts if isinstance(text, Scalar)):
            for found in _PLACEHOLDERS.finditer(node.text):
                if found.group(1) not in ("match", "reads_as"):
                    told = Bilingual(f"没有 {found.group()} 可填", f"nothing is called {found.group()}")
                    hint = Bilingual(
                        "message 里可以写 {match} 和 {reads_as}", "a message can show {match} and {reads_as}"
                    )
                    self.problems.append(node.inner_problem(found.start(), len(found.group()), told, hint))

    def _check_confidence(self, read: Read, rule: Rule) -> None:
        if rule.confidence is Confidence.LOW and any(step.severity > _CAPPED for step in rule.ladder):
            message = Bilingual("把握低的规则最多到 warning", "a rule of low confidence is a warning at most")
            hint = Bilingual("降低严重程度，或者核对法律", "lower it, or check the law")
            self.problems.append(read.at("severity").problem(message, hint))


def head_of(read: Read, folder: str, library: Library, problems: Problems) -> PackHead | None:
    """What ``pack.yaml`` says about the pack; ``None`` when that is not all there."""
    if not PACK_FILE.is_complete(read):
        return None
    if read.get("schema") != SCHEMA_VERSION:
        schema = read.get("schema")
        message = Bilingual(f"不认识规则语言的第 {schema} 版", f"schema {schema} is not known")
        hint = Bilingual(
            f"这个版本的工具读第 {SCHEMA_VERSION} 版", f"this version of the tool reads schema {SCHEMA_VERSION}"
        )
        problems.append(read.at("schema").problem(message, hint))
        return None
    pack, gating = read.get("pack"), read.get("gating", "")
    if pack != folder:
        message = Bilingual(
            f"规则包叫“{pack}”，文件夹却叫“{folder}”", f"the pack is called {pack!r}, its folder {folder!r}"
        )
        hint = Bilingual(f"写成 pack: {folder}，或者改文件夹的名字", f"write pack: {folder}, or rename the folder")
        problems.append(read.at("pack").problem(message, hint))
    if gating and gating not in library.gating:
        problems.append(no_gating(gating, read.at("gating"), library))
    return PackHead(
        id=pack,
        version=read.get("version"),
        title=read.get("title"),
        markets=markets_in(read, "markets", library, problems),
        goods=goods_in(read, library, problems),
        evade=read_evade(read.get("evade"), ()),
        gating=gating if gating in library.gating else "",
    )
