"""The built wheel, alone: installed into an empty environment it runs from any folder and finds its packs."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
UNREACHABLE = ("Could not find a version", "No matching distribution", "Temporary failure", "ConnectionError")


def pip(*arguments: str) -> None:
    """Run pip; skip, saying so, where it reaches no index."""
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--retries", "1", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode and any(said in done.stderr for said in UNREACHABLE):
        pytest.skip("pip reaches no package index here")
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of the wheel in an environment with nothing else but what it needs."""
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT))
    (wheel,) = folder.glob("*.whl")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / "empty"], check=True)
    scripts = folder / "empty" / ("Scripts" if sys.platform == "win32" else "bin")
    python = str(scripts / "python")
    pip("--python", python, "install", "--quiet", "--constraint", str(ROOT / "constraints.txt"), str(wheel))
    return scripts / "xhs-compliance"


def run(command: Path, *arguments: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    """Run it with a cache of its own, which its packs fill once, and nothing of this repository in reach."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "SYSTEMROOT")}
    settings = {"XDG_CACHE_HOME": str(command.parent.parent / "cache"), "HOME": str(folder), "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        [command, *arguments], capture_output=True, text=True, check=False, cwd=folder, env=kept | settings
    )


@pytest.mark.parametrize(
    ("lang", "text", "marked"),
    [("zh", "这支精华两周美白，很明显", "美白"), ("en", "This serum cures eczema in two weeks.", "cures eczema")],
)
def test_check_runs_from_another_folder_and_finds_its_packs(
    installed: Path, tmp_path: Path, lang: str, text: str, marked: str
) -> None:
    folder = tmp_path / "drafts"
    folder.mkdir()
    (folder / "draft.md").write_text(f"---\ncommercial: paid\n---\n{text}\n", encoding="utf-8")
    done = run(installed, "check", "draft.md", "--lang", lang, "--format", "jsonl", folder=folder)
    assert done.returncode == 1, done.stderr
    found = json.loads(done.stdout)["findings"]
    assert any(marked in finding["text"] and finding["severity"] == "error" for finding in found)


def test_the_packs_in_the_wheel_are_those_of_the_repository(installed: Path, tmp_path: Path) -> None:
    package = next(installed.parent.parent.glob("lib*/**/site-packages/xhs_compliance"))
    ours = {path.relative_to(ROOT / "rules"): path.read_bytes() for path in (ROOT / "rules").rglob("*.yaml")}
    theirs = {path.relative_to(package / "rules"): path.read_bytes() for path in package.rglob("rules/**/*.yaml")}
    assert theirs == ours
    assert not list(package.rglob("tests"))


def test_what_is_missing_is_named_with_the_command_that_installs_it(installed: Path, tmp_path: Path) -> None:
    done = run(installed, "serve", folder=tmp_path)
    assert done.returncode == 2
    assert "pip install 'xhs-compliance[web]'" in done.stderr
