"""The words of the files all packs share: law, facts, contexts, phrases, gating, evasion; what follows publication."""

from xhs_compliance.model.words import CATEGORIES, Bilingual, Confidence
from xhs_compliance.packs.kinds import SLUG, Day, ListOf, Raw, Text, Word
from xhs_compliance.packs.schema import CONDITION, MARKET, PATTERN, SEVERITIES
from xhs_compliance.packs.shapes import Both, Key, MapOf, Shape

_ADDRESS = Text(r"https?://\S+", Bilingual("网址（https://…）", "an address (https://…)"))

INSTRUMENT = Shape(
    Bilingual("法律文件", "an instrument"),
    {
        "title": Key(Both(), "Its name.", required=True),
        "in-force": Key(Day(), "First day it holds.", required=True),
        "until": Key(Day(), "Last day it held."),
        "checked": Key(Day(), "The day its text was last compared.", required=True),
        "confidence": Key(Word(tuple(Confidence)), "How sure we are of its content.", required=True),
        "address": Key(_ADDRESS, "Where to read it.", required=True),
        "markets": Key(ListOf(MARKET, or_one=True), "Where it holds; left out where it goes with the platform."),
    },
)

PROVISION = Shape(
    Bilingual("条款", "a provision"),
    {
        "instrument": Key(SLUG, "The instrument it belongs to.", required=True),
        "article": Key(Both(), "Which article.", required=True),
        "says": Key(Both(), "What it asks, in our own words.", required=True),
        "in-force": Key(Day(), "Where it differs from the instrument."),
        "until": Key(Day(), "Where it differs from the instrument."),
        "checked": Key(Day(), "Where it differs from the instrument."),
        "confidence": Key(Word(tuple(Confidence)), "Where it differs from the instrument."),
        "address": Key(_ADDRESS, "Where it differs from the instrument."),
    },
)

FACT = Shape(
    Bilingual("事实", "a fact"),
    {
        "kind": Key(
            Word(("choice", "choices", "text", "texts", "flag", "number", "date", "record")),
            "What its value is.",
            required=True,
        ),
        "title": Key(Both(), "The question, as a creator understands it.", required=True),
        "values": Key(MapOf(Both()), "The words allowed, each with its label."),
        "aliases": Key(MapOf(Text()), "Other words, and the value each stands for."),
        "markets": Key(ListOf(MARKET, or_one=True), "Where it is asked; everywhere when left out."),
    },
)

GATE = Shape(
    Bilingual("分级表的一行", "a row of a gating table"),
    {
        "when": Key(CONDITION, "While this holds.", required=True),
        "error": Key(Word(SEVERITIES), "What an error is read as."),
        "warning": Key(Word(SEVERITIES), "What a warning is read as."),
        "info": Key(Word(SEVERITIES), "What an info is read as."),
    },
)

_PROVISIONS = ListOf(SLUG, or_one=True)

DEADLINE = Shape(
    Bilingual("期限", "a deadline"),
    {
        "says": Key(Both(), "How long, from when.", required=True),
        "basis": Key(SLUG, "The provision that says so.", required=True),
    },
)

NOTICE = Shape(
    Bilingual("通知", "a notice"),
    {
        "title": Key(Both(), "The kind of notice.", required=True),
        "from": Key(Word(("platform", "regulator", "consumer")), "Who sends it.", required=True),
        "says": Key(Both(), "What such a notice says.", required=True),
        "looks-at": Key(ListOf(Word(CATEGORIES)), "Categories of findings that probably caused it.", required=True),
        "on-file": Key(ListOf(Text()), "Facts that answer it.", required=True),
        "change": Key(Both(), "What to change.", required=True),
        "deadline": Key(DEADLINE, "How long there is, where a text says so."),
        "answer": Key(ListOf(Both()), "The letter, a paragraph each.", required=True),
        "basis": Key(_PROVISIONS, "Ids of rules/law.yaml.", required=True),
        "confidence": Key(Word(tuple(Confidence)), "How sure we are of the kind.", required=True),
        "checked": Key(Day(), "The day somebody last compared it.", required=True),
    },
)

