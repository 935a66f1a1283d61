"""Reports for programs: one JSON object, or JSON Lines with one line for each line read.

The keys and their order are a contract; the same report always gives the same bytes.
"""

import json
import re
from collections.abc import Mapping

import msgspec.json

from xhs_compliance.model.decision import Decided
from xhs_compliance.model.finding import Evidence, Excused, Finding, Suppressed
from xhs_compliance.model.report import Failure, RenderOptions, Report
from xhs_compliance.model.review import Question, Review
from xhs_compliance.model.span import Span
from xhs_compliance.model.words import Language, Market, Severity, Verdict
from xhs_compliance.reporters.brief_data import overlap_to_dict
from xhs_compliance.reporters.markets import by_market
from xhs_compliance.reporters.rule_link import rule_address

Json = dict[str, object]
"""One JSON object."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_BREAKS = "\x85\u2028\u2029"
_LINE_BREAK = re.compile(f"[{_LINE_BREAKS}]")
"""Legal inside a JSON string, and yet some programs end a line there."""


def review_to_dict(review: Review, options: RenderOptions) -> Json:
    """*review* as one JSON object; *options* say the language of its messages and where rules have pages."""
    language = options.language
    value = review.scripted.value
    return {
        "id": review.draft.id,
        "verdict": review.verdict.value,
        "script_likeness": None if value is None else round(value, 1),
        **_brief(review),
        "findings": [_judged(finding, review, options) for finding in review.findings],
        "excused": [_excused(excused) for excused in review.excused],
        "suppressed": [_suppressed(suppressed, review, options) for suppressed in review.suppressed],
        "questions": [_question(question, language) for question in review.questions],
        "verdict_if": _answers(review.verdict_if),
        "incomplete": _diagnostics(review, "incomplete", language),
        "notes": _diagnostics(review, "note", language),
        "markets": list(review.markets),
        **_severities("by_market", by_market(review)),
        "language": review.language,
        "signals": {name: [_evidence(seen) for seen in review.signals[name]] for name in sorted(review.signals)},
        "packs": {pack: review.packs[pack] for pack in sorted(review.packs)},
        "as_of": review.as_of.isoformat(),
        "tool": review.tool,
    }


def _brief(review: Review) -> Json:
    """What the draft shares with its brief; nothing at all where there is none."""
    overlap = review.overlap
    if overlap is None:
        return {}
    shared = {"brief_overlap": round(overlap.value, 4), "copies_brief": overlap.copies}
    return {**shared, "brief": overlap_to_dict(overlap)}


def failure_to_dict(failure: Failure, language: Language) -> Json:
    """A draft that could not be read, as one JSON object."""
    return {
        "id": failure.id,
        "line": failure.line,
        "error": {"message": failure.message.in_language(language), "source": failure.source},
    }


def entry_to_line(entry: Review | Failure, options: RenderOptions) -> str:
    """One entry of a report as one line of JSON Lines, without its newline; for reports too long to hold at once."""
    line = _compact(_entry(entry, options))
    return _LINE_BREAK.sub(_escaped, line) if any(each in line for each in _LINE_BREAKS) else line


def render_jsonl(report: Report, options: RenderOptions) -> str:
    """*report* as JSON Lines: one compact line for every entry, in order."""
    return "".join(f"{entry_to_line(entry, options)}\n" for entry in report.entries)


def render_json(report: Report, options: RenderOptions) -> str:
    """*report* as one indented JSON object."""
    content = {"tool": report.tool, "drafts": [_entry(entry, options) for entry in report.entries]}
    return _SURROGATE.sub(_escaped, json.dumps(content, ensure_ascii=False, indent=2)) + "\n"


def _entry(entry: Review | Failure, options: RenderOptions) -> Json:
    return failure_to_dict(entry, options.language) if isinstance(entry, Failure) else review_to_dict(entry, options)


def _compact(content: Json) -> str:
    try:
        return msgspec.json.encode(content).decode()
    except UnicodeEncodeError:  # half of a surrogate pair, which UTF-8 cannot hold and a JSON escape can
        return _SURROGATE.sub(_escaped, json.dumps(content, ensure_ascii=False, separators=(",", ":")))


def _escaped(character: re.Match[str]) -> str:
    return f"\\u{ord(character[0]):04x}"


def finding_to_dict(finding: Finding, options: RenderOptions) -> Json:
    """One finding as a JSON object, with the page of its rule where somebody said where the pages are."""
    address = rule_address(finding.rule, options)
    return {
        "rule": finding.rule.id,
        "category": finding.rule.category,
        "severity": finding.severity.word,
        **_severities("by_market", dict(finding.by_market) if len(finding.by_market) > 1 else {}),
        "confidence": finding.rule.confidence.value,
        "field": finding.field,
        **_span(finding.span),
        "text": finding.text,
        "reads_as": finding.reads_as,
        "message": finding.message(options.language),
        "suggestions": list(finding.suggestions),
        "basis": [provision.id for provision in finding.basis],
        "fingerprint": finding.fingerprint,
        **({"url": address} if address else {}),
    }


def _severities(key: str, markets: Mapping[Market, Severity]) -> Json:
    """Under *key* the severity in each market; nothing at all where one market is judged."""
    return {key: {market: severity.word for market, severity in markets.items()}} if markets else {}


def _judged(finding: Finding, review: Review, options: RenderOptions) -> Json:
    """A finding, with the time of its words where they are spoken, and what a person decided."""
    content = finding_to_dict(finding, options)
    if review.draft.times and finding.span and (time := review.draft.time(finding.field, finding.span.start)):
        content["time"] = time
    if review.decided and (decided := review.decision_on(finding)):
        content["decision"] = _decision(decided)
    return content


def _decision(decided: Decided) -> Json:
    decision = decided.decision
    return {
        "decision": decision.choice.value,
        "reason": decision.reason,
        "evidence": list(decision.evidence),
        "by": decision.by,
        "on": decision.on.isoformat(),
        "until": None if decision.until is None else decision.until.isoformat(),
        "is_stale": decided.is_stale,
    }


def _span(span: Span | None) -> Json:
    return {"start": None, "end": None} if span is None else {"start": span.start, "end": span.end}


def _excused(excused: Excused) -> Json:
    return {
        "rule": excused.rule.id,
        "field": excused.field,
        **_span(excused.span),
        "text": excused.text,
        "because": excused.because,
        "evidence": _evidence(excused.evidence),
    }


def _evidence(evidence: Evidence) -> Json:
    return {
        "kind": evidence.kind,
        "note": evidence.note,
        "field": evidence.field,
        **_span(evidence.span),
        "text": evidence.text,
    }


def _suppressed(suppressed: Suppressed, review: Review, options: RenderOptions) -> Json:
    permission = suppressed.by
    return {
        **_judged(suppressed.finding, review, options),
        "reason": permission.reason,
        "by": permission.by,
        "until": None if permission.until is None else permission.until.isoformat(),
    }


def _question(question: Question, language: Language) -> Json:
    return {
        "fact": question.fact,
        "question": question.title.in_language(language),
        "decides": list(question.decides),
        "verdict_if": _answers(question.verdict_if),
    }


def _answers(verdict_if: Mapping[str, Verdict]) -> Json:
    return {answer: verdict.value for answer, verdict in verdict_if.items()}


def _diagnostics(review: Review, kind: str, language: Language) -> list[Json]:
    return [
        {"rule": seen.rule, "reason": seen.reason.in_language(language)}
        for seen in review.diagnostics
        if seen.kind == kind
    ]
