"""What to write instead: the rule's replacements, each checked by the engine before anybody sees it."""

from collections.abc import Iterator
from dataclasses import replace

from xhs_compliance.engine.instead import topic_around
from xhs_compliance.engine.judge import Judge
from xhs_compliance.engine.ruleset import RuleSet
from xhs_compliance.engine.severity import markets_of
from xhs_compliance.engine.situation import Situation
from xhs_compliance.engine.ties import TIE
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.facts import Facts
from xhs_compliance.model.finding import Finding
from xhs_compliance.model.rule import Replacement
from xhs_compliance.model.words import MARKETS, Market, Severity
from xhs_compliance.text.fold import skeleton_of

MOST = 3
"""Suggestions shown for one finding."""

_LABELS = frozenset({"disclosure", "ai-label"})
"""Categories about labels; one that stands among the hashtags is moved, not dropped."""


class Suggester:
    """Adds suggestions to findings; remembers which texts it has tried."""

    def __init__(self, ruleset: RuleSet) -> None:
        self._ruleset = ruleset
        self._tried: dict[tuple[str, tuple[Market, ...]], bool] = {}
        self._claim_rules = tuple(rule for rule in ruleset.rules if rule.id not in ruleset.always)

    def with_suggestions(
        self, findings: tuple[Finding, ...], situation: Situation, markets: tuple[Market, ...]
    ) -> tuple[Finding, ...]:
        """The findings of a draft, each with what to do about its words.

        Args:
            findings: what was found.
            situation: the draft and what is declared; a replacement may be for some facts only.
            markets: where the draft is for.

        Returns:
            each with up to three texts in the draft's language that pass the linter themselves; inside a hashtag,
            where no sentence can stand, with the topic to drop.

        """
        return tuple(self._told(finding, situation, markets) for finding in findings)

    def _told(self, finding: Finding, situation: Situation, markets: tuple[Market, ...]) -> Finding:
        text = situation.scene.draft.fields.get(finding.field, "")
        if finding.span is not None and ("#" in text or "＃" in text) and finding.rule.category not in _LABELS:
            topic = topic_around(text, finding.span)
            if topic is not None:
                return replace(finding, topic=text[topic.start : topic.end])
        if not finding.rule.replace:
            return finding
        texts = dict.fromkeys(_texts(finding, situation))
        return replace(finding, suggestions=tuple(text for text in texts if self.passes(text, markets))[:MOST])

    def passes(self, text: str, markets: tuple[Market, ...]) -> bool:
        """Whether *text* alone raises no warning and no error, in a paid post, in any of *markets*."""
        known = self._tried.get((text, markets))
        if known is None:
            scene = self._ruleset.scene(Draft("", {"text": text}))
            caps = markets_of(markets, scene.language, self._ruleset.markets)
            facts = Facts({TIE: ("paid",), MARKETS: markets})
            judged = Judge(self._ruleset, scene, {}).judge(facts, caps, self._claim_rules)
            known = all(finding.severity < Severity.WARNING for finding in judged.findings)
            self._tried[text, markets] = known
        return known


def _texts(finding: Finding, situation: Situation) -> Iterator[str]:
    """What the rule offers for the words found and the facts declared, in the draft's language."""
    said = skeleton_of(finding.reads_as)
    fitting = [each for each in finding.rule.replace if _fits(each, said, situation)]
    is_special = any(each.when is not None for each in fitting)
    for each in fitting:
        if not (is_special and each.is_default):
            yield from each.en if situation.scene.language == "en" else each.zh


def _fits(replacement: Replacement, said: str, situation: Situation) -> bool:
    """Whether a replacement is for the words found, as their skeleton, and for what is declared."""
    for_words = not replacement.words or any(skeleton_of(word) in said for word in replacement.words)
    return for_words and situation.holds(replacement.when) is not None
