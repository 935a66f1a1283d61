"""Marks: the claims, numbers, cautions and labels of a note, as the engine finds them.

A note is read as a paid post whatever its tie, so that a claim counts as one also where the rules would not report it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from xhs_compliance.engine.numbers import all_numbers
from xhs_compliance.filing.data import Protected
from xhs_compliance.linter import Linter
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.review import Review
from xhs_compliance.model.span import Span
from xhs_compliance.text.fold import fold_field, skeleton_of

KINDS = ("claim", "number", "caution", "label")
EXCUSED = " (excused: "
"""Stands between the rule and the excuse in the name of a claim that was let go."""


class Mark(NamedTuple):
    """A stretch of a note that must not change after approval.

    Attributes:
        kind: one of :data:`KINDS`.
        field: the field it stands in.
        name: the rule, the signal, or the unit of a number; with ``excused: …`` for a claim that was let go.
        words: what is compared: the words without spaces and signs, or the value.
        text: the words as typed.
        span: where.

    """

    kind: str
    field: str
    name: str
    words: str
    text: str
    span: Span

    @property
    def is_excused(self) -> bool:
        """Whether it is a claim that was let go: negated, asked, quoted."""
        return self.name.endswith(")") and EXCUSED in self.name

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What makes two marks the same, wherever they stand."""
        return self.kind, self.field, self.name, self.words


def marks_of(draft: Draft, linter: Linter, protected: Protected) -> tuple[Mark, ...]:
    """The marks of a note, in reading order."""
    paid = replace(draft, facts=draft.facts.with_values(commercial=("paid",)), suppressions=())
    review = linter.checker.check(paid)
    found = {*_claims(review, protected), *_signals(review, protected), *_numbers(draft, protected)}
    order = {name: place for place, name in enumerate(draft.fields)}
    return tuple(sorted(found, key=lambda mark: (order[mark.field], mark.span, mark.kind, mark.name)))


def _claims(review: Review, protected: Protected) -> Iterator[Mark]:
    every = (*review.findings, *(entry.finding for entry in review.suppressed))
    for finding in every:
        if finding.span is not None and finding.rule.category in protected.claims:
            words = skeleton_of(finding.reads_as) or finding.reads_as
            yield Mark("claim", finding.field, finding.rule.id, words, finding.text, finding.span)
    for excused in review.excused:
        if excused.span is not None and excused.rule.category in protected.claims:
            name = f"{excused.rule.id}{EXCUSED}{excused.because})"
            words = skeleton_of(excused.text) or excused.text
            yield Mark("claim", excused.field, name, words, excused.text, excused.span)


def _signals(review: Review, protected: Protected) -> Iterator[Mark]:
    kinds: Mapping[str, str] = dict.fromkeys(protected.cautions, "caution") | dict.fromkeys(protected.labels, "label")
    for name, kind in kinds.items():
        for seen in review.signals.get(name, ()):
            if seen.span is not None:
                yield Mark(kind, seen.field, name, skeleton_of(seen.text) or seen.text, seen.text, seen.span)


def _numbers(draft: Draft, protected: Protected) -> Iterator[Mark]:
    for field, text in draft.fields.items():
        for amount in all_numbers(protected.units, fold_field(text).plain):
            yield Mark("number", field, amount.unit, f"{amount.value:g}", text[slice(*amount.span)], amount.span)
