"""Shared lists of terms: inclusions taken in, compounds made, English forms added, exclusions left out."""

import math
from collections.abc import Iterable, Mapping
from itertools import product

from xhs_compliance.model.errors import Problem, did_you_mean
from xhs_compliance.model.words import Bilingual
from xhs_compliance.packs.nodes import Node, Scalar, Sequence, scalars
from xhs_compliance.packs.problems import Problems
from xhs_compliance.packs.shapes import Read
from xhs_compliance.text.fold import holds_picture, skeleton_of
from xhs_compliance.text.inflect import inflected

MOST_COMPOUNDS = 5_000
"""Terms that the compounds of one list may come to; a part too many costs the memory of every machine."""


def resolve_lists(raw: Mapping[str, Read], problems: Problems) -> dict[str, tuple[str, ...]]:
    """Every list with its inclusions, compounds and English forms, in the order written, without repeats."""
    resolver = _Resolver(raw, problems)
    for name, read in raw.items():
        resolver.resolve(name, read.node, ())
    return resolver.resolved


def can_be_found(term: str) -> bool:
    """Whether a term holds anything that is searched: a letter, a digit, a character, or a picture."""
    return bool(skeleton_of(term)) or holds_picture(term)


def never_matches(node: Scalar, term: str) -> Problem:
    """The problem of a term without anything that could be searched."""
    message = Bilingual(f"“{term}”永远不会命中", f"the term {term!r} can never match")
    hint = Bilingual("词里至少要有一个字、字母、数字或图形", "a term needs a letter, digit, character or picture")
    return node.problem(message, hint)


class _Resolver:
    """Resolves each list once."""

    def __init__(self, raw: Mapping[str, Read], problems: Problems) -> None:
        self.raw = raw
        self.problems = problems
        self.resolved: dict[str, tuple[str, ...]] = {}

    def resolve(self, name: str, asked_by: Node, above: tuple[str, ...]) -> tuple[str, ...]:
        """The words of the list *name*, which *asked_by* takes in; *above* are the lists being resolved."""
        if name in self.resolved:
            return self.resolved[name]
        if name in above:
            way = " → ".join(f"@{each}" for each in (*above, name))
            message = Bilingual(f"词表 @{name} 绕了一圈又引用自己：{way}", f"list @{name} takes in itself: {way}")
            self.problems.append(asked_by.problem(message))
            return ()
        if name not in self.raw:
            message = Bilingual(f"没有词表 @{name}", f"there is no list @{name}")
            self.problems.append(asked_by.problem(message, did_you_mean(name, self.raw)))
            return ()
        read = self.raw[name]
        above = (*above, name)
        words = self._terms(read.at("terms"), above) if "terms" in read.values else {}
        words |= self._compounds(read, above)
        if "terms" not in read.values and "compounds" not in read.values:
            message = Bilingual(f"词表 @{name} 里没有词", f"list @{name} holds no terms")
            hint = Bilingual("写上 terms:（词）或 compounds:（由几部分拼成的词）", "write terms: or compounds:")
            self.problems.append(read.node.problem(message, hint))
        if word_class := read.get("inflect"):
            words |= dict.fromkeys(form for word in list(words) for form in inflected(word, word_class))
        self._leave_out(read, name, words)
        self.resolved[name] = tuple(words)
        return self.resolved[name]

    def _terms(self, terms: Node, above: tuple[str, ...]) -> dict[str, None]:
        words: dict[str, None] = {}
        for node in scalars(terms):
            if node.text.startswith("@"):
                words |= dict.fromkeys(self.resolve(node.text[1:], node, above))
            elif can_be_found(node.text):
                words[node.text] = None
            elif node.text.strip():
                self.problems.append(never_matches(node, node.text))
        return words

    def _compounds(self, read: Read, above: tuple[str, ...]) -> dict[str, None]:
        """Every term of the first part followed by every term of the next, and so on."""
        if "compounds" not in read.values:
            return {}
        node = read.at("compounds")
        parts = [self._terms(part, above) for part in node.items] if isinstance(node, Sequence) else []
        count = math.prod(map(len, parts))
        if count > MOST_COMPOUNDS:
            message = Bilingual(
                f"拼出来有 {count:,} 个词，最多 {MOST_COMPOUNDS:,} 个",
                f"these compounds come to {count:,} terms; at most {MOST_COMPOUNDS:,} are allowed",
            )
            hint = Bilingual("把它分成几个词表，或少写几个词", "part it into several lists, or name fewer terms")
            self.problems.append(node.problem(message, hint))
            return {}
        return dict.fromkeys(map(_joined, product(*parts)))

    def _leave_out(self, read: Read, name: str, words: dict[str, None]) -> None:
        for node in scalars(read.at("without")) if "without" in read.values else ():
            if words.pop(node.text, 0) == 0:
                message = Bilingual(
                    f"“{node.text}”不在 @{name} 里，不用去掉",
                    f"{node.text!r} is not in @{name}, so it cannot be left out",
                )
                self.problems.append(node.problem(message, did_you_mean(node.text, words)))


def _joined(parts: Iterable[str]) -> str:
    """The parts as one term, a blank between two Latin words."""
    term = ""
    for part in parts:
        between = " " if term[-1:].isascii() and part[:1].isascii() and term and part else ""
        term += between + part
    return term
