"""The words of the rule language, as one table: it decodes packs, words errors, and makes the JSON Schema."""

from typing import get_args

from xhs_compliance.model.pattern import Reach, Where
from xhs_compliance.model.words import CATEGORIES, Bilingual, Confidence, Severity
from xhs_compliance.packs.kinds import SLUG, Amount, Day, Flag, ListOf, Raw, Text, Word
from xhs_compliance.packs.shapes import Both, Key, MapOf, Shape
from xhs_compliance.text.variants import KINDS

SCHEMA_VERSION = 1

PATTERN = Raw("pattern")
CONDITION = Raw("condition")
SEVERITIES = tuple(severity.word for severity in Severity)
REACHES: tuple[str, ...] = get_args(Reach)
PLACES: tuple[str, ...] = get_args(Where)
FIELDS = ("title", "text", "hashtags", "cover", "comment", "pinned-comment", "bio")
MARKET = Text("[A-Z][A-Z0-9-]*", Bilingual("市场的代号（例如 CN）", "the code of a market (CN)"))
"""Which there are is a matter of ``facts.yaml``."""
EVADE = ListOf(Word(("all", "none", *KINDS)), or_one=True)

NUMBER = Shape(
    Bilingual("数字", "number"),
    {
        "units": Key(ListOf(Text(), or_one=True), "Words that follow the number: 元, %, kg.", required=True),
        "over": Key(Amount(), "Greater than."),
        "under": Key(Amount(), "Smaller than."),
        "at-least": Key(Amount(), "This or greater."),
    },
)

PATTERN_SHAPE = Shape(
    Bilingual("模式", "a pattern"),
    {
        "terms": Key(Raw("terms"), "Phrases, or @lists of phrases."),
        "regex": Key(Text(), "A regular expression over the folded text; lines under a | are joined."),
        "number": Key(NUMBER, "A number with a unit, compared."),
        "phrase": Key(SLUG, "The pattern that has this name in phrases.yaml."),
        "any": Key(Raw("patterns"), "Any of these patterns."),
        "pair": Key(Raw("patterns"), "Patterns that stand together."),
        "count": Key(Raw("patterns"), "So many of these patterns."),
        "missing": Key(PATTERN, "The draft lacks this pattern."),
        "draft": Key(Word(("always",)), "The whole draft: facts and signals alone decide."),
        "disguised": Key(Amount(whole=True), "So many findings are spelled to slip past a filter."),
        "measure": Key(SLUG, "Something measured about the draft; with at-least."),
        "evade": Key(EVADE, "The kinds of disguise to see through."),
        "tags": Key(Flag(), "Latin words also count when run together inside a hashtag."),
        "plain": Key(Flag(), "Whether the plain spelling counts, or disguised ones alone."),
        "within": Key(Raw("reach"), "How far apart the parts of a pair may stand."),
        "order": Key(Word(("either", "as-written")), "Whether the parts of a pair must come in this order."),
        "at-least": Key(Amount(), "How many, or how much."),
        "distinct": Key(Flag(), "Count different ones, not occurrences."),
        "per": Key(Amount(whole=True), "Count within a stretch of so many characters."),
        "where": Key(Word(PLACES), "Only in this place."),
        "in": Key(ListOf(Word(FIELDS), or_one=True), "Only in these fields."),
    },
)

PATTERN_WORDS = (
    "terms",
    "regex",
    "number",
    "phrase",
    "any",
    "pair",
    "count",
    "missing",
    "draft",
    "disguised",
    "measure",
)

COMPARED = Shape(
    Bilingual("比较", "a comparison"),
    {
        "over": Key(Amount(), "Greater than."),
        "under": Key(Amount(), "Smaller than."),
        "at-least": Key(Amount(), "This or greater."),
    },
)

CONDITION_SHAPE = Shape(
    Bilingual("条件", "a condition"),
    {
        "signal": Key(ListOf(SLUG, or_one=True), "One of these signals was raised."),
        "language": Key(ListOf(Word(("zh", "en", "mixed")), or_one=True), "The body is in one of these languages."),
        "market": Key(ListOf(MARKET, or_one=True), "The market being judged is one of these."),
        "has": Key(PATTERN, "This pattern is found."),
        "lacks": Key(PATTERN, "This pattern is not found."),
        "within": Key(Raw("reach"), "How near to the match, for has, lacks and signal; the whole draft when left out."),
        "covered-by": Key(Text(), "The words found are among those this fact lists."),
        "all": Key(Raw("conditions"), "All of these hold."),
        "any": Key(Raw("conditions"), "At least one of these holds."),
        "not": Key(CONDITION, "This does not hold."),
    },
)

