"""Batches at the command line, and the engine on Arrow: every way in gives the same answers."""

import bz2
import csv
import gzip
import json
import lzma
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import AS_OF, DEMO_RULES, Run

from xhs_compliance.config.settings import Config, PathFacts
from xhs_compliance.packs.files import builtin_rules

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed: pip install 'xhs-compliance[batch]'")
pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed: pip install 'xhs-compliance[batch]'")

from xhs_compliance.services.batch.arrow import (  # noqa: E402 - needs pyarrow, without which all of this is skipped
    ANSWERS,
    Settings,
    check_batch,
    check_batches,
)
from xhs_compliance.services.batch.parts import Part, read_part, write_part  # noqa: E402 - the same

DEMO = ("--packs", "demo", "--rules-dir", str(DEMO_RULES), "--as-of", "2026-11-22", "--isolated", "--jobs", "1")
DRAFTS = [
    {"id": "a", "text": "它能美白", "facts": {"commercial": "paid"}},
    {"id": "b", "text": "今天的汤", "title": "汤"},
    {"id": "c", "text": "它不能美白，能mei白"},
    {"id": "d", "text": "汤", "facts": {"comercial": "paid"}},
    {"id": "e", "text": "=1+1"},
]
COMPRESS: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zst": lambda content: pa.Codec("zstd").compress(content).to_pybytes(),
}
MAIN = "import sys; from xhs_compliance.cli.main import main; main()"
FAILING = ("batch", "in.jsonl", "--output", "out.parquet", "--timeout", "2", "--fail-on", "never")
PACK = """\
schema: 1
pack: claims
version: "2026.11"
markets: [CN]
title: {zh: 声称, en: Claims}
rules:
  - id: claim
    category: beauty-claim
    confidence: high
    title: {zh: 声称, en: Claim}
    find: {terms: [{term}]}
    severity: [{is: error}]
    message: {zh: 要有注册, en: Needs a registration}
    why: {zh: 法律这样规定, en: The law says so}
    advice: {zh: 删掉, en: Delete it}
    basis: [csar-16]
    checked: "2026-11-22"
    examples: {flag: [{text: "它能[[{term}]]"}], pass: [汤]}
"""


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
    early = replace(settings, as_of=date(1990, 1, 1), until=date(2026, 11, 22))
    (row,) = check_batch(as_batch().slice(0, 1), early).to_pylist()
    assert row["verdict"] == "pass"
    assert "on, “美白”" in row["review"]


