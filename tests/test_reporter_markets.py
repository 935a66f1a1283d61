"""One column a market: in the table of a Markdown report, under the verdict on a terminal, as keys in JSON."""

import json
from dataclasses import replace

import pytest

from xhs_compliance.linter import Linter
from xhs_compliance.model.declare import declare
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.report import RenderOptions, Report
from xhs_compliance.model.span import Span
from xhs_compliance.reporters.data import render_jsonl
from xhs_compliance.reporters.markdown import render_markdown
from xhs_compliance.reporters.terminal.report import render_terminal

GIFT = "A tin the colour of rain, gifted by Ironbrae. The lid is stiff and I like it."
EN = RenderOptions("en")


@pytest.fixture(scope="module")
def gift(shipped: Linter) -> Report:
    facts = {"commercial": "gifted", "markets": ["US", "UK"]}
    review = shipped.check(Draft("gift", {"text": GIFT}, declare(facts, shipped.facts)))
    return Report((review,), review.tool)


def test_a_column_for_each_market(gift: Report) -> None:
    table = render_markdown(gift, EN).split("\n\n")[2].splitlines()
    assert table[0].endswith("| US | UK |")
    assert table[2].endswith("| warning | error |")


def test_the_strictest_market_is_named(gift: Report) -> None:
    assert "strictest: UK; US warning · UK error" in render_terminal(gift, EN)
    assert "UK 最严；US 警告 · UK 错误" in render_terminal(gift, RenderOptions("zh"))


def test_programs_get_severities_by_market(gift: Report) -> None:
    line = json.loads(render_jsonl(gift, EN))
    assert line["by_market"] == {"US": "warning", "UK": "error"}
    assert all(set(finding.get("by_market", {"US": "", "UK": ""})) <= {"US", "UK"} for finding in line["findings"])


CURE = "Ad | This serum cures acne, they say on the box."


@pytest.mark.parametrize(
    ("market", "cited"),
    [
        ("US", {"fdca-201", "cfr-101-93-f", "ftc-act-12"}),
        ("UK", {"cap-12-1", "cap-15-6", "fic-7"}),
        ("EU", {"fic-7", "ucpd-annex", "medicines-87"}),
    ],
)
def test_what_is_cited_holds_in_the_market(shipped: Linter, market: str, cited: set[str]) -> None:
    review = shipped.check(
        Draft("cure", {"text": CURE}, declare({"commercial": "paid", "markets": [market]}, shipped.facts))
    )
    claim = next(finding for finding in review.findings if finding.rule.id == "en-health/disease-claim")
    assert {provision.id for provision in claim.basis} == cited
    assert all(provision.holds_in([market]) for provision in claim.penalty)
    assert set(json.loads(render_jsonl(Report((review,), review.tool), EN))["findings"][0]["basis"]) == cited


@pytest.mark.parametrize(
    ("market", "asked", "elsewhere"),
    [("US", "otc_monograph", "medicine_licence"), ("UK", "medicine_licence", "otc_monograph")],
)
def test_what_is_asked_can_be_answered_in_the_market(shipped: Linter, market: str, asked: str, elsewhere: str) -> None:
    review = shipped.check(
        Draft("cure", {"text": CURE}, declare({"commercial": "paid", "markets": [market]}, shipped.facts))
    )
    facts = {question.fact for question in review.questions}
    assert asked in facts
    assert elsewhere not in facts


def test_a_basis_that_differs_is_said_again(shipped: Linter) -> None:
    review = shipped.check(Draft("cure", {"text": CURE}, declare({"commercial": "paid"}, shipped.facts)))
    claim = next(finding for finding in review.findings if finding.rule.id == "en-health/disease-claim")
    at = claim.span
    assert at is not None
    twice = [
        replace(claim, by_market=(("US", claim.severity),)),
        replace(claim, span=Span(at.start - 4, at.start - 1), by_market=(("UK", claim.severity),)),
    ]
    report = Report((replace(review, findings=tuple(twice)),), review.tool)
    for render in (render_markdown, render_terminal):
        assert "CAP Code" in render(report, EN)
        assert "Federal Food, Drug, and Cosmetic Act" in render(report, EN)


def test_a_single_market_has_no_columns(shipped: Linter) -> None:
    facts = {"commercial": "gifted", "markets": ["UK"]}
    review = shipped.check(Draft("gift", {"text": GIFT}, declare(facts, shipped.facts)))
    report = Report((review,), review.tool)
    assert "by_market" not in render_jsonl(report, EN)
    assert "| UK |" not in render_markdown(report, EN)
    assert "strictest" not in render_terminal(report, EN)
