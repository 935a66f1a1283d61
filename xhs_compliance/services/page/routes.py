"""The addresses of the live page. Nothing that arrives is kept or logged."""

from collections.abc import Mapping
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from xhs_compliance.model.draft import TEXT, TITLE, Draft
from xhs_compliance.model.report import RenderOptions
from xhs_compliance.model.words import Bilingual, Language
from xhs_compliance.reporters.html.pages import render_page
from xhs_compliance.services.gate.dated import Dated
from xhs_compliance.services.page.answered import answer
from xhs_compliance.services.page.asked import DRAFT_ID, MOST_BYTES, Asked, AskedError, decode
from xhs_compliance.services.page.briefed import brief_findings
from xhs_compliance.services.page.phrases import EXAMPLE_TEXT, EXAMPLE_TITLE
from xhs_compliance.services.page.screen import screen

NOT_KEPT: Mapping[str, str] = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def page_routes(rules: Dated, language: Language) -> list[Route]:
    """The page at ``/``, what it asks while somebody types, and the report to download."""
    desk = _Desk(rules, language)
    desk.warm_up()
    return [
        Route("/", desk.page),
        Route("/page/check", desk.check, methods=["POST"]),
        Route("/page/brief", desk.brief, methods=["POST"]),
        Route("/page/report", desk.report, methods=["POST"]),
    ]


class _Desk:
    def __init__(self, rules: Dated, language: Language) -> None:
        linter = rules.current()
        self._rules = rules
        self._facts = linter.facts
        self._defaults = linter.defaults_for("-")
        self._screens = {spoken: screen(linter.facts, spoken) for spoken in ("zh", "en")}
        self._language = language

    def warm_up(self) -> None:
        """Have the first answer as quick as the others: expressions and templates are compiled when first used."""
        sample = Draft(DRAFT_ID, {TITLE: EXAMPLE_TITLE, TEXT: EXAMPLE_TEXT})
        answer(self._rules.current().check(sample), self._facts)

    async def page(self, request: Request) -> Response:
        """The page, in the language asked for."""
        wanted = request.query_params.get("lang", self._language)
        return HTMLResponse(self._screens.get(wanted, self._screens[self._language]), headers=NOT_KEPT)

    async def check(self, request: Request) -> Response:
        """Where the marks stand in what was typed."""
        try:
            asked = await self._asked(request)
        except AskedError as error:
            return _refused(error)
        found = answer(self._rules.current().check(asked.draft), self._facts, asked.held)
        return JSONResponse(found, headers=NOT_KEPT)

    async def brief(self, request: Request) -> Response:
        """What in the brief no post could repeat, read as if it were posted."""
        try:
            asked = await self._asked(request)
        except AskedError as error:
            return _refused(error)
        draft = replace(asked.draft, fields={TEXT: asked.brief}, brief=None)
        markup = brief_findings(self._rules.current().check(draft)) if asked.brief.strip() else ""
        return JSONResponse({"markup": markup}, headers=NOT_KEPT)

    async def report(self, request: Request) -> Response:
        """The report on what was typed, as a file."""
        try:
            asked = await self._asked(request)
        except AskedError as error:
            return _refused(error)
        page = render_page(self._rules.current().check(asked.draft), RenderOptions(asked.language))
        return HTMLResponse(page, headers={**NOT_KEPT, "Content-Disposition": "attachment"})

    async def _asked(self, request: Request) -> Asked:
        if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            raise AskedError(Bilingual("要 application/json。", "Send application/json."), 415)
        content = b""
        async for chunk in request.stream():
            content += chunk
            if len(content) > MOST_BYTES:
                break
        return decode(content, self._facts, self._defaults)


def _refused(error: AskedError) -> Response:
    said = {"zh": error.message.zh, "en": error.message.en}
    return JSONResponse({"error": said}, status_code=error.status, headers=NOT_KEPT)
