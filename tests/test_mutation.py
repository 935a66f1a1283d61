"""Changing a rule or the judge is noticed: the tools of ``make mutate`` on a few mutants, and the witnesses."""

import ast
import subprocess
import sys
from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from bench import Bench, Shown
from edits import Edit
from mutate_judge import MODULES, changed, changes, every_change
from mutate_packs import chosen, mutate
from source import Outlook, Source, judging
from witnesses import Witness, read_witnesses, says

from xhs_compliance.linter import Linter
from xhs_compliance.model.declare import declare
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.review import Review
from xhs_compliance.model.rule import Example
from xhs_compliance.packs.files import builtin_rules
from xhs_compliance.packs.load import load_rulebook
from xhs_compliance.packs.sources import Root

DEMO_RULES = Path(__file__).parent / "rules"
NEGATED = ("context negated", "a line of a context")


SMOKE = 40
"""Mutants of the packs tried here; ``make mutate`` tries more."""


@pytest.fixture(scope="module")
def bench() -> Bench:
    """The small pack for tests, ready to be edited."""
    return bench_of([builtin_rules(), DEMO_RULES], only=["demo"])


def bench_of(folders: list[Path], only: Collection[str] = (), witnesses: Iterable[Witness] = ()) -> Bench:
    return Bench(Source(load_rulebook(folders, only=only), [Root(folder) for folder in folders]), witnesses)


def own_edits(bench: Bench) -> list[tuple[str, Edit]]:
    return [(name, edit) for name, edit in bench.source.edits(seed=1) if name in bench.source.nodes]


def test_an_edit_of_a_rule_changes_that_rule_in_one_thing(bench: Bench) -> None:
    for name, edit in own_edits(bench):
        outlook = bench.source.outlook(name, edit)
        assert not outlook.refused, edit
        assert {*outlook.changed} <= {name}
        before, after = (
            judging(bench.source.owners[name]),
            judging(outlook.changed.get(name, bench.source.owners[name])),
        )
        assert sum(old != new for old, new in zip(before, after, strict=True)) <= 1


def test_a_line_of_a_context_is_one_edit_that_changes_every_rule_which_uses_it(bench: Bench) -> None:
    lines = [edit for name, edit in bench.source.edits(seed=1) if (name, edit.kind) == NEGATED]
    negated = bench.book.library.contexts["negated"]
    assert len(lines) == len(negated)
    users = {name for name, owner in bench.source.owners.items() if negated[0] in owner.unless}
    assert len(users) > 1
    assert {*bench.source.outlook(NEGATED[0], lines[0]).changed} == users


def test_a_word_of_a_shared_list_is_gone_from_every_rule_which_takes_the_list_in(bench: Bench) -> None:
    (name, edit) = next((name, edit) for name, edit in bench.source.edits(seed=1) if name == "@negators-en")
    outlook = bench.source.outlook(name, edit)
    assert edit.what in outlook.words
    assert outlook.changed
    for user, finder in outlook.changed.items():
        assert repr(judging(finder)).count(repr(edit.what)) < repr(judging(bench.source.owners[user])).count(
            repr(edit.what)
        )


def test_a_draft_in_which_a_dropped_word_was_not_seen_is_not_read_again() -> None:
    shown = Shown(Example("下雨"), frozenset({"下雨"}), frozenset())
    assert shown.may_tell(frozenset({"下雨", "天晴"}), None)
    assert not shown.may_tell(frozenset({"天晴"}), None)
    assert not shown.may_tell(frozenset(), frozenset({"negated"}))


def test_what_is_not_changed_is_not_noticed(bench: Bench) -> None:
    owner = next(iter(bench.source.owners.values()))
    assert not bench.notices(Outlook({owner.id: owner}))


def test_a_witness_that_does_not_hold_of_the_rule_alone_notices_nothing(bench: Bench) -> None:
    owner = next(iter(bench.source.owners.values()))
    wrong = Witness(owner.id, {"text": "今天下雨"}, {}, "error text 0-2")
    misled = Bench(bench.source, [wrong])
    assert misled.sound(owner.id).left_out == 1
    assert not misled.notices(Outlook({owner.id: owner}))


def test_a_rule_that_looks_for_something_else_is_noticed(bench: Bench) -> None:
    rules = [owner for owner in bench.source.owners.values() if owner.examples.flag]
    changed = replace(rules[0], find=next(other.find for other in rules if other.find != rules[0].find))
    assert bench.notices(Outlook({changed.id: changed})) == changed.id


def test_what_edits_of_the_small_pack_come_to(bench: Bench) -> None:
    outcome = mutate(bench, own_edits(bench)[:40])
    assert outcome.made.total() + len(outcome.same) == 40
    assert outcome.noticed.total() + len(outcome.survivors) == outcome.made.total()
    assert outcome.noticed.total() > 0


def test_most_edits_of_the_packs_are_noticed() -> None:
    """A sample that stays the same while other pieces change; the whole score stands in docs/maintaining.md."""
    bench = bench_of([builtin_rules()], witnesses=read_witnesses())
    outcome = mutate(bench, chosen(bench.source, seed=1, most=SMOKE))
    survivors = [f"{edit.place} {name}: {edit.kind}: {edit.what}" for name, edit in outcome.survivors]
    assert outcome.score >= 0.85, survivors


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
