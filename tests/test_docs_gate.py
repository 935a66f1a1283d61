"""The examples of docs/gate.md, and the files that hooks, actions and containers read."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
EXAMPLES = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "gate.md").read_text("utf-8"), re.DOTALL)


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_examples_run(number: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    exec(EXAMPLES[number], {})
    assert capsys.readouterr().out.strip()


def test_the_hook_takes_drafts_and_leaves_readmes() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    taken = [
        name
        for name in ("drafts/a.md", "drafts/批次.csv", "README.md", "docs/README.zh-CN.md", "a.py", "drafts/brief.md")
        if re.search(hook["files"], name) and not re.search(hook["exclude"], name)
    ]
    assert taken == ["drafts/a.md", "drafts/批次.csv"]


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash")
def test_what_the_action_runs(tmp_path: Path) -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    assert action["runs"]["using"] == "composite"
    lint = tmp_path / "lint"
    lint.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m xhs_compliance "$@"\n')
    lint.chmod(0o755)
    (tmp_path / "a.md").write_text("---\ncommercial: paid\n---\n可以祛斑", encoding="utf-8")
    own = {
        "PATHS": "a.md",
        "BASE": "",
        "FAIL_ON": "error",
        "SPOKEN": "zh",
        "SARIF": "out.sarif",
        "XHS_COMPLIANCE": str(lint),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
    }
    done = subprocess.run(
        ["bash", str(ROOT / "tools" / "action.sh")],
        cwd=tmp_path,
        env={**os.environ, **own},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert done.stdout.decode().startswith("::error file=a.md,line=4")
    assert "祛斑" in (tmp_path / "summary.md").read_text("utf-8")
    assert (tmp_path / "out.sarif").read_text("utf-8").startswith("{")
