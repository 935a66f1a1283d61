"""Rules and signals as plain data, in the words of the rule language; lists are written out."""

from collections.abc import Iterable, Mapping

from xhs_compliance.model.condition import Condition
from xhs_compliance.model.law import Provision
from xhs_compliance.model.rule import Example, Examples, Replacement, Rule, Signal
from xhs_compliance.model.words import Bilingual, Severity
from xhs_compliance.packs.examples import mark
from xhs_compliance.reporters.rules.rule_parts import Data, condition_data, excuse_data, filled, pattern_data


def rule_data(rule: Rule) -> Data:
    """Everything about a rule."""
    bare = len(rule.ladder) == 1 and rule.ladder[0].when is None
    ladder = [filled({"is": step.severity.word, "when": _condition(step.when)}) for step in rule.ladder]
    gates = [
        filled({"when": _condition(gate.when)}) | {had.word: reads.word for had, reads in gate.reads.items()}
        for gate in rule.gating
    ]
    return filled(
        {
            "id": rule.id,
            "category": rule.category,
            "confidence": str(rule.confidence),
            "markets": list(rule.markets),
            "goods": list(rule.goods),
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
            "replace": [_replacement(each) for each in rule.replace],
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
    return filled(
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


def _replacement(replacement: Replacement) -> Data:
    said = {"for": sorted(replacement.words), "zh": list(replacement.zh), "en": list(replacement.en)}
    return filled(said | {"when": _condition(replacement.when)})


def _condition(condition: Condition | None) -> Data | None:
    return None if condition is None else condition_data(condition)


def _examples(examples: Examples) -> Data:
    kinds = {"flag": examples.flag, "pass": examples.passing, "todo-flag": examples.todo_flag}
    return filled({key: [_example(example) for example in given] for key, given in kinds.items()})


def _example(example: Example) -> Data:
    return {"text": mark(example.text, example.spans)} | filled(
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
    return filled(
        {
            "id": provision.id,
            "instrument": _both(provision.instrument),
            "article": _both(provision.article),
            "says": _both(provision.says),
            "in-force": provision.in_force.isoformat(),
            "until": provision.until.isoformat() if provision.until else "",
            "checked": provision.checked.isoformat(),
            "confidence": str(provision.confidence),
            "markets": list(provision.markets),
            "address": provision.address,
        }
    )


def _both(text: Bilingual | None) -> Data | None:
    return None if text is None else {"zh": text.zh, "en": text.en}


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
