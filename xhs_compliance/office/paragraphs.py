"""Paragraphs and cells of a Word document as pieces of text, every tracked change accepted."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from xhs_compliance.office.pieces import WORD, Piece

_COMPATIBLE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_TEXT_OF: Final = {
    f"{WORD}tab": "\t", f"{WORD}br": "\n", f"{WORD}cr": "\n", f"{WORD}noBreakHyphen": "-", f"{WORD}ptab": "\t",
}  # fmt: skip
_NOT_READ: Final = frozenset(
    {f"{WORD}del", f"{WORD}moveFrom", f"{WORD}pPr", f"{WORD}rPr", f"{WORD}pict", f"{WORD}drawing", f"{WORD}object"}
)
_TITLE_STYLES: Final = frozenset({"title", "heading1", "标题", "标题1", "a3"})


@dataclass(slots=True)
class Line:
    """One paragraph.

    Attributes:
        pieces: its text.
        is_title: whether it bears the style of a title.
        ends_open: whether its end is a tracked deletion, so that the next one goes on in it.

    """

    pieces: list[Piece]
    is_title: bool = False
    ends_open: bool = False

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(piece.text for piece in self.pieces)


def line_of(paragraph: Any) -> Line:
    """A paragraph of the document as a line."""
    properties = paragraph.find(f"{WORD}pPr")
    style = None if properties is None else properties.find(f"{WORD}pStyle")
    name = "" if style is None else style.get(f"{WORD}val", "").lower().replace(" ", "")
    mark = None if properties is None else properties.find(f"{WORD}rPr/{WORD}del")
    return Line(list(_pieces(paragraph)), name in _TITLE_STYLES, mark is not None)


def _pieces(element: Any) -> Iterator[Piece]:
    for child in element:
        if child.tag in _NOT_READ:
            continue
        if child.tag == f"{_COMPATIBLE}AlternateContent":
            yield from _fallback(child)
        elif child.tag == f"{WORD}t":
            if child.text:
                yield Piece(child.text, child)
        elif child.tag in _TEXT_OF:
            yield Piece(_TEXT_OF[child.tag], child)
        elif isinstance(child.tag, str):
            yield from _pieces(child)


def _fallback(choice: Any) -> Iterator[Piece]:
    """An emoji that Word wrote in its own way and, for other programs, as a character; no text box."""
    fallback = choice.find(f"{_COMPATIBLE}Fallback")
    if fallback is not None and fallback.find(f".//{WORD}txbxContent") is None:
        yield from _pieces(fallback)


def cells_of(row: Any) -> Iterator[Any]:
    """The cells of a row, those of content controls too, without those that continue the one above."""
    for child in row:
        if child.tag == f"{WORD}sdt":
            content = child.find(f"{WORD}sdtContent")
            yield from () if content is None else cells_of(content)
        elif child.tag == f"{WORD}tc":
            merged = child.find(f"{WORD}tcPr/{WORD}vMerge")
            if merged is None or merged.get(f"{WORD}val") == "restart":
                yield child


def cell_pieces(cell: Any) -> list[Piece]:
    """The text of a cell, its paragraphs parted by line feeds."""
    pieces: list[Piece] = []
    for number, paragraph in enumerate(cell.iter(f"{WORD}p")):
        if number:
            pieces.append(Piece("\n"))
        pieces += _pieces(paragraph)
    return pieces


def parted(cells: list[list[Piece]]) -> Iterator[list[Piece]]:
    """The texts of a row, a tab between one cell and the next."""
    for number, cell in enumerate(cells):
        if number:
            yield [Piece("\t")]
        yield cell
