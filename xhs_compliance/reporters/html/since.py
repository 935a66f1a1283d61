"""What became of a draft's findings since its older version, for its page."""

from collections.abc import Mapping
from dataclasses import dataclass

from xhs_compliance.analyses.rounds import Fate, Round
from xhs_compliance.model.finding import Finding


@dataclass(frozen=True, slots=True)
class Since:
    """The older version beside the newer.

    Attributes:
        counts: how many findings had each fate.
        gone: findings of the older version that are not there any more.
        fates: what became of each finding that is there, by fingerprint.

    """

    round: Round
    counts: tuple[tuple[Fate, int], ...]
    gone: tuple[Finding, ...]
    fates: Mapping[str, Fate]
    fate_gone: Fate = Fate.GONE

    def fate_of(self, finding: Finding) -> Fate | None:
        """What became of a finding of the newer version."""
        return self.fates.get(finding.fingerprint)


def since_of(compared: Round | None) -> Since | None:
    """*compared* for the page of the newer version; ``None`` where there is no older one."""
    if compared is None or compared.before is None or compared.after is None:
        return None
    return Since(
        compared,
        tuple((fate, compared.count(fate)) for fate in Fate),
        tuple(change.finding for change in compared.changes if change.fate is Fate.GONE),
        {change.finding.fingerprint: change.fate for change in compared.changes if change.fate is not Fate.GONE},
    )
