"""What a caller gets instead of an answer: one machine-readable body for every kind of trouble (RFC 9457)."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from xhs_compliance.model.words import Bilingual, Language
from xhs_compliance.services.web.encoding import encode

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER = {"Retry-After": "1"}


class ProblemError(Exception):
    """A request that gets no answer.

    Attributes:
        status: the HTTP status.
        kind: the machine-readable name of the trouble.
        message: what is wrong and what to do.
        more: further members of the body.

    """

    def __init__(self, status: int, kind: str, message: Bilingual, more: Mapping[str, Any] | None = None) -> None:
        super().__init__(message.en)
        self.status = status
        self.kind = kind
        self.message = message
        self.more = dict(more or {})


def problem_response(error: ProblemError, language: Language, headers: Mapping[str, str] | None = None) -> Response:
    """The response for *error*."""
    body = {
        "type": f"urn:xhs-compliance:problem:{error.kind}",
        "title": HTTPStatus(error.status).phrase,
        "status": error.status,
        "detail": error.message.in_language(language),
        **error.more,
    }
    return Response(encode(body), error.status, dict(headers or {}), MEDIA_TYPE)


def http_problem(request: Request, error: Exception) -> Response:  # noqa: ARG001 - called with both
    """The response for what the router refuses: no such address, no such method."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = error.headers if isinstance(error, HTTPException) else None
    said = {
        404: Bilingual("没有这个地址；接口列在 /openapi.json", "there is no such address; /openapi.json lists them"),
        405: Bilingual("这个地址不支持这个方法", "this address does not take that method"),
    }
    message = said.get(status, Bilingual("请求不对", "the request is wrong"))
    kind = {404: "not-found", 405: "method-not-allowed"}.get(status, "bad-request")
    return problem_response(ProblemError(status, kind, message), "en", headers)


def bug_problem(request: Request, error: Exception) -> Response:  # noqa: ARG001 - called with both
    """The response for a bug of ours; it holds nothing of the draft."""
    return problem_response(ProblemError(500, "bug", bug_message(error)), "en")


def bug_message(error: Exception) -> Bilingual:
    """What is said of a bug of ours."""
    kind = type(error).__name__
    return Bilingual(f"我们的错（{kind}），这篇没查完", f"a bug of ours ({kind}); not checked")
