"""The claims ledger: what needs evidence, what is declared for it, and the gap."""

import csv
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from conftest import DEMO_RULES, Run

from xhs_compliance.analyses.ledger import claim_kinds
from xhs_compliance.packs.files import builtin_rules
from xhs_compliance.text.fold import fold

DEMO = ("--packs", "demo", "--rules-dir", str(DEMO_RULES), "--as-of", "2026-11-22", "--facts", "commercial=paid")
RAW = yaml.safe_load((builtin_rules() / "claims.yaml").read_bytes())
KINDS = {kind.name: kind for kind in claim_kinds(RAW)}
TEXT = "【广告】它能美白。持妆12小时，满意度95%。质地比上一代更轻。累计卖出20万瓶。今天煮了汤。"


@pytest.mark.parametrize("name", KINDS)
def test_the_examples_of_every_kind(name: str) -> None:
    def found(text: str) -> bool:
        return any(each.search(fold(text)) for each in KINDS[name].find)

    examples = RAW["kinds"][name]["examples"]
    assert [text for text in examples["flag"] if not found(text)] == []
    assert [text for text in examples["pass"] if found(text)] == []


@pytest.fixture(autouse=True)
def files(run: Run) -> None:
    """A draft and the brand's claim sheet."""
    Path("a.md").write_text(TEXT, encoding="utf-8")
    book = openpyxl.Workbook()
    for row in (
        ["晴野 可用说法"],
        ["编号", "可用说法", "依据", "有效期至"],
        ["E1", "持妆12小时", "人体功效评价报告 2026-031", "2027-01-01"],
        ["E2", "满意度98%", "消费者调查 n=312", None],
        ["E3", "累计卖出20万瓶", "销售台账", "2026-01-01"],
    ):
        book.active.append(row)
    book.save("claims.xlsx")


def claims(run: Run, *extra: str) -> dict[str, dict[str, Any]]:
    session = run("review", "claims", "a.md", "--format", "json", *DEMO, *extra)
    assert session.code == 0, session.err
    (draft,) = json.loads(session.out)["drafts"]
    return {claim["text"]: claim for claim in draft["claims"]}


def test_every_claim_has_its_evidence_or_its_gap(run: Run) -> None:
    found = claims(run, "--claims", "claims.xlsx")
    assert {text: (claim["kind"], claim["gap"]) for text, claim in found.items()} == {
        "美白": ("beauty-claim", "missing"),
        "持妆12小时": ("number", "none"),
        "95%": ("number", "number-differs"),
        "比上一代更": ("comparison", "missing"),
        "累计卖出20万": ("number", "expired"),
    }
    assert found["持妆12小时"]["evidence"] == [{"source": "sheet", "id": "E1", "text": "人体功效评价报告 2026-031"}]
    assert found["美白"]["rule"] == "demo/claim"
    assert found["95%"]["sentence"] == "持妆12小时，满意度95%"


def test_evidence_for_one_claim_proves_nothing_for_another_beside_it(run: Run) -> None:
    Path("a.md").write_text("【广告】它能美白持妆12小时", encoding="utf-8")
    found = claims(run, "--claims", "claims.xlsx")
    assert (found["美白"]["gap"], found["持妆12小时"]["gap"]) == ("missing", "none")


def test_a_sheet_as_csv_and_no_sheet_at_all(run: Run) -> None:
    Path("claims.csv").write_bytes("说法,依据\n持妆12小时,报告\n".encode("gb18030"))
    assert claims(run, "--claims", "claims.csv")["持妆12小时"]["evidence"][0]["id"] == "2"
    assert {claim["gap"] for claim in claims(run).values()} == {"missing"}


def test_a_decision_to_keep_is_evidence(run: Run) -> None:
    decision = {"rule": "demo/claim", "words": "美白", "sentence": "【广告】它能美白", "decision": "keep", "by": "王"}
    kept = {**decision, "reason": "注册", "evidence": ["国妆特字"]}
    Path("d.json").write_text(json.dumps({"schema": 1, "decisions": [kept]}), encoding="utf-8")
    claim = claims(run, "--decisions", "d.json")["美白"]
    assert (claim["gap"], claim["set_aside"]) == ("none", True)
    assert claim["evidence"] == [{"source": "decision", "id": "王", "text": "国妆特字"}]


def test_the_terminal_names_the_gap_and_the_place(run: Run) -> None:
    said = run("review", "claims", "a.md", "--claims", "claims.xlsx", "--lang", "zh", *DEMO).out.splitlines()
    assert said[0] == "a.md"
    assert "  · 数字  “持妆12小时”  a.md:1:10" in said
    assert "      有依据  E1: 人体功效评价报告 2026-031" in said
    assert "      数字和依据对不上  E2: 消费者调查 n=312" in said
    assert said[-1] == "共 5 处说法，4 处有缺口"


def test_csv_opens_in_excel_and_runs_nothing(run: Run) -> None:
    Path("a.md").write_text("=1+1，满意度95%", encoding="utf-8")
    run("review", "claims", "a.md", "--format", "csv", "--output", "l.csv", "--lang", "zh", *DEMO)
    rows = list(csv.reader(Path("l.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert rows[0][:4] == ["草稿", "字段", "类型", "说法"]
    assert rows[1][3:5] == ["95%", "'=1+1，满意度95%"]


def test_the_page_holds_every_claim_and_no_script_of_a_draft(run: Run) -> None:
    Path("a.md").write_text("<script>alert(1)</script>满意度95%", encoding="utf-8")
    run("review", "claims", "a.md", "--format", "html", "--output", "l.html", *DEMO)
    page = Path("l.html").read_text(encoding="utf-8")
    assert "<b>95%</b>" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    ("content", "said"),
    [("别的,列\n1,2\n", "a claim sheet has columns"), ("说法,依据,有效期\n持妆,报告,明年\n", "a day like 2026-11-22")],
)
def test_what_is_no_claim_sheet(run: Run, content: str, said: str) -> None:
    Path("x.csv").write_text(content, encoding="utf-8")
    session = run("review", "claims", "a.md", "--claims", "x.csv", "--lang", "en", *DEMO)
    assert session.code == 4
    assert said in session.err
