"""Decisions: what a named person said about a finding, once for every draft that has the same sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from xhs_compliance.model.finding import Finding
from xhs_compliance.model.words import Bilingual


class Choice(StrEnum):
    """What a person can decide about a finding."""

    MUST_CHANGE = "must-change"
    KEEP = "keep"
    FALSE_ALARM = "false-alarm"

    @property
    def lifts(self) -> bool:
        """Whether it sets the finding aside."""
        return self is not Choice.MUST_CHANGE


CHOICE_WORDS: Mapping[Choice, Bilingual] = {
    Choice.MUST_CHANGE: Bilingual("必须改", "must change"),
    Choice.KEEP: Bilingual("有依据保留", "keep, with evidence"),
    Choice.FALSE_ALARM: Bilingual("误报", "false alarm"),
}
"""What people call the choices; any of these words is read."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision. Two findings are the same to it when they have the same key: rule, words and sentence.

    Attributes:
        key: identity of what was decided (:func:`xhs_compliance.engine.settle.decision_key`).
        rule: the rule id, ``pack/rule``.
        choice: what was decided.
        reason: why; empty only for what must change, where the rule says why.
        by: the person who decided; never empty.
        on: the day it was decided.
        until: the last day it holds; ``None`` for ever.
        evidence: what supports keeping it: ids of a claim sheet, numbers of reports; never empty for ``keep``.
        words: the words found, as first seen, for people who read the file.
        sentence: the sentence they stand in, as first seen.
        drafts: ids of the drafts it is limited to; empty for every draft.
        exceptions: ids of drafts it does not hold for.
        places: fingerprints of the findings it was made on, by draft id.

    """

    key: str
    rule: str
    choice: Choice
    reason: str
    by: str
    on: date
    until: date | None = None
    evidence: tuple[str, ...] = ()
    words: str = ""
    sentence: str = ""
    drafts: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    places: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def holds_for(self, draft: str) -> bool:
        """Whether it is about findings of the draft with this id."""
        return draft not in self.exceptions and (not self.drafts or draft in self.drafts)

    def is_expired(self, day: date) -> bool:
        """Whether its last day is over."""
        return self.until is not None and self.until < day


@dataclass(frozen=True)
class Decisions:
    """The decisions of a review."""

    entries: tuple[Decision, ...] = ()

    @cached_property
    def _by_key(self) -> Mapping[str, tuple[Decision, ...]]:
        found: dict[str, list[Decision]] = {}
        for entry in self.entries:
            found.setdefault(entry.key, []).append(entry)
        narrow_first = {key: sorted(entries, key=lambda entry: not entry.drafts) for key, entries in found.items()}
        return {key: tuple(entries) for key, entries in narrow_first.items()}

    @cached_property
    def _by_place(self) -> Mapping[tuple[str, str], Decision]:
        return {
            (draft, fingerprint): entry
            for entry in self.entries
            for draft, fingerprints in entry.places.items()
            for fingerprint in fingerprints
        }

    def about(self, key: str, draft: str, day: date) -> Decision | None:
        """The decision in force about a key in a draft; one for this draft wins over one for all."""
        fitting = (entry for entry in self._by_key.get(key, ()) if entry.holds_for(draft) and not entry.is_expired(day))
        return next(fitting, None)

    def formerly_about(self, draft: str, fingerprint: str) -> Decision | None:
        """The decision made on this very finding, whatever its sentence reads today."""
        return self._by_place.get((draft, fingerprint))


@dataclass(frozen=True, slots=True)
class Decided:
    """A finding and the decision about it.

    Attributes:
        is_stale: whether the sentence was changed since: then the decision sets nothing aside and waits for a new one.

    """

    finding: Finding
    decision: Decision
    is_stale: bool = False
