"""A page of terminal lines. Everything put on it is made visible first, so no draft can command the terminal."""

from dataclasses import dataclass, field
from io import StringIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from xhs_compliance.model.report import RenderOptions
from xhs_compliance.model.words import Severity, Verdict
from xhs_compliance.reporters.terminal.wrap import wrap
from xhs_compliance.reporters.visible import commands_in, one_line, visible

BRICK = "color(131)"
AMBER = "color(172)"
BLUE_GREY = "color(67)"
QUIET = "color(245)"
STRONG = "bold"

VERDICT_STYLES = {
    Verdict.BLOCK: f"bold {BRICK}",
    Verdict.REVIEW: f"bold {AMBER}",
    Verdict.PASS: f"bold {BLUE_GREY}",
    Verdict.INCOMPLETE: f"bold {QUIET}",
}
SEVERITY_STYLES = {
    Severity.ERROR: f"bold {BRICK}",
    Severity.WARNING: f"bold {AMBER}",
    Severity.INFO: f"bold {BLUE_GREY}",
    Severity.OFF: QUIET,
}

_NARROWEST = 40
"""Fewer columns than this are not believed: lines would hold a few characters each."""

Piece = str | tuple[str, str]
"""Text, or text with a style."""


@dataclass(slots=True)
class Page:
    """Lines of text with styles.

    Attributes:
        options: the reader's language, colour and width.
        lines: what has been put on it so far.

    """

    options: RenderOptions
    lines: list[Text] = field(default_factory=list)

    @property
    def width(self) -> int:
        """Columns to wrap at."""
        return max(_NARROWEST, self.options.width)

    def blank(self) -> None:
        """Put an empty line, unless the page is empty or ends with one."""
        if self.lines and self.lines[-1].plain:
            self.lines.append(Text())

    def line(self, *pieces: Piece, indent: int = 0) -> None:
        """Put one line that is never wrapped: headers, places a terminal can open, source lines."""
        line = Text(" " * indent)
        for piece in pieces:
            text, style = (piece, "") if isinstance(piece, str) else piece
            line.append(visible(text), style or None)
        line.rstrip()
        for place in reversed(commands_in(line.plain)):
            line = line[:place].append(" ").append_text(line[place:])
        self.lines.append(line)

    def prose(self, text: str, *, indent: int, label: Piece = "", label_cells: int = 0, style: str = "") -> None:
        """Put wrapped text, its later lines below the first; *label* stands before it in *label_cells* columns."""
        name, label_style = (label, "") if isinstance(label, str) else label
        room = self.width - indent - label_cells
        first = " " * max(0, label_cells - cell_len(name))
        for number, part in enumerate(wrap(one_line(text), room)):
            if number == 0 and name:
                self.line((name, label_style), first, (part, style), indent=indent)
            else:
                self.line((part, style), indent=indent + label_cells)

    def render(self) -> str:
        """The page as a string, with colour where the reader's terminal shows it."""
        colour = self.options.colour
        output = StringIO()
        console = Console(
            file=output,
            force_terminal=colour,
            color_system="256" if colour else None,
            no_color=not colour,
            width=self.width,
            legacy_windows=False,
            highlight=False,
            emoji=False,
            markup=False,
            _environ={},
        )
        for line in self.lines:
            console.print(line, soft_wrap=True)
        return output.getvalue()
