"""Tables of drafts, one row a draft: CSV as people save it, and Excel workbooks."""

import codecs
import csv
import io
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from xhs_compliance.model.errors import InputError
from xhs_compliance.model.facts import Facts, FactType
from xhs_compliance.model.report import Failure
from xhs_compliance.model.words import Bilingual
from xhs_compliance.office.workbook import HEADER_WITHIN, OUR_SHEETS, row_place, sheet_rows
from xhs_compliance.readers.columns import Columns, Row, holds_text, map_columns, read_row

_DELIMITERS = ",\t;"


def read_table(
    content: bytes,
    source: str,
    types: Mapping[str, FactType],
    defaults: Facts | None = None,
    asked: Mapping[str, str] | None = None,
) -> Iterator[Row]:
    """Every row of a table that is not empty, by the ending of *source*.

    Args:
        content: the file.
        source: its name.
        types: the table of facts.
        defaults: facts that hold where a row declares nothing.
        asked: the header of a role or fact, where a reader said so.

    Raises:
        InputError: when the table cannot be read or no column holds the text.
        UsageError: when *asked* names a column the table does not have.

    """
    if Path(source).suffix.lower() in (".xlsx", ".xlsm"):
        yield from _read_workbook(content, source, types, defaults, asked)
    else:
        lines = io.StringIO(decode_table(content, source), newline="")
        yield from read_csv(lines, source, types, defaults, asked)


def read_csv(
    lines: Iterable[str],
    source: str,
    types: Mapping[str, FactType],
    defaults: Facts | None = None,
    asked: Mapping[str, str] | None = None,
) -> Iterator[Row]:
    """Rows of a CSV as they come, in memory that does not grow with the table.

    *lines* keep their line ends (a file opened with ``newline=""``); commas, tabs or semicolons part the cells.
    """
    stream = iter(lines)
    first = list(itertools.islice(stream, HEADER_WITHIN))
    delimiter = max(_DELIMITERS, key="".join(first[:1]).count)
    reader = csv.reader(itertools.chain(first, stream), delimiter=delimiter)
    yield from _rows(_survive(reader), source, types, defaults, asked, lambda number: f"{source}:{number}")


def decode_table(content: bytes, source: str) -> str:
    """The text of a CSV: UTF-8, UTF-16 with its mark, or what Excel in China saves (GB 18030).

    Raises:
        InputError: when it is none of them.

    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    message = Bilingual("表格的编码认不出来；另存为 UTF-8 的 CSV", "unknown encoding; save the table as CSV in UTF-8")
    raise InputError(source, message)


def _read_workbook(
    content: bytes,
    source: str,
    types: Mapping[str, FactType],
    defaults: Facts | None,
    asked: Mapping[str, str] | None,
) -> Iterator[Row]:
    """The rows of every sheet with a column for the text."""
    misses: list[InputError] = []
    found = False
    for sheet, rows in sheet_rows(content, source):
        if sheet in OUR_SHEETS:
            continue
        try:
            for row in _rows(rows, f"{source}#{sheet}", types, defaults, asked, partial(row_place, source, sheet)):
                found = True
                yield row
        except InputError as error:
            misses.append(error)
    if not found:
        if misses:
            raise misses[0]
        raise InputError(source, Bilingual("工作簿里没有草稿", "the workbook holds no draft"))


def _rows(
    rows: Iterable[Sequence[Any] | csv.Error],
    source: str,
    types: Mapping[str, FactType],
    defaults: Facts | None,
    asked: Mapping[str, str] | None,
    place: Callable[[int], str],
) -> Iterator[Row]:
    columns: Columns | None = None
    seen: list[Sequence[Any]] = []
    for number, cells in enumerate(rows, 1):
        if isinstance(cells, csv.Error):
            message = Bilingual(f"这一行读不了：{cells}", f"this row cannot be read: {cells}")
            yield Row(number, Failure(place(number), message, None, number))
        elif columns is None:
            seen.append(cells)
            if holds_text(cells, asked):
                columns = map_columns(cells, types, asked, source)
            elif len(seen) >= HEADER_WITHIN:
                break
        else:
            row = read_row(cells, columns, place=place(number), number=number, types=types, defaults=defaults)
            if row is not None:
                yield row
    if columns is None:
        headers = next((cells for cells in seen if any(str(cell or "").strip() for cell in cells)), ())
        map_columns(headers, types, asked, source)  # says what is missing


def _survive(reader: Iterator[list[str]]) -> Iterator[Sequence[str] | csv.Error]:
    """The rows of *reader*; one it cannot read does not end the table."""
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield error
