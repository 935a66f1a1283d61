"""The report as workflow commands of GitHub Actions: annotations beside the lines of a pull request."""

from collections.abc import Iterator

from xhs_compliance.model.finding import Finding
from xhs_compliance.model.report import Failure, RenderOptions, Report
from xhs_compliance.model.review import Review
from xhs_compliance.model.words import Language, Severity
from xhs_compliance.reporters import phrases
from xhs_compliance.reporters.instead import instead_of
from xhs_compliance.reporters.places import file_place, source_place
from xhs_compliance.reporters.visible import visible
from xhs_compliance.reporters.wording import say, verdict_counts

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice", Severity.OFF: "notice"}


def render_github(report: Report, options: RenderOptions) -> str:
    """*report* as one command a line, and a last line that people read in the log."""
    lines = [line for entry in report.entries for line in _commands(entry, options.language)]
    counted = " · ".join(words for _, words in verdict_counts(report, options.language))
    drafts = say(phrases.DRAFTS, options.language, count=len(report.reviews))
    return "\n".join([*lines, " · ".join(part for part in (drafts, counted) if part)]) + "\n"


def _commands(entry: Review | Failure, language: Language) -> Iterator[str]:
    if isinstance(entry, Failure):
        file, line = source_place(entry.source)
        yield _command("error", {"file": file, "line": line}, entry.message.in_language(language))
        return
    for finding in entry.findings:
        yield _annotation(entry, finding, language)
    for each in entry.diagnostics:
        if each.kind == "incomplete":
            file, line = source_place(entry.draft.source)
            yield _command("error", {"file": file, "line": line, "title": each.rule}, each.reason.in_language(language))


def _annotation(review: Review, finding: Finding, language: Language) -> str:
    place = file_place(review.draft, finding.field, finding.span)
    same_line = place.line == place.end_line
    where = {
        "file": place.file,
        "line": place.line,
        "endLine": place.end_line,
        "col": place.column if same_line else None,
        "endColumn": place.end_column if same_line else None,
        "title": f"{finding.rule.title.in_language(language)} ({finding.rule.id})",
    }
    instead = " / ".join(instead_of(finding, language))
    more = f" {say(phrases.INSTEAD, language)}{say(phrases.COLON, language)}{instead}" if instead else ""
    return _command(_COMMANDS[finding.severity], where, finding.message(language).strip() + more)


def _command(name: str, properties: dict[str, str | int | None], message: str) -> str:
    given = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items() if value not in (None, ""))
    return f"::{name}{' ' if given else ''}{given}::{_data(visible(message))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")
