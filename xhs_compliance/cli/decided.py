"""Decisions for a command: read from the files named, and what became of them in the run."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from xhs_compliance.model.decision import CHOICE_WORDS, Decision, Decisions
from xhs_compliance.model.report import Report
from xhs_compliance.model.words import Bilingual, Language

Command = TypeVar("Command", bound=Callable[..., Any])


def decisions_option(command: Command) -> Command:
    """``--decisions``."""
    return click.option(
        "--decisions",
        multiple=True,
        type=click.Path(path_type=Path, exists=True, dir_okay=False),
        help="What people decided about findings.",
    )(command)


def read_decision_files(files: tuple[Path, ...]) -> Decisions:
    """The decisions in JSON files and workbooks.

    Raises:
        InputError: when one cannot be read, or two decisions contradict each other.

    """
    if not files:
        return Decisions()
    from xhs_compliance.decisions.file import gathered, read_decisions
    from xhs_compliance.decisions.sheets import read_decision_sheets

    entries: list[Decision] = []
    for file in files:
        read = read_decision_sheets if file.suffix.lower() in (".xlsx", ".xlsm") else read_decisions
        entries += read(file.read_bytes(), str(file)).entries
    return gathered(entries, ", ".join(map(str, files)))


def say_heard(decisions: Decisions, report: Report, language: Language) -> str:
    """What became of the decisions in a run: how many had an effect, and a line for each that had none."""
    from xhs_compliance.decisions.heard import heard

    days = [review.as_of for review in report.reviews]
    found = heard(decisions, report.reviews, max(days, default=date.min))
    said = [Bilingual(f"用上了 {len(found.used)} 个决定", f"decisions in effect: {len(found.used)}")]
    for entry in found.stale:
        said.append(_line(entry, Bilingual("那句话改过了，要重新决定", "the sentence has changed; decide again")))
    for entry in found.expired:
        said.append(_line(entry, Bilingual(f"{entry.until} 已经过期", f"ended on {entry.until}")))
    for entry in found.unused:
        said.append(_line(entry, Bilingual("没有用上，这次没有这处发现", "not used: nothing like it was found")))
    return "\n".join(line.in_language(language) for line in said)


def _line(entry: Decision, what: Bilingual) -> Bilingual:
    words = f"“{entry.words}” ({entry.rule})" if entry.words else entry.rule or entry.key
    choice = CHOICE_WORDS[entry.choice]
    return Bilingual(
        f"  - {words}，{entry.by}：{choice.zh}；{what.zh}", f"  - {words}, {entry.by}: {choice.en}; {what.en}"
    )
