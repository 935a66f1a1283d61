"""The words of the rule language, as one table: it decodes packs, words errors, and makes the JSON Schema."""

from typing import get_args

from xhs_compliance.model.pattern import Reach, Where
from xhs_compliance.model.words import CATEGORIES, MARKETS, Confidence, Severity
from xhs_compliance.packs.kinds import (
    SLUG,
    Amount,
    Both,
    Day,
    Flag,
    Key,
    ListOf,
    MapOf,
    Raw,
    Shape,
    Text,
    Word,
)
from xhs_compliance.text.variants import KINDS

SCHEMA_VERSION = 1

PATTERN = Raw("pattern")
CONDITION = Raw("condition")
SEVERITIES = tuple(severity.word for severity in Severity)
REACHES: tuple[str, ...] = get_args(Reach)
PLACES: tuple[str, ...] = get_args(Where)
FIELDS = ("title", "text", "hashtags", "cover", "comment", "pinned-comment", "bio")
EVADE = ListOf(Word(("all", "none", *KINDS)), or_one=True)

NUMBER = Shape(
    "number",
    {
        "units": Key(ListOf(Text(), or_one=True), "Words that follow the number: 元, %, kg.", required=True),
        "over": Key(Amount(), "Greater than."),
        "under": Key(Amount(), "Smaller than."),
        "at-least": Key(Amount(), "This or greater."),
    },
)

PATTERN_SHAPE = Shape(
    "a pattern",
    {
        "terms": Key(ListOf(Text(), or_one=True), "Phrases, or @lists of phrases."),
        "regex": Key(Text(), "A regular expression over the folded text."),
        "number": Key(NUMBER, "A number with a unit, compared."),
        "any": Key(Raw("patterns"), "Any of these patterns."),
        "pair": Key(Raw("patterns"), "Patterns that stand together."),
        "count": Key(Raw("patterns"), "So many of these patterns."),
        "missing": Key(PATTERN, "The draft lacks this pattern."),
        "draft": Key(Word(("always",)), "The whole draft: facts and signals alone decide."),
        "disguised": Key(Amount(whole=True), "So many findings are spelled to slip past a filter."),
        "measure": Key(SLUG, "Something measured about the draft; with at-least."),
        "evade": Key(EVADE, "The kinds of disguise to see through."),
        "tags": Key(Flag(), "Latin words also count when run together inside a hashtag."),
        "within": Key(Raw("reach"), "How far apart the parts of a pair may stand."),
        "order": Key(Word(("either", "as-written")), "Whether the parts of a pair must come in this order."),
        "at-least": Key(Amount(), "How many, or how much."),
        "distinct": Key(Flag(), "Count different ones, not occurrences."),
        "per": Key(Amount(whole=True), "Count within a stretch of so many characters."),
        "where": Key(Word(PLACES), "Only in this place."),
        "in": Key(ListOf(Word(FIELDS), or_one=True), "Only in these fields."),
    },
)

PATTERN_WORDS = ("terms", "regex", "number", "any", "pair", "count", "missing", "draft", "disguised", "measure")

COMPARED = Shape(
    "a comparison",
    {
        "over": Key(Amount(), "Greater than."),
        "under": Key(Amount(), "Smaller than."),
        "at-least": Key(Amount(), "This or greater."),
    },
)

CONDITION_SHAPE = Shape(
    "a condition",
    {
        "signal": Key(ListOf(SLUG, or_one=True), "One of these signals was raised."),
        "language": Key(ListOf(Word(("zh", "en", "mixed")), or_one=True), "The body is in one of these languages."),
        "market": Key(ListOf(Word(MARKETS), or_one=True), "The market being judged is one of these."),
        "has": Key(PATTERN, "This pattern is found."),
        "lacks": Key(PATTERN, "This pattern is not found."),
        "within": Key(Raw("reach"), "How near to the match, for has and lacks; the whole draft when left out."),
        "covered-by": Key(Text(), "The words found are among those this fact lists."),
        "all": Key(Raw("conditions"), "All of these hold."),
        "any": Key(Raw("conditions"), "At least one of these holds."),
        "not": Key(CONDITION, "This does not hold."),
    },
)

