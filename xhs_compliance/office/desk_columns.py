"""The columns of a reviewed workbook: what was found, what a person decides. One side writes them, another reads."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from xhs_compliance.model.words import Bilingual
from xhs_compliance.text.fold import skeleton_of

FOUND: Final[Mapping[str, Bilingual]] = {
    "verdict": Bilingual("检查结果", "Verdict"),
    "findings": Bilingual("检查发现", "Findings"),
    "suggestions": Bilingual("建议改成", "Write instead"),
}
"""Beside each draft."""

ABOUT: Final[Mapping[str, Bilingual]] = {
    "severity": Bilingual("级别", "Severity"),
    "count": Bilingual("篇数", "Drafts"),
    "words": Bilingual("词", "Words"),
    "sentence": Bilingual("句子", "Sentence"),
    "message": Bilingual("说明", "Message"),
    "basis": Bilingual("法律依据", "Basis"),
    "suggestions": Bilingual("建议改成", "Write instead"),
    "where": Bilingual("所在草稿", "Found in"),
}
"""On the sheet of sentences."""

DECIDED: Final[Mapping[str, Bilingual]] = {
    "decision": Bilingual("决定", "Decision"),
    "evidence": Bilingual("保留的依据", "Evidence"),
    "reason": Bilingual("决定理由", "Reason"),
    "by": Bilingual("决定人", "Decided by"),
    "until": Bilingual("有效期至", "Valid until"),
    "except": Bilingual("例外草稿", "Except"),
}
"""What a person fills in."""

IDENTITY: Final[Mapping[str, Bilingual]] = {
    "rule": Bilingual("规则", "Rule"),
    "key": Bilingual("决定编号", "Decision key"),
    "places": Bilingual("发现位置", "Places"),
    "draft": Bilingual("检查用草稿编号", "Draft id"),
}
"""How a decision finds its way back; nobody edits these."""


def header(words: Bilingual) -> str:
    """A header in both languages, so that a workbook can pass between people: ``决定 Decision``."""
    return f"{words.zh} {words.en}"


def find_columns(headers: Sequence[Any]) -> dict[str, int]:
    """The columns of ours in a header row, by name, counting from 0."""
    folded = {skeleton_of(str(cell)): place for place, cell in enumerate(headers) if cell is not None}
    named = {**FOUND, **ABOUT, **DECIDED, **IDENTITY}
    wanted = {name: skeleton_of(header(words)) for name, words in named.items()}
    return {name: folded[word] for name, word in wanted.items() if word in folded}
