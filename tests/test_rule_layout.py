"""How rule files are laid out: long lines take several, values and comments stay as they were."""

from pathlib import Path

import pytest
import yaml
from conftest import Run
from hypothesis import given
from hypothesis import strategies as st

from xhs_compliance.packs.expression_rows import rows_of
from xhs_compliance.packs.files import builtin_rules
from xhs_compliance.packs.layout import WIDTH, laid_out
from xhs_compliance.packs.problems import columns

SAMPLES = Path(__file__).parent / "data" / "layout"
AS_WRITTEN = (SAMPLES / "as-written.yaml").read_text("utf-8")
LAID_OUT = (SAMPLES / "laid-out.yaml").read_text("utf-8")

EXPRESSION = (
    r"\b(?:asked|wondered) (?:if|whether) (?:this|the) (?:cream|serum|mask|lotion) works?\b"
    r"|(?:面霜|精华|乳液|爽肤水|眼霜|护手霜|润唇膏)[^,。!?\n]{0,4}(?:好用|难用|一般)|回购|空瓶|(?<!不)(?:推荐|安利)"
)
ROWS = r"""
\b(?:asked|wondered) (?:if|whether) (?:this|the) (?:
  cream|serum|mask|lotion
) works?\b
|(?:面霜|精华|乳液|爽肤水|眼霜|护手霜|润唇膏)[^,。!?\n]{0,4}
(?:好用|难用|一般)
|回购|空瓶
|(?<!不)(?:推荐|安利)
""".strip().splitlines()

PARTS = st.recursive(
    st.sampled_from(["面霜", "a cream ", " it", r"\s", r"[^)|\]]{0,4}", "[]a]+", r"\(", "x?", "^", r"\b"]),
    lambda inner: st.builds(
        lambda opening, ways, times: opening + "|".join(ways) + ")" + times,
        st.sampled_from(["(", "(?:", "(?<=", "(?!", "(?P<name>"]),
        st.lists(st.lists(inner, max_size=4).map("".join), min_size=1, max_size=4),
        st.sampled_from(["", "?", "{1,3}?", "*+"]),
    ),
    max_leaves=30,
)


def test_what_is_too_long_takes_several_lines() -> None:
    assert laid_out(AS_WRITTEN) == LAID_OUT


def test_what_is_laid_out_stays_so() -> None:
    assert laid_out(LAID_OUT) == LAID_OUT


def test_line_ends_of_windows_stay() -> None:
    assert laid_out(AS_WRITTEN.replace("\n", "\r\n")) == LAID_OUT.replace("\n", "\r\n")


def test_a_list_with_a_comment_inside_is_left_alone() -> None:
    text = f"words: [{'面霜, ' * 30}\n  # a comment\n  眼霜]\n"
    assert laid_out(text) == text


def test_a_file_that_is_one_flow_mapping_is_left_alone() -> None:
    text = "{words: [" + "面霜, " * 30 + "眼霜]}\n"
    assert laid_out(text) == text


def test_an_expression_stands_over_rows() -> None:
    assert rows_of(EXPRESSION, 60) == ROWS


@given(st.lists(st.lists(PARTS, max_size=6).map("".join), min_size=1, max_size=6).map("|".join))
def test_rows_joined_are_the_expression(source: str) -> None:
    rows = rows_of(source, 30)
    assert rows == [source] or "".join(row.strip(" ") for row in rows) == source


def test_an_expression_that_grew_under_its_bar_is_laid_out_anew() -> None:
    text = f"find:\n  regex: |-\n    面霜\n    |{'|'.join(['敏感肌'] * 40)}\n# behind\nand: it\n"
    after = laid_out(text)
    assert max(map(columns, after.splitlines())) <= WIDTH
    assert after.endswith("\n# behind\nand: it\n")
    assert "".join(yaml.safe_load(after)["find"]["regex"].split()) == "|".join(["面霜", *["敏感肌"] * 40])


@pytest.mark.parametrize("key", ["regex", "zh"])
def test_a_text_under_its_bar_that_cannot_be_parted_stays(key: str) -> None:
    text = f"why:\n  {key}: |\n    {'面霜很好' * 40}\n# behind\nand: it\n"
    assert laid_out(text) == text


def test_a_row_that_looks_like_a_comment_is_laid_out_with_the_others() -> None:
    text = f"find:\n  regex: |-\n    #面霜\n    |{'|'.join(['敏感肌'] * 40)}\n"
    assert max(map(columns, laid_out(text).splitlines())) <= WIDTH


def test_shipped_rules_are_laid_out() -> None:
    texts = {path: path.read_text("utf-8") for path in builtin_rules().rglob("*.yaml")}
    assert [path.name for path, text in texts.items() if laid_out(text) != text] == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a file that is laid out and one that is not."""
    (tmp_path / "good.yaml").write_text(LAID_OUT, "utf-8")
    (tmp_path / "long.yaml").write_text(AS_WRITTEN, "utf-8")
    return tmp_path


def test_the_command_lays_out_and_says_what(folder: Path, run: Run) -> None:
    assert run("rules", "format", "--check", ".") == (1, "would change long.yaml\n", "")
    assert (folder / "long.yaml").read_text("utf-8") == AS_WRITTEN
    assert run("rules", "format", ".") == (0, "laid out long.yaml\n", "")
    assert (folder / "long.yaml").read_text("utf-8") == LAID_OUT
    assert run("rules", "format", "--check", "--lang", "zh", ".") == (0, "没有要改的\n", "")


def test_a_broken_file_is_told_and_the_others_are_laid_out(folder: Path, run: Run) -> None:
    (folder / "broken.yaml").write_text("find: {any: [\n", "utf-8")
    code, out, err = run("rules", "format", "--lang", "zh", ".")
    assert (code, out) == (3, "已排好 long.yaml\n")
    assert err.startswith("broken.yaml:")
    assert (folder / "broken.yaml").read_text("utf-8") == "find: {any: [\n"
