"""Orders exported from the platform, joined to drafts by their number: facts whose source is not the author."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from xhs_compliance.model.declare import FactError, declare
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.errors import InputError
from xhs_compliance.model.facts import FactType
from xhs_compliance.model.words import Bilingual
from xhs_compliance.office.workbook import row_place, sheet_rows
from xhs_compliance.readers.columns import cell_text
from xhs_compliance.text.fold import skeleton_of

SOURCE = "order-table"
ORDER = "pgy_order_id"

HEADERS: Mapping[str, tuple[str, ...]] = {
    ORDER: ("pgy_order_id", "order_id", "order", "订单号", "蒲公英订单号", "订单编号", "订单id"),
    "brand": ("brand", "品牌", "品牌名称", "品牌方", "报备品牌"),
    "commercial": ("commercial", "tie", "关系", "合作类型", "商业关系"),
    "order_from": ("order_from", "from", "start", "开始日期", "合作开始", "下单日期", "开始时间"),
    "order_until": ("order_until", "until", "end", "结束日期", "合作结束", "截止日期", "结束时间"),
}
"""Headers of an order table and the fact each column holds; a column named like a fact holds that fact."""

_TIE = "paid"
"""The tie of an order that states none: the platform's orders are paid partnerships."""


@dataclass(frozen=True, slots=True)
class Orders:
    """Orders by number: the facts each one states.

    Attributes:
        facts: normalised facts by order number.
        source: the file, for notes.

    """

    facts: Mapping[str, Mapping[str, Any]]
    source: str

    def join(self, draft: Draft) -> Draft:
        """The draft with the facts of its order, and a note where author and order disagree or there is no such order.

        What the order states wins: it comes from the platform.
        """
        number = draft.facts.get(ORDER)
        if number is None or draft.facts.sources.get("commercial") == SOURCE:
            return draft
        stated = self.facts.get(str(number).strip())
        if stated is None:
            missing = Bilingual(f"{self.source} 里没有订单 {number}", f"{self.source} has no order {number}")
            return draft if missing in draft.notes else replace(draft, notes=(*draft.notes, missing))
        notes = tuple(
            Bilingual(
                f"{name}：作者写的是 {_shown(draft.facts.get(name))}，订单 {number} 写的是 {_shown(value)}，按订单算",
                f"{name}: the author says {_shown(draft.facts.get(name))}, order {number} says {_shown(value)}; "
                "the order counts",
            )
            for name, value in stated.items()
            if draft.facts.declared(name) and draft.facts.get(name) != value
        )
        return replace(draft, facts=draft.facts.joined(stated, SOURCE), notes=(*draft.notes, *notes))


def read_orders(content: bytes, source: str, types: Mapping[str, FactType]) -> Orders:
    """The orders of a table: CSV, or an Excel workbook, by the ending of *source*.

    Raises:
        InputError: when it cannot be read, has no column of order numbers, names one order twice, or states a fact
            that is none.

    """
    if Path(source).suffix.lower() in (".xlsx", ".xlsm"):
        for sheet, rows in sheet_rows(content, source):
            return _orders(rows, source, types, partial(row_place, source, sheet))
        raise _no_orders(source)
    import csv
    import io

    from xhs_compliance.readers.tables import decode_table

    text = decode_table(content, source)
    first = text.partition("\n")[0]
    delimiter = max(",\t;", key=first.count)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise InputError(source, Bilingual(f"表格读不了：{error}", f"the table cannot be read: {error}")) from None
    return _orders(lines, source, types, lambda number: f"{source}:{number}")


def _orders(
    rows: Iterable[Sequence[Any]], source: str, types: Mapping[str, FactType], place: Callable[[int], str]
) -> Orders:
    columns: dict[int, str] = {}
    found: dict[str, Mapping[str, Any]] = {}
    for number, cells in enumerate(rows, 1):
        if ORDER not in columns.values():
            columns = _columns(cells, types)
            continue
        raw = {name: cell_text(cells[at]).strip() for at, name in columns.items() if at < len(cells)}
        stated = {name: value for name, value in raw.items() if value}
        order = stated.pop(ORDER, "")
        if not order:
            continue
        if order in found:
            message = Bilingual(f"订单 {order} 写了两次", f"order {order} stands twice")
            raise InputError(place(number), message)
        try:
            found[order] = declare({"commercial": _TIE, **stated}, types).values
        except FactError as error:
            raise InputError(place(number), error.message) from None
    if ORDER not in columns.values():
        raise _no_orders(source)
    return Orders(found, source)


def _columns(cells: Sequence[Any], types: Mapping[str, FactType]) -> dict[int, str]:
    names = {skeleton_of(header): fact for fact, headers in HEADERS.items() for header in headers}
    names |= {skeleton_of(fact): fact for fact in types}
    headers = (skeleton_of(cell_text(cell)) for cell in cells)
    found: dict[int, str] = {}
    for at, header in enumerate(headers):
        if header in names and names[header] not in found.values():
            found[at] = names[header]
    return found


def _no_orders(source: str) -> InputError:
    message = Bilingual(
        "没有订单号这一列；表头写“订单号”或 pgy_order_id", "no column of order numbers; call it pgy_order_id or 订单号"
    )
    return InputError(source, message)


def _shown(value: Any) -> str:
    return "、".join(map(str, value)) if isinstance(value, tuple) else str(value)
