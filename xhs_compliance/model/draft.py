"""A draft: the fields an author typed, what is declared about it, what its author asks to be let through."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from xhs_compliance.model.facts import Facts
from xhs_compliance.model.words import Bilingual

TITLE = "title"
TEXT = "text"
COVER = "cover"
PINNED_COMMENT = "pinned-comment"
COMMENT = "comment"
BIO = "bio"

NOTE_FIELDS = (TITLE, TEXT, COVER, PINNED_COMMENT, COMMENT, BIO)
"""The fields of a whole note, in reading order; rules name them with ``in``.

``cover`` is the words on the first picture, ``comment`` what the author writes below it (a line for each comment),
``bio`` the words of the account's page.
"""


@dataclass(frozen=True, slots=True)
class Suppression:
    """A permission written into a draft: let this rule's findings through, for this reason.

    Attributes:
        rule: the rule id, ``pack/rule``.
        reason: why, in the author's words; without one it lifts nothing.
        by: the person who allowed it, where named.
        until: last day it holds.
        field: the field it stands in; ``None`` for the whole draft.
        lines: first and last line of *field* it covers, counting from 0; ``None`` for the whole field.

    """

    rule: str
    reason: str
    by: str = ""
    until: date | None = None
    field: str | None = None
    lines: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """One post before it is published.

    Attributes:
        id: how its author or pipeline calls it; a path for a file.
        fields: text by field name, in reading order; spans point into these.
        facts: what is declared.
        suppressions: permissions given outside the text (front matter).
        brief: the brand's brief, where there is one.
        source: the file it came from, ``-`` for standard input, empty for a value made in code.
        starts: for each field, the line and column of *source* where it begins (counting from 1).
        creator: who will post it, where known.
        profile: the profile of the configuration it is judged by, where it names one.
        notes: what the reader has to say about how it was read.
        tier: what its creator counts as by followers (``nano`` to ``top``), where known.
        times: for a field that is spoken, the time at which each of its lines begins.

    """

    id: str
    fields: Mapping[str, str]
    facts: Facts = field(default_factory=Facts)
    suppressions: tuple[Suppression, ...] = ()
    brief: str | None = None
    source: str = ""
    starts: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    creator: str = ""
    profile: str = ""
    notes: tuple[Bilingual, ...] = ()
    times: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tier: str = ""

    @property
    def text(self) -> str:
        """The body."""
        return self.fields.get(TEXT, "")

    def position(self, name: str, offset: int) -> tuple[int, int]:
        """Line and column of *offset* in field *name*, counting from 1, in code points; lines of the source file.

        A line ends at CRLF, LF or CR.
        """
        before = self.fields[name][:offset].replace("\r\n", "\n").replace("\r", "\n")
        line, column = self.starts.get(name, (1, 1))
        last = before.rfind("\n") + 1
        return line + before.count("\n"), len(before) - last + (1 if last else column)

    def time(self, name: str, offset: int) -> str:
        """The time at which the line of *offset* in field *name* is spoken; empty where it is not."""
        line = self.fields[name].count("\n", 0, offset)
        times = self.times.get(name, ())
        return times[line] if line < len(times) else ""
