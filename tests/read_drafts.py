"""Drafts people wrote: the labelled ones and the examples of every rule, by the rules that look at something in them.

They are read before any draft is put together: what one of them shows needs no made-up text.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from drafts_for import Made
from labelled import DATA

from xhs_compliance.engine.checker import Checker
from xhs_compliance.engine.ruleset import RuleSet
from xhs_compliance.model.declare import FactError, declare
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.rule import Rule, Step
from xhs_compliance.model.words import Severity
from xhs_compliance.packs.load import RuleBook

LONGEST = 600
"""Characters of a draft that is kept as a witness; the longer ones are read elsewhere."""


def written(book: RuleBook) -> Iterator[Made]:
    """Every labelled draft and every example of a rule or signal."""
    for path in sorted(DATA.glob("*.jsonl")):
        if path.stem != "witnesses":
            for line in path.read_text(encoding="utf-8").splitlines():
                case = json.loads(line)
                if "text" in case:
                    yield Made({"text": case["text"]}, case.get("facts", {}))
    for pack in book.packs:
        for owner in (*pack.rules, *pack.signals):
            for example in (*owner.examples.flag, *owner.examples.passing):
                if not example.measures:
                    title = {"title": example.title} if example.title else {}
                    facts = {name: value for name, value in example.facts.items() if value is not None}
                    yield Made({**title, "text": example.text, **example.others}, facts)


def by_rule(book: RuleBook, as_of: date) -> dict[str, list[Made]]:
    """Drafts by the rules and signals that find something in them, gates and weights left aside; short ones first."""
    packs = [replace(pack, rules=tuple(_open(rule) for rule in pack.rules)) for pack in book.packs]
    checker = Checker(RuleSet(packs, book.library.evasion, book.library.facts), as_of, "mutate")
    found: dict[str, list[Made]] = {}
    drafts = dict.fromkeys(made for made in written(book) if sum(map(len, made.fields.values())) <= LONGEST)
    for made in sorted(drafts, key=lambda made: sum(map(len, made.fields.values()))):
        try:
            review = checker.check(Draft("", made.fields, declare(made.facts, book.library.facts)))
        except FactError:
            continue
        names = [*review.signals, *(each.rule.id for each in (*review.findings, *review.excused))]
        for name in dict.fromkeys(names):
            found.setdefault(name, []).append(made)
    return found


def _open(rule: Rule) -> Rule:
    return replace(rule, when=None, ladder=(Step(Severity.WARNING),), lifts=(), gating=())
