"""The sheet of sentences: each once, however many drafts have it, with the columns for one decision about it."""

from collections.abc import Iterable
from typing import Any

from xhs_compliance.analyses.repeated import Repeated
from xhs_compliance.model.decision import CHOICE_WORDS, Decision
from xhs_compliance.model.words import Language
from xhs_compliance.office.desk_columns import ABOUT, DECIDED, IDENTITY, find_columns, header
from xhs_compliance.office.workbook import DESK_SHEET
from xhs_compliance.reporters.instead import instead_of
from xhs_compliance.reporters.wording import basis_sentences, severity_words
from xhs_compliance.reporters.workbook_cells import (
    WIDTHS,
    fit_to_paper,
    heighten,
    offer_choices,
    put_row,
    widen,
)  # fmt: skip


def put_desk(book: Any, groups: Iterable[Repeated], language: Language) -> None:
    """Put the sheet in *book*, in place of one that is there, with what people had written on that."""
    former = _decided_before(book[DESK_SHEET]) if DESK_SHEET in book.sheetnames else {}
    if DESK_SHEET in book.sheetnames:
        del book[DESK_SHEET]
    sheet = book.create_sheet(DESK_SHEET)
    columns = {**ABOUT, **DECIDED, **{name: IDENTITY[name] for name in ("rule", "key", "places")}}
    put_row(sheet, 1, 1, [header(words) for words in columns.values()], is_header=True)
    row = 1
    for row, group in enumerate(groups, 2):
        cells = {**_about(group, language), **former.get(group.key, {}), **_decision_cells(group.decision, language)}
        put_row(sheet, row, 1, [cells.get(name, "") for name in columns])
    for place, name in enumerate(columns, 1):
        widen(sheet, place, WIDTHS.get(name, 16), is_hidden=name in ("key", "places"))
    for each in range(1, row + 1):
        heighten(sheet, each)
    offer_choices(sheet, list(columns).index("decision") + 1, 2, max(row, 2))
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    fit_to_paper(sheet)


def _about(group: Repeated, language: Language) -> dict[str, Any]:
    finding = group.finding
    places = " ".join(f"{mark}@{draft}" for draft, marks in group.places.items() for mark in marks)
    return {
        "severity": severity_words(finding, language),
        "count": len(group.places),
        "words": finding.reads_as or finding.rule.title.in_language(language),
        "sentence": group.sentence,
        "message": finding.message(language).strip(),
        "basis": "\n".join(basis_sentences(finding.basis, language)),
        "suggestions": " / ".join(instead_of(finding, language)[:3]),
        "where": "\n".join(group.places),
        "rule": finding.rule.id,
        "key": group.key,
        "places": places[:30_000].rpartition(" ")[0] if len(places) > 30_000 else places,
    }


def _decision_cells(decision: Decision | None, language: Language) -> dict[str, str]:
    if decision is None:
        return {}
    return {
        "decision": CHOICE_WORDS[decision.choice].in_language(language),
        "evidence": "\n".join(decision.evidence),
        "reason": decision.reason,
        "by": decision.by,
        "until": "" if decision.until is None else decision.until.isoformat(),
        "except": "\n".join(decision.exceptions),
    }


def _decided_before(sheet: Any) -> dict[str, dict[str, Any]]:
    """What people had written on the sheet of sentences, by decision key."""
    rows = list(sheet.iter_rows(values_only=True))
    columns = find_columns(rows[0]) if rows else {}
    if "key" not in columns:
        return {}
    written = {name: place for name, place in columns.items() if name in DECIDED}
    return {
        str(row[columns["key"]]): {name: row[place] for name, place in written.items() if row[place] is not None}
        for row in rows[1:]
    }
