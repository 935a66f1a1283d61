"""What all packs share: lists, law, facts, contexts, gating tables, evasion data."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from xhs_compliance.model.condition import Excuse
from xhs_compliance.model.errors import nearest
from xhs_compliance.model.facts import FactType
from xhs_compliance.model.law import Provision
from xhs_compliance.model.rule import Gate
from xhs_compliance.model.words import Confidence
from xhs_compliance.packs.kinds import Problems, Read
from xhs_compliance.packs.nodes import Node
from xhs_compliance.text.inflect import inflected
from xhs_compliance.text.variants import EvasionTable


@dataclass(frozen=True, slots=True)
class Library:
    """Everything rules refer to by name."""

    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    facts: Mapping[str, FactType] = field(default_factory=dict)
    provisions: Mapping[str, Provision] = field(default_factory=dict)
    contexts: Mapping[str, tuple[Excuse, ...]] = field(default_factory=dict)
    gating: Mapping[str, tuple[Gate, ...]] = field(default_factory=dict)
    evasion: EvasionTable = field(default_factory=EvasionTable)


def resolve_lists(raw: Mapping[str, Read], problems: Problems) -> dict[str, tuple[str, ...]]:
    """Every list with its inclusions taken in and its English forms added, in the order written, without repeats."""
    resolved: dict[str, tuple[str, ...]] = {}

    def resolve(name: str, asked_by: Node, above: tuple[str, ...]) -> tuple[str, ...]:
        if name in resolved:
            return resolved[name]
        if name in above:
            problems.append(asked_by.problem(f"list @{name} takes in itself: {' → '.join((*above, name))}"))
            return ()
        if name not in raw:
            problems.append(asked_by.problem(f"there is no list @{name}", nearest(name, raw)))
            return ()
        read = raw[name]
        words: dict[str, None] = {}
        for term in read.get("terms", ()):
            inner = resolve(term[1:], read.at("terms"), (*above, name)) if term.startswith("@") else (term,)
            words |= dict.fromkeys(inner)
        for word in list(words) if read.get("inflect") else ():
            words |= dict.fromkeys(inflected(word, read.get("inflect")))
        for term in read.get("without", ()):
            if words.pop(term, 0) == 0:
                problems.append(read.at("without").problem(f"{term!r} is not in @{name}, so it cannot be left out"))
        resolved[name] = tuple(words)
        return resolved[name]

    for name, read in raw.items():
        resolve(name, read.node, ())
    return resolved


def build_law(read: Read, problems: Problems) -> dict[str, Provision]:
    """The provisions of ``law.yaml``, each with what it inherits from its instrument."""
    instruments: Mapping[str, Read] = read.get("instruments", {})
    provisions = {}
    for name, item in read.get("provisions", {}).items():
        instrument = instruments.get(item.get("instrument", ""))
        if instrument is None:
            wanted = item.get("instrument", "?")
            problems.append(
                item.at("instrument").problem(f"there is no instrument {wanted!r}", nearest(wanted, instruments))
            )
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
        )
        for name, item in read.get("facts", {}).items()
        if item.get("kind") and item.get("title")
    }


def build_evasion(read: Read) -> EvasionTable:
    """The evasion data."""
    return EvasionTable(characters=read.get("characters", {}), words=read.get("words", {}))
