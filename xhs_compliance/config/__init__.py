"""Configuration: what holds for a run, and the files that say so."""