EXCUSE_SHAPE = Shape(
    "an excuse",
    {
        "exempt": Key(PATTERN, "A longer phrase that shields the words it covers."),
        "near": Key(PATTERN, "Words around the match."),
        "before": Key(PATTERN, "Words before the match."),
        "after": Key(PATTERN, "Words after the match."),
        "within": Key(Raw("reach"), "How far away they may stand."),
        "masked-by": Key(PATTERN, "Phrases that look like the excuse and are none."),
        "as": Key(SLUG, "What the report calls this excuse."),
    },
)

STEP = Shape(
    "a step of the severity ladder",
    {
        "is": Key(Word(SEVERITIES), "The severity.", required=True),
        "when": Key(CONDITION, "While this holds; without it, always."),
    },
)

LIFT = Shape(
    "lifted",
    {
        "to": Key(Word(SEVERITIES), "The severity that is left.", required=True),
        "any": Key(Raw("conditions"), "At least one of these holds."),
        "all": Key(Raw("conditions"), "All of these hold."),
    },
)

REPLACEMENT = Shape(
    "a replacement",
    {
        "for": Key(ListOf(Text(), or_one=True), "The terms or @lists it replaces; without it, any match."),
        "zh": Key(ListOf(Text(), or_one=True), "What to write instead in a Chinese draft."),
        "en": Key(ListOf(Text(), or_one=True), "What to write instead in an English draft."),
    },
)

EXAMPLE = Shape(
    "an example",
    {
        "text": Key(Text(), "The body of a draft; [[ ]] marks what must be found.", required=True),
        "title": Key(Text(), "Its title."),
        "facts": Key(Raw("facts"), "What is declared."),
        "severity": Key(Word(SEVERITIES), "The severity expected."),
        "reads_as": Key(Text(), "What the disguised word must be read as."),
        "because": Key(Text(), "The excuse that must let it pass."),
        "measures": Key(MapOf(Amount()), "Values of analyses."),
    },
)

EXAMPLES = Shape(
    "examples",
    {
        "flag": Key(ListOf(Raw("example")), "Texts the rule must flag.", required=True),
        "pass": Key(ListOf(Raw("example")), "Texts it must pass: no warning and no error from this rule."),
        "todo-flag": Key(ListOf(Raw("example")), "Known misses, recorded."),
    },
)

