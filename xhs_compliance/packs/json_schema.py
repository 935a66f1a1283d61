"""JSON Schema (2020-12) of the files of a pack, made from the table that reads them."""

from collections.abc import Callable, Mapping
from typing import Any

from xhs_compliance.packs.kinds import SLUG, ListOf, Text, Word
from xhs_compliance.packs.schema import (
    CONDITION_SHAPE,
    CONTENT,
    CUES,
    EXAMPLE,
    EXCUSE_SHAPE,
    HEAD,
    LIFT,
    LIST_FILE,
    PATTERN_SHAPE,
    PATTERN_WORDS,
    REACHES,
    REPLACEMENT,
    RULE,
    SCHEMA_VERSION,
    SEVERITIES,
    SIGNAL,
    STEP,
)
from xhs_compliance.packs.schema_shared import SHARED_FILES
from xhs_compliance.packs.shapes import Shape

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FACT_NAME = "^[a-z]+(?:_[a-z]+)*$"

_TEXTS = ListOf(Text(), or_one=True).json_schema()


def schema_of(kind: str) -> Schema:
    """The schema of one kind of file: ``pack`` (its head and files of rules), ``list``, ``law`` and so on."""
    own = SCHEMAS[kind]()
    defs = _definitions()
    needed = _reachable(own, defs)
    whole: Schema = {"$schema": DIALECT, "title": f"xhs-compliance: {kind}", **own}
    return whole | ({"$defs": {name: defs[name] for name in sorted(needed)}} if needed else {})


def _pack() -> Schema:
    """``pack.yaml`` with its head, or a further file of the pack without it."""
    properties = {key: spec.kind.json_schema() | {"description": spec.doc} for key, spec in (HEAD | CONTENT).items()}
    properties["schema"] = {"const": SCHEMA_VERSION, "description": HEAD["schema"].doc}
    head = [key for key, spec in HEAD.items() if spec.required]
    without_head: Schema = {"propertyNames": {"enum": list(CONTENT)}, "minProperties": 1}
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "if": {"anyOf": [{"required": [key]} for key in HEAD]},
        "then": {"required": head},
        "else": without_head,
    }


def _of(shape: Shape) -> Callable[[], Schema]:
    return shape.json_schema


SCHEMAS: Mapping[str, Callable[[], Schema]] = {
    "pack": _pack,
    "list": _of(LIST_FILE),
    **{name.removesuffix(".yaml"): _of(shape) for name, shape in SHARED_FILES.items()},
}


def _definitions() -> dict[str, Schema]:
    condition = CONDITION_SHAPE.json_schema() | {"minProperties": 1}
    fact = {"description": "A fact, and the values for which the condition holds; or a number compared."}
    condition = {**condition, "patternProperties": {FACT_NAME: fact}}
    unnamed = [
        EXCUSE_SHAPE.json_schema() | {"anyOf": [{"required": [cue]} for cue in CUES]},
        condition | {"properties": condition["properties"] | {"as": EXCUSE_SHAPE.keys["as"].kind.json_schema()}},
    ]
    return {
        "bilingual": {
            "type": "object",
            "description": "One text in Chinese and in English.",
            "additionalProperties": False,
            "properties": {"zh": Text().json_schema(), "en": Text().json_schema()},
            "required": ["zh", "en"],
        },
        "terms": _TEXTS,
        "pattern": {"anyOf": [Text().json_schema(), _list_of("pattern"), {"$ref": "#/$defs/pattern-mapping"}]},
        "pattern-mapping": PATTERN_SHAPE.json_schema() | {"oneOf": [{"required": [word]} for word in PATTERN_WORDS]},
        "patterns": _list_of("pattern"),
        "condition": {"anyOf": [condition, _list_of("condition")]},
        "conditions": _list_of("condition"),
        "excuse": {
            "anyOf": [
                {"type": "string", "description": "A context of contexts.yaml: negated, asked, reported …"},
                *unnamed,
            ]
        },
        "context": {"anyOf": unnamed},
        "reach": {"anyOf": [{"enum": list(REACHES)}, {"type": "integer", "minimum": 0}]},
        "ladder": {"type": "array", "items": STEP.json_schema()},
        "severity": {"anyOf": [Word(SEVERITIES).json_schema(), SLUG.json_schema(), {"$ref": "#/$defs/ladder"}]},
        "lift": LIFT.json_schema() | {"anyOf": [{"required": ["any"]}, {"required": ["all"]}]},
        "replacement": REPLACEMENT.json_schema(),
        "offer": {"anyOf": [SLUG.json_schema(), {"$ref": "#/$defs/replacement"}]},
        "facts": {"type": "object", "propertyNames": {"pattern": FACT_NAME}},
        "example": {"anyOf": [Text().json_schema(), EXAMPLE.json_schema()]},
        "rule": RULE.json_schema(),
        "signal": SIGNAL.json_schema(),
    }


def _list_of(name: str) -> Schema:
    return {"type": "array", "minItems": 1, "items": {"$ref": f"#/$defs/{name}"}}


def _reachable(schema: Any, defs: Mapping[str, Schema], found: frozenset[str] = frozenset()) -> frozenset[str]:
    """The names of the definitions that *schema* refers to, through others too."""
    if isinstance(schema, list):
        for item in schema:
            found = _reachable(item, defs, found)
    elif isinstance(schema, dict):
        name = str(schema.get("$ref", "")).removeprefix("#/$defs/")
        if name and name not in found:
            found = _reachable(defs[name], defs, found | {name})
        for value in schema.values():
            found = _reachable(value, defs, found)
    return found
