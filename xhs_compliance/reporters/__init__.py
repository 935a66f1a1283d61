"""Reporters turn a report into text; they are pure functions that never print, write or exit."""

from collections.abc import Callable

from xhs_compliance.model.report import RenderOptions, Report

Reporter = Callable[[Report, RenderOptions], str]
"""What every reporter is."""
