"""Rules in which words of lists are forgotten, as if they had been dropped, without compiling anew."""

from collections.abc import Iterable
from dataclasses import dataclass

from bench import AS_OF, Bench, Shown, Sound
from drafts_for import Drafts, Made
from witnesses import Witness, says

from xhs_compliance.engine.automaton import Found
from xhs_compliance.engine.checker import Checker
from xhs_compliance.engine.hits import Hit, Typed
from xhs_compliance.engine.lexicon import Lexicon
from xhs_compliance.engine.spelled import Spelled
from xhs_compliance.model.declare import declare
from xhs_compliance.model.draft import Draft
from xhs_compliance.text.fold import Folded

MANY_LINES = 40
"""Lines of a draft; of one with more only those are read that hold the word asked for."""


class Forgetful(Lexicon):
    """A lexicon that does not know one word of some lists: as if it had been dropped, without compiling anew.

    Args:
        spelled: all words.

    """

    def __init__(self, spelled: Spelled) -> None:
        super().__init__(spelled)
        self.keys: frozenset[str] = frozenset()
        self.forgotten: frozenset[str] = frozenset()

    def judged(self, folded: Folded, raw: Iterable[Found], key: str, typed: dict[Found, Typed]) -> list[Hit]:
        """The hits, without those of the word."""
        hits = super().judged(folded, raw, key, typed)
        return [hit for hit in hits if hit.word not in self.forgotten] if key in self.keys else hits


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in a list.

    Attributes:
        name: as written: a word, or ``@list``.
        texts: words to write for it.
        gone: every word that is gone with it.

    """

    name: str
    texts: tuple[str, ...]
    gone: frozenset[str]


class OneOwner:
    """A rule or signal in which words are forgotten."""

    def __init__(self, bench: Bench, sound: Sound, drafts: Drafts) -> None:
        self.bench, self.sound, self.drafts = bench, sound, drafts
        self.base = Checker(sound.ruleset, AS_OF, "mutate")
        ruleset = bench.ruleset(sound.owner, sound.ruleset.spelled)
        self.lexicon = ruleset.lexicon = Forgetful(ruleset.spelled)
        self.forgetful = Checker(ruleset, AS_OF, "mutate")
        self._said: dict[Made, str] = {}

    def differs(self, made: Made, entry: Entry) -> bool:
        """Whether the review of a draft changes once an entry is forgotten."""
        self.lexicon.forgotten = entry.gone
        if made not in self._said:
            self._said[made] = self._says(self.base, made)
        return self._said[made] != self._says(self.forgetful, made)

    def _says(self, checker: Checker, made: Made) -> str:
        facts = declare(made.facts, self.bench.book.library.facts)
        return says(checker.check(Draft("", made.fields, facts)), self.sound.owner.id)

    def is_shown(self, entry: Entry) -> bool:
        """Whether an example or a witness reads differently without an entry; of a long one its lines with it do."""
        able = (shown for shown in self.sound.shown if not entry.gone.isdisjoint(shown.words))
        return any(self.differs(lines_with(entry, _made(shown)), entry) for shown in able)


def _made(shown: Shown) -> Made:
    text = shown.text
    if isinstance(text, Witness):
        return Made(text.fields, text.facts)
    title = {"title": text.title} if text.title else {}
    return Made({**title, "text": text.text, **text.others}, text.facts)


def lines_with(entry: Entry, made: Made) -> Made:
    """A draft of many lines without those that hold nothing of *entry*."""
    text = made.fields.get("text", "")
    if text.count("\n") <= MANY_LINES:
        return made
    kept = "\n".join(line for line in text.splitlines() if any(word in line.lower() for word in entry.gone))
    return Made({**made.fields, "text": kept}, made.facts)
