"""Answers only under names that are ours, so that a page elsewhere cannot point its own name at this machine."""

from collections.abc import Iterable

from starlette.types import ASGIApp, Receive, Scope, Send

from xhs_compliance.model.words import Bilingual, Language
from xhs_compliance.services.web.problems import ProblemError, problem_response

ANY = "*"


class Hosts:
    """Wraps an application.

    Args:
        app: the application.
        names: names it answers to, IPv6 addresses in brackets; ``*`` for every name.
        language: of the refusal.

    """

    def __init__(self, app: ASGIApp, names: Iterable[str], language: Language) -> None:
        self._app = app
        self._names = frozenset(name.lower() for name in names)
        self._language = language

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or ANY in self._names or _named(scope) in self._names:
            await self._app(scope, receive, send)
            return
        message = Bilingual(
            "这里不用这个主机名；要加用 serve --allow-host 名字",
            "it does not answer to that host name; serve --allow-host NAME adds one",
        )
        await problem_response(ProblemError(400, "unknown-host", message), self._language)(scope, receive, send)


def _named(scope: Scope) -> str:
    """The host a request names, without its port."""
    said = next((value for name, value in scope["headers"] if name == b"host"), b"").decode("latin-1").lower()
    name, colon, port = said.rpartition(":")
    return name if colon and port.isdigit() else said
