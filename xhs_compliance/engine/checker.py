"""The whole way for one draft: fold, match, judge, decide."""

import hashlib
from collections.abc import Mapping
from copy import copy
from datetime import date
from typing import TYPE_CHECKING

from xhs_compliance.engine.judge import Judge
from xhs_compliance.engine.judgement import Judgement
from xhs_compliance.engine.order import fingerprinted, merged, ranked
from xhs_compliance.engine.ruleset import RuleSet
from xhs_compliance.engine.settle import NO_DECISIONS, Settled, settle
from xhs_compliance.engine.severity import Caps, markets_of
from xhs_compliance.engine.suggest import Suggester
from xhs_compliance.engine.suppress import Sorted, apply_suppressions, covers, set_aside, standing_permissions
from xhs_compliance.engine.ties import TIE, TIES, Candidate
from xhs_compliance.engine.verdict import decide
from xhs_compliance.engine.yielding import yielded
from xhs_compliance.model.decision import Decisions
from xhs_compliance.model.draft import Draft, Suppression
from xhs_compliance.model.facts import Facts
from xhs_compliance.model.finding import Finding
from xhs_compliance.model.pattern import Disguised
from xhs_compliance.model.policy import Policy
from xhs_compliance.model.review import Question, Review, ScriptLikeness
from xhs_compliance.model.rule import Rule
from xhs_compliance.model.words import GOODS, MARKETS, Severity, Verdict

if TYPE_CHECKING:
    from xhs_compliance.engine.trace import Trace


