"""Writing reports: to standard output, to a file, or as the files of a folder."""

import sys
from pathlib import Path

import click

from xhs_compliance.model.errors import UsageError
from xhs_compliance.model.report import Failure, RenderOptions, Report
from xhs_compliance.model.words import Bilingual, Language
from xhs_compliance.reporters.formats import Pages, format_named
from xhs_compliance.reporters.visible import plain_line

DEFAULT_FOLDER = Path("reports")


def put_report(report: Report, format_name: str, options: RenderOptions, output: Path | None) -> None:
    """Render *report* and write it; formats that show no unreadable drafts have them named on standard error."""
    rendered = format_named(format_name).render(report, options)
    if not isinstance(rendered, dict):
        write_text(rendered, output)
        return
    _write_files(rendered, output, report)
    if format_name != "html":
        for failure in report.failures:
            say_failure(failure, options.language)


def say_failure(failure: Failure, language: Language) -> None:
    """Say on standard error what could not be read, and why."""
    click.echo(plain_line(f"{failure.source}: {failure.message.in_language(language)}"), err=True)


def write_text(rendered: str, output: Path | None) -> None:
    """Write a report where it was asked for: a file or standard output."""
    if output is not None:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(rendered, encoding="utf-8", errors="replace", newline="\n")
    else:
        sys.stdout.buffer.write(rendered.encode("utf-8", "replace"))
        sys.stdout.buffer.flush()


def _write_files(files: Pages, output: Path | None, report: Report) -> None:
    """Write the files of a report into a folder; a single one under the name asked for.

    Raises:
        UsageError: when a file would replace one that drafts were read from; nothing is written then.

    """
    is_file = output is not None and output.suffix and len(files) == 1 and not output.is_dir()
    target = output.parent if output and is_file else output or DEFAULT_FOLDER
    sources = [review.draft.source for review in report.reviews]
    inputs = {Path(name).resolve() for source in sources for name in (source, source.partition("#")[0])}
    for path in (output if output and is_file else target / name for name in files):
        if path.resolve() in inputs:
            message = Bilingual(
                f"{path} 是送检的原文件，不能覆盖；用 --output 写到别处",
                f"{path} is what drafts were read from and is not replaced; choose another place with --output",
            )
            raise UsageError(message)
    target.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        path = output if output and is_file else target / name
        raw = content if isinstance(content, bytes) else content.encode("utf-8", "replace")
        path.write_bytes(raw)
        if len(files) == 1 or not name.endswith(".html") or name == "index.html":
            click.echo(str(path))
