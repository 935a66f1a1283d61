"""How a draft relates to its brief, as values a reporter can render."""

from dataclasses import dataclass

from xhs_compliance.model.span import Span


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch that stands in both.

    Attributes:
        field: the draft's field.
        span: where in the field.
        text: as typed in the draft.
        brief_span: where in the brief.
        brief_text: as typed in the brief.
        length: in words.

    """

    field: str
    span: Span
    text: str
    brief_span: Span
    brief_text: str
    length: int


@dataclass(frozen=True, slots=True)
class OwnWords:
    """Words of the brand said as the author's own: where, and as typed."""

    field: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class BriefOverlap:
    """How a draft relates to its brief.

    Attributes:
        value: share of the draft's words that stand in the brief in a row, 0 to 1.
        is_telling: whether the draft is long enough for that to say anything.
        through: share of the brief's words that got into the draft.
        copies: whether that is enough to say that the draft copies its brief.
        runs: all shared stretches, in reading order.
        slogans: slogans said as the author's own words.
        claims: claims of the brief repeated as if the author knew them.
        must_say: lines that must be said and are, as typed.
        covered: the points of the brief that the draft mentions, in the order of the brief.
        points: how many points the brief has.
        in_order: whether those points come in the brief's order.

    """

    value: float
    is_telling: bool
    through: float
    copies: bool
    runs: tuple[Run, ...]
    slogans: tuple[OwnWords, ...]
    claims: tuple[OwnWords, ...]
    must_say: tuple[str, ...]
    covered: tuple[str, ...]
    points: int
    in_order: bool
