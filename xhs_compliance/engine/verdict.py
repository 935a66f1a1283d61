"""From findings to a verdict."""

from collections.abc import Iterable

from xhs_compliance.model.finding import Finding
from xhs_compliance.model.words import Severity, Verdict


def decide(findings: Iterable[Finding], *, complete: bool) -> Verdict:
    """Block for any error, review for any warning, else pass; what could not be evaluated is never a pass."""
    strongest = max((finding.severity for finding in findings), default=Severity.OFF)
    if strongest is Severity.ERROR:
        return Verdict.BLOCK
    if not complete:
        return Verdict.INCOMPLETE
    return Verdict.REVIEW if strongest is Severity.WARNING else Verdict.PASS
