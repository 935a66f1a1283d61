"""Changing a rule or the judge is noticed: the tools of ``make mutate`` on a few mutants, and the witnesses."""

import ast
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from mutants import Mutant, mutants_of
from mutate_judge import MODULES, changed, changes, every_change
from mutate_packs import Bench, mutate
from witnesses import Witness, read_witnesses, says

from xhs_compliance.linter import Linter
from xhs_compliance.model.declare import declare
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.review import Review
from xhs_compliance.model.rule import Rule
from xhs_compliance.packs.files import builtin_rules
from xhs_compliance.packs.load import load_rulebook

DEMO_RULES = Path(__file__).parent / "rules"


@pytest.fixture(scope="module")
def bench() -> Bench:
    """The small pack for tests, ready to be changed."""
    return Bench(load_rulebook([builtin_rules(), DEMO_RULES], only=["demo"]))


def demo_rules(bench: Bench) -> list[Rule]:
    return [rule for rule in bench.book.rules if rule.pack == "demo"]


def test_a_rule_that_is_not_changed_is_not_noticed(bench: Bench) -> None:
    rule = demo_rules(bench)[0]
    sound = bench.sound(rule)
    assert not bench.notices(Mutant("nothing", "", sound.owner), sound)


def test_a_witness_that_does_not_hold_of_the_rule_alone_notices_nothing(bench: Bench) -> None:
    rule = demo_rules(bench)[0]
    wrong = Witness(rule.id, {"text": "今天下雨"}, {}, "error text 0-2")
    sound = Bench(bench.book, [wrong]).sound(rule)
    assert not sound.witnesses
    assert not bench.notices(Mutant("nothing", "", sound.owner), sound)


def test_a_rule_that_never_finds_anything_is_noticed(bench: Bench) -> None:
    rule = next(rule for rule in demo_rules(bench) if rule.examples.flag)
    sound = bench.sound(rule)
    other = next(other for other in demo_rules(bench) if other.find != rule.find)
    assert bench.notices(Mutant("all", "", replace(sound.owner, find=other.find)), sound)


def test_every_mutant_differs_from_its_rule_in_one_thing(bench: Bench) -> None:
    for rule in demo_rules(bench):
        for mutant in mutants_of(rule, random.Random(1)):
            parts = [name for name in ("find", "unless", "when", "ladder", "lifts")
                     if getattr(mutant.owner, name) != getattr(rule, name)]  # fmt: skip
            assert len(parts) == 1, mutant.what


def test_a_few_mutants_are_noticed(bench: Bench) -> None:
    outcome = mutate(bench, demo_rules(bench), seed=1, most=15)
    assert outcome.made.total() == 15
    assert outcome.noticed.total() + len(outcome.survivors) == 15
    assert outcome.noticed.total() > 0


def test_the_judge_is_changed_one_place_at_a_time() -> None:
    source = "def f(a):\n    if not a or a > 3:\n        return True\n    return a == 1\n"
    tree = ast.parse(source)
    mutants = {ast.unparse(changed(tree, number)) for number, _ in changes(tree)}
    assert len(mutants) == len(list(changes(tree))) == 8
    assert ast.unparse(tree) not in mutants


def test_every_witness_still_reads_the_same(shipped: Linter) -> None:
    """A rule was changed: if that was meant, ``make witnesses`` and read the difference."""
    witnesses = read_witnesses()
    assert witnesses
    changed_now = []
    reviews: dict[str, Review] = {}
    for witness in witnesses:
        key = repr((witness.fields, witness.facts))
        if key not in reviews:
            draft = Draft("", witness.fields, declare(witness.facts, shipped.facts))
            reviews[key] = shipped.checker.check(draft)
        said = says(reviews[key], witness.rule)
        if said != witness.says:
            changed_now.append(f"{witness.rule}: {witness.fields['text']!r}: {witness.says} → {said}")
    assert not changed_now


def test_a_changed_judge_is_noticed() -> None:
    """The whole way of ``tests/mutate_judge.py``, with one module that decides in one line."""
    command = [sys.executable, str(Path(__file__).parent / "mutate_judge.py"), "verdict", "--mutants", "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    assert "| verdict | 1 | 1 | 1.00 |" in done.stdout
    assert done.stderr == ""


def test_what_judges_is_what_is_changed() -> None:
    names = {name for name, *_ in every_change()}
    assert {f"xhs_compliance.engine.{short}" for short in MODULES} - names == {"xhs_compliance.engine.field_text"}
    assert len(every_change()) > 500
