"""The report as web pages: one for each draft and an index, each a single file that needs nothing else.

Both languages are in every page; a switch shows one of them. A page makes no request, keeps nothing, and runs only the
script and styles whose digests stand in its own security policy.
"""

import re
from collections.abc import Sequence

from xhs_compliance.analyses.ledger import ledger
from xhs_compliance.analyses.rounds import Round
from xhs_compliance.model.report import RenderOptions, Report
from xhs_compliance.model.review import Review
from xhs_compliance.reporters.html import view as page_view
from xhs_compliance.reporters.html.environment import fill, inlined
from xhs_compliance.reporters.html.index import WORST_FIRST, index_of
from xhs_compliance.reporters.html.names import page_names
from xhs_compliance.reporters.html.since import since_of
from xhs_compliance.reporters.ledger import GAPS, MARKS, kind_words
from xhs_compliance.reporters.rounds import FATES
from xhs_compliance.reporters.rounds import MARKS as FATE_MARKS

INDEX = "index.html"

_SURROGATE = re.compile("[\ud800-\udfff]")
_DRAFT_STYLES = ("base.css", "draft.css", "panels.css", "rounds.css", "desk.css", "print.css")
_DRAFT_SCRIPTS = ("language.js", "copy.js", "draft.js", "desk.js")
_INDEX_STYLES = ("base.css", "panels.css", "desk.css", "index.css", "print.css")
_INDEX_SCRIPTS = ("language.js", "copy.js", "index.js", "desk.js")


def render_pages(report: Report, options: RenderOptions) -> dict[str, str]:
    """All pages of *report* by file name: ``index.html``, then one for each draft in order."""
    names = page_names(review.draft.id for review in report.reviews)
    pages = {INDEX: _index(report, names, options)}
    pages.update(
        (name, _draft(review, options, home=INDEX)) for name, review in zip(names, report.reviews, strict=True)
    )
    return pages


def render_index(report: Report, options: RenderOptions) -> str:
    """The index of *report* alone; its links lead to the pages that ``render_pages`` names."""
    return _index(report, page_names(review.draft.id for review in report.reviews), options)


def render_page(review: Review, options: RenderOptions, home: str = "") -> str:
    """The page of one draft, to stand alone, or beside the page *home* that lists it."""
    return _draft(review, options, home)


def render_compared(compared: Sequence[Round], options: RenderOptions, home: str) -> dict[str, str]:
    """The pages of the newer versions by file name, each saying what became of its findings.

    Args:
        compared: the drafts in both versions; those without a newer one have no page.
        options: how the reader wants it.
        home: the file name of the page that lists them all.

    """
    newer = [(each, each.after) for each in compared if each.after is not None]
    names = page_names(review.draft.id for _, review in newer)
    return {name: _draft(review, options, home, each) for name, (each, review) in zip(names, newer, strict=True)}


def _draft(review: Review, options: RenderOptions, home: str, compared: Round | None = None) -> str:
    html = fill(
        "draft.html",
        inlined(_DRAFT_STYLES),
        inlined(_DRAFT_SCRIPTS),
        language=options.language,
        view=page_view.view_of(review, options.claims(review) if options.claims else ledger(review, ())),
        since=since_of(compared),
        fates=FATES,
        fate_marks=FATE_MARKS,
        gaps=GAPS,
        gap_marks=MARKS,
        kind=kind_words,
        review=review,
        home=home,
    )
    return _SURROGATE.sub("\ufffd", html)


def _index(report: Report, names: tuple[str, ...], options: RenderOptions) -> str:
    html = fill(
        "index.html",
        inlined(_INDEX_STYLES),
        inlined(_INDEX_SCRIPTS),
        language=options.language,
        index=index_of(report, names),
        view_order={verdict: place for place, verdict in enumerate(WORST_FIRST)},
    )
    return _SURROGATE.sub("\ufffd", html)
