"""Drafts from what a chunk holds: lines of JSON, rows of a CSV, a batch of Arrow."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import msgspec
import pyarrow as pa

from xhs_compliance.linter import Linter
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.report import Failure
from xhs_compliance.model.words import Bilingual
from xhs_compliance.readers.columns import map_columns, put_hashtags, read_row
from xhs_compliance.readers.jsonl import read_line, read_value

Entry = Draft | Failure


def from_lines(
    lines: Sequence[bytes], first: int, source: str, linter: Linter, columns: Mapping[str, str]
) -> Iterator[Entry]:
    """One entry for every line that is not blank; *first* is the number of the first of them."""
    defaults = linter.defaults_for(source)
    for number, line in enumerate(lines, first):
        line = line.strip(b"\xef\xbb\xbf")
        if line.strip():
            yield read_line(line, number, source, linter.facts, defaults, columns)


def from_cells(
    rows: Sequence[Sequence[str]],
    headers: Sequence[str],
    first: int,
    source: str,
    linter: Linter,
    columns: Mapping[str, str],
) -> Iterator[Entry]:
    """One entry for every row of a CSV that is not empty."""
    defaults = linter.defaults_for(source)
    mapped = map_columns(headers, linter.facts, columns, source)
    for number, cells in enumerate(rows, first):
        row = read_row(cells, mapped, place=f"{source}:{number}", number=number, types=linter.facts, defaults=defaults)
        if row is not None:
            yield row.entry


def from_arrow(
    batch: pa.RecordBatch, first: int, source: str, linter: Linter, columns: Mapping[str, str]
) -> Iterator[Entry]:
    """One entry for every row; ``facts`` may be JSON, a struct or a map, or a column for each fact.

    Raises:
        InputError: when no column holds the text.
        UsageError: when *columns* names a column the batch does not have.

    """
    if batch.schema.names == ["draft"]:
        lines = [(line or "").encode() for line in batch.column(0).to_pylist()]
        for number, line in enumerate(lines, first):
            yield read_line(line, number, source, linter.facts)
        return
    defaults = linter.defaults_for(source)
    places = dict(map_columns(batch.schema.names, linter.facts, columns, source or "-").places)
    names = {role: batch.schema.names[place] for role, place in places.items()}
    names |= {role: role for role in ("facts", "profile") if role in batch.schema.names}
    kept = batch.select(list(dict.fromkeys(names.values())))
    for number, row in enumerate(kept.to_pylist(maps_as_pydicts="lossy"), first):
        place = f"{source}:{number}" if source else ""
        raw = {role: row[name] for role, name in names.items() if row[name] is not None}
        put_hashtags(raw)
        entry: Entry
        declared = _facts(raw.pop("facts", None))
        if isinstance(declared, Bilingual):
            entry = Failure(place, declared, _shown(raw.get("id")), number)
            yield entry if source else _placeless(entry)
            continue
        own = {name: raw.pop(name) for name in linter.facts if name in raw}
        entry = read_value({**raw, "facts": {**own, **declared}}, place, number, linter.facts, defaults)
        yield entry if source else _placeless(entry)


def _placeless(entry: Entry) -> Entry:
    """The entry without its number: in a stream of batches that says nothing, and differs with how it was cut."""
    if isinstance(entry, Failure):
        return replace(entry, source="", line=None)
    return replace(entry, source="", id="" if entry.id == entry.source else entry.id)


def _shown(name: object) -> str | None:
    return None if name is None else str(name)


def _facts(value: Any) -> dict[str, Any] | Bilingual:
    """Facts as a mapping, or what is wrong with them."""
    if value is None or value == "":
        return {}
    if isinstance(value, str):
        try:
            value = msgspec.json.decode(value)
        except msgspec.DecodeError as error:
            return Bilingual(f"facts 不是 JSON：{error}", f"'facts' is not JSON: {error}")
    if not isinstance(value, dict):
        return Bilingual("facts 要写成对象", "'facts' must be an object")
    return {name: said for name, said in value.items() if said is not None}
