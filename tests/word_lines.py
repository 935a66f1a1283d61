"""Drafts that show the words of every list: a word that is dropped from it is missed.

A frame says what stands around the word: nothing, the other parts of a pair, or an example of a rule that uses the
list. A word is shown when the review of its line alone changes once it is forgotten; lines are put together in one
draft, and those that show nothing there have a draft of their own.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bench import Bench, keys_of
from drafts_for import Drafts, Made, marked
from edits import Edit
from forgetting import MANY_LINES, Entry, OneOwner
from witnesses import Witness

from xhs_compliance.model.pattern import Pair, Pattern, Terms, leaves, parts_of
from xhs_compliance.model.rule import Example, Signal
from xhs_compliance.packs.nodes import Sequence as SequenceNode
from xhs_compliance.packs.nodes import scalars
from xhs_compliance.text.inflect import inflected

MOST_WORDS = 400
"""Words of one list that are looked for; of a longer list a choice."""

MOST_FRAMES = 4
MOST_PROBES = 3
"""Words on which a frame is tried."""

MOST_OWNERS = 5
"""Rules and signals in which the words of one list are tried."""

MOST_DRAFTS = 24
"""Drafts for one list."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a word.

    Attributes:
        like: the example whose facts and fields the draft has.
        head: lines before the first.

    """

    like: Example
    head: str
    before: str
    after: str

    def line(self, word: str) -> str:
        """One line."""
        return f"{self.before}{word}{self.after}"


class WordSearch:
    """Looks for drafts that show the words of lists.

    Args:
        bench: the packs and the witnesses there are.
        drafts: what makes drafts of a rule or signal.
        dice: what chooses words.

    """

    def __init__(self, bench: Bench, drafts: Callable[[str], Drafts], dice: random.Random) -> None:
        self.bench, self.drafts, self.dice = bench, drafts, dice
        self._owners: dict[str, OneOwner] = {}

    def owner(self, name: str) -> OneOwner:
        """One rule or signal, ready."""
        if name not in self._owners:
            self._owners[name] = OneOwner(self.bench, self.bench.sound(name), self.drafts(name))
        return self._owners[name]

    def of_list(self, name: str, edit: Edit) -> tuple[list[Witness], int]:
        """Drafts for the entries of the list that *edit* drops one of, and how many entries nothing shows."""
        users = self._users(name, edit)
        left = self._entries(name, edit)
        for user, keys in [*users.items()][:MOST_OWNERS]:
            owner = self.owner(user)
            owner.lexicon.keys = keys
            left = [entry for entry in left if not owner.is_shown(entry)]
        found: list[Witness] = []
        most = MOST_DRAFTS
        for user, keys in [*users.items()][:MOST_OWNERS]:
            if left:
                owner = self.owner(user)
                owner.lexicon.keys = keys
                drafts, left = _Lines(owner, keys).drafts(left, most)
                most -= len(drafts)
                found += [Witness(user, made.fields, made.facts, "") for made in drafts]
        return found, len(left)

    def _entries(self, name: str, edit: Edit) -> list[Entry]:
        """What stands in a list, a choice where it is long."""
        assert isinstance(edit.old, SequenceNode)
        lists, dice = self.bench.source.lists, self.dice
        forms = lists[name[1:]].get("inflect") if name.startswith("@") else None
        entries = []
        for text in dict.fromkeys(item.text for item in scalars(edit.old)):
            if text.startswith("@"):
                words = self.bench.book.library.lists[text[1:]]
                entries.append(Entry(text, tuple(dice.sample(words, min(8, len(words)))), frozenset(words)))
            else:
                gone = {text, *(inflected(text, forms) if forms else ())}
                entries.append(Entry(text, (text,), frozenset(gone)))
        return entries if len(entries) <= MOST_WORDS else dice.sample(entries, MOST_WORDS)

    def _users(self, name: str, edit: Edit) -> dict[str, frozenset[str]]:
        """The rules and signals that read a list, with the keys it is known by there; those that look for it first."""
        outlook = self.bench.source.outlook(name, edit)
        users = {}
        for user, changed in outlook.changed.items():
            owner = self.bench.source.owners[user]
            keys = frozenset(keys_of(owner) - keys_of(changed))
            if keys:
                looked_for = any(isinstance(leaf, Terms) and leaf.key in keys for leaf in leaves(owner.find))
                users[user] = (isinstance(owner, Signal), not looked_for, len(users)), keys
        return {user: keys for user, (_, keys) in sorted(users.items(), key=lambda each: each[1][0])}


class _Lines:
    def __init__(self, owner: OneOwner, keys: frozenset[str]) -> None:
        self.owner, self.keys, self.drafts_for = owner, keys, owner.drafts
        self.finder = owner.sound.owner

    def drafts(self, entries: Sequence[Entry], most: int) -> tuple[list[Made], list[Entry]]:
        """Up to *most* drafts, and the entries left."""
        made: list[Made] = []
        left = list(entries)
        together = 1 if isinstance(self.finder, Signal) else MANY_LINES
        for frame in self._best_frames(left) if left else ():
            good = [(entry, text) for entry in left if (text := self._counting(frame, entry))]
            while good and len(made) < most:
                part = good[:together]
                whole = self._made(frame, [text for _, text in part])
                shown = [entry for entry, _ in part if self.owner.differs(whole, entry)]
                if not shown:
                    shown, whole = [part[0][0]], self._made(frame, [part[0][1]])
                made.append(whole)
                good = [(entry, text) for entry, text in good if entry not in shown]
                left = [entry for entry in left if entry not in shown]
        return made, left

    def _made(self, frame: Frame, words: Sequence[str]) -> Made:
        return self.drafts_for.like(frame.like, frame.head + "\n\n".join(map(frame.line, words)))

    def _best_frames(self, entries: Sequence[Entry]) -> list[Frame]:
        probes = entries[:: max(1, len(entries) // MOST_PROBES)][:MOST_PROBES]
        ranked = []
        for number, frame in enumerate(self._frames()):
            counts = sum(bool(self._counting(frame, entry)) for entry in probes)
            if counts:
                ranked.append((-counts, number, frame))
            if counts == len(probes):
                break
        return [frame for *_, frame in sorted(ranked, key=lambda each: each[:2])[:MOST_FRAMES]]

    def _frames(self) -> Iterator[Frame]:
        flags = self.drafts_for.flags
        by_facts = {repr(sorted(flag.facts.items(), key=repr)): flag for flag in reversed(flags) if not flag.others}
        kinds = [*by_facts.values()][:4]
        looked_for = [leaf for leaf in leaves(self.finder.find) if isinstance(leaf, Terms) and leaf.key in self.keys]
        for head in (False, True) if looked_for else ():
            for flag in kinds:
                top = f"{flag.text}\n" if head else ""
                yield Frame(flag, top, "", "")
                for leaf in looked_for:
                    pair = _pair_around(self.finder.find, leaf)
                    yield from self._beside(pair, leaf, flag, top) if pair else ()
        for flag in flags[:4]:
            start, end = marked(flag)
            yield Frame(flag, "", flag.text[:start], flag.text[end:])
        for flag in [*kinds, *flags[:6]]:
            yield from _around(flag)

    def _beside(self, pair: Pair, leaf: Terms, flag: Example, top: str) -> Iterator[Frame]:
        place = next(number for number, part in enumerate(pair.parts) if leaf in leaves(part))
        sampler = self.drafts_for.sampler
        for _ in range(5):
            chosen = [sampler.texts(part, 1) for part in pair.parts]
            texts = [text[0] if text else "" for text in chosen]
            for joint in ("", " "):
                before, after = joint.join(texts[:place]), joint.join(texts[place + 1 :])
                before, after = before + (joint if before else ""), (joint if after else "") + after
                yield Frame(flag, top, before, after)
                if not pair.ordered:
                    yield Frame(
                        flag, top, after.strip() + joint if after else "", joint + before.strip() if before else ""
                    )

    def _counting(self, frame: Frame, entry: Entry) -> str:
        """The text of an entry on whose line alone the review changes once it is forgotten; empty for none."""
        able = (text for text in entry.texts if self.owner.differs(self._made(frame, [text]), entry))
        return next(able, "")


def _around(flag: Example) -> Iterator[Frame]:
    """A word beside what an example marks."""
    start, end = marked(flag)
    before, words, after = flag.text[:start], flag.text[start:end], flag.text[end:]
    for joint in ("", " ") if flag.text.isascii() else ("",):
        yield Frame(flag, "", "", joint + words)
        yield Frame(flag, "", words + joint, "")
        yield Frame(flag, "", before, joint + words + after)
        yield Frame(flag, "", before + words + joint, after)
    for joint in ("，", " "):
        yield Frame(flag, "", "", joint + flag.text)
        yield Frame(flag, "", flag.text.rstrip("。.!！") + joint, "")
    yield Frame(flag, "", words[: len(words) // 2], words[len(words) // 2 :])
    yield Frame(flag, f"{flag.text}\n", "", "")


def _pair_around(pattern: Pattern, leaf: Any) -> Pair | None:
    """The innermost pair that holds *leaf*."""
    for part in parts_of(pattern):
        if leaf in leaves(part):
            return _pair_around(part, leaf) or (pattern if isinstance(pattern, Pair) else None)
    return None
