"""``rules audit`` names the rules that need a look; the rule reference is what the packs say."""

import json
import re
import subprocess
import sys
from pathlib import Path

from conftest import DEMO_RULES, Run

ROOT = Path(__file__).parent.parent
DEMO = ("--rules-dir", str(DEMO_RULES), "--isolated")


def test_rules_checked_long_ago_are_stale(run: Run) -> None:
    fresh = json.loads(run("rules", "audit", "--as-of", "2026-11-26", "--months", "6", "--format", "json", *DEMO).out)
    later = json.loads(run("rules", "audit", "--as-of", "2027-08-31", "--months", "6", "--format", "json", *DEMO).out)
    assert fresh["checked_since"] == "2026-05-26"
    assert later["checked_since"] == "2027-02-28"
    assert fresh["stale"] == []
    assert len(later["stale"]) == later["rules"] == fresh["rules"]
    assert "silent" not in fresh
    assert "demo/claim" in fresh["thin"]


def test_a_rule_that_finds_nothing_in_the_drafts_is_silent(run: Run) -> None:
    Path("draft.md").write_text("它能美白\n", encoding="utf-8")
    session = run("rules", "audit", "draft.md", "--lang", "en", *DEMO)
    silent = session.out.split("Never fired on the drafts read")[1]
    assert session.code == 0
    assert "demo/big-prize" in silent
    assert "demo/claim " not in silent


def test_what_is_least_sure_is_named_first_and_by_its_title(run: Run) -> None:
    session = run("rules", "audit", "--lang", "en", "--isolated")
    unsure = session.out.split("Confidence not high")[1].split("\n\n")[0].splitlines()[1:]
    words = [re.split(r"\s{2,}", line.strip())[1] for line in unsure if "  " in line.strip()]
    assert [word.split()[0] for word in words] == sorted((word.split()[0] for word in words), key="low medium".index)
    assert {"low", "medium"} == {word.split()[0] for word in words}
    assert any("Matrix" in line or "matrix" in line for line in unsure)


def test_the_rule_reference_is_up_to_date() -> None:
    command = [sys.executable, str(ROOT / "tools" / "write_rule_pages.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "up to date"), "run make rule-pages"
