"""The report as SARIF 2.1.0, for code scanning and for viewers of it.

What somebody allowed or accepted is marked (``suppressions``), not dropped. Fingerprints survive moved lines. Columns
are code points. The same report always gives the same bytes.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from xhs_compliance.engine.suppress import BASELINE
from xhs_compliance.model.finding import Finding
from xhs_compliance.model.report import Failure, RenderOptions, Report
from xhs_compliance.model.review import Review
from xhs_compliance.model.rule import Rule
from xhs_compliance.model.words import Language, Severity, Verdict
from xhs_compliance.reporters import phrases
from xhs_compliance.reporters.inert import inert
from xhs_compliance.reporters.instead import instead_of
from xhs_compliance.reporters.places import as_uri, file_place, source_place
from xhs_compliance.reporters.rule_link import rule_address
from xhs_compliance.reporters.visible import visible
from xhs_compliance.reporters.wording import basis_sentences, say

Json = dict[str, Any]

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
ROOT = "%SRCROOT%"
FINGERPRINT = "xhsCompliance/v1"

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note", Severity.OFF: "none"}
_SURROGATE = re.compile("[\ud800-\udfff]")


def render_sarif(report: Report, options: RenderOptions) -> str:
    """*report* as one SARIF log with one run."""
    rules = _rules(report)
    numbers = {rule.id: number for number, rule in enumerate(rules)}
    name, _, version = report.tool.rpartition(" ")
    run = {
        "tool": {
            "driver": {
                "name": name,
                "semanticVersion": version,
                "rules": [_rule(rule, options) for rule in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "The folder the check was started in."}}},
        "invocations": [_invocation(report, options.language)],
        "results": [result for review in report.reviews for result in _results(review, numbers, options.language)],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    text = json.dumps(log, ensure_ascii=False, indent=2)
    return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


def _rules(report: Report) -> list[Rule]:
    """Every rule a result names, by id."""
    found = (
        finding.rule
        for review in report.reviews
        for finding in (*review.findings, *(entry.finding for entry in review.suppressed))
    )
    return sorted({rule.id: rule for rule in found}.values(), key=lambda rule: rule.id)


def _rule(rule: Rule, options: RenderOptions) -> Json:
    language, address = options.language, rule_address(rule, options)
    articles = list(basis_sentences(rule.basis, language))
    basis = "\n".join(f"- {sentence}" for sentence in articles)
    advice = rule.advice.in_language(language).strip()
    shown = "\n".join(f"- {inert(sentence)}" for sentence in articles)
    heaviest = max((step.severity for step in rule.ladder), default=Severity.WARNING)
    return {
        "id": rule.id,
        "name": "".join(part.capitalize() for part in rule.name.split("-")),
        "shortDescription": {"text": rule.title.in_language(language)},
        "fullDescription": {"text": rule.why.in_language(language).strip()},
        **({"helpUri": address} if address else {}),
        "help": {"text": f"{advice}\n{basis}".strip(), "markdown": f"{inert(advice)}\n\n{shown}".strip()},
        "defaultConfiguration": {"level": _LEVELS[heaviest]},
        "properties": {
            "tags": [rule.category, *rule.markets],
            "precision": {"high": "very-high", "medium": "high", "low": "medium"}[rule.confidence.value],
        },
    }


def _invocation(report: Report, language: Language) -> Json:
    trouble = [
        *(_failed(failure, language) for failure in report.failures),
        *(
            _notification(f"{each.rule}: {each.reason.in_language(language)}", review.draft.source)
            for review in report.reviews
            for each in review.diagnostics
            if each.kind == "incomplete"
        ),
    ]
    finished = not report.failures and all(review.verdict is not Verdict.INCOMPLETE for review in report.reviews)
    return {"executionSuccessful": finished, "toolExecutionNotifications": trouble}


def _failed(failure: Failure, language: Language) -> Json:
    return _notification(failure.message.in_language(language), failure.source)


def _notification(text: str, source: str) -> Json:
    file, line = source_place(source)
    where = {"locations": [_location(file, {"startLine": line} if line else {})]} if file else {}
    return {"level": "error", "message": {"text": visible(text)}, **where}


def _results(review: Review, numbers: dict[str, int], language: Language) -> Iterator[Json]:
    for finding in review.findings:
        yield _result(finding, review, numbers, language)
    for entry in review.suppressed:
        permission = entry.by
        accepted = permission.reason == BASELINE
        reason = "".join(
            [permission.reason, f" ({permission.by})" if permission.by else ""]
            + ([f" until {permission.until.isoformat()}"] if permission.until else [])
        )
        marked = {"kind": "external" if accepted else "inSource", "status": "accepted", "justification": reason}
        yield {**_result(entry.finding, review, numbers, language), "suppressions": [marked]}


def _result(finding: Finding, review: Review, numbers: dict[str, int], language: Language) -> Json:
    place = file_place(review.draft, finding.field, finding.span)
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }
    region = {key: value for key, value in region.items() if value is not None}
    logical = [{"name": finding.field, "fullyQualifiedName": f"{review.draft.id}/{finding.field}"}]
    physical = _location(place.file, region) if place.file else {}
    result = {
        "ruleId": finding.rule.id,
        "ruleIndex": numbers[finding.rule.id],
        "level": _LEVELS[finding.severity],
        "message": {"text": _message(finding, language)},
        "locations": [{**physical, "logicalLocations": logical}],
        "partialFingerprints": {FINGERPRINT: finding.fingerprint},
        "properties": {"verdict": review.verdict.value, "reads_as": finding.reads_as, "asOf": review.as_of.isoformat()},
    }
    if physical and place.column is not None:
        result["fixes"] = [_fix(words, place.file, region) for words in finding.suggestions]
    return result


def _message(finding: Finding, language: Language) -> str:
    instead = " / ".join(instead_of(finding, language))
    label = say(phrases.INSTEAD, language)
    colon = say(phrases.COLON, language)
    return visible(finding.message(language).strip()) + (f" {label}{colon}{visible(instead)}" if instead else "")


def _fix(words: str, file: str, region: Json) -> Json:
    replacement = {"deletedRegion": region, "insertedContent": {"text": words}}
    change = {"artifactLocation": _artifact(file), "replacements": [replacement]}
    return {"description": {"text": visible(words)}, "artifactChanges": [change]}


def _location(file: str, region: Json) -> Json:
    where = {"region": region} if region else {}
    return {"physicalLocation": {"artifactLocation": _artifact(file), **where}}


def _artifact(file: str) -> Json:
    uri = as_uri(file)
    return {"uri": uri} if uri.startswith("file:") else {"uri": uri, "uriBaseId": ROOT}
