"""Build drafts that would tell a changed rule from the rule, and keep them: ``make witnesses``.

For every excuse, alternative, pair, gate and rung of a rule, drafts are made from the rule's own examples and words: a
cue beside the match, a phrase in its place, one part of a pair without the other, other facts. Those on which the piece
decides are kept in ``data/witnesses.jsonl`` with what the rule says, all packs loaded. A witness says what *is*, not
what ought to be: read the difference before committing it. What pieces no draft was found for is counted at the end.
"""

import argparse
import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from typing import Any

from mutate_packs import WITNESSES, Finder, Witness, read_witnesses, says

from xhs_compliance.api import load_linter
from xhs_compliance.linter import Linter
from xhs_compliance.model.condition import Context, Exempt, FactIs, Has, When, conditions_in
from xhs_compliance.model.declare import FactError, declare
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.pattern import Pair, Pattern, Terms, leaves, parts_of
from xhs_compliance.model.rule import Example, Rule
from xhs_compliance.packs.files import builtin_rules
from xhs_compliance.packs.load import load_rulebook

TIES = ("paid", "gifted", "commission", "own_brand", "none")
MOST_WORDS = 12
"""Words of a list that are tried."""

Made = tuple[dict[str, str], dict[str, Any]]


class Search:
    """Looks for witnesses of one rule or signal after another.

    Args:
        linter: every pack, as users have them.
        seed: of the dice that choose words.

    """

    def __init__(self, linter: Linter, seed: int) -> None:
        self.linter = linter
        self.dice = random.Random(seed)
        self.lacking = 0

    def witnesses(self, owner: Finder) -> Iterator[Witness]:
        """Witnesses for every piece of *owner*."""
        flags = list(owner.examples.flag)
        self.dice.shuffle(flags)
        for excuse in owner.unless:
            silent = f"excused: {excuse.name}" if isinstance(owner, Rule) else "nothing"
            drafts = (made for flag in flags[:3] for made in _beside(flag, self._some(_words_of(excuse))))
            yield from self._kept(owner, drafts, {silent}, 2)
        for part in _alternatives(owner.find):
            drafts = (made for flag in flags[:2] for made in self._alone(part, flag))
            yield from self._kept(owner, drafts, None, 3)
        for pair in _pairs_in(owner.find):
            for left_out in range(len(pair.parts)):
                drafts = (made for flag in flags[:2] for made in self._without(pair, left_out, flag))
                yield from self._kept(owner, drafts, {"nothing"}, 2)
        for flag in flags[:4]:
            yield from self._by_facts(owner, flag)

    def _said(self, owner: Finder, made: Made) -> str:
        try:
            draft = Draft("", made[0], declare(made[1], self.linter.facts))
        except FactError:
            return ""
        return says(self.linter.checker.check(draft), owner.id)

    def _kept(self, owner: Finder, drafts: Iterable[Made], wanted: set[str] | None, most: int) -> Iterator[Witness]:
        """The first drafts of which is said what is wanted; anything of weight where that is ``None``."""
        kept = 0
        for made in drafts:
            said = self._said(owner, made)
            if said in wanted if wanted is not None else said in {"error", "warning", "info", "raised"}:
                yield Witness(owner.id, *made, said)
                kept += 1
                if kept == most:
                    return
        self.lacking += not kept

    def _by_facts(self, owner: Finder, flag: Example) -> Iterator[Witness]:
        """A draft for everything that is said of an example as its facts change."""
        seen = set()
        for facts in _other_facts(owner, dict(flag.facts)):
            made = (_fields(flag), facts)
            said = self._said(owner, made)
            if said and said not in seen:
                seen.add(said)
                yield Witness(owner.id, *made, said)

    def _some(self, words: list[str]) -> list[str]:
        return self.dice.sample(words, min(MOST_WORDS, len(words)))

    def _alone(self, part: Pattern, flag: Example) -> Iterator[Made]:
        """Words of one alternative in place of what an example marks, and by themselves."""
        if isinstance(part, Pair):
            lists = [_words_in(each) for each in part.parts]
            chosen = ["".join(self.dice.choice(words) if words else "" for words in lists) for _ in range(6)]
        else:
            chosen = self._some(_words_in(part))
        yield from _beside(flag, chosen, only_instead=True)

    def _without(self, pair: Pair, left_out: int, flag: Example) -> Iterator[Made]:
        """Words of the other parts of a pair, in place of what an example marks."""
        others = [_words_in(part) for place, part in enumerate(pair.parts) if place != left_out]
        if all(others):
            chosen = ["".join(self.dice.choice(words) for words in others) for _ in range(6)]
            yield from _beside(flag, chosen, only_instead=True)


