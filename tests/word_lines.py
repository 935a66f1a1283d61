"""Drafts with a word of a list a line: a word that is dropped from the list is missed on its line.

A frame says what stands around the word: nothing, the other parts of a pair, or an example of the rule. A line counts
when the review of it alone changes once the word is forgotten.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from drafts_for import Drafts, Made
from mutate_packs import AS_OF, Bench, Sound
from witnesses import says

from xhs_compliance.engine.automaton import Found
from xhs_compliance.engine.checker import Checker
from xhs_compliance.engine.hits import Hit, Typed
from xhs_compliance.engine.lexicon import Lexicon
from xhs_compliance.engine.spelled import Spelled
from xhs_compliance.model.declare import declare
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.pattern import Pair, Pattern, Terms, leaves, parts_of
from xhs_compliance.model.rule import Example, Signal
from xhs_compliance.text.fold import Folded

MOST_WORDS = 400
"""Words of one list that get a line; of a longer list a choice."""

MANY_LINES = 40
"""Of a draft with more lines only those are read that hold the word asked for."""

MOST_FRAMES = 3
MOST_PROBES = 4
"""Words on which a frame is tried."""

OF_A_SIGNAL = 12
"""A signal is raised once for a draft, so each of its words needs a draft: so many of a list."""


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


def word_drafts(sound: Sound, bench: Bench, drafts: Drafts, known: Sequence[Made] = ()) -> Iterator[Made]:
    """Drafts for every list of a rule or signal; none for words that a *known* draft misses already."""
    for leaf in dict.fromkeys(leaves(sound.owner.find)):
        if isinstance(leaf, Terms) and len(leaf.words) > 1:
            lines = _Lines(sound, bench, drafts, leaf, known)
            yield from lines.of_signal() if isinstance(sound.owner, Signal) else lines.drafts()


class Forgetful(Lexicon):
    """A lexicon that does not know one word of one list: as if it had been dropped, without compiling anew.

    Args:
        spelled: all words.
        key: the list's.

    """

    def __init__(self, spelled: Spelled, key: str) -> None:
        super().__init__(spelled)
        self.key, self.forgotten = key, ""

    def judged(self, folded: Folded, raw: Iterable[Found], key: str, typed: dict[Found, Typed]) -> list[Hit]:
        """The hits, without those of the word."""
        hits = super().judged(folded, raw, key, typed)
        return [hit for hit in hits if hit.word != self.forgotten] if key == self.key else hits


class _Lines:
    def __init__(self, sound: Sound, bench: Bench, drafts: Drafts, leaf: Terms, known: Sequence[Made]) -> None:
        self.sound, self.bench, self.drafts_for, self.leaf = sound, bench, drafts, leaf
        self.base = Checker(sound.ruleset, AS_OF, "mutate")
        ruleset = bench.ruleset(sound.owner, sound.ruleset.spelled)
        self.lexicon = ruleset.lexicon = Forgetful(ruleset.spelled, leaf.key)
        self.forgetful = Checker(ruleset, AS_OF, "mutate")
        every = list(dict.fromkeys(leaf.words))
        words = [word for word in every if not self._is_missed(word, known)]
        self.most = MOST_WORDS - (len(every) - len(words))
        self.words = words if len(words) <= self.most else sorted(drafts.sampler.dice.sample(words, max(0, self.most)))

    def drafts(self) -> Iterator[Made]:
        """Drafts of many lines, frame by frame, until every word has a line that counts."""
        left = self.words
        for frame in self._best_frames():
            if not left:
                return
            good = [word for word in left if self._counts(frame, word)]
            if good:
                yield self._made(frame, good)
                left = [word for word in left if word not in set(good)]

    def of_signal(self) -> Iterator[Made]:
        """A draft for each of a few words."""
        frames = self._best_frames()
        for word in self.words[: max(0, OF_A_SIGNAL - (MOST_WORDS - self.most))]:
            for frame in frames:
                if self._counts(frame, word):
                    yield self._made(frame, [word])
                    break

    def _made(self, frame: Frame, words: list[str]) -> Made:
        return self.drafts_for.like(frame.like, frame.head + "\n".join(map(frame.line, words)))

    def _best_frames(self) -> list[Frame]:
        probes = self.words[:: max(1, len(self.words) // MOST_PROBES)][:MOST_PROBES]
        ranked = []
        for number, frame in enumerate(self._frames()):
            counts = sum(self._counts(frame, word) for word in probes)
            if counts:
                ranked.append((-counts, number, frame))
            if counts == len(probes):
                break
        return [frame for *_, frame in sorted(ranked, key=lambda each: each[:2])[:MOST_FRAMES]]

    def _frames(self) -> Iterator[Frame]:
        flags = self.drafts_for.flags
        by_facts = {repr(sorted(flag.facts.items(), key=repr)): flag for flag in reversed(flags) if not flag.others}
        pair = _pair_around(self.sound.owner.find, self.leaf)
        for head in (False, True):
            for flag in [*by_facts.values()][:4]:
                top = f"{flag.text}\n" if head else ""
                yield Frame(flag, top, "", "")
                yield from self._beside(pair, flag, top) if pair else ()
        for flag in flags[:4]:
            start, end = flag.spans[0] if flag.spans else (0, len(flag.text))
            yield Frame(flag, "", flag.text[:start], flag.text[end:])

    def _beside(self, pair: Pair, flag: Example, top: str) -> Iterator[Frame]:
        place = next(number for number, part in enumerate(pair.parts) if self.leaf in leaves(part))
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

    def _is_missed(self, word: str, known: Iterable[Made]) -> bool:
        """Whether a known draft says something else once the word is forgotten; of a long one its lines with it do."""
        holding = (made for made in known if any(word in text.lower() for text in made.fields.values()))
        return any(self._differs(lines_with(word, made), word) for made in holding)

    def _counts(self, frame: Frame, word: str) -> bool:
        """Whether the review of one line changes when its word is forgotten."""
        return self._differs(self._made(frame, [word]), word)

    def _differs(self, made: Made, word: str) -> bool:
        self.lexicon.forgotten = word
        return self._said(self.base, made) != self._said(self.forgetful, made)

    def _said(self, checker: Checker, made: Made) -> str:
        facts = declare(made.facts, self.bench.book.library.facts)
        return says(checker.check(Draft("", made.fields, facts)), self.sound.owner.id)


def lines_with(word: str, made: Made) -> Made:
    """A draft of many lines without those that do not hold *word*."""
    text = made.fields.get("text", "")
    if text.count("\n") <= MANY_LINES:
        return made
    kept = "\n".join(line for line in text.splitlines() if word in line.lower())
    return Made({**made.fields, "text": kept}, made.facts)


def _pair_around(pattern: Pattern, leaf: Any) -> Pair | None:
    """The innermost pair that holds *leaf*."""
    for part in parts_of(pattern):
        if leaf in leaves(part):
            return _pair_around(part, leaf) or (pattern if isinstance(pattern, Pair) else None)
    return None