LINE = Shape(
    Bilingual("清单的一行", "a line of the checklist"),
    {
        "title": Key(Both(), "What must be there.", required=True),
        "for": Key(MapOf(ListOf(Text(), or_one=True)), "When it applies: facts and their words.", required=True),
        "wants": Key(MapOf(ListOf(Text(), or_one=True)), "What must be declared; a line without it is closed."),
        "why": Key(Both(), "The reason.", required=True),
        "advice": Key(Both(), "What to do.", required=True),
        "basis": Key(_PROVISIONS, "Ids of rules/law.yaml.", required=True),
        "confidence": Key(Word(tuple(Confidence)), "How sure we are.", required=True),
        "checked": Key(Day(), "The day somebody last compared it.", required=True),
    },
)

SHARED_FILES = {
    "law.yaml": Shape(
        Bilingual("law.yaml", "law.yaml"),
        {
            "instruments": Key(MapOf(INSTRUMENT), "Laws, guidelines and platform rules.", required=True),
            "provisions": Key(MapOf(PROVISION), "Their articles.", required=True),
        },
    ),
    "facts.yaml": Shape(
        Bilingual("facts.yaml", "facts.yaml"), {"facts": Key(MapOf(FACT), "The closed table of facts.", required=True)}
    ),
    "contexts.yaml": Shape(
        Bilingual("contexts.yaml", "contexts.yaml"),
        {"contexts": Key(MapOf(ListOf(Raw("context"))), "Excuses by name.", required=True)},
    ),
    "phrases.yaml": Shape(
        Bilingual("phrases.yaml", "phrases.yaml"),
        {
            "phrases": Key(MapOf(PATTERN), "Patterns by name.", required=True),
            "replacements": Key(MapOf(ListOf(Raw("replacement"))), "What to write instead, by name."),
        },
    ),
    "gating.yaml": Shape(
        Bilingual("gating.yaml", "gating.yaml"),
        {
            "gating": Key(MapOf(ListOf(GATE)), "Gating tables by name.", required=True),
            "ladders": Key(MapOf(Raw("ladder")), "Ladders of severity by name."),
        },
    ),
    "evasion.yaml": Shape(
        Bilingual("evasion.yaml", "evasion.yaml"),
        {
            "source": Key(Text(), "Where the spellings come from.", required=True),
            "characters": Key(MapOf(MapOf(ListOf(Text()))), "Kind → character → what is written for it."),
            "ordinary": Key(ListOf(Text()), "Ordinary words that a homophone in them does not make a disguise."),
            "words": Key(MapOf(MapOf(ListOf(Text()))), "Kind → word → spellings of the whole word."),
        },
    ),
    "protected.yaml": Shape(
        Bilingual("protected.yaml", "protected.yaml"),
        {
            "labels": Key(ListOf(SLUG), "Signals that are labels.", required=True),
            "cautions": Key(ListOf(SLUG), "Signals that are cautions.", required=True),
            "claims": Key(ListOf(Word(CATEGORIES)), "Categories whose findings are claims.", required=True),
            "units": Key(ListOf(Text()), "Units that make a number of written-out digits.", required=True),
        },
    ),
    "notices.yaml": Shape(
        Bilingual("notices.yaml", "notices.yaml"),
        {
            "notices": Key(MapOf(NOTICE), "Notices by kind.", required=True),
            "facts": Key(MapOf(Both()), "What facts are called in an answer.", required=True),
        },
    ),
    "readiness.yaml": Shape(
        Bilingual("readiness.yaml", "readiness.yaml"),
        {"checklist": Key(MapOf(LINE), "What to have before a campaign is booked.", required=True)},
    ),
}
