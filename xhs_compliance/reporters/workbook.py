"""The report as Excel workbooks: the same workbook with verdict, findings and a decision beside each draft.

A sheet of its own holds each sentence once, however many drafts have it, with the columns for one decision about it.
"""

import io
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any, Final

from xhs_compliance.analyses.repeated import repeated
from xhs_compliance.engine.settle import key_of
from xhs_compliance.model.draft import NOTE_FIELDS
from xhs_compliance.model.report import Failure, RenderOptions, Report
from xhs_compliance.model.review import Review, cards
from xhs_compliance.model.words import Bilingual, Language, Verdict
from xhs_compliance.office.archive import needs_extra
from xhs_compliance.office.desk_columns import DECIDED, FOUND, IDENTITY, find_columns, header
from xhs_compliance.office.workbook import ABOUT_SHEET, open_workbook, split_place
from xhs_compliance.reporters import phrases
from xhs_compliance.reporters.remarks import headline, legal_verdict, suggestions, summary
from xhs_compliance.reporters.wording import field_name
from xhs_compliance.reporters.workbook_cells import (
    WIDTHS,
    colour,
    fit_to_paper,
    header_row,
    heighten,
    offer_choices,
    put_row,
    widen,
)  # fmt: skip
from xhs_compliance.reporters.workbook_desk import put_desk

NEW_WORKBOOK: Final = "review.xlsx"
_BESIDE_DRAFT: Final = {**FOUND, **{name: words for name, words in DECIDED.items() if name != "except"}}
_HIDDEN: Final = ("key", "places", "draft")


def render_workbook(report: Report, options: RenderOptions) -> dict[str, bytes]:
    """One workbook for each that drafts came from, and one for all drafts that came from elsewhere, by file name."""
    by_file: dict[str, list[Review]] = {}
    unread: dict[str, list[Failure]] = {}
    for entry in report.entries:
        if isinstance(entry, Failure):
            unread.setdefault(_workbook_of(entry.source), []).append(entry)
        else:
            by_file.setdefault(_workbook_of(entry.draft.source), []).append(entry)
    files: dict[str, bytes] = {}
    for source, reviews in by_file.items():
        original = options.original(source) if source else None
        failures = unread.get(source, [])
        files[_free_name(source, files)] = reviewed(reviews, source, original, options.language, failures)
    return files


def _workbook_of(source: str) -> str:
    """The workbook a place is in; empty for any other."""
    place = split_place(source)
    return place[0] if place is not None and place[0].lower().endswith((".xlsx", ".xlsm")) else ""


def reviewed(
    reviews: Sequence[Review],
    source: str,
    original: bytes | None,
    language: Language,
    failures: Sequence[Failure] = (),
) -> bytes:
    """A workbook with these reviews.

    Args:
        reviews: of the drafts in one workbook, or of drafts from anywhere.
        source: the workbook's name.
        original: the workbook; without it a new one lists the drafts.
        language: of what we write into cells.
        failures: rows of the workbook that could not be read; each says so in its own row.

    """
    book = _new(reviews, language) if original is None else open_workbook(original, source, to_write=True)
    by_sheet: dict[str, dict[int, Review]] = {}
    for number, review in enumerate(reviews):
        place = split_place(review.draft.source) if original is not None else None
        sheet, row = (place[1], place[2]) if place else (book.sheetnames[0], number + 2)
        by_sheet.setdefault(sheet, {})[row] = review
    for name, rows in by_sheet.items():
        columns = _put_beside(book[name], rows, language)
        _put_unread(book[name], columns, failures, language)
    put_desk(book, repeated(reviews), language)
    _put_about(book, reviews, language)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _new(reviews: Sequence[Review], language: Language) -> Any:
    try:
        import openpyxl
    except ImportError:
        raise needs_extra("openpyxl") from None
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = Bilingual("草稿", "Drafts").in_language(language)
    used = [name for name in NOTE_FIELDS if any(name in review.draft.fields for review in reviews)]
    names = ["ID", phrases.DRAFT_CREATOR.in_language(language), *(field_name(name, language) for name in used)]
    put_row(sheet, 1, 1, names, is_header=True)
    for number, review in enumerate(reviews, 2):
        draft = review.draft
        put_row(sheet, number, 1, [draft.id, draft.creator, *(draft.fields.get(name, "") for name in used)])
    for place, name in enumerate(used, 3):
        widen(sheet, place, WIDTHS.get(name, 24))
    sheet.freeze_panes = "A2"
    return book


