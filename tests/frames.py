"""Frames: what stands around a word in a draft that may show it.

A draft that shows one word of a list is a frame for the others: a claim's object, a cue that lets a claim go, a product
that a rule asks for. Where there is none, the word stands alone, beside the other parts of its pair, or beside what an
example marks.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from drafts_for import Drafts, Made, marked
from forgetting import Entry, OneOwner, lines_with, made_of

from xhs_compliance.model.pattern import Pair, Pattern, Terms, leaves, parts_of
from xhs_compliance.model.rule import Example

MOST_TOLD = 8
"""Drafts that show another word of the list, which become frames."""

MOST_SEEN = 4
"""Drafts in which another word of the list merely stands, which become frames."""

MOST_SHOWN = 24
"""Drafts asked whether they show another word of the list."""

MOST_GROWN = 10
"""Drafts with a shorter word in which one entry is tried."""

MOST_EXAMPLES = 60
"""Examples in which shorter words are looked for."""

MOST_SPOTS = 20
"""Examples in which it is looked where the rule finds something."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a word.

    Attributes:
        made: the draft whose facts and other fields it has.
        field: where the word stands.
        before: what stands before it on its line.
        after: what stands after it there.
        head: lines before the first.
        tail: lines after the last.

    """

    made: Made
    field: str
    before: str
    after: str
    head: str = ""
    tail: str = ""

    def draft(self, words: Iterable[str]) -> Made:
        """A draft with a line for each word."""
        lines = "\n\n".join(f"{self.before}{word}{self.after}" for word in words)
        return Made({**self.made.fields, self.field: f"{self.head}{lines}{self.tail}"}, self.made.facts)


def swapped_frames(owner: OneOwner, entries: Collection[Entry]) -> Iterator[Frame]:
    """Drafts of a rule without a word of the list: first those that show one, then those in which one stands."""
    gone = {word: entry for entry in entries for word in entry.gone}
    told: dict[Frame, None] = {}
    seen: dict[Frame, None] = {}
    able = [shown for shown in owner.sound.shown if not gone.keys().isdisjoint(shown.words)]
    for shown in sorted(able, key=lambda each: len(str(made_of(each).fields)))[:MOST_SHOWN]:
        for entry in {gone[word] for word in gone.keys() & shown.words}:
            made = lines_with(entry, made_of(shown))
            frames = [spot_in(made, *place).without() for place in owner.places(made, entry)][:3]
            if frames and len(told) < MOST_TOLD and owner.differs(made, entry):
                told |= dict.fromkeys(frames)
            else:
                seen |= dict.fromkeys(frames)
    yield from [*told][:MOST_TOLD]
    yield from [frame for frame in seen if frame not in told][:MOST_SEEN]


def grown_frames(owner: OneOwner, entries: Collection[Entry]) -> dict[Frame, list[Entry]]:
    """Drafts in which a shorter word stands in place of an entry: 运动 for 没时间运动, 瘦 for 瘦子."""
    frames: dict[Frame, list[Entry]] = {}
    times: Counter[Entry] = Counter()
    examples = [shown for shown in owner.sound.shown if isinstance(shown.text, Example)]
    for shown in examples[:MOST_EXAMPLES]:
        made = made_of(shown)
        for _, word, place in owner.words(made):
            longer = [
                entry for entry in entries if word in entry.name and word != entry.name and times[entry] < MOST_GROWN
            ]
            if longer:
                frames.setdefault(spot_in(made, *place).without(), []).extend(longer)
                times.update(longer)
    return frames


@dataclass(frozen=True, slots=True)
class Spot:
    """A stretch of one field of a draft, and what stands around it: on its line, before it and after it."""

    made: Made
    field: str
    head: str
    before: str
    words: str
    after: str
    tail: str

    def without(self) -> Frame:
        """A word in its place."""
        return self.frame(self.before, self.after)

    def frame(self, before: str, after: str, joint: str | None = None) -> Frame:
        """A word between *before* and *after* on the line; on a line of its own after it where a *joint* is given."""
        return Frame(self.made, self.field, before, after, self.head if joint is None else joint, self.tail)


def spot_in(made: Made, field: str, start: int, end: int) -> Spot:
    """A stretch of one field."""
    text = made.fields[field]
    begins = text.rfind("\n", 0, start) + 1
    ends = text.find("\n", end)
    ends = len(text) if ends < 0 else ends
    return Spot(made, field, text[:begins], text[begins:start], text[start:end], text[end:ends], text[ends:])


def spots_of(owner: OneOwner) -> list[Spot]:
    """What the rule finds in its examples, those that declare other facts first."""
    spots: list[tuple[int, Spot]] = []
    known: Counter[str] = Counter()
    for flag in owner.drafts.flags[:MOST_SPOTS]:
        made = owner.drafts.like(flag, flag.text)
        field, start, end = next(iter(owner.told(made)), ("text", *marked(flag)))
        if field in made.fields:
            kind = f"{field} {sorted(made.facts.items(), key=repr)}"
            spots.append((known[kind], spot_in(made, field, start, end)))
            known[kind] += 1
    return [spot for _, spot in sorted(spots, key=lambda each: each[0])]


def built_frames(owner: OneOwner, keys: Collection[str]) -> Iterator[Frame]:
    """A word alone, beside the other parts of its pair, in place of what the rule finds and beside it."""
    drafts, find = owner.drafts, owner.sound.owner.find
    spots = spots_of(owner)
    looked_for = [leaf for leaf in leaves(find) if isinstance(leaf, Terms) and leaf.key in keys]
    for headed in (False, True) if looked_for else ():
        for spot in spots[:4]:
            top = f"{spot.head}{spot.before}{spot.words}{spot.after}\n" if headed else ""
            alone = Frame(spot.made, spot.field, "", "", top)
            yield alone
            for leaf in looked_for:
                pair = _pair_around(find, leaf)
                yield from _beside(drafts, pair, leaf, alone) if pair else ()
    for spot in spots[:6]:
        yield spot.without()
    for spot in spots[:3]:
        yield from _around(spot)
    for spot in spots[:2]:
        yield from _declared_otherwise(spot)
    for spot in spots[3:10]:
        yield from _around(spot)


def _beside(drafts: Drafts, pair: Pair, leaf: Terms, alone: Frame) -> Iterator[Frame]:
    place = next(number for number, part in enumerate(pair.parts) if leaf in leaves(part))
    for _ in range(5):
        chosen = [drafts.sampler.texts(part, 1) for part in pair.parts]
        texts = [text[0] if text else "" for text in chosen]
        for joint in ("", " "):
            before, after = joint.join(texts[:place]), joint.join(texts[place + 1 :])
            first, last = before + (joint if before else ""), (joint if after else "") + after
            yield replace(alone, before=first, after=last)
            if not pair.ordered:
                yield replace(alone, before=after + joint if after else "", after=joint + before if before else "")


def _around(spot: Spot) -> Iterator[Frame]:
    """A word beside what a rule finds."""
    before, words, after = spot.before, spot.words, spot.after
    whole = before + words + after
    for joint in ("", " ") if whole.isascii() else ("",):
        yield spot.frame("", joint + words)
        yield spot.frame(words + joint, "")
        yield spot.frame(before, joint + words + after)
        yield spot.frame(before + words + joint, after)
    for joint in ("，", " "):
        yield spot.frame("", joint + whole)
        yield spot.frame(whole.rstrip("。.!！") + joint, "")
    yield spot.frame(words[: len(words) // 2], words[len(words) // 2 :])
    yield spot.frame("", "", f"{spot.head}{whole}\n")
    if spot.field != "text":
        text = spot.made.fields.get("text", "")
        yield Frame(spot.made, "text", "", "", f"{text}\n" if text else "")


def _declared_otherwise(spot: Spot) -> Iterator[Frame]:
    """A word beside what a rule finds, with less declared than the example does, or another tie."""
    whole = spot.before + spot.words + spot.after
    market = {name: value for name, value in spot.made.facts.items() if name == "markets"}
    for tie in ({}, {"commercial": "paid"}, {"commercial": "none"}):
        other = replace(spot, made=Made(spot.made.fields, {**market, **tie}))
        yield other.frame(spot.before + spot.words + (" " if whole.isascii() else ""), spot.after)
        yield other.frame("", (" " if whole.isascii() else "，") + whole)
        yield other.frame("", "", f"{spot.head}{whole}\n")


def _pair_around(pattern: Pattern, leaf: Terms) -> Pair | None:
    """The innermost pair that holds *leaf*."""
    for part in parts_of(pattern):
        if leaf in leaves(part):
            return _pair_around(part, leaf) or (pattern if isinstance(pattern, Pair) else None)
    return None
