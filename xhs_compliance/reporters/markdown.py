"""The report as Markdown, to be posted under a pull request."""

from collections.abc import Iterable, Iterator

from xhs_compliance.model.draft import Draft
from xhs_compliance.model.finding import Finding
from xhs_compliance.model.report import Failure, RenderOptions, Report
from xhs_compliance.model.review import Card, Review, cards
from xhs_compliance.model.rule import Rule
from xhs_compliance.model.words import Bilingual, Language
from xhs_compliance.reporters import phrases
from xhs_compliance.reporters.inert import code, inert
from xhs_compliance.reporters.instead import instead_of
from xhs_compliance.reporters.likeness import reason_sentence
from xhs_compliance.reporters.markets import by_market, market_cell
from xhs_compliance.reporters.rule_link import rule_address
from xhs_compliance.reporters.terminal.excerpt import excerpt
from xhs_compliance.reporters.visible import clipped
from xhs_compliance.reporters.wording import (
    Explained,
    allowed_sentences,
    answer_sentences,
    basis_sentences,
    decided_sentences,
    diagnostic_sentences,
    draft_name,
    excused_sentences,
    explanation_of,
    failure_place,
    field_name,
    finding_counts,
    located,
    market_severities,
    open_questions,
    penalty_sentence,
    provenance,
    say,
    severity_words,
    verdict_counts,
    verdict_words,
)

_MOST_SOURCE = 60
_MOST_WORDS = 40


def render_markdown(report: Report, options: RenderOptions) -> str:
    """*report* as Markdown: a table of all drafts, then what was found in each."""
    language = options.language
    blocks = [
        f"## {say(phrases.REPORT_TITLE, language)}",
        _counts(report, language),
        *_table(report, language),
        *(block for review in report.reviews for block in _sections(review, options)),
        *_failures(report.failures, language),
        f"> {inert(say(phrases.NOTICE, language))}",
        f"<sub>{inert(provenance(report, language))}</sub>",
    ]
    return "\n\n".join(blocks) + "\n"


def _counts(report: Report, language: Language) -> str:
    if not report.entries:
        return say(phrases.NO_DRAFTS, language)
    drafts = say(phrases.DRAFTS, language, count=len(report.reviews))
    return " · ".join([drafts, *(f"**{words}**" for _, words in verdict_counts(report, language))])


def _table(report: Report, language: Language) -> Iterator[str]:
    if not report.reviews:
        return
    heads = (phrases.VERDICT, phrases.DRAFT, phrases.FOUND)
    columns = list(dict.fromkeys(market for review in report.reviews for market in by_market(review)))
    rows = ["| " + " | ".join([*(say(head, language) for head in heads), *columns]) + " |"]
    rows.append("|---" * (len(heads) + len(columns)) + "|")
    for review in report.reviews:
        name = code(draft_name(review.draft, language), in_table=True)
        found = finding_counts(review, language) or "–"
        seen = by_market(review)
        cells = [market_cell(seen[market], language) if market in seen else "" for market in columns]
        rows.append("| " + " | ".join([verdict_words(review.verdict, language), name, found, *cells]) + " |")
    yield "\n".join(rows)


def _sections(review: Review, options: RenderOptions) -> list[str]:
    """The section of one draft; none when there is nothing to say beyond its row in the table."""
    language = options.language
    allowed = allowed_sentences(review, language)
    explained: set[Explained] = set()
    blocks = [
        *(block for card in cards(review.findings) for block in _card(review.draft, card, options, explained)),
        *_questions(review, language),
        *_listed(phrases.INCOMPLETE, diagnostic_sentences(review, "incomplete", language), language),
        *_listed(
            phrases.SCRIPTED, [reason_sentence(each, language) for each in review.scripted.notable_reasons], language
        ),
        *_folded(phrases.EXCUSED, excused_sentences(review.excused, language), len(review.excused), language),
        *_folded(phrases.SUPPRESSED, allowed, len(allowed), language),
        *_folded(phrases.DECIDED, decided_sentences(review, language), len(review.decided), language),
        *_listed(phrases.NOTES, diagnostic_sentences(review, "note", language), language),
    ]
    name = code(draft_name(review.draft, language))
    return [f"### {verdict_words(review.verdict, language)} · {name}", *blocks] if blocks else []


