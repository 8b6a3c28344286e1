"""What is fuzzed: the readers of what strangers hand in.

A target takes bytes and does with them what the library would. Only errors of clausekit's own kind
may come out, which the target swallows; everything else is a find.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, cast

from word_frames import SLOTS, frame_parts, paragraph, zip_parts
from word_samples import sample_document

from clausekit import Catalogue, ClausekitError, Tender, render_docx, select
from clausekit.language.merging import merge
from clausekit.language.po import read_po
from clausekit.language.translations import Entry
from clausekit.language.wording import placeholders
from clausekit.word import Frame
from clausekit.word.package import Member, pack_members
from facts import tender_facts
from fuzz.trees import Stock

__all__ = ["TARGETS", "Target"]


@dataclass(frozen=True)
class Target:
    """A reader under test.

    Args:
        read: What is called with each input.
        seeds: Sound inputs to begin with.
        words: Pieces that the input format knows.
        change: Changes an input so that it is sound enough to get beyond the parser; None where
            it cannot.
    """

    read: Callable[[bytes], None]
    seeds: Callable[[], list[bytes]]
    words: tuple[bytes, ...]
    change: Callable[[bytes, random.Random], bytes | None] | None = None


# --- templates: the first byte says which part of a sound frame the rest takes the place of

_WHOLE: Final = 255
_DOCUMENT = sample_document(articles=2)
_MARK = '<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>'


def _parts(*tags: str) -> dict[str, bytes]:
    """Return the parts of a sound frame with *tags* in its text, header, footer, note, property."""
    text, header, footer, note, custom = tags
    parts = frame_parts(
        paragraph(text) + _MARK + SLOTS,
        header=paragraph(header),
        footer=paragraph(footer),
        footnotes=f'<w:footnote w:id="1">{paragraph(note)}</w:footnote>',
        settings='<w:updateFields w:val="1"/>',
        custom=custom,
    )
    return {name: part.encode() if isinstance(part, str) else part for name, part in parts.items()}


_PARTS = _parts(
    "{{ buyer_name }} {% if supplier_name %}x{% endif %}", "{{ tender_title|upper }}",
    "{{ notice }}", "note", "{{ buyer_name }}",
)  # fmt: skip
_NAMES = tuple(_PARTS)
# What stands round the part that is changed has no tags: most of the time went into compiling them.
_PACKED = {name: Member.pack(name, part) for name, part in _parts(*("plain",) * 5).items()}
_STOCK: list[Stock] = []


def _read_template(data: bytes) -> None:
    if not data:
        return
    chosen, rest = data[0], data[1:]
    content = rest if chosen == _WHOLE else _with(_NAMES[chosen % len(_NAMES)], rest)
    try:
        render_docx(_DOCUMENT, Frame.compile(content, name="strange.docx"))
    except ClausekitError:
        return


def _with(name: str, content: bytes) -> bytes:
    members = {**_PACKED, name: Member.pack(name, content)}
    return pack_members(members.values())


def _change_template(data: bytes, chance: random.Random) -> bytes | None:
    """Change a part as a tree; a whole file has none."""
    if not _STOCK:
        _STOCK.append(Stock.collect([*_PARTS.values()], _TEMPLATE_WORDS))
    if not data or data[0] == _WHOLE:
        return None
    part = _STOCK[0].change(data[1:], chance)
    return None if part is None else data[:1] + part


def _template_seeds() -> list[bytes]:
    return [
        *(bytes([number]) + text for number, text in enumerate(_PARTS.values())),
        bytes([_WHOLE]) + zip_parts(_PARTS),
    ]


# --- PO files


class _File:
    """A file that reads as a PO file on a disk would."""

    name = "strange.po"

    def __init__(self, content: bytes) -> None:
        self._content = content

    def open(self, mode: str) -> io.BytesIO:
        """Open as ``Path.open`` does."""
        return io.BytesIO(self._content)


def _read_po(data: bytes) -> None:
    try:
        parsed = read_po(cast("Any", _File(data)))
        for entry in parsed:
            placeholders(entry.msgid)
            placeholders(entry.msgstr)
        again = merge(parsed, (), language="es")
    except ClausekitError:
        return
    # Whatever was read is kept: written and read once more, every translation says the same.
    kept = read_po(cast("Any", _File(again.encode())))
    assert _translations(kept) == _translations(parsed)


def _translations(entries: Iterable[Entry]) -> dict[str, tuple[str, str]]:
    oldest_first = sorted(entries, key=lambda entry: not entry.obsolete)
    living = {entry.msgctxt: entry for entry in oldest_first if entry.msgctxt}
    return {key: (entry.msgid, entry.msgstr) for key, entry in living.items() if entry.msgstr}


def _po_seeds() -> list[bytes]:
    head = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    entry = 'msgctxt "fl.ban/title"\nmsgid "No {supplier} fees"\nmsgstr "Sin {supplier:o|a}"\n'
    return [
        f"{head}\n{entry}".encode(),
        f'{head}\n# note\n#. x\n#: y:1\n#, fuzzy\n#| msgid "Old"\n{entry}'.encode(),
        f'{head}\n#~ msgctxt "a"\n#~ msgid "b"\n#~ msgstr "c"\n'.encode(),
        f'{head}\nmsgctxt "a"\nmsgid ""\n"b\\n"\n"c"\nmsgid_plural "d"\nmsgstr[0] "e"\n'.encode(),
    ]


# --- tenders

_CATALOGUE: list[Catalogue] = []


def _read_tender(data: bytes) -> None:
    if not _CATALOGUE:
        _CATALOGUE.append(Catalogue.load())
    try:
        tender = Tender.model_validate_json(data)
    except ClausekitError:
        return
    assert Tender.model_validate_json(tender.model_dump_json()) == tender
    select(tender, _CATALOGUE[0])


def _tender_seeds() -> list[bytes]:
    import json

    full = tender_facts(
        codes=["CPV 18110000-3"],
        origins=["BD", "CHN"],
        value={"amount": "125000.50", "currency": "CLP"},
        period={"start": "2026-01-01", "end": "2027-12-31"},
        tier="advanced",
        supplier_size="small",
        stage="award",
        supplier="Smith & Sons <Ltd>",
        dated="2026-02-03",
        languages=["es", "fr-CA"],
        terms={"supplier": "contractor"},
        paper="letter",
    )
    return [json.dumps(facts).encode() for facts in (tender_facts(), full)]


def _words(text: str) -> tuple[bytes, ...]:
    return tuple(word.encode("utf-8", "surrogatepass") for word in text.split(" "))


_TEMPLATE_WORDS: Final = _words(
    "{{ }} {% %} {# #} if else endif for set |upper |default( buyer_name __class__ "
    "{{p clauses }} <w:p> </w:p> <w:r> <w:t> <w:tbl> <w:numId w:val= <!DOCTYPE "
    '<!ENTITY &#x0; &amp; TargetMode="External" <![CDATA[ ]]> xmlns:w= <?xml <!-- -->'
)


def _lines() -> Iterator[tuple[str, Target]]:
    yield (
        "template",
        Target(
            _read_template,
            _template_seeds,
            _TEMPLATE_WORDS,
            _change_template,
        ),
    )
    yield (
        "po",
        Target(
            _read_po,
            _po_seeds,
            _words('msgid msgstr msgctxt msgid_plural msgstr[0] #, #~ #| #. #: fuzzy \\n \\" {x} '
                   "{supplier:a|b} \ufeff \r \x00 \u2028"),
        ),
    )  # fmt: skip
    yield (
        "tender",
        Target(
            _read_tender,
            _tender_seeds,
            _words('NaN 1e999 -0 \\ud800 \\u0000 null true [] {} "title" "buyer" "country" '
                   '"amount" 9999-12-31 0001-01-01 \ufeff \u202e {{ ]]> \\uffff'),
        ),
    )  # fmt: skip


TARGETS: Final = dict(_lines())
