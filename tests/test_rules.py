"""Every example of every shipped rule holds: one case each."""

import pytest

from xhs_compliance.api import load_linter
from xhs_compliance.engine.selftest import check_examples
from xhs_compliance.linter import Linter
from xhs_compliance.model.rule import Rule, Signal
from xhs_compliance.model.words import Bilingual
from xhs_compliance.reporters.excuses import excuse_words

_LINTER = load_linter()
_OWNERS = (*_LINTER.book.rules, *_LINTER.book.signals)


@pytest.mark.parametrize("owner", _OWNERS, ids=lambda owner: owner.id)
def test_examples(owner: Rule | Signal) -> None:
    (tested,) = check_examples((owner,), _LINTER.checker, _LINTER.facts)
    assert [(miss.example.place, miss.wanted, miss.found) for miss in tested.misses] == []


@pytest.mark.parametrize("rule", _LINTER.book.rules, ids=lambda rule: rule.id)
def test_replacements_pass_the_linter(rule: Rule) -> None:
    suggester = _LINTER.checker._suggester
    offered = [text for replacement in rule.replace for text in (*replacement.zh, *replacement.en)]
    assert [text for text in offered if not suggester.passes(text, rule.markets)] == []


def test_the_demo_pack_holds(demo: Linter) -> None:
    assert [tested.misses for tested in demo.test() if tested.misses] == []


def test_every_excuse_has_words_in_both_languages() -> None:
    names = {excuse.name for owner in _OWNERS for excuse in owner.unless}
    told = {name: excuse_words(name) for name in names}
    assert [name for name, said in told.items() if name in said.zh or not said.en.strip()] == []
    assert [said.zh for said in told.values() if said.zh.endswith(("。", "."))] == []


def test_an_excuse_of_a_pack_of_ones_own_is_told_by_its_name() -> None:
    assert excuse_words("my-own-shop") == Bilingual("上下文另有所指（my-own-shop）", "my own shop")
