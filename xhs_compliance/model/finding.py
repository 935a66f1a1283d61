"""Findings: what a rule saw, judged; and what it saw and let go."""

from dataclasses import dataclass
from typing import Literal

from xhs_compliance.model.draft import Suppression
from xhs_compliance.model.law import Provision
from xhs_compliance.model.rule import Rule
from xhs_compliance.model.span import Span
from xhs_compliance.model.words import Bilingual, Language, Market, Severity


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something in the draft, or among its facts, that decided.

    Attributes:
        kind: ``matched`` words, words of the ``context``, a ``signal``, a ``fact``, a ``measure``, or ``missing``.
        note: what it is: the excuse, the signal, the fact and its value.
        field: the field it stands in; empty for facts.
        span: where; ``None`` for facts and for what is missing.
        text: the words as typed.

    """

    kind: Literal["matched", "context", "signal", "fact", "measure", "missing"]
    note: str
    field: str = ""
    span: Span | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A judged, reportable match.

    Attributes:
        rule: the rule that found it.
        severity: after gates, ladder and lifts; the strictest market where several apply.
        field: the field it is about.
        span: where in the field; ``None`` when it is about the whole draft.
        text: the words as typed, empty for the whole draft.
        reads_as: the plain word, where the spelling is disguised, else the words as typed.
        disguise: the kinds of disguise that were seen through.
        evidence: what else decided.
        by_market: severity in each market of the draft in which the rule applies.
        suggestions: what to write instead, in the draft's language; each passed the linter.
        topic: the hashtag the words stand in, where dropping it answers for them; no sentence could stand there.
        fingerprint: identity that survives moved lines: rule, field, words, ordinal.

    """

    rule: Rule
    severity: Severity
    field: str
    span: Span | None
    text: str
    reads_as: str
    disguise: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    by_market: tuple[tuple[Market, Severity], ...] = ()
    suggestions: tuple[str, ...] = ()
    topic: str = ""
    fingerprint: str = ""

    @property
    def basis(self) -> tuple[Provision, ...]:
        """The provisions behind it that hold where it weighs something; all of its rule's, when none is known to."""
        return self._where_it_weighs(self.rule.basis) or self.rule.basis

    @property
    def penalty(self) -> tuple[Provision, ...]:
        """The provisions on the penalty that hold where it weighs something."""
        return self._where_it_weighs(self.rule.penalty)

    def _where_it_weighs(self, provisions: tuple[Provision, ...]) -> tuple[Provision, ...]:
        markets = [market for market, severity in self.by_market if severity > Severity.OFF]
        return tuple(each for each in provisions if not markets or each.holds_in(markets))

    def message(self, language: Language) -> str:
        """The rule's message with the words of this match filled in."""
        return self._filled(self.rule.message.in_language(language))

    def advice(self, language: Language) -> str:
        """The rule's advice, filled in likewise."""
        return self._filled(self.rule.advice.in_language(language))

    def _filled(self, template: str) -> str:
        return template.replace("{match}", self.text).replace("{reads_as}", self.reads_as)


@dataclass(frozen=True, slots=True)
class Excused:
    """A candidate that was let go, and why.

    Attributes:
        because: the excuse, by the name the pack gives it.
        evidence: the words or the fact that excused it.

    """

    rule: Rule
    field: str
    span: Span | None
    text: str
    because: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A finding that somebody allowed, and the permission."""

    finding: Finding
    by: Suppression


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Trouble of the tool itself, or of a permission in the draft; never hidden in a log.

    Attributes:
        kind: ``incomplete`` when a rule could not be evaluated, ``note`` otherwise.
        rule: the rule concerned; empty when none.
        reason: one sentence.

    """

    kind: Literal["incomplete", "note"]
    rule: str
    reason: Bilingual
