"""What the page sends: a draft as it stands on the screen, decoded and refused where it is none."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from xhs_compliance.model.declare import FactError, declare
from xhs_compliance.model.draft import TEXT, TITLE, Draft
from xhs_compliance.model.facts import Facts, FactType
from xhs_compliance.model.words import LANGUAGES, Bilingual, Language

MOST_BYTES = 400_000
"""What one request may hold; the editor of the platform takes 1,000 characters."""

FIELDS = (TITLE, TEXT, "cover")
DRAFT_ID = "draft"


class AskedError(ValueError):
    """Something that is no draft; the message says what is wrong, the status what kind of trouble it is."""

    def __init__(self, message: Bilingual, status: int = 400) -> None:
        super().__init__(message.en)
        self.message = message
        self.status = status


@dataclass(frozen=True, slots=True)
class Held:
    """What the page holds already and need not be sent again.

    Attributes:
        cards: names of cards.
        rules: ids of rules.
        pieces: the name of each piece, by its place.

    """

    cards: frozenset[str] = frozenset()
    rules: frozenset[str] = frozenset()
    pieces: Mapping[str, str] = field(default_factory=dict)


NOTHING_HELD = Held()


@dataclass(frozen=True, slots=True)
class Asked:
    """One request.

    Attributes:
        draft: what stands on the screen.
        brief: the brand's brief, empty where none was loaded.
        language: of the report, where one is asked for.
        held: what the page holds already.

    """

    draft: Draft
    brief: str
    language: Language
    held: Held


def decode(content: bytes, types: Mapping[str, FactType], defaults: Facts) -> Asked:
    """The request in *content*.

    Args:
        content: a JSON object: ``title``, ``text``, ``cover``, ``facts``, ``brief``, ``lang``, ``held``.
        types: the table of facts.
        defaults: facts that hold where the page declares nothing.

    Raises:
        AskedError: for anything else.

    """
    if len(content) > MOST_BYTES:
        raise AskedError(Bilingual("太长了，分成几篇再查。", "Too long: check it in parts."), 413)
    try:
        asked = json.loads(content)
    except ValueError:
        raise AskedError(Bilingual("不是 JSON。", "This is not JSON.")) from None
    if not isinstance(asked, dict):
        raise AskedError(Bilingual("要一个 JSON 对象。", "Send one JSON object."))
    fields = {name: _text(asked, name) for name in FIELDS}
    kept = {name: text for name, text in fields.items() if text or name == TEXT}
    facts = asked.get("facts") or {}
    if not isinstance(facts, dict):
        raise AskedError(Bilingual("facts 要写成一个对象。", "facts must be an object."))
    try:
        declared = declare(facts, types)
    except FactError as error:
        raise AskedError(error.message) from None
    brief = _text(asked, "brief")
    draft = Draft(DRAFT_ID, kept, defaults.with_values(**declared.values), brief=brief if brief.strip() else None)
    return Asked(draft, brief, _language(asked.get("lang")), _held(asked.get("held")))


def _held(value: Any) -> Held:
    """What the page says it holds; whatever is no list of names counts as nothing."""
    if not isinstance(value, dict):
        return NOTHING_HELD
    pieces = value.get("pieces")
    named = {place: name for place, name in pieces.items() if isinstance(name, str)} if isinstance(pieces, dict) else {}
    return Held(_names(value.get("cards")), _names(value.get("rules")), named)


def _names(value: Any) -> frozenset[str]:
    return frozenset(name for name in value if isinstance(name, str)) if isinstance(value, list) else frozenset()


def _text(asked: Mapping[str, Any], name: str) -> str:
    value = asked.get(name) or ""
    if not isinstance(value, str):
        raise AskedError(Bilingual(f"{name} 要是文字。", f"{name} must be text."))
    return value


def _language(value: Any) -> Language:
    return next((language for language in LANGUAGES if language == value), "zh")