RULE = Shape(
    "a rule",
    {
        "id": Key(SLUG, "Names the bad thing; stable for ever.", required=True),
        "category": Key(Word(CATEGORIES), "The kind of finding.", required=True),
        "confidence": Key(Word(tuple(Confidence)), "How sure we are of law and policy.", required=True),
        "markets": Key(ListOf(Word(MARKETS), or_one=True), "Where it applies; the pack's markets when left out."),
        "title": Key(Both(), "The rule in a few words.", required=True),
        "find": Key(PATTERN, "What it looks for.", required=True),
        "when": Key(CONDITION, "It applies only while this holds."),
        "unless": Key(ListOf(Raw("excuse")), "Contexts in which a match is let go."),
        "lifted": Key(ListOf(Raw("lift"), or_one=True), "Facts or texts that lower the severity."),
        "severity": Key(Raw("severity"), "A severity, or a ladder of them.", required=True),
        "gating": Key(SLUG, "The table that reads a bare severity by the commercial tie."),
        "message": Key(Both(), "One sentence for the creator; {match} and {reads_as} are filled in.", required=True),
        "why": Key(Both(), "The reason, for the lawyer.", required=True),
        "advice": Key(Both(), "What to do.", required=True),
        "replace": Key(ListOf(Raw("replacement")), "What to write instead."),
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
    "a signal",
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

PACK_FILE = Shape(
    "a pack file",
    {
        "schema": Key(Amount(whole=True), "Version of the rule language."),
        "pack": Key(SLUG, "The pack's id; the name of its folder."),
        "version": Key(Text(), "The pack's version."),
        "title": Key(Both(), "The pack in a few words."),
        "markets": Key(ListOf(Word(MARKETS), or_one=True), "Where its rules apply."),
        "gating": Key(SLUG, "The gating table of its rules."),
        "evade": Key(EVADE, "Kinds of disguise its terms are searched in, unless a rule says otherwise."),
        "rules": Key(ListOf(Raw("rule")), "The rules."),
        "signals": Key(ListOf(Raw("signal")), "The signals."),
    },
)

TERM_LIST = Shape(
    "a list",
    {
        "title": Key(Both(), "What the list holds."),
        "source": Key(Text(), "Where its terms come from.", required=True),
        "inflect": Key(Word(("verbs", "nouns")), "Add the English forms of each term."),
        "terms": Key(ListOf(Text()), "The terms; @name takes in another list.", required=True),
        "without": Key(ListOf(Text()), "Terms to leave out again."),
    },
)

INSTRUMENT = Shape(
    "an instrument",
    {
        "title": Key(Both(), "Its name.", required=True),
        "in-force": Key(Day(), "First day it holds.", required=True),
        "until": Key(Day(), "Last day it held."),
        "checked": Key(Day(), "The day its text was last compared.", required=True),
        "confidence": Key(Word(tuple(Confidence)), "How sure we are of its content.", required=True),
        "address": Key(Text(r"https?://\S+", "an address (https://…)"), "Where to read it.", required=True),
    },
)

PROVISION = Shape(
    "a provision",
    {
        "instrument": Key(SLUG, "The instrument it belongs to.", required=True),
        "article": Key(Both(), "Which article.", required=True),
        "says": Key(Both(), "What it asks, in our own words.", required=True),
        "in-force": Key(Day(), "Where it differs from the instrument."),
        "until": Key(Day(), "Where it differs from the instrument."),
        "checked": Key(Day(), "Where it differs from the instrument."),
        "confidence": Key(Word(tuple(Confidence)), "Where it differs from the instrument."),
        "address": Key(Text(r"https?://\S+", "an address (https://…)"), "Where it differs from the instrument."),
    },
)

FACT = Shape(
    "a fact",
    {
        "kind": Key(
            Word(("choice", "choices", "text", "texts", "flag", "number", "date", "record")),
            "What its value is.",
            required=True,
        ),
        "title": Key(Both(), "The question, as a creator understands it.", required=True),
        "values": Key(MapOf(Both()), "The words allowed, each with its label."),
        "aliases": Key(MapOf(Text()), "Other words, and the value each stands for."),
    },
)

CONTEXT = Shape(
    "a context",
    {key: EXCUSE_SHAPE.keys[key] for key in ("exempt", "near", "before", "after", "within", "masked-by")},
)

GATE = Shape(
    "a row of a gating table",
    {
        "when": Key(CONDITION, "While this holds.", required=True),
        "error": Key(Word(SEVERITIES), "What an error is read as."),
        "warning": Key(Word(SEVERITIES), "What a warning is read as."),
        "info": Key(Word(SEVERITIES), "What an info is read as."),
    },
)

SHARED_FILES = {
    "law.yaml": Shape(
        "law.yaml",
        {
            "instruments": Key(MapOf(INSTRUMENT), "Laws, guidelines and platform rules.", required=True),
            "provisions": Key(MapOf(PROVISION), "Their articles.", required=True),
        },
    ),
    "facts.yaml": Shape("facts.yaml", {"facts": Key(MapOf(FACT), "The closed table of facts.", required=True)}),
    "contexts.yaml": Shape(
        "contexts.yaml", {"contexts": Key(MapOf(ListOf(CONTEXT)), "Excuses by name.", required=True)}
    ),
    "gating.yaml": Shape("gating.yaml", {"gating": Key(MapOf(ListOf(GATE)), "Gating tables by name.", required=True)}),
    "evasion.yaml": Shape(
        "evasion.yaml",
        {
            "source": Key(Text(), "Where the spellings come from.", required=True),
            "characters": Key(MapOf(MapOf(ListOf(Text()))), "Kind → character → what is written for it."),
            "words": Key(MapOf(MapOf(ListOf(Text()))), "Kind → word → spellings of the whole word."),
        },
    ),
}
LIST_FILE = Shape("a list file", {"lists": Key(MapOf(TERM_LIST), "Lists by name.", required=True)})
