"""The others, on the same drafts: how a filter is usually written, and libraries people reach for.

The word filters look for the plain terms of the shipped packs and do nothing else: no disguise but case, no context,
no expressions. The thorough naive build does what most tools do that try harder: every character normalised by itself,
a trie of dicts for each pack, jieba over every draft, every expression tried on every draft.

Libraries that are not installed are left out and named; ``make bench-peers`` installs them all.
"""

import json
import subprocess
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import regex

from xhs_compliance.model.draft import Draft
from xhs_compliance.model.pattern import Pattern, Regex, Terms, leaves
from xhs_compliance.model.rule import Pack

Contender = Callable[[Draft], object]

NODE_FILTERS = Path(__file__).with_name("peers.mjs")


class WordTrie:
    """A word filter as it is usually written in Python: nested dicts, one character at a time."""

    def __init__(self, words: Sequence[str]) -> None:
        self.root: dict[str, Any] = {}
        for word in words:
            node = self.root
            for char in word:
                node = node.setdefault(char, {})
            node[""] = {}

    def find(self, text: str) -> list[tuple[int, int]]:
        """Where the words stand."""
        found = []
        for start in range(len(text)):
            node = self.root
            for end in range(start, len(text)):
                following = node.get(text[end])
                if following is None:
                    break
                node = following
                if "" in node:
                    found.append((start, end + 1))
        return found


def patterns_of(pack: Pack) -> Iterator[Pattern]:
    """What the rules and signals of a pack are looking for."""
    for finder in (*pack.rules, *pack.signals):
        yield from leaves(finder.find)


def words_of(packs: Sequence[Pack]) -> list[str]:
    """The plain terms of the packs, each once."""
    terms = (leaf for pack in packs for leaf in patterns_of(pack) if isinstance(leaf, Terms))
    return list(dict.fromkeys(word.lower() for leaf in terms for word in leaf.words))


class NaiveBuild:
    """The same packs, done thoroughly without thinking of time."""

    def __init__(self, packs: Sequence[Pack]) -> None:
        self._tries = [WordTrie(words_of([pack])) for pack in packs]
        sources = (leaf.source for pack in packs for leaf in patterns_of(pack) if isinstance(leaf, Regex))
        self._expressions = [regex.compile(source, regex.IGNORECASE) for source in dict.fromkeys(sources)]
        self._cut = _word_cutter()

    def check(self, draft: Draft) -> int:
        """How many words and expressions were found."""
        text = draft.fields["text"]
        offsets, folded = [], []
        for offset, char in enumerate(text):
            for plain in unicodedata.normalize("NFKC", char).lower():
                offsets.append(offset)
                folded.append(plain)
        plain_text = "".join(folded)
        found = [(offsets[start], offsets[end - 1] + 1) for trie in self._tries for start, end in trie.find(plain_text)]
        found += [match.span() for expression in self._expressions for match in expression.finditer(plain_text)]
        return len(found) + len(self._cut(plain_text))


def _word_cutter() -> Callable[[str], list[str]]:
    """Jieba's; without it no words are cut, and the naive build is faster than it would be."""
    try:
        import jieba
    except ImportError:
        return lambda _: []
    jieba.setLogLevel(60)
    jieba.initialize()
    cut: Callable[[str], list[str]] = jieba.lcut
    return cut


def word_filters(words: Sequence[str]) -> tuple[dict[str, Contender], list[str]]:
    """The Python word filters that are installed, over *words*, and the names of those that are not."""
    contenders: dict[str, Contender] = {}
    missing = []
    try:
        import ahocorasick

        automaton = ahocorasick.Automaton()
        for word in words:
            automaton.add_word(word, word)
        automaton.make_automaton()
        contenders["pyahocorasick"] = lambda draft: list(automaton.iter(draft.fields["text"].lower()))
    except ImportError:
        missing.append("pyahocorasick")
    try:
        from flashtext import KeywordProcessor

        processor = KeywordProcessor()
        processor.non_word_boundaries = set()
        for word in words:
            processor.add_keyword(word)
        contenders["flashtext"] = lambda draft: processor.extract_keywords(draft.fields["text"], span_info=True)
    except ImportError:
        missing.append("flashtext")
    return contenders, missing


def node_filters(words: Sequence[str], drafts: Sequence[Draft], modules: Path | None) -> dict[str, float]:
    """Seconds a draft of the npm filters, warm, by name; nothing where Node or *modules* is missing."""
    if modules is None or not modules.is_dir():
        return {}
    said = json.dumps({"words": list(words), "texts": [draft.fields["text"] for draft in drafts]})
    command = ["node", str(NODE_FILTERS), str(modules)]
    done = subprocess.run(command, input=said, capture_output=True, text=True, check=True)
    answers: dict[str, float] = json.loads(done.stdout)
    return answers
