"""How findings become a verdict, and whose word may lower it."""

from dataclasses import dataclass

from xhs_compliance.model.words import Severity

ANYBODY = "*"
"""In ``trusted_sources``: every source of facts may lower a verdict."""


@dataclass(frozen=True, slots=True)
class Policy:
    """The policy of a run.

    Attributes:
        block_on: severity from which on a draft is blocked.
        review_on: severity from which on a person should look.
        suppressions_lift_blocks: whether a permission written into a draft can lift a finding that blocks.
        trusted_sources: sources whose ``commercial: none`` is believed (``author``, ``agency``, ``order-table``,
            ``registry``); ``*`` for any. From others it counts as undeclared.

    """

    block_on: Severity = Severity.ERROR
    review_on: Severity = Severity.WARNING
    suppressions_lift_blocks: bool = True
    trusted_sources: tuple[str, ...] = (ANYBODY,)

    def trusts(self, source: str) -> bool:
        """Whether facts from *source* may lower a verdict."""
        return ANYBODY in self.trusted_sources or source in self.trusted_sources


GATE = Policy(suppressions_lift_blocks=False, trusted_sources=("agency", "order-table", "registry"))
"""The policy of a gate: what an author writes into the own draft lifts no block."""
