"""Is what is live what was approved? Four levels, with the places."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from xhs_compliance.filing.canonical import sha256_of_text
from xhs_compliance.filing.data import Protected
from xhs_compliance.filing.forms import as_read, sentences_of
from xhs_compliance.filing.marks import Mark, marks_of
from xhs_compliance.filing.receipt import FieldHash, Receipt, sentence_hash
from xhs_compliance.linter import Linter
from xhs_compliance.model.declare import declare
from xhs_compliance.model.draft import TEXT, TITLE, Draft
from xhs_compliance.model.span import Span
from xhs_compliance.text.fold import skeleton_of


class Level(IntEnum):
    """How much of the approved note changed; ordered."""

    IDENTICAL = 0
    REFORMATTED = 1
    EDITED = 2
    CHANGED = 3

    @property
    def word(self) -> str:
        """The word on the command line and in JSON."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    Attributes:
        kind: a kind of mark, or ``sentence``.
        how: ``added`` (live and not approved) or ``removed`` (approved and no longer live).
        field: the field.
        text: the words; empty for a removed sentence, which the receipt does not hold.
        span: where in the live text; for what was removed, where it stood in the approved text.
        name: the rule or signal, for marks.

    """

    kind: str
    how: str
    field: str
    text: str
    span: Span | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A live note held against its receipt.

    Attributes:
        unseen: fields of the receipt that the live note does not give.
        same_packs: whether the live note was read with the packs of the receipt.

    """

    level: Level
    changes: tuple[Change, ...]
    unseen: tuple[str, ...]
    live: Draft
    receipt: Receipt
    same_packs: bool = True


def compare(
    live: Draft, receipt: Receipt, linter: Linter, protected: Protected, only: Iterable[str] = ()
) -> Comparison:
    """Hold a live note against the receipt of the approved one.

    Args:
        live: the live note.
        receipt: the receipt.
        linter: finds claims, labels and cautions; best with the receipt's own packs.
        protected: what must not change.
        only: fields to compare; all of the receipt's when empty.

    """
    live = _with_title(live, receipt)
    asked = frozenset(only)
    wanted = tuple(name for name in receipt.note.fields if not asked or name in asked)
    extra = tuple(n for n in live.fields if n not in receipt.note.fields and (not asked or n in asked))
    missing = asked - receipt.note.fields.keys() - live.fields.keys()
    unseen = (*(name for name in wanted if name not in live.fields), *sorted(missing))
    seen = tuple(name for name in wanted if name in live.fields)
    same_packs = dict(receipt.review.packs) == {pack.id: pack.label for pack in linter.compiled.ruleset.packs}
    levels = [_level_of_text(live.fields[name], receipt.note.fields[name]) for name in seen]
    level = max(levels, default=Level.IDENTICAL)
    changes: tuple[Change, ...] = ()
    if level >= Level.EDITED or extra:
        changes = _marked(live, receipt, linter, protected, {*seen, *extra}, same_packs=same_packs)
        level = Level.CHANGED if changes else Level.EDITED
        changes += _sentences(live, receipt, (*seen, *extra))
    return Comparison(level, changes, unseen, live, receipt, same_packs)


def _level_of_text(text: str, approved: FieldHash) -> Level:
    if sha256_of_text(text) == approved.sha256:
        return Level.IDENTICAL
    return Level.REFORMATTED if sha256_of_text(as_read(text)) == approved.reads_sha256 else Level.EDITED


def _with_title(live: Draft, receipt: Receipt) -> Draft:
    """A live note copied in one piece has its title on the first line: take it off where it is the approved one."""
    approved = receipt.note.fields.get(TITLE)
    if approved is None or TITLE in live.fields:
        return live
    first, _, rest = live.text.lstrip("\ufeff\r\n").partition("\n")
    if sha256_of_text(as_read(first)) != approved.reads_sha256:
        return live
    title = first.rstrip("\r")
    others = {name: text for name, text in live.fields.items() if name != TEXT}
    line, _ = live.starts.get(TEXT, (1, 1))
    body = len(live.text) - len(rest)
    starts = {**live.starts, TITLE: (line, 1), TEXT: live.position(TEXT, body)}
    return Draft(live.id, {TITLE: title, TEXT: rest, **others}, live.facts, source=live.source, starts=starts)


