"""Folding reads through spelling and keeps every offset."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xhs_compliance.text.fold import SILENT, fold, fold_field, skeleton_of
from xhs_compliance.text.quiet import quieted


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("ＴＯＰ１", "top1"),
        ("療效", "疗效"),
        ("薬効を発揮 予約", "药效を发挥 予约"),  # as written in Japan; 予 is a simplified character as well
        ("①❷⑨", "129"),
        ("𝓬𝓾𝓻𝓮", "cure"),
        ("🅥🅧", "vx"),
        ("zhì liáo", "zhi liao"),
        ("Сure", "cure"),  # the first letter is Cyrillic
        ("“don’t”", '"don\'t"'),
        ("１．５", "1.5"),
    ],
)
def test_fold_reads_through_spelling(typed: str, plain: str) -> None:
    assert fold(typed) == plain


def test_what_nobody_sees_is_silent() -> None:
    folded = fold_field("治\u200b疗 e\u0301 ❤\ufe0f #护肤[话题]# <!-- allow a/b: c -->完")
    assert folded.skeleton == "治疗e护肤完"
    assert folded.plain.count(SILENT) == len("\u200b\u0301\ufe0f[话题]<!-- allow a/b: c -->")


@given(st.text(max_size=300))
def test_folding_keeps_the_length_and_is_done_once(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=300))
def test_the_skeleton_points_back(text: str) -> None:
    folded = fold_field(text)
    assert len(folded.plain) == len(text)
    assert len(folded.skeleton) == len(folded.origin)
    assert folded.origin == sorted(set(folded.origin))
    assert all(folded.plain[at] == char for at, char in zip(folded.origin, folded.skeleton, strict=True))


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs"]), max_size=60))
def test_the_skeleton_of_a_term_is_that_of_a_field(text: str) -> None:
    assert skeleton_of(text) == fold_field(text.replace("<!--", "").replace("[话题]", "")).skeleton or "<!--" in text


@given(st.text("最好的ab·*_.，\u200b\n", max_size=40))
def test_quiet_text_knows_where_it_came_from(text: str) -> None:
    plain = fold(text)
    quiet = quieted(plain)
    if quiet is None:
        return
    assert [plain[offset] for offset in quiet.origin] == list(quiet.plain)
    assert quieted(quiet.plain) is None
    left_out = set(range(len(plain))) - set(quiet.origin)
    assert {plain[offset] for offset in left_out} <= set("·*_.\u200b")
