"""The claims ledger as one page that needs nothing else: a table for each draft, gaps in sight."""

import re

from xhs_compliance.model.claim import Claim, Gap
from xhs_compliance.model.words import Bilingual, Language
from xhs_compliance.reporters.html.environment import fill, inlined
from xhs_compliance.reporters.ledger import ASKS, GAPS, HEADERS, MARKS, NO_CLAIMS, TOTAL, Ledgers, kind_words

_STYLES = ("base.css", "ledger.css", "print.css")
_SCRIPTS = ("language.js",)
_SURROGATE = re.compile("[\ud800-\udfff]")
TITLE = Bilingual("说法和依据", "Claims and evidence")


def render_ledger_page(ledgers: Ledgers, language: Language) -> str:
    """The page, in both languages; *language* is shown first."""
    every = [claim for _, claims in ledgers for claim in claims]
    counts = {"claims": len(every), "gaps": sum(1 for claim in every if claim.gap is not Gap.NONE)}

    html = fill(
        "ledger.html",
        inlined(_STYLES),
        inlined(_SCRIPTS),
        language=language,
        ledgers=ledgers,
        heading=TITLE,
        total=Bilingual(TOTAL.zh.format(**counts), TOTAL.en.format(**counts)),
        headers=[HEADERS[number] for number in (2, 3, 8, 9)],
        gaps=GAPS,
        marks=MARKS,
        nothing=NO_CLAIMS,
        kind=kind_words,
        asks=_asks,
    )
    return _SURROGATE.sub("\ufffd", html)


def _asks(claim: Claim) -> Bilingual:
    facts = ", ".join(claim.asks)
    return Bilingual(ASKS.zh.format(facts=facts), ASKS.en.format(facts=facts))
