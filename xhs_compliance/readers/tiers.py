"""What a creator counts as: by the number of followers, or by the word a table has for it."""

from collections.abc import Mapping
from typing import Any, Final

from xhs_compliance.text.fold import skeleton_of

WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "nano": ("nano", "素人", "koc"),
    "micro": ("micro", "尾部", "初级"),
    "mid": ("mid", "腰部", "中腰部"),
    "macro": ("macro", "头部"),
    "top": ("top", "mega", "百万以上", "超头", "超头部", "顶部", "顶流"),
}
"""Tiers by what tables call them; the thresholds in followers are data (``rules/scripted/brief.yaml``)."""


def tier_of(followers: Any, word: Any = "") -> str:
    """``nano`` to ``top``; empty where neither says.

    Args:
        followers: as a table or front matter writes them; wins over the word.
        word: what the table calls the creator.

    """
    count = followers_from(str(followers)) if followers not in (None, "") else None
    if count is not None and count >= 0:
        from xhs_compliance.readers.brief_rules import brief_data

        return brief_data().campaign.tier(count)
    said = skeleton_of(str(word or ""))
    return next((tier for tier, words in WORDS.items() if said in map(skeleton_of, words)), "") if said else ""


def followers_from(written: str) -> int | None:
    """A number of followers as people write it: ``12,300``, ``1.2万``, ``35k``, ``3M``; ``None`` where it is none."""
    text = written.strip().lower().replace(",", "").replace("，", "").removesuffix("+")
    times = {"万": 10_000, "w": 10_000, "千": 1_000, "k": 1_000, "m": 1_000_000}
    factor = times.get(text[-1:], 1)
    try:
        return int(float(text[:-1] if factor > 1 else text) * factor)
    except (ValueError, OverflowError):
        return None