def test_an_archive_shows_what_a_change_of_law_changes(run: Run) -> None:
    drafts = [
        {"id": "a", "text": "这款面霜是全网最好的面霜", "facts": {"commercial": "paid"}},
        {"id": "b", "txt": "汤"},
    ]
    put_lines("archive.jsonl", drafts)
    diff = ("packs", "diff", "--on", "archive.jsonl", "--isolated", "--jobs", "1")
    session = run(*diff, "1990-01-01", "2026-11-22", "--output", "todo.csv")
    assert session.code == 4
    assert "cn-absolute/" in session.out
    assert "Of 2 drafts, those whose result changes: 1." in session.out
    assert "nothing is deleted" in session.out
    assert "nothing is known of them: 1" in session.err
    with Path("todo.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["id"], row["before"], row["after"]) == ("a", "pass", "block")
    assert run(*diff, "last year", "2026-11-22").code == 2


def test_an_archive_shows_what_another_version_of_all_rules_changes(run: Run) -> None:
    """Whole folders of rules, as an old checkout holds them, in place of our own."""
    for name, term in (("old", "抗皱"), ("new", "美白")):
        shutil.copytree(builtin_rules() / "scripted", Path(name, "scripted"))
        for file in ("law", "facts", "evasion"):
            shutil.copy(builtin_rules() / f"{file}.yaml", name)
        Path(name, "claims").mkdir()
        Path(name, "claims/pack.yaml").write_text(PACK.replace("{term}", term), encoding="utf-8")
    put_lines("archive.jsonl", [{"id": "a", "text": "它能美白", "facts": {"commercial": "paid"}}, DRAFTS[1]])
    session = run("packs", "diff", "old", "new", "--on", "archive.jsonl", "--isolated", "--jobs", "1")
    assert session.code == 0
    assert "○ → ■  a" in session.out
    assert "+ claims/claim “美白”" in session.out


def test_a_draft_names_its_profile_and_is_checked_again_by_it(run: Run) -> None:
    Path("xhs-compliance.toml").write_text(
        '[profiles.paid]\nfacts = { commercial = "paid" }\n[profiles.mild]\npacks-off = ["demo/*"]\n', encoding="utf-8"
    )
    named = DEMO[:6] + DEMO[7:]
    claim = {"text": "它能美白"}
    profiles = ("", "paid", "mild", "pad")
    put_lines("in.jsonl", [{"id": each or "none", **claim, "profile": each} for each in profiles])
    checked = run("check", "in.jsonl", "--format", "jsonl", *named[:-2])
    assert run("batch", "in.jsonl", "--output", "out.jsonl", *named).code == 4
    assert Path("out.jsonl").read_text(encoding="utf-8") == checked.out


def test_an_archive_keeps_profile_and_brief(settings: Settings) -> None:
    strict = replace(settings, profiles={"paid": Config(facts=(PathFacts({"commercial": "paid"}),))})
    drafts = pa.RecordBatch.from_pylist([{"text": "它能美白", "profile": "paid", "brief": "写写它的质地"}])
    answers = check_batch(drafts, strict)
    again = check_batch(answers.select(["draft"]), strict)
    assert answers["verdict"].to_pylist() == ["block"]
    assert answers.drop_columns(["source"]).equals(again.drop_columns(["source"]))
    assert '"copies_brief"' in answers["review"][0].as_py()


def test_orders_of_the_platform_are_joined(run: Run) -> None:
    Path("orders.csv").write_text("订单号,品牌\n88,某牌\n", encoding="utf-8")
    put_lines("in.jsonl", [{"id": "a", "text": "它能美白", "facts": {"pgy_order_id": "88", "commercial": "none"}}])
    assert run("check", "in.jsonl", "--format", "jsonl", *DEMO[:-2]).code == 0
    assert run("batch", "in.jsonl", "--output", "out.jsonl", "--orders", "orders.csv", *DEMO).code == 1
    (answer,) = Path("out.jsonl").read_text("utf-8").splitlines()
    assert "order 88 says paid; the order counts" in answer


@pytest.mark.parametrize("ending", ["", ".gz", ".bz2", ".xz", ".zst"])
def test_compressed_and_not_the_answers_are_the_same(run: Run, ending: str) -> None:
    content = "".join(json.dumps(draft, ensure_ascii=False) + "\n" for draft in DRAFTS).encode()
    Path(f"in.jsonl{ending}").write_bytes(COMPRESS[ending](content))
    assert run("batch", f"in.jsonl{ending}", "--output", "out.jsonl", "--chunk", "2", *DEMO).code == 4
    verdicts = [json.loads(line).get("verdict") for line in Path("out.jsonl").read_text("utf-8").splitlines()]
    assert verdicts == ["block", "pass", "review", None, "pass"]


@pytest.mark.parametrize("ending", [".gz", ".bz2", ".xz", ".zst"])
def test_an_archive_that_breaks_off_keeps_what_could_be_read(run: Run, ending: str) -> None:
    draw = random.Random(1)
    drafts = [{"id": f"d{n}", "text": f"汤{draw.random()}"} for n in range(3000)]
    content = "".join(json.dumps(draft) + "\n" for draft in drafts).encode()
    whole = bytearray(COMPRESS[ending](content))
    Path("in").mkdir()
    Path(f"in/a.jsonl{ending}").write_bytes(whole[: len(whole) // 2])
    put_lines("in/b.jsonl", [{"id": "b", "text": "它能美白"}])
    assert run("batch", "in", "--output", "out.parquet", "--fail-on", "never", *DEMO).code == 4
    rows = pq.read_table("out.parquet", columns=["id", "error", "verdict"]).to_pylist()
    assert rows[-1]["verdict"] == "review"
    assert any("cannot be read on" in (row["error"] or "") for row in rows)


def test_one_damaged_shard_does_not_stop_the_others(run: Run) -> None:
    Path("in").mkdir()
    Path("in/a.csv").write_text("编号,谁\n1,x\n", encoding="utf-8")
    Path("in/b.parquet").write_bytes(b"PAR1 no table at all")
    Path("in/c.jsonl.gz").write_bytes(b"no archive")
    broken = bytearray(gzip.compress(random.Random(2).randbytes(9_000)))
    broken[3_000:3_100] = bytes(100)
    Path("in/d.jsonl.gz").write_bytes(broken)
    Path("in/e.csv").write_bytes(b"")
    put_lines("in/f.jsonl", [{"id": "f", "text": "它能美白"}])
    session = run("batch", "in", "--output", "out.parquet", *DEMO)
    assert session.code == 4
    rows = pq.read_table("out.parquet").to_pylist()
    assert rows[-1]["verdict"] == "review"
    failed = {row["source"].partition(":")[0]: row["error"] for row in rows if row["error"]}
    assert {"a.csv", "b.parquet", "c.jsonl.gz", "d.jsonl.gz"} <= failed.keys()
    assert "--column text=HEADER" in failed["a.csv"]


def test_without_an_order_the_rows_are_the_same(run: Run) -> None:
    put_lines("in.jsonl", [{"id": f"d{n}", "text": ("它能美白", "汤")[n % 2]} for n in range(20)])
    run("batch", "in.jsonl", "--output", "a.jsonl", "--chunk", "3", *DEMO)
    run("batch", "in.jsonl", "--output", "b.jsonl", "--chunk", "3", "--unordered", *DEMO[:-1], "2")
    ordered, unordered = (Path(name).read_text("utf-8").splitlines() for name in ("a.jsonl", "b.jsonl"))
    assert sorted(ordered) == sorted(unordered)


def test_hashtags_of_a_column_end_the_body_in_every_format(run: Run) -> None:
    Path("in").mkdir()
    Path("in/a.csv").write_text("正文,话题\n今天的汤,#美白\n", encoding="utf-8")
    pq.write_table(pa.table({"正文": ["今天的汤"], "话题": ["#美白"]}), "in/b.parquet")
    run("batch", "in", "--output", "out.parquet", *DEMO)
    assert pq.read_table("out.parquet")["text"].to_pylist() == ["今天的汤\n#美白"] * 2


@pytest.mark.skipif(os.name != "posix", reason="the size of a file is limited the way POSIX does")
def test_a_full_disk_is_said_and_the_run_goes_on_from_there(run: Run) -> None:
    put_lines("in.jsonl", [{"id": f"d{n}", "text": f"它能美白 {n}"} for n in range(400)])
    command = ["batch", "in.jsonl", "--output", "out.jsonl", "--resume", "--chunk", "50", *DEMO]
    limited = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (60_000,) * 2)\n{MAIN}"
    full = subprocess.run([sys.executable, "-c", limited, *command], capture_output=True, text=True, check=False)
    assert full.returncode == 4
    assert "cannot write" in full.stderr
    assert "--resume" in full.stderr
    assert not Path("out.jsonl").exists()
    assert list(Path("out.jsonl.parts").glob("*.part"))
    assert run(*command).code == 0
    run("batch", "in.jsonl", "--output", "whole.jsonl", "--chunk", "50", *DEMO)
    assert Path("out.jsonl").read_bytes() == Path("whole.jsonl").read_bytes()


def test_a_draft_that_crashes_or_takes_too_long_is_an_error_row(run: Run) -> None:
    """The checker is made to die on one draft and to hang on another, in the workers themselves."""
    drafts = [{"id": f"d{n}", "text": text} for n, text in enumerate(["它能美白", "boom", "raise", "sleep", "汤"])]
    put_lines("in.jsonl", drafts)
    session = subprocess.run(
        [sys.executable, str(Path(__file__).parent / "failing_batch.py"), *FAILING, *DEMO],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "LC_ALL": "C.UTF-8", "PYTHONPATH": str(Path(__file__).parent)},
    )
    assert session.returncode == 4, session.stderr
    rows = pq.read_table("out.parquet").to_pylist()
    assert [row["verdict"] for row in rows] == ["review", None, None, None, "pass"]
    assert [row["id"] for row in rows] == [draft["id"] for draft in drafts]
    died, raised, late = (row["error"] for row in rows[1:4])
    assert "the process died on this draft" in died
    assert "a bug of ours in checking this draft: ZeroDivisionError" in raised
    assert "took longer than 2 s" in late
