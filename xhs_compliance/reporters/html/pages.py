"""The report as web pages: one for each draft and an index, each a single file that needs nothing else.

Both languages are in every page; a switch shows one of them. A page makes no request, keeps nothing, and runs only the
script and styles whose digests stand in its own security policy.
"""

import base64
import hashlib
import re
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from xhs_compliance.model.report import RenderOptions, Report
from xhs_compliance.model.review import Review
from xhs_compliance.model.words import Severity, Verdict
from xhs_compliance.reporters import phrases
from xhs_compliance.reporters.html import phrases as page_phrases
from xhs_compliance.reporters.html import view as page_view
from xhs_compliance.reporters.html.index import index_of
from xhs_compliance.reporters.html.markup import both, interface, sentence, typed
from xhs_compliance.reporters.html.names import page_names

INDEX = "index.html"

_SURROGATE = re.compile("[\ud800-\udfff]")
_DRAFT_STYLES = ("base.css", "draft.css", "print.css")
_DRAFT_SCRIPTS = ("language.js", "draft.js")
_INDEX_STYLES = ("base.css", "index.css", "print.css")
_INDEX_SCRIPTS = ("language.js", "index.js")


def render_pages(report: Report, options: RenderOptions) -> dict[str, str]:
    """All pages of *report* by file name: ``index.html``, then one for each draft in order."""
    names = page_names(review.draft.id for review in report.reviews)
    pages = {INDEX: _index(report, names, options)}
    pages.update(
        (name, _draft(review, options, home=INDEX)) for name, review in zip(names, report.reviews, strict=True)
    )
    return pages


def render_page(review: Review, options: RenderOptions) -> str:
    """The page of one draft, to stand alone."""
    return _draft(review, options, home="")


def _draft(review: Review, options: RenderOptions, home: str) -> str:
    view = page_view.view_of(review)
    return _rendered("draft.html", _DRAFT_STYLES, _DRAFT_SCRIPTS, options, view=view, review=review, home=home)


def _index(report: Report, names: tuple[str, ...], options: RenderOptions) -> str:
    return _rendered("index.html", _INDEX_STYLES, _INDEX_SCRIPTS, options, index=index_of(report, names))


def _rendered(
    template: str, styles: tuple[str, ...], scripts: tuple[str, ...], options: RenderOptions, **values: Any
) -> str:
    style, script = _inlined(styles), _inlined(scripts)
    page = _environment().get_template(template)
    html = page.render(
        language=options.language, style=style, script=script, policy=_policy(str(style), str(script)), **values
    )
    return _SURROGATE.sub("\ufffd", html)


@cache
def _loader() -> PackageLoader:
    return PackageLoader("xhs_compliance.reporters.html", "templates")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=_loader(),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["typed"] = typed
    environment.globals.update(
        both=both,
        sentence=sentence,
        t=interface,
        typed=typed,
        phrases=phrases,
        words=page_phrases,
        view_words=page_view,
        Severity=Severity,
        Verdict=Verdict,
    )
    return environment


@cache
def _inlined(names: tuple[str, ...]) -> Markup:
    """The files one after the other, trusted as they are: they are ours and hold nothing of a draft."""
    sources = (_loader().get_source(_environment(), name)[0] for name in names)
    return Markup("\n".join(sources))  # noqa: S704


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(block: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(block.encode()).digest()).decode()}'"
