"""A draft as a value on file: everything the rules were given, and back again."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from xhs_compliance.model.declare import declare
from xhs_compliance.model.draft import Draft, Suppression
from xhs_compliance.model.facts import Facts, FactType


def draft_to_dict(draft: Draft) -> dict[str, Any]:
    """*draft* as JSON; fields and facts as lists of pairs, because their order counts."""
    return {
        "id": draft.id,
        "creator": draft.creator,
        "source": draft.source,
        "brief": draft.brief,
        "fields": [[name, text] for name, text in draft.fields.items()],
        "facts": [[name, draft.facts.get(name)] for name in draft.facts],
        "fact_source": draft.facts.source,
        "fact_sources": dict(draft.facts.sources),
        "allow": [
            {
                "rule": allowed.rule,
                "reason": allowed.reason,
                "by": allowed.by,
                "until": None if allowed.until is None else allowed.until.isoformat(),
                "field": allowed.field,
                "lines": None if allowed.lines is None else list(allowed.lines),
            }
            for allowed in draft.suppressions
        ],
    }


def draft_from_dict(raw: Mapping[str, Any], types: Mapping[str, FactType]) -> Draft:
    """The draft that was put on file.

    Raises:
        FactError: when a fact is not in the table *types*.
        KeyError, TypeError, ValueError: when it is no such draft.

    """
    declared = declare(dict(raw["facts"]), types)
    return Draft(
        id=raw["id"],
        creator=raw["creator"],
        source=raw["source"],
        brief=raw["brief"],
        fields=dict(raw["fields"]),
        facts=Facts(declared.values, raw["fact_source"], raw["fact_sources"]),
        suppressions=tuple(
            Suppression(
                rule=allowed["rule"],
                reason=allowed["reason"],
                by=allowed["by"],
                until=None if allowed["until"] is None else date.fromisoformat(allowed["until"]),
                field=allowed["field"],
                lines=None if allowed["lines"] is None else (allowed["lines"][0], allowed["lines"][1]),
            )
            for allowed in raw["allow"]
        ),
    )
