"""The addresses of the HTTP API. Nothing that arrives is kept or logged."""

from collections.abc import AsyncIterator, Callable
from typing import Any

import anyio
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from xhs_compliance import __version__
from xhs_compliance.model.errors import UsageError, did_you_mean, with_hint
from xhs_compliance.model.report import Failure
from xhs_compliance.model.words import Bilingual, Language
from xhs_compliance.reporters.data import failure_to_dict
from xhs_compliance.services.gate.asked import BadJsonError, asked_for, decode
from xhs_compliance.services.gate.campaign import answer_campaign
from xhs_compliance.services.gate.gate import Answer, Gate
from xhs_compliance.services.gate.rules import list_rules, show_rule
from xhs_compliance.services.web.encoding import encode
from xhs_compliance.services.web.guarded import Guard, log_bug
from xhs_compliance.services.web.limits import JSON_TYPES, LINES_TYPES, Limits, read_body, read_lines, require_type
from xhs_compliance.services.web.openapi import openapi, page
from xhs_compliance.services.web.problems import ProblemError, bug_message, problem_response

QUICK = 8_000
"""Bytes up to which a draft is checked at once; a longer one in a thread, so that others need not wait for it."""

_LINES_TYPE = "application/x-ndjson"
_KEPT_NOWHERE = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def api_routes(gate: Gate, limits: Limits) -> list[Route]:
    """The API: checking under ``/v1``, health, and what describes it."""
    api = _Api(gate, limits)
    guard = Guard(limits.at_once, api.language)
    return [
        Route("/healthz", api.health),
        Route("/openapi.json", api.described),
        Route("/docs", api.documented),
        Route("/v1/check", guard.around(api.check), methods=["POST"]),
        Route("/v1/check/batch", guard.around(api.batch), methods=["POST"]),
        Route("/v1/campaign", guard.around(api.campaign), methods=["POST"]),
        Route("/v1/rules", guard.around(api.rules)),
        Route("/v1/rules/{pack}/{name}", guard.around(api.rule)),
    ]


