"""Claim sheets for a command: what the brand can prove, held against every draft of a report."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from xhs_compliance.model.claim import Claim
from xhs_compliance.model.review import Review

Command = TypeVar("Command", bound=Callable[..., Any])


def claims_option(command: Command) -> Command:
    """``--claims``."""
    return click.option(
        "--claims",
        "claim_sheets",
        multiple=True,
        type=click.Path(path_type=Path, exists=True, dir_okay=False),
        help="What the brand can prove, CSV or Excel (html: beside each claim).",
    )(command)


def claims_of(sheets: tuple[Path, ...]) -> Callable[[Review], tuple[Claim, ...]]:
    """What gives the claims of a draft with the evidence the *sheets* hold for them.

    Raises:
        InputError: when a sheet cannot be read.

    """
    from xhs_compliance.analyses.ledger import ledger
    from xhs_compliance.readers.claim_sheet import read_claim_kinds, read_claim_sheet

    declared = [claim for sheet in sheets for claim in read_claim_sheet(sheet.read_bytes(), str(sheet))]
    kinds = read_claim_kinds()
    return lambda review: ledger(review, kinds, declared)
