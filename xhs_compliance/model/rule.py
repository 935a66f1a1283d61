"""A rule: one thing we look for, with everything a person needs to judge and mend it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from xhs_compliance.model.condition import Condition, Excuse
from xhs_compliance.model.law import Provision
from xhs_compliance.model.pattern import Pattern
from xhs_compliance.model.words import Bilingual, Confidence, Market, Severity


@dataclass(frozen=True, slots=True)
class Step:
    """One rung of a severity ladder: this severity, when the condition holds (``None``: always)."""

    severity: Severity
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Lift:
    """A fact or a text in the draft that lowers the finding to a severity."""

    to: Severity
    when: Condition


@dataclass(frozen=True, slots=True)
class Gate:
    """One row of a gating table: how severities are read while its condition holds."""

    when: Condition
    reads: Mapping[Severity, Severity]


@dataclass(frozen=True, slots=True)
class Replacement:
    """What to write instead of certain words.

    Attributes:
        words: the words it stands in for; empty for any match of the rule.
        when: a condition on facts under which it may be written; ``None`` for always.

    """

    words: frozenset[str]
    zh: tuple[str, ...]
    en: tuple[str, ...]
    when: Condition | None = None

    @property
    def is_default(self) -> bool:
        """Whether it asks for nothing: offered where no other of its rule is offered for the facts declared."""
        return not self.words and self.when is None


@dataclass(frozen=True, slots=True)
class Example:
    """A text with what the rule must say of it.

    Attributes:
        text: the draft's body, without the ``[[ ]]`` marks.
        spans: the marked stretches, each of which a finding must cover and not exceed by much.
        title: the draft's title, where the example has one.
        others: further fields of the note, by name.
        facts: declared facts, as written.
        severity: the severity expected, where it matters.
        reads_as: what a disguised word must be read as.
        because: the excuse expected, for an example that passes.
        measures: values of analyses, for rules that read them.

    """

    text: str
    spans: tuple[tuple[int, int], ...] = ()
    title: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    severity: Severity | None = None
    reads_as: str = ""
    because: str = ""
    measures: Mapping[str, float] = field(default_factory=dict)
    place: str = ""
    others: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Examples:
    """The examples of one rule: those it flags, those it passes, and known misses."""

    flag: tuple[Example, ...] = ()
    passing: tuple[Example, ...] = ()
    todo_flag: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing we look for. ``docs/writing-rules.md`` explains each attribute by example.

    Attributes:
        id: ``pack/rule``; stable for ever.
        markets: where the rule can apply.
        ladder: severities by condition, the first that holds decides.
        gating: the table that reads a bare severity by the commercial tie; empty when the ladder alone decides.
        goods: the kinds of product it is about; empty for any. Where a draft is about another kind, a rule about that
            kind is told in its place.

    """

    id: str
    pack: str
    category: str
    confidence: Confidence
    markets: tuple[Market, ...]
    title: Bilingual
    find: Pattern
    ladder: tuple[Step, ...]
    message: Bilingual
    why: Bilingual
    advice: Bilingual
    basis: tuple[Provision, ...]
    checked: date
    when: Condition | None = None
    unless: tuple[Excuse, ...] = ()
    lifts: tuple[Lift, ...] = ()
    gating: tuple[Gate, ...] = ()
    goods: tuple[str, ...] = ()
    replace: tuple[Replacement, ...] = ()
    ask: tuple[str, ...] = ()
    penalty: tuple[Provision, ...] = ()
    aliases: tuple[str, ...] = ()
    known_gaps: Bilingual | None = None
    examples: Examples = field(default_factory=Examples)

    @property
    def name(self) -> str:
        """The id without its pack."""
        return self.id.partition("/")[2]


@dataclass(frozen=True, slots=True)
class Signal:
    """A rule without a finding: it says something about the draft that other rules ask about.

    Attributes:
        id: how rules name it (``sounds-commercial``).
        implies: values it adds to what is declared (``product_category: food``).

    """

    id: str
    title: Bilingual
    find: Pattern
    when: Condition | None = None
    unless: tuple[Excuse, ...] = ()
    implies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    examples: Examples = field(default_factory=Examples)


@dataclass(frozen=True, slots=True)
class Pack:
    """A versioned set of rules.

    Attributes:
        id: the folder's and the pack's name.
        version: as written by its authors.
        digest: first 12 hexadecimal digits of the SHA-256 of everything that decides what it finds.

    """

    id: str
    version: str
    digest: str
    title: Bilingual
    rules: tuple[Rule, ...] = ()
    signals: tuple[Signal, ...] = ()

    @property
    def label(self) -> str:
        """``version+digest``, as reports print it."""
        return f"{self.version}+{self.digest}"
