"""One rule, made piece by piece for a test, and what it says of a text."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from xhs_compliance.engine.checker import Checker
from xhs_compliance.engine.ruleset import RuleSet
from xhs_compliance.linter import Linter
from xhs_compliance.model.condition import (
    FactIs,
)
from xhs_compliance.model.declare import declare
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.pattern import Terms
from xhs_compliance.model.review import Review
from xhs_compliance.model.rule import Rule, Signal, Step
from xhs_compliance.model.words import Severity

AS_OF = date(2026, 11, 22)
ERROR, WARNING, INFO, OFF = Severity.ERROR, Severity.WARNING, Severity.INFO, Severity.OFF
PAID = FactIs("commercial", ("paid",))

Judged = Callable[..., Review]


def words(*terms: str) -> Terms:
    return Terms(terms, key="/".join(terms))


def hidden(*terms: str) -> Terms:
    """Terms that are searched behind signs inside them too."""
    return Terms(terms, evade=("noise",), key="/".join(terms) + "~")


def judging(demo: Linter) -> Judged:
    """Judge a text by one rule: ``judged("喝汤", {"ladder": …}, commercial="paid")``."""
    pack = next(pack for pack in demo.book.packs if pack.id == "demo")
    plain: Rule = replace(pack.rules[0], find=words("喝汤"), ladder=(Step(ERROR),), unless=(), when=None, replace=())

    def judge(
        text: str,
        changes: dict[str, Any],
        signals: tuple[Signal, ...] = (),
        title: str = "",
        others: tuple[dict[str, Any], ...] = (),
        overrides: dict[str, Severity] | None = None,
        measures: dict[str, float] | None = None,
        **facts: Any,
    ) -> Review:
        rules = [replace(plain, id=f"demo/rule-{n}", **each) for n, each in enumerate((changes, *others))]
        one = replace(pack, rules=tuple(rules), signals=signals)
        ruleset = RuleSet([one], demo.book.library.evasion, demo.facts)
        checker = Checker(ruleset, AS_OF, "test", overrides=overrides)
        fields = {name: words for name, words in (("title", title), ("text", text)) if words}
        return checker.check(Draft("a", fields, declare(facts, demo.facts)), measures=measures)

    return judge


def weight(review: Review) -> Severity:
    return max((finding.severity for finding in review.findings), default=OFF)
