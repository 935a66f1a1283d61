"""Where the page of a rule is published: an address of the reader's own, since the tool knows none."""

from xhs_compliance.model.report import RenderOptions
from xhs_compliance.model.rule import Rule

STANDARD = "/{lang}/{pack}.md#{rule}"
"""Where ``docs/rules/`` holds a rule, below an address that names no places of its own."""


def rule_address(rule: Rule, options: RenderOptions) -> str:
    """The address of a rule's page in the reader's language; empty where nobody said where the pages are."""
    template = options.rule_pages
    if not template:
        return ""
    if "{" not in template:
        template = template.rstrip("/") + STANDARD
    parts = {"{lang}": options.language, "{pack}": rule.pack, "{rule}": rule.name}
    for place, word in parts.items():
        template = template.replace(place, word)
    return template
