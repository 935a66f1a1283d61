"""Decisions filled into a workbook: beside a draft, or on the sheet of sentences."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from xhs_compliance.decisions.file import decision_from, gathered
from xhs_compliance.model.decision import Decision, Decisions
from xhs_compliance.model.errors import InputError
from xhs_compliance.model.words import Bilingual
from xhs_compliance.office.desk_columns import find_columns
from xhs_compliance.office.workbook import HEADER_WITHIN, sheet_rows

_PLACE: Final = re.compile(r"([0-9a-f]{16})@(.*?)(?=\s[0-9a-f]{16}@|$)", re.DOTALL)


def read_decision_sheets(content: bytes, source: str) -> Decisions:
    """The decisions filled into a reviewed workbook.

    Beside a draft a decision holds for all findings of that draft; on the sheet of sentences, for every draft with it.

    Raises:
        InputError: when it is no workbook, has no decision column, or a decision lacks a name, a reason or evidence.
        UsageError: when the extra is not installed.

    """
    found: list[Decision] = []
    has_column = False
    for sheet, rows in sheet_rows(content, source):
        columns: dict[str, int] = {}
        for number, row in enumerate(rows, 1):
            if not {"decision", "key"} <= columns.keys():
                columns = find_columns(row) if number <= HEADER_WITHIN else {}
                continue
            has_column = True
            cells = {name: _cell(row, place) for name, place in columns.items()}
            if cells["decision"]:
                found += _from_cells(cells, f"{source}#{sheet}!{number}")
    if not has_column:
        message = Bilingual(
            "工作簿里没有“决定”列；先用 check --format xlsx 写出带决定列的工作簿",
            "the workbook has no decision column; write one with check --format xlsx",
        )
        raise InputError(source, message)
    return gathered(found, source)


def _from_cells(cells: Mapping[str, str], place: str) -> Iterable[Decision]:
    """The decisions of one row: one for its sentence, or one for each finding of its draft."""
    draft = cells.get("draft", "")
    for mark in cells["key"].split():
        key, _, fingerprint = mark.partition(":")
        places = {draft: [fingerprint]} if fingerprint else _sheet_places(cells.get("places", ""))
        yield decision_from(
            {
                "key": key,
                "rule": cells.get("rule", ""),
                "decision": cells["decision"],
                "reason": cells.get("reason", ""),
                "by": cells.get("by", ""),
                "until": cells.get("until", ""),
                "evidence": cells.get("evidence", "").splitlines(),
                "words": cells.get("words", ""),
                "sentence": cells.get("sentence", ""),
                "drafts": [draft] if fingerprint else [],
                "except": cells.get("except", "").splitlines(),
                "places": places,
            },
            place,
        )


def _sheet_places(text: str) -> dict[str, list[str]]:
    places: dict[str, list[str]] = {}
    for mark, draft in _PLACE.findall(text):
        places.setdefault(draft, []).append(mark)
    return places


def _cell(row: Sequence[Any], place: int) -> str:
    value = row[place] if place < len(row) else None
    if isinstance(value, datetime):
        return value.date().isoformat()
    return "" if value is None else str(value).strip()
