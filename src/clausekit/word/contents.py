"""The table of contents: a TOC field whose entries are there before anybody updates it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from clausekit.word.fields import BEGIN, END, SEPARATE
from clausekit.word.paragraphs import write_styled
from clausekit.word.text import write_run

if TYPE_CHECKING:
    from clausekit.word.ledger import Ledger
    from clausekit.word.survey import Entry

__all__ = ["write_contents"]

# So many lines at the end stay on one page: none stands alone at the top of the next.
_TAIL: Final = 4
_GAPS: Final = {"tab": "<w:r><w:tab/></w:r>", "nothing": ""}


def write_contents(ledger: Ledger) -> str:
    r"""Write the table of contents, or nothing where there is nothing to list.

    The entries are links without page numbers (switches ``\h`` and ``\n``): only Word knows its
    pages, and a link is never wrong.

    Source:
        ECMA-376 part 1, 17.16.5.68 (TOC), 17.5.2.12 (docPartObj).
    """
    entries = ledger.survey.entries
    if not entries:
        return ""
    ledger.place = "contents"
    # The outline switch needs no list separator, which differs from country to country.
    scope = r"\u" if ledger.layout.outline_switch else r'\t "Schedule Heading,2"'
    start = (
        f'{BEGIN}<w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\n {scope} '
        f"</w:instrText></w:r>{SEPARATE}"
    )
    title = write_styled(ledger, "TOC Heading", ledger.run(ledger.document.contents_title))
    last = len(entries) - 1
    lines = [
        write_styled(
            ledger,
            f"toc {entry.level}",
            (start if index == 0 else "")
            + _write_entry(ledger, entry)
            + (END if index == last else ""),
            keep=last - _TAIL < index < last,
        )
        for index, entry in enumerate(entries)
    ]
    return (
        f'<w:sdt><w:sdtPr><w:id w:val="{ledger.next_control("contents")}"/><w:docPartObj>'
        '<w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{title}{''.join(lines)}</w:sdtContent></w:sdt>"
    )


def _write_entry(ledger: Ledger, entry: Entry) -> str:
    number = ""
    if entry.label is not None and (text := entry.label.text):
        suffix = entry.label.suffix
        if suffix == "tab" and not ledger.layout.hangs[entry.level - 1]:
            # Without a tab stop of its own, the number would fly to the right margin.
            suffix = "space"
        number = write_run(text) + _GAPS.get(suffix, write_run(" "))
    return (
        f'<w:hyperlink w:anchor="{entry.bookmark}" w:history="1">{number}'
        f"{ledger.run(entry.title)}</w:hyperlink>"
    )
