"""The addresses of the HTTP API. Nothing that arrives is kept or logged."""

import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
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
from xhs_compliance.services.web.limits import JSON_TYPES, LINES_TYPES, Limits, read_body, read_lines, require_type
from xhs_compliance.services.web.openapi import openapi, page
from xhs_compliance.services.web.problems import RETRY_AFTER, ProblemError, problem_response

LOG = logging.getLogger("xhs_compliance.services")
QUICK = 8_000
"""Bytes up to which a draft is checked at once; a longer one in a thread, so that others need not wait for it."""

_LINES_TYPE = "application/x-ndjson"
_KEPT_NOWHERE = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}

Handler = Callable[[Request], Awaitable[Response]]


def api_routes(gate: Gate, limits: Limits) -> list[Route]:
    """The API: checking under ``/v1``, health, and what describes it."""
    api = _Api(gate, limits)
    return [
        Route("/healthz", api.health),
        Route("/openapi.json", api.described),
        Route("/docs", api.documented),
        Route("/v1/check", api.guarded(api.check), methods=["POST"]),
        Route("/v1/check/batch", api.guarded(api.batch), methods=["POST"]),
        Route("/v1/campaign", api.guarded(api.campaign), methods=["POST"]),
        Route("/v1/rules", api.guarded(api.rules)),
        Route("/v1/rules/{pack}/{name}", api.guarded(api.rule)),
    ]


class _Api:
    def __init__(self, gate: Gate, limits: Limits) -> None:
        self._gate = gate
        self._limits = limits
        self._under_way = 0
        self._threads = anyio.CapacityLimiter(4)
        self._description = encode(openapi(gate.profiles.standard, limits))
        gate.answer(
            {"text": "第二周真的美白了，快去冲", "previous": "第二周真的白了"}
        )  # the first answer as quick as the others

    def guarded(self, handler: Handler) -> Handler:
        """*handler* within the limit of requests at once, its trouble as a problem body, one line of log each."""

        async def guard(request: Request) -> Response:
            started = time.perf_counter()
            if self._under_way >= self._limits.at_once:
                busy = Bilingual("同时来的请求太多，过一秒再试", "too many requests at once; try again in a second")
                return self._logged(request, problem_response(ProblemError(503, "busy", busy), "en", RETRY_AFTER), 0)
            self._under_way += 1
            try:
                response = await handler(request)
            except ProblemError as error:
                response = problem_response(error, self._language(request))
            finally:
                self._under_way -= 1
            return self._logged(request, response, time.perf_counter() - started)

        return guard

    async def health(self, request: Request) -> Response:  # noqa: ARG002 - called with it
        packs = self._gate.profiles.standard.compiled.ruleset.packs
        return _json({"status": "ok", "tool": f"xhs-compliance {__version__}", "packs": {p.id: p.label for p in packs}})

    async def described(self, request: Request) -> Response:  # noqa: ARG002 - called with it
        return Response(self._description, media_type="application/json", headers=_KEPT_NOWHERE)

    async def documented(self, request: Request) -> Response:
        headers = {**_KEPT_NOWHERE, "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}
        return HTMLResponse(page(self._gate.profiles.standard, self._limits, self._language(request)), headers=headers)

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
        return _Lines(self._answers(request))

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
        return (await self._answered(lambda: self._gate.answer_line(content, number), len(line))).content

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
        campaign = await self._in_thread(lambda: answer_campaign(self._gate, drafts, asked))
        return _json(campaign.content)

    async def rules(self, request: Request) -> Response:
        wanted = dict(request.query_params)
        return _json({"rules": list_rules(self._gate.profiles.standard, wanted.get("pack"), wanted.get("category"))})

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

    def _language(self, request: Request) -> Language:
        said = request.query_params.get("lang") or request.headers.get("accept-language", "")[:2]
        return "zh" if said == "zh" else "en" if said == "en" else self._gate.language

    def _logged(self, request: Request, response: Response, seconds: float) -> Response:
        """The response; one line about it, without anything that was sent."""
        route = request.scope.get("path", "").partition("?")[0][:80]
        line = {"method": request.method, "path": route, "status": response.status_code, "ms": round(seconds * 1000, 2)}
        LOG.info("%s", encode(line).decode())
        return response


class _Lines(Response):
    """Lines sent as they come. Unlike a streaming response it leaves the request's body to who reads it."""

    def __init__(self, lines: AsyncIterator[bytes]) -> None:
        super().__init__(headers=_KEPT_NOWHERE, media_type=_LINES_TYPE)
        del self.headers["content-length"]
        self._lines = lines

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - as every response
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        async for line in self._lines:
            await send({"type": "http.response.body", "body": line, "more_body": True})
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
