"""What lets a match go: cues on their side and near enough, masks, phrases that shield."""

from typing import Any

import pytest
from one_rule import Judged, words

from xhs_compliance.model.condition import (
    Context,
    Exempt,
    SignalOn,
    When,
)
from xhs_compliance.model.pattern import Missing
from xhs_compliance.model.rule import Signal
from xhs_compliance.model.words import Bilingual


@pytest.mark.parametrize(
    ("text", "because"), [("今天下雨", ""), ("今天下雨，问一下", "asked"), ("今天下雨\n\n很久以后，问一下", "asked")]
)
def test_a_finding_about_the_whole_draft_is_let_go_by_a_cue_anywhere(judged: Judged, text: str, because: str) -> None:
    review = judged(text, {"find": Missing(words("广告")), "unless": (Context("asked", words("问一下")),)})
    assert [each.because for each in review.excused] == [because] * bool(because)
    assert len(review.findings) == (not because)
    assert all(each.span is None for each in (*review.findings, *review.excused))


@pytest.mark.parametrize(("side", "let_go"), [("before", ["不"]), ("after", ["吗"]), ("either", ["不", "吗"])])
def test_a_cue_stands_on_its_side(judged: Judged, side: str, let_go: list[str]) -> None:
    cue = Context("cue", words("不", "吗"), side=side)  # type: ignore[arg-type]  # one of its words
    said = {"不": judged("不喝汤", {"unless": (cue,)}), "吗": judged("喝汤吗", {"unless": (cue,)})}
    assert [word for word, review in said.items() if review.excused] == let_go


@pytest.mark.parametrize(
    ("within", "text", "let_go"),
    [
        ("clause", "不，喝汤", False),
        ("sentence", "不，喝汤", True),
        ("sentence", "不。喝汤", False),
        ("line", "不。喝汤", True),
        ("line", "不\n喝汤", False),
        ("field", "不\n喝汤", True),
        ("draft", "不\n喝汤", True),
        (3, "不在家喝汤", True),
        (2, "不在家喝汤", False),
    ],
)
def test_a_cue_is_near_enough(judged: Judged, within: Any, text: str, let_go: bool) -> None:
    review = judged(text, {"unless": (Context("cue", words("不"), "before", within),)})
    assert bool(review.excused) is let_go


@pytest.mark.parametrize(
    ("text", "side", "let_go"),
    [
        ("标题\n不去。在家喝汤", "either", True),
        ("标题\n不去。在家。喝汤", "either", False),
        ("标题\n喝汤。在家。不去", "either", False),
        ("不去\n早起。在家。喝汤", "either", True),  # the heading is about all of it
        ("喝汤\n早起。在家。不去", "either", True),  # and all of it is about the heading
        ("标题\n喝汤。不去", "before", False),
        ("标题\n不去。喝汤", "before", True),
    ],
)
def test_a_cue_of_the_passage_stands_beside_it_or_over_it(judged: Judged, text: str, side: Any, let_go: bool) -> None:
    review = judged(text, {"unless": (Context("cue", words("不去"), side, "passage"),)})
    assert bool(review.excused) is let_go


def test_a_title_is_about_every_passage(judged: Judged) -> None:
    cue = {"unless": (Context("cue", words("不去"), "after", "passage"),)}
    assert judged("早起。在家。喝汤", cue, title="不去了").excused
    assert judged("早起。在家。不去", cue, title="喝汤").excused


@pytest.mark.parametrize(
    ("text", "let_go"),
    [("标题\n住院。喝汤", True), ("标题\n住院。在家。喝汤", False), ("标题\n住院。在家。喝汤。住院", True)],
)
def test_a_signal_may_have_to_stand_near(judged: Judged, text: str, let_go: bool) -> None:
    ward = Signal("ward", Bilingual("住院", "ward"), words("住院"))
    review = judged(text, {"unless": (When("ward", SignalOn(("ward",), "passage")),)}, (ward,))
    assert bool(review.excused) is let_go


def test_what_a_signal_misses_is_missing_everywhere(judged: Judged) -> None:
    silent = Signal("silent", Bilingual("没写", "silent"), Missing(words("广告")))
    near = {"unless": (When("silent", SignalOn(("silent",), "passage")),)}
    assert judged("标题\n在家。喝汤", near, (silent,)).excused
    assert judged("标题\n广告。在家。喝汤", near, (silent,)).findings


def test_a_masked_cue_does_not_count(judged: Judged) -> None:
    masked = {"unless": (Context("cue", words("不"), masked_by=words("不仅")),)}
    assert judged("不仅喝汤", masked).findings
    assert not judged("不仅不喝汤", masked).findings


@pytest.mark.parametrize(
    ("text", "let_go"),
    [("不爱，但喝汤", False), ("但不爱，喝汤", True), ("喝汤，但不爱", True), ("不爱，但是，不敢喝汤", True)],
)
def test_a_cue_before_the_match_counts_until_a_turn(judged: Judged, text: str, let_go: bool) -> None:
    turned = {"unless": (Context("cue", words("不"), within="sentence", until=words("但")),)}
    assert bool(judged(text, turned).excused) is let_go


@pytest.mark.parametrize(
    ("phrase", "text", "let_go"),
    [("喝汤面", "喝汤面", True), ("喝汤", "喝汤", True), ("汤", "喝汤", False), ("喝汤面", "喝汤，喝汤面", False)],
)
def test_a_phrase_shields_what_it_covers(judged: Judged, phrase: str, text: str, let_go: bool) -> None:
    review = judged(text, {"unless": (Exempt("exempt", words(phrase)),)})
    assert (not review.findings) is let_go


def test_excused_matches_stand_in_reading_order(judged: Judged) -> None:
    let_go = {"unless": (Context("cue", words("不")),)}
    review = judged("不喝汤\n不吃饭", {**let_go, "find": words("吃饭")}, others=(let_go,))
    assert [each.text for each in review.excused] == ["喝汤", "吃饭"]


@pytest.mark.parametrize(
    ("side", "text", "let_go"),
    [
        ("before", "喝汤", False),
        ("after", "喝汤", False),
        ("either", "喝汤", True),
        ("after", "喝汤面", True),
        ("before", "热喝汤", True),
    ],
)
def test_a_cue_that_is_the_match_stands_on_no_side(judged: Judged, side: Any, text: str, let_go: bool) -> None:
    cue = Context("cue", words("喝汤", "喝汤面", "热喝汤"), side=side)
    assert (not judged(text, {"unless": (cue,)}).findings) is let_go
