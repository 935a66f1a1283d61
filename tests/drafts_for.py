"""Drafts on which a piece of a rule may decide: put together from the rule's examples, words and conditions."""

import itertools
import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from samples import Circumstance, Circumstances, Sampler
from source import Finder

from xhs_compliance.model.condition import Condition, Context, Exempt, When
from xhs_compliance.model.facts import FactType
from xhs_compliance.model.pattern import Count, InFields, Pair, Pattern, Placed
from xhs_compliance.model.rule import Example, Rule, Signal

TIES = ("paid", "gifted", "commission", "own_brand", "none")
FILLER = "今天下雨，我在家里煮汤，窗外有一只猫走过，邻居在楼下晒被子，收音机里放着旧歌，楼道里有人搬家具，水开了，"
FAR = (FILLER * 3, "It rained all day and the cat slept by the window while somebody moved chairs upstairs again. " * 3)


@dataclass(frozen=True, slots=True)
class Made:
    """A draft as it can be kept."""

    fields: Mapping[str, str]
    facts: Mapping[str, Any]

    def __hash__(self) -> int:
        return hash((repr(self.fields), repr(self.facts)))


class Drafts:
    """Makes drafts for the pieces of a rule or signal.

    Args:
        owner: the rule.
        signals: all signals by id.
        facts: the table of facts.
        dice: what chooses words.

    """

    def __init__(
        self, owner: Finder, signals: Mapping[str, Signal], facts: Mapping[str, FactType], dice: random.Random
    ) -> None:
        self.owner, self.sampler = owner, Sampler(dice)
        self.circumstances = Circumstances(self.sampler, signals, facts)
        flags = [example for example in owner.examples.flag if not example.measures]
        dice.shuffle(flags)
        self.flags = sorted(flags, key=lambda example: (len(example.others), len(example.text)))

    def showing(self, kind: str, piece: Any) -> Iterator[Made]:
        """Drafts on which a piece may decide, the most likely first; *kind* says what it is."""
        match kind:
            case "an excuse" | "a named excuse" | "a line of a context":
                yield from in_turn([self._for_excuse(excuse) for excuse in piece])
            case "an alternative":
                yield from self.alone(piece, 14)
            case "a part of a pair":
                yield from self._for_part(*piece)
            case "a gate":
                yield from self._under(piece, False)
            case "a place":
                yield from self._elsewhere(piece)
            case "a count":
                yield from self._counted(piece)
            case _:
                yield from self._under(piece, True)
        yield from self._by_facts()

    def alone(self, pattern: Pattern, most: int) -> Iterator[Made]:
        """What *pattern* finds in place of what an example marks, and by itself."""
        for text in self.sampler.texts(pattern, most):
            yield from self.with_word(text)

    def with_word(self, word: str) -> Iterator[Made]:
        """Words in place of what an example marks, and by themselves."""
        for flag in self.flags[:3]:
            start, end = marked(flag)
            yield self.like(flag, flag.text[:start] + word + flag.text[end:])
            yield self.like(flag, word)
            yield self.like(flag, f"{flag.text}\n{word}")

    def like(self, flag: Example, text: str, facts: Mapping[str, Any] | None = None) -> Made:
        """A draft with an example's title, other fields and facts."""
        title = {"title": flag.title} if flag.title else {}
        declared = {**flag.facts, **(facts or {})}
        kept = {name: value for name, value in declared.items() if value is not None}
        return Made(title | {"text": text} | dict(flag.others), kept)

    def _for_excuse(self, excuse: Any) -> Iterator[Made]:
        match excuse:
            case Context(cue=cue):
                yield from self._inside(cue, 3)
                for cue_text in self.sampler.texts(cue, 14):
                    for flag in self.flags[:4]:
                        yield from self._beside(flag, cue_text, excuse.side)
            case Exempt(phrases=phrases):
                yield from self._inside(phrases, 8)
                yield from self.alone(phrases, 14)
                for flag in self.flags[:3]:
                    for phrase in self.sampler.texts(phrases, 10):
                        yield from self._overlapping(flag, phrase)
            case When(condition=condition):
                yield from self._under(condition, True)

    def _inside(self, pattern: Pattern, most: int) -> Iterator[Made]:
        """What an example marks inside what *pattern* finds, where that lets anything stand."""
        for flag in self.flags[:4]:
            start, end = marked(flag)
            for text in self.sampler.around(pattern, flag.text[start:end], most):
                yield self.like(flag, flag.text[:start] + text + flag.text[end:])
                yield self.like(flag, text)

    def _beside(self, flag: Example, cue: str, side: str) -> Iterator[Made]:
        text, (start, end) = flag.text, marked(flag)
        before, words, after = text[:start], text[start:end], text[end:]
        if side == "either":
            for cut in {len(cue) - 1, len(cue) // 2, cue.find(" ") + 1}:
                yield self.like(flag, f"{cue[:cut]} {words} {cue[cut:]}")
            yield self.like(flag, f"{before}{words[:1]}不{words}{after}")
            yield self.like(flag, f"{words}，{FILLER[:-1]}，{cue}")
        if side != "after":
            yield self.like(flag, f"{before}{cue}{words}{after}")
            yield self.like(flag, f"{before}{cue} {words}{after}")
            yield self.like(flag, f"{cue}{text}")
            yield self.like(flag, f"{cue} {words}")
            middle = len(words) // 2
            yield self.like(flag, f"{before}{words[:middle]}{cue}{words[middle:]}{after}")
        if side != "before":
            yield self.like(flag, f"{before}{words}{cue}{after}")
            yield self.like(flag, f"{before}{words} {cue}{after}")
            yield self.like(flag, f"{text.rstrip('。.!！')}{cue}")
            yield self.like(flag, f"{words}{cue}")
            yield self.like(flag, f"{words}. {cue}")
        yield self.like(flag, f"{text} {cue}")
        yield self.like(flag, f"{text}\n{cue}")

    def _overlapping(self, flag: Example, phrase: str) -> Iterator[Made]:
        start, end = marked(flag)
        words = flag.text[start:end]
        for length in range(min(len(words), len(phrase)) - 1, 0, -1):
            if words.endswith(phrase[:length]):
                yield self.like(flag, flag.text[:end] + phrase[length:] + flag.text[end:])
            if words.startswith(phrase[-length:]):
                yield self.like(flag, flag.text[:start] + phrase[:-length] + flag.text[start:])

    def _for_part(self, pair: Pair, place: int) -> Iterator[Made]:
        rest = [part for number, part in enumerate(pair.parts) if number != place]
        for _ in range(6):
            texts = [self.sampler.texts(part, 1) for part in rest]
            yield from self.with_word(" ".join(text[0] for text in texts if text))

    def _under(self, condition: Condition | None, holds: bool) -> Iterator[Made]:
        for circumstance in self.circumstances.of(condition, holds, 12):
            for flag in self.flags[:4]:
                yield from self._in(flag, circumstance)
        if isinstance(self.owner, Rule) and self.owner.when is not None:
            for outer in self.circumstances.of(self.owner.when, True, 4):
                for circumstance in self.circumstances.of(condition, holds, 6):
                    for flag in self.flags[:2]:
                        yield from self._in(flag, outer | circumstance)

    def _in(self, flag: Example, circumstance: Circumstance) -> Iterator[Made]:
        start, end = marked(flag)
        words = flag.text[start:end]
        near = "".join(circumstance.near)
        yield self.like(flag, flag.text + near, circumstance.facts)
        yield self.like(flag, words + near, circumstance.facts)
        if near:
            yield self.like(flag, flag.text[:start] + near + flag.text[start:], circumstance.facts)
            yield self.like(flag, flag.text[:end] + near + flag.text[end:], circumstance.facts)
            yield self.like(flag, f"{flag.text}\n{near.strip()}", circumstance.facts)
        for tie in TIES:
            facts = {"commercial": tie, **circumstance.facts}
            yield self.like(flag, flag.text + near, facts)
            yield self.like(flag, words + near, facts)

    def _elsewhere(self, placed: Placed | InFields) -> Iterator[Made]:
        for text in self.sampler.texts(placed.pattern, 5):
            for flag in self.flags[:2]:
                for far in FAR:
                    for body in (
                        far + text,
                        f"{text}\n{far}",
                        f"{far}\n{text}",
                        f"{far}\n{text}\n{far}",
                        f"{far}\n#{text}",
                    ):
                        yield self.like(flag, body)
                    for name in ("title", "cover", "comment", "hashtags"):
                        made = self.like(flag, far)
                        yield Made({**made.fields, name: text}, made.facts)

    def _counted(self, count: Count) -> Iterator[Made]:
        for _ in range(8):
            yield from self.alone(count, 3)

    def _by_facts(self) -> Iterator[Made]:
        for flag in self.flags[:3]:
            yield self.like(flag, flag.text)
            for tie in (*TIES, None):
                yield self.like(flag, flag.text, {"commercial": tie})


def in_turn(ways: Iterable[Iterator[Made]]) -> Iterator[Made]:
    """One of each, then the next of each: of many excuses under one name the last is tried like the first."""
    nothing = object()
    for made in itertools.chain.from_iterable(itertools.zip_longest(*ways, fillvalue=nothing)):
        if isinstance(made, Made):
            yield made


def marked(example: Example) -> tuple[int, int]:
    """What an example marks first; all of it where nothing is marked."""
    return tuple(example.spans[0]) if example.spans else (0, len(example.text))  # type: ignore[return-value]  # two ends
