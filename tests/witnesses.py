"""Witnesses: drafts with what the review of each says of one rule, kept in ``data/witnesses.jsonl``.

They say what *is*, so that a change of a rule shows; whether it was meant is for whoever reads the difference.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from xhs_compliance.model.finding import Evidence, Excused, Finding
from xhs_compliance.model.review import Review
from xhs_compliance.model.span import Span

WITNESSES = Path(__file__).parent / "data" / "witnesses.jsonl"


@dataclass(frozen=True, slots=True)
class Witness:
    """A draft and what its review says of one rule or signal.

    Attributes:
        rule: the id of the rule or signal.
        fields: the draft's fields.
        facts: what is declared, as written.
        says: see :func:`says`.

    """

    rule: str
    fields: Mapping[str, str]
    facts: Mapping[str, Any]
    says: str


def says(review: Review, owner: str) -> str:
    """What a review says of one rule or signal: how much weight, where, let go because of what.

    One finding is spelled out (``error text 3-5``), of several there is a letter each, in reading order (``x`` for what
    was let go), and a digest of everything that would have been spelled out.
    """
    if owner in review.signals:
        return f"raised {_digest(map(_shown, review.signals[owner]))}".rstrip()
    told = sorted([*_found(review.findings, owner), *_let_go(review.excused, owner)])
    if not told:
        return "nothing"
    if len(told) == 1:
        return told[0][-1]
    letters = "".join(word[0] if not word.startswith("excused") else "x" for *_, word in told)
    return f"{letters} {_digest(word for *_, word in told)}"


def _found(findings: Iterable[Finding], owner: str) -> Iterator[tuple[str, Span, str]]:
    for finding in findings:
        if finding.rule.id == owner:
            span = finding.span or Span(0, 0)
            yield finding.field, span, f"{finding.severity.word} {finding.field} {span.start}-{span.end}"


def _let_go(excused: Iterable[Excused], owner: str) -> Iterator[tuple[str, Span, str]]:
    for each in excused:
        if each.rule.id == owner:
            span = each.span or Span(0, 0)
            place = f"{each.field} {span.start}-{span.end}"
            yield each.field, span, f"excused {each.because} {place} by {_shown(each.evidence)}"


def _shown(evidence: Evidence) -> str:
    place = "" if evidence.span is None else f" {evidence.field} {evidence.span.start}-{evidence.span.end}"
    return f"{evidence.note}{place}"


def _digest(words: Iterable[str]) -> str:
    return hashlib.sha256("\x1f".join(words).encode("utf-8", "surrogatepass")).hexdigest()[:8]


def read_witnesses(path: Path = WITNESSES) -> list[Witness]:
    """The witnesses kept with the tests."""
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    return [Witness(**json.loads(line)) for line in lines if line]


def keep(witnesses: Iterable[Witness], path: Path = WITNESSES) -> int:
    """Write the witnesses, one a line, by rule; the number written."""
    lines = {json.dumps(asdict(witness), ensure_ascii=False, sort_keys=True) for witness in witnesses}
    ordered = sorted(lines, key=lambda line: (json.loads(line)["rule"], line))
    path.write_text("".join(f"{line}\n" for line in ordered), encoding="utf-8")
    return len(ordered)
