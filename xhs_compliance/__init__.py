"""Lint Xiaohongshu (小红书 / RedNote) drafts before they are published.

The public names live in :mod:`xhs_compliance.api`; they are also importable from here.
"""

from typing import Any

__version__ = "0.1.0"

_PUBLIC = ("Linter", "check_draft", "check_paths", "check_text", "load_linter")


def __getattr__(name: str) -> Any:
    """Public names are imported when first asked for, so that ``import xhs_compliance`` costs nothing."""
    if name in _PUBLIC:
        from importlib import import_module

        return getattr(import_module("xhs_compliance.api"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
