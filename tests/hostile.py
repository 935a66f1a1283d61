"""Hostile words for every text of a value, and what each kind of output would make of them if they came alive."""

import dataclasses
import io
import itertools
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum
from html.parser import HTMLParser
from typing import Any

import openpyxl
from defusedxml import ElementTree
from reporter_samples import full_review

from xhs_compliance.model.review import Review
from xhs_compliance.model.span import Span

PAYLOADS = {
    "element": "\"'><x-mark{n} onload=alert({n})>{n}</x-mark{n}>",
    "svg": "</style></script><svg onload=alert({n})><script>alert({n})</script>",
    "link": "javascript:alert({n})",
    "markdown": "[x{n}](javascript:alert({n})) ![x](https://evil.example/{n}) <javascript:alert({n})>",
    "lines": "a\n::error::x{n}\n%0A::warning::x{n}\r\n# {n}\n]]>",
    "terminal": "\x1b]8;;https://evil.example/{n}\x07x\x1b[2J\x9b31m{n}",
    "command": "::error::x{n}",
    "formula": '=HYPERLINK("https://evil.example/{n}";"x")',
}
FIXED = {"kind", "language", "markets", "category", "tier", "field", "within", "where"}
"""What holds one of a few words of ours, or the name of a field of the draft: that is put in beside the others."""


def poisoned(value: Any, payload: str, numbers: Iterator[int], name: str = "") -> Any:
    """*value* with every text in it replaced by the payload, each with a number of its own."""
    if isinstance(value, str) and not isinstance(value, Enum):
        return value if name in FIXED else payload.replace("{n}", str(next(numbers)))
    if isinstance(value, Span) or value is None or isinstance(value, Enum | bool | int | float | date):
        return value
    if hasattr(value, "_fields"):
        return type(value)(*(poisoned(inner, payload, numbers, name) for inner in value))
    if isinstance(value, Mapping):
        return {key: poisoned(inner, payload, numbers, name) for key, inner in value.items()}
    if isinstance(value, tuple | frozenset | list):
        return type(value)(poisoned(inner, payload, numbers, name) for inner in value)
    if dataclasses.is_dataclass(value):
        names = [each.name for each in dataclasses.fields(value) if each.init]
        return type(value)(**{each: poisoned(getattr(value, each), payload, numbers, each) for each in names})
    return value


def poisoned_review(payload: str) -> Review:
    review: Review = poisoned(full_review(), payload, itertools.count(1))
    fields = {"text": review.draft.fields["text"] * 3, payload: payload}
    return dataclasses.replace(review, draft=dataclasses.replace(review.draft, fields=fields))


class Live(HTMLParser):
    """Notes what a browser would obey."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag.startswith("x-mark"):
            self.found.append(tag)
        for name, value in attributes:
            address = re.sub(r"[\s\x00-\x1f]", "", value or "").lower()
            leads = name in ("href", "src", "action", "xlink:href", "style", "srcset", "formaction", "poster")
            if name.startswith("on") or (leads and re.match(r"javascript:|data:text|(https?:)?//evil", address)):
                self.found.append(f"{tag} {name}={value}")

    def handle_data(self, data: str) -> None:
        if self.cdata_elem and "alert(" in data:
            self.found.append(data)


def live_html(pages: Any) -> list[str]:
    found = []
    for page in pages.values():
        parser = Live()
        parser.feed(page)
        found += parser.found
    return found


def live_markdown(text: Any) -> list[str]:
    """What is no code span and not escaped."""
    bare = re.sub(r"\\.", "", re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", "", text, flags=re.DOTALL))
    return re.findall(
        r"<x-mark\d*|<svg|<script|\]\([^)]*\)|<javascript:[^>]*>|^# \d+|https?://evil", bare, re.MULTILINE
    )


def live_json(text: Any) -> list[str]:
    """Only keys a reader may take for markup; everything else is data."""
    found: list[str] = []

    def look(value: Any, key: str = "") -> None:
        if isinstance(value, Mapping):
            for name, inner in value.items():
                look(inner, name)
        elif isinstance(value, list):
            for inner in value:
                look(inner, key)
        elif isinstance(value, str) and key == "markdown":
            found.extend(live_markdown(value))
        elif isinstance(value, str) and key in ("helpUri", "url"):
            found.append(value)

    for line in text.splitlines() if text.startswith('{"id"') else [text]:
        look(json.loads(line))
    return found


def live_xml(text: Any) -> list[str]:
    return [
        each.tag for each in ElementTree.fromstring(text).iter() if "x-mark" in each.tag or each.tag.endswith("svg")
    ]


def live_github(text: Any) -> list[str]:
    return [line for line in text.splitlines() if re.match(r"\s*::(?!(?:error|warning|notice) (?:file|title)=)", line)]


def live_terminal(text: Any) -> list[str]:
    return re.findall(r"\x1b\][^\x07]*|\x9b.|\x1b\[[^m]*[A-Zac-ln-z]", text)


def live_workbook(files: Any) -> list[str]:
    found = []
    for content in files.values():
        book = openpyxl.load_workbook(io.BytesIO(content))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        found += [str(cell.value) for cell in cells if cell.data_type == "f"]
        found += [str(cell.hyperlink.target) for cell in cells if cell.hyperlink and _leads_out(cell.hyperlink.target)]
    return found


def live_word(files: Any) -> list[str]:
    found = []
    for content in files.values():
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                part = archive.read(name)
                if name.endswith((".xml", ".rels")):
                    tree = ElementTree.fromstring(part)
                    found += [each.tag for each in tree.iter() if "x-mark" in each.tag or each.tag.endswith("}script")]
                    found += [t for each in tree.iter() if _leads_out(t := each.get("Target", ""))]
    return found


def _leads_out(target: str | None) -> bool:
    return bool(target) and ("javascript:" in str(target) or "evil.example" in str(target))
