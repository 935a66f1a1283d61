"""Which column of a table holds what, and a draft from one row: the same for CSV, Excel and JSON Lines.

columns = map_columns(headers, types, asked={"text": "文案正文"}, source="drafts.csv")
row = read_row(cells, columns, place="drafts.csv:7", number=7, types=types, defaults=defaults)
"""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from xhs_compliance.model.declare import FactError, declare
from xhs_compliance.model.draft import NOTE_FIELDS, TEXT, TITLE, Draft
from xhs_compliance.model.errors import InputError, UsageError, did_you_mean, with_hint
from xhs_compliance.model.facts import Facts, FactType
from xhs_compliance.model.report import Failure
from xhs_compliance.model.words import Bilingual
from xhs_compliance.office.headers import FACTS, ROLES
from xhs_compliance.readers.tiers import tier_of
from xhs_compliance.text.fold import skeleton_of

NEAR = 0.85
"""From this likeness on, an unknown column is a slip for a known one, and would lose what stands in it."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds what.

    Attributes:
        places: the column of each role and fact, counting from 0.
        headers: the header row as written.

    """

    places: Mapping[str, int]
    headers: tuple[str, ...] = ()

    @property
    def others(self) -> Mapping[str, int]:
        """The columns that are none of ours, by header; a table's own affairs."""
        taken = set(self.places.values())
        return {header: place for place, header in enumerate(self.headers) if header and place not in taken}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table.

    Attributes:
        number: the row, counting from 1 with the header.
        entry: the draft, or why there is none.
        extras: cells that are no part of a draft, by role (``followers``, ``tier``) or by header.

    """

    number: int
    entry: Draft | Failure
    extras: Mapping[str, str] = field(default_factory=dict)


def map_columns(
    headers: Sequence[Any], types: Mapping[str, FactType], asked: Mapping[str, str] | None = None, source: str = "-"
) -> Columns:
    """The columns of a table with this header row.

    Args:
        headers: the header row.
        types: the table of facts; each is a column by its own name, and by what :mod:`headers` calls it.
        asked: the header of a role or fact, where a reader said so; wins over names.
        source: the file, for errors.

    Raises:
        UsageError: when *asked* names what nobody knows, or a column the table does not have.
        InputError: when no column holds the text, or a header is nearly one of ours.

    """
    shown = tuple(cell_text(header).strip() for header in headers)
    folded = [skeleton_of(header) for header in shown]
    places: dict[str, int] = {}
    for name, header in (asked or {}).items():
        places[_known(name, types)] = _place_of(header, shown, folded, source)
    names = {role: ROLES.get(role, (role, *FACTS.get(role, ()))) for role in (*ROLES, *types)}
    for role, words in names.items():
        if role in places:
            continue
        found = (folded.index(skeleton_of(word)) for word in words if skeleton_of(word) in folded)
        place = next((place for place in found if place not in places.values()), None)
        if place is not None:
            places[role] = place
    if TEXT not in places:
        raise InputError(source, _no_text(shown))
    columns = Columns(places, shown)
    _refuse_slips(columns, (*types, *ROLES), source)
    return columns


def holds_text(headers: Sequence[Any], asked: Mapping[str, str] | None = None) -> bool:
    """Whether a row looks like the header of a table of drafts: it names the column of the text."""
    folded = {skeleton_of(cell_text(header)) for header in headers}
    wanted = (asked[TEXT],) if asked and TEXT in asked else ROLES[TEXT]
    return any(skeleton_of(word) in folded for word in wanted)


def read_row(
    cells: Sequence[Any],
    columns: Columns,
    *,
    place: str,
    number: int,
    types: Mapping[str, FactType],
    defaults: Facts | None = None,
) -> Row | None:
    """One row as a draft, or as the failure to read it; ``None`` when every cell is empty.

    Args:
        cells: the row; may be shorter than the header.
        columns: which column holds what.
        place: how to name this row in reports; also the draft's id where no column gives one.
        number: the row, counting from 1 with the header.
        types: the table of facts.
        defaults: facts that hold where the row declares nothing.

    """
    texts = [cell_text(cell) for cell in cells]
    if not any(text.strip() for text in texts):
        return None
    named = {role: texts[at] for role, at in columns.places.items() if at < len(texts) and texts[at].strip()}
    others = {header: texts[at] for header, at in columns.others.items() if at < len(texts) and texts[at].strip()}
    extras = {role: named[role] for role in ("followers", "tier") if role in named} | others
    shown_id = named["id"].strip() if "id" in named else place
    put_hashtags(named)
    fields = {name: named[name] for name in NOTE_FIELDS if name in named}
    if not fields.keys() & {TITLE, TEXT}:
        message = Bilingual(
            "这一行没有正文（也可能是没算过的公式）", "this row has no text (or a formula that was never calculated)"
        )
        return Row(number, Failure(place, message, shown_id, number), extras)
    try:
        facts = declare({name: named[name].strip() for name in types if name in named}, types)
    except FactError as error:
        return Row(number, Failure(place, error.message, shown_id, number), extras)
    draft = Draft(
        id=shown_id,
        fields=fields if TEXT in fields else {TITLE: fields.pop(TITLE), TEXT: "", **fields},
        facts=defaults.with_values(**facts.values) if defaults else facts,
        source=place,
        creator=named.get("creator", "").strip(),
        brief=named.get("brief"),
        tier=tier_of(named.get("followers"), named.get("tier")),
    )
    return Row(number, draft, extras)


def read_object(raw: Mapping[str, Any], types: Mapping[str, FactType], asked: Mapping[str, str]) -> dict[str, Any]:
    """A JSON object whose keys are a table's headers, as the object that JSON Lines take.

    Raises:
        UsageError: when *asked* names what nobody knows, or a key the object does not have.
        InputError: when no key holds the text.

    """
    columns = map_columns(tuple(raw), types, asked)
    values = list(raw.values())
    named = {role: values[place] for role, place in columns.places.items()}
    put_hashtags(named)
    facts = {name: named.pop(name) for name in types if name in named}
    declared = raw.get("facts")
    if isinstance(declared, dict):
        facts |= declared
    return {**named, "facts": facts}


def put_hashtags(named: dict[str, Any]) -> None:
    """Hashtags in a column of their own end the body, as they will when it is published."""
    hashtags, text = named.pop("hashtags", None), named.get(TEXT)
    if isinstance(hashtags, list):
        hashtags = " ".join(map(str, hashtags))
    if hashtags and isinstance(text, str) and str(hashtags).strip() not in text:
        named[TEXT] = f"{text}\n{hashtags}"


def cell_text(cell: Any) -> str:
    """A cell as a person typed it: whole numbers without a point, days as days, truth as true and false."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == datetime.min.time():
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


