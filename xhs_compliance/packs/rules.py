"""From nodes to rules and signals."""

import re
from collections.abc import Mapping as MappingABC
from dataclasses import dataclass
from typing import Any

from xhs_compliance.model.condition import Condition
from xhs_compliance.model.errors import nearest
from xhs_compliance.model.law import Provision
from xhs_compliance.model.rule import Example, Examples, Lift, Replacement, Rule, Signal, Step
from xhs_compliance.model.words import Bilingual, Confidence, Market, Severity
from xhs_compliance.packs.conditions import Builder
from xhs_compliance.packs.kinds import ListOf, Problems, Read, Word
from xhs_compliance.packs.library import Library
from xhs_compliance.packs.nodes import Mapping, Node, Scalar, Sequence
from xhs_compliance.packs.patterns import read_evade, scalars
from xhs_compliance.packs.schema import EXAMPLE, LIFT, REPLACEMENT, RULE, SEVERITIES, SIGNAL, STEP

_MARK = re.compile(r"\[\[(.+?)\]\]", re.DOTALL)
_PLACEHOLDERS = re.compile(r"\{(\w*)\}")
_CAPPED = Severity.WARNING


@dataclass(frozen=True, slots=True)
class PackHead:
    """What a pack says about all its rules.

    Attributes:
        evade: the kinds of disguise its terms are searched in.
        gating: the name of its gating table; empty for none.

    """

    id: str
    version: str
    title: Bilingual
    markets: tuple[Market, ...]
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
        if read is None or any(spec.required and key not in read.values for key, spec in RULE.keys.items()):
            return None
        builder = Builder(self.library, self.problems, self.head.evade)
        find = builder.pattern(read.at("find"))
        rule = Rule(
            id=f"{self.head.id}/{read.get('id')}",
            pack=self.head.id,
            category=read.get("category"),
            confidence=Confidence(read.get("confidence")),
            markets=read.get("markets", self.head.markets),
            title=read.get("title"),
            find=find,  # type: ignore[arg-type]  # None only together with a problem
            ladder=self._ladder(read.at("severity"), builder),
            message=read.get("message"),
            why=read.get("why"),
            advice=read.get("advice"),
            basis=self._provisions(read, "basis"),
            checked=read.get("checked"),
            when=self._when(read, builder),
            unless=builder.excuses(read.at("unless")) if "unless" in read.values else (),
            lifts=self._lifts(read, builder),
            gating=self._gating(read),
            replace=self._replacements(read, builder),
            ask=self._facts_asked(read),
            penalty=self._provisions(read, "penalty"),
            aliases=read.get("aliases", ()),
            known_gaps=read.get("known-gaps"),
            examples=self._examples(read),
        )
        self._check_placeholders(read)
        self._check_confidence(read, rule)
        return rule if len(self.problems) == before else None

    def signal(self, node: Node) -> Signal | None:
        """The signal *node* describes, or ``None`` after reporting what is wrong."""
        before = len(self.problems)
        read = SIGNAL.read(node, self.problems)
        if read is None or any(spec.required and key not in read.values for key, spec in SIGNAL.keys.items()):
            return None
        builder = Builder(self.library, self.problems, self.head.evade)
        implies = read.get("implies", {})
        for name in implies:
            if name not in self.library.facts:
                hint = nearest(name, self.library.facts)
                self.problems.append(read.at("implies").problem(f"there is no fact {name!r}", hint))
        signal = Signal(
            id=read.get("id"),
            title=read.get("title"),
            find=builder.pattern(read.at("find")),  # type: ignore[arg-type]  # None only together with a problem
            when=self._when(read, builder),
            unless=builder.excuses(read.at("unless")) if "unless" in read.values else (),
            implies=implies,
            examples=self._examples(read),
        )
        return signal if len(self.problems) == before else None

    def _when(self, read: Read, builder: Builder) -> Condition | None:
        return builder.condition(read.at("when")) if "when" in read.values else None

    def _ladder(self, node: Node, builder: Builder) -> tuple[Step, ...]:
        if isinstance(node, Scalar):
            word = Word(SEVERITIES).read(node, self.problems)
            return (Step(Severity.from_word(word)),) if word else ()
        steps = []
        for item in ListOf(STEP).read(node, self.problems) or ():
            when = builder.condition(item.at("when")) if "when" in item.values else None
            if item.get("is"):
                steps.append(Step(Severity.from_word(item.get("is")), when))
        unreachable = [i for i, step in enumerate(steps[:-1]) if step.when is None]
        if unreachable:
            self.problems.append(node.problem("steps after one without 'when' can never be reached"))
        return tuple(steps)

    def _lifts(self, read: Read, builder: Builder) -> tuple[Lift, ...]:
        if "lifted" not in read.values:
            return ()
        lifts = []
        for node in read.get("lifted"):
            lift = LIFT.read(node, self.problems)
            if lift is None:
                continue
            whole = {key: value for key, value in lift.node.values.items() if key in ("any", "all")}
            condition = builder.condition(Mapping(node.place, node.length, node.line, whole, lift.node.keys))
            if condition is None:
                self.problems.append(node.problem("lifted needs 'any' or 'all' with conditions"))
            elif lift.get("to"):
                lifts.append(Lift(Severity.from_word(lift.get("to")), condition))
        return tuple(lifts)

    def _gating(self, read: Read) -> tuple[Any, ...]:
        if isinstance(read.at("severity"), Sequence):
            return ()
        name = read.get("gating", self.head.gating)
        if name and name not in self.library.gating:
            hint = nearest(name, self.library.gating)
            self.problems.append(read.at("gating").problem(f"there is no gating table {name!r}", hint))
        return self.library.gating.get(name, ())

    def _provisions(self, read: Read, key: str) -> tuple[Provision, ...]:
        found = []
        for node in scalars(read.at(key)) if key in read.values else ():
            if node.text in self.library.provisions:
                found.append(self.library.provisions[node.text])
            else:
                hint = nearest(node.text, self.library.provisions)
                self.problems.append(node.problem(f"law.yaml has no provision {node.text!r}", hint))
        return tuple(found)

    def _facts_asked(self, read: Read) -> tuple[str, ...]:
        for node in scalars(read.at("ask")) if "ask" in read.values else ():
            if node.text not in self.library.facts:
                hint = nearest(node.text, self.library.facts)
                self.problems.append(node.problem(f"there is no fact {node.text!r}", hint))
        return tuple(read.get("ask", ()))

    def _replacements(self, read: Read, builder: Builder) -> tuple[Replacement, ...]:
        made = []
        for node in read.get("replace", ()):
            item = REPLACEMENT.read(node, self.problems)
            if item is not None:
                nodes = scalars(item.at("for")) if "for" in item.values else ()
                words = frozenset(word for scalar in nodes for word in builder.words_of(scalar))
                made.append(Replacement(words, item.get("zh", ()), item.get("en", ())))
        return tuple(made)

    def _examples(self, read: Read) -> Examples:
        block: Read | None = read.get("examples")
        if block is None:
            return Examples()
        if not block.get("flag"):
            self.problems.append(block.node.problem("a rule needs at least one text under 'flag'"))
        return Examples(
            flag=tuple(self._example(node, marked=True) for node in block.get("flag", ())),
            passing=tuple(self._example(node) for node in block.get("pass", ())),
            todo_flag=tuple(self._example(node) for node in block.get("todo-flag", ())),
        )

    def _example(self, node: Node, *, marked: bool = False) -> Example:
        if isinstance(node, Scalar):
            node = Mapping(node.place, node.length, node.line, {"text": node}, {"text": node})
        read = EXAMPLE.read(node, self.problems)
        if read is None:
            return Example("")
        text, spans = unmark(read.get("text", ""))
        title, title_spans = unmark(read.get("title", ""))
        if (spans or title_spans) and not marked:
            self.problems.append(node.problem("[[ ]] marks what must be found; this text must not be flagged"))
        severity = read.get("severity")
        return Example(
            text=text,
            spans=spans,
            title=title,
            facts=self._example_facts(read),
            severity=Severity.from_word(severity) if severity else None,
            reads_as=read.get("reads_as", ""),
            because=read.get("because", ""),
            measures=read.get("measures", {}),
            place=str(node.place),
        )

    def _example_facts(self, read: Read) -> MappingABC[str, Any]:
        node = read.node.get("facts")
        if node is None:
            return {}
        if not isinstance(node, Mapping):
            self.problems.append(node.problem("facts are a mapping from names to values"))
            return {}
        for key in node.keys.values():
            if key.text not in self.library.facts:
                self.problems.append(
                    key.problem(f"there is no fact {key.text!r}", nearest(key.text, self.library.facts))
                )
        return {key: plain_value(value) for key, value in node.values.items()}

    def _check_placeholders(self, read: Read) -> None:
        for text in read.get("message"):
            for name in _PLACEHOLDERS.findall(text):
                if name not in ("match", "reads_as"):
                    hint = "a message can show {match} and {reads_as}"
                    self.problems.append(read.at("message").problem(f"nothing is called {{{name}}}", hint))

    def _check_confidence(self, read: Read, rule: Rule) -> None:
        if rule.confidence is Confidence.LOW and any(step.severity > _CAPPED for step in rule.ladder):
            self.problems.append(
                read.at("severity").problem(
                    "a rule of low confidence is a warning at most", "lower it, or check the law"
                )
            )


