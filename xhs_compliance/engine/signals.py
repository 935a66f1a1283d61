"""Signals: what a draft sounds like, looked for when a condition first asks."""

from collections.abc import Iterator

from xhs_compliance.engine.excuses import excused_by
from xhs_compliance.engine.finder import Finder
from xhs_compliance.engine.judgement import slow_expression
from xhs_compliance.engine.match import Match
from xhs_compliance.engine.regexes import RegexTimeoutError
from xhs_compliance.engine.ruleset import RuleSet
from xhs_compliance.engine.situation import Held, Situation
from xhs_compliance.model.finding import Diagnostic, Evidence
from xhs_compliance.model.pattern import Reach
from xhs_compliance.model.rule import Signal


class Signals:
    """The signals of one draft under one declaration of facts, each raised once.

    It holds no situation, so that nothing of a draft refers back to itself and all of it goes when the check ends.

    Args:
        finder: finds in the draft.
        untied: what is known of signals that do not ask for the commercial tie; shared between declarations.
        slow: where a signal that takes too long to find is told; it stays off.

    """

    def __init__(
        self, ruleset: RuleSet, finder: Finder, untied: dict[str, Held | None], slow: list[Diagnostic]
    ) -> None:
        self._signals = ruleset.signals
        self._excuses = ruleset.signal_excuses
        self._tied_signals = ruleset.tied_signals
        self._finder = finder
        self._untied = untied
        self._slow = slow
        self._tied: dict[str, Held | None] = {}

    def evidence(self, name: str, situation: Situation) -> Held | None:
        """The evidence of the signal *name*; ``None`` while it is off, or while it is being asked for itself."""
        known = self._tied if name in self._tied_signals else self._untied
        if name not in known:
            known[name] = None
            signal = self._signals.get(name)
            try:
                known[name] = self._found(signal, situation) if signal else None
            except RegexTimeoutError as error:
                self._slow.append(slow_expression(name, error))
        return known[name]

    def evidence_near(self, name: str, situation: Situation, match: Match, within: Reach | int) -> Held | None:
        """The same, where it stands as near to *match* as *within* says; what is missing is missing everywhere."""
        held = self.evidence(name, situation)
        if held is None or held[0].span is None:
            return held
        near = self._finder.scene.nearness(match, within)
        signal = self._signals[name]
        matches = self._finder.matches(signal)
        return next((self._told(name, m) for m in self._unexcused(signal, matches, situation) if near(m)), None)

    def _found(self, signal: Signal, situation: Situation) -> Held | None:
        if situation.holds(signal.when) is None:
            return None
        matches = self._finder.matches(signal)
        if None in matches:
            return (Evidence("missing", signal.id),)
        first = next(self._unexcused(signal, matches, situation), None)
        return None if first is None else self._told(signal.id, first)

    def _unexcused(self, signal: Signal, matches: list[Match | None], situation: Situation) -> Iterator[Match]:
        if not matches:
            return
        excuses = self._excuses[signal.id].among(self._finder.cues) if signal.unless else ()
        for match in matches:
            if match is not None and excused_by(excuses, match, situation) is None:
                yield match

    def _told(self, name: str, match: Match) -> Held:
        return (Evidence("signal", name, match.field, match.span, self._finder.scene.typed(match)),)
