"""The pieces of markup that templates cannot say for themselves: words in both languages, and words as typed."""

from typing import Any

from markupsafe import Markup, escape

from xhs_compliance.model.words import LANGUAGES, Bilingual
from xhs_compliance.reporters.html.interface_phrases import INTERFACE
from xhs_compliance.reporters.visible import shown_characters

_LAID_OUT = frozenset("\n\t")


def both(phrase: Bilingual, /, **values: Any) -> Markup:
    """*phrase* in both languages, of which the page shows one; values may be bilingual themselves."""
    zh, en = (_filled(phrase, language, values) for language in LANGUAGES)
    if zh == en or not (zh and en):
        return Markup('<span class="verbatim">{}</span>').format(zh or en)
    return Markup('<span class="t" lang="zh">{}</span><span class="t" lang="en">{}</span>').format(zh, en)


def interface(name: str, /, **values: Any) -> Markup:
    """The interface text *name* in both languages."""
    return both(INTERFACE[name], **values)


def sentence(phrase: Bilingual) -> Bilingual:
    """*phrase* as it begins a line: with a capital letter in English."""
    return Bilingual(phrase.zh, phrase.en[:1].upper() + phrase.en[1:])


def typed(text: str, after: str = "") -> Markup:
    """Words of a draft as typed, with what is invisible in them pointed out.

    Line ends become line feeds, as a browser would read them anyway; *after* is the text that follows, so that a pair
    of carriage return and line feed that is cut in two still ends one line.
    """
    if text.endswith("\r") and after.startswith("\n"):
        text = text[:-1]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii() and text.replace("\n", "").replace("\t", "").isprintable():
        return escape(text)
    return Markup("").join(
        _typed(character, shown) for character, shown in zip(text, shown_characters(text), strict=True)
    )


def _typed(character: str, shown: str) -> Markup:
    if character == shown or character in _LAID_OUT:
        return escape(character)
    code = f"U+{ord(character):04X}"
    return Markup('<span class="invisible" data-code="{}" title="{}">{}</span>').format(
        code, code, _harmless(character)
    )


def _harmless(character: str) -> str:
    """The character itself where HTML can carry it."""
    is_control = character < " " or "\x7f" <= character <= "\x9f" or "\ud800" <= character <= "\udfff"
    return "" if is_control else character


def _filled(phrase: Bilingual, language: Any, values: dict[str, Any]) -> str:
    text = phrase.in_language(language)
    if not values:
        return text
    return text.format(
        **{
            name: value.in_language(language) if isinstance(value, Bilingual) else value
            for name, value in values.items()
        }
    )