def _known(name: str, types: Mapping[str, FactType]) -> str:
    if name in ROLES or name in types:
        return name
    wanted = skeleton_of(name)
    for table in (ROLES, FACTS):
        for role, words in table.items():
            if wanted in (skeleton_of(word) for word in words):
                return role
    hint = did_you_mean(name, (*ROLES, *types))
    raise UsageError(with_hint(f"列不能叫“{name}”", f"a column cannot be {name!r}", hint))


def _place_of(header: str, shown: Sequence[str], folded: Sequence[str], source: str) -> int:
    wanted = skeleton_of(header)
    if wanted in folded:
        return folded.index(wanted)
    hint = did_you_mean(header, [name for name in shown if name])
    raise UsageError(with_hint(f"{source} 没有“{header}”这一列", f"{source} has no column {header!r}", hint))


def _no_text(shown: Sequence[str]) -> Bilingual:
    headers = [header for header in shown if header][:12]
    return Bilingual(
        f"没找到正文那一列；表头是：{'、'.join(headers) or '空的'}；用 --column text=表头 指定",
        f"no column holds the text; the header row is: {', '.join(headers) or 'empty'}; "
        "name it with --column text=HEADER",
    )


def _refuse_slips(columns: Columns, known: Sequence[str], source: str) -> None:
    """A column that is nearly a fact is a slip that would lose what is declared in it."""
    for header in columns.others:
        close = difflib.get_close_matches(header.lower().replace(" ", "_"), known, n=1, cutoff=NEAR)
        if close and close[0] not in columns.places:
            message = Bilingual(
                f"不认识“{header}”这一列；是不是“{close[0]}”？",
                f"unknown column {header!r}; did you mean {close[0]!r}?",
            )
            raise InputError(source, message)
