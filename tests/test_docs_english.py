"""The page on English drafts names rules that exist, and leaves out none of the packs it is about."""

import re
from pathlib import Path

from xhs_compliance.linter import Linter

PAGE = Path(__file__).parent.parent / "docs" / "english.md"


def test_the_page_names_the_rules_there_are(shipped: Linter) -> None:
    named = set(re.findall(r"`((?:en|cn)-[a-z]+/[a-z-]+)`", PAGE.read_text(encoding="utf-8")))
    existing = {rule.id for rule in shipped.book.rules}
    assert named <= existing
    assert {rule for rule in existing if rule.startswith("en-")} <= named
