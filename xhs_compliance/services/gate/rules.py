"""The rules as a caller may ask about them."""

from typing import Any

from xhs_compliance.linter import Linter
from xhs_compliance.model.errors import UsageError, did_you_mean, with_hint
from xhs_compliance.model.words import Bilingual
from xhs_compliance.reporters.rules.data import rule_data, summary_data


def names(linter: Linter) -> tuple[list[str], list[str]]:
    """The packs and the categories of the rules that apply."""
    rules = linter.compiled.ruleset.rules
    return sorted({rule.pack for rule in rules}), sorted({rule.category for rule in rules})


def _require(said: str | None, known: list[str], what: Bilingual) -> None:
    if said is not None and said not in known:
        hint = did_you_mean(said, known)
        raise UsageError(with_hint(f"没有{what.zh}“{said}”", f"there is no {what.en} {said!r}", hint))


def list_rules(linter: Linter, pack: str | None = None, category: str | None = None) -> list[dict[str, Any]]:
    """A short entry for every rule that applies, of one pack or category where asked.

    Raises:
        UsageError: when there is no such pack or category.

    """
    packs, categories = names(linter)
    _require(pack, packs, Bilingual("规则包", "pack"))
    _require(category, categories, Bilingual("类别", "category"))
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
