"""Whole sessions at the command line: what is typed, what is printed, how it exits."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import DEMO_RULES, Run

from xhs_compliance.model.locale import language_of_locale

DEMO = ("--packs", "demo", "--rules-dir", str(DEMO_RULES), "--as-of", "2026-11-22")


def lines(out: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.splitlines()]


def test_a_draft_in_chinese(run: Run) -> None:
    Path("draft.md").write_text("---\ntitle: 汤\ncommercial: none\n---\n今天它能mei白。\n", encoding="utf-8")
    session = run("check", "draft.md", "--lang", "zh", *DEMO)
    assert session.code == 0
    assert session.out.splitlines()[:6] == [
        "○ 文字没查出问题  draft.md  “汤”  提示 1",
        "",
        "  ○ 提示  “mei白” 读起来像“美白”  draft.md:5:5  正文",
        "    5 │ 今天它能mei白。",
        "      │         ^^^^^",
        "    “mei白”读作“美白”。",
    ]
    assert "只看文字，图片、视频、报备没看；不代表平台会过审，不是法律意见" in session.out


def test_the_same_draft_in_english_with_facts_from_the_command_line(run: Run) -> None:
    session = run("check", "-", "--facts", "commercial=paid", *DEMO, stdin="【广告】它能美白")
    assert session.code == 1
    assert "“美白” reads as “美白”." in session.out
    assert "not legal advice" in session.out


@pytest.mark.parametrize(("fail_on", "code"), [("error", 0), ("warning", 1), ("info", 1), ("never", 0)])
def test_fail_on(run: Run, fail_on: str, code: int) -> None:
    assert run("check", "-", "--fail-on", fail_on, *DEMO, stdin="它能美白").code == code


def test_output_to_a_file_does_not_change_the_exit_code(run: Run) -> None:
    session = run("check", "-", "--facts", "commercial=paid", "--output", "out/review.txt", *DEMO, stdin="它能美白")
    assert (session.code, session.out) == (1, "")
    assert "美白" in Path("out/review.txt").read_text(encoding="utf-8")


def test_json_lines_keep_order_and_answer_every_line(run: Run) -> None:
    given = [
        '{"id":"a","text":"它能美白","facts":{"commercial":"paid"}}',
        "{broken",
        '{"id":"c","text":"今天的汤","facts":{"comercial":"paid"}}',
        '{"id":"d","text":"今天的汤"}',
        '{"id":"e","facts":{}}',
        '["a list"]',
        '{"id":"g","text":"汤","fact":{"commercial":"paid"}}',
        '{"id":"h","text":"汤","likes":12}',
    ]
    session = run("check", "-", "--format", "jsonl", *DEMO, stdin="\n".join(given))
    answers = lines(session.out)
    assert session.code == 4
    assert [answer["id"] for answer in answers] == ["a", None, "c", "d", "e", None, "g", "h"]
    assert [answer.get("verdict") for answer in answers] == ["block", None, None, "pass", None, None, None, "pass"]
    assert [answer.get("line") for answer in answers] == [None, 2, 3, None, 5, 6, 7, None]
    assert answers[2]["error"]["message"] == "there is no fact 'comercial'; did you mean 'commercial'?"  # type: ignore[index]  # any JSON
    assert answers[6]["error"]["message"] == "unknown key 'fact'; did you mean 'facts'?"  # type: ignore[index]  # any JSON


def test_the_json_lines_contract(run: Run) -> None:
    session = run(
        "check", "-", "--format", "jsonl", *DEMO, stdin='{"id":"a1","title":"汤","text":"它不能美白，能mei白"}'
    )
    (answer,) = lines(session.out)
    keys = "id verdict script_likeness findings excused suppressed questions verdict_if incomplete"
    assert list(answer)[:9] == keys.split()
    finding = answer["findings"][0]  # type: ignore[index]  # any JSON
    assert {key: finding[key] for key in ("rule", "category", "severity", "confidence", "field", "start", "end")} == {
        "rule": "demo/claim",
        "category": "beauty-claim",
        "severity": "warning",
        "confidence": "high",
        "field": "text",
        "start": 7,
        "end": 11,
    }
    assert (finding["text"], finding["reads_as"], finding["suggestions"]) == ("mei白", "美白", ["看起来透亮"])
    assert answer["excused"][0]["because"] == "negated"  # type: ignore[index]  # any JSON
    assert answer["verdict_if"]["paid"] == "block"  # type: ignore[index]  # any JSON
    assert answer["as_of"] == "2026-11-22"
    assert list(answer["packs"]) == ["demo", "signals"]  # type: ignore[call-overload]  # any JSON


def test_a_folder_is_checked_in_order_and_its_broken_drafts_are_named(run: Run) -> None:
    folder = Path("drafts")
    (folder / "sub").mkdir(parents=True)
    (folder / "b.md").write_text("它能美白", encoding="utf-8")
    (folder / "a.txt").write_bytes(b"\xff\xfe\x00bad")
    (folder / "c.md").write_bytes("美白".encode("gbk"))
    (folder / "d.md").write_text("---\ncommercial: payed\n---\n汤", encoding="utf-8")
    (folder / "e.md").write_text("---\ncommercial: paid\n汤", encoding="utf-8")
    (folder / "f.md").write_text("---\n: : :\n---\n汤", encoding="utf-8")
    (folder / "g.md").write_text("", encoding="utf-8")
    (folder / "sub" / "h.md").write_text("---\nbrief: ../../secret.md\n---\n汤", encoding="utf-8")
    (folder / "README.md").write_text("not a draft: 美白", encoding="utf-8")
    session = run("check", "drafts", "--format", "json", *DEMO)
    drafts = json.loads(session.out)["drafts"]
    assert session.code == 4
    assert [draft["id"] for draft in drafts if "verdict" in draft] == ["drafts/b.md"]
    assert [
        (Path(draft["error"]["source"]).name, draft["error"]["message"]) for draft in drafts if "error" in draft
    ] == [
        ("a.txt", "this is a binary file; save the draft as UTF-8 text"),
        ("c.md", "line 1 is not UTF-8; save the draft as UTF-8"),
        ("d.md", "in the front matter, commercial cannot be 'payed'; did you mean 'paid'?"),
        ("e.md", "the front matter begins with --- on line 1 and never ends; close it with a line ---"),
        (
            "f.md",
            "the front matter is broken on line 2: expected <block end>, but found ':'; write one name: value a line",
        ),
        ("g.md", "the draft is empty; there is no text to check"),
        ("h.md", "brief must be a file in the draft's folder, not '../../secret.md'"),
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("check", "nowhere.md"), 4, "there is no such file or folder"),
        (("check", "."), 4, "no draft in this folder"),
        (("check",), 2, "name a draft, a folder of drafts, or - for standard input"),
        (("check", "-", "--facts", "commercial"), 2, "--facts takes NAME=VALUE"),
        (("check", "-", "--facts", "comercial=paid"), 2, "did you mean 'commercial'?"),
        (("check", "-", "--packs", "dema"), 2, "did you mean 'demo'?"),
        (("check", "-", "--format", "pdf"), 2, "pdf"),
        (("check", "-", "--as-of", "yesterday"), 2, "is not a day like 2026-11-22"),
        (("explain", "demo/clam"), 2, "there is no rule"),
    ],
)
def test_bad_usage(run: Run, arguments: tuple[str, ...], code: int, said: str) -> None:
    extra = ("--rules-dir", str(DEMO_RULES)) if arguments[0] == "check" else ()
    session = run(*arguments, *extra)
    assert session.code == code
    assert said in session.out + session.err
    assert "Traceback" not in session.err


def test_a_bad_pack_stops_with_3_and_points_at_the_mistake(run: Run) -> None:
    pack = Path("rules/mine")
    pack.mkdir(parents=True)
    (pack / "pack.yaml").write_text("schema: 1\npack: mine\nversion: 2026.10\n", encoding="utf-8")
    session = run("check", "-", "--rules-dir", "rules", stdin="汤")
    assert session.code == 3
    assert session.err.splitlines()[:5] == [
        "rules/mine/pack.yaml:3:10: error: YAML readers turn this text into a number",
        "  |",
        "3 | version: 2026.10",
        "  |          ^^^^^^^",
        '  = help: put it in quotes: "2026.10"',
    ]


@pytest.mark.parametrize(
    ("environment", "language"),
    [({"LANG": "zh_CN.UTF-8"}, "zh"), ({"LC_ALL": "C", "LANG": "zh_CN"}, "en"), ({}, "en"), ({"LANG": "de_DE"}, "en")],
)
def test_the_language_follows_the_locale(environment: dict[str, str], language: str) -> None:
    assert language_of_locale(environment) == language


def test_html_writes_an_index_and_a_page_for_each_draft(run: Run) -> None:
    Path("a.md").write_text("它能美白", encoding="utf-8")
    Path("b.md").write_text("今天的汤", encoding="utf-8")
    session = run("check", "a.md", "b.md", "--format", "html", "--output", "out", *DEMO)
    assert session.out.strip() == "out/index.html"
    assert len(list(Path("out").glob("*.html"))) == 3


def test_a_real_process_reads_a_pipe() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "xhs_compliance", "check", "-", "--lang", "zh", *DEMO, "--facts", "commercial=paid"],
        input="它能美白",
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 1
    assert "先别发" in done.stdout
    assert done.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("output", ["/dev/full", "a.md/report.json", "."])
def test_a_place_that_cannot_be_written_is_no_bug_of_ours(run: Run, output: str) -> None:
    Path("a.md").write_text("今天的汤", encoding="utf-8")
    session = run("check", "a.md", "--format", "json", "--output", output, "--isolated", "--lang", "en")
    assert session.code == 2
    assert "bug" not in session.err
    assert "free some space" in session.err or "name another place" in session.err


def test_what_comes_into_force_while_a_note_is_read_is_noted(run: Run) -> None:
    asked = ("check", "-", "--packs", "cn-food", "--as-of", "2026-11-22", "--facts", "product_category=food", "--lang")
    said = "外盒上印着零添加，酸奶是原味的"
    noted = "    - cn-food/no-additive-label 2027-03-16 起要看“零添加”：标签上强调不添加、零添加"
    assert noted in run(*asked, "zh", "--until", "2027-03-16", stdin=said).out.splitlines()
    assert "no-additive-label" not in run(*asked, "zh", "--until", "2027-03-15", stdin=said).out
    assert "no-additive-label" not in run(*asked, "zh", stdin=said).out
