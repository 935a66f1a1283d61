"""Many files: what is left out, what changed in git, several processes, names for standard input, profiles by line."""

import json
import subprocess
from pathlib import Path

import pytest
from conftest import DEMO_RULES, Run

from xhs_compliance.readers.ignore import read_ignored

DEMO = ("--packs", "demo", "--rules-dir", str(DEMO_RULES), "--as-of", "2026-11-22")


def ids(out: str) -> list[str]:
    return [draft["id"] for draft in json.loads(out)["drafts"]]


@pytest.fixture
def drafts(run: Run) -> None:
    Path("drafts/old").mkdir(parents=True)
    for name in ("a", "b", "c", "old/d", "old/e"):
        Path(f"drafts/{name}.md").write_text(f"它能美白 {name}", encoding="utf-8")


@pytest.mark.usefixtures("drafts")
def test_the_ignore_file_leaves_drafts_out_and_says_so(run: Run) -> None:
    Path(".xhs-compliance-ignore").write_text("# old ones\nold/\n!drafts/old/e.md\n/drafts/b.*\n", encoding="utf-8")
    session = run("check", "drafts", "drafts/b.md", "--format", "json", *DEMO)
    assert ids(session.out) == ["drafts/a.md", "drafts/c.md", "drafts/old/e.md"]
    assert ".xhs-compliance-ignore: 3" in session.err


@pytest.mark.parametrize(
    ("pattern", "path", "covered"),
    [
        ("*.md", "a/b.md", True),
        ("/*.md", "a/b.md", False),
        ("/*.md", "b.md", True),
        ("a/**/c.md", "a/c.md", True),
        ("a/**/c.md", "a/x/y/c.md", True),
        ("a/**", "a/x/y", True),
        ("draft?.md", "draft1.md", True),
        ("draft[12].md", "draft3.md", False),
        ("old", "x/old/y.md", True),
        ("old/", "old", False),
        ("草稿", "草稿/一.md", True),
    ],
)
def test_patterns_are_those_of_gitignore(tmp_path: Path, pattern: str, path: str, covered: bool) -> None:
    file = tmp_path / "ignore"
    file.write_text(pattern + "\n", encoding="utf-8")
    assert read_ignored(file).covers(path) is covered


def git(*arguments: str) -> None:
    names = ("-c", "user.name=a", "-c", "user.email=a@example.invalid", "-c", "init.defaultBranch=main")
    subprocess.run(["git", *names, *arguments], check=True, capture_output=True)


@pytest.mark.usefixtures("drafts")
def test_only_what_changed_in_git(run: Run) -> None:
    git("init")
    git("add", ".")
    git("commit", "-m", "a")
    git("checkout", "-b", "work")
    Path("drafts/a.md").write_text("它能美白，改了", encoding="utf-8")
    git("commit", "-am", "b")
    Path("drafts/old/d.md").write_text("它能美白，也改了", encoding="utf-8")
    Path("drafts/新的.md").write_text("它能美白", encoding="utf-8")
    Path("drafts/c.md").unlink()
    session = run("check", "drafts", "--diff-base", "main", "--format", "json", *DEMO)
    assert ids(session.out) == ["drafts/a.md", "drafts/old/d.md", "drafts/新的.md"]
    wrong = run("check", "drafts", "--diff-base", "nowhere", *DEMO)
    assert (wrong.code, "git says" in wrong.err) == (2, True)
    assert run("check", "drafts", "--diff-base=--output=x", *DEMO).code == 2


@pytest.mark.usefixtures("drafts")
def test_several_processes_give_the_same_bytes(run: Run) -> None:
    Path("drafts/bad.jsonl").write_text('{"id":"x","text":"它能美白"}\n{bad\n', encoding="utf-8")
    alone = run("check", "drafts", "--format", "json", *DEMO)
    together = run("check", "drafts", "--format", "json", "--jobs", "2", *DEMO)
    assert (together.code, together.out) == (alone.code, alone.out)


def test_standard_input_with_a_name(run: Run) -> None:
    paid = '[[facts]]\npaths = ["paid/**"]\ncommercial = "paid"\n'
    config = f'packs = ["demo"]\nrules-dirs = ["{DEMO_RULES.as_posix()}"]\n{paid}'
    Path("xhs-compliance.toml").write_text(config, encoding="utf-8")
    session = run("check", "-", "--stdin-filename", "paid/a.md", "--format", "github", stdin="【广告】它能美白")
    assert session.code == 1
    assert "file=paid/a.md,line=1" in session.out


def test_a_line_names_its_profile(run: Run) -> None:
    Path("xhs-compliance.toml").write_text(
        f'packs = ["demo"]\nrules-dirs = ["{DEMO_RULES.as_posix()}"]\nfacts = {{ commercial = "none" }}\n'
        '[profiles.paid]\nfacts = { commercial = "paid" }\n',
        encoding="utf-8",
    )
    text = '"text": "【广告】它能美白"'
    lines = [f"{{{text}}}", f'{{{text}, "profile": "paid"}}', f'{{{text}, "profile": "pad"}}']
    session = run("check", "-", "--format", "jsonl", stdin="\n".join(lines))
    answers = [json.loads(line) for line in session.out.splitlines()]
    assert [answer.get("verdict") for answer in answers] == ["pass", "block", None]
    assert "did you mean 'paid'?" in answers[2]["error"]["message"]


def test_packs_of_an_installed_package(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    info, package = Path("lib/brand_rules-1.0.dist-info"), Path("lib/brand_rules/packs/demo")
    info.mkdir(parents=True)
    package.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: brand-rules\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[xhs_compliance.packs]\nbrand = brand_rules:packs\n")
    Path("lib/brand_rules/__init__.py").write_text("raise RuntimeError('never run')\n")
    for file in DEMO_RULES.glob("demo/*.yaml"):
        (package / file.name).write_bytes(file.read_bytes())
    for file in DEMO_RULES.glob("lists/*.yaml"):
        (package.parent.parent / "packs" / "lists").mkdir(exist_ok=True)
        (package.parent / "lists" / file.name).write_bytes(file.read_bytes())
    monkeypatch.syspath_prepend(str(Path("lib").resolve()))
    Path("xhs-compliance.toml").write_text('rules-from = ["brand"]\npacks = ["demo"]\n', encoding="utf-8")
    assert "demo/claim" in run("check", "-", "--format", "json", stdin="它能美白").out
    Path("xhs-compliance.toml").write_text('rules-from = ["brnd"]\n', encoding="utf-8")
    session = run("check", "-", stdin="汤")
    assert (session.code, "did you mean 'brand'?" in session.err) == (2, True)
