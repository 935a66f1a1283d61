"""Account readiness: what is there and what is missing before a campaign is booked, from facts alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from xhs_compliance.filing.data import ReadinessLine
from xhs_compliance.model.facts import Facts

DECLARED = "declared"
AT_LEAST = "at-least-"


class Standing(StrEnum):
    """How a line of the checklist stands."""

    MET = "met"
    MISSING = "missing"
    UNKNOWN = "unknown"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Checked:
    """A line that applies, and how it stands.

    Attributes:
        facts: the facts that decide it: those missing or unknown, else those that met it.

    """

    line: ReadinessLine
    standing: Standing
    facts: tuple[str, ...]


def check_readiness(facts: Facts, lines: Iterable[ReadinessLine]) -> tuple[Checked, ...]:
    """The lines of the checklist that apply under *facts*, in its order.

    A line whose condition asks for a fact nobody declared does not apply; what is declared decides.
    """
    return tuple(_checked(facts, line) for line in lines if _applies(facts, line))


def _applies(facts: Facts, line: ReadinessLine) -> bool:
    return all(facts.declared(name) and _holds(facts, name, words) for name, words in line.applies.items())


def _checked(facts: Facts, line: ReadinessLine) -> Checked:
    if not line.wants:
        return Checked(line, Standing.CLOSED, tuple(line.applies))
    unknown = tuple(name for name in line.wants if not facts.declared(name))
    missing = tuple(n for n, words in line.wants.items() if facts.declared(n) and not _holds(facts, n, words))
    if missing:
        return Checked(line, Standing.MISSING, missing)
    return Checked(line, Standing.UNKNOWN, unknown) if unknown else Checked(line, Standing.MET, tuple(line.wants))


def _holds(facts: Facts, name: str, words: Iterable[str]) -> bool:
    """Whether the fact has one of the words, is declared, or is a number that reaches one."""
    said = facts.words(name)
    for word in words:
        if word == DECLARED and facts.declared(name):
            return True
        if word.startswith(AT_LEAST) and isinstance(facts.get(name), int | float):
            if facts.get(name) >= float(word.removeprefix(AT_LEAST)):
                return True
        elif word in said:
            return True
    return False
