"""From candidates to findings: a rule finds, conditions gate, excuses let go, the ladder weighs."""

from collections.abc import Mapping
from dataclasses import replace

from xhs_compliance.engine.excuses import excused_by
from xhs_compliance.engine.finder import Finder
from xhs_compliance.engine.judgement import WHOLE_DRAFT, Judgement, excused_of, finding_of, slow_expression
from xhs_compliance.engine.match import Match
from xhs_compliance.engine.regexes import RegexTimeoutError
from xhs_compliance.engine.ruleset import RuleSet
from xhs_compliance.engine.scene import Scene
from xhs_compliance.engine.severity import Caps, severities
from xhs_compliance.engine.signals import Signals
from xhs_compliance.engine.situation import Held, Situation
from xhs_compliance.engine.ties import (
    AS_DECLARED,
    EVERY,
    TIE,
    TIES,
    Candidate,
    answers_for,
    open_answers,
    weights_of,
)
from xhs_compliance.model.condition import Excuse
from xhs_compliance.model.facts import Facts
from xhs_compliance.model.finding import Diagnostic, Evidence, Finding
from xhs_compliance.model.pattern import Disguised
from xhs_compliance.model.rule import Rule
from xhs_compliance.model.span import Span
from xhs_compliance.model.words import Severity
from xhs_compliance.text.variants import HARMLESS


