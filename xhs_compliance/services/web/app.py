"""The web application that ``xhs-compliance serve`` runs on this machine."""

from collections.abc import Iterable

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from xhs_compliance.api import Linter
from xhs_compliance.model.words import Language
from xhs_compliance.services.page.routes import page_routes

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
"""Names under which a browser on this machine reaches it; a page elsewhere that points its own name here is refused."""


def create_app(linter: Linter, language: Language = "zh", hosts: Iterable[str] = LOOPBACK) -> Starlette:
    """The application.

    Args:
        linter: what checks drafts.
        language: the page's first language.
        hosts: names it answers to.

    """
    middleware = [Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False)]
    return Starlette(routes=page_routes(linter, language), middleware=middleware)
