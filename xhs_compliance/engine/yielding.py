"""Rules about other goods yield: tea is judged by the law of food, also where a rule on cosmetics reads the same words.

A finding yields only to one on the same words that weighs at least as much, so the verdict never changes by it.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from xhs_compliance.model.finding import Evidence, Excused, Finding
from xhs_compliance.model.words import GOODS, Severity

OTHER_GOODS = "other-goods"
"""The excuse of a finding that yielded."""


class Yielded(NamedTuple):
    """Findings that stay, and those that yielded to one of them."""

    kept: list[Finding]
    let_go: list[Excused]


def yielded(findings: Sequence[Finding], goods: Collection[str]) -> Yielded:
    """Let go of findings by rules about other goods where one about *goods*, or any, says no less of the words.

    Args:
        findings: of one draft.
        goods: the kinds of product it declares; none when it declares none, since words alone often mislead.

    """
    at_home = [finding for finding in findings if not goods or _is_about(finding, goods)]
    result = Yielded(list(at_home), [])
    for finding in findings if len(at_home) < len(findings) else ():
        if _is_about(finding, goods):
            continue
        if any(_tells_no_less(other, finding) for other in at_home):
            declared = Evidence("fact", f"{GOODS}: {', '.join(goods)}")
            entry = Excused(finding.rule, finding.field, finding.span, finding.text, OTHER_GOODS, declared)
            result.let_go.append(entry)
        else:
            result.kept.append(finding)
    return result


def _is_about(finding: Finding, goods: Collection[str]) -> bool:
    return not finding.rule.goods or not set(finding.rule.goods).isdisjoint(goods)


def _tells_no_less(one: Finding, other: Finding) -> bool:
    """Whether *one* is about a stretch that *other* touches, and weighs as much in every market."""
    if one.span is None or other.span is None or one.field != other.field or not one.span.overlaps(other.span):
        return False
    weights = dict(one.by_market)
    return all(weights.get(market, Severity.OFF) >= weight for market, weight in other.by_market)
