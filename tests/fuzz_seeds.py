"""What fuzzing starts from: sound inputs of every kind, small enough to be changed quickly, and pieces to put in."""

import io
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from conftest import DEMO_RULES

from xhs_compliance.packs.files import builtin_rules

KEPT = Path(__file__).parent / "data" / "fuzzed"
"""One file a target, one input a line in base64: found faults first, then what reaches new places."""

WORDS = (KEPT / "words.list").read_text(encoding="utf-8").split()
"""Pieces of every format, for a fuzzer to put in."""

PACK_FILES = ("pack/rules.yaml", "pack/pack.yaml", "lists/words.yaml", "law.yaml", "facts.yaml", "contexts.yaml",
              "gating.yaml", "evasion.yaml")  # fmt: skip
"""Which file of a folder of rules the first byte of a pack's input stands for."""


@cache
def word_file() -> bytes:
    import docx

    document = docx.Document()
    document.add_paragraph("标题：今天")
    document.add_table(2, 2).cell(0, 0).text = "commercial"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@cache
def workbook_file() -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (("编号", "正文", "commercial"), ("1", "它能美白", "paid"), (2, 3.5, "")):
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@cache
def small_rules() -> Mapping[str, bytes]:
    """A folder of rules that loads in a few milliseconds."""
    demo = (DEMO_RULES / "demo" / "rules.yaml").read_bytes()
    facts = (builtin_rules() / "facts.yaml").read_bytes()
    return {
        "pack/pack.yaml": b'schema: 1\npack: pack\nversion: "1"\ntitle: {zh: a, en: a}\nmarkets: [CN, US]\ngating: g\n',
        "pack/rules.yaml": demo[: demo.index(b"  - id: ordered-pair")],
        "lists/words.yaml": (DEMO_RULES / "demo" / "words.yaml").read_bytes(),
        "facts.yaml": facts[: facts.index(b"  brand_control:")],
        "law.yaml": (
            b'instruments:\n  ad-law:\n    title: {zh: a, en: a}\n    in-force: "2021-04-29"\n'
            b'    checked: "2026-11-22"\n'
            b"    confidence: high\n    address: https://example.com/\nprovisions:\n"
            b"  ad-law-9-3:\n    instrument: ad-law\n    article: {zh: a, en: a}\n    says: {zh: a, en: a}\n"
        ),
        "contexts.yaml": 'contexts:\n  negated:\n    - {before: ["不"], within: clause, masked-by: ["不仅"]}\n'
        "  asked:\n    - {near: {regex: '吗[?？]'}, within: sentence}\n".encode(),
        "gating.yaml": b"gating:\n  g:\n    - when: {commercial: none}\n      error: info\n",
        "evasion.yaml": 'source: "a"\ncharacters:\n  split:\n    治: [氵台]\nordinary: [海带]\n'.encode(),
    }


def seeds(target: str) -> list[bytes]:
    """A few sound inputs to start from."""
    match target:
        case "front-matter":
            return [
                "---\ncommercial: paid\nallow:\n- rule: demo/claim\n  until: 2026-12-01\n---\n# 美白\n最好".encode()
            ]
        case "json-lines" | "gate":
            return ['{"id":"a","title":"t","text":"美白","facts":{"commercial":"paid"},"comments":["x"]}'.encode()]
        case "tables":
            return [
                '编号,标题,正文,commercial\n1,"最好",美白,paid\n'.encode(),
                "claim,evidence,until\n美白,a,2026-01-01\n".encode(),
            ]
        case "subtitles":
            return ["1\n00:00:01,000 --> 00:00:02,000\n<i>美白</i>\n".encode()]
        case "word" | "workbook":
            with zipfile.ZipFile(io.BytesIO(word_file() if target == "word" else workbook_file())) as archive:
                parts = [bytes([at]) + archive.read(name) for at, name in enumerate(archive.namelist())]
            return [part for part in parts if len(part) < 8_000]
        case "packs":
            return [bytes([at]) + small_rules()[path] for at, path in enumerate(PACK_FILES)]
        case _:
            return [
                "它能美白\x01治_疗 mei白 氵台疗 #最好[话题]# <!-- allow demo/claim: x --> no, it can't 98% ①號".encode()
            ]
