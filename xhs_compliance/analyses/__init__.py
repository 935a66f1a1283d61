"""Measurements over whole drafts: how much one reads like a script, how it relates to its brief and its campaign."""
