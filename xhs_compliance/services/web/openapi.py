"""The description of the HTTP API: OpenAPI 3.1, made from the table of facts, and the same as a page."""

import html
from typing import Any

from xhs_compliance import __version__
from xhs_compliance.linter import Linter
from xhs_compliance.model.facts import FactType
from xhs_compliance.model.words import LANGUAGES, Bilingual, Language
from xhs_compliance.reporters.schema import FINDING, REVIEW
from xhs_compliance.services.gate.rules import names
from xhs_compliance.services.web.limits import Limits

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_NOTE: Schema = {"type": ["string", "null"]}


def openapi(linter: Linter, limits: Limits) -> Schema:
    """The description, for the rules of *linter*."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "xhs-compliance",
            "version": __version__,
            "summary": "Checks Xiaohongshu drafts before they are published.",
            "description": "Looks at text only. It finds and advises; people decide. Nothing sent is kept or logged.",
        },
        "servers": [{"url": "/"}],
        "paths": {
            "/v1/check": {"post": _operation("check", "Check one draft", "Draft", "Answer", (400, 408, 413, 415, 422))},
            "/v1/check/batch": {"post": _batch()},
            "/v1/campaign": {
                "post": _operation(
                    "campaign",
                    f"Check up to {limits.most_drafts} drafts and what they share",
                    "Campaign",
                    "CampaignAnswer",
                    (400, 408, 413, 415, 422),
                )
            },
            "/v1/rules": {"get": _rules(linter)},
            "/v1/rules/{pack}/{name}": {"get": _rule()},
            "/healthz": {"get": {"operationId": "health", "summary": "Alive?", "responses": {"200": _json({})}}},
        },
        "components": {
            "schemas": _schemas(linter),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{}, {"token": []}],
    }


def _operation(name: str, summary: str, takes: str, gives: str, refusals: tuple[int, ...]) -> Schema:
    return {
        "operationId": name,
        "summary": summary,
        "requestBody": {"required": True, "content": {"application/json": {"schema": _ref(takes)}}},
        "responses": {"200": _json(_ref(gives)), **_problems(*refusals)},
    }


def _batch() -> Schema:
    lines = {"application/x-ndjson": {"schema": {"type": "string", "description": "One Draft on each line."}}}
    answers = {"application/x-ndjson": {"schema": {"type": "string", "description": "One Answer or Failure a line."}}}
    return {
        "operationId": "checkBatch",
        "summary": "Check drafts as JSON Lines, streamed, order kept; a bad line fails alone",
        "requestBody": {"required": True, "content": lines},
        "responses": {"200": {"description": "One line for every line.", "content": answers}, **_problems(415)},
    }


def _rules(linter: Linter) -> Schema:
    known = zip(("pack", "category"), names(linter), strict=True)
    asked = [{"name": name, "in": "query", "schema": {"enum": values}} for name, values in known]
    return {
        "operationId": "listRules",
        "summary": "The rules that apply",
        "parameters": asked,
        "responses": {"200": _json({"type": "object", "required": ["rules"]}), **_problems(422)},
    }


def _rule() -> Schema:
    named = [{"name": name, "in": "path", "required": True, "schema": _TEXT} for name in ("pack", "name")]
    return {
        "operationId": "showRule",
        "summary": "Everything about one rule, with its basis and penalty",
        "parameters": named,
        "responses": {"200": _json({"type": "object", "required": ["id"]}), **_problems(404)},
    }


def _json(schema: Schema) -> Schema:
    return {"description": "The answer.", "content": {"application/json": {"schema": schema}}}


def _problems(*statuses: int) -> Schema:
    body = {"content": {"application/problem+json": {"schema": _ref("Problem")}}}
    return {str(status): {"description": "What is wrong, and what to do.", **body} for status in (*statuses, 401, 503)}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _schemas(linter: Linter) -> Schema:
    draft = _draft(linter)
    shared = {key: draft["properties"][key] for key in ("facts", "brief", "profile", "lang")}
    return {
        "Draft": draft,
        "Answer": _answer(),
        "Finding": FINDING,
        "Campaign": {
            "type": "object",
            "required": ["drafts"],
            "properties": {"drafts": {"type": "array", "minItems": 1, "items": _ref("Draft")}, **shared},
        },
        "CampaignAnswer": {
            "type": "object",
            "required": ["verdicts", "repeated", "drafts"],
            "properties": {"drafts": {"type": "array", "items": {"type": "object"}}},
        },
        "Problem": {
            "type": "object",
            "required": ["type", "title", "status", "detail"],
            "properties": {"type": _TEXT, "title": _TEXT, "status": {"type": "integer"}, "detail": _TEXT},
        },
    }


def _draft(linter: Linter) -> Schema:
    facts = {name: _fact(kind) for name, kind in linter.facts.items()}
    refused = {
        "type": "object",
        "required": ["text"],
        "properties": {"title": _TEXT, "text": _TEXT},
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "required": ["text"],
        "properties": {
            "id": {"type": ["string", "null"]},
            "title": _NOTE,
            "text": _TEXT,
            "cover": _NOTE,
            "facts": {"type": ["object", "null"], "properties": facts, "additionalProperties": False},
            "brief": _NOTE,
            "creator": _NOTE,
            "profile": {**_NOTE, "description": "A profile of the configuration, one for each brand."},
            "lang": {"enum": [*LANGUAGES, None], "description": "Language of messages and questions."},
            "previous": {
                "anyOf": [_TEXT, refused, {"type": "null"}],
                "description": "The text that was refused; the answer says what came back in another form.",
            },
        },
        "additionalProperties": False,
    }


def _fact(kind: FactType) -> Schema:
    title = {"description": kind.title.en}
    match kind.kind:
        case "choice":
            return {"enum": list(kind.values), **title}
        case "choices":
            words = {"enum": list(kind.values)}
            return {"anyOf": [words, {"type": "array", "items": words, "uniqueItems": True}], **title}
        case "texts":
            return {"type": ["string", "array"], "items": _TEXT, **title}
        case "flag":
            return {"type": "boolean", **title}
        case "number":
            return {"type": "number", **title}
        case "date":
            return {"type": "string", "format": "date", **title}
        case "text":
            return {"type": "string", **title}
        case "record":
            return {"type": ["object", "string"], **title}


def _answer() -> Schema:
    step = {
        "enum": ["none", "answer", "rewrite", "human"],
        "description": "What the caller should do: nothing is asked of it, answer a question, rewrite, ask a person.",
    }
    retry = {
        "type": "object",
        "required": ["fixed", "returned", "message"],
        "description": "Only where the request had 'previous'.",
    }
    properties = {**REVIEW["properties"], "next": step, "retry": retry}
    return {**REVIEW, "properties": properties, "required": [*REVIEW["required"], "next"]}


_TITLE = Bilingual("HTTP 接口", "HTTP API")
_LEAD = Bilingual(
    "只看文字，图片、视频、报备没看；不代表平台会过审，不是法律意见。送来的内容不保存、不记日志。",
    "Looks at text only, not at pictures, video or orders; says nothing about what the platform will do; not legal "
    "advice. Nothing sent is kept or logged.",
)
_STYLE = (
    "body{font:16px/1.6 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#222}"
    "code,pre{background:#f3f2ee;border-radius:4px;padding:.1em .3em;overflow-x:auto}pre{padding:1em}"
    "dt{margin-top:1.2em;font-weight:600}@media(prefers-color-scheme:dark){body{background:#181818;color:#ddd}"
    "code,pre{background:#2a2a2a}}"
)


def page(linter: Linter, limits: Limits, language: Language) -> str:
    """The description as a page that needs no script and asks no other machine."""
    described = openapi(linter, limits)
    rows = [
        f"<dt><code>{method.upper()} {html.escape(path)}</code></dt><dd>{html.escape(operation['summary'])}</dd>"
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    ]
    title = html.escape(_TITLE.in_language(language))
    sample = 'curl -s localhost:8765/v1/check -H "Content-Type: application/json" -d \'{"text": "…"}\''
    return (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8"><meta name="viewport" '
        f'content="width=device-width"><title>{title}</title><style>{_STYLE}</style><h1>{title}</h1>'
        f"<p>{html.escape(_LEAD.in_language(language))}</p><pre>{html.escape(sample)}</pre><dl>{''.join(rows)}</dl>"
        f'<p><a href="/openapi.json">openapi.json</a></p></html>'
    )
