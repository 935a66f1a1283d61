"""What a linguist may change about script-likeness: weights, ramps, lists and messages, read from a plain mapping."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from xhs_compliance.analyses.scripted_lexicon import Lexicon
from xhs_compliance.analyses.scripted_section import Ramp, Section
from xhs_compliance.model.words import LANGUAGES, Bilingual
from xhs_compliance.text.fold import fold

PERSON: Final = "person"
WORDING: Final = "wording"
FURNITURE: Final = "furniture"
LAYOUT: Final = "layout"
GROUPS: Final = (PERSON, WORDING, FURNITURE, LAYOUT)
MEASURES: Final = ("density", "distinct", "kinds", "shape")
SHAPES: Final = (
    "telegram-style",
    "hook-and-close",
    "name-repetition",
    "bullet-grid",
    "hashtag-pile",
    "addressing-readers",
    "intensity",
)
"""Signals that measure form; each has its function in ``scripted_signals``."""


@dataclass(frozen=True, slots=True)
class Trace:
    """A kind of trace that a person leaves; *lists* holds the name of its expressions."""

    name: str
    weight: float
    ramp: Ramp
    found: Bilingual
    missing: Bilingual
    remedy: Bilingual


@dataclass(frozen=True, slots=True)
class Signal:
    """Something that scripts have and people rarely do.

    Attributes:
        measure: one of :data:`MEASURES`.
        lists: the names of its lists of expressions.
        beside_selling: counts only in proportion to the other signals of wording and furniture.

    """

    name: str
    group: str
    weight: float
    measure: str
    ramp: Ramp
    message: Bilingual
    remedy: Bilingual
    lists: tuple[str, ...]
    beside_selling: bool


@dataclass(frozen=True, slots=True)
class Scoring:
    """How groups become one number; the data file explains each figure."""

    groups: Mapping[str, float]
    silence: float
    shield: float
    generosity: float
    knee: float
    ceiling: float
    ceiling_alone: float
    agreement: float
    favour_from: float
    notable_from: float


@dataclass(frozen=True, slots=True)
class ScriptedData:
    """Everything :func:`~xhs_compliance.analyses.scripted.measure_script_likeness` needs, compiled once.

    Attributes:
        min_zh_characters: Chinese characters from which a text can be judged.
        min_en_words: the same in English words.
        characters_per_word: Chinese characters that count as one word.
        fewest_words: the least number of words a density divides by.
        long_from: words from which counts of different expressions are divided by the excess.
        english_from: share of English words from which English lists are read.
        skip_fields: fields that are not read.
        tag_fields: fields that hold hashtags only.
        person_message: the reason given when nobody is in the text.
        plain_words: grammar words of talk, folded, by language.
        lexicon: all lists, compiled.

    """

    min_zh_characters: float
    min_en_words: float
    characters_per_word: float
    fewest_words: float
    long_from: float
    english_from: float
    skip_fields: frozenset[str]
    tag_fields: frozenset[str]
    scoring: Scoring
    traces: tuple[Trace, ...]
    signals: tuple[Signal, ...]
    person_message: Bilingual
    plain_words: Mapping[str, frozenset[str]]
    lexicon: Lexicon

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any]) -> "ScriptedData":
        """Read the mapping a YAML loader makes of ``rules/scripted/script-likeness.yaml``; numbers may be text.

        Raises:
            ValueError: naming the key that is missing, unknown or of the wrong kind.

        """
        top = Section(mapping, "")
        top.text("schema", "version")
        lists: dict[str, Mapping[str, Sequence[str]]] = {"shields": top.section("shields").expressions()}
        traces = tuple(_trace(section, lists) for section in top.section("traces").sections())
        signals = tuple(_signal(section, lists) for section in top.section("signals").sections())
        minimum, words, fields = top.section("minimum"), top.section("words"), top.section("fields")
        plain = top.section("plain_words").expressions()
        data = cls(
            min_zh_characters=minimum.number("zh_characters"),
            min_en_words=minimum.number("en_words"),
            characters_per_word=words.number("zh_characters_per_word"),
            fewest_words=words.number("fewest"),
            long_from=words.number("long_from"),
            english_from=words.number("english_from"),
            skip_fields=frozenset(fields.strings("skip")),
            tag_fields=frozenset(fields.strings("tags")),
            scoring=_scoring(top.section("score")),
            traces=traces,
            signals=signals,
            person_message=top.section("person").bilingual("message"),
            plain_words={language: frozenset(fold(word) for word in plain.get(language, ())) for language in LANGUAGES},
            lexicon=Lexicon(lists),
        )
        top.close()
        return data


def _trace(section: Section, lists: dict[str, Mapping[str, Sequence[str]]]) -> Trace:
    lists[section.name] = section.section("words").expressions()
    return Trace(
        section.name,
        section.number("weight"),
        section.ramp("ramp"),
        section.bilingual("found"),
        section.bilingual("missing"),
        section.bilingual("remedy"),
    )


def _signal(section: Section, lists: dict[str, Mapping[str, Sequence[str]]]) -> Signal:
    measure = section.word("measure", MEASURES)
    if measure == "shape" and section.name not in SHAPES:
        raise ValueError(f"{section.path}: only {', '.join(SHAPES)} measure a shape")
    names: list[str] = []
    if "words" in section:
        names.append(section.name)
        lists[section.name] = section.section("words").expressions()
    if "kinds" in section:
        for kind in section.section("kinds").sections():
            names.append(f"{section.name}.{kind.name}")
            lists[names[-1]] = kind.expressions()
    return Signal(
        section.name,
        section.word("group", GROUPS),
        section.number("weight"),
        measure,
        section.ramp("ramp"),
        section.bilingual("message"),
        section.bilingual("remedy"),
        tuple(names),
        "beside_selling" in section and section.flag("beside_selling"),
    )


def _scoring(section: Section) -> Scoring:
    groups = section.section("groups")
    weights = {name: groups.number(name) for name in GROUPS}
    total = sum(weights.values())
    if total <= 0:
        raise ValueError(f"{groups.path}: the weights add up to nothing")
    return Scoring(
        groups={name: weight / total for name, weight in weights.items()},
        silence=section.number("silence"),
        shield=section.number("shield"),
        generosity=section.number("generosity"),
        knee=section.number("knee"),
        ceiling=section.number("ceiling"),
        ceiling_alone=section.number("ceiling_alone"),
        agreement=section.number("agreement"),
        favour_from=section.number("favour_from"),
        notable_from=section.number("notable_from"),
    )