CUES = ("exempt", "near", "before", "after")
"""The words of an excuse that look for words; all but the first look beside the match."""

EXCUSE_SHAPE = Shape(
    Bilingual("放过的理由", "an excuse"),
    {
        "exempt": Key(PATTERN, "A longer phrase that shields the words it covers."),
        "near": Key(PATTERN, "Words around the match."),
        "before": Key(PATTERN, "Words before the match."),
        "after": Key(PATTERN, "Words after the match."),
        "within": Key(Raw("reach"), "How far away they may stand."),
        "masked-by": Key(PATTERN, "Phrases that look like the excuse and are none."),
        "until": Key(PATTERN, "Words after which what stands before them excuses no longer (but, 可是)."),
        "as": Key(SLUG, "What the report calls this excuse."),
    },
)

STEP = Shape(
    Bilingual("严重程度的一级", "a step of the severity ladder"),
    {
        "is": Key(Word(SEVERITIES), "The severity.", required=True),
        "when": Key(CONDITION, "While this holds; without it, always."),
    },
)

LIFT = Shape(
    Bilingual("lifted", "lifted"),
    {
        "to": Key(Word(SEVERITIES), "The severity that is left.", required=True),
        "any": Key(Raw("conditions"), "At least one of these holds."),
        "all": Key(Raw("conditions"), "All of these hold."),
    },
)

REPLACEMENT = Shape(
    Bilingual("替换写法", "a replacement"),
    {
        "for": Key(Raw("terms"), "The terms or @lists it replaces; without it, any match."),
        "zh": Key(ListOf(Text(), or_one=True), "What to write instead in a Chinese draft."),
        "en": Key(ListOf(Text(), or_one=True), "What to write instead in an English draft."),
        "when": Key(CONDITION, "The facts under which it may be written; without it, always."),
    },
)

EXAMPLE = Shape(
    Bilingual("例子", "an example"),
    {
        "text": Key(Text(), "The body of a draft; [[ ]] marks what must be found.", required=True),
        "title": Key(Text(), "Its title."),
        "cover": Key(Text(), "The words on its first picture."),
        "pinned-comment": Key(Text(), "The comment its author pinned."),
        "comment": Key(Text(), "What its author wrote below it, a line for each comment."),
        "bio": Key(Text(), "The words of the account's page."),
        "facts": Key(Raw("facts"), "What is declared."),
        "severity": Key(Word(SEVERITIES), "The severity expected."),
        "reads_as": Key(Text(), "What the disguised word must be read as."),
        "because": Key(Text(), "The excuse that must let it pass."),
        "measures": Key(MapOf(Amount()), "Values of analyses."),
    },
)

EXAMPLES = Shape(
    Bilingual("examples", "examples"),
    {
        "flag": Key(ListOf(Raw("example")), "Texts the rule must flag.", required=True),
        "pass": Key(ListOf(Raw("example")), "Texts it must pass: no warning and no error from this rule."),
        "todo-flag": Key(ListOf(Raw("example")), "Known misses, recorded."),
    },
    needs=Bilingual(
        "没有例子的规则不能用：至少写一段必须提示的文字",
        "a rule without an example proves nothing: write at least one text it must flag",
    ),
)

