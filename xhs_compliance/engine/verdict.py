"""From findings to a verdict."""

from xhs_compliance.model.policy import Policy
from xhs_compliance.model.words import Severity, Verdict


def decide(strongest: Severity, policy: Policy, *, complete: bool) -> Verdict:
    """Block and review as the policy says of the strongest finding; what could not be evaluated is never a pass."""
    if strongest >= policy.block_on:
        return Verdict.BLOCK
    if not complete:
        return Verdict.INCOMPLETE
    return Verdict.REVIEW if strongest >= policy.review_on else Verdict.PASS
