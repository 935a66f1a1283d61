"""A draft beside its brief: the words they share, under the same letter on both sides."""

from dataclasses import dataclass
from string import ascii_lowercase

from xhs_compliance.model.draft import TEXT, TITLE
from xhs_compliance.model.overlap import BriefOverlap, Run
from xhs_compliance.model.review import Review
from xhs_compliance.model.words import Severity
from xhs_compliance.reporters.html.marks import Mark, Segment, segments


@dataclass(frozen=True, slots=True)
class Beside:
    """Both texts, cut where words are shared.

    Attributes:
        overlap: what was found.
        brief: the brief; the cards of its segments are numbers of shared stretches.
        fields: the title and body of the draft, cut the same way.
        pairs: shared stretches, the longest first.

    """

    overlap: BriefOverlap
    brief: tuple[Segment, ...]
    fields: tuple[tuple[Segment, ...], ...]
    pairs: tuple[Run, ...]

    @property
    def percent(self) -> int:
        """How much of the draft stands in the brief, in whole percent."""
        return round(100 * self.overlap.value)


def beside_of(review: Review) -> Beside | None:
    """*review* beside its brief; ``None`` where there is none or nothing is shared."""
    overlap, brief = review.overlap, review.draft.brief
    if overlap is None or not brief or not overlap.runs:
        return None
    numbers = {place: number for number, place in enumerate(dict.fromkeys(run.brief_span for run in overlap.runs), 1)}
    return Beside(
        overlap,
        segments(brief, [Mark(number, span, Severity.INFO) for span, number in numbers.items()]),
        tuple(
            segments(
                review.draft.fields[name],
                [Mark(numbers[run.brief_span], run.span, Severity.INFO) for run in overlap.runs if run.field == name],
            )
            for name in (TITLE, TEXT)
            if review.draft.fields.get(name)
        ),
        tuple(sorted(overlap.runs, key=lambda run: -run.length)),
    )


def letter(number: int) -> str:
    """What a shared stretch is called: a, b … z, aa, ab …."""
    before, last = divmod(number - 1, len(ascii_lowercase))
    return (letter(before) if before else "") + ascii_lowercase[last]