class Judge:
    """Judges one draft.

    Args:
        measures: values of analyses, by name.
        overrides: severities that replace those of rules, by rule id.

    """

    def __init__(
        self,
        ruleset: RuleSet,
        scene: Scene,
        measures: Mapping[str, float],
        overrides: Mapping[str, Severity] | None = None,
    ) -> None:
        self._ruleset = ruleset
        self._overrides = overrides or {}
        self.scene = scene
        self.finder = Finder(ruleset, scene, measures)
        self._slow: list[Diagnostic] = []
        self._raised: dict[str, Held | None] = {}
        self._situation: Situation | None = None
        self._awake: dict[str, tuple[Excuse, ...]] = {}
        self._by_cue: dict[tuple[str, str, Span], tuple[str, Evidence] | None] = {}

    def judge(self, facts: Facts, caps: Caps, rules: tuple[Rule, ...] | None = None) -> Judgement:
        """Apply the rules (all of them, unless some are named) under *facts*."""
        situation = self.situation(facts)
        judgement = Judgement(diagnostics=self._slow)
        disguised: list[tuple[Rule, int]] = []
        awake = self.finder.awake.keys() & self._ruleset.applicable(caps)
        for rule in self._ruleset.rules if rules is None else rules:
            if rule.id not in awake:
                continue
            if isinstance(rule.find, Disguised):
                disguised.append((rule, rule.find.at_least))
                continue
            try:
                self._apply(rule, situation, caps, judgement)
            except RegexTimeoutError as error:
                judgement.diagnostics.append(slow_expression(rule.id, error))
        for rule, needed in disguised:
            self._apply_to_findings(rule, needed, situation, caps, judgement)
        return judgement

    def situation(self, facts: Facts) -> Situation:
        """What conditions can ask about under *facts*; signals are raised when first asked for."""
        if self._situation is not None and self._situation.facts is facts:
            return self._situation
        signals = Signals(self._ruleset, self.finder, self._raised, self._slow)
        situation = Situation(self.scene, facts, signals, self._ruleset.near, self._ruleset.factual)
        implied = situation.implied
        for signal in self._ruleset.implying:
            evidence = situation.raise_signal(signal.id)
            for name, words in signal.implies.items() if evidence is not None else ():
                implied.setdefault(name, {}).update(dict.fromkeys(words, evidence or ()))
        situation.factual = self._ruleset.answers_under(facts, implied)
        self._situation = situation
        return situation

    def raised_signals(self, facts: Facts) -> dict[str, Held]:
        """Every signal the draft raises under *facts*, with its evidence."""
        situation = self.situation(facts)
        awake, always = self.finder.awake, self._ruleset.unseen
        raised = {n: situation.raise_signal(n) for n in self._ruleset.signals if n in awake or n in always}
        return {name: evidence for name, evidence in raised.items() if evidence is not None}

    def _apply(self, rule: Rule, situation: Situation, caps: Caps, judgement: Judgement) -> None:
        asked = EVERY if not situation.facts.declared(TIE) else AS_DECLARED
        everywhere = rule.when is None or not situation.is_near(rule.when)
        if everywhere and not asked & answers_for(rule.when, None, situation):
            return
        for match in self.finder.matches(rule):
            if not asked & self._may_weigh(rule, match, situation, caps):
                continue
            open_to = asked & answers_for(rule.when, match, situation)
            if not open_to:
                continue
            by_cue = self._excused_by_cue(rule, match, situation)
            excuse = by_cue or (self._excused_by_fact(rule, match, situation) if open_to & AS_DECLARED else None)
            if excuse is not None and open_to & AS_DECLARED:
                judgement.excused.append(excused_of(self.scene, rule, match, *excuse))
            if by_cue is None:
                open_to &= open_answers(rule, match, situation)
                open_to &= ~AS_DECLARED if excuse is not None else EVERY
                self._weigh_all(rule, match, open_to, situation, caps, judgement)

    def _may_weigh(self, rule: Rule, match: Match | None, situation: Situation, caps: Caps) -> int:
        """The answers under which a match of the rule could weigh something."""
        if situation.weighs_nearby(rule):
            return EVERY
        weights = weights_of(rule, match, situation, caps, self._overrides.get(rule.id))
        return sum([1 << i for i, weight in enumerate(weights) if weight > Severity.OFF])

    def _weigh_all(
        self,
        rule: Rule,
        match: Match | None,
        open_to: int,
        situation: Situation,
        caps: Caps,
        judgement: Judgement,
    ) -> None:
        """Note what the match weighs under every answer that is open to it; the finding, when it stands as declared."""
        if not open_to:
            return
        weights = weights_of(rule, match, situation, caps, self._overrides.get(rule.id))
        by_tie = tuple([weight if open_to >> i & 1 else Severity.OFF for i, weight in enumerate(weights)])
        if max(by_tie[: len(TIES)]) > Severity.OFF:
            disguised = match is not None and any(not HARMLESS.issuperset(hit.disguise) for hit in match.hits)
            name, span = (match.field, match.span) if match else (WHOLE_DRAFT, None)
            judgement.candidates.append(Candidate(rule, name, span, disguised, by_tie[: len(TIES)]))
        if by_tie[-1] > Severity.OFF:
            self._weigh(rule, match, situation, caps, judgement)

    def _excused_by_fact(self, rule: Rule, match: Match | None, situation: Situation) -> tuple[str, Evidence] | None:
        """The first excuse that asks for facts, as they are declared."""
        return None if match is None else excused_by(self._ruleset.excuses[rule.id][1], match, situation)

    def _excused_by_cue(self, rule: Rule, match: Match | None, situation: Situation) -> tuple[str, Evidence] | None:
        """The first excuse that lies in the words around a match; they do not change with the facts."""
        if not rule.unless:
            return None
        if match is None:
            return self._excused_draft(rule, situation)
        key = (rule.id, match.field, match.span)
        if key not in self._by_cue:
            self._by_cue[key] = excused_by(self._awake_excuses(rule), match, situation)
        return self._by_cue[key]

    def _awake_excuses(self, rule: Rule) -> tuple[Excuse, ...]:
        """The excuses of a rule that lie in words of which the draft holds some."""
        known = self._awake.get(rule.id)
        if known is None:
            known = self._awake[rule.id] = self._ruleset.excuses[rule.id][0].among(self.finder.cues)
        return known

    def _excused_draft(self, rule: Rule, situation: Situation) -> tuple[str, Evidence] | None:
        """A finding about the whole draft can be excused by conditions and by cues anywhere in it."""
        for whole in self.scene.whole_fields():
            if (excuse := excused_by(rule.unless, whole, situation)) is not None:
                return excuse
        return None

    def _apply_to_findings(
        self, rule: Rule, needed: int, situation: Situation, caps: Caps, judgement: Judgement
    ) -> None:
        """A rule about disguised findings, of which it needs so many: one for each stretch of disguised words."""
        heavy = [f for f in judgement.findings if f.span is not None and f.severity > Severity.INFO]
        hidden = [finding for finding in heavy if not HARMLESS.issuperset(finding.disguise)]
        spans = {(f.field, f.span): f for f in hidden}
        if len(spans) < needed or situation.holds(rule.when) is None:
            return
        for hidden_finding in spans.values():
            assert hidden_finding.span is not None  # noqa: S101 - filtered above
            match = Match(hidden_finding.field, hidden_finding.span)
            excuse = excused_by(rule.unless, match, situation)
            if excuse is not None:
                judgement.excused.append(excused_of(self.scene, rule, match, *excuse))
                continue
            self._weigh(rule, match, situation, caps, judgement, hidden_finding)

    def _weigh(
        self,
        rule: Rule,
        match: Match | None,
        situation: Situation,
        caps: Caps,
        judgement: Judgement,
        about: Finding | None = None,
    ) -> None:
        """Add the finding, unless it weighs nothing in any market."""
        by_market, held = severities(rule, match, situation, caps)
        override = self._overrides.get(rule.id)
        if override is not None:
            by_market = {market: override for market, weight in by_market.items() if weight > Severity.OFF}
        severity = max(by_market.values(), default=Severity.OFF)
        if severity > Severity.OFF:
            finding = finding_of(self.scene, rule, match, severity, held, about)
            judgement.findings.append(replace(finding, by_market=tuple(by_market.items())))
