"""What besides the packs decided a review: policy, severities, baseline, decisions. Enough to run it again."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from xhs_compliance.compiled import compile_book
from xhs_compliance.config.settings import Config
from xhs_compliance.decisions.file import decision_from, decision_to_dict
from xhs_compliance.engine.checker import Checker
from xhs_compliance.linter import TOOL, Linter
from xhs_compliance.model.decision import Decisions
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.facts import Facts
from xhs_compliance.model.policy import Policy
from xhs_compliance.model.words import Severity
from xhs_compliance.packs.load import load_rulebook


def settings_of(linter: Linter, draft: Draft) -> dict[str, Any]:
    """The settings of a run, as far as they concern *draft*; of JSON's kinds only."""
    policy = linter.config.policy
    return {
        "policy": {
            "block_on": policy.block_on.word,
            "review_on": policy.review_on.word,
            "suppressions_lift_blocks": policy.suppressions_lift_blocks,
            "trusted_sources": list(policy.trusted_sources),
        },
        "severity": {rule: severity.word for rule, severity in sorted(linter.overrides.items())},
        "accepted": sorted(linter.accepted.get(draft.id, frozenset())),
        "decisions": [
            decision_to_dict(each) | {"sentence": ""} for each in linter.decisions.entries if each.holds_for(draft.id)
        ],
    }


def linter_from(
    folders: Iterable[Path], packs: Iterable[str], settings: Mapping[str, Any], draft_id: str, as_of: date
) -> Linter:
    """A linter of the packs in *folders* with the settings of a receipt.

    Args:
        folders: folders of rules; the first holds the shared files.
        packs: ids of the packs that were applied.
        settings: what :func:`settings_of` gave.
        draft_id: the draft the accepted findings belong to.
        as_of: the day whose law applied.

    Raises:
        PackError: when this version of the tool cannot read the packs.
        KeyError, ValueError: when the settings are not of the form this version knows.

    """
    roots = list(folders)
    compiled = compile_book(load_rulebook(roots, only=packs), roots)
    policy = settings["policy"]
    overrides = {rule: Severity.from_word(word) for rule, word in settings["severity"].items()}
    accepted = {draft_id: frozenset(settings["accepted"])}
    decisions = Decisions(tuple(decision_from(raw, "settings") for raw in settings["decisions"]))
    config = Config(
        policy=Policy(
            block_on=Severity.from_word(policy["block_on"]),
            review_on=Severity.from_word(policy["review_on"]),
            suppressions_lift_blocks=policy["suppressions_lift_blocks"],
            trusted_sources=tuple(policy["trusted_sources"]),
        )
    )
    checker = Checker(
        compiled.ruleset, as_of, TOOL, policy=config.policy, overrides=overrides, accepted=accepted, decisions=decisions
    )
    return Linter(compiled, checker, config, Facts(), tuple(roots[1:]), overrides, accepted, decisions)
