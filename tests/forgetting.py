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
from xhs_compliance.model.review import Review
from xhs_compliance.model.span import Span
from xhs_compliance.text.fold import Folded

MANY_LINES = 4
"""Lines of a draft; of one with more only the first and those are read that hold the word asked for."""


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


class Noting(Lexicon):
    """A lexicon that notes where words stand.

    Args:
        spelled: all words.

    """

    def __init__(self, spelled: Spelled) -> None:
        super().__init__(spelled)
        self.seen: dict[tuple[str, str, str, Span], None] = {}

    def judged(self, folded: Folded, raw: Iterable[Found], key: str, typed: dict[Found, Typed]) -> list[Hit]:
        """The hits, noted: the field's text, the list's key, the word, its place."""
        hits = super().judged(folded, raw, key, typed)
        self.seen |= dict.fromkeys((folded.typed, key, hit.word, hit.span) for hit in hits)
        return hits


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
        ruleset = bench.ruleset(sound.owner, sound.ruleset.spelled)
        self.noting = ruleset.lexicon = Noting(ruleset.spelled)
        self.noticing = Checker(ruleset, AS_OF, "mutate")
        self._said: dict[Made, str] = {}

    def differs(self, made: Made, entry: Entry) -> bool:
        """Whether the review of a draft changes once an entry is forgotten."""
        self.lexicon.forgotten = entry.gone
        return self.says(made) != self._says(self.forgetful, made)

    def says(self, made: Made) -> str:
        """What the rule alone says of a draft."""
        if made not in self._said:
            self._said[made] = self._says(self.base, made)
        return self._said[made]

    def _says(self, checker: Checker, made: Made) -> str:
        return says(self._review(checker, made), self.sound.owner.id)

    def _review(self, checker: Checker, made: Made) -> Review:
        return checker.check(Draft("", made.fields, declare(made.facts, self.bench.book.library.facts)))

    def places(self, made: Made, entry: Entry) -> list[tuple[str, int, int]]:
        """Where an entry of the lists asked for stands in a draft: field, start, end."""
        return [place for key, word, place in self.words(made) if key in self.lexicon.keys and word in entry.gone]

    def words(self, made: Made) -> list[tuple[str, str, tuple[str, int, int]]]:
        """The words of any list of the rule in a draft: the list's key, the word, and its field, start and end."""
        self.noting.seen = {}
        self._says(self.noticing, made)
        return [
            (key, word, (name, *span))
            for name, text in made.fields.items()
            for typed, key, word, span in self.noting.seen
            if typed == text
        ]

    def told(self, made: Made) -> list[tuple[str, int, int]]:
        """Where the rule finds something in a draft, or what raises the signal: field, start, end."""
        review, name = self._review(self.base, made), self.sound.owner.id
        marks = [(finding.field, finding.span) for finding in review.findings if finding.rule.id == name]
        marks += [(evidence.field, evidence.span) for evidence in review.signals.get(name, ())]
        return [(field, *span) for field, span in marks if span is not None]

    def is_shown(self, entry: Entry) -> bool:
        """Whether an example or a witness reads differently without an entry; of a long one its lines with it do."""
        able = (shown for shown in self.sound.shown if not entry.gone.isdisjoint(shown.words))
        return any(self.differs(lines_with(entry, made_of(shown)), entry) for shown in able)


def made_of(shown: Shown) -> Made:
    """An example or a witness as a draft."""
    text = shown.text
    if isinstance(text, Witness):
        return Made(text.fields, text.facts)
    title = {"title": text.title} if text.title else {}
    return Made({**title, "text": text.text, **text.others}, text.facts)


def lines_with(entry: Entry, made: Made) -> Made:
    """A draft of many lines without those that hold nothing of *entry*; the first may say what they are about."""
    text = made.fields.get("text", "")
    if text.count("\n") <= MANY_LINES:
        return made
    first, *others = text.splitlines()
    kept = [first, *(line for line in others if any(word in line.lower() for word in entry.gone))]
    return Made({**made.fields, "text": "\n".join(kept)}, made.facts)