class _Api:
    def __init__(self, gate: Gate, limits: Limits) -> None:
        self._gate = gate
        self._limits = limits
        self._threads = anyio.CapacityLimiter(4)
        self._description = encode(openapi(gate.profiles.standard, limits))
        gate.answer(
            {"text": "第二周真的美白了，快去冲", "previous": "第二周真的白了"}
        )  # the first answer as quick as the others

    async def health(self, request: Request) -> Response:  # noqa: ARG002 - called with it
        packs = self._gate.profiles.standard.compiled.ruleset.packs
        return _json({"status": "ok", "tool": f"xhs-compliance {__version__}", "packs": {p.id: p.label for p in packs}})

    async def described(self, request: Request) -> Response:  # noqa: ARG002 - called with it
        return Response(self._description, media_type="application/json", headers=_KEPT_NOWHERE)

    async def documented(self, request: Request) -> Response:
        headers = {**_KEPT_NOWHERE, "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}
        return HTMLResponse(page(self._gate.profiles.standard, self._limits, self.language(request)), headers=headers)

    async def check(self, request: Request) -> Response:
        """One draft in, one answer out."""
        require_type(request, JSON_TYPES)
        content = await read_body(request, self._limits)
        raw = _decoded(content)
        answer = await self._answered(lambda: self._gate.answer(raw), len(content))
        return _refused(answer) or _json(answer.content)

    async def batch(self, request: Request) -> Response:
        """JSON Lines in, JSON Lines out, each line answered as it arrives."""
        require_type(request, LINES_TYPES)
        return _Lines(self._answers(request), self._limits.seconds)

    async def _answers(self, request: Request) -> AsyncIterator[bytes]:
        number = 0
        try:
            async for line in read_lines(request, self._limits):
                number += 1
                if line is not None and not line.strip(b" \t\r\xef\xbb\xbf"):
                    continue
                yield encode(await self._line(line, number)) + b"\n"
                await anyio.sleep(0)
        except ProblemError as error:
            yield encode(failure_to_dict(Failure("-", error.message, None, number + 1), self._gate.language)) + b"\n"

    async def _line(self, line: bytes | None, number: int) -> Any:
        if line is None:
            most = self._limits.most_bytes
            message = Bilingual(f"这一行超过 {most:,} 字节", f"the line is longer than {most:,} bytes")
            return failure_to_dict(Failure(f"-:{number}", message, None, number), self._gate.language)
        content = line.strip(b"\xef\xbb\xbf")
        try:
            return (await self._answered(lambda: self._gate.answer_line(content, number), len(line))).content
        except ProblemError as error:
            failure = Failure(f"-:{number}", error.message, None, number)
        except Exception as error:
            log_bug(error)
            failure = Failure(f"-:{number}", bug_message(error), None, number)
        return failure_to_dict(failure, self._gate.language)

    async def campaign(self, request: Request) -> Response:
        """Many drafts in one request, and what they have in common."""
        require_type(request, JSON_TYPES)
        raw = _decoded(await read_body(request, self._limits))
        try:
            asked = asked_for(raw)
        except UsageError as error:
            raise ProblemError(422, "not-a-campaign", error.message) from None
        drafts = asked.raw.get("drafts")
        if not isinstance(drafts, list) or not drafts:
            message = Bilingual("drafts 要写成草稿的列表", "'drafts' must be a list of drafts")
            raise ProblemError(422, "not-a-campaign", message)
        if len(drafts) > self._limits.most_drafts:
            most = self._limits.most_drafts
            raise ProblemError(413, "too-many", Bilingual(f"一次最多 {most} 篇", f"at most {most} drafts at once"))
        try:
            campaign = await self._in_thread(lambda: answer_campaign(self._gate, drafts, asked))
        except UsageError as error:
            raise ProblemError(422, "not-a-campaign", error.message) from None
        return _json(campaign.content)

    async def rules(self, request: Request) -> Response:
        wanted = dict(request.query_params)
        try:
            found = list_rules(self._gate.profiles.standard, wanted.get("pack"), wanted.get("category"))
        except UsageError as error:
            raise ProblemError(422, "no-such-rules", error.message) from None
        return _json({"rules": found})

    async def rule(self, request: Request) -> Response:
        name = f"{request.path_params['pack']}/{request.path_params['name']}"
        found = show_rule(self._gate.profiles.standard, name)
        if found is None:
            known = [rule.id for rule in self._gate.profiles.standard.compiled.ruleset.rules]
            hint = did_you_mean(name, known)
            raise ProblemError(404, "no-such-rule", with_hint(f"没有规则“{name}”", f"there is no rule {name!r}", hint))
        return _json(found)

    async def _answered(self, ask: Callable[[], Answer], size: int) -> Answer:
        return ask() if size <= QUICK else await self._in_thread(ask)

    async def _in_thread(self, work: Callable[[], Any]) -> Any:
        try:
            with anyio.fail_after(self._limits.seconds):
                return await anyio.to_thread.run_sync(work, abandon_on_cancel=True, limiter=self._threads)
        except TimeoutError:
            message = Bilingual("没在时限内查完；不算通过", "not finished in time; this is not a pass")
            raise ProblemError(503, "not-finished", message) from None

    def language(self, request: Request) -> Language:
        """The language of what a request is told where it gets no answer."""
        said = request.query_params.get("lang") or request.headers.get("accept-language", "")[:2]
        return "zh" if said == "zh" else "en" if said == "en" else self._gate.language


class _Lines(Response):
    """Lines sent as they come. Unlike a streaming response it leaves the request's body to who reads it.

    Args:
        lines: the lines.
        seconds: for a caller to take one; the connection of one who does not is given up.

    """

    def __init__(self, lines: AsyncIterator[bytes], seconds: float) -> None:
        super().__init__(headers=_KEPT_NOWHERE, media_type=_LINES_TYPE)
        del self.headers["content-length"]
        self._lines = lines
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - as every response
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        async for line in self._lines:
            with anyio.move_on_after(self._seconds) as waiting:
                await send({"type": "http.response.body", "body": line, "more_body": True})
            if waiting.cancelled_caught:
                return
        await send({"type": "http.response.body", "body": b"", "more_body": False})


def _json(content: Any, status: int = 200) -> Response:
    return Response(encode(content), status, _KEPT_NOWHERE, "application/json")


def _decoded(content: bytes) -> Any:
    try:
        return decode(content)
    except BadJsonError as error:
        raise ProblemError(400, "not-json", error.message) from None


def _refused(answer: Answer) -> Response | None:
    """The response for a request that was no draft."""
    if not isinstance(answer.entry, Failure):
        return None
    more = {"id": answer.entry.id}
    return problem_response(ProblemError(422, "not-a-draft", answer.entry.message, more), answer.language)
