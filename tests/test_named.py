"""Patterns, excuses and ladders by name: written once, and what is said where a name or what it stands for is wrong."""

import re
from pathlib import Path

import pytest
from conftest import copied

from xhs_compliance.model.condition import Context, When
from xhs_compliance.model.errors import Problem
from xhs_compliance.model.pattern import Either, Pair, Placed, Terms
from xhs_compliance.model.rule import Rule
from xhs_compliance.model.words import Severity
from xhs_compliance.packs.files import builtin_rules
from xhs_compliance.packs.load import RuleBook, load_rulebook

PACK = """schema: 1
pack: named
version: "2026.11"
title: {zh: 有名字的模式, en: Patterns by name}
markets: [CN]
evade: [noise]
rules:
  - id: miracle-words
    category: beauty-claim
    confidence: high
    title: {zh: 神奇的词, en: Miracle words}
    find: FIND
    unless: [UNLESS]
    severity: SEVERITY
    replace: [REPLACE]
    message: {zh: "“{match}”说得太满。", en: "“{match}” promises too much."}
    why: {zh: 会被当作保证。, en: It reads as a promise.}
    advice: {zh: 写自己的感受。, en: Say how it felt to you.}
    basis: [ad-law-9-3]
    checked: "2026-11-22"
    examples:
      flag: ["这是[[神奇水]]"]
"""


def loaded(
    folder: Path,
    phrases: str = "",
    find: str = "[神奇水]",
    *,
    unless: str = "negated",
    contexts: str = "",
    severity: str = "warning",
    ladders: str = "",
    replacements: str = "",
    offer: str = "{zh: [补水]}",
) -> RuleBook:
    """The built-in files with these phrases, contexts and ladders, and one pack that uses them."""
    root = copied(folder)
    for name, key, added in (
        ("phrases", "phrases", phrases),
        ("phrases", "replacements", replacements),
        ("contexts", "contexts", contexts),
        ("gating", "ladders", ladders),
    ):
        path = root / f"{name}.yaml"
        text = path.read_text(encoding="utf-8")
        assert f"\n{key}:\n" in text
        path.write_text(text.replace(f"\n{key}:\n", f"\n{key}:\n{added}"), encoding="utf-8")
    (root / "named").mkdir()
    pack = PACK.replace("FIND", find).replace("UNLESS", unless).replace("SEVERITY", severity)
    pack = pack.replace("REPLACE", offer)
    (root / "named" / "pack.yaml").write_text(pack, encoding="utf-8")
    return load_rulebook([root], go_on=True)


def the_rule(book: RuleBook) -> Rule:
    return next(rule for rule in book.rules if rule.id == "named/miracle-words")


def told(problem: Problem) -> str:
    return f"{Path(problem.place.file).name}: {problem.message.en}"


def test_a_phrase_is_the_pattern_it_names_with_the_disguises_of_its_rule(tmp_path: Path) -> None:
    pattern = "{pair: [[神奇水, 奇迹水], {regex: '第[一二]天'}], within: sentence}"
    book = loaded(tmp_path, f"  wonders: {pattern}\n", "{any: [{phrase: wonders, where: title}, " + pattern + "]}")
    assert book.problems == ()
    find = the_rule(book).find
    assert isinstance(find, Either)
    placed, written = find.patterns
    assert isinstance(placed, Placed)
    assert isinstance(written, Pair)
    assert placed.pattern == written
    words = written.parts[0]
    assert isinstance(words, Terms)
    assert words.evade == ("noise",)


@pytest.mark.parametrize(
    ("phrases", "find", "expected"),
    [
        ("  wonders: [神奇水]\n", "{phrase: wonder}", ["pack.yaml: phrases.yaml has no phrase 'wonder'"]),
        ("  wonders: {regex: '('}\n", "{phrase: wonders}", ["phrases.yaml: not a regular expression: missing )"]),
        (
            "  one: {any: [神奇水, {phrase: two}]}\n  two: {regex: '('}\n",
            "{any: [{phrase: one}, {phrase: two}]}",
            ["phrases.yaml: not a regular expression: missing )"],
        ),
        (
            "  one: {any: [神奇水, {phrase: two}]}\n  two: {any: [奇迹水, {phrase: one}]}\n",
            "{phrase: one}",
            [
                "phrases.yaml: phrase 'one' takes in itself: one → two → one",
                "phrases.yaml: phrase 'two' takes in itself: two → one → two",
            ],
        ),
    ],
)
def test_what_is_wrong_is_told_once_where_it_stands(
    tmp_path: Path, phrases: str, find: str, expected: list[str]
) -> None:
    assert [told(problem) for problem in loaded(tmp_path, phrases, find).problems] == expected


