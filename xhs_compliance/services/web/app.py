"""The web application that ``xhs-compliance serve`` runs: the live page and the HTTP API."""

from collections.abc import Iterable

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware

from xhs_compliance.linter import Linter
from xhs_compliance.model.words import Language
from xhs_compliance.services.gate.dated import Dated
from xhs_compliance.services.gate.gate import Gate
from xhs_compliance.services.gate.profiles import Profiles
from xhs_compliance.services.page.routes import page_routes
from xhs_compliance.services.web.api import api_routes
from xhs_compliance.services.web.bearer import Bearer
from xhs_compliance.services.web.hosts import Hosts
from xhs_compliance.services.web.limits import Limits
from xhs_compliance.services.web.logged import Logged
from xhs_compliance.services.web.problems import bug_problem, http_problem

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
"""Names under which a browser on this machine reaches it; a page elsewhere that points its own name here is refused."""


def create_app(
    linter: Linter,
    language: Language = "zh",
    hosts: Iterable[str] = LOOPBACK,
    *,
    gate: Gate | None = None,
    limits: Limits | None = None,
    token: str | None = None,
) -> Starlette:
    """The application.

    Args:
        linter: what checks drafts written on the page.
        language: the first language of the page and the API.
        hosts: names it answers to.
        gate: what answers the API; by default *linter* under its own policy. The page follows its clock.
        limits: of requests to the API.
        token: what a caller has to send as ``Authorization: Bearer``; ``None`` for nothing.

    """
    gate = gate or Gate(Profiles(linter), language)
    desk = Dated(linter, gate.profiles.clock)
    middleware = [Middleware(Logged), Middleware(Hosts, names=tuple(hosts), language=language)]
    if token:
        middleware.append(Middleware(Bearer, token=token, language=language))
    return Starlette(
        routes=[*page_routes(desk, language), *api_routes(gate, limits or Limits())],
        middleware=middleware,
        exception_handlers={HTTPException: http_problem, 500: bug_problem},
    )