def unmark(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """*text* without its ``[[ ]]`` marks, and where the marked stretches are."""
    spans: list[tuple[int, int]] = []
    plain = ""
    end = 0
    for match in _MARK.finditer(text):
        plain += text[end : match.start()]
        spans.append((len(plain), len(plain) + len(match.group(1))))
        plain += match.group(1)
        end = match.end()
    return plain + text[end:], tuple(spans)


def plain_value(node: Node) -> Any:
    """The value of a fact in an example, as a draft's front matter would give it."""
    if isinstance(node, Sequence):
        return [plain_value(item) for item in node]
    if isinstance(node, Mapping):
        return {key: plain_value(value) for key, value in node.values.items()}
    if isinstance(node, Scalar):
        if node.turns_into == "bool":
            return node.text.lower() in ("true", "yes", "on")
        if node.turns_into == "int":
            return int(node.text)
        return float(node.text) if node.turns_into == "float" else node.text
    return None


def head_of(read: Read, folder: str, problems: Problems) -> PackHead | None:
    """What ``pack.yaml`` says about the pack."""
    missing = [key for key in ("schema", "pack", "version", "title", "markets") if key not in read.values]
    if missing:
        problems.append(read.node.problem(f"pack.yaml needs {', '.join(map(repr, missing))}"))
        return None
    if read.get("pack") != folder:
        hint = f"write pack: {folder}, or rename the folder"
        problems.append(
            read.at("pack").problem(f"the pack is called {read.get('pack')!r}, its folder {folder!r}", hint)
        )
    return PackHead(
        id=read.get("pack"),
        version=read.get("version"),
        title=read.get("title"),
        markets=read.get("markets"),
        evade=read_evade(read.get("evade"), ()),
        gating=read.get("gating", ""),
    )
