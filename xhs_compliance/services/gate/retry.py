"""The retry guard: what became of the findings of a refused text in the text that came back.

Whoever is refused and rewrites until nothing is found has not thereby said something else. A claim that returns in a
disguised spelling, or in other words that the same rule reads as the same claim, goes to a person.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from xhs_compliance.model.finding import Finding
from xhs_compliance.model.review import Review
from xhs_compliance.model.words import Severity

How = Literal["unchanged", "another-spelling", "same-claim"]

_ABOUT_THE_WHOLE = ("disclosure", "ai-label", "scripted")
"""Categories about what a draft lacks or is like, not about what it claims: no claim returns in them."""


@dataclass(frozen=True, slots=True)
class Returned:
    """A finding that is still there.

    Attributes:
        before: the finding of the refused text.
        after: the finding that answers to it now.
        how: ``unchanged`` words, ``another-spelling`` of them, or the ``same-claim`` in other words.

    """

    before: Finding
    after: Finding
    how: How


@dataclass(frozen=True, slots=True)
class Retry:
    """Two rounds compared.

    Attributes:
        fixed: findings of the refused text that nothing answers to any more.
        returned: findings that are still there, in whatever form.

    """

    fixed: tuple[Finding, ...]
    returned: tuple[Returned, ...]

    @property
    def is_evasive(self) -> bool:
        """Whether a claim came back in another form: a person should read it."""
        return any(each.how != "unchanged" for each in self.returned)


def compare(before: Review, after: Review) -> Retry:
    """What became of every warning and error of *before* in *after*; one finding answers for one at most."""
    refused = [finding for finding in before.findings if finding.severity > Severity.INFO]
    free = [finding for finding in after.findings if finding.severity > Severity.INFO]
    answers: dict[int, Returned] = {}
    for how in ("unchanged", "another-spelling", "same-claim"):
        for number, finding in enumerate(refused):
            match = None if number in answers else _answering(finding, free, how)
            if match is not None:
                answers[number] = Returned(finding, match, how)
                free.remove(match)
    fixed = tuple(finding for number, finding in enumerate(refused) if number not in answers)
    return Retry(fixed, tuple(answers[number] for number in sorted(answers)))


def _answering(before: Finding, candidates: Iterable[Finding], how: str) -> Finding | None:
    return next((after for after in candidates if _how(before, after) == how), None)


def _how(before: Finding, after: Finding) -> How | None:
    same_rule = before.rule.id == after.rule.id
    if same_rule and before.text == after.text:
        return "unchanged"
    reads_alike = bool(before.reads_as) and before.reads_as.casefold() == after.reads_as.casefold()
    if before.text != after.text and (reads_alike or (same_rule and bool(after.disguise))):
        return "another-spelling"
    claims = before.rule.category not in _ABOUT_THE_WHOLE
    if claims and before.span is not None and before.rule.category == after.rule.category:
        return "same-claim"
    return None
