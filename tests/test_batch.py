"""Batches at the command line, and the engine on Arrow: every way in gives the same answers."""

import csv
import gzip
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import AS_OF, DEMO_RULES, Run

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

from xhs_compliance.services.batch.arrow import ANSWERS, Settings, check_batch, check_batches  # noqa: E402
from xhs_compliance.services.batch.parts import Part, read_part, write_part  # noqa: E402

DEMO = ("--packs", "demo", "--rules-dir", str(DEMO_RULES), "--as-of", "2026-11-22", "--isolated", "--jobs", "1")
DRAFTS = [
    {"id": "a", "text": "它能美白", "facts": {"commercial": "paid"}},
    {"id": "b", "text": "今天的汤", "title": "汤"},
    {"id": "c", "text": "它不能美白，能mei白"},
    {"id": "d", "text": "汤", "facts": {"comercial": "paid"}},
    {"id": "e", "text": "=1+1"},
]


@pytest.fixture
def settings() -> Settings:
    return Settings(as_of=AS_OF, language="en", packs=("demo",), folders=(DEMO_RULES.resolve(),))


def put_lines(name: str, drafts: list[dict[str, Any]] = DRAFTS) -> None:
    content = "".join(json.dumps(draft, ensure_ascii=False) + "\n" for draft in drafts).encode()
    Path(name).parent.mkdir(exist_ok=True)
    Path(name).write_bytes(gzip.compress(content) if name.endswith(".gz") else content)


def as_batch() -> Any:
    rows = [{**draft, "facts": json.dumps(draft["facts"]) if "facts" in draft else None} for draft in DRAFTS]
    return pa.RecordBatch.from_pylist(
        rows, schema=pa.schema([(name, pa.string()) for name in ("id", "title", "text", "facts")])
    )


def test_a_batch_answers_as_check_does_and_every_line_has_its_answer(run: Run) -> None:
    put_lines("in.jsonl")
    checked = run("check", "in.jsonl", "--format", "jsonl", *DEMO[:-2])
    session = run("batch", "in.jsonl", "--output", "out.jsonl", "--chunk", "2", *DEMO)
    assert session.code == 4
    assert Path("out.jsonl").read_text(encoding="utf-8") == checked.out
    assert "there is no fact 'comercial'; did you mean 'commercial'?" in session.out
    summary = json.loads(Path("out.jsonl.summary.json").read_text(encoding="utf-8"))
    assert (summary["drafts"], summary["errors"]["count"]) == (5, 1)
    page = Path("out.jsonl.summary.html").read_text(encoding="utf-8")
    assert "<svg" in page
    assert "查了 5 篇草稿" in page
    assert "5 drafts checked" in page
    assert not Path("out.jsonl.parts").exists()


def test_local_runner_arrow_and_its_stream_give_identical_answers(run: Run, settings: Settings) -> None:
    put_lines("in.jsonl.gz")
    run("batch", "in.jsonl.gz", "--output", "out.parquet", "--chunk", "2", *DEMO)
    apart = ["source", "draft", "review"]  # say where a draft was read
    local = pq.read_table("out.parquet").drop_columns(apart)
    whole = pa.Table.from_batches([check_batch(as_batch(), settings)])
    rows = as_batch()
    pieces = pa.Table.from_batches(list(check_batches((rows.slice(0, 2), rows.slice(2)), settings)))
    assert whole.schema == ANSWERS
    assert whole == pieces
    assert local.to_pylist() == whole.drop_columns(apart).to_pylist()


def test_a_folder_of_shards_of_three_kinds_with_mapped_columns(run: Run) -> None:
    Path("in").mkdir()
    Path("in/a.csv").write_text("编号,文案,commercial\nx1,它能美白,paid\nx2,汤,\n", encoding="gb18030")
    pq.write_table(pa.table({"编号": ["y1"], "文案": ["它能美白"], "commercial": ["gifted"]}), "in/b.parquet")
    put_lines("in/c.jsonl", [{"编号": "z1", "文案": "汤"}])
    columns = ("--column", "text=文案", "--column", "id=编号")
    assert run("batch", "in", "--output", "out.parquet", *columns, "--fail-on", "never", *DEMO).code == 0
    answers = pq.read_table("out.parquet").to_pylist()
    assert [(row["id"], row["source"]) for row in answers] == [
        ("x1", "a.csv:2"),
        ("x2", "a.csv:3"),
        ("y1", "b.parquet:1"),
        ("z1", "c.jsonl:1"),
    ]
    assert answers[0]["verdict"] == "block"
    run("batch", "in", "--output", "shards", *columns, *DEMO)
    assert sorted(path.name for path in Path("shards").iterdir()) == ["a.parquet", "b.parquet", "c.parquet"]


