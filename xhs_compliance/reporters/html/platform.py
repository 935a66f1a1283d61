"""What the platform's editor holds and asks for (``rules/platform.yaml``), and what that means for one draft."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from xhs_compliance.model.draft import TEXT, TITLE, Draft
from xhs_compliance.model.finding import Evidence
from xhs_compliance.model.review import Review
from xhs_compliance.model.words import Bilingual
from xhs_compliance.packs.files import builtin_rules

TIE = "commercial"
NO_TIE = "none"
TOPICS = "topics"

_TOPIC = re.compile(r"#[^\s#\[\]]+")


@dataclass(frozen=True, slots=True)
class Room:
    """How much of a field's room is used.

    Attributes:
        field: ``title``, ``text`` or ``topics``.
        used: as the platform counts it: title by width, body by characters, topics one by one.
        most: what the editor takes.

    """

    field: str
    used: int
    most: int

    @property
    def over(self) -> int:
        """By how much it is too long; 0 when it fits."""
        return max(0, self.used - self.most)


@dataclass(frozen=True, slots=True)
class Line:
    """The line to paste for one tie.

    Attributes:
        tie: the tie, as facts name it.
        text: the line; ``brand`` in it stands for the brand's name.
        brand: the place of the brand's name in *text*.
        menu: what to choose in the editor; ``None`` where the mainland is no market.
        also: what else there is to do.
        room: what the body is like with the line in it.

    """

    tie: str
    text: str
    brand: str
    menu: Bilingual | None
    also: Bilingual | None
    room: Room


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What is declared about the tie, what the text says of it, and what to paste.

    Attributes:
        ties: the declared ties; empty when nobody declared one.
        said: what the text says of it.
        evidence: the words that say so.
        is_early: whether a label stands at the start.
        lines: one for each tie that needs one; all of them while none is declared.

    """

    ties: tuple[str, ...]
    said: Bilingual
    evidence: tuple[Evidence, ...]
    is_early: bool
    lines: tuple[Line, ...]


def limit(field: str) -> int:
    """How much the editor takes in *field*."""
    return int(_platform()["limits"][field]["most"])


def rooms(draft: Draft) -> tuple[Room, ...]:
    """How full the title, the body and the list of topics are."""
    whole = "\n".join(draft.fields.values())
    used = {TITLE: _width(draft.fields.get(TITLE, "")), TEXT: len(draft.text), TOPICS: len(_TOPIC.findall(whole))}
    return tuple(Room(field, used[field], limit(field)) for field in _platform()["limits"])


def disclosure(review: Review) -> Disclosure:
    """The disclosure panel of *review*."""
    declared = review.draft.facts.get(TIE) or ()
    ties = tuple(tie for tie in declared if tie in _platform()["lines"])
    says, evidence, is_early = _seen(review.signals)
    wanted = ties or (() if NO_TIE in declared else tuple(_platform()["lines"]))
    return Disclosure(tuple(declared), says, evidence, is_early, tuple(_line(tie, review) for tie in wanted))


_NOTHING = Bilingual("没有标注", "no label")


def _seen(signals: Mapping[str, tuple[Evidence, ...]]) -> tuple[Bilingual, tuple[Evidence, ...], bool]:
    for entry in _platform()["seen"]:
        raised = [signal for signal in entry["signals"] if signal in signals]
        if raised:
            words = tuple(seen for seen in signals[raised[0]] if seen.text)[:1]
            return _bilingual(entry["says"]), words, bool(entry["good"])
    return _NOTHING, (), False


def _line(tie: str, review: Review) -> Line:
    platform = _platform()
    entry = platform["lines"][tie]
    is_mainland = "CN" in review.markets or not review.markets
    wording = "zh" if review.language != "en" else "bilingual" if is_mainland else "en"
    brand = platform["brand"]["zh" if wording == "zh" else "en"]
    text = entry[wording].replace("{brand}", brand)
    body = review.draft.text
    room = Room(TEXT, len(body) + len(text) + 1, limit(TEXT))
    also = _bilingual(entry["also"]) if "also" in entry and is_mainland else None
    return Line(tie, text, brand, _choice(entry["choose"]) if is_mainland else None, also, room)


def _choice(name: str) -> Bilingual:
    menu, item = _platform()["menu"], _platform()["declarations"][name]
    return Bilingual(f"「{menu['zh']}」→「{item['zh']}」", f"{menu['en']} → {item['en']}")


def _width(text: str) -> int:
    """Characters by width: what is outside ASCII counts 1, what is inside a half, rounded up."""
    halves = sum(1 if character.isascii() else 2 for character in text)
    return -(-halves // 2)


def _bilingual(node: Mapping[str, str]) -> Bilingual:
    return Bilingual(node["zh"], node["en"])


@cache
def _platform() -> dict[str, Any]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    content: dict[str, Any] = yaml.load((builtin_rules() / "platform.yaml").read_bytes(), Loader=loader)  # noqa: S506 - a safe loader
    return content
