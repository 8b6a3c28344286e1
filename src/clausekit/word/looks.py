"""The beginnings of paragraphs in a frame's styles, made once and used for every document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clausekit.record import record
from clausekit.word.styles import HEADING_STYLES, ROLE_STYLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from clausekit.model.document import HeadingLevel, ParagraphRole
    from clausekit.word.numbering import Numbering

__all__ = ["RUN", "Looks", "prepare_looks"]

RUN = '<w:r><w:t xml:space="preserve">'
_KEEP = "<w:keepNext/>"
_LOOSE = '<w:keepNext w:val="0"/>'
_BARE = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'


@record(eq=False)
class Looks:
    """How paragraphs begin, and which of them are counted.

    Args:
        openings: By style, whether it stays with what follows, and whether it goes without the
            number of its style: the beginning of a paragraph, up to its first run.
        loose: The beginning of a heading in a table that lets what follows go to the next page.
        roles: The same for each role, for a paragraph that does neither, up to its text.
        places: For each role and level that is numbered: its list, and its depth there.
    """

    openings: Mapping[tuple[str, bool, bool], str]
    loose: str
    roles: Mapping[ParagraphRole, str]
    places: Mapping[ParagraphRole | HeadingLevel, tuple[str, int]]


def prepare_looks(styles: Mapping[str, str], numbering: Numbering) -> Looks:
    """Prepare the beginnings for the styles of a frame.

    Args:
        styles: Style ids by name.
        numbering: The lists.
    """
    openings = {
        (name, keep, bare): f'<w:p><w:pPr><w:pStyle w:val="{key}"/>'
        f"{_KEEP if keep else ''}{_BARE if bare else ''}</w:pPr>"
        for name, key in styles.items()
        for keep in (False, True)
        for bare in (False, True)
    }
    kinds: list[tuple[ParagraphRole | HeadingLevel, str]] = []
    kinds += ROLE_STYLES.items()
    kinds += HEADING_STYLES.items()
    return Looks(
        openings,
        openings["Table Heading", False, False].replace("</w:pPr>", f"{_LOOSE}</w:pPr>"),
        {role: openings[name, False, False] + RUN for role, name in ROLE_STYLES.items()},
        {kind: numbering.styles[name] for kind, name in kinds if name in numbering.styles},
    )
