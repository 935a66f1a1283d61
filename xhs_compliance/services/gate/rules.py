"""The rules as a caller may ask about them."""

from typing import Any

from xhs_compliance.api import Linter
from xhs_compliance.reporters.rules.data import rule_data, summary_data


def list_rules(linter: Linter, pack: str | None = None, category: str | None = None) -> list[dict[str, Any]]:
    """A short entry for every rule that applies, of one pack or category where asked."""
    rules = (
        rule
        for rule in linter.compiled.ruleset.rules
        if pack in (None, rule.pack) and category in (None, rule.category)
    )
    return [{key: value for key, value in entry.items() if key != "place"} for entry in summary_data(rules, {})]


def show_rule(linter: Linter, name: str) -> dict[str, Any] | None:
    """Everything about one rule but its examples; ``None`` when there is none of that name or alias."""
    known = (rule for rule in linter.compiled.ruleset.rules if name in (rule.id, *rule.aliases))
    found = next(known, None)
    return None if found is None else rule_data(found)
