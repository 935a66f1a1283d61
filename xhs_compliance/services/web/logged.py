"""One line of log for every request: what was asked of which address, what came of it, and never what was sent."""

import logging
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from xhs_compliance.services.web.encoding import encode

LOG = logging.getLogger("xhs_compliance.services")
LONGEST_PATH = 80


class Logged:
    """Wraps an application; the time is that until the last byte of the answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not LOG.isEnabledFor(logging.INFO):
            await self._app(scope, receive, send)
            return
        started, status = time.perf_counter(), 0

        async def noted(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        try:
            await self._app(scope, receive, noted)
        finally:
            milliseconds = round((time.perf_counter() - started) * 1000, 2)
            line = {"method": scope["method"], "path": scope["path"][:LONGEST_PATH], "status": status}
            LOG.info("%s", encode({**line, "ms": milliseconds}).decode())
