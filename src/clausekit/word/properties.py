"""Document properties, and where a document comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from clausekit.word.text import escape

if TYPE_CHECKING:
    from clausekit.word.ledger import Ledger

__all__ = [
    "APP_PROPERTIES",
    "CORE_TYPE",
    "HEAD",
    "PROVENANCE",
    "PROVENANCE_ID",
    "PROVENANCE_PROPERTIES",
    "write_core_properties",
    "write_provenance",
]

PROVENANCE: Final = "urn:clausekit:provenance:1"
"""The namespace of the part that says where a document comes from."""
PROVENANCE_ID: Final = "{5E0C4A3B-7D1F-4C56-9A92-3B8E6F1D2C70}"
"""The id of that part, in every document."""
CORE_TYPE: Final = "application/vnd.openxmlformats-package.core-properties+xml"
HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
APP_PROPERTIES: Final = (
    f"{HEAD}<Properties "
    'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>clausekit</Application></Properties>"
)
PROVENANCE_PROPERTIES: Final = (
    f"{HEAD}<ds:datastoreItem "
    'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" '
    f'ds:itemID="{PROVENANCE_ID}"><ds:schemaRefs>'
    f'<ds:schemaRef ds:uri="{PROVENANCE}"/></ds:schemaRefs></ds:datastoreItem>'
)


def write_core_properties(ledger: Ledger) -> str:
    """Write title, author, subject, keywords and language; no dates, since there is no clock.

    Source:
        ECMA-376 part 2, 8.3 (core properties).
    """
    document = ledger.document
    ledger.place = "document properties"

    def element(name: str, text: str) -> str:
        return f"<{name}>{escape(ledger.inspect(text))}</{name}>" if text else ""

    return (
        f"{HEAD}<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        + element("dc:title", document.title)
        + element("dc:subject", document.subject)
        + element("dc:creator", document.author)
        + element("cp:keywords", ", ".join(document.keywords))
        + element("dc:language", document.word_language)
        + "</cp:coreProperties>"
    )


def write_provenance(ledger: Ledger) -> str:
    """Write the clauses with their versions, the hashes of facts and text, what is unreviewed."""
    document, origin = ledger.document, ledger.document.provenance
    clauses = "".join(
        f'<clause id="{escape(name)}" version="{escape(version)}"/>'
        for name, version in origin.clauses
    )
    unreviewed = "".join(f'<unreviewed key="{escape(key)}"/>' for key in origin.unreviewed)
    return (
        f'{HEAD}<provenance xmlns="{PROVENANCE}" kind="{document.kind.value}" '
        f'language="{escape(document.language)}" library="{escape(origin.library)}" '
        f'tender="{escape(origin.tender_hash)}" text="{escape(origin.text_hash)}">'
        f"{clauses}{unreviewed}</provenance>"
    )
