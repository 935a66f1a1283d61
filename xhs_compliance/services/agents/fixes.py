"""Words to write instead, and the draft with the first of them put in."""

from dataclasses import replace

from xhs_compliance.engine.instead import reach
from xhs_compliance.linter import Linter
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.finding import Finding
from xhs_compliance.model.report import RenderOptions
from xhs_compliance.model.review import Review, cards
from xhs_compliance.model.span import Span
from xhs_compliance.model.words import Language
from xhs_compliance.reporters.data import Json, finding_to_dict


def suggest(review: Review, linter: Linter, language: Language) -> Json:
    """What to write instead of what was found.

    Returns:
        ``fixes``: each finding that has a suggestion, with why and what to do; ``advice``: what to do about the
        others; ``rewritten``: the fields with the first suggestion of each put in; ``verdict_then``: its verdict.
        A person still has to read it: a sentence put together from suggestions may not be true.

    """
    options = RenderOptions(language, rule_pages=linter.config.rule_pages)
    leads = [card.lead for card in cards(review.findings)]
    fixable = [finding for finding in leads if (finding.suggestions or finding.topic) and finding.span]
    rewritten = _rewritten(review.draft, fixable)
    return {
        "verdict": review.verdict.value,
        "fixes": [_with_reason(finding, options) for finding in fixable],
        "advice": [_with_reason(finding, options) for finding in leads if finding not in fixable],
        "rewritten": dict(rewritten.fields),
        "verdict_then": linter.check(rewritten).verdict.value,
    }


def _with_reason(finding: Finding, options: RenderOptions) -> Json:
    return {
        **finding_to_dict(finding, options),
        "why": finding.rule.why.in_language(options.language),
        "advice": finding.rule.advice.in_language(options.language),
    }


def _rewritten(draft: Draft, fixable: list[Finding]) -> Draft:
    """The draft with the first suggestion of each put in; of two that stand in for the same clause, the stronger."""
    fields = dict(draft.fields)
    taken: list[tuple[str, Span, str]] = []
    for finding in fixable:
        if finding.span is not None:
            words = "" if finding.topic else finding.suggestions[0]
            whole = reach(fields[finding.field], finding.span, words)
            if not any(field == finding.field and span.overlaps(whole) for field, span, _ in taken):
                taken.append((finding.field, whole, words))
    for field, span, words in sorted(taken, key=lambda each: each[1], reverse=True):
        fields[field] = fields[field][: span.start] + words + fields[field][span.end :]
    return replace(draft, fields=fields)
