"""The report a person reads in a terminal."""

from xhs_compliance.model.draft import TITLE
from xhs_compliance.model.report import Failure, RenderOptions, Report
from xhs_compliance.model.review import Review, cards
from xhs_compliance.model.words import Bilingual
from xhs_compliance.reporters import phrases
from xhs_compliance.reporters.likeness import favour_sentence, reason_sentence
from xhs_compliance.reporters.markets import market_sentence
from xhs_compliance.reporters.terminal.card import put_card
from xhs_compliance.reporters.terminal.screen import AMBER, BLUE_GREY, BRICK, QUIET, STRONG, VERDICT_STYLES, Page, Piece
from xhs_compliance.reporters.visible import clipped
from xhs_compliance.reporters.wording import (
    Explained,
    allowed_sentences,
    answer_sentences,
    decided_sentences,
    diagnostic_sentences,
    draft_name,
    excused_sentences,
    failure_place,
    finding_counts,
    open_questions,
    provenance,
    quoted,
    say,
    verdict_counts,
    verdict_words,
)

_SECTION = 2
_MOST_HEADING = 40
"""Cells of a draft's title that are shown beside its name."""
_ENTRY = 4


def render_terminal(report: Report, options: RenderOptions) -> str:
    """*report* for a terminal: every draft with its findings, then a summary of all."""
    page = Page(options)
    for review in report.reviews:
        page.blank()
        _put_review(page, review)
    page.blank()
    _put_summary(page, report)
    return page.render()


def _put_review(page: Page, review: Review) -> None:
    language = page.options.language
    _put_title(page, review)
    explained: set[Explained] = set()
    for card in cards(review.findings):
        page.blank()
        put_card(page, review.draft, card, explained)
    _put_questions(page, review)
    excused = excused_sentences(review.excused, language)
    _put_section(page, phrases.EXCUSED, excused, count=len(review.excused))
    allowed = allowed_sentences(review, language)
    _put_section(page, phrases.SUPPRESSED, allowed, count=len(allowed))
    _put_section(page, phrases.DECIDED, decided_sentences(review, language), count=len(review.decided))
    _put_scripted(page, review)
    _put_diagnostics(page, review)


def _put_title(page: Page, review: Review) -> None:
    language = page.options.language
    draft = review.draft
    title: list[Piece] = [
        (verdict_words(review.verdict, language), VERDICT_STYLES[review.verdict]),
        "  ",
        (draft_name(draft, language), STRONG),
    ]
    if heading := draft.fields.get(TITLE, "").strip():
        title.append(f"  {quoted(clipped(heading, _MOST_HEADING), language)}")
    if draft.source and draft.id not in ("", draft.source):
        title.append((f"  {draft.id}", QUIET))
    if review.findings:
        title.append((f"  {finding_counts(review, language)}", QUIET))
    page.line(*title)
    if markets := market_sentence(review, language):
        page.line((markets, QUIET), indent=_SECTION)


def _put_section(page: Page, heading: Bilingual, entries: list[str], *, style: str = QUIET, **values: object) -> None:
    if not entries:
        return
    page.blank()
    page.line((say(heading, page.options.language, **values), style), indent=_SECTION)
    for entry in entries:
        page.prose(entry, indent=_SECTION, label=("  - ", QUIET), label_cells=4)


def _put_questions(page: Page, review: Review) -> None:
    language = page.options.language
    questions = open_questions(review)
    if not questions:
        return
    page.blank()
    page.line((say(phrases.QUESTIONS, language), BLUE_GREY), indent=_SECTION)
    for question in questions:
        page.prose(question.title.in_language(language), indent=_SECTION, label=("  ? ", BLUE_GREY), label_cells=4)
        for sentence in answer_sentences(question, language):
            page.prose(sentence, indent=_ENTRY + 2)


def _put_scripted(page: Page, review: Review) -> None:
    reasons = [reason_sentence(reason, page.options.language) for reason in review.scripted.notable_reasons]
    _put_section(page, phrases.SCRIPTED, reasons)
    if reasons:
        in_favour = [favour_sentence(reason, page.options.language) for reason in review.scripted.in_favour]
        _put_section(page, phrases.IN_FAVOUR, in_favour)


def _put_diagnostics(page: Page, review: Review) -> None:
    for kind, heading, style in (("incomplete", phrases.INCOMPLETE, AMBER), ("note", phrases.NOTES, QUIET)):
        _put_section(page, heading, diagnostic_sentences(review, kind, page.options.language), style=style)


def _put_summary(page: Page, report: Report) -> None:
    language = page.options.language
    if not report.entries:
        page.line((say(phrases.NO_DRAFTS, language), STRONG))
    if report.reviews:
        counts: list[Piece] = [(say(phrases.DRAFTS, language, count=len(report.reviews)), STRONG)]
        for verdict, words in verdict_counts(report, language):
            counts += ["  ", (words, VERDICT_STYLES[verdict])]
        page.line(*counts)
    if report.failures:
        _put_failures(page, report.failures)
    page.prose(say(phrases.NOTICE, language), indent=0)
    page.prose(provenance(report, language), indent=0, style=QUIET)


def _put_failures(page: Page, failures: tuple[Failure, ...]) -> None:
    language = page.options.language
    page.line((say(phrases.UNREADABLE, language, count=len(failures)), f"bold {BRICK}"))
    for failure in failures:
        page.line(
            ("  × ", BRICK),
            (failure_place(failure, language), BLUE_GREY),
            "  ",
            failure.message.in_language(language).strip(),
        )
