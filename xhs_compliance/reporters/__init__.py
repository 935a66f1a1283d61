"""Reporters turn a report into text; they are pure functions that never print, write or exit."""
