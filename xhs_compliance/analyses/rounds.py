"""Two versions of the same drafts: what was changed, what was not, what is new, and where the text differs."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Literal

from xhs_compliance.engine.settle import decision_key
from xhs_compliance.model.decision import Decided, Decision, Decisions
from xhs_compliance.model.finding import Finding
from xhs_compliance.model.review import Review

_TOKEN = re.compile(r"[A-Za-z0-9]+|\s+|.", re.DOTALL)
LEAST_SAME = 2
"""Characters or words; fewer between two changes are part of the change, which nobody reads letter by letter."""
LONGEST = 20_000
"""Characters; beyond, texts are compared line by line, not word by word."""


class Fate(StrEnum):
    """What became of a finding from one version to the next."""

    GONE = "gone"
    STAYS = "stays"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Change:
    """One finding in two versions.

    Attributes:
        finding: as it is in the newer version; of the older one when it is gone.
        is_set_aside: whether a permission or a decision sets it aside in the version that *finding* is from.
        decided: what a person decided about it, in the newest version that has a decision.

    """

    fate: Fate
    finding: Finding
    is_set_aside: bool = False
    decided: Decided | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of text that both versions have, or only one."""

    kind: Literal["same", "removed", "added"]
    text: str


@dataclass(frozen=True, slots=True)
class Round:
    """Two versions of one draft.

    Attributes:
        before: the older review; ``None`` for a draft that is new.
        after: the newer review; ``None`` for a draft that is gone.
        changes: what became of every finding: new ones first, then those that stay, then those that are gone.
        difference: the text of each field, stretch by stretch.

    """

    before: Review | None
    after: Review | None
    changes: tuple[Change, ...]
    difference: Mapping[str, tuple[Stretch, ...]]

    @property
    def id(self) -> str:
        """The draft's id, in the newer version where there is one."""
        review = self.after or self.before
        return review.draft.id if review else ""

    @property
    def is_unchanged(self) -> bool:
        """Whether not one character differs."""
        return all(stretch.kind == "same" for stretches in self.difference.values() for stretch in stretches)

    def count(self, fate: Fate) -> int:
        """How many findings had this fate."""
        return sum(1 for change in self.changes if change.fate is fate)


def compare(before: Review | None, after: Review | None) -> Round:
    """Two versions of one draft. Findings are the same when their fingerprints are: rule, field, words, ordinal."""
    old, new = _all_of(before), _all_of(after)
    changes = [
        *_changes(Fate.NEW, after, [finding for mark, finding in new.items() if mark not in old]),
        *_changes(Fate.STAYS, after, [finding for mark, finding in new.items() if mark in old]),
        *_changes(Fate.GONE, before, [finding for mark, finding in old.items() if mark not in new]),
    ]
    return Round(before, after, tuple(changes), _difference(before, after))


def pair(before: Sequence[str], after: Sequence[str]) -> tuple[tuple[str | None, str | None], ...]:
    """Ids of two versions that belong together, in the order of the newer; those without a partner stand alone.

    Equal ids are partners. Else ids that are paths are partners when they end alike behind the folders all ids of
    their version share, whatever their endings; and two versions of a single draft always are.
    """
    if len(before) == len(after) == 1:
        return ((before[0], after[0]),)
    exact = dict.fromkeys(before)
    tails = {tail: name for name, tail in zip(before, _tails(before), strict=True)}
    partners: dict[str, str] = {}
    for name, tail in zip(after, _tails(after), strict=True):
        found = name if name in exact else tails.get(tail)
        if found is not None and found not in partners.values():
            partners[name] = found
    pairs: list[tuple[str | None, str | None]] = [(partners.get(name), name) for name in after]
    lonely = [(name, None) for name in before if name not in partners.values()]
    return (*pairs, *lonely)


def carried(decisions: Decisions, renamed: Mapping[str, str]) -> Decisions:
    """Decisions on the older version, to be heard for the newer: drafts they name get their new ids.

    Args:
        decisions: what was decided.
        renamed: the new id of each draft, by its old one.

    """
    return Decisions(tuple(copy for entry in decisions.entries for copy in _carried(entry, renamed)))


def _carried(entry: Decision, renamed: Mapping[str, str]) -> Iterator[Decision]:
    """A decision about a whole draft is about the same draft under its new id too; its key holds the id."""
    drafts = tuple(dict.fromkeys(each for name in entry.drafts for each in (name, renamed.get(name, name))))
    exceptions = tuple(dict.fromkeys(each for name in entry.exceptions for each in (name, renamed.get(name, name))))
    places = {**entry.places, **{renamed[name]: marks for name, marks in entry.places.items() if name in renamed}}
    new = replace(entry, drafts=drafts, exceptions=exceptions, places=places)
    yield new
    for old, name in renamed.items():
        if old != name and entry.key == decision_key(entry.rule, "", "", old):
            yield replace(new, key=decision_key(entry.rule, "", "", name))


def _all_of(review: Review | None) -> dict[str, Finding]:
    if review is None:
        return {}
    found = (*review.findings, *(entry.finding for entry in review.suppressed))
    return {finding.fingerprint: finding for finding in found}


def _changes(fate: Fate, review: Review | None, findings: Sequence[Finding]) -> Iterator[Change]:
    if review is None:
        return
    aside = {entry.finding.fingerprint for entry in review.suppressed}
    for finding in sorted(findings, key=lambda each: -each.severity):
        yield Change(fate, finding, finding.fingerprint in aside, review.decision_on(finding))


def _difference(before: Review | None, after: Review | None) -> dict[str, tuple[Stretch, ...]]:
    old = {} if before is None else before.draft.fields
    new = {} if after is None else after.draft.fields
    return {name: tuple(stretches(old.get(name, ""), new.get(name, ""))) for name in {**new, **old}}


def stretches(old: str, new: str) -> Iterator[Stretch]:
    """Where two texts differ, by words of Latin letters and single characters of any other script."""
    is_long = len(old) + len(new) > LONGEST
    one = old.splitlines(keepends=True) if is_long else _TOKEN.findall(old)
    two = new.splitlines(keepends=True) if is_long else _TOKEN.findall(new)
    found = SequenceMatcher(None, one, two, autojunk=False).get_opcodes()
    removed = added = ""
    for number, (kind, start, end, begin, stop) in enumerate(found):
        is_between = 0 < number < len(found) - 1
        if kind == "equal" and not (is_between and end - start < LEAST_SAME):
            yield from _changed(removed, added)
            removed = added = ""
            yield Stretch("same", "".join(one[start:end]))
        else:
            removed += "".join(one[start:end])
            added += "".join(two[begin:stop])
    yield from _changed(removed, added)


def _changed(removed: str, added: str) -> Iterator[Stretch]:
    if removed:
        yield Stretch("removed", removed)
    if added:
        yield Stretch("added", added)


def _tails(names: Sequence[str]) -> list[str]:
    """Each path without the folders that all of them share, and without its ending."""
    parts = [name.replace("\\", "/").split("/") for name in names]
    shared = 0
    while len(parts) > 1 and all(len(each) > shared + 1 and each[shared] == parts[0][shared] for each in parts):
        shared += 1
    tails = ["/".join(each[shared:]) for each in parts]
    return [tail.rsplit(".", 1)[0] if "." in tail.rsplit("/", 1)[-1] else tail for tail in tails]
