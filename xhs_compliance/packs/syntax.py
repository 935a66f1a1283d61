"""What to say of a file that is not YAML: the mistake behind the parser's complaint, and where it really stands."""

from collections.abc import Sequence
from typing import Any

from xhs_compliance.model.errors import Place, Problem
from xhs_compliance.model.words import Bilingual
from xhs_compliance.packs.complaint import Complaint, Fault
from xhs_compliance.packs.mistakes import mistake_behind
from xhs_compliance.packs.refusal import Refusal, refused


def explain_syntax(error: Any, lines: Sequence[str], file: str) -> Problem:
    """The problem behind a parser's error (or a :class:`Refusal`), with its place and what to do."""
    mark = error.problem_mark or error.context_mark
    start = error.context_mark or mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    context_line, context_column = (start.line, start.column) if start else (line, column)
    said = Complaint(error.problem or "", error.context or "", line, column, context_line, context_column, lines)
    fault = refused(error, said) if isinstance(error, Refusal) else mistake_behind(said) or _unexplained(said)
    source = lines[fault.line] if fault.line < len(lines) else ""
    return Problem(Place(file, fault.line + 1, fault.column + 1), fault.message, fault.help, source, fault.length)


def _unexplained(said: Complaint) -> Fault:
    problem = said.problem.strip() or "not YAML"
    hint = Bilingual(
        "带逗号、冒号、括号的文字放进双引号", "put a text that holds a comma, a colon or a bracket in double quotes"
    )
    return Fault(said.line, said.column, 1, Bilingual(f"不是 YAML：{problem}", f"not YAML: {problem}"), hint)
