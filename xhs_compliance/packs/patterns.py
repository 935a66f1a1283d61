"""From nodes to patterns. Every mistake becomes a problem that points at its node."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from xhs_compliance.model.errors import nearest
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
from xhs_compliance.packs.kinds import Problems, Read, wrong_kind
from xhs_compliance.packs.library import Library
from xhs_compliance.packs.nodes import Node, Scalar, Sequence
from xhs_compliance.packs.regexes import anchors_of, regex_problem
from xhs_compliance.packs.schema import PATTERN_SHAPE, PATTERN_WORDS, REACHES
from xhs_compliance.text.fold import skeleton_of
from xhs_compliance.text.variants import KINDS


@dataclass(frozen=True)
class PatternBuilder:
    """Builds the patterns of a rule.

    Attributes:
        library: what the rule may refer to.
        problems: where mistakes are collected.
        evade: the kinds of disguise for terms that do not say otherwise.

    """

    library: Library
    problems: Problems
    evade: tuple[str, ...] = ()

    def pattern(self, node: Node) -> Pattern | None:
        """The pattern *node* describes; a text or a list of texts is short for terms."""
        if isinstance(node, Scalar):
            return self._terms((node,), self.evade, tags=False)
        if isinstance(node, Sequence):
            if all(isinstance(item, Scalar) for item in node):
                return self._terms(tuple(item for item in node if isinstance(item, Scalar)), self.evade, tags=False)
            return self._either(node)
        read = PATTERN_SHAPE.read(node, self.problems)
        if read is None:
            return None
        words = [word for word in PATTERN_WORDS if word in read.node.values]
        if len(words) != 1:
            told = f"found {' and '.join(words)}" if words else "found none"
            self.problems.append(node.problem(f"a pattern needs exactly one of {', '.join(PATTERN_WORDS)}; {told}"))
            return None
        pattern = self._pattern_kinds()[words[0]](read)
        return self._placed(pattern, read) if pattern is not None and words[0] != "missing" else pattern

    def _pattern_kinds(self) -> dict[str, Callable[[Read], Pattern | None]]:
        return {
            "terms": self._terms_of,
            "regex": self._regex,
            "number": self._number,
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
        node = read.at("terms")
        scalars = tuple(node) if isinstance(node, Sequence) else (node,)
        evade = read_evade(read.get("evade"), self.evade)
        return self._terms(tuple(s for s in scalars if isinstance(s, Scalar)), evade, tags=read.get("tags", False))

    def _terms(self, nodes: tuple[Scalar, ...], evade: tuple[str, ...], *, tags: bool) -> Terms | None:
        words = tuple(dict.fromkeys(word for node in nodes for word in self.words_of(node)))
        key = hashlib.blake2s(repr((words, evade, tags)).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
        return Terms(words, evade, tags, key) if words else None

    def words_of(self, node: Scalar) -> tuple[str, ...]:
        """The terms a text stands for: itself, or the list it names with ``@``."""
        if not node.text.startswith("@"):
            if not skeleton_of(node.text):
                self.problems.append(
                    node.problem(f"the term {node.text!r} can never match", "a term needs a letter, digit or character")
                )
                return ()
            return (node.text,)
        name = node.text[1:]
        if name not in self.library.lists:
            self.problems.append(node.problem(f"there is no list @{name}", nearest(name, self.library.lists)))
            return ()
        return self.library.lists[name]

    def _regex(self, read: Read) -> Regex | None:
        source = read.get("regex")
        if source is None:
            return None
        if wrong := regex_problem(source):
            self.problems.append(read.at("regex").problem(f"not a regular expression: {wrong}"))
            return None
        return Regex(source, anchors_of(source))

    def _number(self, read: Read) -> Number | None:
        number: Read | None = read.get("number")
        if number is None or not number.get("units"):
            return None
        nodes = scalars(number.at("units"))
        named = (self.words_of(node) if node.text.startswith("@") else (node.text,) for node in nodes)
        units = tuple(unit for words in named for unit in words)
        return Number(units, number.get("over"), number.get("under"), number.get("at-least"))

    def _parts(self, node: Node, least: int) -> tuple[Pattern, ...]:
        if not isinstance(node, Sequence):
            wrong_kind(node, "a list of patterns", self.problems)
            return ()
        if len(node.items) < least:
            self.problems.append(node.problem(f"at least {least} patterns are needed here"))
        return tuple(pattern for item in node if (pattern := self.pattern(item)) is not None)

    def _either(self, node: Node) -> Pattern | None:
        parts = self._parts(node, 1)
        return (parts[0] if len(parts) == 1 else Either(parts)) if parts else None

    def _pair(self, read: Read) -> Pattern | None:
        parts = self._parts(read.at("pair"), 2)
        within = self.reach(read.node.get("within"), "clause")
        return Pair(parts, within, read.get("order") == "as-written") if len(parts) > 1 else None

    def _count(self, read: Read) -> Pattern | None:
        parts = self._parts(read.at("count"), 1)
        if read.get("at-least") is None:
            self.problems.append(read.node.problem("count needs 'at-least'"))
            return None
        return Count(parts, int(read.get("at-least")), read.get("distinct", False), read.get("per")) if parts else None

    def _missing(self, read: Read) -> Pattern | None:
        inner = self.pattern(read.at("missing"))
        return Missing(self._placed(inner, read)) if inner is not None else None

    def _measured(self, read: Read) -> Pattern | None:
        if read.get("at-least") is None:
            self.problems.append(read.node.problem("measure needs 'at-least'"))
            return None
        return Measured(read.get("measure", ""), read.get("at-least"))

    def reach(self, node: Node | None, default: Reach) -> Reach | int:
        """How far: a stretch of text, or a number of characters."""
        if node is None:
            return default
        if isinstance(node, Scalar) and node.text.isdigit():
            return int(node.text)
        if isinstance(node, Scalar) and node.text in REACHES:
            return node.text  # type: ignore[return-value]  # one of REACHES
        self.problems.append(node.problem("expected a number of characters, or one of " + ", ".join(REACHES)))
        return default


def read_evade(said: tuple[str, ...] | None, default: tuple[str, ...]) -> tuple[str, ...]:
    """The kinds of disguise meant by ``all``, ``none`` or a list of kinds."""
    if said is None:
        return default
    if "none" in said:
        return ()
    return KINDS if "all" in said else tuple(kind for kind in KINDS if kind in said)


def scalars(node: Node) -> tuple[Scalar, ...]:
    """The single values in *node*: itself, or those of its items that are single values."""
    items = node.items if isinstance(node, Sequence) else (node,)
    return tuple(item for item in items if isinstance(item, Scalar))
