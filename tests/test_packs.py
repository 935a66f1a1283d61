"""The parts of the loader by themselves: what expressions need, English forms, nodes, what is left out and why."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml
from conftest import DEMO_RULES, copied
from hypothesis import given, settings
from hypothesis import strategies as st

from xhs_compliance.engine.lexicon import Lexicon
from xhs_compliance.engine.needs import anchor_key
from xhs_compliance.engine.regexes import Regexes
from xhs_compliance.engine.spelled import spell
from xhs_compliance.model.errors import PackError
from xhs_compliance.model.pattern import Regex
from xhs_compliance.model.rule import Rule
from xhs_compliance.model.span import Span
from xhs_compliance.packs.expressions import MOST_ANCHORS, commonness_of
from xhs_compliance.packs.files import builtin_rules
from xhs_compliance.packs.load import RuleBook, load_rulebook
from xhs_compliance.packs.nodes import Mapping, Scalar, Sequence
from xhs_compliance.packs.regexes import find_fault, ways_of, width_of
from xhs_compliance.packs.variety import count_spellings
from xhs_compliance.packs.yaml_reader import read_nodes
from xhs_compliance.reporters.rules.data import rule_data
from xhs_compliance.text.fold import fold, fold_field, skeleton_of
from xhs_compliance.text.inflect import inflected
from xhs_compliance.text.variants import EvasionTable, spellings

# ways_of ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "ways"),
    [
        ("国妆特字", [["国妆特字"]]),
        (r"国妆(?:甲字|乙号)[a-z]*\d{8,}", [["甲字 乙号", "国妆甲 国妆乙"]]),
        (
            r"\d+(?:天|日|周)(?:祛斑|美白)",
            [["祛斑 美白", " ".join(f"{n}{unit}" for n in range(10) for unit in "天日周")]],
        ),
        ("[吗呢]", [["吗 呢"]]),
        ("美白|祛斑", [["美白"], ["祛斑"]]),
        ("(?:美白|祛斑.{0,3}精华)", [["美白"], ["祛斑", "精华"]]),
        ("(?:好)?", []),
        (r"\d+", [["0 1 2 3 4 5 6 7 8 9"]]),
        ("[1-3]号线", [["1号线 2号线 3号线"]]),
        ("(?:喝|吃)(?:好|没)", [["喝好 喝没 吃好 吃没"]]),
        (r"喝\s?(?:了|完)?\W*没", [["喝没 喝了没 喝完没"]]),
        ("(?:🔗|链接)在", [["🔗 链接", "在"]]),
        ("[3-5]", [["3 4 5"]]),
        ("[一-龥]", []),
        ("好|.", []),
        ("[^好]", []),
        ("·+", [["·"]]),
        ("🔗|链接", [["🔗"], ["链接"]]),
        ("好[🔗吗]", [["好"]]),
        ("[，。]+", []),
        ("a.b最好", [["b最好", "a"]]),
        ("(?=美白)x", [["x"]]),
        ("(?:最好){2,}", [["最好"]]),
        ("(?:最好)*牛", [["牛"]]),
        (r"\p{Han}最好", []),
        ("(", []),
        ("|".join(chr(0x4E00 + i) for i in range(MOST_ANCHORS + 30)), []),
    ],
)
def test_ways(source: str, ways: list[list[str]]) -> None:
    found = [[set(literals) for literals in way] for way in ways_of(source)]
    assert found == [[set(literals.split(" ")) for literals in way] for way in ways]


@pytest.mark.parametrize(
    ("source", "width"),
    [
        ("美白", 2),
        ("美.{0,5}白", 7),
        ("美白(?=.{0,9}膏)", 12),
        ("美白(?!膏)|祛(?:斑(?!点点))", 5),
        ("(?<!不)美白", 2),
        ("美.*白", None),
        ("(", None),
    ],
)
def test_widths_count_what_is_looked_ahead_at(source: str, width: int | None) -> None:
    assert width_of(source) == width


_LETTERS = st.text("最好美白治疗ab1·", min_size=1, max_size=3)
_LITERALS = _LETTERS.map(re.escape)
_PIECES = st.recursive(
    _LITERALS | st.sampled_from([r"\d+", ".", "[最美]", r"[^白]", r"\s*", "🔗", "[🔗治]", r"\W?", "[a-z]", "^", r"\b"]),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"(?:{'|'.join(parts)})"),
        st.tuples(inner, st.sampled_from(["?", "*", "+", "{2}", "{0,2}", "+?"])).map(lambda p: f"(?:{p[0]}){p[1]}"),
        inner.map(lambda part: f"({part})"),
        inner.map(lambda part: f"(?={part})"),
        inner.map(lambda part: f"(?!{part})"),
    ),
    max_leaves=8,
)


def holds_a_way(source: str, plain: str) -> bool:
    """Whether of every set of some way a literal stands in the text."""
    views = (skeleton_of(plain), plain)

    def holds(literals: tuple[str, ...]) -> bool:
        return any(literal in views[not literal.isalnum()] for literal in literals)

    return any(all(map(holds, way)) for way in ways_of(source))


@given(st.permutations(["the", "cream", "面", "面霜", "薄荷", "🔗", "a", "serum", "很", "美白面霜"]))
def test_how_common_literals_are_does_not_depend_on_their_order(literals: list[str]) -> None:
    assert commonness_of(literals) == commonness_of(sorted(literals))


@settings(max_examples=600, deadline=None)
@given(source=_PIECES, text=st.text("最好美白治疗ab1·🔗 \n9z", max_size=24))
def test_what_an_expression_matches_holds_one_of_its_ways(source: str, text: str) -> None:
    plain = fold(text)
    if ways_of(source) and re.search(source, plain, re.IGNORECASE):
        assert holds_a_way(source, plain)


@settings(max_examples=150, deadline=None)
@given(source=_PIECES, data=st.data())
def test_a_text_made_from_an_expression_holds_one_of_its_ways(source: str, data: st.DataObject) -> None:
    if not ways_of(source):
        return
    text = fold(data.draw(st.from_regex(re.compile(source, re.IGNORECASE))))
    if re.search(source, text, re.IGNORECASE):
        assert holds_a_way(source, text)


@settings(max_examples=400, deadline=None)
@given(source=_PIECES, text=st.text("最好美白治疗ab1·🔗 \n9z", max_size=40))
def test_around_its_literals_an_expression_matches_what_it_matches_anywhere(source: str, text: str) -> None:
    ways, width = ways_of(source), width_of(source)
    if not ways or width is None:
        return
    literals = {anchor_key(anchors): anchors for way in ways for anchors in way}
    folded = fold_field(text)
    seen = Lexicon(spell((), EvasionTable(), literals)).find(folded)
    windows = seen.windows((frozenset((anchor_key(way[0]),)) for way in ways), width)
    regexes, regex = Regexes(), Regex(source, ways, width)
    assert regexes.find(regex, folded.plain, windows) == regexes.find(regex, folded.plain, [Span(0, len(text))])


def test_a_fault_knows_its_place() -> None:
    fault = find_fault("最好(?:的")
    assert fault is not None
    assert (fault.message.en, fault.position) == ("not a regular expression: missing )", 6)
    assert find_fault("最好") is None


# inflected ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("term", "word_class", "forms"),
    [
        ("heal", "verbs", {"heal", "heals", "healed", "healing"}),
        ("cure", "verbs", {"cure", "cures", "cured", "curing"}),
        ("stop", "verbs", {"stop", "stops", "stopped", "stopping"}),
        ("fix", "verbs", {"fix", "fixes", "fixed", "fixing"}),
        ("carry", "verbs", {"carry", "carries", "carried", "carrying"}),
        ("play", "verbs", {"play", "plays", "played", "playing"}),
        ("tie", "verbs", {"tie", "ties", "tied", "tying"}),
        ("wipe out", "verbs", {"wipe out", "wipes out", "wiped out", "wiping out"}),
        ("wrinkle", "nouns", {"wrinkle", "wrinkles"}),
        ("dark spot", "nouns", {"dark spot", "dark spots"}),
        ("allergy", "nouns", {"allergy", "allergies"}),
        ("rash", "nouns", {"rash", "rashes"}),
        ("治疗", "verbs", {"治疗"}),
        ("3x", "nouns", {"3x"}),
    ],
)
def test_english_forms(term: str, word_class: str, forms: set[str]) -> None:
    assert set(inflected(term, word_class)) == forms


@given(st.text("abcdeiouxyz ", min_size=1, max_size=10).filter(lambda text: text.strip() == text))
def test_a_term_is_among_its_own_forms(term: str) -> None:
    for word_class in ("verbs", "nouns"):
        assert inflected(term, word_class)[0] == term


# nodes --------------------------------------------------------------------------------------------------------------


def nodes_of(text: str) -> Mapping:
    node, problems = read_nodes(text.encode(), "a.yaml")
    assert problems == []
    assert isinstance(node, Mapping)
    return node


def test_every_value_is_text_and_knows_what_yaml_would_make_of_it() -> None:
    node = nodes_of("a: NO\nb: 2026.10\nc: 12:30\nd: '007'\ne:\nf: 2026-11-22\ng: 最好\n")
    scalars = {key: value for key, value in node.values.items() if isinstance(value, Scalar)}
    assert {key: value.text for key, value in scalars.items()} == {
        "a": "NO", "b": "2026.10", "c": "12:30", "d": "007", "e": "", "f": "2026-11-22", "g": "最好",
    }  # fmt: skip
    assert {key: value.turns_into for key, value in scalars.items()} == {
        "a": "bool", "b": "float", "c": "int", "d": "", "e": "null", "f": "timestamp", "g": "",
    }  # fmt: skip


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x85", "\u2028"])
def test_lines_are_counted_as_yaml_counts_them(end: str) -> None:
    node = nodes_of(f"a: 1{end}b: 𠮷最{end}c: x\n")
    place = node.values["c"].place
    assert (place.line, place.column, node.values["c"].line.rstrip()) == (3, 4, "c: x")


@given(
    st.lists(st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=8), min_size=1)
)
def test_a_value_stands_where_it_says(words: list[str]) -> None:
    text = yaml.safe_dump({"a": [f"q{word}" for word in words]}, allow_unicode=True, width=1000, default_style="'")
    items = nodes_of(text).values["a"]
    assert isinstance(items, Sequence)
    for item, word in zip(items, words, strict=True):
        assert isinstance(item, Scalar)
        assert item.text == f"q{word}"
        assert item.source[1:-1].replace("''", "'") == item.text or "\\" in item.source


def test_a_byte_order_mark_is_no_text() -> None:
    node, problems = read_nodes("\ufeffa: 最好\n".encode(), "a.yaml")
    assert (problems, node is not None) == ([], True)


@pytest.mark.parametrize("content", [b"\x00\x01", b"\xff\xfea\x00", b"[" * 50_000, b"{a: " * 30_000, b"- " * 99_999])
def test_no_content_breaks_the_reader(content: bytes) -> None:
    _, problems = read_nodes(content, "a.yaml")
    assert problems


@settings(max_examples=300, deadline=None)
@given(st.text("ab最 \n-:[]{}\"'#@&*!|>%`,?\t\\", max_size=40))
def test_no_text_breaks_the_reader(text: str) -> None:
    node, problems = read_nodes(text.encode(), "a.yaml")
    lines = re.split("\r\n|[\n\r\x85\u2028\u2029]", text)
    for problem in problems:
        assert 1 <= problem.place.line <= len(lines) + 1
        assert problem.message.zh
        assert problem.message.en
    assert node is None or not problems or isinstance(node, Mapping | Sequence | Scalar)


# loading ------------------------------------------------------------------------------------------------------------


def write(folder: Path, **files: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / f"{name}.yaml").write_text(content, encoding="utf-8")
    return folder


def test_a_broken_pack_is_left_out_and_the_others_stay(tmp_path: Path) -> None:
    write(tmp_path / "mine", pack="schema: 1\npack: mine\n")
    folders = [builtin_rules(), DEMO_RULES, tmp_path]
    book = load_rulebook(folders, go_on=True)
    assert [problem.place.file for problem in book.problems if "mine" in problem.place.file]
    assert "demo" in {pack.id for pack in book.packs}
    assert "mine" not in {pack.id for pack in book.packs}
    with pytest.raises(PackError):
        load_rulebook(folders)


@pytest.mark.parametrize("name", ["contexts.yaml", "lists/diseases.yaml"])
def test_what_follows_from_a_torn_shared_file_is_not_told(tmp_path: Path, name: str) -> None:
    folder = copied(tmp_path)
    (folder / name).write_text("a: [\n", encoding="utf-8")
    book = load_rulebook([folder], go_on=True)
    assert [problem.place.file for problem in book.problems] == [(folder / name).as_posix()]


def test_what_follows_from_a_torn_file_of_a_pack_is_not_told(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    mine = write(folder / "mine", lists="lists: [\n")
    for path in (DEMO_RULES / "demo").glob("*.yaml"):
        shutil.copy(path, mine)
    text = (mine / "pack.yaml").read_text(encoding="utf-8")
    (mine / "pack.yaml").write_text(re.sub("(?m)^pack: .*", "pack: mine", text), encoding="utf-8")
    (mine / "rules.yaml").write_text("rules:\n  - {id: nothing}\n", encoding="utf-8")
    book = load_rulebook([folder], go_on=True)
    assert [problem.place.file for problem in book.problems] == [(mine / "lists.yaml").as_posix()]


def test_an_instrument_holds_in_markets_there_are(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    law = (folder / "law.yaml").read_text(encoding="utf-8")
    (folder / "law.yaml").write_text(law.replace("markets: [US]", "markets: [USA]", 1), encoding="utf-8")
    book = load_rulebook([folder], go_on=True)
    assert [problem.message.en for problem in book.problems] == ["facts.yaml has no market 'USA'"]


def test_a_broken_list_of_a_user_leaves_shipped_lists_alone(tmp_path: Path) -> None:
    shipped = load_rulebook([builtin_rules()], go_on=True).library.lists
    name = next(iter(shipped))
    write(tmp_path / "lists", mine=f'lists:\n  {name}: {{source: "Mine.", terms: [别的]}}\n')
    book = load_rulebook([builtin_rules(), tmp_path], go_on=True)
    assert book.library.lists[name] == shipped[name]
    assert any(f"@{name} stands twice" in problem.message.en for problem in book.problems)


def test_compounds_are_every_first_part_with_every_second(tmp_path: Path) -> None:
    lists = """lists:
  my-joints: {source: "Mine.", terms: [肘, knee]}
  my-aches: {source: "Mine.", terms: [抽筋], compounds: ["@my-joints", [痛, pain]], without: [kneepain, 肘pain]}
