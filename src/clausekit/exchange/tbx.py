"""The glossary: defined terms and the names of the parties, in all languages.

Source:
    ISO 30042:2008 (TBX), in the data categories of TBX-Basic.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

from clausekit.exchange.markup import DECLARATION, write_element, write_text
from clausekit.record import record

__all__ = ["Concept", "Name", "write_tbx"]

_GENDERS = {"m": "masculine", "f": "feminine", "n": "neuter"}


@record
class Name:
    """A term in one language.

    Args:
        text: The term.
        status: ``preferredTerm``, ``admittedTerm`` for its other forms, ``deprecatedTerm`` for a
            word that must not stand for it.
        gender: ``m``, ``f`` or ``n``; empty where it is not known.
        region: The tag of the variant that it belongs to; empty for the whole language.
    """

    text: str
    status: str
    gender: str = ""
    region: str = ""


@record
class Concept:
    """What is named.

    Args:
        id: Its id.
        field: The subject that it belongs to.
        names: By language, its terms.
        definitions: By language, what it means.
    """

    id: str
    field: str
    names: Mapping[str, tuple[Name, ...]]
    definitions: Mapping[str, str]


def write_tbx(concepts: Iterable[Concept]) -> str:
    """Return a TBX document.

    Example:
        >>> "<term>Site</term>" in write_tbx([Concept("site", "contract",
        ...     {"en": (Name("Site", "preferredTerm"),)}, {})])
        True
    """
    source = write_element("sourceDesc", write_element("p", "The glossary of clausekit."))
    title = write_element("titleStmt", write_element("title", "clausekit"))
    described = write_element("fileDesc", title + source)
    encoded = write_element("encodingDesc", write_element("p", "TBXBasicXCSV02.xcs", type="XCSURI"))
    header = write_element("martifHeader", described + encoded)
    body = write_element("body", "\n" + "\n".join(map(_concept, concepts)) + "\n")
    text = write_element("text", body)
    return f"{DECLARATION}{write_element('martif', header + text, type='TBX', xml__lang='en')}\n"


def _concept(concept: Concept) -> str:
    field = write_element("descrip", write_text(concept.field), type="subjectField")
    sections = []
    for code, names in concept.names.items():
        for region, group in groupby(names, key=lambda name: name.region):
            meaning = "" if region else concept.definitions.get(code, "")
            said = write_element("descrip", write_text(meaning), type="definition")
            terms = "".join(map(_term, group))
            sections.append(
                write_element(
                    "langSet", (said if meaning else "") + terms, xml__lang=region or code
                )
            )
    return write_element("termEntry", field + "".join(sections), id=concept.id)


def _term(name: Name) -> str:
    notes = write_element("termNote", "noun", type="partOfSpeech")
    if name.gender:
        notes += write_element("termNote", _GENDERS[name.gender], type="grammaticalGender")
    status = f"{name.status}-admn-sts"
    notes += write_element("termNote", status, type="administrativeStatus")
    return write_element("tig", write_element("term", write_text(name.text)) + notes)
