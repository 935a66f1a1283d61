"""A Word document as the fields of a draft, every character with the run it stands in, so that it can be found again.

Read as if every tracked change were accepted: what was inserted is there, what was deleted is not. Tables are read in
their place, row by row. Comments, headers, footers and footnotes are nobody's post. A title is what bears the style of
one; lines and two-column tables with labels (``标题：…``, ``合作形式 | 付费``) name fields and facts.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from xhs_compliance.model.draft import NOTE_FIELDS, TEXT, TITLE
from xhs_compliance.model.errors import InputError
from xhs_compliance.model.words import Bilingual
from xhs_compliance.office.archive import checked_archive, needs_extra
from xhs_compliance.office.headers import role_of
from xhs_compliance.office.paragraphs import Line, cell_pieces, cells_of, line_of, parted
from xhs_compliance.office.pieces import WORD, Piece, without

DOCUMENT_PART: Final = "word/document.xml"

_LABEL = re.compile(r"\s*([^\s:：|]{1,20}(?: [^\s:：|]{1,12}){0,2})\s*[:：][^\S\n]*")
_TITLE_LIMIT: Final = 80
"""Characters; a longer paragraph in the style of a title is none."""


@dataclass(slots=True)
class WordDraft:
    """What a Word document says.

    Attributes:
        document: the document itself, to be written back.
        fields: the pieces of each field, in reading order.
        facts: what labels declare, as written.
        notes: how it was read, where a person would want to know.

    """

    document: Any
    fields: dict[str, list[Piece]] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    notes: tuple[Bilingual, ...] = ()

    def texts(self) -> dict[str, str]:
        """The text of each field that has any; the body is always there."""
        joined = {name: "".join(piece.text for piece in pieces) for name, pieces in self.fields.items()}
        return {name: joined.get(name, "") for name in NOTE_FIELDS if joined.get(name, "").strip() or name == TEXT}


def open_document(content: bytes, source: str) -> WordDraft:
    """The draft in a Word document.

    Raises:
        InputError: when it is damaged, dangerous, or no Word document.
        UsageError: when the extra is not installed.

    """
    checked_archive(content, source, DOCUMENT_PART)
    try:
        import docx
    except ImportError:
        raise needs_extra("python-docx") from None
    try:
        document = docx.Document(io.BytesIO(content))
    except Exception as error:  # the library raises whatever its parsers meet in a broken file
        raise InputError(source, Bilingual(f"Word 文件打不开：{error}", f"cannot be opened: {error}")) from None
    draft = WordDraft(document)
    _Sorter(draft).put_all(document.element.body)
    draft.notes = tuple(_notes(document.element.body))
    return draft


class _Sorter:
    """Puts paragraphs and tables, as they come, into the fields they belong to."""

    def __init__(self, draft: WordDraft) -> None:
        self._draft = draft
        self._field: str | None = None
        """The field that goes on; ``None`` until a label or a line of the body opened one."""
        self._is_labelled = False
        self._has_styled_title = False
        self._joins = False

    def put_all(self, container: Any) -> None:
        """Everything in *container*: the body, or the content of a control."""
        for child in container:
            if child.tag == f"{WORD}p":
                self._put_line(line_of(child))
            elif child.tag == f"{WORD}tbl":
                self._put_table(child)
            elif child.tag in (f"{WORD}sdt", f"{WORD}customXml", f"{WORD}ins", f"{WORD}moveTo"):
                content = child.find(f"{WORD}sdtContent")
                self.put_all(child if content is None else content)

    def _put_line(self, line: Line) -> None:
        text = line.text
        label = _LABEL.match(text)
        role = role_of(label[1]) if label and (self._field is None or self._is_labelled) else None
        is_first = not self._draft.fields
        if role is not None and label is not None and not (role in (TEXT,) and self._field == TEXT):
            self._open(role, without(line.pieces, label.end()))
        elif line.is_title and is_first and text.strip() and len(text) <= _TITLE_LIMIT:
            self._draft.fields[TITLE] = line.pieces
            self._has_styled_title = True
        elif text.strip() or self._field is not None:
            self._append(self._field or TEXT, line.pieces)
            self._field = self._field or TEXT
        self._joins = line.ends_open

    def _open(self, role: str, pieces: list[Piece]) -> None:
        said = "".join(piece.text for piece in pieces)
        if role == "hashtags":
            self._joins = False
            if said.strip():
                self._append(TEXT, pieces)
            self._field = None
        elif role in NOTE_FIELDS:
            if role == TITLE and self._has_styled_title:
                self._draft.fields.pop(TITLE)  # the name of the document
            self._has_styled_title = self._has_styled_title and role != TITLE
            self._is_labelled = self._is_labelled or role == TEXT
            if said.strip():
                self._append(role, pieces)
            self._field = None if role == TITLE and said.strip() else role
        elif said.strip():
            self._draft.facts[role] = said.strip()

    def _append(self, name: str, pieces: list[Piece]) -> None:
        there = self._draft.fields.setdefault(name, [])
        if there and not self._joins:
            there.append(Piece("\n"))
        there += pieces

    def _put_table(self, table: Any) -> None:
        for row in table.iter(f"{WORD}tr"):
            if next(row.iterancestors(f"{WORD}tbl")) is not table:
                continue
            cells = [cell_pieces(cell) for cell in cells_of(row)]
            self._joins = False
            label = "".join(piece.text for piece in cells[0]).strip().rstrip(":：") if len(cells) == 2 else ""
            role = role_of(label) if label else None
            if role is not None:
                self._open_cell(role, cells[1])
            elif any(piece.text.strip() for cell in cells for piece in cell):
                self._append(self._field or TEXT, [piece for cell in parted(cells) for piece in cell])
                self._field = self._field or TEXT

    def _open_cell(self, role: str, pieces: list[Piece]) -> None:
        self._open(role, pieces)
        if role in NOTE_FIELDS and role != TEXT:
            self._field = None


def _notes(body: Any) -> Iterator[Bilingual]:
    inserted = sum(1 for tag in ("ins", "moveTo") for _ in body.iter(f"{WORD}{tag}"))
    deleted = sum(1 for tag in ("del", "moveFrom") for _ in body.iter(f"{WORD}{tag}"))
    comments = sum(1 for _ in body.iter(f"{WORD}commentReference"))
    boxes = sum(1 for _ in body.iter(f"{WORD}txbxContent"))
    if inserted or deleted:
        yield Bilingual(
            f"文件里有没接受的修订（插入 {inserted} 处，删除 {deleted} 处），按全部接受后的文字检查",
            f"tracked changes ({inserted} inserted, {deleted} deleted) were read as accepted",
        )
    if comments:
        yield Bilingual(
            f"文件里的 {comments} 条批注没有当正文读", f"comments in the file were not read as text: {comments}"
        )
    if boxes:
        yield Bilingual("文本框里的字没有读", "words in text boxes were not read")
