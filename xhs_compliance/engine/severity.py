"""How bad: the rule's ladder, read through its gating table, lowered by what lifts it, for each market."""

from collections.abc import Iterable, Mapping

from xhs_compliance.engine.match import Match
from xhs_compliance.engine.situation import Held, Situation
from xhs_compliance.model.rule import Gate, Rule
from xhs_compliance.model.words import Market, Severity

Caps = Mapping[Market, Severity]
"""The most a finding can weigh in each market a draft is judged for."""

UNDECLARED_CATEGORIES_WITHOUT_CHINA = frozenset({"disclosure", "off-platform", "ai-label"})
"""Duties of the mainland that an English draft of undeclared markets is only asked about."""


def markets_of(declared: tuple[Market, ...], language: str, known: Iterable[Market]) -> Caps:
    """The markets of a draft, each with the most a finding can weigh there.

    Those declared, in the order of the table of facts; else China for a Chinese body; for an English one the United
    States, the United Kingdom and the European Union, and China's claim rules as warnings.

    Args:
        declared: the markets the draft declares; empty where it declares none.
        language: of its body.
        known: every market there is, in order.

    """
    if declared:
        return {market: Severity.ERROR for market in known if market in declared}
    if language == "en":
        return {
            "US": Severity.ERROR,
            "UK": Severity.ERROR,
            "EU": Severity.ERROR,
            "CN": Severity.WARNING,
        }
    return {"CN": Severity.ERROR}


def severities(
    rule: Rule, match: Match | None, situation: Situation, caps: Caps
) -> tuple[dict[Market, Severity], Held]:
    """The severity in each market where the rule applies, and what decided."""
    by_market: dict[Market, Severity] = {}
    decided: dict[str, object] = {}
    for market, cap in applies_in(rule, caps).items():
        severity, held = _in_market(rule, match, situation.in_market(market))
        by_market[market] = min(severity, cap)
        decided |= {evidence.note: evidence for evidence in held}
    return by_market, tuple(decided.values())  # type: ignore[arg-type]  # evidences


def applies_in(rule: Rule, caps: Caps) -> Caps:
    """The markets of the draft in which the rule applies, each with the most a finding can weigh there."""
    asked_only = rule.category in UNDECLARED_CATEGORIES_WITHOUT_CHINA
    return {
        market: caps[market]
        for market in rule.markets
        if market in caps and not (asked_only and caps[market] < Severity.ERROR)
    }


def _in_market(rule: Rule, match: Match | None, situation: Situation) -> tuple[Severity, Held]:
    severity = Severity.OFF
    held: Held = ()
    for step in rule.ladder:
        evidence = situation.holds(step.when, match)
        if evidence is not None:
            severity, held = step.severity, evidence
            break
    if rule.gating:
        severity, gate_evidence = _gated(severity, rule.gating, match, situation)
        held += gate_evidence
    for lift in rule.lifts:
        if lift.to < severity and (evidence := situation.holds(lift.when, match)) is not None:
            severity, held = lift.to, held + evidence
    return severity, held


def _gated(
    severity: Severity, gating: tuple[Gate, ...], match: Match | None, situation: Situation
) -> tuple[Severity, Held]:
    """The severity as the first row that holds reads it."""
    for gate in gating:
        evidence = situation.holds(gate.when, match)
        if evidence is not None:
            return gate.reads.get(severity, severity), evidence
    return severity, ()
