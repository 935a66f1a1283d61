"""Claim sheets: a brand's list of what it can prove, one claim a row, as CSV or Excel; and what counts as a claim."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from xhs_compliance.analyses.ledger import claim_kinds
from xhs_compliance.model.claim import ClaimKind, DeclaredClaim
from xhs_compliance.model.errors import InputError
from xhs_compliance.model.words import Bilingual
from xhs_compliance.office.workbook import HEADER_WITHIN, sheet_rows
from xhs_compliance.packs.files import builtin_rules
from xhs_compliance.readers.columns import cell_text
from xhs_compliance.readers.tables import decode_table
from xhs_compliance.text.fold import skeleton_of

HEADERS: Final[Mapping[str, tuple[str, ...]]] = {
    "claim": ("claim", "说法", "宣称", "宣称内容", "可用说法", "卖点", "claims", "wording"),
    "evidence": ("evidence", "依据", "证据", "支持材料", "依据材料", "证明文件", "substantiation", "proof", "source"),
    "id": ("id", "编号", "依据编号", "序号", "no"),
    "until": ("until", "有效期", "有效期至", "到期日", "expires", "validuntil"),
}


def read_claim_kinds() -> tuple[ClaimKind, ...]:
    """What counts as a claim, as the tool comes with it."""
    import yaml

    return claim_kinds(yaml.safe_load((builtin_rules() / "claims.yaml").read_bytes()))


def read_claim_sheet(content: bytes, source: str) -> tuple[DeclaredClaim, ...]:
    """The claims of a sheet; a claim without an id is called by its row.

    Raises:
        InputError: when it is no table, has no column for the claim or the evidence, or a day is none.
        UsageError: when the extra is not installed.

    """
    if Path(source).suffix.lower() in (".xlsx", ".xlsm"):
        found = [claim for _, rows in sheet_rows(content, source) for claim in _claims(rows, source)]
    else:
        text = decode_table(content, source)
        delimiter = max(",\t;", key=text.split("\n", 1)[0].count)
        try:
            found = list(_claims(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), source))
        except csv.Error as error:
            raise InputError(source, Bilingual(f"表格读不了：{error}", f"the table cannot be read: {error}")) from None
    if not found:
        message = Bilingual(
            "依据表里要有“说法”和“依据”两列，至少一行", "a claim sheet has columns claim and evidence, and a row"
        )
        raise InputError(source, message)
    return tuple(found)


def _claims(rows: Iterator[Sequence[Any]], source: str) -> Iterator[DeclaredClaim]:
    places: dict[str, int] = {}
    for number, row in enumerate(rows, 1):
        if not {"claim", "evidence"} <= places.keys():
            places = _places(row) if number <= HEADER_WITHIN else {}
            continue
        cells = {name: cell_text(row[at]).strip() for name, at in places.items() if at < len(row)}
        if cells.get("claim"):
            until = _day(cells.get("until", ""), f"{source}:{number}")
            yield DeclaredClaim(cells.get("id") or str(number), cells["claim"], cells.get("evidence", ""), until)


def _places(row: Sequence[Any]) -> dict[str, int]:
    folded = [skeleton_of(cell_text(cell)) for cell in row]
    return {
        name: folded.index(skeleton_of(word))
        for name, words in HEADERS.items()
        for word in reversed(words)
        if skeleton_of(word) in folded
    }


def _day(text: str, place: str) -> date | None:
    try:
        return date.fromisoformat(text.replace("/", "-")) if text else None
    except ValueError:
        message = Bilingual(f"有效期要写成 2026-11-22 这样的日期，不是“{text}”", f"a day like 2026-11-22, not {text!r}")
        raise InputError(place, message) from None