def test_a_phrase_that_is_tried_on_every_draft_is_warned_of_where_it_stands(tmp_path: Path) -> None:
    book = loaded(tmp_path, "  digits: {regex: '[^好]'}\n", "{any: [神奇水, {phrase: digits}]}")
    assert [told(warning) for warning in book.warnings if "phrases.yaml" in warning.place.file] == [
        "phrases.yaml: no literal is in every match of this expression, so it is tried on the whole of every draft"
    ]


def test_a_context_holds_cues_and_conditions_and_may_say_what_each_is_called(tmp_path: Path) -> None:
    context = "  by-the-way:\n    - {near: [顺便], within: line}\n    - {commercial: none, as: own-money}\n"
    book = loaded(tmp_path, unless="by-the-way", contexts=context)
    assert book.problems == ()
    cue, condition = the_rule(book).unless
    assert isinstance(cue, Context)
    assert isinstance(condition, When)
    assert [cue.name, condition.name] == ["by-the-way", "own-money"]


def test_a_context_has_no_name_of_another(tmp_path: Path) -> None:
    book = loaded(tmp_path, unless="by-the-way", contexts="  by-the-way:\n    - negated\n")
    expected = "contexts.yaml: expected a mapping (an excuse), found 'negated'"
    assert [told(problem) for problem in book.problems] == [expected]


def test_a_ladder_stands_for_its_steps_and_its_rule_follows_no_table(tmp_path: Path) -> None:
    ladder = "  hard-on-adverts:\n    - {is: error, when: {commercial: paid}}\n    - {is: info}\n"
    book = loaded(tmp_path, severity="hard-on-adverts\n    gating: ad-law", ladders=ladder)
    assert book.problems == ()
    rule = the_rule(book)
    assert [step.severity for step in rule.ladder] == [Severity.ERROR, Severity.INFO]
    assert rule.gating == ()


def test_a_wrong_ladder_is_told_once_and_a_wrong_name_where_it_stands(tmp_path: Path) -> None:
    ladder = "  hard-on-adverts:\n    - {is: info}\n    - {is: error}\n"
    [wrong] = loaded(tmp_path, severity="hard-on-adverts", ladders=ladder).problems
    assert told(wrong).startswith("gating.yaml: this step can never be reached")


def test_a_ladder_that_is_not_there_is_told_with_the_nearest(tmp_path: Path) -> None:
    [missing] = loaded(tmp_path, severity="on-advert").problems
    assert told(missing).startswith("pack.yaml: ")
    assert "'on-adverts'" in missing.help.en


def test_replacements_stand_for_those_they_name(tmp_path: Path) -> None:
    shared = "  milder-words:\n    - {for: [神奇水], zh: [保湿水]}\n    - {zh: [很好用], when: {commercial: none}}\n"
    book = loaded(tmp_path, replacements=shared, offer="milder-words, {zh: [补水]}")
    assert book.problems == ()
    offered = the_rule(book).replace
    assert [each.zh for each in offered] == [("保湿水",), ("很好用",), ("补水",)]
    assert [each.words for each in offered] == [{"神奇水"}, frozenset(), frozenset()]


def test_wrong_replacements_are_told_once_and_a_wrong_name_where_it_stands(tmp_path: Path) -> None:
    shared = "  milder-words:\n    - {zh: [很好用], when: {has: [神奇水]}}\n"
    wrong, missing = loaded(tmp_path, replacements=shared, offer="milder-words, milder-word").problems
    assert told(wrong) == "phrases.yaml: 'when' of a replacement can only ask for facts"
    assert told(missing) == "pack.yaml: phrases.yaml has no replacements 'milder-word'"
    assert "'milder-words'" in missing.help.en


def test_what_has_a_name_is_used_more_than_once() -> None:
    library = load_rulebook().library
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(builtin_rules().rglob("*.yaml")))
    used = [
        *re.findall(r"\bphrase: ([a-z0-9-]+)", text),
        *re.findall(r"^    severity: ([a-z0-9-]+)", text, re.MULTILINE),
    ]
    used += re.findall(r"^      - ([a-z0-9-]+)$", text, re.MULTILINE)
    names = [*library.phrases, *library.ladders, *library.replacements]
    assert [name for name in names if used.count(name) < 2] == []
