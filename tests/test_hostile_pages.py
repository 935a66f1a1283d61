"""The same for what is no format of a report: pages, letters and lists, and what the live page is sent.

The pages of a report of several drafts, of versions and of a campaign, the ledger, a batch, receipts, notices, the
card, what a rule says of itself, and the pieces of the live page.
"""

import csv
import dataclasses
import itertools
import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import msgspec
import pytest
from hostile import PAYLOADS, live_github, live_html, live_markdown, live_terminal, poisoned, poisoned_review
from reporter_samples import full_review, rule

from xhs_compliance.analyses.alike import Twin
from xhs_compliance.analyses.campaign import Campaign, Member, SharedPhrase
from xhs_compliance.analyses.card import Statement
from xhs_compliance.analyses.repeated import repeated
from xhs_compliance.analyses.rounds import compare
from xhs_compliance.engine.selftest import Miss
from xhs_compliance.filing.data import load_notices
from xhs_compliance.filing.issue import make_receipt
from xhs_compliance.filing.notice import answer_to, letter
from xhs_compliance.filing.receipt import Receipt
from xhs_compliance.filing.replay import Replay
from xhs_compliance.filing.verify import Change, Comparison, Level
from xhs_compliance.filing.words import comparison_lines, receipt_lines, replay_lines
from xhs_compliance.linter import Linter
from xhs_compliance.model.claim import Claim, Gap, Proof
from xhs_compliance.model.decision import Choice, Decided, Decision
from xhs_compliance.model.overlap import BriefOverlap, OwnWords
from xhs_compliance.model.overlap import Run as Shared
from xhs_compliance.model.report import Failure, RenderOptions, Report
from xhs_compliance.model.review import Review
from xhs_compliance.model.rule import Example
from xhs_compliance.model.span import Span
from xhs_compliance.model.words import Bilingual
from xhs_compliance.reporters.campaign_data import render_campaign_json
from xhs_compliance.reporters.campaign_text import render_campaign_text
from xhs_compliance.reporters.card import render_card
from xhs_compliance.reporters.desk import render_todo
from xhs_compliance.reporters.html.campaign import render_campaign_page
from xhs_compliance.reporters.html.ledger import render_ledger_page
from xhs_compliance.reporters.html.pages import render_index, render_page, render_pages
from xhs_compliance.reporters.html.rounds import render_rounds_pages
from xhs_compliance.reporters.ledger import render_ledger, render_ledger_csv, render_ledger_json
from xhs_compliance.reporters.rounds import render_rounds, render_rounds_json
from xhs_compliance.reporters.rule_page import render_rule
from xhs_compliance.reporters.rules.misses import render_miss
from xhs_compliance.services.batch.summary import Summary
from xhs_compliance.services.batch.summary_page import summary_page
from xhs_compliance.services.batch.summary_text import summary_text
from xhs_compliance.services.page.answered import answer
from xhs_compliance.services.page.briefed import brief_findings

EN = RenderOptions("en")
DAY = date(2026, 11, 26)


