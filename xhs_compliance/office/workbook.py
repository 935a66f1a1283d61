"""Excel workbooks: rows out, in the order of the sheets; cells that no program takes for a formula."""

import io
import re
import warnings
from collections.abc import Iterator, Sequence
from typing import Any, Final

from xhs_compliance.model.errors import InputError
from xhs_compliance.model.words import Bilingual
from xhs_compliance.office.archive import checked_archive, needs_extra

WORKBOOK_PART: Final = "xl/workbook.xml"
DESK_SHEET: Final = "逐句决定 Decisions"
ABOUT_SHEET: Final = "检查说明 About"
OUR_SHEETS: Final = (DESK_SHEET, ABOUT_SHEET)
"""Sheets that we wrote ourselves and that hold no drafts."""

HEADER_WITHIN: Final = 10
"""The header is looked for in this many rows: above it people write the campaign's name."""

_FORMULA = re.compile(r"^[\s\u00a0]*[=+\-@\t\r]")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PLACE = re.compile(r"(?P<file>.*)#(?P<sheet>[^#]+)!(?P<row>\d+)")
LONGEST_CELL: Final = 32_767


def open_workbook(content: bytes, source: str, *, to_write: bool = False) -> Any:
    """The workbook in *content*.

    Args:
        content: the file.
        source: its name, for errors.
        to_write: whether it is changed and saved (all of it in memory, formulas kept); else values are streamed.

    Raises:
        InputError: when it is damaged, dangerous, or no workbook.
        UsageError: when the extra is not installed.

    """
    checked_archive(content, source, WORKBOOK_PART)
    try:
        import openpyxl
    except ImportError:
        raise needs_extra("openpyxl") from None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # features openpyxl does not know are no concern of a reader
            stream = io.BytesIO(content)
            if not to_write:
                return openpyxl.load_workbook(stream, read_only=True, data_only=True)
            return openpyxl.load_workbook(stream, keep_vba=source.lower().endswith(".xlsm"))
    except Exception as error:  # the library raises whatever its parsers meet in a broken file
        message = Bilingual(f"工作簿打不开：{error}", f"the workbook cannot be opened: {error}")
        raise InputError(source, message) from None


def sheet_rows(content: bytes, source: str) -> Iterator[tuple[str, Iterator[Sequence[Any]]]]:
    """Every sheet's name and its rows from the first, values as they were last calculated."""
    workbook = open_workbook(content, source)
    try:
        for sheet in workbook.worksheets:
            sheet.reset_dimensions()
            yield sheet.title, _rows(sheet, source)
    finally:
        workbook.close()


def _rows(sheet: Any, source: str) -> Iterator[Sequence[Any]]:
    try:
        yield from sheet.iter_rows(values_only=True)
    except Exception as error:  # a sheet is parsed as it is read, and may break off anywhere
        message = Bilingual(f"工作表“{sheet.title}”坏了：{error}", f"the sheet {sheet.title!r} is damaged: {error}")
        raise InputError(source, message) from None


def row_place(source: str, sheet: str, number: int) -> str:
    """How a row of a workbook is named: ``drafts.xlsx#Sheet1!7``."""
    return f"{source}#{sheet}!{number}"


def split_place(place: str) -> tuple[str, str, int] | None:
    """The file, the sheet and the row in such a name; ``None`` for any other."""
    match = _PLACE.fullmatch(place)
    return (match["file"], match["sheet"], int(match["row"])) if match else None


def without_controls(text: str) -> str:
    """*text* with every character that XML cannot hold replaced, one for one."""
    return _ILLEGAL.sub("\ufffd", text)


def harmless(text: str) -> str:
    """*text* as a cell of CSV or Excel that no program runs: what looks like a formula gets an apostrophe before it."""
    shown = without_controls(text)[: LONGEST_CELL - 1]
    return f"'{shown}" if _FORMULA.match(shown) else shown
