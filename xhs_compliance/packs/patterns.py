"""From nodes to patterns. Every mistake becomes a problem that points at its node."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from xhs_compliance.model.errors import did_you_mean
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
    Reach,
    Regex,
    Terms,
)
from xhs_compliance.model.words import Bilingual
from xhs_compliance.packs.kinds import wrong_kind
from xhs_compliance.packs.nodes import Node, Scalar, Sequence, scalars
from xhs_compliance.packs.problems import Problems
from xhs_compliance.packs.regexes import find_fault, ways_of, width_of
from xhs_compliance.packs.schema import PATTERN_SHAPE, PATTERN_WORDS, REACHES
from xhs_compliance.packs.shapes import Read
from xhs_compliance.packs.terms import TermReader, joined, keyed, read_evade
from xhs_compliance.packs.variety import warn_of_variety


@dataclass(frozen=True)
class PatternBuilder(TermReader):
    """Builds the patterns of a rule.

    Attributes:
        evade: the kinds of disguise for terms that do not say otherwise.
        is_trigger: whether these patterns are looked for in every draft, so that their cost deserves a warning.
        within_phrases: the names of the phrases this stands in, the outermost first.

    """

    evade: tuple[str, ...] = ()
    is_trigger: bool = False
    within_phrases: tuple[str, ...] = ()

    def pattern(self, node: Node) -> Pattern | None:
        """The pattern *node* describes; a text or a list of texts is short for terms."""
        if isinstance(node, Scalar):
            return self._terms((node,), self.evade, tags=False)
        if isinstance(node, Sequence):
            if all(isinstance(item, Scalar) for item in node):
                return self._terms(self.texts(node), self.evade, tags=False)
            return self._either(node)
        read = PATTERN_SHAPE.read(node, self.problems)
        if read is None:
            return None
        words = [word for word in PATTERN_WORDS if word in read.node.values]
        if len(words) != 1:
            known = ", ".join(PATTERN_WORDS)
            told = f"found {' and '.join(words)}" if words else "found none"
            zh = f"写了 {'、'.join(words)}" if words else "一个也没写"
            message = Bilingual(
                f"模式要写下面的一个词：{known}；这里{zh}", f"a pattern needs exactly one of {known}; {told}"
            )
            self.problems.append(node.problem(message))
            return None
        pattern = self._pattern_kinds()[words[0]](read)
        return self._placed(pattern, read) if pattern is not None and words[0] != "missing" else pattern

    def _pattern_kinds(self) -> dict[str, Callable[[Read], Pattern | None]]:
        return {
            "terms": self._terms_of,
            "regex": self._regex,
            "number": self._number,
            "phrase": self._phrase,
            "any": lambda read: self._either(read.at("any")),
            "pair": self._pair,
            "count": self._count,
            "missing": self._missing,
            "draft": lambda _: Draftwide(),
            "disguised": lambda read: Disguised(read.get("disguised", 1)),
            "measure": self._measured,
        }

    def _placed(self, pattern: Pattern, read: Read) -> Pattern:
        if where := read.get("where"):
            pattern = Placed(pattern, where)
        if fields := read.get("in"):
            pattern = InFields(pattern, fields)
        return pattern

    def _terms_of(self, read: Read) -> Pattern | None:
        evade = read_evade(read.get("evade"), self.evade)
        nodes = self.texts(read.at("terms"))
        return self._terms(
            nodes, evade, tags=read.get("tags", False), plain=read.get("plain", True), says_evade="evade" in read.values
        )

    def _terms(
        self,
        nodes: tuple[Scalar, ...],
        evade: tuple[str, ...],
        *,
        tags: bool,
        plain: bool = True,
        says_evade: bool = False,
    ) -> Terms | None:
        by_node = {node: self.words_of(node) for node in nodes}
        if self.is_trigger:
            warn_of_variety(by_node, evade, self.library.evasion, self.problems, explicit=says_evade)
        words = tuple(dict.fromkeys(word for found in by_node.values() for word in found))
        lists = tuple(dict.fromkeys(node.text[1:] for node in nodes if node.text.startswith("@")))
        return keyed(words, evade, tags=tags, plain=plain, lists=lists) if words else None

    def _regex(self, read: Read) -> Regex | None:
        node = read.at("regex")
        if read.get("regex") is None or not isinstance(node, Scalar):
            return None
        source = node.on_one_line
        if fault := find_fault(source):
            at = fault.position
            self.problems.append(
                node.problem(fault.message) if at is None else node.inner_problem(at, 1, fault.message)
            )
            return None
        ways = ways_of(source)
        if self.is_trigger and not ways:
            message = Bilingual(
                "这个表达式没有一定会出现的文字，每篇草稿都要整篇试一遍",
                "no literal is in every match of this expression, so it is tried on the whole of every draft",
            )
            hint = Bilingual(
                "加一个必定出现的字词，或者把可选的部分拆成几个表达式",
                "add a word that every match must hold, or split the alternatives",
            )
            self.problems.warn(node.problem(message, hint))
        return Regex(source, ways, width_of(source))

    def _number(self, read: Read) -> Number | None:
        number: Read | None = read.get("number")
        if number is None or not number.get("units"):
            return None
        nodes = scalars(number.at("units"))
        named = (self.words_of(node) if node.text.startswith("@") else (node.text,) for node in nodes)
        units = tuple(unit for words in named for unit in words)
        return Number(units, number.get("over"), number.get("under"), number.get("at-least"))

    def _phrase(self, read: Read) -> Pattern | None:
        """The pattern of that name, built anew; what is wrong inside it is told once, where its file is read."""
        name, node = read.get("phrase", ""), read.at("phrase")
        meant = self.library.phrases.get(name)
        if meant is None:
            message = Bilingual(f"phrases.yaml 里没有“{name}”", f"phrases.yaml has no phrase {name!r}")
            self.problems.append(node.problem(message, did_you_mean(name, self.library.phrases)))
            return None
        way = (*self.within_phrases, name)
        if name in self.within_phrases:
            told = " → ".join(way)
            message = Bilingual(f"“{name}”绕了一圈又引用自己：{told}", f"phrase {name!r} takes in itself: {told}")
            self.problems.append(node.problem(message))
            return None
        if self.within_phrases:
            return replace(self, within_phrases=way).pattern(meant)
        inner = replace(self.unheard(), within_phrases=way)
        pattern = inner.pattern(meant)
        for warning in inner.problems.warnings:
            self.problems.warn(warning)
        return pattern

    def report_phrases(self) -> None:
        """Report what is wrong with the phrases themselves, each mistake once."""
        found = Problems()
        for name, node in self.library.phrases.items():
            replace(self, problems=found, within_phrases=(name,)).pattern(node)
        self.problems.extend(dict.fromkeys(found))

    def _parts(self, node: Node, least: int) -> tuple[Pattern, ...]:
        if not isinstance(node, Sequence):
            wrong_kind(node, Bilingual("模式的列表", "a list of patterns"), self.problems)
            return ()
        if len(node.items) < least:
            message = Bilingual(f"这里至少要 {least} 个模式", f"at least {least} patterns are needed here")
            self.problems.append(node.problem(message))
        return tuple(pattern for item in node if (pattern := self.pattern(item)) is not None)

    def _either(self, node: Node) -> Pattern | None:
        parts = joined(self._parts(node, 1))
        return (parts[0] if len(parts) == 1 else Either(parts)) if parts else None

    def _pair(self, read: Read) -> Pattern | None:
        parts = self._parts(read.at("pair"), 2)
        within = self.reach(read.node.get("within"), "clause")
        return Pair(parts, within, read.get("order") == "as-written") if len(parts) > 1 else None

    def _count(self, read: Read) -> Pattern | None:
        parts = self._parts(read.at("count"), 1)
        if not self._has_threshold(read, "count"):
            return None
        return Count(parts, int(read.get("at-least")), read.get("distinct", False), read.get("per")) if parts else None

    def _missing(self, read: Read) -> Pattern | None:
        inner = replace(self, is_trigger=False).pattern(read.at("missing"))
        return Missing(self._placed(inner, read)) if inner is not None else None

    def _measured(self, read: Read) -> Pattern | None:
        if not self._has_threshold(read, "measure"):
            return None
        return Measured(read.get("measure", ""), read.get("at-least"))

    def _has_threshold(self, read: Read, word: str) -> bool:
        if "at-least" not in read.node.values:
            message = Bilingual(f"{word} 还要写 at-least", f"{word} needs 'at-least'")
            self.problems.append(read.node.problem(message))
        return read.get("at-least") is not None

    def reach(self, node: Node | None, default: Reach) -> Reach | int:
        """How far: a stretch of text, or a number of characters."""
        if node is None:
            return default
        if isinstance(node, Scalar) and node.text.isdigit():
            return int(node.text)
        if isinstance(node, Scalar) and node.text in REACHES:
            return node.text  # type: ignore[return-value]  # one of REACHES
        known = ", ".join(REACHES)
        wrong_kind(node, Bilingual(f"字数，或者 {known}", f"a number of characters, or one of {known}"), self.problems)
        return default
