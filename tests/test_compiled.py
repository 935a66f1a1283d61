"""The cache of compiled rules: never stale, never trusted when damaged, never needed."""

import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from conftest import DEMO_RULES

from xhs_compliance import compiled
from xhs_compliance.api import load_linter
from xhs_compliance.linter import Linter
from xhs_compliance.model.draft import Draft
from xhs_compliance.packs.codec import freeze, thaw

TEXT = "它能mei白，也能消_炎; 奖金6万元，改善睡眠，湿疹被它治好了"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of the test's own."""
    monkeypatch.setenv("XHS_COMPLIANCE_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def load(folder: Path = DEMO_RULES) -> Linter:
    return load_linter(packs=["demo"], folders=[folder])


def said(linter: Linter) -> list[tuple[str, str, str, str]]:
    findings = linter.check(Draft("d", {"text": TEXT})).findings
    return [(f.rule.id, f.text, f.reads_as, f.fingerprint) for f in findings]


def test_cached_rules_say_the_same(cache: Path) -> None:
    fresh = said(load())
    (path,) = cache.iterdir()
    cached = load()
    assert path.suffix == ".rules"
    assert said(cached) == fresh != []
    assert cached.compiled.ruleset.packs[0].label == load().book.packs[0].label


@pytest.mark.parametrize("damage", [b"", b"short", bytes(64), None])
def test_a_damaged_cache_is_not_used(cache: Path, damage: bytes | None) -> None:
    fresh = said(load())
    (path,) = cache.iterdir()
    content = path.read_bytes()
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]) if damage is None else damage)
    assert said(load()) == fresh


def test_two_versions_share_a_folder(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = said(load())
    (first,) = cache.iterdir()
    content = first.read_bytes()
    for name, value in (("__version__", "99.0.0"), ("FORMAT", compiled.FORMAT + 1)):
        with monkeypatch.context() as other:
            other.setattr(compiled, name, value)
            before = set(cache.iterdir())
            assert said(load()) == ours
            (added,) = set(cache.iterdir()) - before
            added.write_bytes(b"what another version thinks rules look like")
    assert said(load()) == ours
    assert first.read_bytes() == content


def test_other_tables_of_characters_are_seen_at_once(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = said(load())
    tables = shutil.copytree(compiled.TABLES, tmp_path / "tables")
    (tables / "one-more.txt").write_text("䒓 草", "utf-8")
    monkeypatch.setattr(compiled, "TABLES", tables)
    assert said(load()) == ours
    assert len(list(cache.iterdir())) == 2


def test_rules_compiled_from_others_do_not_pass_for_these(cache: Path, tmp_path: Path) -> None:
    fresh = said(load())
    (wanted,) = cache.iterdir()
    empty = tmp_path / "rules" / "demo"
    empty.mkdir(parents=True)
    for path in (DEMO_RULES / "demo").iterdir():
        (empty / path.name).write_bytes(path.read_bytes().replace("美白".encode(), "没有".encode()))
    assert said(load(tmp_path / "rules")) != fresh
    (other,) = set(cache.iterdir()) - {wanted}
    wanted.write_bytes(other.read_bytes())
    assert said(load()) == fresh


def test_what_another_user_wrote_is_not_read(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load()
    (path,) = cache.iterdir()
    assert compiled._read(path) is not None
    if os.geteuid() == 0:
        os.chown(path, 12345, -1)
    else:
        monkeypatch.setattr(os, "geteuid", lambda: path.stat().st_uid + 1)
    assert compiled._read(path) is None


def test_a_changed_rule_is_seen_at_once(cache: Path, tmp_path: Path) -> None:
    folder = tmp_path / "rules" / "demo"
    folder.mkdir(parents=True)
    for path in (DEMO_RULES / "demo").iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    assert any(text == "消_炎" for _, text, _, _ in said(load(folder.parent)))
    words = folder / "words.yaml"
    words.write_text(words.read_text(encoding="utf-8").replace("消炎", "消肿"), encoding="utf-8")
    assert not any(text == "消_炎" for _, text, _, _ in said(load(folder.parent)))


def test_without_a_place_to_write_nothing_is_cached(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    for value in ("", str(tmp_path / "file" / "cache")):
        monkeypatch.setenv("XHS_COMPLIANCE_CACHE", value)
        assert said(load()) != []


def test_the_cache_does_not_grow_for_ever(cache: Path) -> None:
    cache.mkdir()
    for number in range(30):
        old = cache / f"{number}.rules"
        old.touch()
        os.utime(old, (number, number))
    load()
    assert len([*cache.iterdir()]) == compiled.MOST_KEPT
    assert {path.name for path in cache.iterdir()} > {"29.rules", "28.rules"}


def test_two_processes_may_write_at_once(cache: Path) -> None:
    command = [sys.executable, "-m", "xhs_compliance", "check", "-", "--packs", "demo", "--rules-dir", str(DEMO_RULES)]

    def run(_: int) -> int:
        return subprocess.run(command, input=TEXT.encode(), capture_output=True).returncode

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(run, range(4))) == {0}
    assert [path.suffix for path in cache.iterdir()] == [".rules"]


def test_nothing_but_plain_values_comes_out() -> None:
    with pytest.raises(ValueError, match="no class"):
        thaw([(99,)])


def test_freezing_keeps_what_is_shared(demo: Linter) -> None:
    packs = demo.book.packs
    plain = tuple(compiled._without_examples(pack) for pack in packs)
    thawed = thaw(freeze(plain))
    assert repr(thawed) == re.sub(r"(Terms\(words=)\(.*?\), evade=", r"\1(), evade=", repr(plain))
    (rules,) = (pack.rules for pack in thawed if pack.id == "demo")
    assert rules[0].basis[0] is rules[1].basis[0]


def test_a_cold_start_imports_nothing_it_does_not_use(cache: Path) -> None:
    load_linter()
    code = "import sys; sys.argv=['x','check','-','--format','jsonl'];\nfrom xhs_compliance.cli.main import main\n"
    code += "try: main()\nexcept SystemExit: pass\nprint(sorted(sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], input=b'{"id":"a","text":"soup"}', capture_output=True)
    for module in (
        "yaml",
        "jinja2",
        "rich",
        "jieba",
        "numpy",
        "importlib.metadata",
        "multiprocessing",
        "xhs_compliance.packs.load",
    ):
        assert f"'{module}'" not in done.stderr.decode()
