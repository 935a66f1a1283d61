"""One card on the terminal: the words, where they stand, what is wrong with them, what to write, which article."""

from rich.cells import cell_len

from xhs_compliance.model.draft import Draft
from xhs_compliance.model.finding import Finding
from xhs_compliance.model.review import Card
from xhs_compliance.model.rule import Rule
from xhs_compliance.model.span import Span
from xhs_compliance.model.words import Bilingual
from xhs_compliance.reporters import phrases
from xhs_compliance.reporters.instead import instead_of
from xhs_compliance.reporters.rule_link import rule_address
from xhs_compliance.reporters.terminal.excerpt import excerpt
from xhs_compliance.reporters.terminal.screen import BLUE_GREY, QUIET, SEVERITY_STYLES, STRONG, Page
from xhs_compliance.reporters.wording import (
    Explained,
    basis_sentences,
    explanation_of,
    field_name,
    located,
    market_severities,
    penalty_sentence,
    say,
    severity_words,
    subject,
)

_HEAD = 2
_BODY = 4
_LABELS = (phrases.WHY, phrases.ADVICE, phrases.INSTEAD, phrases.BASIS, phrases.PENALTY, phrases.MARKETS, phrases.ALSO)
_MOST_SOURCE = 60
"""Terminal columns of a source line."""


def put_card(page: Page, draft: Draft, card: Card, explained: set[Explained]) -> None:
    """Put *card* on *page*; what stands in *explained* was said further up and is not said again."""
    finding = card.lead
    _put_head(page, draft, finding)
    if finding.span is not None and finding.field in draft.fields:
        _put_source(page, draft, finding, finding.span)
    page.prose(finding.message(page.options.language).strip(), indent=_BODY, style=STRONG)
    _put_reasons(page, finding, repeated=explanation_of(finding) in explained)
    for other in card.others:
        _put_other(page, other)
    explained.add(explanation_of(finding))


def _put_head(page: Page, draft: Draft, finding: Finding) -> None:
    language = page.options.language
    where = say(phrases.WHOLE_DRAFT, language) if finding.span is None else field_name(finding.field, language)
    page.line(
        (severity_words(finding, language), SEVERITY_STYLES[finding.severity]),
        "  ",
        (subject(finding, language), STRONG),
        "  ",
        (located(draft, finding.field, finding.span, language), BLUE_GREY),
        "  ",
        (where, QUIET),
        indent=_HEAD,
    )


def _put_source(page: Page, draft: Draft, finding: Finding, span: Span) -> None:
    number = str(draft.position(finding.field, span.start)[0])
    blank = " " * len(number)
    room = min(_MOST_SOURCE, page.width - _BODY - len(number) - 3)
    shown = excerpt(draft.fields[finding.field], span, room)
    style = SEVERITY_STYLES[finding.severity]
    page.line((f"{number} │ ", QUIET), shown.before, (shown.words, STRONG), shown.after, indent=_BODY)
    page.line((f"{blank} │ ", QUIET), " " * shown.indent, ("^" * shown.underlined, style), indent=_BODY)


def _put_reasons(page: Page, finding: Finding, *, repeated: bool) -> None:
    language = page.options.language
    rule = finding.rule
    if not repeated:
        _put_labelled(page, phrases.WHY, rule.why.in_language(language))
        _put_labelled(page, phrases.ADVICE, finding.advice(language))
    _put_labelled(page, phrases.INSTEAD, *instead_of(finding, language))
    if not repeated:
        _put_labelled(page, phrases.BASIS, *basis_sentences(finding.basis, language))
        _put_labelled(page, phrases.PENALTY, *(penalty_sentence(each, language) for each in finding.penalty))
    if len(finding.by_market) > 1:
        _put_labelled(page, phrases.MARKETS, market_severities(finding, language))
    note = say(phrases.BRACKETED, language, inside=say(phrases.SEE_ABOVE, language)) if repeated else ""
    _put_labelled(page, phrases.RULE, f"{rule.id}{note}", style=_linked(page, rule))


def _linked(page: Page, rule: Rule) -> str:
    """The style of a rule's id: a terminal that can leads to its page."""
    address = rule_address(rule, page.options)
    return f"{QUIET} link {address}" if address else QUIET


def _put_other(page: Page, finding: Finding) -> None:
    language = page.options.language
    _put_labelled(
        page,
        phrases.ALSO,
        f"{severity_words(finding, language)}{say(phrases.COLON, language)}"
        f"{finding.message(language).strip()} · {finding.rule.id}",
    )


def _put_labelled(page: Page, label: Bilingual, *texts: str, style: str = "") -> None:
    language = page.options.language
    cells = max(cell_len(say(each, language)) for each in _LABELS) + 2
    shown_label = say(label, language)
    for text in texts:
        if text.strip():
            page.prose(text, indent=_BODY, label=(shown_label, QUIET), label_cells=cells, style=style)
            shown_label = ""
