"""What a batch came to: counts, rules, slowest drafts, errors."""

from collections import Counter
from dataclasses import dataclass, field
from heapq import nlargest
from typing import Any

from xhs_compliance.model.errors import EXIT_CLEAN, EXIT_FINDINGS, EXIT_INCOMPLETE, worst
from xhs_compliance.model.words import Severity, Verdict
from xhs_compliance.services.batch.parts import Part

SLOWEST = 10
SHOWN_ERRORS = 50
"""Errors kept with their words; all are counted, and all stand in the answers."""


@dataclass
class Summary:
    """The totals of a batch, added up part by part.

    Attributes:
        drafts: rows, errors among them.
        verdicts: drafts by verdict.
        severities: drafts by their strongest finding.
        rules: drafts by rule.
        errors: how many drafts have no verdict.
        shown_errors: the first of them: source, id, message.
        slowest: seconds of a processor, and id.
        busy: seconds of checking, over all workers.
        seconds: from start to end.
        about: what was run: input, output, day, tool.

    """

    about: dict[str, Any] = field(default_factory=dict)
    drafts: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    severities: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    errors: int = 0
    shown_errors: list[tuple[str, str, str]] = field(default_factory=list)
    slowest: list[tuple[float, str]] = field(default_factory=list)
    busy: float = 0.0
    seconds: float = 0.0

    def add(self, part: Part) -> None:
        """Count one part."""
        answers = part.answers
        self.drafts += answers.num_rows
        self.verdicts.update(word for word in answers.column("verdict").to_pylist() if word)
        self.severities.update(word for word in answers.column("severity").to_pylist() if word)
        for rules in answers.column("rules").to_pylist():
            self.rules.update(rules or ())
        rows = zip(*(answers.column(name).to_pylist() for name in ("error", "source", "id")), strict=True)
        for error, source, name in rows:
            if error:
                self.errors += 1
                if len(self.shown_errors) < SHOWN_ERRORS:
                    self.shown_errors.append((source or "", name or "", error))
        self.slowest = nlargest(SLOWEST, [*self.slowest, *part.slowest])
        self.busy += part.seconds

    def exit_code(self, fail_on: Severity | None) -> int:
        """The exit code of the run; *fail_on* ``None`` means findings never fail it."""
        codes = [EXIT_CLEAN]
        if self.errors or self.verdicts[Verdict.INCOMPLETE]:
            codes.append(EXIT_INCOMPLETE)
        if fail_on and any(Severity.from_word(word) >= fail_on for word in self.severities):
            codes.append(EXIT_FINDINGS)
        return worst(codes)

    def to_dict(self) -> dict[str, Any]:
        """As one JSON object."""
        return {
            **self.about,
            "drafts": self.drafts,
            "verdicts": {verdict.value: self.verdicts[verdict] for verdict in Verdict},
            "severities": {word: self.severities[word] for word in ("error", "warning", "info")},
            "rules": dict(sorted(self.rules.items(), key=lambda each: (-each[1], each[0]))),
            "errors": {
                "count": self.errors,
                "first": [dict(zip(("source", "id", "message"), each, strict=True)) for each in self.shown_errors],
            },
            "slowest": [{"seconds": round(seconds, 4), "id": name} for seconds, name in self.slowest],
            "seconds": round(self.seconds, 3),
            "drafts_per_second": round(self.drafts / self.seconds, 1) if self.seconds else None,
            "seconds_checking": round(self.busy, 3),
        }
