"""From findings to a verdict."""

from collections.abc import Iterable

from xhs_compliance.model.finding import Finding
from xhs_compliance.model.policy import Policy
from xhs_compliance.model.words import Severity, Verdict


def decide(findings: Iterable[Finding], policy: Policy, *, complete: bool) -> Verdict:
    """Block and review as the policy says, else pass; what could not be evaluated is never a pass."""
    strongest = max((finding.severity for finding in findings), default=Severity.OFF)
    if strongest >= policy.block_on:
        return Verdict.BLOCK
    if not complete:
        return Verdict.INCOMPLETE
    return Verdict.REVIEW if strongest >= policy.review_on else Verdict.PASS
