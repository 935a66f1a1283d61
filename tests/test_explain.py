"""``check --explain``: every gate and excuse that was considered, and what made it hold."""

from pathlib import Path

from conftest import DEMO_RULES, Run

DEMO = ("--packs", "demo", "--rules-dir", str(DEMO_RULES), "--as-of", "2026-11-22")


def explained(out: str, heading: str) -> list[str]:
    lines = out.splitlines()
    return lines[next(i for i, line in enumerate(lines) if heading in line) :]


def test_what_was_considered_is_said_for_a_finding_and_for_what_was_let_go(run: Run) -> None:
    Path("draft.md").write_text("---\ncommercial: gifted\n---\n它不能美白。它能mei白。\n", encoding="utf-8")
    session = run("check", "draft.md", "--explain", "--lang", "en", *DEMO)
    shown = explained(session.out, "considered")
    assert shown[0] == "draft.md: 2 candidates considered"
    let_go = shown.index("  ○ let go  “美白”  draft.md:4:4  demo/claim")
    assert shown[let_go + 1].startswith("    ✓ excuse   it is negated · before it: ")
    assert "because of “不能”" in " ".join(map(str.strip, shown[let_go : let_go + 4]))
    assert any(line.startswith("    · excuse   none of these holds: ") for line in shown)
    found = shown.index("  ▲ warning  “mei白”  draft.md:4:9  demo/claim")
    assert shown[found + 1].startswith("    × step     error · commercial: paid")
    assert shown[found + 2].startswith("    ✓ step     warning · commercial: gifted")


def test_in_chinese(run: Run) -> None:
    session = run("check", "-", "--explain", "--lang", "zh", *DEMO, stdin="美白牙膏")
    shown = explained(session.out, "想过的")
    assert "  ○ 放过  “美白”  -:1:1  demo/claim" in shown
    assert any("放过理由 属于另一个词 · 属于更长的词：美白牙膏" in line for line in shown)


def test_it_is_for_the_terminal(run: Run) -> None:
    session = run("check", "-", "--explain", "--format", "json", "--lang", "en", *DEMO, stdin="汤")
    assert session.code == 2
    assert "--explain is for the terminal and cannot be used with --format json" in session.err
