"""Answers to notices, and the checklist for an account: facts only, both languages, every line with its source."""

import json
from pathlib import Path

import pytest
from conftest import DEMO_RULES, Run

from xhs_compliance.filing.data import load_notices, load_protected, load_readiness
from xhs_compliance.filing.readiness import Standing, check_readiness
from xhs_compliance.linter import Linter
from xhs_compliance.model.declare import declare

DEMO = ("--rules-dir", str(DEMO_RULES), "--packs", "demo", "--isolated")
NEVER_SAID = ("合规", "放心发", "零风险", "保证", "一定会", "compliant", "guarantee", "will be accepted")
KINDS = tuple(load_notices())
SLOTS = {"note", "published", "places", "facts", "changes", "receipt", "person"}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_kind_makes_a_letter_with_blanks_and_promises_nothing(kind: str, lang: str, run: Run) -> None:
    Path("d.md").write_text("---\nid: n1\ncommercial: paid\n---\n【广告】它能美白\n", encoding="utf-8")
    assert run("receipt", "make", "d.md", "--output", "r.json", *DEMO).code == 0
    session = run("notice", kind, "d.md", "r.json", "--lang", lang, *DEMO)
    assert session.code == 0, session.err
    assert "____" in session.out
    assert not [word for word in NEVER_SAID if word in session.out]
    assert not [slot for slot in SLOTS if f"{{{slot}}}" in session.out]
    asks_for_beauty = "beauty-claim" in load_notices()[kind].looks_at
    assert ("d.md:5:7" in session.out) == asks_for_beauty


def test_what_is_on_file_is_named_with_its_source_and_its_hash(run: Run) -> None:
    Path("d.md").write_text("---\nid: n1\npgy_order_id: P1\n---\n【广告】它能美白\n", encoding="utf-8")
    Path("o.csv").write_text("订单号,品牌\nP1,青禾米铺\n", encoding="utf-8")
    Path("proof.txt").write_text("proof", encoding="utf-8")
    made = run("receipt", "make", "d.md", "--orders", "o.csv", "--evidence", "efficacy_report=proof.txt",
               "--output", "r.json", *DEMO)  # fmt: skip
    assert made.code == 0, made.err
    session = run("notice", "regulator-inquiry", "d.md", "r.json", "--lang", "en", "--change", "took it out", *DEMO)
    assert "brand: 青禾米铺 (order-table)" in session.out
    assert "proof.txt  SHA-256 " in session.out
    assert "3. Measures taken: took it out" in session.out
    assert "efficacy report" not in session.out.partition("not on file")[2].partition("\n")[0]


def test_an_unknown_kind_lists_the_kinds_and_a_missing_receipt_is_asked_for(run: Run) -> None:
    wrong = run("notice", "platform-medcal", "--lang", "en")
    assert (wrong.code, "did you mean 'platform-medical'?" in wrong.err) == (2, True)
    assert "notice KIND DRAFT RECEIPT" in run("notice", "platform-medical", "--lang", "en").err
    assert [line.split()[0] for line in run("notice", "--lang", "en").out.splitlines()] == list(KINDS)


def test_deadlines_stand_only_where_a_provision_says_so() -> None:
    for kind in load_notices().values():
        assert kind.basis
        assert kind.deadline is None or kind.deadline.basis in kind.basis


def test_every_signal_fact_and_word_in_the_data_is_known(shipped: Linter) -> None:
    protected = load_protected()
    assert {*protected.labels, *protected.cautions} <= shipped.compiled.ruleset.signals.keys()
    for kind in load_notices().values():
        assert set(kind.on_file) <= shipped.facts.keys() & kind.names.keys()
        for paragraph in kind.answer:
            for text in paragraph:
                assert {part.partition("}")[0] for part in text.split("{")[1:]} <= SLOTS
    for line in load_readiness():
        for name, words in (*line.applies.items(), *line.wants.items()):
            kind_of = shipped.facts[name]
            plain = [word for word in words if word != "declared" and not word.startswith("at-least-")]
            if kind_of.values:
                assert set(plain) <= set(kind_of.values)


@pytest.mark.parametrize(
    ("facts", "line", "standing"),
    [
        ({"commercial": "paid"}, "pugongying-access", Standing.UNKNOWN),
        ({"commercial": "paid", "pgy_access": True}, "pugongying-access", Standing.MET),
        ({"commercial": "paid", "pgy_access": False}, "pugongying-access", Standing.MISSING),
        ({"product_category": "tobacco"}, "tobacco-and-prescription", Standing.CLOSED),
        ({"endorser_age": 9}, "minors", Standing.MISSING),
        ({"endorser_age": 10}, "minors", Standing.MET),
        ({"commercial": "own_brand", "blue_v": False}, "business-account", Standing.MISSING),
        ({"commercial": "none"}, "business-account", None),
    ],
)
def test_how_a_line_stands(facts: dict[str, object], line: str, standing: Standing | None, demo: Linter) -> None:
    checked = check_readiness(declare(facts, demo.facts), load_readiness())
    assert {each.line.name: each.standing for each in checked}.get(line) is standing


def test_exit_codes_and_json_of_account(run: Run) -> None:
    Path("account.json").write_text(json.dumps({"commercial": "own_brand", "blue_v": False}), encoding="utf-8")
    session = run("account", "account.json", "--format", "json", "--lang", "en")
    assert session.code == 1
    assert [(each["line"], each["standing"]) for each in json.loads(session.out)] == [("business-account", "missing")]
    assert run("account", "account.json", "--facts", "blue_v=true").code == 0
    assert run("account", "--facts", "commercial=paid").code == 4
    wrong = run("account", "--facts", "blue_w=true", "--lang", "en")
    assert (wrong.code, "did you mean 'blue_v'?" in wrong.err) == (2, True)
    Path("bad.json").write_text("[1]", encoding="utf-8")
    assert run("account", "bad.json").code == 4
