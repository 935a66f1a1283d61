"""Terms are found however they are spelled, and innocent neighbours are not terms."""

import random

import pytest
from conftest import Check
from hypothesis import given
from hypothesis import strategies as st

from xhs_compliance.engine.lexicon import Lexicon
from xhs_compliance.engine.spelled import spell
from xhs_compliance.model.finding import Finding
from xhs_compliance.model.pattern import Terms
from xhs_compliance.text.fold import fold_field
from xhs_compliance.text.variants import EvasionTable

TABLE = EvasionTable({"leet": {"a": ("@", "4", "*"), "e": ("3", "*"), "u": ("*",), "o": ("0", "*")}})

SHAPES = {
    "full width": lambda word: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in word),
    "zero width": lambda word: "\u200b".join(word),
    "combining marks": lambda word: "\u0301".join(word),
    "a symbol": lambda word: word[0] + "_" + word[1:],
    "a point": lambda word: word[0] + "·" + word[1:],
    "an emoji": lambda word: word[0] + "⭐️" + word[1:],
    "a star": lambda word: "*".join(word),
}


def claims(check: Check, text: str) -> list[Finding]:
    return [finding for finding in check(text).findings if finding.rule.id == "demo/claim"]


@pytest.mark.parametrize(("text", "found"), [("谷密度低", 1), ("高密度", 0), ("骨蜜度低", 1), ("骨密度低", 1)])
def test_only_a_swapped_character_can_belong_to_an_ordinary_word(text: str, found: int) -> None:
    table = EvasionTable({"homophone": {"骨": ("谷", "高"), "密": ("蜜",)}}, ordinary=("密度", "高密度"))
    terms = Terms(("骨密度",), ("homophone",))
    assert len(Lexicon(spell([terms], table)).find(fold_field(text)).hits(terms.key)) == found


@pytest.mark.parametrize(("text", "found"), [("JING酒吧开门", 0), ("jing酒很快", 1), ("上酒jiu楼", 0), ("醒酒吧", 1)])
def test_pinyin_that_runs_into_an_ordinary_word_is_no_disguise(text: str, found: int) -> None:
    table = EvasionTable(ordinary=("酒吧", "上酒"))
    terms = Terms(("醒酒", "酒酒"), ("pinyin",))
    assert len(Lexicon(spell([terms], table)).find(fold_field(text)).hits(terms.key)) == found


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("word", ["治疗", "美白", "最好", "消炎"])
def test_the_span_covers_the_words_as_typed(check: Check, word: str, shape: str) -> None:
    typed = SHAPES[shape](word)
    text = f"😀它能{typed}。\r\n真的"
    (finding,) = claims(check, text)
    assert finding.span is not None
    assert text[slice(*finding.span)] == typed == finding.text
    assert finding.reads_as == word or not finding.disguise


@pytest.mark.parametrize(
    ("typed", "reads_as", "kind"),
    [
        ("美bai", "美白", "pinyin"),
        ("měi白", "美白", "pinyin"),
        ("zhi疗", "治疗", "pinyin"),
        ("meibai", "美白", "pinyin"),
        ("镁白", "美白", "homophone"),
        ("蕞好", "最好", "homophone"),
        ("氵台疗", "治疗", "split"),
        ("美⚪", "美白", "emoji"),
        ("消火火", "消炎", "split"),
        ("治//疗", "治疗", "noise"),
        ("zui·好", "最好", "pinyin"),
    ],
)
def test_disguises_are_read(check: Check, typed: str, reads_as: str, kind: str) -> None:
    (finding,) = claims(check, f"姐妹它能{typed}哦")
    assert (finding.text, finding.reads_as) == (typed, reads_as)
    assert kind in finding.disguise


@pytest.mark.parametrize("typed", ["療", "美白", "ＭＥＩ", "最\u200b好"])
def test_traditional_script_width_and_zero_width_are_no_disguise(check: Check, typed: str) -> None:
    assert all(not finding.disguise for finding in claims(check, f"它能{typed}"))


@pytest.mark.parametrize(
    "text",
    [
        "我最 好朋友来了",
        "政治。疗养院在山上",
        "最，好",
        "统治、疗养",
        "变美、白天",
        "统治（疗养）",
        "美\n白",
        "最......好",
        "sumeibaida",
    ],
)
def test_innocent_neighbours_stay_apart(check: Check, text: str) -> None:
    assert claims(check, text) == []


@pytest.mark.parametrize("text", ["it secured acne", "recure acne", "cureacne", "an epic ure: acne", "c ure acne"])
def test_latin_terms_never_match_inside_a_longer_word(check: Check, text: str) -> None:
    assert [f for f in check(text).findings if f.rule.id == "demo/cure-pair"] == []


@given(st.integers(0, 10_000), st.text(alphabet="喝水😀 ab，。\r\né\u200b１", max_size=30))
def test_every_span_points_into_the_text_as_typed(check: Check, seed: int, around: str) -> None:
    dice = random.Random(seed)
    typed = SHAPES[dice.choice(list(SHAPES))](dice.choice(["治疗", "美白", "最好"]))
    text = f"{around}。{typed}。{around}"
    for finding in check(text).findings:
        if finding.span is not None:
            assert 0 <= finding.span.start < finding.span.end <= len(text)
            assert text[slice(*finding.span)] == finding.text
    assert any(finding.text == typed for finding in claims(check, text))


@pytest.mark.parametrize(
    ("typed", "plain"),
    [("c*red", "cured"), ("h3aled", "healed"), ("he@ls", "heals"), ("cur3!", "cur3")],
)
def test_leet_is_read_from_the_text(typed: str, plain: str) -> None:
    lexicon = Lexicon(spell([Terms(("cured", "healed", "heals", "cure"), ("leet",), key="k")], TABLE))
    (hit,) = lexicon.find(fold_field(f"it {typed} me")).hits("k")
    assert hit.disguise == ("leet",)
    assert f"it {typed} me"[slice(*hit.span)].rstrip("!") == typed.rstrip("!")


@pytest.mark.parametrize("text", ["room 101", "web3.0", "it is 4ever", "c3po", "a1 steak sauce", "cure", "100% cotton"])
def test_words_that_make_no_term_stay_as_they_are(text: str) -> None:
    lexicon = Lexicon(spell([Terms(("cured", "healed", "heals"), ("leet",), key="k")], TABLE))
    assert lexicon.find(fold_field(text)).hits("k") == []


@pytest.mark.parametrize(
    ("word", "text", "found"),
    [
        ("🍑宝", "上🍑宝搜", "🍑宝"),
        ("💰", "返💰五块", "💰"),
        ("🍑宝", "宝贝", ""),
        ("100%有效", "它100%有效", "100%有效"),
    ],
)
def test_a_picture_in_a_term_counts(word: str, text: str, found: str) -> None:
    hits = Lexicon(spell([Terms((word,), key="k")], TABLE)).find(fold_field(text)).hits("k")
    assert [text[slice(*hit.span)] for hit in hits] == ([found] if found else [])