def _fields(example: Example) -> dict[str, str]:
    title = {"title": example.title} if example.title else {}
    return title | {"text": example.text} | dict(example.others)


def _other_facts(owner: Finder, given: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield given
    for tie in TIES:
        yield given | {"commercial": tie}
    for condition in _conditions(owner):
        if isinstance(condition, FactIs):
            yield {name: value for name, value in given.items() if name != condition.name}
            for value in (*condition.values, "other"):
                yield given | {condition.name: value}
    yield {"commercial": "paid"}
    yield {}


def _conditions(owner: Finder) -> Iterator[Any]:
    yield from conditions_in(owner.when)
    if isinstance(owner, Rule):
        for weighed in (*owner.ladder, *owner.lifts):
            yield from conditions_in(weighed.when)


def _words_of(excuse: Any) -> list[str]:
    match excuse:
        case Context(cue=cue):
            return _words_in(cue)
        case Exempt(phrases=phrases):
            return _words_in(phrases)
        case When(condition=condition):
            return [w for inner in conditions_in(condition) if isinstance(inner, Has) for w in _words_in(inner.pattern)]
    return []


def _words_in(pattern: Pattern) -> list[str]:
    return [word for leaf in leaves(pattern) if isinstance(leaf, Terms) for word in leaf.words]


def _beside(example: Example, words: list[str], *, only_instead: bool = False) -> Iterator[Made]:
    """*words* in place of what the example marks; also before it, after it and in a line of their own."""
    text, facts = _fields(example), dict(example.facts)
    body = example.text
    start, end = example.spans[0] if example.spans else (0, len(body))
    for word in words:
        yield text | {"text": body[:start] + word + body[end:]}, facts
        if only_instead:
            yield text | {"text": word}, facts
            continue
        for made in (
            body[:start] + word + body[start:],
            body[:end] + word + body[end:],
            f"{body[:start]}{word} {body[start:]}",
            f"{body}\n{word}",
        ):
            yield text | {"text": made}, facts


def _alternatives(pattern: Pattern) -> list[Pattern]:
    """The alternatives of a pattern, however deep."""
    inner = parts_of(pattern)
    if not inner or isinstance(pattern, Pair):
        return [pattern]
    return [deep for part in inner for deep in _alternatives(part)]


def _pairs_in(pattern: Pattern) -> Iterator[Pair]:
    if isinstance(pattern, Pair):
        yield pattern
    for part in parts_of(pattern):
        yield from _pairs_in(part)


def _again(linter: Linter, witnesses: Iterable[Witness]) -> Iterator[Witness]:
    """The same drafts, with what is said of them now."""
    for witness in witnesses:
        draft = Draft("", witness.fields, declare(witness.facts, linter.facts))
        yield replace(witness, says=says(linter.checker.check(draft), witness.rule))


def keep(witnesses: Iterable[Witness]) -> int:
    """Write the witnesses, one a line, by rule; the number written."""
    lines = {json.dumps(asdict(witness), ensure_ascii=False, sort_keys=True) for witness in witnesses}
    ordered = sorted(lines, key=lambda line: (json.loads(line)["rule"], line))
    WITNESSES.write_text("".join(f"{line}\n" for line in ordered), encoding="utf-8")
    return len(ordered)


def main() -> None:
    """Look for witnesses and write them; those of other packs are kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("packs", nargs="*", help="packs to look at; all when left out")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--again", action="store_true", help="keep the drafts there are, say anew what is said of them")
    asked = parser.parse_args()
    if asked.again:
        linter = load_linter()
        known = {rule.id for rule in linter.compiled.ruleset.rules} | linter.compiled.ruleset.signals.keys()
        print(f"{keep(_again(linter, [each for each in read_witnesses() if each.rule in known])):,} witnesses")
        return
    book, search = load_rulebook([builtin_rules()]), Search(load_linter(), asked.seed)
    packs = [pack for pack in book.packs if not asked.packs or pack.id in asked.packs]
    owners = [owner for pack in packs for owner in (*pack.rules, *pack.signals)]
    redone = {owner.id for owner in owners}
    known = {owner.id for owner in (*book.rules, *book.signals)} - redone
    found = [witness for witness in read_witnesses() if witness.rule in known]
    for owner in owners:
        found += search.witnesses(owner)
    print(f"{keep(found):,} witnesses; no draft was found for {search.lacking:,} pieces")


if __name__ == "__main__":
    main()
