"""Everything that can be wrong, as one tree; each branch carries its exit code.

    ComplianceError
    ├── UsageError            2   the command or the configuration is wrong
    ├── PackError             3   a rule pack is wrong; holds every problem found, each with its place
    └── InputError            4   one draft could not be read; the others are still checked

Anything else that escapes is a bug of ours: exit code 70.
"""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from xhs_compliance.model.words import Bilingual

NOTHING = Bilingual("", "")

EXIT_CLEAN = 0
EXIT_FINDINGS = 1
EXIT_USAGE = 2
EXIT_PACK = 3
EXIT_INCOMPLETE = 4
EXIT_BUG = 70

WORST_FIRST = (EXIT_BUG, EXIT_PACK, EXIT_USAGE, EXIT_INCOMPLETE, EXIT_FINDINGS, EXIT_CLEAN)


class ComplianceError(Exception):
    """Root of all errors that a user can cause and mend."""

    exit_code: ClassVar[int] = EXIT_USAGE


class UsageError(ComplianceError):
    """The command line or the configuration asks for something that cannot be done."""

    exit_code = EXIT_USAGE

    def __init__(self, message: Bilingual) -> None:
        super().__init__(message.en)
        self.message = message


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file: line and column count from 1, in code points."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a file, ready to be shown with its source line and a caret.

    Attributes:
        place: where it stands.
        message: what is wrong, one sentence without a full stop.
        help: what to do about it; may be empty.
        source_line: the whole line of the file.
        length: how many code points to underline, at least 1.
        is_warning: whether the file can be used all the same.

    """

    place: Place
    message: Bilingual
    help: Bilingual = NOTHING
    source_line: str = ""
    length: int = 1
    is_warning: bool = False


class PackError(ComplianceError):
    """One or more rule packs cannot be used."""

    exit_code = EXIT_PACK

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(f"{p.place}: {p.message.en}" for p in problems))
        self.problems = problems


class InputError(ComplianceError):
    """One draft cannot be read.

    Attributes:
        source: the file, ``-`` for standard input, or the file and line of a JSON line.
        message: what is wrong and what to do.

    """

    exit_code = EXIT_INCOMPLETE

    def __init__(self, source: str, message: Bilingual) -> None:
        super().__init__(f"{source}: {message.en}")
        self.source = source
        self.message = message


def worst(codes: list[int]) -> int:
    """The exit code to report where several hold."""
    return next((code for code in WORST_FIRST if code in codes), EXIT_CLEAN)


def did_you_mean(word: str, known: Iterable[str]) -> Bilingual:
    """The nearest to *word* of what is known, or all that is known when it is short, or nothing."""
    names = sorted(known)
    close = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    if close:
        return Bilingual(f"是不是“{close[0]}”？", f"did you mean {close[0]!r}?")
    if 0 < len(names) <= 24:
        return Bilingual(f"可以写：{'、'.join(names)}", f"known: {', '.join(names)}")
    return Bilingual("", "")


def with_hint(zh: str, en: str, hint: Bilingual) -> Bilingual:
    """A sentence, followed by a hint where there is one."""
    return Bilingual(f"{zh}；{hint.zh}" if hint.zh else zh, f"{en}; {hint.en}" if hint.en else en)