def _put_unread(sheet: Any, columns: Mapping[str, int], failures: Sequence[Failure], language: Language) -> None:
    for failure in failures:
        place = split_place(failure.source)
        if place is not None and place[1] == sheet.title:
            put_row(sheet, place[2], columns["verdict"], [legal_verdict(Verdict.INCOMPLETE, language)])
            put_row(sheet, place[2], columns["findings"], [failure.message.in_language(language)])
            colour(sheet.cell(place[2], columns["verdict"]), Verdict.INCOMPLETE)


def _put_beside(sheet: Any, rows: Mapping[int, Review], language: Language) -> dict[str, int]:
    """Our columns behind the last, or where they already are; what a person wrote there stays."""
    top = header_row(sheet, min(rows))
    known = find_columns([cell.value for cell in sheet[top]])
    last = max((cell.column for cell in sheet[top] if cell.value is not None), default=0)
    columns: dict[str, int] = {}
    for name, words in {**_BESIDE_DRAFT, **{name: IDENTITY[name] for name in _HIDDEN}}.items():
        if name not in known:
            last += 1
            put_row(sheet, top, last, [header(words)], is_header=True)
        columns[name] = known[name] + 1 if name in known else last
        widen(sheet, columns[name], WIDTHS.get(name, 16), is_hidden=name in _HIDDEN)
    for row, review in rows.items():
        found = _beside(review, language)
        for name, text in found.items():
            put_row(sheet, row, columns[name], [text])
        colour(sheet.cell(row, columns["verdict"]), review.verdict)
        heighten(sheet, row)
    heighten(sheet, top)
    offer_choices(sheet, columns["decision"], top + 1, max(rows))
    if not sheet.print_area and not sheet.sheet_properties.pageSetUpPr.fitToPage:
        fit_to_paper(sheet, top)
    return columns


def _beside(review: Review, language: Language) -> dict[str, str]:
    folded = cards(review.findings)
    marks = [f"{key_of(finding, review.draft)}:{finding.fingerprint}" for finding in review.findings]
    return {
        "verdict": legal_verdict(review.verdict, language),
        "findings": "\n".join(headline(card, language) for card in folded),
        "suggestions": "\n".join(" / ".join(found) for card in folded if (found := suggestions(card, language))),
        "key": " ".join(marks),
        "places": "",
        "draft": review.draft.id,
    }


def _put_about(book: Any, reviews: Sequence[Review], language: Language) -> None:
    if ABOUT_SHEET in book.sheetnames:
        del book[ABOUT_SHEET]
    sheet = book.create_sheet(ABOUT_SHEET)
    for row, line in enumerate(summary(reviews[0], language)[1:], 1):
        put_row(sheet, row, 1, [line.partition(" · SHA-256")[0]])
    how = Bilingual(
        "在“决定”一列选：必须改、有依据保留、误报；写上理由和决定人，保留还要写依据。"
        "然后运行：xhs-compliance review apply 本文件 草稿",
        "Choose in the column Decision: must change, keep with evidence, or false alarm; give a reason and your name, "
        "and for keeping the evidence. Then run: xhs-compliance review apply THIS-FILE DRAFTS",
    )
    put_row(sheet, 5, 1, [how.in_language(language)])
    widen(sheet, 1, 100)
    for row in range(1, 6):
        heighten(sheet, row)
    fit_to_paper(sheet)


def _free_name(source: str, taken: Mapping[str, bytes]) -> str:
    path = PurePath(source) if source else PurePath(NEW_WORKBOOK)
    name, number = path.name, 1
    while name in taken:
        number += 1
        name = f"{path.stem}-{number}{path.suffix}"
    return name