class Checker:
    """Checks drafts against one rule set. Pure: the same draft on the same day gets the same review.

    Args:
        ruleset: the rules.
        as_of: the day whose law is applied.
        tool: name and version of the tool, for the review.
        policy: how findings become a verdict.
        overrides: severities that replace those of rules, by rule id; ``off`` leaves a rule out.
        accepted: fingerprints of accepted findings, by draft id.
        decisions: what people decided about findings.

    """

    def __init__(
        self,
        ruleset: RuleSet,
        as_of: date,
        tool: str,
        *,
        policy: Policy | None = None,
        overrides: Mapping[str, Severity] | None = None,
        accepted: Mapping[str, frozenset[str]] | None = None,
        decisions: Decisions = NO_DECISIONS,
    ) -> None:
        self._ruleset = ruleset
        self._policy = policy or Policy()
        self._overrides = dict(overrides or {})
        self._accepted = dict(accepted or {})
        self._decisions = decisions
        self._as_of = as_of
        self._tool = tool
        self._packs = {pack.id: pack.label for pack in ruleset.packs}
        self._suggester = Suggester(ruleset)
        self._in_force, self._disguise_weighs = self._holding_on(as_of)

    def under(self, policy: Policy) -> "Checker":
        """The same rules on the same day, under another policy."""
        other = copy(self)
        other._policy = policy
        return other

    def on(self, day: date) -> "Checker":
        """The same rules under the same policy, with the law of another day."""
        other = copy(self)
        other._as_of = day
        other._in_force, other._disguise_weighs = self._holding_on(day)
        return other

    def once_in_force(self, rule: Rule) -> "Checker":
        """The same, on the first day on which *rule* holds where it does not hold yet."""
        coming = [p.in_force for p in rule.basis if p.in_force > self._as_of]
        return self if not coming or _in_force(rule, self._as_of) else self.on(min(coming))

    def _holding_on(self, day: date) -> tuple[tuple[Rule, ...], Severity]:
        """The rules in force on a day that are not switched off, and the most that disguised words weigh by them."""
        applied = (rule for rule in self._ruleset.rules if self._overrides.get(rule.id) is not Severity.OFF)
        rules = tuple(rule for rule in applied if _in_force(rule, day))
        return rules, max((_heaviest(r) for r in rules if isinstance(r.find, Disguised)), default=Severity.OFF)

    def check(
        self, draft: Draft, scripted: ScriptLikeness | None = None, measures: Mapping[str, float] | None = None
    ) -> Review:
        """Everything the rules have to say about *draft*.

        Args:
            draft: the draft.
            scripted: how much it reads like a script, where that was measured.
            measures: values of analyses that rules may ask about, by name.

        """
        scripted = scripted or ScriptLikeness(None)
        measures = dict(measures or {})
        if scripted.value is not None:
            measures.setdefault("script-likeness", scripted.value)
        scene = self._ruleset.scene(draft)
        caps = self._caps(draft, scene.language)
        judge = Judge(self._ruleset, scene, measures, self._overrides)
        facts = self._believed(draft.facts)
        judgement = judge.judge(facts, caps, self._in_force)
        signals = judge.raised_signals(facts)
        complete = not judgement.diagnostics
        kept, let_go = yielded(judgement.findings, _goods_of(facts))
        settled = settle(self._sorted(kept, draft), draft, self._decisions, self._as_of)
        outcome = settled.outcome
        findings = self._suggester.with_suggestions(outcome.kept, judge.situation(facts), tuple(caps))
        strongest = max((finding.severity for finding in findings), default=Severity.OFF)
        verdict = decide(max(strongest, self._least(settled)), self._policy, complete=complete)
        undeclared = not facts.declared(TIE)
        verdict_if, decides = self._if_declared(draft, judgement, settled) if undeclared else ({}, [])
        return Review(
            draft=draft,
            verdict=verdict,
            findings=findings,
            excused=tuple(sorted((*judgement.excused, *let_go), key=lambda e: (e.field, e.span or (), e.rule.id))),
            suppressed=outcome.suppressed,
            questions=self._questions(draft, findings, caps, verdict_if, decides),
            verdict_if=verdict_if,
            diagnostics=(*judgement.diagnostics, *outcome.notes),
            signals=signals,
            markets=tuple(caps),
            language=scene.language,
            scripted=scripted,
            packs=self._packs,
            as_of=self._as_of,
            tool=self._tool,
            digest=_digest(draft),
            decided=settled.decided,
        )

    def trace(self, draft: Draft, scripted: ScriptLikeness | None = None) -> "tuple[Trace, ...]":
        """Every gate and excuse that was considered for every candidate in *draft*, rule by rule."""
        from xhs_compliance.engine.trace import traces

        value = scripted.value if scripted else None
        scene = self._ruleset.scene(draft)
        judge = Judge(self._ruleset, scene, {} if value is None else {"script-likeness": value}, self._overrides)
        caps = self._caps(draft, scene.language)
        facts = self._believed(draft.facts)
        findings = judge.judge(facts, caps, self._in_force).findings
        let_go = yielded(findings, _goods_of(facts)).let_go
        return tuple(traces(judge, facts, caps, self._in_force, let_go))

    def _caps(self, draft: Draft, language: str) -> Caps:
        return markets_of(draft.facts.get(MARKETS) or (), language, self._ruleset.markets)

    def _believed(self, facts: Facts) -> Facts:
        """The facts the policy goes by: ``commercial: none`` from a source it does not trust counts as undeclared."""
        untrusted = facts.get(TIE) == ("none",) and not self._policy.trusts(facts.source_of(TIE))
        return facts.with_values(**{TIE: None}) if untrusted else facts

    def _sorted(self, found: list[Finding], draft: Draft) -> Sorted:
        """Findings with fingerprints, after permissions and the baseline were heard."""
        findings = fingerprinted(ranked(merged(found)))
        outcome = apply_suppressions(findings, draft, self._as_of, self._policy)
        return set_aside(outcome, self._accepted.get(draft.id, frozenset()))

    def _least(self, settled: Settled) -> Severity:
        """How much a draft weighs at least: what a person said must change blocks."""
        return self._policy.block_on if settled.must_change else Severity.OFF

    def _if_declared(
        self, draft: Draft, judgement: Judgement, settled: Settled
    ) -> tuple[dict[str, Verdict], list[str]]:
        """The verdict for each commercial tie while none is declared, and the rules whose say would change."""
        complete = not judgement.diagnostics
        stands = standing_permissions(draft, self._as_of)
        aside = {
            (entry.finding.rule.id, entry.finding.field, entry.finding.span)
            for entry in settled.outcome.suppressed
            if entry.by not in stands  # what its author allows may weigh too much under another answer
        }
        verdicts: dict[str, Verdict] = {}
        for i, tie in enumerate(TIES):
            strongest, disguised = self._least(settled), Severity.OFF
            for candidate in judgement.candidates:
                severity = candidate.by_tie[i]
                set_aside = (candidate.rule.id, candidate.field, candidate.span) in aside
                if set_aside or self._is_allowed(candidate, severity, stands, draft):
                    continue
                strongest = max(strongest, severity)
                disguised = max(disguised, severity if candidate.is_disguised else Severity.OFF)
            if disguised > Severity.INFO:
                strongest = max(strongest, self._disguise_weighs)
            verdicts[tie] = decide(strongest, self._policy, complete=complete)
        decides = {c.rule.id for c in judgement.candidates if len(set(c.by_tie)) > 1}
        return verdicts, sorted(decides)

    def _is_allowed(
        self, candidate: Candidate, severity: Severity, permissions: tuple[Suppression, ...], draft: Draft
    ) -> bool:
        liftable = self._policy.suppressions_lift_blocks or severity < self._policy.block_on
        return liftable and any(covers(p, candidate.rule, candidate.field, candidate.span, draft) for p in permissions)

    def _questions(
        self,
        draft: Draft,
        findings: tuple[Finding, ...],
        caps: Caps,
        verdict_if: Mapping[str, Verdict],
        decides: list[str],
    ) -> tuple[Question, ...]:
        """The undeclared facts whose answer would change something, the commercial tie first."""
        waiting: dict[str, dict[str, None]] = {TIE: dict.fromkeys(decides)} if len(set(verdict_if.values())) > 1 else {}
        for finding in findings:
            for fact in finding.rule.ask:
                if fact != TIE and not draft.facts.declared(fact):
                    waiting.setdefault(fact, {})[finding.rule.id] = None
        known = self._ruleset.fact_types
        return tuple(
            Question(fact, known[fact].title, tuple(rules), verdict_if if fact == TIE else {})
            for fact, rules in waiting.items()
            if fact in known and known[fact].is_asked_in(caps)
        )


def _goods_of(facts: Facts) -> tuple[str, ...]:
    """The kinds of product a draft declares it is about."""
    return facts.words(GOODS) if facts.declared(GOODS) else ()


def _heaviest(rule: Rule) -> Severity:
    return max((step.severity for step in rule.ladder), default=Severity.OFF)


def _in_force(rule: Rule, day: date) -> bool:
    """Whether any provision the rule rests on holds on *day*."""
    return any(provision.holds_on(day) for provision in rule.basis)


def _digest(draft: Draft) -> str:
    """SHA-256 over the names and texts of the draft's fields."""
    whole = "\x1e".join(f"{name}\x1f{text}" for name, text in draft.fields.items())
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()
