"""Addresses of the web that people configure and that become links."""

import re

from xhs_compliance.model.errors import UsageError
from xhs_compliance.model.words import Bilingual

_ADDRESS = re.compile(r"https?://[\w.~:/?#@!$&*+,;=%{}-]+", re.ASCII)
_PLACE = re.compile(r"\{[^}]*\}?")


def web_address(text: str, named: str) -> str:
    """*text*, which is to become a link: an address of the web and nothing else.

    Args:
        text: the address, with ``{lang}``, ``{pack}`` and ``{rule}`` where a rule's own words belong.
        named: what errors call it.

    Raises:
        UsageError: when it is something else, or names another place.

    """
    if _ADDRESS.fullmatch(text) and set(_PLACE.findall(text)) <= {"{lang}", "{pack}", "{rule}"}:
        return text
    raise UsageError(
        Bilingual(
            f"{named} 要写 https:// 或 http:// 开头的网址，里面可以用 {{lang}}、{{pack}}、{{rule}}，不能写“{text}”",
            f"{named} takes an address that begins with https:// or http:// and may hold {{lang}}, {{pack}} and "
            f"{{rule}}; not {text!r}",
        )
    )
