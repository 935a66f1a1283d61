"""The JSON Schema made from the table: valid itself, true of every shipped file, and awake to mistakes of form."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from xhs_compliance.packs.files import builtin_rules
from xhs_compliance.packs.json_schema import SCHEMAS, schema_of
from xhs_compliance.packs.schema_shared import SHARED_FILES
from xhs_compliance.packs.sources import SCRIPTED_FILE

ROOT = Path(__file__).parent.parent
BAD_PACKS = Path(__file__).parent / "bad_packs"
DATA_OF_THEIR_OWN = {SCRIPTED_FILE, "brief.yaml", "claims.yaml", "excuses.yaml", "platform.yaml"}
"""Files beside packs with a form of their own; what reads each has its own test."""
REFRESH = "run: python tools/write_schemas.py"

MISTAKES_OF_FORM = {
    "unknown-key/rules.yaml",
    "wrong-type/rules.yaml",
    "scalars-that-turn/rules.yaml",
    "severity-off-unquoted/rules.yaml",
    "unquoted-mark-alone/rules.yaml",
    "unquoted-placeholder-alone/rules.yaml",
    "comma-splits-text/rules.yaml",
    "no-flag-example/rules.yaml",
    "no-examples/rules.yaml",
    "another-schema/pack.yaml",
    "head-incomplete/pack.yaml",
    "head-in-a-file-of-rules/rules.yaml",
    "empty-lists/rules.yaml",
    "two-patterns/rules.yaml",
    "long-line/rules.yaml",
}
"""What an editor can see; names, ids and words that never match take the loader."""


@cache
def validator(kind: str) -> Draft202012Validator:
    return Draft202012Validator(schema_of(kind), format_checker=Draft202012Validator.FORMAT_CHECKER)


def kind_of(path: Path) -> str:
    if path.name in SHARED_FILES:
        return path.stem
    return "list" if path.parent.name == "lists" else "pack"


def faults(path: Path) -> list[str]:
    data: Any = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return [f"{'/'.join(map(str, e.path))}: {e.message[:200]}" for e in validator(kind_of(path)).iter_errors(data)]


def shipped_files() -> list[Path]:
    own = [*builtin_rules().rglob("*.yaml"), *(Path(__file__).parent / "rules").rglob("*.yaml")]
    return sorted(path for path in own if path.name not in DATA_OF_THEIR_OWN)


@pytest.mark.parametrize("kind", SCHEMAS)
def test_it_is_a_schema(kind: str) -> None:
    Draft202012Validator.check_schema(schema_of(kind))


@pytest.mark.parametrize("kind", SCHEMAS)
def test_the_file_in_docs_is_what_the_table_says(kind: str) -> None:
    written = json.loads((ROOT / "docs" / "schema" / f"{kind}.schema.json").read_text(encoding="utf-8"))
    assert written == schema_of(kind), REFRESH


@pytest.mark.parametrize("path", shipped_files(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_shipped_files_are_valid(path: Path) -> None:
    assert faults(path) == []


@pytest.mark.parametrize("name", sorted(MISTAKES_OF_FORM))
def test_an_editor_sees_mistakes_of_form(name: str) -> None:
    assert faults(BAD_PACKS / name) != []


@pytest.mark.parametrize("name", ["duplicate-rule-id", "missing-law", "term-shielded", "regex-without-a-literal"])
def test_mistakes_of_meaning_are_left_to_the_loader(name: str) -> None:
    assert faults(BAD_PACKS / name / "rules.yaml") == []


def test_every_key_says_what_it_is_for() -> None:
    def undescribed(schema: Any, path: str = "") -> list[str]:
        if not isinstance(schema, dict):
            return []
        missing = [f"{path}/{key}" for key, value in schema.get("properties", {}).items() if "description" not in value]
        return missing + [found for key, value in schema.items() for found in undescribed(value, f"{path}/{key}")]

    found = undescribed(schema_of("pack"))
    assert [path for path in found if not path.endswith(("/zh", "/en", "/as"))] == []
