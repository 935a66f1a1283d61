"""Every mistake a pack can have, with the exact words it is told in, in both languages.

Each folder of ``tests/bad_packs`` is a folder of rules with a mistake; ``expected.txt`` and ``expected.zh.txt`` hold
what ``xhs-compliance rules test`` prints for it. After a change to a message, write them anew and read the difference:

    UPDATE_EXPECTED=1 python -m pytest -q tests/test_bad_packs.py
"""

import os
import re
from pathlib import Path
from typing import get_args

import pytest

from xhs_compliance.cli import rules_test
from xhs_compliance.cli.rules_test import run_once, select
from xhs_compliance.model.errors import EXIT_CLEAN, EXIT_PACK, Place, Problem
from xhs_compliance.model.words import Bilingual, Language
from xhs_compliance.packs import sources
from xhs_compliance.packs.problems import WIDEST, columns, format_problem

BAD_PACKS = Path(__file__).parent / "bad_packs"
SHARED = "_shared"
NAMES = sorted(path.name for path in BAD_PACKS.iterdir() if path.is_dir() and path.name != SHARED)
ONLY_WARNED = {
    "exempt-list-beside-the-point",
    "exempt-phrase-beside-the-point",
    "regex-without-a-literal",
    "terms-of-a-list-shielded",
    "too-long-for-evade",
    "too-many-spellings",
}
_SECONDS = re.compile(r"[ （(]*[\d.]+ (?:s\)|秒）)$", re.MULTILINE)


@pytest.fixture
def in_bad_packs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in the folder of bad packs, with a few shared files of its own for the built-in rules."""
    monkeypatch.chdir(BAD_PACKS)
    for module in (sources, rules_test):
        monkeypatch.setattr(module, "builtin_rules", lambda: BAD_PACKS / SHARED)


def printed(name: str, language: Language) -> tuple[str, int]:
    said: list[str] = []
    code = run_once(select([Path(name)], (), ""), language, said.append, said.append)
    return _SECONDS.sub("", "\n".join(said)) + "\n", code


@pytest.mark.usefixtures("in_bad_packs")
@pytest.mark.parametrize("language", get_args(Language))
@pytest.mark.parametrize("name", NAMES)
def test_what_is_printed(name: str, language: Language) -> None:
    text, code = printed(name, language)
    expected = BAD_PACKS / name / ("expected.txt" if language == "en" else "expected.zh.txt")
    if os.environ.get("UPDATE_EXPECTED"):
        expected.write_text(text, encoding="utf-8", newline="\n")
    assert text == expected.read_text(encoding="utf-8")
    assert code == (EXIT_CLEAN if name in ONLY_WARNED else EXIT_PACK)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_this_machine_is_printed_and_nothing_is_left_in_the_other_language(name: str) -> None:
    english = (BAD_PACKS / name / "expected.txt").read_text(encoding="utf-8")
    chinese = (BAD_PACKS / name / "expected.zh.txt").read_text(encoding="utf-8")
    assert str(BAD_PACKS) not in english + chinese
    assert "error:" not in chinese
    assert "help:" not in chinese
    assert len(re.findall("^ *= ", english, re.MULTILINE)) == len(re.findall("^ *= ", chinese, re.MULTILINE))


@pytest.mark.parametrize(
    ("line", "column", "length", "under"),
    [
        ("text: 品牌方", 7, 3, "      ^^^^^^"),
        ("a: e\u0301x", 6, 1, "    ^"),
        ("a: 👩\u200d⚕\ufe0fx", 8, 1, "      ^"),
        ("a:\tb", 4, 1, "   ^"),
        ("a: b", 9, 1, "    ^"),
        ("a: \x1b[31mred", 4, 1, "   ^"),
    ],
)
def test_the_caret_stands_right(line: str, column: int, length: int, under: str) -> None:
    problem = Problem(Place("a.yaml", 1, column), Bilingual("错", "wrong"), source_line=line, length=length)
    shown = format_problem(problem).split("\n")
    assert shown[3] == f"  | {under}"
    assert "\x1b" not in "".join(shown)


@pytest.mark.parametrize("column", [1, 40, 200, 398])
def test_a_long_line_is_cut_around_the_caret(column: int) -> None:
    line = "".join(chr(0x4E00 + index) for index in range(400))
    problem = Problem(Place("a.yaml", 7, column), Bilingual("错", "wrong"), source_line=line, length=2)
    source, caret = format_problem(problem).split("\n")[2:4]
    assert columns(source) <= WIDEST + len("7 | ")
    start = columns(caret[: caret.index("^")])
    before = next(cut for cut in range(len(source)) if columns(source[:cut]) == start)
    assert source[before] == line[column - 1]
