"""Claims of a draft that need evidence, and what a brand declares it can prove."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from xhs_compliance.model.finding import Finding
from xhs_compliance.model.span import Span
from xhs_compliance.model.words import Bilingual


class Gap(StrEnum):
    """What is missing behind a claim."""

    NONE = "none"
    MISSING = "missing"
    EXPIRED = "expired"
    NUMBER_DIFFERS = "number-differs"


@dataclass(frozen=True, slots=True)
class ClaimKind:
    """A kind of claim that rules need not find.

    Attributes:
        name: ``number``, ``rank``, ``comparison``, ``efficacy``.
        find: expressions on folded text.

    """

    name: str
    title: Bilingual
    find: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class DeclaredClaim:
    """One row of a claim sheet.

    Attributes:
        id: how people refer to it.
        claim: the wording that can be proved.
        evidence: what proves it.
        until: the last day it holds.

    """

    id: str
    claim: str
    evidence: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Proof:
    """Evidence for a claim.

    Attributes:
        source: the claim ``sheet``, a declared ``fact``, or a ``decision`` to keep.
        id: the row's id, the fact's name, or who decided.
        text: what it says.

    """

    source: Literal["sheet", "fact", "decision"]
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One line of the ledger.

    Attributes:
        kind: the category of the finding, or the kind of a claim that no rule found.
        finding: what the rule said, if one did.
        asks: facts that would answer for it and are not declared.
        title: what the kind is called, for a claim that no rule found.
        is_set_aside: whether the finding was set aside by a permission or a decision.

    """

    kind: str
    field: str
    span: Span
    words: str
    sentence: str
    proofs: tuple[Proof, ...]
    gap: Gap
    finding: Finding | None = None
    asks: tuple[str, ...] = ()
    is_set_aside: bool = False
    title: Bilingual | None = None