def _marked(
    live: Draft, receipt: Receipt, linter: Linter, protected: Protected, fields: set[str], *, same_packs: bool
) -> tuple[Change, ...]:
    """Marks that are new in the live note, and marks that it lost."""
    facts = declare({name: fact.value for name, fact in receipt.facts.items() if name in linter.facts}, linter.facts)
    now = marks_of(Draft(live.id, live.fields, facts), linter, protected)
    then = [entry.mark for entry in receipt.marks if entry.field in fields]
    now = tuple(mark for mark in now if mark.field in fields)
    if not same_packs:
        return _marked_by_words(live, receipt, now, then)
    added = _surplus(now, then)
    removed = _surplus(then, now)
    return _changes(added, "added") + _changes(removed, "removed")


def _marked_by_words(live: Draft, receipt: Receipt, now: Iterable[Mark], then: Iterable[Mark]) -> tuple[Change, ...]:
    """The same with other packs, in which a claim may bear another name.

    What was approved must still stand there word for word, and what today's rules find must stand in a sentence that
    was approved.
    """
    numbers_now, numbers_then = [m for m in now if m.kind == "number"], [m for m in then if m.kind == "number"]
    skeletons = {name: skeleton_of(text) for name, text in live.fields.items()}
    lost = [m for m in then if m.kind != "number" and skeleton_of(m.text) not in skeletons.get(m.field, "")]
    worded = [mark for mark in now if mark.kind != "number"]
    old = {mark for mark in worded if _is_old(mark, live, receipt)}
    left = Counter(_plain_key(mark) for mark in then)
    left.subtract(_plain_key(mark) for mark in old)
    fresh = []
    for mark in worded:
        if mark not in old and left[_plain_key(mark)] > 0:
            left[_plain_key(mark)] -= 1
        elif mark not in old:
            fresh.append(mark)
    added, removed = _surplus(numbers_now, numbers_then), _surplus(numbers_then, numbers_now)
    return _changes([*added, *fresh], "added") + _changes([*removed, *lost], "removed")


def _plain_key(mark: Mark) -> tuple[str, str, str, bool]:
    """What a mark is without the names of rules: its words, and whether they were let go (不能美白 is not 能美白)."""
    return mark.kind, mark.field, mark.words, mark.is_excused


def _is_old(mark: Mark, live: Draft, receipt: Receipt) -> bool:
    """Whether the sentence the mark stands in was approved as it is."""
    approved = receipt.note.fields.get(mark.field)
    text = live.fields[mark.field]
    around = [text[slice(*span)] for span in sentences_of(text) if span.overlaps(mark.span)]
    return approved is not None and all(sentence_hash(sentence) in approved.sentences for sentence in around)


def _surplus(some: Iterable[Mark], others: Iterable[Mark]) -> list[Mark]:
    """The marks of *some* that *others* lack, each as often as it is lacking; the last ones where they are equal."""
    left = Counter(mark.key for mark in others)
    surplus = []
    for mark in some:
        if left[mark.key]:
            left[mark.key] -= 1
        else:
            surplus.append(mark)
    return surplus


def _changes(marks: Iterable[Mark], how: str) -> tuple[Change, ...]:
    """One change for the same words, whatever number of rules they concern."""
    first: dict[tuple[str, str, Span], Mark] = {}
    for mark in marks:
        first.setdefault((mark.kind, mark.field, mark.span), mark)
    return tuple(Change(mark.kind, how, mark.field, mark.text, mark.span, mark.name) for mark in first.values())


def _sentences(live: Draft, receipt: Receipt, fields: Iterable[str]) -> tuple[Change, ...]:
    """Sentences that are live and were not approved, and how many were approved and are gone."""
    changes: list[Change] = []
    for name in fields:
        text = live.fields[name]
        approved = receipt.note.fields.get(name)
        left = Counter(approved.sentences if approved else ())
        for span in sentences_of(text):
            mark = sentence_hash(text[slice(*span)])
            if left[mark]:
                left[mark] -= 1
            else:
                changes.append(Change("sentence", "added", name, text[slice(*span)].strip(), span))
        changes += [Change("sentence", "removed", name, "") for _ in left.elements()]
    return tuple(changes)
