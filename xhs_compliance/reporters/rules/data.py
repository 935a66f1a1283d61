"""Rules and signals as plain data, in the words of the rule language; lists are written out."""

from collections.abc import Iterable, Mapping
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
from xhs_compliance.model.law import Provision
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
from xhs_compliance.model.rule import Example, Examples, Rule, Signal
from xhs_compliance.model.words import Bilingual, Severity
from xhs_compliance.packs.examples import mark

Data = dict[str, Any]


def rule_data(rule: Rule) -> Data:
    """Everything about a rule."""
    bare = len(rule.ladder) == 1 and rule.ladder[0].when is None
    ladder = [_filled({"is": step.severity.word, "when": _condition(step.when)}) for step in rule.ladder]
    gates = [
        _filled({"when": _condition(gate.when)}) | {had.word: reads.word for had, reads in gate.reads.items()}
        for gate in rule.gating
    ]
    return _filled(
        {
            "id": rule.id,
            "category": rule.category,
            "confidence": str(rule.confidence),
            "markets": list(rule.markets),
            "title": _both(rule.title),
            "find": pattern_data(rule.find),
            "when": _condition(rule.when),
            "unless": [excuse_data(excuse) for excuse in rule.unless],
            "lifted": [{"to": lift.to.word, "any": [condition_data(lift.when)]} for lift in rule.lifts],
            "severity": rule.ladder[0].severity.word if bare else ladder,
            "gating": gates,
            "message": _both(rule.message),
            "why": _both(rule.why),
            "advice": _both(rule.advice),
            "replace": [
                _filled(
                    {
                        "for": sorted(each.words),
                        "zh": list(each.zh),
                        "en": list(each.en),
                        "when": _condition(each.when),
                    }
                )
                for each in rule.replace
            ],
            "ask": list(rule.ask),
            "basis": [_provision(each) for each in rule.basis],
            "penalty": [_provision(each) for each in rule.penalty],
            "checked": rule.checked.isoformat(),
            "known-gaps": _both(rule.known_gaps),
            "aliases": list(rule.aliases),
            "examples": _examples(rule.examples),
        }
    )


def signal_data(signal: Signal) -> Data:
    """Everything about a signal."""
    return _filled(
        {
            "id": signal.id,
            "title": _both(signal.title),
            "find": pattern_data(signal.find),
            "when": _condition(signal.when),
            "unless": [excuse_data(excuse) for excuse in signal.unless],
            "implies": {name: list(values) for name, values in signal.implies.items()},
            "examples": _examples(signal.examples),
        }
    )


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
            rest = _filled({"distinct": distinct, "per": per})
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
        case SignalOn(signals):
            return {"signal": list(signals)}
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
        case Context(name, cue, side, within, masked_by):
            key = "near" if side == "either" else side
            masked = None if masked_by is None else pattern_data(masked_by)
            return {key: pattern_data(cue), "within": within} | _filled({"masked-by": masked}) | {"as": name}
        case Exempt(name, phrases):
            return {"exempt": pattern_data(phrases), "as": name}
        case When(name, condition):
            return condition_data(condition) | {"as": name}


def _condition(condition: Condition | None) -> Data | None:
    return None if condition is None else condition_data(condition)


def _compared(over: float | None, under: float | None, at_least: float | None) -> Data:
    said = {"over": over, "under": under, "at-least": at_least}
    return {key: value for key, value in said.items() if value is not None}


def _examples(examples: Examples) -> Data:
    kinds = {"flag": examples.flag, "pass": examples.passing, "todo-flag": examples.todo_flag}
    return _filled({key: [_example(example) for example in given] for key, given in kinds.items()})


def _example(example: Example) -> Data:
    return {"text": mark(example.text, example.spans)} | _filled(
        {
            "title": example.title,
            **example.others,
            "facts": dict(example.facts),
            "severity": _severity(example.severity),
            "reads_as": example.reads_as,
            "because": example.because,
            "measures": dict(example.measures),
            "place": example.place,
        }
    )


def _severity(severity: Severity | None) -> str:
    return severity.word if severity is not None else ""


def _provision(provision: Provision) -> Data:
    return _filled(
        {
            "id": provision.id,
            "instrument": _both(provision.instrument),
            "article": _both(provision.article),
            "says": _both(provision.says),
            "in-force": provision.in_force.isoformat(),
            "until": provision.until.isoformat() if provision.until else "",
            "checked": provision.checked.isoformat(),
            "confidence": str(provision.confidence),
            "address": provision.address,
        }
    )


def _both(text: Bilingual | None) -> Data | None:
    return None if text is None else {"zh": text.zh, "en": text.en}


def _filled(data: Mapping[str, Any]) -> Data:
    """Without the keys that have nothing to say."""
    return {key: value for key, value in data.items() if value not in (None, "", [], {}, False)}


def summary_data(rules: Iterable[Rule], places: Mapping[str, object]) -> list[Data]:
    """One short entry a rule, for lists."""
    return [
        {
            "id": rule.id,
            "pack": rule.pack,
            "category": rule.category,
            "confidence": str(rule.confidence),
            "markets": list(rule.markets),
            "severity": [step.severity.word for step in rule.ladder],
            "title": _both(rule.title),
            "place": str(places.get(rule.id, "")),
        }
        for rule in rules
    ]
