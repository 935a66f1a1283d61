"""Reasons for script-likeness as sentences: each word once, and nothing to do about what speaks for the author."""

from xhs_compliance.model.finding import Evidence
from xhs_compliance.model.review import Reason
from xhs_compliance.model.words import Bilingual
from xhs_compliance.reporters.likeness import favour_sentence, further_words, reason_sentence

SEEN = tuple(Evidence("matched", "x", None, None, text) for text in ("神器", "安排", "！", "安排", "一键", ""))
REASON = Reason(
    "stock-phrases",
    12.0,
    Bilingual("用了 2 个现成的套话：“神器”、“安排”", "2 stock phrases: “神器”, “安排”"),
    Bilingual("最多留一个。", "Keep one at most."),
    SEEN,
)


def test_words_are_said_once_and_signs_not_at_all() -> None:
    assert further_words(REASON) == ["一键"]
    assert reason_sentence(REASON, "zh") == "用了 2 个现成的套话：“神器”、“安排”，还有“一键” → 最多留一个。"
    assert reason_sentence(REASON, "en") == "2 stock phrases: “神器”, “安排”; also “一键” → Keep one at most."


def test_what_speaks_for_the_author_is_no_task() -> None:
    found = Reason("moments", 0.0, Bilingual("有时间、地点", "says when"), Bilingual("补上", "Say which day"), SEEN[:1])
    assert favour_sentence(found, "zh") == "有时间、地点 “神器”"
    assert favour_sentence(found, "en") == "says when “神器”"
