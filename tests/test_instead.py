"""What a suggestion takes the place of: words for words, a statement for the clause they stand in."""

import pytest

from xhs_compliance.engine.instead import reach
from xhs_compliance.linter import Linter
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.facts import Facts
from xhs_compliance.model.span import Span
from xhs_compliance.reporters.instead import instead_of
from xhs_compliance.services.agents.fixes import suggest


@pytest.mark.parametrize(
    ("text", "words", "suggestion", "rewritten"),
    [
        ("这盒医用面膜我每周三片，很服帖", "医用面膜", "补水面膜，冷藏后敷着舒服", "补水面膜，冷藏后敷着舒服，很服帖"),
        ("广告｜牙膏用了三天牙齿就白了", "三天牙齿就白", "刷完口气清新，牙面滑滑的", "广告｜刷完口气清新，牙面滑滑的"),
        ("圣诞限定绿帽子，送男友刚好", "绿帽子", "军绿色的毛线帽", "圣诞限定军绿色的毛线帽，送男友刚好"),
        ("无广放心看，梳子不拉头发", "无广", "【广告】本篇与云朵合作", "【广告】本篇与云朵合作放心看，梳子不拉头发"),
        ("两周美白了！\n#精华 #好物", "美白", "用完皮肤摸着润润的", "用完皮肤摸着润润的！\n#精华 #好物"),
        ("用完美白 #精华", "美白", "用完皮肤摸着润润的", "用完皮肤摸着润润的 #精华"),
        ("#ad My tea cures gout, I swear", "cures gout", "it goes down easily", "#ad it goes down easily, I swear"),
        ("AD My tea cures gout", "cures gout", "it goes down easily", "AD it goes down easily"),
        ("My #tea cures gout", "cures gout", "it goes down easily", "it goes down easily"),
        ("#精华 #美白精华 #好物", "美白", "", "#精华 #好物"),
        ("#精华 #美白精华[话题]#\n好", "美白", "", "#精华\n好"),
        ("去 #美白精华", "美白", "", "去"),
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


def draft(text: str, **facts: tuple[str, ...]) -> Draft:
    return Draft("d", {"text": text}, Facts(facts))


def test_words_in_a_hashtag_go_with_their_topic(shipped: Linter) -> None:
    text = "用了两周，质地清爽。\n#精华 #美白精华 #好物"
    review = shipped.check(draft(text, commercial=("paid",), product_category=("cosmetics",)))
    found = next(finding for finding in review.findings if finding.text == "美白")
    assert (found.topic, found.suggestions) == ("#美白精华", ())
    assert instead_of(found, "zh") == ("（删掉话题 #美白精华）",)
    assert instead_of(found, "en") == ("(drop the topic #美白精华)",)
    assert suggest(review, shipped, "zh")["rewritten"]["text"].endswith("#精华 #好物")


def test_a_label_among_the_hashtags_is_not_dropped(shipped: Linter) -> None:
    text = "A cream I like a lot, it sits well.\n\n#skincare #cream #selfcare #ad"
    review = shipped.check(draft(text, commercial=("paid",), markets=("UK",)))
    labels = [finding for finding in review.findings if finding.rule.category == "disclosure" and finding.text == "#ad"]
    assert labels
    assert {finding.topic for finding in labels} == {""}
