"""Drafts from Word files: one draft a document."""

from collections.abc import Mapping

from xhs_compliance.model.declare import FactError, declare
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.errors import InputError
from xhs_compliance.model.facts import Facts, FactType
from xhs_compliance.model.words import Bilingual
from xhs_compliance.office.document import open_document
from xhs_compliance.office.headers import ROLES
from xhs_compliance.readers.tiers import tier_of


def read_word(content: bytes, source: str, types: Mapping[str, FactType], defaults: Facts | None = None) -> Draft:
    """The draft in a Word document; spans point into its text as :mod:`xhs_compliance.office.document` reads it.

    Raises:
        InputError: when it cannot be read, holds no text, or declares what nobody knows.
        UsageError: when the extra is not installed.

    """
    found = open_document(content, source)
    fields = found.texts()
    if not any(text.strip() for text in fields.values()):
        raise InputError(source, Bilingual("文档里没有文字可查", "the document holds no text to check"))
    own = {role: value for role, value in found.facts.items() if role in ROLES}
    try:
        facts = declare({name: value for name, value in found.facts.items() if name not in ROLES}, types)
    except FactError as error:
        message = Bilingual(f"文档里的声明：{error.message.zh}", f"in the document, {error.message.en}")
        raise InputError(source, message) from None
    return Draft(
        id=own.get("id", source),
        fields=fields,
        facts=defaults.with_values(**facts.values) if defaults else facts,
        source=source,
        creator=own.get("creator", ""),
        notes=found.notes,
        tier=tier_of(own.get("followers"), own.get("tier")),
    )
