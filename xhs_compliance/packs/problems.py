"""Problems of a pack as text: place, source line, a caret that is right under wide characters, and help."""

import unicodedata

from xhs_compliance.model.errors import Problem


def columns(text: str) -> int:
    """Columns *text* takes in a terminal: wide characters take two, combining ones none."""
    return sum(
        0
        if unicodedata.category(char) in {"Mn", "Me", "Cf"}
        else 2
        if unicodedata.east_asian_width(char) in "WF"
        else 1
        for char in text
    )


def format_problem(problem: Problem) -> str:
    """One problem the way compilers show it; several lines without a trailing line end."""
    lines = [f"{problem.place}: error: {problem.message}"]
    if problem.source_line:
        number = str(problem.place.line)
        margin = " " * len(number)
        shown = problem.source_line.replace("\t", " ")
        before = shown[: problem.place.column - 1]
        marked = shown[problem.place.column - 1 : problem.place.column - 1 + problem.length] or " "
        lines += [f"{margin} |", f"{number} | {shown}", f"{margin} | {' ' * columns(before)}{'^' * columns(marked)}"]
    if problem.help:
        lines.append(f"  = help: {problem.help}")
    return "\n".join(lines)
