"""Excel: the same workbook back with verdicts and a decision column, and the decisions read from it again."""

import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import DEMO_RULES, Run
from openpyxl.styles import Font

DEMO = ("--packs", "demo", "--rules-dir", str(DEMO_RULES), "--as-of", "2026-11-22", "--lang", "zh")


@pytest.fixture(autouse=True)
def campaign(run: Run) -> None:
    """A workbook as an agency sends it: a banner, a header, five drafts, a formula, a second sheet, bold text."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "第一批"
    sheet.append(["晴野 11 月"])
    sheet.append(["编号", "达人", "正文", "合作形式", "报价"])
    for number, text in enumerate(("它能美白。", "先说：汤。它能美白！", "今天的汤", "=1+1 它能消炎", "它 能美白"), 1):
        sheet.append([number, f"达人{number}", "", "付费", f"={number}*100"])
        sheet.cell(number + 2, 3).value = text if not text.startswith("=") else f"【广告】{text}"
    sheet["A2"].font = Font(italic=True)
    book.create_sheet("预算").append(["别的", "东西"])
    book.save("批次.xlsx")


def rows(path: str, name: str) -> list[dict[str, Any]]:
    lines = list(openpyxl.load_workbook(path)[name].iter_rows(values_only=True))
    top = next(number for number, line in enumerate(lines) if line[1] is not None)
    return [dict(zip(map(str, lines[top]), line, strict=True)) for line in lines[top + 1 :]]


def test_the_workbook_comes_back_with_our_columns_and_everything_else_as_it_was(run: Run) -> None:
    session = run("check", "批次.xlsx", "--format", "xlsx", "--output", "out", *DEMO)
    assert (session.code, session.out.strip()) == (1, "out/批次.xlsx")
    found = rows("out/批次.xlsx", "第一批")
    assert [row["检查结果 Verdict"] for row in found] == ["■ 需修改", "■ 需修改", "■ 需修改", "■ 需修改", "■ 需修改"]
    assert found[0]["检查发现 Findings"].splitlines()[-1] == "■ 错误 “美白”读作“美白”。"
    assert found[0]["建议改成 Write instead"] == "看起来透亮"
    book = openpyxl.load_workbook("out/批次.xlsx")
    assert book.sheetnames == ["第一批", "预算", "逐句决定 Decisions", "检查说明 About"]
    assert [cell.value for cell in book["第一批"]["E"]][2:] == [f"={number}*100" for number in range(1, 6)]
    assert book["第一批"]["A2"].font.italic
    assert book["第一批"]["A1"].value == "晴野 11 月"
    assert book["预算"]["B1"].value == "东西"
    (offer,) = book["第一批"].data_validations.dataValidation
    assert offer.formula1 == '"必须改,有依据保留,误报"'


def test_each_sentence_stands_once_with_all_its_drafts(run: Run) -> None:
    run("check", "批次.xlsx", "--format", "xlsx", "--output", "out.xlsx", *DEMO)
    sentences = {row["句子 Sentence"]: row for row in rows("out.xlsx", "逐句决定 Decisions") if row["句子 Sentence"]}
    assert sentences["它能美白"]["篇数 Drafts"] == 3
    assert sentences["它能美白"]["所在草稿 Found in"].splitlines() == ["1", "2", "5"]


def fill(path: str, name: str, where: str, is_: Any, **cells: Any) -> None:
    """Fill in the decision columns of the row whose column *where* holds *is_*."""
    book = openpyxl.load_workbook(path)
    sheet = book[name]
    top = 2 if name == "第一批" else 1
    columns = {str(cell.value).split()[0]: cell.column for cell in sheet[top]}
    row = next(row for row in range(top + 1, sheet.max_row + 1) if sheet.cell(row, columns[where]).value == is_)
    for header, value in cells.items():
        sheet.cell(row, columns[header]).value = value
    book.save(path)


def test_decisions_filled_in_are_read_back(run: Run) -> None:
    run("check", "批次.xlsx", "--format", "xlsx", "--output", "out.xlsx", *DEMO)
    kept = {"决定": "有依据保留", "决定理由": "备案有", "决定人": "王", "保留的依据": "E1\nE2", "例外草稿": "5"}
    fill("out.xlsx", "逐句决定 Decisions", "句子", "它能美白", **kept)
    fill("out.xlsx", "第一批", "编号", 3, 决定="误报", 决定理由="汤不是商品", 决定人="李")
    session = run("review", "apply", "out.xlsx", "批次.xlsx", "--format", "json", *DEMO)
    assert session.out, session.err
    found = {draft["id"]: draft for draft in json.loads(session.out)["drafts"]}
    claims = {name: [each["text"] for each in draft["findings"] if each["text"]] for name, draft in found.items()}
    assert claims == {"1": [], "2": [], "3": [], "4": ["消炎"], "5": ["美白"]}
    assert [each["by"] for each in found["1"]["suppressed"]] == ["王"]
    assert found["1"]["suppressed"][0]["reason"] == "备案有 [E1, E2]"
    assert found["3"]["verdict"] == "pass"
    assert "没有用上" not in session.err
    gathered = run("review", "decisions", "out.xlsx", "--output", "decisions.json")
    assert gathered.code == 0
    content = json.loads(Path("decisions.json").read_text(encoding="utf-8"))["decisions"]
    assert {(each["decision"], each["by"]) for each in content} == {("keep", "王"), ("false-alarm", "李")}
    again = run("review", "apply", "decisions.json", "批次.xlsx", "--format", "json", *DEMO)
    assert json.loads(again.out) == json.loads(session.out)


def test_a_workbook_reviewed_again_keeps_what_people_wrote(run: Run) -> None:
    run("check", "批次.xlsx", "--format", "xlsx", "--output", "out.xlsx", *DEMO)
    fill("out.xlsx", "第一批", "编号", 1, 决定="必须改", 决定理由="见会议", 决定人="王")
    fill("out.xlsx", "逐句决定 Decisions", "句子", "它能美白", 决定="必须改", 决定理由="没有注册证", 决定人="王")
    before = openpyxl.load_workbook("out.xlsx")["第一批"].max_column
    run("check", "out.xlsx", "--format", "xlsx", "--output", "again.xlsx", *DEMO)
    assert openpyxl.load_workbook("again.xlsx")["第一批"].max_column == before
    assert rows("again.xlsx", "第一批")[0]["决定 Decision"] == "必须改"
    kept = [row for row in rows("again.xlsx", "逐句决定 Decisions") if row["句子 Sentence"] == "它能美白"]
    assert kept[0]["决定理由 Reason"] == "没有注册证"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"决定": "有依据保留", "决定理由": "x", "决定人": "王"}, "“keep” needs its evidence"),
        ({"决定": "误报", "决定理由": "x"}, "nobody is named"),
        ({"决定": "算了", "决定理由": "x", "决定人": "王"}, "a decision cannot be '算了'"),
    ],
)
def test_a_decision_with_a_gap_is_named_by_its_row(run: Run, cells: dict[str, str], said: str) -> None:
    run("check", "批次.xlsx", "--format", "xlsx", "--output", "out.xlsx", *DEMO)
    fill("out.xlsx", "第一批", "编号", 1, **cells)
    session = run("review", "apply", "out.xlsx", "批次.xlsx", "--lang", "en")
    assert session.code == 4
    assert said in session.err


def test_a_row_that_cannot_be_read_says_so_in_its_row(run: Run) -> None:
    book = openpyxl.load_workbook("批次.xlsx")
    book["第一批"]["D4"].value = "随便"
    book.save("批次.xlsx")
    session = run("check", "批次.xlsx", "--format", "xlsx", "--output", "out", *DEMO)
    assert session.code == 4
    assert "批次.xlsx#第一批!4: commercial 不能写“随便”" in session.err
    found = rows("out/批次.xlsx", "第一批")
    assert [row["检查结果 Verdict"].split()[0] for row in found] == ["■", "◌", "■", "■", "■"]
    assert "commercial 不能写“随便”" in found[1]["检查发现 Findings"]


@pytest.mark.parametrize("output", ["批次.xlsx", "."])
def test_what_was_sent_in_is_never_replaced(run: Run, output: str) -> None:
    before = Path("批次.xlsx").read_bytes()
    session = run("check", "批次.xlsx", "--format", "xlsx", "--output", output, *DEMO)
    assert session.code == 2
    assert "不能覆盖" in session.err
    assert Path("批次.xlsx").read_bytes() == before


def test_a_workbook_without_a_decision_column_is_said(run: Run) -> None:
    assert "has no decision column" in run("review", "apply", "批次.xlsx", "批次.xlsx", "--lang", "en").err


def test_drafts_from_text_files_get_a_workbook_and_no_cell_is_a_formula(run: Run) -> None:
    Path("a.md").write_text(
        "---\ntitle: '=HYPERLINK(\"http://x\")'\ncreator: '@阿栗'\n---\n=1+1 它能美白", encoding="utf-8"
    )
    session = run("check", "a.md", "--format", "xlsx", "--output", "out", *DEMO)
    assert session.out.strip() == "out/review.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(Path("out/review.xlsx").read_bytes()))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f"]
    assert book["草稿"]["C2"].value == '\'=HYPERLINK("http://x")'
    assert book["草稿"]["D2"].value == "'=1+1 它能美白"
