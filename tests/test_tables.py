"""Drafts from tables: CSV as people save it, Excel, JSON Lines with a table's headers."""

import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest
from conftest import DEMO_RULES, Run

from xhs_compliance.linter import Linter
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.errors import InputError, UsageError
from xhs_compliance.model.report import Failure
from xhs_compliance.office.workbook import harmless
from xhs_compliance.readers.columns import Row, map_columns
from xhs_compliance.readers.tables import read_table

DEMO = ("--packs", "demo", "--rules-dir", str(DEMO_RULES), "--as-of", "2026-11-22")
CHINESE = (
    "编号,达人昵称,粉丝数,笔记标题,文案,话题,合作形式,品类,备注\n01,阿栗,8000,夏天,它能美白,#防晒,付费,化妆品,加急\n"
)


def rows(content: bytes | str, demo: Linter, name: str = "t.csv", **asked: str) -> list[Row]:
    raw = content.encode() if isinstance(content, str) else content
    return list(read_table(raw, name, demo.facts, asked=asked))


def drafts(found: list[Row]) -> list[Draft]:
    return [row.entry for row in found if isinstance(row.entry, Draft)]


def workbook(*sheets: tuple[str, list[list[object]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, lines in sheets:
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_table_with_chinese_headers_in_every_encoding_excel_saves(
    demo: Linter, encoding: str, delimiter: str
) -> None:
    (row,) = rows(CHINESE.replace(",", delimiter).encode(encoding), demo)
    assert isinstance(row.entry, Draft)
    assert row.entry.id == "01"
    assert row.entry.creator == "阿栗"
    assert dict(row.entry.fields) == {"title": "夏天", "text": "它能美白\n#防晒"}
    assert row.entry.facts.values == {"commercial": ("paid",), "product_category": ("cosmetics",)}
    assert row.extras == {"followers": "8000", "备注": "加急"}


def test_english_headers_and_a_column_named_by_option(demo: Linter) -> None:
    (draft,) = drafts(rows("ID,Version A,Copy,Markets\na,它能美白,旧的,US\n", demo, text="version a"))
    assert (draft.id, draft.text, draft.facts.words("markets")) == ("a", "它能美白", ("US",))


def test_a_bad_row_is_named_and_the_others_are_read(demo: Linter) -> None:
    found = rows('正文,commercial\n汤,paid\n汤,payed\n,paid\n,\n"两行\n的汤",none\n', demo)
    assert [row.number for row in found] == [2, 3, 4, 6]
    assert [row.entry.source for row in found] == ["t.csv:2", "t.csv:3", "t.csv:4", "t.csv:6"]
    failures = [row.entry.message.en for row in found if isinstance(row.entry, Failure)]
    assert failures == [
        "commercial cannot be 'payed'; did you mean 'paid'?",
        "this row has no text (or a formula that was never calculated)",
    ]
    assert drafts(found)[-1].text == "两行\n的汤"


def test_a_cell_larger_than_any_post_does_not_end_the_table(demo: Linter) -> None:
    found = rows(f"正文\n{'汤' * 200_000}\n面\n", demo)
    assert [type(row.entry).__name__ for row in found] == ["Failure", "Draft"]


@pytest.mark.parametrize(
    ("content", "asked", "error", "said"),
    [
        ("编号,备注\n1,2\n", {}, InputError, "no column holds the text; the header row is: 编号, 备注"),
        ("正文,comercial\n汤,paid\n", {}, InputError, "unknown column 'comercial'; did you mean 'commercial'?"),
        ("正文\n汤\n", {"text": "文安"}, UsageError, "has no column '文安'"),
        ("正文\n汤\n", {"txet": "正文"}, UsageError, "a column cannot be 'txet'; did you mean 'text'?"),
        (b"\x81\x20\xff\xff\xff", {}, InputError, "unknown encoding"),
        ("", {}, InputError, "the header row is: empty"),
    ],
)
def test_a_table_that_cannot_be_read_is_one_sentence(
    demo: Linter, content: str | bytes, asked: dict[str, str], error: type[Exception], said: str
) -> None:
    with pytest.raises(error) as caught:
        rows(content, demo, **asked)
    assert said in str(caught.value)


def test_a_workbook_row_by_row_with_a_banner_above_the_header(demo: Linter) -> None:
    content = workbook(
        ("说明", [["先看这里"]]),
        (
            "第一批",
            [
                ["晴野防晒 11 月"],
                [],
                ["笔记ID", "正文", "合作关系"],
                [7.0, "它能美白", "品牌付钱了"],
                [],
                [8, "汤", "自购"],
            ],
        ),
    )
    found = rows(content, demo, "批次.xlsx")
    assert [(d.id, d.source, d.text, d.facts.words("commercial")) for d in drafts(found)] == [
        ("7", "批次.xlsx#第一批!4", "它能美白", ("paid",)),
        ("8", "批次.xlsx#第一批!6", "汤", ("none",)),
    ]


def test_names_of_facts_win_over_daily_speech(demo: Linter) -> None:
    columns = map_columns(["commercial", "合作形式", "text", "正文"], demo.facts)
    assert (columns.places["commercial"], columns.places["text"]) == (0, 2)
    assert list(columns.others) == ["合作形式", "正文"]


def repacked(content: bytes, change: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change.get(name, old.read(name)))
        for name in change.keys() - set(old.namelist()):
            new.writestr(name, change[name])
    return stream.getvalue()


LAUGHS = b"""<?xml version="1.0"?><!-- far down --><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;">]>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>"""


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"xl/worksheets/sheet1.xml": LAUGHS}, "declares a DOCTYPE"),
        ({"xl/worksheets/sheet1.xml": LAUGHS.decode().encode("utf-16")}, "declares a DOCTYPE"),
        ({"xl/media/a.bin": b"\0" * 20_000_000}, "a zip bomb"),
        ({"xl/worksheets/sheet1.xml": b"<worksheet"}, "cannot be opened"),
    ],
)
def test_dangerous_and_broken_workbooks_are_refused(demo: Linter, change: dict[str, bytes], said: str) -> None:
    with pytest.raises(InputError, match=said):
        rows(repacked(workbook(("a", [["正文"], ["汤"]])), change), demo, "a.xlsx")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04 and nothing else", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "an old .doc or .xls, or a file with a password"),
        (repacked(workbook(("a", [["x"]])), {})[:-40], "damaged"),
    ],
)
def test_what_is_no_workbook_is_said(demo: Linter, content: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        rows(content, demo, "a.xlsx")


@pytest.mark.parametrize("text", ["=1+1", "+86", "-3", "@sum", "\t=1", " =HYPERLINK(1)"])
def test_what_looks_like_a_formula_is_a_text(text: str) -> None:
    assert harmless(text) == f"'{text}"
    assert harmless("它 = 1") == "它 = 1"


def test_check_reads_tables_at_the_command_line(run: Run) -> None:
    Path("批次").mkdir()
    Path("批次/a.csv").write_bytes(CHINESE.encode("gb18030"))
    Path("批次/b.xlsx").write_bytes(workbook(("第一批", [["id", "正文", "commercial"], ["b1", "它能美白", "paid"]])))
    Path("批次/~$b.xlsx").write_bytes(b"a lock file of Excel")
    Path("批次/坏.xlsx").write_bytes(b"no workbook")
    session = run("check", "批次", "--format", "json", *DEMO)
    found = json.loads(session.out)["drafts"]
    assert session.code == 4
    assert [(draft["id"], draft.get("verdict")) for draft in found] == [("01", "block"), ("b1", "block"), (None, None)]
    named = run(
        "check", "-", "--input-format", "csv", "--column", "text=稿", "--format", "json", *DEMO, stdin="稿\n它能美白\n"
    )
    assert json.loads(named.out)["drafts"][0]["verdict"] == "review"


def test_json_lines_may_have_a_tables_headers(run: Run) -> None:
    given = '{"编号":"a","正文":"它能美白","合作形式":"付费"}\n{"编号":"b","别的":"汤"}\n'
    session = run("check", "-", "--format", "jsonl", *DEMO, stdin=given)
    answers = [json.loads(line) for line in session.out.splitlines()]
    assert (answers[0]["id"], answers[0]["verdict"]) == ("a", "block")
    assert answers[1]["error"]["message"] == "'text' is missing"
    other = '{"n":"a","稿":"它能美白"}\n{"n":"b"}\n'
    session = run("check", "-", "--format", "jsonl", "--column", "text=稿", "--column", "id=n", *DEMO, stdin=other)
    answers = [json.loads(line) for line in session.out.splitlines()]
    assert answers[0]["id"] == "a"
    assert "has no column '稿'" in answers[1]["error"]["message"]
