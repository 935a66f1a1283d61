"""The language a reader's computer speaks."""

from collections.abc import Mapping

from xhs_compliance.model.words import Language


def language_of_locale(environment: Mapping[str, str]) -> Language:
    """Chinese where the locale is Chinese, else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        if value := environment.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"
