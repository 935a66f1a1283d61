"""The packs as they stand in their files, and what one edit of a file makes of the rules."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from unittest.mock import patch

from edits import Edit, Editor, swapped

from xhs_compliance.model.rule import Rule, Signal
from xhs_compliance.packs import patterns
from xhs_compliance.packs.conditions import Builder
from xhs_compliance.packs.library import Library
from xhs_compliance.packs.lists import resolve_lists
from xhs_compliance.packs.load import RuleBook, _gate, _raw_lists
from xhs_compliance.packs.nodes import Mapping as MappingNode
from xhs_compliance.packs.nodes import Node, Scalar, Sequence
from xhs_compliance.packs.problems import Problems
from xhs_compliance.packs.rules import RuleBuilder, head_of
from xhs_compliance.packs.schema_shared import GATE
from xhs_compliance.packs.shapes import Read
from xhs_compliance.packs.sources import Root

Finder = Rule | Signal

SHARED = {
    "phrase": ("phrases.yaml", "phrases"),
    "context": ("contexts.yaml", "contexts"),
    "table": ("gating.yaml", "gating"),
    "ladder": ("gating.yaml", "ladders"),
}
"""Where what has a name and is no list stands; phrases come first, since all others may take them in."""

JUDGING = ("find", "when", "unless", "severity", "lifted")
"""The parts of a rule that decide what is said; the others say it."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What an edit makes of the rules.

    Attributes:
        changed: the rules and signals that are different now, by id.
        words: words that are gone; empty for an edit of anything but a list.
        refused: what the loader says against it.

    """

    changed: Mapping[str, Finder] = field(default_factory=dict)
    words: frozenset[str] = frozenset()
    refused: str = ""


class Source:
    """The files of packs, read once.

    Args:
        book: what was loaded from them.
        roots: where they lie.

    """

    def __init__(self, book: RuleBook, roots: list[Root]) -> None:
        self.book, problems = book, Problems()
        self.library = book.library
        self.owners: dict[str, Finder] = {owner.id: owner for owner in (*book.rules, *book.signals)}
        sources = [source for root in roots for source in root.packs()]
        self.lists = _raw_lists([read for root in roots for read in root.lists(problems)], sources, problems)
        self.shared = roots[0].shared(problems)
        self.heads = {}
        self.nodes: dict[str, MappingNode] = {}
        for source in sources:
            assert source.head is not None
            head = head_of(source.head, source.folder.resolve().name, self.library, problems)
            assert head is not None
            for read in source.files:
                for key, prefix in (("rules", f"{head.id}/"), ("signals", "")):
                    for node in read.get(key, ()):
                        name = prefix + node.values["id"].text
                        if name in self.owners:
                            self.nodes[name], self.heads[name] = node, head
        assert not problems

    def edits(self, seed: int) -> Iterator[tuple[str, Edit]]:
        """Every edit, with what it is an edit of: a rule or signal by its id, ``@list``, ``phrase …`` and so on."""
        for name, node in self.nodes.items():
            yield from ((name, edit) for edit in Editor(name, seed).of_rule(node))
        for name, read in self.lists.items():
            yield from ((f"@{name}", edit) for edit in Editor(f"@{name}", seed).of_terms(read.node.get("terms")))
        for key, node in self._tables():
            editor = Editor(key, seed)
            of_kind = {
                "phrase": editor.of_pattern,
                "context": editor.of_lines,
                "table": editor.of_table,
                "ladder": editor.of_ladder,
            }
            yield from ((key, edit) for edit in of_kind[key.partition(" ")[0]](node))

    def _tables(self) -> Iterator[tuple[str, Node]]:
        """The shared phrases, contexts, tables and ladders of severities, by name."""
        for kind, (file, key) in SHARED.items():
            inner = self.shared[file].node.get(key)
            assert isinstance(inner, MappingNode)
            yield from ((f"{kind} {name}", node) for name, node in inner.values.items())

    @cached_property
    def _names(self) -> dict[str, frozenset[str]]:
        """What each rule, list, context and table takes in: ``@list``, ``context NAME``, ``table NAME``."""
        found = {name: frozenset(_names_in(node, self.library)) for name, node in self.nodes.items()}
        found |= {f"@{name}": frozenset(_names_in(read.node, self.library)) for name, read in self.lists.items()}
        found |= {name: frozenset(_names_in(node, self.library)) for name, node in self._tables()}
        for name, head in self.heads.items():
            found[name] |= {f"table {head.gating}"}
        return found

    def users(self, name: str) -> list[str]:
        """Everything that takes in *name*, itself or through others; rules and signals last."""
        found, todo = {name: None}, [name]
        while todo:
            asked = todo.pop()
            for other, names in self._names.items():
                if asked in names and other not in found:
                    found[other] = None
                    todo.append(other)
        return list(found)

    @patch.object(patterns, "warn_of_variety", lambda *_, **__: None)
    def outlook(self, name: str, edit: Edit) -> Outlook:
        """What *edit*, an edit of *name*, makes of the rules.

        Nobody reads the warnings of an edit, and to count the spellings of its words would take most of the time.
        """
        problems = Problems()
        if name in self.nodes:
            new = swapped(self.nodes[name], edit.old, edit.new)
            owner = self._built(name, new, self.library, problems)
            words = self._words_gone(edit)
            return Outlook(self._differing({name: owner}), words, _told(problems))
        users = self.users(name)
        library = self._library(name, edit, users, problems)
        built = {user: self._built(user, self.nodes[user], library, problems) for user in users if user in self.nodes}
        gone = {word for key, words in self.library.lists.items() for word in {*words}.difference(library.lists[key])}
        return Outlook(self._differing(built), self._words_gone(edit).union(gone), _told(problems))

    def _words_gone(self, edit: Edit) -> frozenset[str]:
        if edit.kind not in ("a term", "a list taken in") or not isinstance(edit.piece, Scalar):
            return frozenset()
        text = edit.piece.text
        return frozenset(self.library.lists.get(text[1:], ()) if text.startswith("@") else (text,))

    def _library(self, name: str, edit: Edit, users: list[str], problems: Problems) -> Library:
        library = self.library
        if name.startswith("@"):
            read = self.lists[name[1:]]
            node = swapped(read.node, edit.old, edit.new)
            assert isinstance(node, MappingNode)
            lists = resolve_lists({**self.lists, name[1:]: Read(node, read.values)}, problems)
            library = replace(library, lists=lists)
        contexts, gating, phrases = dict(library.contexts), dict(library.gating), dict(library.phrases)
        ladders = dict(library.ladders)
        builder = Builder(replace(library, phrases=phrases), problems)
        for user, node in self._tables():
            kind, _, key = user.partition(" ")
            edited = swapped(node, edit.old, edit.new)
            if user not in users:
                continue
            if kind == "phrase":
                phrases[key] = edited
            elif kind == "context":
                contexts[key] = tuple(excuse for item in _items(edited) for excuse in builder.excuse(item, key))
            elif kind == "ladder":
                ladders[key] = edited
            else:
                rows = [GATE.read(item, problems) for item in _items(edited)]
                gating[key] = tuple(gate for row in rows if row and (gate := _gate(row, builder)))
        return replace(library, contexts=contexts, gating=gating, ladders=ladders, phrases=phrases)

    def _built(self, name: str, node: Node, library: Library, problems: Problems) -> Finder | None:
        builder = RuleBuilder(self.heads[name], library, problems)
        return builder.rule(node) if isinstance(self.owners[name], Rule) else builder.signal(node)

    def _differing(self, built: Mapping[str, Finder | None]) -> dict[str, Finder]:
        """Those that judge differently; what replacements they offer is another matter."""
        return {
            name: replace(owner, examples=self.owners[name].examples)
            for name, owner in built.items()
            if owner is not None and judging(owner) != judging(self.owners[name])
        }


def judging(owner: Finder) -> tuple[object, ...]:
    """What of a rule or signal decides."""
    if isinstance(owner, Signal):
        return owner.find, owner.when, owner.unless
    return owner.find, owner.when, owner.unless, owner.ladder, owner.lifts, owner.gating


def _items(node: Node) -> tuple[Node, ...]:
    return node.items if isinstance(node, Sequence) else ()


def _told(problems: Problems) -> str:
    return "; ".join(problem.message.en for problem in problems)


def _names_in(node: Node, library: Library) -> Iterator[str]:
    if isinstance(node, Scalar):
        if node.text.startswith("@"):
            yield node.text
        elif node.text in library.contexts:
            yield f"context {node.text}"
        elif node.text in library.gating:
            yield f"table {node.text}"
        elif node.text in library.ladders:
            yield f"ladder {node.text}"
        elif node.text in library.phrases:
            yield f"phrase {node.text}"
    for inner in node.values.values() if isinstance(node, MappingNode) else _items(node):
        yield from _names_in(inner, library)
