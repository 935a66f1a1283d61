"""Rules in a reader's words: what an expression says, without its signs."""

import re
from pathlib import Path

import pytest
from conftest import copied

from xhs_compliance.model.pattern import Either, Pair, Regex, Terms
from xhs_compliance.model.words import Bilingual
from xhs_compliance.packs.files import builtin_rules
from xhs_compliance.packs.load import load_rulebook
from xhs_compliance.reporters.rules.expressions import in_words
from xhs_compliance.reporters.rules.words import Teller, TitledList


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("(?:婆婆|奶奶|外婆)(?:都)?信[^。]{2,40}我劝", "(婆婆/奶奶/外婆)信…我劝"),
        ("喝|吃|抹|擦|敷", "喝/吃/抹/…"),
        (r"\d{1,3}天(?:见效|变白)", "⟨数字⟩天(见效/变白)"),
        ("[一二三四五六七八九十0-9]+斤", "⟨数字⟩斤"),
        ("(?<![最近])最好(?!不要)", "最好"),
        ("[^,。\n]{0,6}包过[^,。\n]{0,6}", "包过"),
        ("信(?:了|吧)", "信(了/吧)"),
        (r"[!。]\s?骗人", "骗人"),
        (r"[一-龥]+", r"/[一-龥]+/"),
        (r"\p{Han}好", r"/\p{Han}好/"),
    ],
)
def test_an_expression_in_words(source: str, said: str) -> None:
    assert in_words(source, "zh") == said


def test_an_english_expression_in_words() -> None:
    source = r"\b(?:i )?wish (?:it|this) (?:\w+ ){0,3}worked[ -]well in \d+ days?\b"
    assert in_words(source, "en") == "wish (it/this)…worked well in ⟨number⟩ day"


def test_every_shipped_expression_can_be_read() -> None:
    files = builtin_rules().glob("**/*.yaml")
    written = {found for file in files for found in re.findall("regex: '((?:[^']|'')*)'", file.read_text("utf-8"))}
    said = {source: in_words(source.replace("''", "'"), "zh") for source in written}
    unread = [source for source, words in said.items() if words.startswith("/")]
    assert len(said) > 1000
    assert len(unread) < 10
    assert not [words for source, words in said.items() if source not in unread and re.search(r"\(\?|\\[a-z]", words)]


NAMES = ("感冒", "痛风", "湿疹", "近视", "失眠", "贫血", "鼻炎", "胃炎")
ILLNESSES = TitledList(Bilingual("疾病名称", "names of illnesses"), NAMES)


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        (Terms(("汤", "粥")), "汤、粥"),
        (Terms((*NAMES, "汤"), lists=("diseases",)), "疾病名称（痛风、近视、贫血…共 8 个）、汤"),
        (Terms((*NAMES, "汤"), lists=("untitled",)), "、".join(NAMES) + "…（共 9 个）"),
        (Pair((Terms(("治",)), Terms(NAMES, lists=("diseases",))), 1, ordered=True),
         "[治] + [疾病名称（痛风、近视、贫血…共 8 个）]（相隔 1 个字以内）"),
    ],
)  # fmt: skip
def test_lists_go_by_their_titles(terms: Terms | Pair, said: str) -> None:
    assert Teller("zh", lists={"diseases": ILLNESSES}).pattern(terms) == said


def test_alternatives_are_told_one_by_one() -> None:
    assert Teller("zh").ways(Either((Terms(("汤",)), Regex("粥|饭")))) == ["汤", "粥/饭"]


def test_every_shipped_list_has_a_title(tmp_path: Path) -> None:
    library = load_rulebook([copied(tmp_path)]).library
    assert len(library.lists) > 300
    assert set(library.lists) == set(library.list_titles)
