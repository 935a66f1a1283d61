"""What stands around every address of the API: how many requests at once, and trouble as a problem body."""

import logging
import traceback
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from xhs_compliance.model.words import Bilingual, Language
from xhs_compliance.services.web.encoding import encode
from xhs_compliance.services.web.problems import RETRY_AFTER, ProblemError, bug_problem, problem_response

LOG = logging.getLogger("xhs_compliance.services")
BUSY = Bilingual("同时来的请求太多，过一秒再试", "too many requests at once; try again in a second")

Handler = Callable[[Request], Awaitable[Response]]


class Guard:
    """Counts the requests under way, to the last byte of their answers.

    Args:
        at_once: how many there may be.
        language: that of the problem body a request gets.

    """

    def __init__(self, at_once: int, language: Callable[[Request], Language]) -> None:
        self.at_once = at_once
        self.under_way = 0
        self.language = language

    def around(self, handler: Handler) -> "Guarded":
        """*handler* behind this guard."""
        return Guarded(self, handler)


class Guarded:
    """One address behind a guard; an application of its own, so that the answer is sent under the guard as well."""

    def __init__(self, guard: Guard, handler: Handler) -> None:
        self._guard = guard
        self._handler = handler

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive, send)
        if self._guard.under_way >= self._guard.at_once:
            busy = problem_response(ProblemError(503, "busy", BUSY), self._guard.language(request), RETRY_AFTER)
            await busy(scope, receive, send)
            return
        self._guard.under_way += 1
        try:
            response = await self._response(request)
            await response(scope, receive, send)
        finally:
            self._guard.under_way -= 1

    async def _response(self, request: Request) -> Response:
        try:
            return await self._handler(request)
        except ProblemError as error:
            return problem_response(error, self._guard.language(request))
        except Exception as error:
            log_bug(error)
            return bug_problem(request, error)


def log_bug(error: Exception) -> None:
    """Log a bug of ours: its kind and place, and not what it says, which may be words of the draft."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    LOG.error("%s", encode({"error": type(error).__name__, "at": f"{place.filename}:{place.lineno}"}).decode())
