"""Where clauses, sentences and lines end."""

import pytest

from xhs_compliance.model.pattern import Reach
from xhs_compliance.model.span import Span
from xhs_compliance.text.fold import fold
from xhs_compliance.text.segment import Segments, language_of


def around(text: str, words: str, reach: Reach | int) -> str:
    plain = fold(text)
    start = plain.index(fold(words))
    return text[slice(*Segments(plain).around(Span(start, start + len(words)), reach))]


@pytest.mark.parametrize(
    ("text", "words", "reach", "expected"),
    [
        ("先洗脸，再涂乳，最后防晒。晚安", "涂乳", "clause", "再涂乳"),
        ("先洗脸，再涂乳，最后防晒。晚安", "涂乳", "sentence", "先洗脸，再涂乳，最后防晒"),
        ("一行\r\n两行\n三行", "两", "line", "两行"),
        ("价格1,200元，不贵", "200", "clause", "价格1,200元"),
        ("抗衰老、抗糖、修复，一次到位", "抗糖", "clause", "抗衰老、抗糖、修复"),
        ("今天去公园 明天上班", "公园", "clause", "今天去公园"),
        ("推十分钟，改 善 代 谢，很好", "善", "clause", "改 善 代 谢"),
        ("It costs 3.5 dollars. I like it", "dollars", "sentence", "It costs 3.5 dollars"),
        ("Wait... what", "what", "sentence", " what"),
        ("Tea. These p!lls cure colds. Bye", "colds", "sentence", " These p!lls cure colds"),
        ("Not one sh!t given about acne, said he", "acne", "clause", "Not one sh!t given about acne"),
        ("I love it!Two weeks of soup", "soup", "sentence", "Two weeks of soup"),
        ("Amazing!Love this soup", "soup", "sentence", "Love this soup"),
        ("Soup! Love", "Love", "sentence", " Love"),
        ("一。二。三。四。五", "三", "passage", "二。三。四"),
        ("一\n\n二！三", "一", "passage", "一\n\n二"),
        ("一句话", "句", "passage", "一句话"),
        ("美白", "美白", "draft", "美白"),
        ("0123456789", "45", 2, "234567"),
    ],
)
def test_around(text: str, words: str, reach: Reach | int, expected: str) -> None:
    assert around(text, words, reach) == expected


@pytest.mark.parametrize(
    ("text", "heading"),
    [("标题！真的\n正文。", "标题!真的"), ("One. Two. Three", ""), ("", "")],
)
def test_heading(text: str, heading: str) -> None:
    plain = fold(text)
    assert plain[slice(*Segments(plain).heading)] == fold(heading)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("今天的汤很好喝", "zh"),
        ("this soup is lovely", "en"),
        ("这款 foundation 很 natural", "mixed"),
        ("最近一直在用Lumora的精华，熬夜脸也没那么垮了 #ad", "zh"),
        ("#护肤 my favourite soup of the week", "en"),
        ("", "zh"),
        ("123 !!!", "zh"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert language_of(fold(text)) == language
