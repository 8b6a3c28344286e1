"""Bookmarks, cross-references and places to fill in."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from clausekit.errors import nearest
from clausekit.word.text import escape, write_run

if TYPE_CHECKING:
    from clausekit.model.document import Blank, CheckBox, CrossReference
    from clausekit.word.ledger import Ledger

__all__ = [
    "BEGIN",
    "END",
    "SEPARATE",
    "mark_anchor",
    "mark_entry",
    "write_blank",
    "write_check_box",
    "write_reference",
]

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
_W14: Final = "http://schemas.microsoft.com/office/word/2010/wordml"
_BOX, _TICKED = "2610", "2612"
"""The characters of an empty and of a ticked box."""
_BOX_FONT: Final = "MS Gothic"
"""The font that Word itself takes for its boxes; it has both characters."""
_LONGEST_NAME: Final = 64
"""Characters in the title and the tag of a content control; Word refuses more."""


def mark_anchor(ledger: Ledger, anchor: str, content: str) -> str:
    """Write the bookmark of *anchor* around *content*."""
    target = ledger.survey.targets[anchor]
    return (
        f'<w:bookmarkStart w:id="{target.id}" w:name="{target.bookmark}"/>{content}'
        f'<w:bookmarkEnd w:id="{target.id}"/>'
    )


def mark_entry(ledger: Ledger, content: str) -> str:
    """Write the bookmark that the table of contents has for a heading without an anchor."""
    return f"{ledger.late(_open_entry, None)}{content}{ledger.late(_close_entry, None)}"


def _open_entry(ledger: Ledger, _: None) -> str:
    name, id_ = ledger.next_entry()
    return f'<w:bookmarkStart w:id="{id_}" w:name="{name}"/>'


def _close_entry(ledger: Ledger, _: None) -> str:
    return f'<w:bookmarkEnd w:id="{ledger.last_entry()}"/>'


def write_reference(ledger: Ledger, reference: CrossReference) -> str:
    r"""Write a REF field: the number of a place in full context (``\w``), with a link (``\h``).

    Source:
        ECMA-376 part 1, 17.16.5.50.
    """
    return ledger.late(_refer, reference)


def _refer(ledger: Ledger, reference: CrossReference) -> str:
    field = ledger.fields.get(reference.target)
    if field is None or field[0] != reference.number:
        field = ledger.fields[reference.target] = reference.number, _field(ledger, reference)
    return field[1]


def _field(ledger: Ledger, reference: CrossReference) -> str:
    target = ledger.survey.targets.get(reference.target)
    printed = target.printed if target else ""
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
    return ledger.late(_leave_blank, blank)


def _leave_blank(ledger: Ledger, blank: Blank) -> str:
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


def write_check_box(ledger: Ledger, box: CheckBox) -> str:
    """Write a box that is ticked with a click or with the space bar.

    Source:
        MS-DOCX 2.6.1.13 (checkbox).
    """
    return ledger.late(_draw_box, box)


def _draw_box(ledger: Ledger, box: CheckBox) -> str:
    label, key = ledger.inspect(box.label), ledger.inspect(box.key)
    fonts = (
        f'<w:rFonts w:hint="eastAsia" w:ascii="{_BOX_FONT}" w:hAnsi="{_BOX_FONT}" '
        f'w:eastAsia="{_BOX_FONT}"/>'
    )
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{escape(_shorten(label))}"/>'
        f'<w:tag w:val="{escape(_short_key(key))}"/><w:id w:val="{ledger.next_control(key)}"/>'
        f'<w14:checkbox xmlns:w14="{_W14}"><w14:checked w14:val="0"/>'
        f'<w14:checkedState w14:val="{_TICKED}" w14:font="{_BOX_FONT}"/>'
        f'<w14:uncheckedState w14:val="{_BOX}" w14:font="{_BOX_FONT}"/></w14:checkbox></w:sdtPr>'
        f"<w:sdtContent>{write_run(chr(int(_BOX, 16)), fonts)}</w:sdtContent></w:sdt>"
    )


def _shorten(label: str) -> str:
    return label if len(label) <= _LONGEST_NAME else label[: _LONGEST_NAME - 1] + "…"


def _short_key(key: str) -> str:
    if len(key) <= _LONGEST_NAME:
        return key
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{key[: _LONGEST_NAME - 13]}-{digest}"
