"""The report as Word files: each draft as it was, with the findings as comments at exactly their words."""

import itertools
from collections.abc import Collection
from pathlib import PurePath

from xhs_compliance.model.draft import Draft
from xhs_compliance.model.report import RenderOptions, Report
from xhs_compliance.model.review import Review, cards
from xhs_compliance.model.words import Language
from xhs_compliance.office.comments import add_comment, new_document, saved
from xhs_compliance.office.document import WordDraft, open_document
from xhs_compliance.reporters.html.names import page_names
from xhs_compliance.reporters.remarks import remark, summary
from xhs_compliance.reporters.wording import field_name

_WHOLE_FILES = (".docx", ".md", ".markdown", ".txt", ".srt")
"""Endings of files that hold one draft each and give it its name."""


def render_word(report: Report, options: RenderOptions) -> dict[str, bytes]:
    """One document for each draft, by file name; those that came as Word files are the original with comments."""
    files: dict[str, bytes] = {}
    for review in report.reviews:
        name = _free_name(review.draft, files)
        files[name] = commented(review, options.original(review.draft.source), options.language)
    return files


def commented(review: Review, original: bytes | None, language: Language) -> bytes:
    """A Word file of one draft.

    Args:
        review: its review.
        original: the Word file it was read from; without one, a document is made of the draft's fields.
        language: of the comments.

    """
    document = _document(review, original, language)
    add_comment(document, "", None, summary(review, language), review.as_of)
    for card in cards(review.findings):
        add_comment(document, card.lead.field, card.lead.span, remark(card, review.draft, language), review.as_of)
    return saved(document)


def _document(review: Review, original: bytes | None, language: Language) -> WordDraft:
    """The original, where it still reads like the draft; else a new document: comments would stand at wrong words."""
    if original is not None and review.draft.source.lower().endswith(".docx"):
        found = open_document(original, review.draft.source)
        if found.texts() == dict(review.draft.fields):
            return found
    fields = review.draft.fields.items()
    return new_document({name: (field_name(name, language), text) for name, text in fields})


def _free_name(draft: Draft, taken: Collection[str]) -> str:
    """The file's own name; with its folder, then with a number, where another draft has that already."""
    path = PurePath(draft.source)
    is_row = path.suffix.lower() not in _WHOLE_FILES
    stem = PurePath(page_names([draft.id])[0]).stem if is_row else path.stem
    names = itertools.chain((stem, f"{path.parent.name}-{stem}"), (f"{stem}-{number}" for number in itertools.count(2)))
    return next(f"{name}.docx" for name in names if f"{name}.docx" not in taken)
