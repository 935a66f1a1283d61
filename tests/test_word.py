"""Word files: read in order with tracked changes and tables, written back with comments at exactly the words found."""

import io
import json
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from conftest import DEMO_RULES, Run
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st
from test_tables import LAUGHS, repacked, workbook

from xhs_compliance.linter import Linter
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.errors import InputError
from xhs_compliance.model.span import Span
from xhs_compliance.office.comments import add_comment
from xhs_compliance.office.comments import saved as office_saved
from xhs_compliance.office.document import open_document
from xhs_compliance.readers.word import read_word

DEMO = ("--packs", "demo", "--rules-dir", str(DEMO_RULES), "--as-of", "2026-11-22", "--lang", "zh")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
AUTHOR = 'w:id="90" w:author="王" w:date="2026-11-20T09:00:00Z"'


def saved(document: Any) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def read(document: Any, demo: Linter, source: str = "稿.docx") -> Draft:
    content = document if isinstance(document, bytes) else saved(document)
    return read_word(content, source, demo.facts)


def tracked(paragraph: Any, kind: str, text: str) -> None:
    tag = "delText" if kind == "del" else "t"
    paragraph._p.append(
        parse_xml(f'<w:{kind} {SPACE} {AUTHOR}><w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r></w:{kind}>')
    )


