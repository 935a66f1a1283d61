"""What all packs share: lists, phrases, law, facts, contexts, gating tables, evasion data."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from xhs_compliance.model.condition import Excuse
from xhs_compliance.model.errors import did_you_mean
from xhs_compliance.model.facts import FactType
from xhs_compliance.model.law import Provision
from xhs_compliance.model.rule import Gate
from xhs_compliance.model.words import Bilingual, Confidence
from xhs_compliance.packs.nodes import Node
from xhs_compliance.packs.problems import Problems
from xhs_compliance.packs.shapes import Read
from xhs_compliance.text.variants import EvasionTable


@dataclass(frozen=True, slots=True)
class Library:
    """Everything rules refer to by name.

    Attributes:
        phrases: the patterns that have a name, as they stand in their file: each is built where it is used, and
            searched in the disguises of the rule that uses it.
        ladders: the ladders of severity that have a name, in the same way.
        replacements: what several rules offer to write instead, in the same way.
        signals: the signals of every pack that is loaded.

    """

    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    list_titles: Mapping[str, Bilingual] = field(default_factory=dict)
    phrases: Mapping[str, Node] = field(default_factory=dict)
    facts: Mapping[str, FactType] = field(default_factory=dict)
    provisions: Mapping[str, Provision] = field(default_factory=dict)
    contexts: Mapping[str, tuple[Excuse, ...]] = field(default_factory=dict)
    gating: Mapping[str, tuple[Gate, ...]] = field(default_factory=dict)
    ladders: Mapping[str, Node] = field(default_factory=dict)
    replacements: Mapping[str, tuple[Node, ...]] = field(default_factory=dict)
    evasion: EvasionTable = field(default_factory=EvasionTable)
    signals: frozenset[str] = frozenset()


def build_law(read: Read, problems: Problems) -> dict[str, Provision]:
    """The provisions of ``law.yaml``, each with what it inherits from its instrument."""
    instruments: Mapping[str, Read] = read.get("instruments", {})
    provisions = {}
    for name, item in read.get("provisions", {}).items():
        instrument = instruments.get(item.get("instrument", ""))
        if instrument is None:
            wanted = item.get("instrument", "?")
            message = Bilingual(f"没有法律文件“{wanted}”", f"there is no instrument {wanted!r}")
            problems.append(item.at("instrument").problem(message, did_you_mean(wanted, instruments)))
            continue
        merged = {**instrument.values, **item.values}
        if {"title", "in-force", "checked", "confidence", "address", "article", "says"} <= merged.keys():
            provisions[name] = Provision(
                id=name,
                instrument=merged["title"],
                article=merged["article"],
                says=merged["says"],
                in_force=merged["in-force"],
                until=merged.get("until"),
                checked=merged["checked"],
                confidence=Confidence(merged["confidence"]),
                address=merged["address"],
                markets=tuple(merged.get("markets", ())),
            )
    return provisions


def build_facts(read: Read) -> dict[str, FactType]:
    """The table of facts."""
    return {
        name: FactType(
            name=name,
            kind=item.get("kind"),
            title=item.get("title"),
            values=tuple(item.get("values", {})),
            aliases=item.get("aliases", {}),
            labels=item.get("values", {}),
            markets=tuple(item.get("markets", ())),
        )
        for name, item in read.get("facts", {}).items()
        if item.get("kind") and item.get("title")
    }


def build_evasion(read: Read) -> EvasionTable:
    """The evasion data."""
    return EvasionTable(
        characters=read.get("characters", {}), words=read.get("words", {}), ordinary=read.get("ordinary", ())
    )
