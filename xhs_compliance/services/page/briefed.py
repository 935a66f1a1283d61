"""What the page says about the brief itself."""

from xhs_compliance.model.finding import Finding
from xhs_compliance.model.review import Review
from xhs_compliance.model.words import Severity
from xhs_compliance.services.page.screen import piece


def brief_findings(brief: Review) -> str:
    """What a brief, read as if it were posted, says that no post could repeat."""
    return piece("brief.html", brief=brief, claims=_claims(brief))


def _claims(brief: Review) -> list[Finding]:
    """What a post must have (a label) a brief need not."""
    return [finding for finding in brief.findings if finding.span and finding.severity > Severity.INFO]