"""
    write(tmp_path / "lists", mine=lists)
    book = load_rulebook([builtin_rules(), tmp_path], go_on=True)
    assert book.library.lists["my-aches"] == ("抽筋", "肘痛", "knee痛", "knee pain")
    assert ["'kneepain' is not in" in problem.message.en for problem in book.problems] == [True]


def test_the_digest_is_the_same_wherever_the_pack_lies(tmp_path: Path) -> None:
    source = {path.stem: path.read_text(encoding="utf-8") for path in (DEMO_RULES / "demo").glob("*.yaml")}
    digests = set()
    for place in (tmp_path / "a", tmp_path / "b" / "c"):
        write(place / "demo", **source)
        book = load_rulebook([builtin_rules(), place], only=["demo"], go_on=True)
        digests |= {pack.digest for pack in book.packs}
    assert len(digests) == 1


@pytest.fixture(scope="module")
def book() -> RuleBook:
    return load_rulebook([builtin_rules(), DEMO_RULES], go_on=True)


def test_what_show_prints_reads_back_as_the_same_rule(book: RuleBook, tmp_path: Path) -> None:
    shown = []
    rules = [rule for rule in book.rules if rule.pack == "demo"]
    for rule in rules:
        data = rule_data(rule) | {"id": f"{rule.pack}-{rule.name}"}
        data |= {key: [entry["id"] for entry in data[key]] for key in ("basis", "penalty") if key in data}
        for kind in data["examples"].values():
            for example in kind:
                example.pop("place")
        data.pop("gating", None)
        data.pop("aliases", None)
        shown.append(data)
    pack = {"schema": 1, "pack": "shown", "version": "1", "title": {"zh": "抄", "en": "copy"}, "markets": ["CN"]}
    text = yaml.safe_dump(pack | {"rules": shown}, allow_unicode=True, sort_keys=False)
    write(tmp_path / "shown", pack=text)
    again = load_rulebook([builtin_rules(), tmp_path], go_on=True)
    assert [problem for problem in again.problems if "shown" in problem.place.file] == []
    copies = {rule.name: rule for rule in again.rules if rule.pack == "shown"}
    for rule in rules:
        assert essence(copies[f"{rule.pack}-{rule.name}"]) == essence(rule)


def essence(rule: Rule) -> tuple[object, ...]:
    facts = [(example.text, example.spans, dict(example.facts)) for example in rule.examples.flag]
    when = [(lift.to, lift.when) for lift in rule.lifts]
    return rule.find, rule.when, rule.unless, rule.ladder, when, rule.message, rule.basis, rule.checked, facts


def test_a_day_is_a_day(book: RuleBook) -> None:
    assert all(isinstance(rule.checked, date) for rule in book.rules)


def test_spellings_are_counted_as_they_are_made() -> None:
    table = EvasionTable(characters={"homophone": {"最": ("蕞", "嘴"), "好": ("郝",)}, "emoji": {"最": ("🔝",)}})
    for word in ("最", "最好", "好最好"):
        kinds = ("homophone", "emoji")
        made = {spelling.text for spelling in spellings(word, kinds, table)} - {word}
        assert len(made) <= count_spellings(word, kinds, table) <= 2 * len(made) + 2
