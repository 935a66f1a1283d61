"""Cells of the workbooks we write: how they are filled, how wide, tall and coloured they are."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from xhs_compliance.model.decision import CHOICE_WORDS
from xhs_compliance.model.words import Verdict
from xhs_compliance.office.workbook import harmless

WIDTHS: Final[Mapping[str, int]] = {
    "severity": 9, "count": 8, "findings": 52, "suggestions": 26, "sentence": 32, "message": 32, "basis": 46,
    "where": 20, "text": 60, "decision": 13, "reason": 18, "by": 11, "until": 12, "rule": 20, "verdict": 13,
}  # fmt: skip
"""Characters of a column by what it holds; narrow enough that all of them side by side can be read on A4."""
_COLOURS: Final[Mapping[Verdict, str]] = {
    Verdict.BLOCK: "9B2C1F", Verdict.REVIEW: "8A5A00", Verdict.PASS: "4A6078", Verdict.INCOMPLETE: "555555",
}  # fmt: skip
_LINE: Final = 17
_TALLEST: Final = 400
"""Points; Excel takes no row beyond 409."""
_MARGIN: Final = 0.4
"""Inches, on paper."""
_FILL: Final = "EFEAE0"
_DECISIONS: Final = ",".join(words.zh for words in CHOICE_WORDS.values())


def header_row(sheet: Any, first_draft: int) -> int:
    """The nearest row above the first draft that has anything in it."""
    above = range(first_draft - 1, 0, -1)
    return next((row for row in above if any(cell.value is not None for cell in sheet[row])), 1)


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


def heighten(sheet: Any, row: int) -> None:
    """As tall as the longest text of a row needs; no program works that out for a file it did not write."""
    lines = 1
    for cell in sheet[row]:
        dimension = sheet.column_dimensions[cell.column_letter]
        if cell.value is not None and cell.alignment.wrap_text and not dimension.hidden:
            width = max(1, int((dimension.width - 2) * 0.47))
            lines = max(lines, sum(max(1, -(-_wide_of(line) // width)) for line in str(cell.value).split("\n")))
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


def fit_to_paper(sheet: Any, top: int = 1) -> None:
    """Print all columns side by side on landscape A4, the header in row *top* on every page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{top}:{top}"
    sheet.print_options.gridLines = True
    margins = sheet.page_margins
    margins.left = margins.right = margins.top = margins.bottom = _MARGIN


def _wide_of(text: str) -> int:
    """How many Chinese characters wide *text* is; two characters of ASCII are as wide as one."""
    return -(-sum(1 if character.isascii() else 2 for character in text) // 2)
