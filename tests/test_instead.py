"""What a suggestion takes the place of: words for words, a statement for the clause they stand in."""

import pytest

from xhs_compliance.engine.instead import reach
from xhs_compliance.model.span import Span


@pytest.mark.parametrize(
    ("text", "words", "suggestion", "rewritten"),
    [
        ("这盒医用面膜我每周三片，很服帖", "医用面膜", "补水面膜，冷藏后敷着舒服", "补水面膜，冷藏后敷着舒服，很服帖"),
        ("广告｜牙膏用了三天牙齿就白了", "三天牙齿就白", "刷完口气清新，牙面滑滑的", "广告｜刷完口气清新，牙面滑滑的"),
        ("圣诞限定绿帽子，送男友刚好", "绿帽子", "军绿色的毛线帽", "圣诞限定军绿色的毛线帽，送男友刚好"),
        ("无广放心看，梳子不拉头发", "无广", "【广告】本篇与云朵合作", "【广告】本篇与云朵合作放心看，梳子不拉头发"),
        ("两周美白了！\n#精华 #好物", "美白", "用完皮肤摸着润润的", "用完皮肤摸着润润的！\n#精华 #好物"),
        ("用完美白 #精华", "美白", "用完皮肤摸着润润的", "用完皮肤摸着润润的 #精华"),
        ("#精华 #美白精华 #好物", "美白", "", "#精华  #好物"),
        ("它美白了", "美白", "", "它了"),
        ("It stimulates collagen, they say", "stimulates collagen", "keeps skin soft", "It keeps skin soft, they say"),
        ("These boost immunity. Nice", "boost immunity", "it tastes of mango", "it tastes of mango. Nice"),
    ],
)  # fmt: skip
def test_a_suggestion_takes_the_place_of_what_it_says_anew(
    text: str, words: str, suggestion: str, rewritten: str
) -> None:
    at = text.index(words)
    start, end = reach(text, Span(at, at + len(words)), suggestion)
    assert text[:start] + suggestion + text[end:] == rewritten
