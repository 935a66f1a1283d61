"""What to write instead: for which words, under which facts, in which markets."""

from typing import Any

import pytest
from one_rule import Judged, words

from xhs_compliance.model.condition import FactIs
from xhs_compliance.model.rule import Replacement

PAID = Replacement(frozenset(), ("收钱写的",), ("paid for",), FactIs("commercial", ("paid",)))
OWN = Replacement(frozenset(), ("自家的",), ("our own",), FactIs("commercial", ("own_brand", "employee")))
SOUP = Replacement(frozenset({"热汤"}), ("一碗汤",), ("a bowl of soup",))
OTHERWISE = Replacement(frozenset(), ("吃了饭",), ("had dinner",))


def offered(judged: Judged, text: str, *replacements: Replacement, **facts: Any) -> list[str]:
    (finding,) = judged(text, {"find": words("喝汤", "喝热汤", "soup"), "replace": replacements}, **facts).findings
    return list(finding.suggestions)


@pytest.mark.parametrize(
    ("facts", "texts"),
    [
        ({"commercial": "paid"}, ["收钱写的"]),
        ({"commercial": "employee"}, ["自家的"]),
        ({"commercial": "gifted"}, ["吃了饭"]),
        ({}, ["吃了饭"]),
    ],
)
def test_what_asks_for_nothing_stands_where_no_fact_fits(
    judged: Judged, facts: dict[str, str], texts: list[str]
) -> None:
    assert offered(judged, "喝汤", PAID, OWN, OTHERWISE, **facts) == texts


def test_what_is_for_words_stands_beside_what_is_for_facts(judged: Judged) -> None:
    assert offered(judged, "喝热汤", SOUP, PAID, OTHERWISE, commercial="paid") == ["一碗汤", "收钱写的"]
    assert offered(judged, "喝热汤", SOUP, PAID, OTHERWISE) == ["一碗汤", "吃了饭"]
    assert offered(judged, "喝汤", SOUP, OTHERWISE) == ["吃了饭"]


def test_what_raises_a_finding_itself_is_not_offered(judged: Judged) -> None:
    assert offered(judged, "喝汤", Replacement(frozenset(), ("喝热汤", "吃了饭"), ())) == ["吃了饭"]


def test_a_text_has_to_pass_in_the_markets_of_the_draft_alone(judged: Judged) -> None:
    of_china = {"find": words("dinner"), "markets": ("CN",)}
    about = {"find": words("soup"), "markets": ("CN", "UK"), "replace": (OTHERWISE,)}
    text = "we had soup with bread and a long walk"
    for markets, texts in ((["UK"], ["had dinner"]), (["CN", "UK"], [])):
        (finding,) = judged(text, about, others=(of_china,), markets=markets).findings
        assert list(finding.suggestions) == texts
