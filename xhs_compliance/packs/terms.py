"""Terms: the texts a pack lists or names with ``@``, and which lists are searched as one."""

import hashlib
from dataclasses import dataclass, replace
from typing import Self

from xhs_compliance.model.errors import did_you_mean
from xhs_compliance.model.pattern import Either, Pattern, Terms
from xhs_compliance.model.words import Bilingual
from xhs_compliance.packs.kinds import Text, wrong_kind
from xhs_compliance.packs.library import Library
from xhs_compliance.packs.lists import can_be_found, never_matches
from xhs_compliance.packs.nodes import Node, Scalar, Sequence, scalars
from xhs_compliance.packs.problems import Problems
from xhs_compliance.text.variants import KINDS


@dataclass(frozen=True)
class TermReader:
    """Reads the terms of a rule. Every mistake becomes a problem that points at its node.

    Attributes:
        library: what the rule may refer to.
        problems: where mistakes are collected.

    """

    library: Library
    problems: Problems

    def unheard(self) -> Self:
        """The same for what is shared: mistakes in it are told once, where its file is read, and here to nobody."""
        return replace(self, problems=Problems())

    def texts(self, node: Node) -> tuple[Scalar, ...]:
        """The texts in a text or a list of texts; anything else is reported."""
        items = node.items if isinstance(node, Sequence) else (node,)
        for item in items:
            if not isinstance(item, Scalar):
                wrong_kind(item, Text().says, self.problems)
        if not items:
            self.problems.append(node.problem(Bilingual("列表是空的", "the list is empty")))
        return scalars(node)

    def words_of(self, node: Scalar) -> tuple[str, ...]:
        """The terms a text stands for: itself, or the list it names with ``@``."""
        text = Text().read(node, self.problems)
        if text is None:
            return ()
        if not text.startswith("@"):
            if not can_be_found(text):
                self.problems.append(never_matches(node, text))
                return ()
            return (text,)
        name = text[1:]
        if name not in self.library.lists:
            message = Bilingual(f"没有词表 @{name}", f"there is no list @{name}")
            self.problems.append(node.problem(message, did_you_mean(name, self.library.lists)))
            return ()
        if not self.library.lists[name]:
            message = Bilingual(f"词表 @{name} 是空的", f"list @{name} is empty")
            self.problems.append(node.problem(message))
        return self.library.lists[name]


def read_evade(said: tuple[str, ...] | None, default: tuple[str, ...]) -> tuple[str, ...]:
    """The kinds of disguise meant by ``all``, ``none`` or a list of kinds."""
    if said is None:
        return default
    if "none" in said:
        return ()
    return KINDS if "all" in said else tuple(kind for kind in KINDS if kind in said)


def keyed(
    words: tuple[str, ...], evade: tuple[str, ...], *, tags: bool, plain: bool = True, lists: tuple[str, ...] = ()
) -> Terms:
    """Terms with the key that tells them from any other."""
    said = repr((words, evade, tags, plain))
    key = hashlib.blake2s(said.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    return Terms(words, evade, tags, plain, key, lists)


def joined(patterns: tuple[Pattern, ...]) -> tuple[Pattern, ...]:
    """The alternatives with terms that are searched alike made one, and alternatives of alternatives taken in."""
    alike: dict[tuple[tuple[str, ...], bool, bool], list[Terms]] = {}
    others: list[Pattern] = []
    for pattern in patterns:
        for part in pattern.patterns if isinstance(pattern, Either) else (pattern,):
            if isinstance(part, Terms):
                alike.setdefault((part.evade, part.tags, part.plain), []).append(part)
            else:
                others.append(part)
    return (*map(_as_one, alike.values()), *others)


def _as_one(alike: list[Terms]) -> Terms:
    first = alike[0]
    words = tuple(dict.fromkeys(word for terms in alike for word in terms.words))
    lists = tuple(dict.fromkeys(name for terms in alike for name in terms.lists))
    return keyed(words, first.evade, tags=first.tags, plain=first.plain, lists=lists)
