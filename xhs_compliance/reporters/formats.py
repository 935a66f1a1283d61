"""The formats a report can be written in: one table, each reporter imported when it is used."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from xhs_compliance.model.errors import UsageError, did_you_mean, with_hint
from xhs_compliance.model.report import RenderOptions, Report

Pages = dict[str, str] | dict[str, bytes]
"""File names and contents, for a format that is a folder."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format.

    Attributes:
        module: where its reporter lives; below this package for those of ours.
        function: the reporter's name; takes a report and options.
        folder: whether it writes several files instead of one text.
        is_own: whether it comes with the tool.

    """

    module: str
    function: str
    folder: bool = False
    is_own: bool = True

    def render(self, report: Report, options: RenderOptions) -> str | Pages:
        """The report in this format: one text, or the files of a folder."""
        module = f"xhs_compliance.reporters.{self.module}" if self.is_own else self.module
        reporter: Callable[[Report, RenderOptions], Any] = getattr(import_module(module), self.function)
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
    "sarif": Format("sarif", "render_sarif"),
    "junit": Format("junit", "render_junit"),
    "github": Format("github", "render_github"),
}

GROUP = "xhs_compliance.reporters"
"""The entry points of installed packages that add a format: a name and a function of a report and its options."""


def format_named(name: str) -> Format:
    """The format called *name*: one of ours, else one that an installed package adds.

    Raises:
        UsageError: when there is none.

    """
    if name in FORMATS:
        return FORMATS[name]
    from importlib.metadata import entry_points

    added = {entry.name: entry for entry in entry_points(group=GROUP)}
    if name in added:
        module, _, function = added[name].value.partition(":")
        return Format(module, function, is_own=False)
    hint = did_you_mean(name, (*FORMATS, *added))
    raise UsageError(with_hint(f"没有格式“{name}”", f"there is no format {name!r}", hint))
