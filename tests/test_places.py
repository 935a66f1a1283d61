"""Places in a draft: what counts as its start, and as buried in a wall of hashtags."""

import pytest

from xhs_compliance.engine.field_text import FieldText
from xhs_compliance.engine.lexicon import Lexicon
from xhs_compliance.engine.places import is_placed
from xhs_compliance.engine.spelled import spell
from xhs_compliance.model.pattern import Where
from xhs_compliance.model.span import Span
from xhs_compliance.text.variants import EvasionTable

NO_TERMS = Lexicon(spell((), EvasionTable()))


def placed(text: str, words: str, where: Where, *, field: str = "text", has_title: bool = True) -> bool:
    start = text.rindex(words)
    return is_placed(
        Span(start, start + len(words)), where, FieldText(field, text, NO_TERMS), "zh", has_title=has_title
    )


LONG = "今天写一碗汤，" * 12


@pytest.mark.parametrize(
    ("text", "early"),
    [
        ("广告｜今天的汤", True),
        ("今天的汤，广告", True),
        (f"{LONG}广告", True),  # one line: still the first line
        (f"汤\n{LONG}\n广告", False),
        ("#汤 #冬天 #广告 #通勤", False),
        ("#广告 #汤 #冬天 今天的汤", True),
    ],
)
def test_the_start_is_the_first_line_or_sixty_characters_outside_a_wall(text: str, early: bool) -> None:
    assert placed(text, "广告", "start") is early
    assert placed(text, "广告", "after-start") is not early


@pytest.mark.parametrize(
    "text",
    [
        "汤\n#穿搭 #围巾 #冬天 #广告",
        "汤\n#穿搭#围巾#冬天#广告#通勤",
        "汤 #a[话题]# #b[话题]# #广告[话题]#",
        "汤 @甲 @乙 #广告",
    ],
)
def test_a_wall_is_three_in_a_row(text: str) -> None:
    assert placed(text, "广告", "hashtags")


@pytest.mark.parametrize("text", ["汤 #广告 #汤", "广告 #穿搭 #围巾 #冬天", "#广告 #汤 #冬天 #雪"])
def test_two_tags_or_the_first_word_are_no_wall(text: str) -> None:
    assert placed(text, "广告", "outside-hashtags")


def test_without_a_title_the_first_line_is_the_title() -> None:
    assert placed("广告标题\n正文", "标题", "title", has_title=False)
    assert not placed("广告标题\n正文", "正文", "title", has_title=False)
    assert not placed("广告标题\n正文", "标题", "title")
    assert placed("广告标题", "标题", "title", field="title")


@pytest.mark.parametrize(("language", "most"), [("zh", 60), ("mixed", 60), ("en", 125)])
def test_the_start_ends_after_so_many_characters(language: str, most: int) -> None:
    def is_early(before: int) -> bool:
        text = "汤\n" + "x" * (before - 2) + "广告"
        field = FieldText("text", text, NO_TERMS)
        return is_placed(Span(before, before + 2), "start", field, language, has_title=True)

    assert is_early(most - 1)
    assert not is_early(most)


def test_three_in_a_row_make_a_wall_and_two_do_not() -> None:
    assert not placed("汤 #a #广告", "#广告", "hashtags")
    assert placed("汤 #a #b #广告", "#广告", "hashtags")
    assert placed("汤 #a #b #广告", "#广告", "hashtags") is not placed("汤 #a #b #广告", "#广告", "outside-hashtags")
    assert placed("汤 https://a.example @甲 #广告", "#广告", "hashtags")


def test_the_last_line_is_the_last_with_words() -> None:
    assert placed("汤\n面\n广告\n\n", "广告", "last-line")
    assert not placed("汤\n广告\n面", "广告", "last-line")
