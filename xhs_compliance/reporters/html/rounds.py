"""Two versions of the same drafts as one page: what became of every finding, and where the text differs."""

import re
from collections.abc import Sequence

from xhs_compliance.analyses.rounds import Change, Fate, Round
from xhs_compliance.model.report import RenderOptions
from xhs_compliance.model.words import Bilingual, Language
from xhs_compliance.reporters.html.environment import fill, inlined
from xhs_compliance.reporters.html.pages import INDEX, render_compared
from xhs_compliance.reporters.rounds import FATES, MARKS, ONLY_AFTER, ONLY_BEFORE, SAME_TEXT, decision_words

_STYLES = ("base.css", "rounds.css", "print.css")
_SCRIPTS = ("language.js",)
_SURROGATE = re.compile("[\ud800-\udfff]")

WORDS = {
    "title": Bilingual("两版对照", "Two versions"),
    "lead": Bilingual("新一版和上一版逐处对照", "The newer version beside the older, place by place"),
    "removed": Bilingual("删去", "removed"),
    "added": Bilingual("新增", "added"),
    "same": SAME_TEXT,
    "only-before": ONLY_BEFORE,
    "only-after": ONLY_AFTER,
    "no-findings": Bilingual("两版都没有发现", "no finding in either version"),
}


def render_rounds_pages(rounds: Sequence[Round], options: RenderOptions) -> dict[str, str]:
    """``index.html`` with all drafts, then a page for each newer version."""
    pages = render_compared(rounds, options, INDEX)
    names = iter(pages)
    linked = [next(names) if each.after is not None else "" for each in rounds]
    return {INDEX: render_rounds_page(rounds, options.language, linked), **pages}


def render_rounds_page(rounds: Sequence[Round], language: Language, pages: Sequence[str] = ()) -> str:
    """The page, in both languages; *language* is shown first.

    Args:
        rounds: the drafts.
        language: what is shown first.
        pages: the file name of each draft's own page; empty where it has none.

    """
    html = fill(
        "rounds.html",
        inlined(_STYLES),
        inlined(_SCRIPTS),
        language=language,
        rounds=rounds,
        pages=pages or ("",) * len(rounds),
        fates=FATES,
        marks=MARKS,
        said=WORDS,
        totals={fate: sum(each.count(fate) for each in rounds) for fate in Fate},
        decision=_decision,
    )
    return _SURROGATE.sub("\ufffd", html)


def _decision(change: Change) -> Bilingual:
    return Bilingual(decision_words(change, "zh"), decision_words(change, "en"))
