"""YAML that packs do not use: anchors and aliases, tags, deep nesting."""

from typing import Any

from xhs_compliance.model.words import Bilingual
from xhs_compliance.packs.complaint import Complaint, Fault, quoted, token_at


class Refusal(Exception):  # noqa: N818 - nothing went wrong: the reader declines
    """YAML that packs do not use.

    Attributes:
        kind: ``alias``, ``tag`` or ``deep``.
        problem_mark: where it begins.
        limit: the limit that was passed, for ``deep``.

    """

    context_mark = None
    context = ""
    problem = ""

    def __init__(self, kind: str, mark: Any, limit: str = "") -> None:
        super().__init__(kind)
        self.kind = kind
        self.problem_mark = mark
        self.limit = limit


def refused(error: Refusal, said: Complaint) -> Fault:
    """What to say of YAML that packs do not use."""
    length = len(token_at(said.source, said.column)) or 1
    if error.kind == "deep":
        message = Bilingual(f"嵌套超过 {error.limit} 层", f"nested deeper than {error.limit}")
        return Fault(said.line, said.column, 1, message, Bilingual("规则用不到这么深的嵌套", "no rule needs that much"))
    if error.kind == "tag":
        message = Bilingual("规则包里不用标签（!）", "tags (!) are not used in packs")
        return Fault(said.line, said.column, length, message, quoted(said.source, said.column))
    message = Bilingual("规则包里不用锚点和别名（& 和 *）", "anchors and aliases (& and *) are not used in packs")
    hint = Bilingual(
        "把值再写一遍，或者放进 lists: 用 @名称 引用；普通文字就放进双引号",
        "write the value again, or make it a list and name it with @; put a plain text in double quotes",
    )
    return Fault(said.line, said.column, length, message, hint)