@dataclasses.dataclass
class Hostile:
    """Values with one payload in every text."""

    payload: str

    def text(self) -> str:
        return self.payload.replace("{n}", "7")

    def of(self, value: Any) -> Any:
        return poisoned(value, self.payload, itertools.count(1))

    def review(self, name: str = "") -> Review:
        """A review that was decided about, of a draft beside its brief."""
        review = poisoned_review(self.payload)
        decision = self.of(Decision("x", "x", Choice.KEEP, "x", "x", DAY, evidence=("x",)))
        overlap = BriefOverlap(0.5, True, 0.5, True, (Shared("text", Span(0, 3), "x", Span(0, 3), "x", 3),),
                               (OwnWords("text", Span(1, 4), "x"),), (OwnWords("text", Span(2, 5), "x"),),
                               ("x",), ("x",), 2, True)  # fmt: skip
        return dataclasses.replace(
            review,
            draft=dataclasses.replace(review.draft, id=f"{review.draft.id}{name}", brief=self.text() * 3),
            decided=(Decided(review.findings[0], decision),),
            overlap=self.of(overlap),
        )

    def failures(self) -> list[Failure]:
        return [self.of(Failure("x", Bilingual("x", "x"), "x"))]

    def campaign(self) -> Campaign:
        members = tuple(
            Member(review, review.overlap, (Twin(1 - number, 0.9),), "koc")
            for number, review in enumerate((self.review("1"), self.review("2")))
        )
        phrase = SharedPhrase(self.text(), (0, 1))
        return Campaign(members, ((0, 1),), ((self.text(),),), (phrase,), (self.text(),), (0, 1), ((0, 1),), 1, True)

    def ledgers(self) -> list[tuple[Review, tuple[Claim, ...]]]:
        review, proof = self.review(), Proof("sheet", "x", "x")
        proofs = (proof, dataclasses.replace(proof, source="decision"))
        claims = tuple(
            Claim("number", "text", Span(0, 2), "x", "x", proofs, gap, found, ("x",), title=Bilingual("x", "x"))
            for gap in Gap
            for found in (None, review.findings[0])
        )
        return [(review, tuple(self.of(claim) for claim in claims))]

    def summary(self) -> Summary:
        text = self.text()
        summary = Summary({"input": text, "output": text, "as_of": text, "until": text, "tool": text}, drafts=2)
        summary.rules.update([text])
        summary.errors, summary.shown_errors, summary.slowest = 1, [(text, text, text), (text, "", text)], [(1.0, text)]
        return summary

    def receipt(self) -> Receipt:
        made = make_receipt(full_review(), (), made_at=_moment(), settings={})
        raw = msgspec.to_builtins(made)
        raw["people"] = {"author": "x"}
        raw["evidence"] = [{"name": "x", "sha256": "x", "bytes": 1, "supports": "x"}]
        raw["facts"] = {"brand": {"value": ["x"], "source": "x"}}
        raw["marks"] = [dict.fromkeys(("kind", "field", "name", "words", "text"), "x") | {"start": 0, "end": 1}]
        raw["decisions"] = [
            dict.fromkeys(("fingerprint", "rule", "decision", "by", "on", "reason"), "x")
            | {"evidence": ["x"], "holds": True}
        ]
        return msgspec.convert(_filled(raw, self.text()), Receipt)

    def comparison(self) -> Comparison:
        text = self.text()
        changes = [Change("claim", how, text, text, Span(0, 1), text) for how in ("added", "removed")]
        live = self.review().draft
        changes[0] = dataclasses.replace(changes[0], field="text")
        return Comparison(Level.CHANGED, tuple(changes), (text,), live, self.receipt(), same_packs=False)


def _moment() -> Any:
    from datetime import UTC, datetime

    return datetime(2026, 11, 26, tzinfo=UTC)


def _filled(value: Any, text: str) -> Any:
    """Decoded JSON with every text in it replaced."""
    if isinstance(value, str):
        return text
    if isinstance(value, Mapping):
        return {key: _filled(inner, text) for key, inner in value.items()}
    return [_filled(inner, text) for inner in value] if isinstance(value, list) else value


def shown_by_the_live_page(hostile: Hostile, linter: Linter) -> dict[str, str]:
    """Every piece of markup that the live page is sent, by its place."""
    review = hostile.review()
    sent = answer(review, linter.facts)
    markup = {f"rule {number}": text for number, text in enumerate(sent["rules"].values())}
    markup |= {name: text for name, (_, text) in sent["pieces"].items()}
    for number, card in enumerate(sent["cards"]):
        markup |= {f"card {number}": card["markup"], f"place {number}": card["place"]}
    return {**markup, "brief": brief_findings(review)}


PAGES: Mapping[str, Callable[[Hostile, Linter], Mapping[str, str]]] = {
    "draft": lambda bad, _: {"a": render_page(bad.review(), EN, home="index.html")},
    "drafts and index": lambda bad, _: render_pages(
        Report((bad.review("1"), bad.review("2"), *bad.failures()), bad.text()), EN
    ),
    "index alone": lambda bad, _: {"a": render_index(Report((bad.review("1"), bad.review("2")), bad.text()), EN)},
    "versions": lambda bad, _: render_rounds_pages(
        [compare(bad.review(), bad.review()), compare(None, bad.review()), compare(bad.review(), None)], EN
    ),
    "campaign": lambda bad, _: {
        "a": render_campaign_page(bad.campaign(), bad.failures(), bad.text(), "en", ["a.html", ""])
    },
    "ledger": lambda bad, _: {"a": render_ledger_page(bad.ledgers(), "en")},
    "batch": lambda bad, _: {"a": summary_page(bad.summary(), "en", {bad.text(): Bilingual(bad.text(), bad.text())})},
    "live page": shown_by_the_live_page,
}
"""What a browser is given."""

