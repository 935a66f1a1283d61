"""Input from strangers: whatever it holds, each draft is read or refused in a sentence, and nothing else happens.

Every test runs a few seeded examples; ``make fuzz`` runs many, at random. What a run finds becomes a file in
``data/found`` or an ``@example``.
"""

import contextlib
import io
import os
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import DEMO_RULES, Run
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xhs_compliance.linter import Linter
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.errors import InputError
from xhs_compliance.model.report import Failure, RenderOptions, Report
from xhs_compliance.model.words import Bilingual
from xhs_compliance.packs.files import builtin_rules
from xhs_compliance.packs.load import load_rulebook
from xhs_compliance.packs.yaml_reader import read_nodes
from xhs_compliance.readers.claim_sheet import read_claim_sheet
from xhs_compliance.readers.files import read_path
from xhs_compliance.readers.jsonl import read_jsonl
from xhs_compliance.readers.markdown import read_draft
from xhs_compliance.readers.orders import read_orders
from xhs_compliance.readers.subtitles import read_subtitles
from xhs_compliance.readers.tables import read_table
from xhs_compliance.readers.word import read_word
from xhs_compliance.reporters.formats import FORMATS

EXAMPLES = int(os.environ.get("XHS_FUZZ", "0"))
"""Examples for each test in a long run; 0 for the short seeded one."""

FOUND = Path(__file__).parent / "data" / "found"
DEMO = ("--packs", "demo", "--rules-dir", str(DEMO_RULES), "--lang", "en")


def fuzz(short: int = 60) -> settings:
    return settings(
        max_examples=EXAMPLES or short,
        derandomize=not EXAMPLES,
        database=None,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )


@pytest.mark.parametrize("path", sorted(FOUND.iterdir()), ids=lambda path: path.name)
def test_what_once_broke_a_reader_is_refused_in_a_sentence(run: Run, path: Path) -> None:
    session = run("check", str(path), *DEMO)
    assert session.code == 4, session.err
    assert "Traceback" not in session.err + session.out
    assert "root:" not in session.err + session.out
    assert path.name in session.err + session.out


def test_a_brief_that_is_a_link_leading_out_is_not_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "drafts").mkdir()
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (tmp_path / "drafts" / "inside.txt").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "drafts" / "a.md").write_text("---\nbrief: inside.txt\n---\ntext\n", encoding="utf-8")
    session = run("check", "drafts", *DEMO)
    assert session.code == 4
    assert "must be a file in the draft's folder" in " ".join(session.out.split())


# Text formats: pieces of the format itself, shuffled, reach further than random bytes.

_PARTS = """
最好 美白 --- text title 正文 facts commercial paid id brief allow rule until cover comments : - { } [ ] ' " , ; &a *a
!!int ! <<: ? | > # 0x 1e999 null 00:00:01,000 <font {\\ --> ../ /etc/passwd \\ud800 \\u0000 =1+1
"""
_ENDS = ("\n", "\r\n", "\r", "\u2028", "\x85", "\0", "\ufeff", "\u202e", "\t", " ", ": ", "- ", "&a ")
_WORDS = st.sampled_from([*_PARTS.split(), *_ENDS])
_PIECES = st.lists(st.one_of(_WORDS, st.text(max_size=5)), max_size=40).map(
    lambda pieces: "".join(pieces).encode("utf-8", "replace")
)
_BYTES = st.one_of(_PIECES, st.binary(max_size=60))


def settled(entries: Any) -> list[Draft | Failure]:
    """What a reader gave, or its refusal: a sentence in both languages."""
    try:
        found = entries() if callable(entries) else entries
        given_back = [found] if isinstance(found, Draft) else [getattr(each, "entry", each) for each in found]
    except InputError as error:
        given_back = [Failure(error.source, error.message)]
    for each in given_back:
        assert isinstance(each, Draft) or (each.message.zh and each.message.en)
    return given_back


@fuzz()
@given(head=_BYTES, body=_BYTES)
def test_front_matter(demo: Linter, head: bytes, body: bytes) -> None:
    for content in (b"---\n" + head + b"\n---\n" + body, head, b"---\nallow:\n- " + head + b"\n---\n" + body):
        settled(lambda content=content: read_draft(content, "a.md", demo.facts))


@fuzz()
@given(content=_BYTES, value=st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists, max_leaves=4))
def test_json_lines_give_one_entry_for_each_line(demo: Linter, content: bytes, value: Any) -> None:
    import json

    keys = ("id", "title", "text", "facts", "brief", "creator", "cover", "comments", "正文")
    lines = [json.dumps({"text": "汤", key: value}).encode() for key in keys]
    entries = settled(list(read_jsonl(b"\n".join(lines), "a.jsonl", demo.facts)))
    assert len(entries) == len(lines)
    settled(list(read_jsonl(content, "a.jsonl", demo.facts)))


@fuzz()
@given(content=_BYTES)
@pytest.mark.parametrize(
    "header", [b"", "编号,标题,正文,commercial\n".encode(), b'text;id\n"', b"claim,evidence,until\n"]
)
def test_tables(demo: Linter, header: bytes, content: bytes) -> None:
    settled(lambda: read_table(header + content, "a.csv", demo.facts))
    for read in (
        lambda: read_claim_sheet(header + content, "a.csv"),
        lambda: read_orders(b"pgy_order_id,brand,commercial\n" + content, "a.csv", demo.facts),
    ):
        with contextlib.suppress(InputError):
            read()


