"""Templates: how they are filled, and the policy under which a page may run its own script and styles and no other."""

import base64
import hashlib
from collections.abc import Iterable
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from xhs_compliance.model.words import Severity, Verdict
from xhs_compliance.reporters import phrases
from xhs_compliance.reporters.campaign_words import TIERS
from xhs_compliance.reporters.html import phrases as page_phrases
from xhs_compliance.reporters.html import wording as page_wording
from xhs_compliance.reporters.html.beside import letter
from xhs_compliance.reporters.html.interface_phrases import INTERFACE
from xhs_compliance.reporters.html.markup import both, interface, sentence, typed
from xhs_compliance.reporters.likeness import further_words, quotes_words


@cache
def environment() -> Environment:
    """Everything templates may use; what they are given is escaped unless it says it is markup."""
    made = Environment(
        loader=_loader(),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["typed"] = typed
    made.globals.update(
        both=both,
        sentence=sentence,
        t=interface,
        typed=typed,
        phrases=phrases,
        letter=letter,
        further_words=further_words,
        quotes_words=quotes_words,
        words=page_phrases,
        INTERFACE=INTERFACE,
        TIERS=TIERS,
        view_words=page_wording,
        Severity=Severity,
        Verdict=Verdict,
    )
    return made


def source(name: str) -> str:
    """The text of one of our own styles or scripts."""
    return _loader().get_source(environment(), name)[0]


@cache
def inlined(names: tuple[str, ...]) -> Markup:
    """The files one after the other, trusted as they are: they are ours and hold nothing of a draft."""
    return trusted(source(name) for name in names)


def trusted(sources: Iterable[str]) -> Markup:
    """Our own styles or scripts as one block of a page."""
    return Markup("\n".join(sources))  # noqa: S704 - files of this package


def fill(template: str, style: Markup, script: Markup, **values: Any) -> str:
    """A page whose security policy names *style* and *script* by their digests, and nothing else.

    Args:
        template: the name of a template that extends ``page.html``.
        style: all of its styles.
        script: all of its script.
        values: what the template is given.

    """
    policy = policy_of(str(style), str(script))
    return environment().get_template(template).render(style=style, script=script, policy=policy, **values)


@cache
def _loader() -> PackageLoader:
    return PackageLoader("xhs_compliance.reporters.html", "templates")


def policy_of(style: str, script: str, connect: str = "") -> str:
    """The policy of a page that runs *script*, wears *style* and may send requests to *connect* alone."""
    requests = f"connect-src {connect}; " if connect else ""
    return (
        f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script)}; {requests}img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(block: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(block.encode()).digest()).decode()}'"