def test_a_table_of_answers_is_checked_again_from_its_drafts(run: Run) -> None:
    put_lines("in.jsonl", [draft for draft in DRAFTS if draft["id"] != "d"])
    run("batch", "in.jsonl", "--output", "one.parquet", *DEMO)
    run("batch", "one.parquet", "--output", "two.parquet", *DEMO)
    columns = ["id", "verdict", "rules", "findings"]
    assert pq.read_table("one.parquet", columns=columns) == pq.read_table("two.parquet", columns=columns)


def test_a_table_for_people_holds_no_formula(run: Run) -> None:
    put_lines("in.jsonl", [{"id": "=HYPERLINK(1)", "text": "汤"}])
    run("batch", "in.jsonl", "--output", "out.csv", *DEMO)
    with Path("out.csv").open(encoding="utf-8-sig", newline="") as file:
        assert next(csv.DictReader(file))["id"] == "'=HYPERLINK(1)"


def test_a_finished_run_is_not_run_again_and_keeps_its_day(run: Run) -> None:
    put_lines("in.jsonl")
    undated = tuple(word for word in DEMO if word not in ("--as-of", "2026-11-22"))
    run("batch", "in.jsonl", "--output", "out.parquet", *DEMO)
    before = Path("out.parquet").stat().st_mtime_ns
    assert run("batch", "in.jsonl", "--output", "out.parquet", "--resume", *undated).code == 4
    assert Path("out.parquet").stat().st_mtime_ns == before


def test_mistakes_are_said(run: Run) -> None:
    put_lines("in.jsonl")
    assert run("batch", "nothing", "--output", "out.parquet", *DEMO).code == 2
    assert "the ending names no format" in run("batch", "in.jsonl", "--output", "out.doc", *DEMO).err
    Path("bad.csv").write_text("编号,谁\n1,x\n", encoding="utf-8")
    session = run("batch", "bad.csv", "--output", "out.parquet", *DEMO)
    assert session.code == 4
    assert "--column text=HEADER" in session.err


def test_a_damaged_part_is_no_part(tmp_path: Path, settings: Settings) -> None:
    part = Part(check_batch(as_batch(), settings), [(0.5, "a")], 1.5)
    path = tmp_path / "one.part"
    write_part(path, part)
    assert read_part(path) == part
    path.write_bytes(path.read_bytes()[:-7])
    assert read_part(path) is None


def test_what_comes_into_force_is_noted(settings: Settings) -> None:
    from dataclasses import replace

    early = replace(settings, as_of=date(1990, 1, 1), until=date(2026, 11, 22))
    (row,) = check_batch(as_batch().slice(0, 1), early).to_pylist()
    assert row["verdict"] == "pass"
    assert "on, “美白”" in row["review"]


def test_an_archive_shows_what_a_change_of_law_changes(run: Run) -> None:
    put_lines("in.jsonl", [{"id": "a", "text": "这款面霜是全网最好的面霜", "facts": {"commercial": "paid"}}])
    run("batch", "in.jsonl", "--output", "archive.parquet", "--isolated", "--jobs", "1", "--as-of", "2026-11-22")
    session = run("packs", "diff", "1990-01-01", "2026-11-22", "--on", "archive.parquet", "--output", "todo.csv")
    assert session.code == 0
    assert "cn-absolute/" in session.out
    assert "nothing is deleted" in session.out
    with Path("todo.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["id"], row["before"], row["after"]) == ("a", "pass", "block")
    assert run("packs", "diff", "last year", "2026-11-22", "--on", "archive.parquet").code == 2
