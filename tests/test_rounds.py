"""Version 2 beside version 1: what was changed, what was not, what is new, and what was decided before."""

import json
from pathlib import Path

import pytest
from conftest import DEMO_RULES, Run
from hypothesis import given
from hypothesis import strategies as st

from xhs_compliance.analyses.rounds import pair, stretches

DEMO = ("--packs", "demo", "--rules-dir", str(DEMO_RULES), "--as-of", "2026-11-22", "--facts", "commercial=paid")


@pytest.fixture(autouse=True)
def rounds(run: Run) -> None:
    """Two rounds: one draft mended with something new, one as it was, one gone, one come."""
    for name, text in {
        "第一版/a.md": "【广告】它两周能美白，很明显。",
        "第一版/b.md": "【广告】它能消炎。",
        "第一版/c.md": "【广告】汤",
        "第二版/a.md": "【广告】它两周更水润，也能消炎。",
        "第二版/b.md": "【广告】它能消炎。",
        "第二版/d.md": "【广告】它能美白",
    }.items():
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")


def test_the_terminal_says_what_became_of_every_finding(run: Run) -> None:
    session = run("review", "compare", "第一版", "第二版", "--lang", "zh", *DEMO)
    assert session.code == 0
    blocks = session.out.strip().split("\n\n")
    assert blocks[0].splitlines() == [
        "第二版/a.md  ■ 需修改 → ■ 需修改",
        "  + 新出现  ■ 错误  “消炎”  demo/claim",
        "  − 已改  ■ 错误  “美白”  demo/claim",
        "    【广告】它两周[-能美白，很明显-]{+更水润，也能消炎+}。",
    ]
    assert blocks[1].splitlines()[1:] == ["  = 没改  ■ 错误  “消炎”  demo/claim", "  文字没有变"]
    assert "上一版里没有这篇" in blocks[2]
    assert "新一版里没有这篇" in blocks[3]
    assert blocks[4] == "已改 1  没改 1  新出现 2"


def test_json_has_the_difference_and_the_counts(run: Run) -> None:
    session = run("review", "compare", "第一版/a.md", "第二版/a.md", "--format", "json", *DEMO)
    (found,) = json.loads(session.out)["drafts"]
    assert (found["before"]["id"], found["after"]["id"]) == ("第一版/a.md", "第二版/a.md")
    assert found["counts"] == {"gone": 1, "stays": 0, "new": 1}
    assert {"kind": "removed", "text": "能美白，很明显"} in found["difference"]["text"]


def test_decisions_on_the_older_round_are_heard_in_the_newer(run: Run) -> None:
    Path("第一版/e.md").write_text("【广告】它能美白，真的。", encoding="utf-8")
    Path("第二版/e.md").write_text("【广告】它能美白，我保证。", encoding="utf-8")
    older = json.loads(run("check", "第一版", "--format", "json", *DEMO).out)["drafts"]
    mark = {draft["id"]: draft["findings"][0]["fingerprint"] for draft in older if draft["findings"]}
    common = {"decision": "keep", "reason": "有", "evidence": ["E1"], "by": "王", "on": "2026-11-20"}
    decisions = [
        {**common, "rule": "demo/claim", "words": "消炎", "sentence": "【广告】它能消炎"},
        {
            **common,
            "rule": "demo/claim",
            "words": "美白",
            "sentence": "【广告】它能美白，真的",
            "places": {"第一版/e.md": [mark["第一版/e.md"]]},
        },
    ]
    Path("d.json").write_text(json.dumps({"schema": 1, "decisions": decisions}), encoding="utf-8")
    session = run("review", "compare", "第一版", "第二版", "--decisions", "d.json", "--lang", "zh", *DEMO)
    assert "“消炎”  demo/claim  决定：有依据保留（王）" in session.out
    assert "“美白”  demo/claim  之前的决定是“有依据保留”（王），这句话改过，要重新决定" in session.out


def test_the_page_shows_both_versions_and_runs_nothing_of_a_draft(run: Run) -> None:
    Path("第二版/a.md").write_text("【广告】<script>alert(1)</script>它能消炎", encoding="utf-8")
    run("review", "compare", "第一版", "第二版", "--format", "html", "--output", "rounds.html", *DEMO)
    page = Path("rounds.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert "<del>" in page
    assert "<ins>" in page
    assert page.count('class="round"') == 4


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (["v1/a.md", "v1/b.md"], ["v2/b.docx", "v2/a.docx"], [("v1/b.md", "v2/b.docx"), ("v1/a.md", "v2/a.docx")]),
        (["x.md"], ["y.md"], [("x.md", "y.md")]),
        (["1", "2"], ["2", "3"], [("2", "2"), (None, "3"), ("1", None)]),
        ([], ["a", "b"], [(None, "a"), (None, "b")]),
    ],
)
def test_drafts_find_their_other_version(
    before: list[str], after: list[str], expected: list[tuple[str | None, str | None]]
) -> None:
    assert list(pair(before, after)) == expected


@given(st.text(), st.text())
def test_a_difference_holds_both_texts_whole(old: str, new: str) -> None:
    found = list(stretches(old, new))
    assert "".join(each.text for each in found if each.kind != "added") == old
    assert "".join(each.text for each in found if each.kind != "removed") == new