def _card(draft: Draft, card: Card, options: RenderOptions, explained: set[Explained]) -> Iterator[str]:
    """One card; what stands in *explained* was said further up and is not said again."""
    finding, language = card.lead, options.language
    yield f"#### {_head(draft, finding, language)}"
    if finding.span is not None and finding.field in draft.fields:
        shown = excerpt(draft.fields[finding.field], finding.span, _MOST_SOURCE)
        yield "> " + code(shown.before) + _bold(code(shown.words)) + code(shown.after)
    yield inert(finding.message(language))
    yield "\n".join(_reasons(card, options, repeated=explanation_of(finding) in explained))
    explained.add(explanation_of(finding))


def _head(draft: Draft, finding: Finding, language: Language) -> str:
    parts = [severity_words(finding, language)]
    if finding.span is None:
        parts += [inert(finding.rule.title.in_language(language)), say(phrases.WHOLE_DRAFT, language)]
        return " · ".join(parts)
    parts.append(code(clipped(finding.text, _MOST_WORDS)))
    if finding.reads_as not in ("", finding.text):
        parts.append(inert(say(phrases.READS_AS, language, plain=clipped(finding.reads_as, _MOST_WORDS))))
    parts += [code(located(draft, finding.field, finding.span, language)), inert(field_name(finding.field, language))]
    return " · ".join(part for part in parts if part)


def _reasons(card: Card, options: RenderOptions, *, repeated: bool) -> Iterator[str]:
    finding, rule, language = card.lead, card.lead.rule, options.language
    if not repeated:
        yield from _points(phrases.WHY, [rule.why.in_language(language)], language)
        yield from _points(phrases.ADVICE, [finding.advice(language)], language)
    yield from _points(phrases.INSTEAD, instead_of(finding, language), language)
    if not repeated:
        yield from _points(phrases.BASIS, basis_sentences(finding.basis, language), language)
        yield from _points(phrases.PENALTY, (penalty_sentence(each, language) for each in finding.penalty), language)
    if len(finding.by_market) > 1:
        yield from _points(phrases.MARKETS, [market_severities(finding, language)], language)
    note = say(phrases.BRACKETED, language, inside=say(phrases.SEE_ABOVE, language)) if repeated else ""
    yield f"- **{say(phrases.RULE, language)}** {_named(rule, options)}{note}"
    for other in card.others:
        text = f"{severity_words(other, language)}{say(phrases.COLON, language)}{other.message(language).strip()}"
        yield f"- **{say(phrases.ALSO, language)}** {inert(text)} · {_named(other.rule, options)}"


def _named(rule: Rule, options: RenderOptions) -> str:
    """A rule by its id, which leads to its page where there is one."""
    address = rule_address(rule, options)
    return f"[{code(rule.id)}](<{address}>)" if address else code(rule.id)


def _points(label: Bilingual, texts: Iterable[str], language: Language) -> Iterator[str]:
    return (f"- **{say(label, language)}** {inert(text)}" for text in texts if text.strip())


def _questions(review: Review, language: Language) -> Iterator[str]:
    questions = open_questions(review)
    if not questions:
        return
    yield f"**{say(phrases.QUESTIONS, language)}**"
    lines = []
    for question in questions:
        lines.append(f"- {inert(question.title.in_language(language))}")
        lines += [f"  - {inert(sentence)}" for sentence in answer_sentences(question, language)]
    yield "\n".join(lines)


def _listed(heading: Bilingual, entries: list[str], language: Language) -> Iterator[str]:
    if entries:
        yield f"**{say(heading, language)}**"
        yield "\n".join(f"- {inert(entry)}" for entry in entries)


def _folded(heading: Bilingual, entries: list[str], count: int, language: Language) -> Iterator[str]:
    if entries:
        yield f"<details><summary>{say(heading, language, count=count)}</summary>"
        yield "\n".join(f"- {inert(entry)}" for entry in entries)
        yield "</details>"


def _failures(failures: tuple[Failure, ...], language: Language) -> Iterator[str]:
    if failures:
        yield f"**{say(phrases.UNREADABLE, language, count=len(failures))}**"
        yield "\n".join(
            f"- {code(failure_place(each, language))} {inert(each.message.in_language(language))}" for each in failures
        )


def _bold(text: str) -> str:
    return f"**{text}**" if text else ""
