"""The formats a report can be written in: one table, each reporter imported when it is used."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from xhs_compliance.model.report import RenderOptions, Report

Pages = dict[str, str] | dict[str, bytes]
"""File names and contents, for a format that is a folder."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format.

    Attributes:
        module: where its reporter lives, below this package.
        function: the reporter's name; takes a report and options.
        folder: whether it writes several files instead of one text.

    """

    module: str
    function: str
    folder: bool = False

    def render(self, report: Report, options: RenderOptions) -> str | Pages:
        """The report in this format: one text, or the files of a folder."""
        reporter: Callable[[Report, RenderOptions], Any] = getattr(
            import_module(f"xhs_compliance.reporters.{self.module}"), self.function
        )
        rendered: str | Pages = reporter(report, options)
        return rendered


FORMATS = {
    "terminal": Format("terminal.report", "render_terminal"),
    "json": Format("data", "render_json"),
    "jsonl": Format("data", "render_jsonl"),
    "markdown": Format("markdown", "render_markdown"),
    "html": Format("html.pages", "render_pages", folder=True),
    "xlsx": Format("workbook", "render_workbook", folder=True),
    "docx": Format("word", "render_word", folder=True),
}
