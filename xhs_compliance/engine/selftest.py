"""Run the examples of a pack: does each rule flag what it must, where it must, and pass the rest."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from xhs_compliance.engine.checker import Checker
from xhs_compliance.model.declare import FactError, declare
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.facts import FactType
from xhs_compliance.model.finding import Evidence, Finding
from xhs_compliance.model.review import Review
from xhs_compliance.model.rule import Example, Rule, Signal
from xhs_compliance.model.words import Severity

SLACK = 12
"""Code points a finding may be longer than the stretch an example marks."""


@dataclass(frozen=True, slots=True)
class Miss:
    """An example that does not hold.

    Attributes:
        owner: the rule or signal.
        example: the example.
        wanted: what should have happened.
        found: what was found instead.

    """

    owner: str
    example: Example
    wanted: str
    found: str


@dataclass(frozen=True, slots=True)
class Tested:
    """The outcome for one rule or signal: how many examples held, which did not, which known misses are mended."""

    owner: str
    held: int
    misses: tuple[Miss, ...]
    mended: tuple[Miss, ...]


def check_examples(
    owners: "Iterator[Rule | Signal] | tuple[Rule | Signal, ...]", today: Checker, facts: Mapping[str, FactType]
) -> Iterator[Tested]:
    """Run every example of every owner; one outcome each. A rule yet to come into force is tried on its first day."""
    for owner, checker in ((each, _on_its_day(each, today)) for each in owners):
        outcomes = [_flagged(owner, example, checker, facts) for example in owner.examples.flag]
        outcomes += [_passed(owner, example, checker, facts) for example in owner.examples.passing]
        misses = tuple(miss for miss in outcomes if miss is not None)
        known = [(example, _flagged(owner, example, checker, facts)) for example in owner.examples.todo_flag]
        mended = tuple(
            Miss(owner.id, example, "a known miss", "it is found now") for example, miss in known if not miss
        )
        yield Tested(owner.id, len(outcomes) - len(misses), misses, mended)


def _on_its_day(owner: Rule | Signal, checker: Checker) -> Checker:
    return checker.once_in_force(owner) if isinstance(owner, Rule) else checker


def review_example(example: Example, checker: Checker, facts: Mapping[str, FactType]) -> Review:
    """The review of an example's draft.

    Raises:
        FactError: when the example declares a value its fact cannot have.

    """
    written = {"title": example.title, "text": example.text} if example.title else {"text": example.text}
    fields = written | dict(example.others)
    return checker.check(Draft("", fields, declare(example.facts, facts)), measures=example.measures)


def _flagged(owner: Rule | Signal, example: Example, checker: Checker, facts: Mapping[str, FactType]) -> Miss | None:
    try:
        review = review_example(example, checker, facts)
    except FactError as error:
        return Miss(owner.id, example, "facts that can be declared", str(error))
    if isinstance(owner, Signal):
        raised = review.signals.get(owner.id)
        return None if raised is not None else Miss(owner.id, example, "the signal", "it was not raised")
    mine = [finding for finding in review.findings if finding.rule.id == owner.id]
    wanted = _unmet(mine, example)
    return None if wanted == "" else Miss(owner.id, example, wanted, _told(review, owner))


def _unmet(mine: list[Finding], example: Example) -> str:
    """What *example* asks for and the findings of its rule do not give; empty when all is met."""
    if not mine:
        return "a finding"
    for start, end in example.spans:
        if not any(_fits(finding, start, end) for finding in mine):
            return f"a finding at {example.text[start:end]!r}"
    if example.severity is not None and max(finding.severity for finding in mine) != example.severity:
        return f"severity {example.severity.word}"
    if example.reads_as and not any(example.reads_as in finding.reads_as for finding in mine):
        return f"reads as {example.reads_as!r}"
    if example.severity is None and max(finding.severity for finding in mine) < Severity.WARNING:
        return "a warning or an error (name the severity, if info is meant)"
    return ""


def _fits(finding: Finding, start: int, end: int) -> bool:
    """Whether a finding overlaps a marked stretch and is not much longer than it."""
    if finding.span is None:
        return False
    overlaps = finding.span.start < end and start < finding.span.end
    return overlaps and len(finding.text) <= 2 * (end - start) + SLACK


def _passed(owner: Rule | Signal, example: Example, checker: Checker, facts: Mapping[str, FactType]) -> Miss | None:
    try:
        review = review_example(example, checker, facts)
    except FactError as error:
        return Miss(owner.id, example, "facts that can be declared", str(error))
    if isinstance(owner, Signal):
        raised: tuple[Evidence, ...] | None = review.signals.get(owner.id)
        return None if raised is None else Miss(owner.id, example, "no signal", f"raised by {raised[0].text!r}")
    mine = [f for f in review.findings if f.rule.id == owner.id and f.severity > Severity.INFO]
    if mine:
        return Miss(owner.id, example, "no warning and no error", _told(review, owner))
    excuses = {excused.because for excused in review.excused if excused.rule.id == owner.id}
    if example.because and example.because not in excuses:
        said = ", ".join(sorted(excuses)) or "no excuse at all"
        return Miss(owner.id, example, f"excused because {example.because!r}", said)
    return None


def _told(review: Review, owner: Rule | Signal) -> str:
    """What the review says about one rule, for a miss."""
    said = [f"{f.severity.word} at {f.text or 'the whole draft'!r}" for f in review.findings if f.rule.id == owner.id]
    said += [f"{e.text!r} excused: {e.because} ({e.evidence.text or e.evidence.note!r})"
             for e in review.excused if e.rule.id == owner.id]  # fmt: skip
    return "; ".join(said) or "nothing from this rule"
