"""What a caller asks of the gate: a draft, and how it wants the answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from xhs_compliance.model.errors import UsageError, did_you_mean, with_hint
from xhs_compliance.model.words import LANGUAGES, Bilingual, Language

MOST_BYTES = 1_000_000
"""Of one draft with all that comes with it. A post has a thousand characters."""


class BadJsonError(ValueError):
    """Bytes that are not JSON; the message says where."""

    def __init__(self, message: Bilingual) -> None:
        super().__init__(message.en)
        self.message = message


@dataclass(frozen=True, slots=True)
class Previous:
    """The draft that was refused: the fields that are now written otherwise."""

    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """One request.

    Attributes:
        raw: the draft as the JSON Lines contract has it, with keys of the caller's own.
        profile: the profile of the configuration to judge by; empty for none.
        language: of messages and questions; ``None`` for the gate's own.
        previous: the draft that was refused; ``None`` for a first try.

    """

    raw: Mapping[str, Any]
    profile: str = ""
    language: Language | None = None
    previous: Previous | None = None


def decode(content: bytes) -> Any:
    """The JSON value in *content*.

    Raises:
        BadJsonError: when it is not JSON, not UTF-8, or nested too deep.

    """
    try:
        return msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadJsonError(Bilingual(f"不是 JSON：{error}", f"not JSON: {error}")) from None


def asked_for(raw: Any) -> Asked:
    """The request in a decoded JSON value.

    Raises:
        UsageError: when it is no object, or one of the gate's own keys has a wrong value.

    """
    if not isinstance(raw, dict):
        raise UsageError(Bilingual("要一个 JSON 对象", "send one JSON object"))
    profile = "" if raw.get("profile") is None else raw["profile"]
    if not isinstance(profile, str):
        raise UsageError(Bilingual("profile 要写成文字", "'profile' must be a text"))
    return Asked(raw, profile, _language(raw.get("lang")), _previous(raw.get("previous")))


def _language(value: Any) -> Language | None:
    if value is None:
        return None
    known = next((language for language in LANGUAGES if language == value), None)
    if known is None:
        hint = did_you_mean(str(value), LANGUAGES)
        raise UsageError(with_hint(f"lang 不能写“{value}”", f"'lang' cannot be {value!r}", hint))
    return known


def _previous(value: Any) -> Previous | None:
    if value is None or isinstance(value, str):
        return Previous({"text": value}) if value else None
    wrong = Bilingual(
        "previous 写上一次被拦下的正文，或者带 title、text 的对象",
        "'previous' takes the text that was refused, or an object with 'title' and 'text'",
    )
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        raise UsageError(wrong)
    if not all(isinstance(text, str) for text in value.values()):
        raise UsageError(wrong)
    return Previous({key: text for key, text in value.items() if text or key == "text"})