def a_reviewed_draft() -> Any:
    """A title, bold in the middle of a word, a tracked change, an old comment, a table between paragraphs, an emoji."""
    document = docx.Document()
    document.add_heading("夏天的一瓶", level=1)
    paragraph = document.add_paragraph("【广告】这瓶真能美")
    paragraph.add_run("白").bold = True
    paragraph.add_run("，推荐👩‍🔬！")
    document.add_comment(paragraph.runs[0], text="这里再看看：美白", author="王", initials="W")
    second = document.add_paragraph("它")
    tracked(second, "del", "不能消炎，")
    tracked(second, "ins", "能消炎，")
    second.add_run("真的")
    table = document.add_table(rows=2, cols=3)
    for row, words in zip(table.rows, (("质地", "水感", "不黏"), ("气味", "没有", "能美白")), strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    document.add_paragraph("最后一句")
    return document


def anchors(content: bytes) -> list[tuple[str, str]]:
    """Every comment of a Word file and the words it stands at, in order, read without our own code."""
    document = docx.Document(io.BytesIO(content))
    texts = {str(comment.comment_id): comment.text for comment in document.comments}
    open_now: dict[str, str] = {}
    done: list[tuple[str, str]] = []
    for element in document.element.body.iter():
        if element.tag == f"{W}commentRangeStart":
            open_now[element.get(f"{W}id")] = ""
        elif element.tag == f"{W}commentRangeEnd":
            number = element.get(f"{W}id")
            done.append((texts[number], open_now.pop(number)))
        elif element.tag == f"{W}t":
            open_now = {number: said + (element.text or "") for number, said in open_now.items()}
    assert not open_now
    return done


def test_a_document_is_read_in_order_with_its_changes_accepted(demo: Linter) -> None:
    draft = read(a_reviewed_draft(), demo)
    assert dict(draft.fields) == {
        "title": "夏天的一瓶",
        "text": "【广告】这瓶真能美白，推荐👩‍🔬！\n它能消炎，真的\n质地\t水感\t不黏\n气味\t没有\t能美白\n最后一句",
    }
    assert [note.en for note in draft.notes] == [
        "tracked changes (1 inserted, 1 deleted) were read as accepted",
        "comments in the file were not read as text: 1",
    ]


def test_labels_in_lines_and_tables_name_fields_and_facts(demo: Linter) -> None:
    document = docx.Document()
    document.add_heading("晴野 达人稿 V2", level=0)
    document.add_paragraph("达人：阿栗")
    document.add_paragraph("合作形式：付费")
    document.add_paragraph("标题：夏天的一瓶")
    document.add_paragraph("正文：第一行")
    document.add_paragraph("第二行，质地：水感")
    document.add_paragraph("置顶评论：快来")
    table = document.add_table(rows=3, cols=2)
    lines = (("封面文字", "好用"), ("话题", "#夏天"), ("产品类别", "普通化妆品"))
    for row, words in zip(table.rows, lines, strict=True):
        row.cells[0].text, row.cells[1].text = words
    draft = read(document, demo)
    assert dict(draft.fields) == {
        "title": "夏天的一瓶",
        "text": "第一行\n第二行，质地：水感\n#夏天",
        "cover": "好用",
        "pinned-comment": "快来",
    }
    assert draft.creator == "阿栗"
    assert draft.facts.values == {"commercial": ("paid",), "product_category": ("cosmetics",)}


def test_a_deleted_paragraph_mark_joins_two_lines(demo: Linter) -> None:
    document = docx.Document()
    first = document.add_paragraph("它能美")
    first._p.get_or_add_pPr().append(parse_xml(f"<w:rPr {SPACE}><w:del {AUTHOR}/></w:rPr>"))
    document.add_paragraph("白")
    assert read(document, demo).text == "它能美白"


def test_findings_come_back_as_comments_at_their_words(run: Run) -> None:
    Path("稿").mkdir()
    original = saved(a_reviewed_draft())
    Path("稿/a.docx").write_bytes(original)
    session = run("check", "稿", "--format", "docx", "--facts", "commercial=paid", "--output", "out", *DEMO)
    assert session.code == 1
    (written,) = session.out.split()
    assert written == "out/a.docx"
    content = Path(written).read_bytes()
    found = anchors(content)
    assert found.pop(1) == ("这里再看看：美白", "【广告】这瓶真能美"), "the comment that was there stays as it was"
    assert [(said.splitlines()[0], words) for said, words in found] == [
        ("■ 需修改", "夏天的一瓶"),
        ("■ 错误 “美白”", "美白"),
        ("■ 错误 “消炎”", "消炎"),
        ("■ 错误 “美白”", "美白"),
    ]
    before, after = docx.Document(io.BytesIO(original)), docx.Document(io.BytesIO(content))
    assert [p.text for p in after.paragraphs] == [p.text for p in before.paragraphs]
    assert [r.text for r in after.paragraphs[1].runs if r.bold] == ["白"]
    assert len(list(after.element.body.iter(f"{W}del"))) == 1


def test_a_text_draft_becomes_a_word_file_with_comments(run: Run) -> None:
    Path("a.md").write_text(
        "---\ntitle: 夏天\ncommercial: paid\n---\n【广告】一\r\n\x02它能m\u200bei白\n", encoding="utf-8"
    )
    run("check", "a.md", "--format", "docx", "--output", "a.docx", *DEMO)
    document = docx.Document("a.docx")
    lines = [p.text for p in document.paragraphs]
    assert lines == ["标题", "夏天", "正文", "【广告】一", "\ufffd它能m\u200bei白"]
    assert "m\u200bei白" in [words for _, words in anchors(Path("a.docx").read_bytes())]


def test_a_document_that_changed_meanwhile_gets_no_comment_at_wrong_words(run: Run, demo: Linter) -> None:
    from xhs_compliance.reporters.word import commented

    review = demo.check(read(a_reviewed_draft(), demo))
    other = docx.Document()
    other.add_paragraph("完全是别的话，能美白")
    written = commented(review, saved(other), "en")
    assert [words for _, words in anchors(written)][1:] == ["美白", "消炎", "美白"]
    assert "完全是别的话" not in "".join(p.text for p in docx.Document(io.BytesIO(written)).paragraphs)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"not a zip", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "an old .doc"),
        (repacked(saved(docx.Document()), {"word/document.xml": LAUGHS}), "declares a DOCTYPE"),
        (repacked(saved(docx.Document()), {"word/media/x.bin": b"\0" * 30_000_000}), "a zip bomb"),
        (saved(docx.Document()), "the document holds no text to check"),
    ],
)
def test_dangerous_broken_and_empty_documents_are_refused(demo: Linter, content: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read(content, demo)


def test_a_declaration_nobody_knows_is_said(demo: Linter) -> None:
    document = docx.Document()
    document.add_paragraph("合作形式：随便")
    document.add_paragraph("正文：汤")
    with pytest.raises(InputError, match="commercial cannot be '随便'"):
        read(document, demo)


def test_subtitles_keep_their_times(run: Run) -> None:
    cues = ("1\n00:00:01,000 --> 00:00:03,500\n大家好\n<i>今天喝汤</i>", "2\n00:01:02.250 --> 00:01:04,000\n它能美白\n")
    srt = "\n\n".join(cues).replace("\n", "\r\n")
    Path("a.srt").write_text(srt, encoding="utf-8", newline="")
    session = run("check", "a.srt", "--format", "json", *DEMO)
    (draft,) = json.loads(session.out)["drafts"]
    claim = next(finding for finding in draft["findings"] if finding["text"] == "美白")
    assert (claim["start"], claim["end"], claim["time"]) == (11, 13, "00:01:02,250")
    Path("b.srt").write_text("no subtitles", encoding="utf-8")
    assert "no time code" in run("check", "b.srt", "--lang", "en").out


OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.mark.office
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed; install libreoffice-writer and -calc")
@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_libreoffice_opens_what_we_write(run: Run, tmp_path: Path, ending: str) -> None:
    assert OFFICE is not None
    Path("a.docx").write_bytes(saved(a_reviewed_draft()))
    run("check", "a.docx", "--format", ending, "--facts", "commercial=paid", "--output", f"out.{ending}", *DEMO)
    subprocess.run(
        [OFFICE, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), f"out.{ending}"],
        check=True,
        capture_output=True,
        timeout=180,
    )
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF")


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_a_comment_stands_at_exactly_its_words_however_the_runs_are_cut(data: st.DataObject) -> None:
    words = st.text(st.sampled_from("美白 a👩‍🔬\u200b，<&\n\t"), min_size=1, max_size=6)
    document = docx.Document()
    for runs in data.draw(st.lists(st.lists(words, min_size=1, max_size=4), min_size=1, max_size=3)):
        paragraph = document.add_paragraph()
        for run in runs:
            paragraph.add_run(run).bold = data.draw(st.booleans())
    draft = open_document(saved(document), "a.docx")
    text = draft.texts()["text"]
    spans = data.draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))), max_size=5))
    expected = []
    for number, (start, end) in enumerate(spans):
        said = text[start:end].replace("\n", "").replace("\t", "")
        if said and add_comment(draft, "text", Span(start, end), [str(number)], date(2026, 11, 22)):
            expected.append((str(number), said))
    content = office_saved(draft)
    assert sorted(anchors(content)) == sorted(expected)
    before = [paragraph.text for paragraph in document.paragraphs]
    assert [paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs] == before


@pytest.mark.parametrize(("module", "name"), [("docx", "a.docx"), ("openpyxl", "a.xlsx")])
def test_without_the_extra_the_error_says_how_to_install_it(
    run: Run, monkeypatch: pytest.MonkeyPatch, module: str, name: str
) -> None:
    content = saved(a_reviewed_draft()) if module == "docx" else workbook(("a", [["正文"], ["汤"]]))
    Path(name).write_bytes(content)
    monkeypatch.setitem(sys.modules, module, None)
    session = run("check", name, "--lang", "en", *DEMO[:6])
    assert session.code == 2
    assert "pip install 'xhs-compliance[office]'" in session.err
