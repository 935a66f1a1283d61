"""Problems of a pack: collected while it is read, shown with a caret that is right under wide characters."""

import unicodedata

from xhs_compliance.model.errors import Problem
from xhs_compliance.model.words import Bilingual, Language

WIDEST = 100
"""Columns of a source line that are shown; of a longer one, the part around the caret."""

_ERROR = Bilingual("错误", "error")
_WARNING = Bilingual("警告", "warning")
_HELP = Bilingual("怎么改", "help")
_ELLIPSIS = "…"


class Problems(list[Problem]):
    """Mistakes in the order they were found, and beside them what is only worth a warning."""

    def __init__(self) -> None:
        super().__init__()
        self.warnings: list[Problem] = []

    def warn(self, problem: Problem) -> None:
        """Add a warning, once in each file; what is being read can be used all the same."""
        said = (problem.message, problem.place.file)
        if any((warning.message, warning.place.file) == said for warning in self.warnings):
            return
        place, message, hint = problem.place, problem.message, problem.help
        self.warnings.append(Problem(place, message, hint, problem.source_line, problem.length, is_warning=True))


def columns(text: str) -> int:
    """Columns *text* takes in a terminal: wide characters take two, combining ones none."""
    return sum(map(_width, text))


def _width(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def format_problem(problem: Problem, language: Language = "en") -> str:
    """One problem the way compilers show it; several lines without a trailing line end."""
    kind = (_WARNING if problem.is_warning else _ERROR).in_language(language)
    colon = "：" if language == "zh" else ": "
    lines = [_shown(f"{problem.place}: {kind}{colon}{problem.message.in_language(language)}")]
    if problem.source_line:
        number = str(problem.place.line)
        margin = " " * len(number)
        before, marked, after = _excerpt(problem)
        carets = "^" * max(1, columns(marked))
        lines += [
            f"{margin} |",
            f"{number} | {before}{marked}{after}".rstrip(),
            f"{margin} | {' ' * columns(before)}{carets}",
        ]
    if problem.help.en:
        lines.append(_shown(f"  = {_HELP.in_language(language)}{colon}{problem.help.in_language(language)}"))
    return "\n".join(lines)


def _excerpt(problem: Problem) -> tuple[str, str, str]:
    """The source line before, under and after the carets, cut to what can be seen at once."""
    line = _shown(problem.source_line)
    start = problem.place.column - 1
    before, marked, after = line[:start], line[start : start + problem.length], line[start + problem.length :]
    if columns(line) <= WIDEST:
        return before, marked, after
    marked = _head(marked, WIDEST * 3 // 5)
    spare = WIDEST - columns(marked)
    after = _head(after, max(spare // 2, spare - columns(before)))
    return _tail(before, spare - columns(after)), marked, after


def _head(text: str, width: int) -> str:
    """The beginning of *text*, at most *width* columns wide."""
    if columns(text) <= width:
        return text
    kept, taken = 0, 1
    while taken + _width(text[kept]) <= width:
        taken += _width(text[kept])
        kept += 1
    return text[:kept] + _ELLIPSIS


def _tail(text: str, width: int) -> str:
    """The end of *text*, at most *width* columns wide."""
    if columns(text) <= width:
        return text
    kept, taken = len(text), 1
    while kept > 0 and taken + _width(text[kept - 1]) <= width:
        kept -= 1
        taken += _width(text[kept])
    return _ELLIPSIS + text[kept:]


def _shown(text: str) -> str:
    """*text* on one line and without anything that would command a terminal, code point by code point."""
    return "".join(" " if char == "\t" else "\ufffd" if _commands(char) else char for char in text)


def _commands(char: str) -> bool:
    return (
        unicodedata.category(char) in {"Cc", "Zl", "Zp"} or "\u202a" <= char <= "\u202e" or "\u2066" <= char <= "\u2069"
    )
