"""The page itself and its pieces, from templates of its own and those of the report."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader
from markupsafe import Markup

from xhs_compliance.model.facts import FactType
from xhs_compliance.model.words import Language
from xhs_compliance.reporters.html.environment import environment, policy_of, source, trusted
from xhs_compliance.reporters.html.markup import both
from xhs_compliance.services.page.phrases import EXAMPLE_TEXT, EXAMPLE_TITLE, SCREEN

_STYLES = ("base.css", "draft.css", "panels.css", "live.css")
_SCRIPTS = ("language.js", "copy.js", "live.js")


def screen(types: Mapping[str, FactType], language: Language) -> str:
    """The whole page, empty."""
    style, script = _joined(_STYLES), _joined(_SCRIPTS)
    policy = policy_of(str(style), str(script), "'self'")
    template = _environment().get_template("live.html")
    return template.render(language=language, style=style, script=script, policy=policy, types=types, say=say, **_KEPT)


def piece(template: str, **values: Any) -> str:
    """One piece of the page."""
    return _environment().get_template(template).render(live=True, say=say, **{**_KEPT, **values})


def say(name: str, /, **values: Any) -> Markup:
    """What the page says, in both languages."""
    return both(SCREEN[name], **values)


_KEPT: dict[str, Any] = {"screen_words": SCREEN, "example_title": EXAMPLE_TITLE, "example_text": EXAMPLE_TEXT}


@cache
def _environment() -> Environment:
    shared = environment()
    assert shared.loader is not None  # noqa: S101 - for the type checker
    return shared.overlay(loader=ChoiceLoader([_own(), shared.loader]))


@cache
def _own() -> PackageLoader:
    return PackageLoader("xhs_compliance.services.page", "templates")


@cache
def _joined(names: tuple[str, ...]) -> Markup:
    own = set(_own().list_templates())
    return trusted(_own().get_source(_environment(), name)[0] if name in own else source(name) for name in names)
