"""The report as JUnit XML: a test case for each draft, which fails where the draft is blocked.

A draft that could not be read or checked to the end is an error; what a person should look at, and what somebody
allowed, is told in the case's output.
"""

import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from xml.sax.saxutils import escape, quoteattr

from xhs_compliance.model.finding import Finding
from xhs_compliance.model.report import Failure, RenderOptions, Report
from xhs_compliance.model.review import Review
from xhs_compliance.model.words import Language, Verdict
from xhs_compliance.reporters import phrases
from xhs_compliance.reporters.instead import instead_of
from xhs_compliance.reporters.places import source_place
from xhs_compliance.reporters.visible import visible
from xhs_compliance.reporters.wording import (
    allowed_sentences,
    diagnostic_sentences,
    draft_name,
    finding_counts,
    located,
    say,
    severity_words,
    verdict_words,
)

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render_junit(report: Report, options: RenderOptions) -> str:
    """*report* as one ``testsuites`` element."""
    language = options.language
    cases = [_case(entry, language) for entry in report.entries]
    failures = sum(review.verdict is Verdict.BLOCK for review in report.reviews)
    errors = len(report.failures) + sum(review.verdict is Verdict.INCOMPLETE for review in report.reviews)
    counts = f'tests="{len(report.entries)}" failures="{failures}" errors="{errors}"'
    name = report.tool.partition(" ")[0]
    properties = _properties(report)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f"<testsuites name={_attribute(name)} {counts}>",
        f'  <testsuite name={_attribute(report.tool)} {counts} skipped="0">',
        *([f"    <properties>{properties}</properties>"] if properties else []),
        *cases,
        "  </testsuite>",
        "</testsuites>",
    ]
    return "\n".join(lines) + "\n"


def _properties(report: Report) -> str:
    packs = {f"pack {pack}": version for review in report.reviews for pack, version in review.packs.items()}
    days = dict.fromkeys(("as_of",), report.reviews[0].as_of.isoformat()) if report.reviews else {}
    return "".join(
        f"<property name={_attribute(name)} value={_attribute(value)}/>"
        for name, value in sorted({**packs, **days}.items())
    )


def _case(entry: Review | Failure, language: Language) -> str:
    if isinstance(entry, Failure):
        file, _ = source_place(entry.source)
        outcome = f"<error message={_attribute(entry.message.in_language(language))}/>"
        return _element(entry.id or entry.source, file, outcome)
    file, _ = source_place(entry.draft.source)
    return _element(draft_name(entry.draft, language), file, _outcome(entry, language))


def _element(name: str, file: str, outcome: str) -> str:
    group = PurePosixPath(file).parent.as_posix() if file else "."
    return f"    <testcase classname={_attribute(group)} name={_attribute(name)}>{outcome}</testcase>"


def _outcome(review: Review, language: Language) -> str:
    said = "\n".join(_sentence(review, finding, language) for finding in review.findings)
    counts = f"{verdict_words(review.verdict, language)} · {finding_counts(review, language)}"
    if review.verdict is Verdict.BLOCK:
        outcome = f'<failure message={_attribute(counts)} type="block">{_text(said)}</failure>'
        return outcome + _output(allowed_sentences(review, language))
    if review.verdict is Verdict.INCOMPLETE:
        trouble = "\n".join(diagnostic_sentences(review, "incomplete", language))
        heading = _attribute(verdict_words(review.verdict, language))
        return f'<error message={heading} type="incomplete">{_text(trouble)}</error>' + _output([said])
    return _output([said, *allowed_sentences(review, language)])


def _output(lines: Iterable[str]) -> str:
    text = "\n".join(line for line in lines if line)
    return f"<system-out>{_text(text)}</system-out>" if text else ""


def _sentence(review: Review, finding: Finding, language: Language) -> str:
    where = located(review.draft, finding.field, finding.span, language)
    instead = " / ".join(instead_of(finding, language))
    more = f" {say(phrases.INSTEAD, language)}{say(phrases.COLON, language)}{instead}" if instead else ""
    message = visible(finding.message(language).strip() + more)
    return f"{where} {severity_words(finding, language)} {message} [{finding.rule.id}]"


def _attribute(text: str) -> str:
    return quoteattr(_NOT_XML.sub("\ufffd", visible(text)))


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", text))