def test_a_claim_sheet_with_a_cell_larger_than_any_claim_is_refused() -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_claim_sheet(b'claim,evidence\n"' + b"a" * 200_000 + b'",x\n', "claims.csv")


@fuzz()
@given(content=_BYTES)
def test_subtitles(content: bytes) -> None:
    settled(lambda: read_subtitles(b"1\n00:00:01,000 --> 00:00:02,000\n" + content, "a.srt"))
    settled(lambda: read_subtitles(content, "a.srt"))


@fuzz()
@given(content=_BYTES)
def test_packs(content: bytes) -> None:
    read_nodes(content, "a.yaml")


# Office files: a real one, with a few bytes of one part changed.


def _word() -> bytes:
    import docx

    document = docx.Document()
    document.add_paragraph("标题：今天")
    document.add_paragraph("它能美白，最好用")
    document.add_table(2, 2).cell(0, 0).text = "commercial"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _workbook() -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    for row in (("编号", "正文", "commercial"), ("1", "它能美白", "paid"), (2, 3.5, "")):
        book.active.append(row)  # type: ignore[union-attr]  # a new book has a sheet
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_parts(content: bytes, change: Callable[[str, bytes], bytes], **further: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, change(name, source.read(name)))
        for name, part in further.items():
            target.writestr(name, part)
    return stream.getvalue()


def _read_office(content: bytes, name: str, demo: Linter) -> list[Draft | Failure]:
    if name == "a.docx":
        return settled(lambda: read_word(content, name, demo.facts))
    return settled(lambda: read_table(content, name, demo.facts))


OFFICE = pytest.mark.parametrize(("name", "make"), [("a.docx", _word), ("a.xlsx", _workbook)])


@OFFICE
@fuzz(30)
@given(seed=st.integers(0, 2**32))
def test_a_damaged_office_file(demo: Linter, name: str, make: Callable[[], bytes], seed: int) -> None:
    chance = random.Random(seed)
    content = make()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        part = chance.choice(archive.namelist())

    def damage(which: str, text: bytes) -> bytes:
        if which != part or not text:
            return text
        at = chance.randrange(len(text))
        wrong = chance.choice([b"", b"<", b">", b'"', b"\xff", b"-1", b"999999999999", b"<a>", b"&x;", b"/"])
        return text[:at] + wrong + text[at + chance.randrange(12) :]

    _read_office(with_parts(content, damage), name, demo)
    at = chance.randrange(len(content))
    _read_office(content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :], name, demo)
    _read_office(content[:at], name, demo)


@OFFICE
def test_entities_are_refused_whatever_the_part_is_called(demo: Linter, name: str, make: Callable[[], bytes]) -> None:
    part = {"a.docx": "word/document.xml", "a.xlsx": "xl/worksheets/sheet1.xml"}[name]
    hidden = part.removesuffix("xml") + "bin"
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(make())) as source, zipfile.ZipFile(stream, "w") as target:
        for each in source.namelist():
            text = source.read(each).replace(Path(part).name.encode(), Path(hidden).name.encode())
            if each == part:
                each, text = hidden, text.replace(b"<", b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">]><', 1)
            target.writestr(each, text)
        if name == "a.docx":
            target.writestr(part, b"<x/>")
    with pytest.raises(InputError, match="DOCTYPE"):
        (read_word if name == "a.docx" else lambda *a: list(read_table(*a)))(stream.getvalue(), name, demo.facts)


def test_one_damaged_sheet_is_a_sentence(demo: Linter, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(with_parts(_workbook(), lambda name, text: text[: len(text) // 2] if "sheet1" in name else text))
    entries = list(read_path(path, demo.facts, demo.defaults_for))
    assert isinstance(entries[-1], Failure)
    assert "damaged" in entries[-1].message.en


# From the draft to every report.


@fuzz(25)
@given(text=st.text(max_size=120), title=st.text(max_size=30), name=st.text(max_size=12))
def test_any_text_is_judged_and_reported_in_every_format(demo: Linter, text: str, title: str, name: str) -> None:
    mixed = f"{text}它能美白{title}<svg onload=alert(1)>最好{name}"
    review = demo.check(Draft(name, {"title": title, "text": mixed}, demo.defaults, source=name, creator=name))
    assert demo.check(review.draft).findings == review.findings
    for finding in review.findings:
        if finding.span is not None:
            field = review.draft.fields[finding.field]
            assert 0 <= finding.span.start < finding.span.end <= len(field)
            assert field[finding.span.start : finding.span.end] == finding.text
    report = Report((review, Failure(name, Bilingual(text, text))), "tool")
    for form in FORMATS.values():
        written = form.render(report, RenderOptions(language="en"))
        for content in written.values() if isinstance(written, dict) else [written]:
            assert content if isinstance(content, bytes) else content.encode("utf-8", "strict")


@fuzz(1)
@given(contents=st.lists(_BYTES, min_size=20, max_size=20))
def test_wrong_packs_are_told_and_stop_no_other(tmp_path: Path, contents: list[bytes]) -> None:
    shipped = (DEMO_RULES / "demo" / "rules.yaml").read_bytes()
    for number, content in enumerate(contents):
        folder = tmp_path / f"wrong-{number}"
        folder.mkdir(exist_ok=True)
        at = len(content) * 97 % len(shipped)
        (folder / "rules.yaml").write_bytes(shipped[:at] + content + shipped[at:] if number % 2 else content)
    book = load_rulebook([builtin_rules(), DEMO_RULES, tmp_path], go_on=True)
    assert "demo" in {pack.id for pack in book.packs}
    assert all(problem.message.zh and problem.message.en for problem in book.problems)
