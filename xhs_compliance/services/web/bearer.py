"""Lets through only those who carry the token."""

import hmac

from starlette.types import ASGIApp, Receive, Scope, Send

from xhs_compliance.model.words import Bilingual, Language
from xhs_compliance.services.web.problems import ProblemError, problem_response

OPEN = ("/healthz",)
"""Addresses that need no token."""


class Bearer:
    """Wraps an application.

    Args:
        app: the application.
        token: what a caller has to send as ``Authorization: Bearer``.
        language: of the refusal.

    """

    def __init__(self, app: ASGIApp, token: str, language: Language) -> None:
        self._app = app
        self._expected = f"Bearer {token}".encode()
        self._language = language

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in OPEN or self._is_known(scope):
            await self._app(scope, receive, send)
            return
        message = Bilingual("要带令牌：Authorization: Bearer …", "send the token: Authorization: Bearer …")
        problem = ProblemError(401, "no-token", message)
        await problem_response(problem, self._language, {"WWW-Authenticate": "Bearer"})(scope, receive, send)

    def _is_known(self, scope: Scope) -> bool:
        said = next((value for name, value in scope["headers"] if name == b"authorization"), b"")
        return hmac.compare_digest(said, self._expected)
