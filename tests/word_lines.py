"""Drafts that show the words of every list: a word that is dropped from it is missed.

A frame (``frames.py``) says what stands around the word. A word is shown when the review of its line alone changes once
it is forgotten; lines are put together in one draft, and those that show nothing there have a draft of their own.
"""

import itertools
import random
from collections.abc import Callable, Iterable, Mapping, Sequence

from bench import Bench, keys_of
from drafts_for import Drafts, Made
from edits import Edit
from forgetting import Entry, OneOwner
from frames import Frame, built_frames, grown_frames, swapped_frames
from witnesses import Witness

from xhs_compliance.model.pattern import Terms, leaves
from xhs_compliance.model.rule import Signal
from xhs_compliance.packs.nodes import Sequence as SequenceNode
from xhs_compliance.packs.nodes import scalars
from xhs_compliance.text.inflect import inflected

MOST_WORDS = 400
"""Words of one list that are looked for; of a longer list a choice."""

MOST_READ = 20
"""Drafts people wrote in which a word is tried."""

MOST_FRAMES = 8
"""Frames that showed something."""

MOST_LOOKED_AT = 30
"""Frames tried in one rule or signal."""

MOST_PROBES = 4
"""Words on which a frame is tried first."""

MOST_OWNERS = 3
"""Rules and signals in which the words of one list are tried."""

TOGETHER = 12
"""Lines of one draft."""

MOST_DRAFTS = 60
"""Drafts for one list."""


class WordSearch:
    """Looks for drafts that show the words of lists.

    Args:
        bench: the packs and the witnesses there are.
        drafts: what makes drafts of a rule or signal.
        dice: what chooses words.
        read: drafts people wrote, by rule.

    """

    def __init__(
        self,
        bench: Bench,
        drafts: Callable[[str], Drafts],
        dice: random.Random,
        read: Mapping[str, Sequence[Made]],
    ) -> None:
        self.bench, self.drafts, self.dice, self.read = bench, drafts, dice, read
        self._owners: dict[str, OneOwner] = {}

    def owner(self, name: str) -> OneOwner:
        """One rule or signal, ready."""
        if name not in self._owners:
            self._owners[name] = OneOwner(self.bench, self.bench.sound(name), self.drafts(name))
        return self._owners[name]

    def of_list(self, name: str, edit: Edit) -> tuple[list[Witness], int]:
        """Drafts for the entries of the list that *edit* drops one of, and how many entries nothing shows."""
        users = self._users(name, edit)
        every = left = self._entries(name, edit)
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
                drafts, left = _Lines(owner, keys, self.read.get(user, ())).drafts(left, every, most)
                most -= len(drafts)
                found += [Witness(user, made.fields, made.facts, owner.says(made)) for made in drafts]
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
    def __init__(self, owner: OneOwner, keys: frozenset[str], read: Sequence[Made]) -> None:
        self.owner, self.keys, self.read = owner, keys, read
        self.left: list[Entry] = []
        self.made: list[Made] = []
        self.most = 0

    def drafts(self, entries: Sequence[Entry], every: Sequence[Entry], most: int) -> tuple[list[Made], list[Entry]]:
        """Up to *most* drafts for *entries*, some of *every* entry, and the entries left."""
        self.left, self.made, self.most = list(entries), [], most
        self._try_read()
        self._try(swapped_frames(self.owner, every))
        for frame, longer in grown_frames(self.owner, self.left).items() if self.left else ():
            self._show(frame, [entry for entry in longer if entry in self.left])
        self._try(built_frames(self.owner, self.keys))
        return self.made, self.left

    def _try_read(self) -> None:
        """Try drafts people wrote in which a word that is left stands."""
        for entry in [*self.left]:
            if entry in self.left:
                able = (made for made in self.read if any(word in _told(made) for word in entry.gone))
                tried = itertools.islice(able, MOST_READ)
                made = next((made for made in tried if self.owner.differs(made, entry)), None)
                if made is not None:
                    self.made.append(made)
                    self.left = [other for other in self.left if not self._is_in(other, made)]

    def _is_in(self, entry: Entry, made: Made) -> bool:
        return any(word in _told(made) for word in entry.gone) and self.owner.differs(made, entry)

    def _try(self, frames: Iterable[Frame]) -> None:
        """Try what is left in a few frames."""
        told = 0
        for frame in itertools.islice(frames, MOST_LOOKED_AT):
            if not self.left or told == MOST_FRAMES or len(self.made) >= self.most:
                break
            told += self._show(frame, self._likely(frame, self.left))

    def _show(self, frame: Frame, entries: Iterable[Entry]) -> bool:
        """Keep drafts for those of some entries that a frame shows, if there are any."""
        good = [(entry, text) for entry in entries if (text := self._counting(frame, entry))]
        shown, drafts = self._together(frame, good, self.most - len(self.made))
        self.made += drafts
        self.left = [entry for entry in self.left if entry not in shown]
        return bool(shown)

    def _likely(self, frame: Frame, left: Sequence[Entry]) -> Sequence[Entry]:
        """What is left, where one of a few of it is shown."""
        if len(left) <= MOST_PROBES:
            return left
        probes = left[:: max(1, len(left) // MOST_PROBES)][:MOST_PROBES]
        return left if any(self._counting(frame, entry) for entry in probes) else ()

    def _together(self, frame: Frame, good: Sequence[tuple[Entry, str]], most: int) -> tuple[list[Entry], list[Made]]:
        """Drafts of many lines that show what a line alone does, and what they show."""
        shown: list[Entry] = []
        made: list[Made] = []
        lines = 1 if isinstance(self.owner.sound.owner, Signal) else TOGETHER
        while good and len(made) < most:
            part = good[:lines]
            whole = frame.draft([text for _, text in part])
            now = [entry for entry, _ in part if self.owner.differs(whole, entry)]
            if len(now) <= 1:
                lines, now, whole = 1, [part[0][0]], frame.draft([part[0][1]])
            made.append(whole)
            shown += now
            good = [(entry, text) for entry, text in good if entry not in now]
        return shown, made

    def _counting(self, frame: Frame, entry: Entry) -> str:
        """The text of an entry on whose line alone the review changes once it is forgotten; empty for none."""
        able = (text for text in entry.texts if self.owner.differs(frame.draft([text]), entry))
        return next(able, "")


def _told(made: Made) -> str:
    return "\n".join(made.fields.values()).lower()