RULE = Shape(
    Bilingual("规则", "a rule"),
    {
        "id": Key(SLUG, "Names the bad thing; stable for ever.", required=True),
        "category": Key(Word(CATEGORIES), "The kind of finding.", required=True),
        "confidence": Key(Word(tuple(Confidence)), "How sure we are of law and policy.", required=True),
        "markets": Key(ListOf(MARKET, or_one=True), "Where it applies; the pack's markets when left out."),
        "goods": Key(ListOf(SLUG, or_one=True), "The kinds of product it is about, or any; the pack's when left out."),
        "title": Key(Both(), "The rule in a few words.", required=True),
        "find": Key(PATTERN, "What it looks for.", required=True),
        "when": Key(CONDITION, "It applies only while this holds."),
        "unless": Key(ListOf(Raw("excuse")), "Contexts in which a match is let go."),
        "lifted": Key(ListOf(Raw("lift"), or_one=True), "Facts or texts that lower the severity."),
        "severity": Key(Raw("severity"), "A severity, a ladder of them, or a shared ladder's name.", required=True),
        "gating": Key(SLUG, "The table that reads a bare severity by the commercial tie."),
        "message": Key(Both(), "One sentence for the creator; {match} and {reads_as} are filled in.", required=True),
        "why": Key(Both(), "The reason, for the lawyer.", required=True),
        "advice": Key(Both(), "What to do.", required=True),
        "replace": Key(ListOf(Raw("offer")), "What to write instead, or the name of shared replacements."),
        "ask": Key(ListOf(Text(), or_one=True), "Facts whose answer would change the finding."),
        "basis": Key(ListOf(Text(), or_one=True), "Ids of rules/law.yaml.", required=True),
        "penalty": Key(ListOf(Text(), or_one=True), "Ids of rules/law.yaml."),
        "checked": Key(Day(), "The day somebody last compared the rule with its basis.", required=True),
        "known-gaps": Key(Both(), "What it is known to miss, or what could not be verified."),
        "aliases": Key(ListOf(Text()), "Ids it had before."),
        "examples": Key(EXAMPLES, "Texts with what the rule must say of them.", required=True),
    },
)

SIGNAL = Shape(
    Bilingual("信号", "a signal"),
    {
        "id": Key(SLUG, "How rules name it.", required=True),
        "title": Key(Both(), "What it says about the draft.", required=True),
        "find": Key(PATTERN, "What raises it.", required=True),
        "when": Key(CONDITION, "Only while this holds."),
        "unless": Key(ListOf(Raw("excuse")), "Contexts in which a match does not count."),
        "implies": Key(MapOf(ListOf(Text(), or_one=True)), "Values it adds to what is declared."),
        "examples": Key(EXAMPLES, "Texts that raise it, and texts that do not.", required=True),
    },
)

TERM_LIST = Shape(
    Bilingual("词表", "a list"),
    {
        "title": Key(Both(), "What the list holds."),
        "source": Key(Text(), "Where its terms come from.", required=True),
        "inflect": Key(Word(("verbs", "nouns")), "Add the English forms of each term."),
        "terms": Key(ListOf(Text()), "The terms; @name takes in another list."),
        "compounds": Key(ListOf(ListOf(Text(), or_one=True)), "Parts, each term of the first before each of the next."),
        "without": Key(ListOf(Text()), "Terms to leave out again."),
    },
)

HEAD = {
    "schema": Key(Amount(whole=True), "Version of the rule language.", required=True),
    "pack": Key(SLUG, "The pack's id; the name of its folder.", required=True),
    "version": Key(Text(), "The pack's version.", required=True),
    "title": Key(Both(), "The pack in a few words.", required=True),
    "markets": Key(ListOf(MARKET, or_one=True), "Where its rules apply.", required=True),
    "goods": Key(ListOf(SLUG, or_one=True), "The kinds of product its rules are about; any kind when left out."),
    "gating": Key(SLUG, "The gating table of its rules."),
    "evade": Key(EVADE, "Kinds of disguise its terms are searched in, unless a rule says otherwise."),
}
CONTENT = {
    "rules": Key(ListOf(Raw("rule")), "The rules."),
    "signals": Key(ListOf(Raw("signal")), "The signals."),
    "lists": Key(MapOf(TERM_LIST), "Lists by name."),
}

PACK_FILE = Shape(Bilingual("pack.yaml", "pack.yaml"), HEAD | CONTENT)
RULES_FILE = Shape(
    Bilingual("规则文件", "a file of rules"),
    CONTENT,
    elsewhere=dict.fromkeys(HEAD, Bilingual("它写在 pack.yaml 里", "it belongs in pack.yaml")),
)
LIST_FILE = Shape(Bilingual("词表文件", "a list file"), {"lists": Key(MapOf(TERM_LIST), "By name.", required=True)})
