"""Comments in a Word document at exactly some words: runs are split where they begin and end, nothing else changes."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from xhs_compliance.model.span import Span
from xhs_compliance.office.document import WordDraft
from xhs_compliance.office.pieces import WORD, Piece, begin_run, split
from xhs_compliance.office.workbook import without_controls

AUTHOR: Final = "xhs-compliance"
INITIALS: Final = "XC"


def add_comment(draft: WordDraft, name: str, span: Span | None, lines: Sequence[str], day: date) -> bool:
    """Put a comment at *span* of field *name*; at the beginning of the draft where there is no span.

    Returns:
        Whether the words were found; a document without any words takes no comment.

    """
    pieces = draft.fields.get(name, []) if span is not None else next(iter(draft.fields.values()), [])
    span = span if span is not None else _first_words(pieces)
    first, last = _cut(pieces, span) if span is not None and pieces else (None, None)
    if first is None or last is None:
        return False
    comment = draft.document.comments.add_comment(
        text=without_controls("\n".join(lines)), author=AUTHOR, initials=INITIALS
    )
    comment._comment_elm.set(f"{WORD}date", f"{day.isoformat()}T00:00:00Z")
    _mark(first, last, comment.comment_id)
    return True


def saved(draft: WordDraft) -> bytes:
    """The document as a file."""
    stream = io.BytesIO()
    draft.document.save(stream)
    return stream.getvalue()


def new_document(fields: dict[str, tuple[str, str]]) -> WordDraft:
    """A document made of the fields of a draft that did not come from Word.

    Args:
        fields: heading and text of each field, by its name.

    """
    import docx

    document = docx.Document()
    draft = WordDraft(document)
    for name, (heading, text) in fields.items():
        document.add_heading(without_controls(heading), level=2)
        draft.fields[name] = list(_typed(document, text))
    return draft


def _typed(document: Any, text: str) -> list[Piece]:
    """One paragraph a line, a piece for each character or run of characters, however lines end."""
    pieces: list[Piece] = []
    for line in text.splitlines(keepends=True) or [""]:
        words = line.rstrip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029")
        paragraph = document.add_paragraph()
        if words:
            run = paragraph.add_run("x")
            element = run._r.find(f"{WORD}t")
            element.text = without_controls(words)
            element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            pieces.append(Piece(element.text, element))
        if len(words) < len(line):
            pieces.append(Piece(line[len(words) :]))
    return pieces


def _first_words(pieces: list[Piece]) -> Span | None:
    at = 0
    for piece in pieces:
        if piece.element is not None and piece.text.strip():
            return Span(at, at + len(piece.text))
        at += len(piece.text)
    return None


def _cut(pieces: list[Piece], span: Span) -> tuple[Any, Any]:
    """The runs of the first and the last character of *span*, cut so that they begin and end with it."""
    _cut_at(pieces, span.start)
    _cut_at(pieces, span.end)
    inside = []
    at = 0
    for piece in pieces:
        if at < span.end and at + len(piece.text) > span.start and piece.element is not None:
            inside.append(piece.element)
        at += len(piece.text)
    if not inside:
        return None, None
    return _run(inside[0]), _run(inside[-1])


def _cut_at(pieces: list[Piece], offset: int) -> None:
    at = 0
    for index, piece in enumerate(pieces):
        element = piece.element
        if at == offset and element is not None:
            begin_run(element)
            return
        if at < offset < at + len(piece.text):
            if element is not None and element.tag == f"{WORD}t" and element.getparent().tag == f"{WORD}r":
                split(pieces, index, offset - at)
            return
        at += len(piece.text)


def _run(element: Any) -> Any:
    while element.tag != f"{WORD}r":
        element = element.getparent()
    return element


def _mark(first: Any, last: Any, comment_id: int) -> None:
    make = first.makeelement
    start = make(f"{WORD}commentRangeStart", {f"{WORD}id": str(comment_id)})
    end = make(f"{WORD}commentRangeEnd", {f"{WORD}id": str(comment_id)})
    holder = make(f"{WORD}r")
    holder.append(make(f"{WORD}commentReference", {f"{WORD}id": str(comment_id)}))
    first.addprevious(start)
    last.addnext(end)
    end.addnext(holder)
