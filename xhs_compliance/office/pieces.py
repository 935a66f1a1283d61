"""Characters of a Word document with the run they stand in, taken apart without a change of look."""

import copy
from dataclasses import dataclass
from typing import Any, Final

WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(slots=True)
class Piece:
    """Characters and the element they stand in; ``None`` for what only parts lines and cells."""

    text: str
    element: Any = None


def without(pieces: list[Piece], count: int) -> list[Piece]:
    """*pieces* without their first *count* characters; the run of the first is split there."""
    rest = list(pieces)
    while rest and count >= len(rest[0].text):
        count -= len(rest.pop(0).text)
    if rest and count:
        split(rest, 0, count)
        rest.pop(0)
    return rest


def split(pieces: list[Piece], index: int, offset: int) -> None:
    """Split the piece at *index* in two after *offset* characters, and its run with it; both keep their look."""
    piece = pieces[index]
    text, tail = piece.element, copy.deepcopy(piece.element)
    text.addnext(tail)
    text.text, tail.text = piece.text[:offset], piece.text[offset:]
    for each in (text, tail):
        each.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    pieces[index : index + 1] = [Piece(text.text, text), Piece(tail.text, tail)]
    begin_run(tail)


def begin_run(element: Any) -> None:
    """Split the run *element* stands in before it, so that it begins a run of the same look."""
    run = element.getparent()
    if run.tag != f"{WORD}r" or all(child.tag == f"{WORD}rPr" for child in element.itersiblings(preceding=True)):
        return
    second = run.makeelement(run.tag, dict(run.attrib))
    look = run.find(f"{WORD}rPr")
    if look is not None:
        second.append(copy.deepcopy(look))
    for child in [element, *element.itersiblings()]:
        second.append(child)
    run.addnext(second)
