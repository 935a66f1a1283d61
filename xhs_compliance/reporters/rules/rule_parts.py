"""The parts of a rule (patterns, conditions, excuses) as plain data, in the words of the rule language."""

from collections.abc import Mapping
from typing import Any

from xhs_compliance.model.condition import (
    All,
    Condition,
    Context,
    CoveredBy,
    Excuse,
    Exempt,
    FactIs,
    FactNumber,
    Has,
    LanguageIs,
    MarketIs,
    Not,
    SignalOn,
    When,
)
from xhs_compliance.model.condition import Any as AnyOf
from xhs_compliance.model.pattern import (
    Count,
    Disguised,
    Draftwide,
    Either,
    InFields,
    Measured,
    Missing,
    Number,
    Pair,
    Pattern,
    Placed,
    Regex,
    Terms,
)

Data = dict[str, Any]


def pattern_data(pattern: Pattern) -> Data:  # noqa: C901 - one case for each kind
    """A pattern."""
    match pattern:
        case Terms(words, evade, tags):
            return {"terms": list(words), "evade": list(evade) or "none"} | ({"tags": True} if tags else {})
        case Regex(source):
            return {"regex": source}
        case Number(units, over, under, at_least):
            return {"number": {"units": list(units)} | _compared(over, under, at_least)}
        case Placed(inner, where):
            return pattern_data(inner) | {"where": where}
        case InFields(inner, fields):
            return pattern_data(inner) | {"in": list(fields)}
        case Missing(inner):
            return {"missing": pattern_data(inner)}
        case Draftwide():
            return {"draft": "always"}
        case Disguised(at_least):
            return {"disguised": at_least}
        case Measured(measure, at_least):
            return {"measure": measure, "at-least": at_least}
        case Either() | Pair() | Count():
            return _several(pattern)


def _several(pattern: Either | Pair | Count) -> Data:
    match pattern:
        case Either(patterns):
            return {"any": [pattern_data(part) for part in patterns]}
        case Pair(parts, within, ordered):
            order = {"order": "as-written"} if ordered else {}
            return {"pair": [pattern_data(part) for part in parts], "within": within} | order
        case Count(of, at_least, distinct, per):
            rest = filled({"distinct": distinct, "per": per})
            return {"count": [pattern_data(part) for part in of], "at-least": at_least} | rest


def condition_data(condition: Condition) -> Data:  # noqa: C901 - one case for each kind
    """A condition."""
    match condition:
        case FactIs(name, values):
            return {name: list(values)}
        case FactNumber(name, over, under, at_least):
            return {name: _compared(over, under, at_least)}
        case CoveredBy(name):
            return {"covered-by": name}
        case SignalOn(signals, within):
            return {"signal": list(signals), **({} if within == "draft" else {"within": within})}
        case LanguageIs(languages):
            return {"language": list(languages)}
        case MarketIs(markets):
            return {"market": list(markets)}
        case Has(pattern, within):
            return {"has": pattern_data(pattern), "within": within}
        case Not(Has(pattern, within)):
            return {"lacks": pattern_data(pattern), "within": within}
        case Not(inner):
            return {"not": condition_data(inner)}
        case All(conditions):
            return {"all": [condition_data(inner) for inner in conditions]}
        case AnyOf(conditions):
            return {"any": [condition_data(inner) for inner in conditions]}


def excuse_data(excuse: Excuse) -> Data:
    """An excuse."""
    match excuse:
        case Context(name, cue, side, within, masked_by, until):
            key = "near" if side == "either" else side
            limits = {"masked-by": masked_by, "until": until}
            said = {word: pattern_data(limit) for word, limit in limits.items() if limit is not None}
            return {key: pattern_data(cue), "within": within} | said | {"as": name}
        case Exempt(name, phrases):
            return {"exempt": pattern_data(phrases), "as": name}
        case When(name, condition):
            return condition_data(condition) | {"as": name}


def _compared(over: float | None, under: float | None, at_least: float | None) -> Data:
    said = {"over": over, "under": under, "at-least": at_least}
    return {key: value for key, value in said.items() if value is not None}


def filled(data: Mapping[str, Any]) -> Data:
    """Without the keys that have nothing to say."""
    return {key: value for key, value in data.items() if value not in (None, "", [], {}, False)}
