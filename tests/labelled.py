"""Labelled drafts, scored: a violation is located when a warning or an error overlaps a labelled stretch tightly."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xhs_compliance.api import load_linter
from xhs_compliance.linter import Linter
from xhs_compliance.model.declare import declare
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.review import Review
from xhs_compliance.model.words import Severity, Verdict

DATA = Path(__file__).parent / "data"
UNSCORED = ("scripted", "ai-label")


@dataclass(frozen=True)
class Score:
    """The share of violations located and of clean drafts that pass."""

    located: float
    clean_pass: float
    violations: int
    clean: int


def score(path: Path, linter: Linter) -> Score:
    """Score one file of labelled drafts."""
    cases = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    reviews = [(case, linter.check(_draft(case, linter))) for case in cases]
    bad = [is_located(case, review) for case, review in reviews if case["label"] == "violation"]
    clean = [review.verdict is Verdict.PASS for case, review in reviews if case["label"] == "clean"]
    return Score(_share(bad), _share(clean), len(bad), len(clean))


def _share(held: list[bool]) -> float:
    """The share that holds; 1.0 of nothing, since a file may hold clean drafts alone."""
    return sum(held) / len(held) if held else 1.0


def _draft(case: dict[str, Any], linter: Linter) -> Draft:
    return Draft(case["id"], {"text": case["text"]}, declare(case["facts"], linter.facts))


def is_located(case: dict[str, Any], review: Review) -> bool:
    """Whether a finding names the labelled words, or the missing disclosure of a case about disclosure."""
    said = [finding for finding in review.findings if finding.severity > Severity.INFO]
    if "disclosure" in case["categories"] and any(finding.rule.category == "disclosure" for finding in said):
        return True
    spans = [span for part in case["spans"] for span in _occurrences(case["text"], part)]
    return any(
        finding.span is not None
        and finding.rule.category not in UNSCORED
        and finding.span.start < end
        and start < finding.span.end
        and len(finding.span) <= 3 * (end - start) + 12
        for finding in said
        for start, end in spans
    )


def _occurrences(text: str, part: str) -> list[tuple[int, int]]:
    found, at = [], text.find(part)
    while at >= 0:
        found.append((at, at + len(part)))
        at = text.find(part, at + 1)
    return found


def main() -> None:
    """Print the score of every file of paraphrases, for docs/accuracy.md: ``python tests/labelled.py``."""
    linter = load_linter()
    print("| drafts | violations | located | clean | pass |\n|---|---|---|---|---|")
    for path in sorted(DATA.glob("paraphrases-*.jsonl")):
        reached = score(path, linter)
        name = path.stem.removeprefix("paraphrases-")
        located = f"{reached.located:.2f}" if reached.violations else "–"
        print(f"| {name} | {reached.violations} | {located} | {reached.clean} | {reached.clean_pass:.2f} |")


if __name__ == "__main__":
    main()