TEXTS: Mapping[str, Callable[[Hostile, Linter], str]] = {
    "versions": lambda bad, _: render_rounds([compare(bad.review(), bad.review()), compare(None, bad.review())], "en"),
    "campaign": lambda bad, _: render_campaign_text(bad.campaign(), bad.failures(), "en"),
    "ledger": lambda bad, _: render_ledger(bad.ledgers(), "en"),
    "to decide": lambda bad, _: render_todo(repeated([bad.review("1"), bad.review("2")]), "en"),
    "batch": lambda bad, _: summary_text(bad.summary(), "en", bad.text()),
    "receipt": lambda bad, _: "\n".join(receipt_lines(bad.receipt(), bad.text(), "en")),
    "comparison": lambda bad, _: "\n".join(comparison_lines(bad.comparison(), "en")),
    "replay": lambda bad, _: "\n".join(
        replay_lines(Replay(False, (Bilingual(bad.text(), bad.text()),), bad.text(), bad.text(), 1), "en")
    ),
    "notice": lambda bad, linter: letter(
        answer_to(load_notices()["platform-medical"], bad.review(), bad.receipt()), linter.facts, "en",
        published=bad.text(), person=bad.text(), changes=[bad.text()],
    ),
    "failed example": lambda bad, _: render_miss(
        rule(), Miss("x", Example(bad.text(), title=bad.text()), "x", "x"), bad.review(), "en"
    ),
    "rule": lambda bad, _: render_rule(bad.of(rule()), "en"),
}  # fmt: skip
"""What a terminal or the log of a pipeline is given."""


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("name", PAGES)
def test_no_page_obeys(name: str, payload: str, demo: Linter) -> None:
    pages = PAGES[name](Hostile(PAYLOADS[payload]), demo)
    assert any("7" in page for page in pages.values())
    assert not live_html(pages)


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("name", TEXTS)
def test_no_text_steers_a_terminal_or_a_log(name: str, payload: str, demo: Linter) -> None:
    text = TEXTS[name](Hostile(PAYLOADS[payload]), demo)
    assert not live_terminal(text)
    assert not live_github(text)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_the_card_is_words_alone(payload: str, demo: Linter) -> None:
    bad = Hostile(PAYLOADS[payload])
    found = bad.review().findings
    statements = [
        Statement(bad.text(), ()),
        Statement(bad.text(), (), unproved=(Bilingual(bad.text(), bad.text()),)),
        Statement(bad.text(), found),
    ]
    text = render_card(statements, demo.facts, [Bilingual("a", "a")], "en")
    assert not live_markdown(text)
    assert not live_terminal(text)
    assert not live_github(text)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_data_stays_data(payload: str) -> None:
    bad = Hostile(PAYLOADS[payload])
    rounds = [compare(bad.review(), bad.review())]
    for text in (render_rounds_json(rounds, "en"), render_campaign_json(bad.campaign(), bad.failures(), "x", "en"),
                 render_ledger_json(bad.ledgers(), "en")):  # fmt: skip
        assert bad.text() in json.dumps(json.loads(text), ensure_ascii=False) or bad.text() in _texts(json.loads(text))
    rows = [*csv.reader(render_ledger_csv(bad.ledgers(), "en").splitlines(keepends=True))]
    assert len(rows) > 8
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]


def _texts(value: Any) -> str:
    """Every text of decoded JSON."""
    if isinstance(value, Mapping):
        value = [*value.values()]
    return "\0".join(map(_texts, value)) if isinstance(value, list) else str(value)


def test_what_came_alive_would_be_seen() -> None:
    text = Hostile(PAYLOADS["terminal"]).text()
    assert live_terminal(text)
    assert live_github(Hostile(PAYLOADS["lines"]).text())
    assert live_html({"a": Hostile(PAYLOADS["svg"]).text()})
