"""Decisions of people about findings: on file, in a workbook, and what became of them in a run."""
