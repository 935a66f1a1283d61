"""Where in a file words stand, for programs that open files at a line."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote

from xhs_compliance.model.draft import Draft
from xhs_compliance.model.span import Span

_NUMBERED = re.compile(r"(?P<file>.+?)[:#](?P<line>\d+)$")


@dataclass(frozen=True, slots=True)
class FilePlace:
    """A place in a file, lines and columns counting from 1, the end exclusive.

    Attributes:
        file: its path with ``/``; empty where the draft came from no file.
        line: ``None`` where only the file is known.
        column: ``None`` where only the line is known.

    """

    file: str
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None


def file_place(draft: Draft, field: str, span: Span | None) -> FilePlace:
    """Where the words of a finding stand; as much of it as is known."""
    file, line = source_place(draft.source)
    if not draft.starts or field not in draft.fields:
        return FilePlace(file, line)
    if span is None:
        return FilePlace(file, draft.starts.get(field, (None, 1))[0])
    if field not in draft.starts:
        return FilePlace(file)
    start, end = draft.position(field, span.start), draft.position(field, span.end)
    return FilePlace(file, *start, *end)


def source_place(source: str) -> tuple[str, int | None]:
    """The file and, for a line of JSON Lines or a row of a table, the line that *source* names."""
    if source in ("", "-") or source.startswith("-:"):
        return "", None
    numbered = _NUMBERED.match(source)
    file = numbered["file"] if numbered else source
    return file.replace("\\", "/"), int(numbered["line"]) if numbered else None


def as_uri(file: str) -> str:
    """*file* as a URI: relative where the path is, percent-encoded."""
    prefix = "file://" if PurePosixPath(file).is_absolute() else ""
    return prefix + quote(PurePosixPath(file).as_posix())
