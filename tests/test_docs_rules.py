"""The guide to writing rules is true: its example is a pack that loads and holds, its error is what is printed."""

import re
from pathlib import Path

import pytest
import yaml

from xhs_compliance.cli import rules_test
from xhs_compliance.cli.rules_test import run_once, select
from xhs_compliance.packs import schema
from xhs_compliance.packs.files import builtin_rules
from xhs_compliance.packs.load import load_rulebook

GUIDE = (Path(__file__).parent.parent / "docs" / "writing-rules.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```yaml\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)


def files() -> dict[str, str]:
    """The blocks that name their file in the first line."""
    named = [(re.match(r"# (\S+\.yaml)\n", block), block) for block in BLOCKS]
    return {found.group(1): block for found, block in named if found and not found.group(1).startswith("rules/")}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, content in files().items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return Path()


def test_the_example_loads_and_holds(folder: Path) -> None:
    assert sorted(files()) == ["house-cosmetics/pack.yaml", "house-cosmetics/whitening.yaml", "lists/house-skin.yaml"]
    said: list[str] = []
    code = run_once(select([folder / "house-cosmetics"], (), ""), "en", said.append, said.append)
    assert (code, said[:-1]) == (0, [])
    assert said[-1].startswith("1 rules and signals: 6 examples hold, 0 do not")


def test_the_error_is_what_is_printed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder / "house-cosmetics" / "whitening.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("@house-fading", "@house-fadding"), encoding="utf-8")
    monkeypatch.setattr(rules_test, "builtin_rules", builtin_rules)
    said: list[str] = []
    code = run_once(select([folder / "house-cosmetics"], (), ""), "en", said.append, said.append)
    assert code == 3
    assert said[0] in GUIDE


def test_every_block_is_yaml() -> None:
    for block in BLOCKS:
        assert yaml.safe_load(block)


@pytest.mark.parametrize(
    "shape", [schema.PATTERN_SHAPE, schema.CONDITION_SHAPE, schema.EXCUSE_SHAPE, schema.LIFT], ids=lambda s: s.name.en
)
def test_every_word_of_the_language_is_in_the_guide(shape: schema.Shape) -> None:
    assert [key for key in shape.keys if f"`{key}" not in GUIDE and f"{key}:" not in GUIDE] == []


def test_the_guide_does_not_collide_with_shipped_packs() -> None:
    book = load_rulebook([builtin_rules()], go_on=True)
    assert "house-cosmetics" not in {pack.id for pack in book.packs}
    assert not [name for name in book.library.lists if name.startswith("house-")]
