"""A report: the reviews of one run, what could not be read, and how the reader wants it shown."""

from collections.abc import Callable
from dataclasses import dataclass

from xhs_compliance.model.claim import Claim
from xhs_compliance.model.errors import EXIT_CLEAN, EXIT_FINDINGS, EXIT_INCOMPLETE, worst
from xhs_compliance.model.review import Review
from xhs_compliance.model.words import Bilingual, Language, Severity, Verdict


@dataclass(frozen=True, slots=True)
class Failure:
    """A draft that could not be read.

    Attributes:
        source: the file, ``-``, or file and line.
        message: one sentence: what is wrong and what to do.
        id: the draft's id, where it could still be read.
        line: the line of a JSON Lines input, counting from 1.

    """

    source: str
    message: Bilingual
    id: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a reporter needs, in the order of the input."""

    entries: tuple[Review | Failure, ...]
    tool: str

    @property
    def reviews(self) -> tuple[Review, ...]:
        """The drafts that were checked."""
        return tuple(entry for entry in self.entries if isinstance(entry, Review))

    @property
    def failures(self) -> tuple[Failure, ...]:
        """The drafts that could not be read."""
        return tuple(entry for entry in self.entries if isinstance(entry, Failure))

    def exit_code(self, fail_on: Severity | None) -> int:
        """The exit code of the run; *fail_on* ``None`` means findings never fail it."""
        codes = [EXIT_CLEAN]
        if self.failures or any(review.verdict is Verdict.INCOMPLETE for review in self.reviews):
            codes.append(EXIT_INCOMPLETE)
        strongest = max((f.severity for review in self.reviews for f in review.findings), default=Severity.OFF)
        if fail_on is not None and strongest >= fail_on:
            codes.append(EXIT_FINDINGS)
        return worst(codes)


def _no_original(source: str) -> bytes | None:  # noqa: ARG001 - the answer is the same for every file
    return None


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """How the reader wants it.

    Attributes:
        language: of everything the tool says; the draft stays as typed.
        colour: whether the terminal can show colour.
        width: columns of the terminal.
        claims: every claim of a draft with its evidence, for reports that list them; ``None``: only what rules found.
        original: the content of the file a draft came from, for formats that write it back; ``None`` where it is gone.
        rule_pages: where the pages of the rules are published, for reports that can link; empty: nowhere.

    """

    language: Language = "zh"
    colour: bool = False
    width: int = 100
    claims: Callable[[Review], tuple[Claim, ...]] | None = None
    original: Callable[[str], bytes | None] = _no_original
    rule_pages: str = ""
