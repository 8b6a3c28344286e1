"""Bookmarks, cross-references and places to fill in."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from clausekit.errors import nearest
from clausekit.word.text import escape, write_run

if TYPE_CHECKING:
    from clausekit.model.document import Blank, CrossReference
    from clausekit.word.ledger import Ledger

__all__ = ["BEGIN", "END", "SEPARATE", "write_blank", "write_bookmark", "write_reference"]

BEGIN: Final = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
SEPARATE: Final = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
END: Final = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
_DATES: Final = {
    "es": "d 'de' MMMM 'de' yyyy",
    "pt": "d 'de' MMMM 'de' yyyy",
    "fr": "d MMMM yyyy",
    "en": "d MMMM yyyy",
    "en-us": "MMMM d, yyyy",
}
_LONGEST_NAME: Final = 64
"""Characters in the title and the tag of a content control; Word refuses more."""


def write_bookmark(ledger: Ledger, name: str, content: str) -> str:
    """Put a bookmark round the content of a paragraph."""
    number = ledger.next_bookmark()
    return (
        f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
        f'{content}<w:bookmarkEnd w:id="{number}"/>'
    )


def write_reference(ledger: Ledger, reference: CrossReference) -> str:
    r"""Write a REF field: the number of a place in full context (``\w``), with a link (``\h``).

    Source:
        ECMA-376 part 1, 17.16.5.50.
    """
    target = ledger.survey.targets.get(reference.target)
    printed = ledger.printed(reference.target)
    if target is None or not printed:
        ledger.fault(
            "document.reference",
            f"A reference points to {reference.target!r}, which has no place or no number here.",
            nearest(reference.target, ledger.survey.targets),
        )
        return ""
    if reference.number != target.number:
        ledger.fault(
            "document.reference",
            f"A reference to {reference.target!r} says {reference.number!r}; "
            f"the number there is {target.number!r}.",
        )
    return (
        f'{BEGIN}<w:r><w:instrText xml:space="preserve"> REF {target.bookmark} \\w \\h '
        f"</w:instrText></w:r>{SEPARATE}{write_run(printed)}{END}"
    )


def write_blank(ledger: Ledger, blank: Blank) -> str:
    """Write a content control that shows what belongs there.

    Source:
        ECMA-376 part 1, 17.5.2.31 (sdt), 17.5.2.7 (date).
    """
    label = ledger.inspect(blank.label)
    key = ledger.inspect(blank.key)
    kind = "<w:text/>"
    if blank.date:
        language = ledger.document.word_language
        format_ = _DATES.get(language.casefold()) or _DATES.get(
            language.partition("-")[0].casefold(), "yyyy-MM-dd"
        )
        kind = (
            f'<w:date><w:dateFormat w:val="{escape(format_)}"/><w:lid w:val="{escape(language)}"/>'
            '<w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>'
        )
    text = write_run(f"[{label}]", f'<w:rStyle w:val="{ledger.styles["Placeholder Text"]}"/>')
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{escape(_shorten(label))}"/>'
        f'<w:tag w:val="{escape(_short_key(key))}"/><w:id w:val="{ledger.next_control(key)}"/>'
        f"<w:showingPlcHdr/>{kind}</w:sdtPr><w:sdtContent>{text}</w:sdtContent></w:sdt>"
    )


def _shorten(label: str) -> str:
    return label if len(label) <= _LONGEST_NAME else label[: _LONGEST_NAME - 1] + "…"


def _short_key(key: str) -> str:
    if len(key) <= _LONGEST_NAME:
        return key
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{key[: _LONGEST_NAME - 13]}-{digest}"
