"""Cells of the workbooks we write: how they are filled, how wide, tall and coloured they are."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from xhs_compliance.model.decision import CHOICE_WORDS
from xhs_compliance.model.words import Verdict
from xhs_compliance.office.workbook import harmless

_COLOURS: Final[Mapping[Verdict, str]] = {
    Verdict.BLOCK: "9B2C1F", Verdict.REVIEW: "8A5A00", Verdict.PASS: "4A6078", Verdict.INCOMPLETE: "555555",
}  # fmt: skip
_LINE: Final = 15
_TALLEST: Final = 400
"""Points; Excel takes no row beyond 409."""
_FILL: Final = "EFEAE0"
_DECISIONS: Final = ",".join(words.zh for words in CHOICE_WORDS.values())


def put_row(sheet: Any, row: int, column: int, values: Sequence[Any], *, is_header: bool = False) -> None:
    """Values side by side from *column* on; texts as texts, whatever they begin with."""
    from openpyxl.styles import Alignment, Font, PatternFill

    for place, value in enumerate(values, column):
        cell = sheet.cell(row, place)
        if isinstance(value, str):
            cell.value = harmless(value)
            cell.data_type = "s"
        else:
            cell.value = value
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if is_header:
            cell.font = Font(bold=True)
            cell.fill = PatternFill("solid", fgColor=_FILL)


def widen(sheet: Any, column: int, width: int, *, is_hidden: bool = False) -> None:
    """Make a column *width* characters wide."""
    from openpyxl.utils import get_column_letter

    dimension = sheet.column_dimensions[get_column_letter(column)]
    dimension.width = width
    dimension.hidden = is_hidden


def heighten(sheet: Any, row: int, texts: Mapping[int, str]) -> None:
    """As tall as the longest of *texts* needs, by column; no program works that out for a file it did not write."""
    from openpyxl.utils import get_column_letter

    lines = 1
    for column, text in texts.items():
        width = max(1, int((sheet.column_dimensions[get_column_letter(column)].width - 1) / 2))
        lines = max(lines, sum(max(1, -(-_wide_of(line) // width)) for line in text.split("\n")))
    dimension = sheet.row_dimensions[row]
    dimension.height = min(_TALLEST, max(dimension.height or 0, lines * _LINE))


def colour(cell: Any, verdict: Verdict) -> None:
    """The colour of a verdict."""
    from openpyxl.styles import Font

    cell.font = Font(bold=True, color=_COLOURS[verdict])


def offer_choices(sheet: Any, column: int, first: int, last: int) -> None:
    """The choices as a list in the cells of the decision column."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    letter = get_column_letter(column)
    offer = DataValidation(type="list", formula1=f'"{_DECISIONS}"', allow_blank=True)
    offer.add(f"{letter}{first}:{letter}{last}")
    sheet.add_data_validation(offer)


def fit_to_paper(sheet: Any) -> None:
    """Print all columns side by side on landscape A4, the header on every page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def _wide_of(text: str) -> int:
    """How many Chinese characters wide *text* is; two characters of ASCII are as wide as one."""
    return -(-sum(1 if character.isascii() else 2 for character in text) // 2)
