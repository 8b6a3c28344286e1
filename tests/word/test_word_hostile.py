"""Facts come back letter by letter, wherever a tag stands, and are never read as a template."""

from __future__ import annotations

import io
import re

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from word_faults import faults
from word_frames import SLOTS, cells, frame_parts, paragraph, small_frame, unzip, zip_parts
from word_samples import HOSTILE, body, sample_document, small_document

from clausekit.errors import DocumentError
from clausekit.model.document import FACT_NAMES, Blank, Footnote, Foreign, Strong
from clausekit.word import Frame, check_docx, render_docx

TAG = "{{ buyer_name }}"
FRAME = small_frame(
    paragraph(f"Body: {TAG}.")
    + cells(paragraph(TAG), paragraph("{{ buyer", "_name", " }}"))
    + SLOTS
    + paragraph('<w:footnoteReference w:id="1"/>').replace(
        '<w:t xml:space="preserve"><w:footnoteReference w:id="1"/></w:t>',
        '<w:footnoteReference w:id="1"/>',
    ),
    header=paragraph(TAG),
    footer=paragraph(f"({TAG})"),
    footnotes='<w:footnote w:id="1">' + paragraph(f"note {TAG}") + "</w:footnote>",
    custom=TAG,
)


def texts(content: bytes, part: str) -> list[str]:
    """The paragraphs of a part, tabs and breaks included."""
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    marks = {f"{space}tab": "\t", f"{space}br": "\n"}
    return [
        "".join(
            element.text or "" if element.tag == f"{space}t" else marks[element.tag]
            for element in paragraph.iter(f"{space}t", *marks)
        )
        for paragraph in etree.fromstring(unzip(content)[part]).iter(f"{space}p")
    ]


@pytest.mark.parametrize("fact", HOSTILE)
def test_a_fact_comes_back_wherever_it_stands(fact: str) -> None:
    document = sample_document(
        facts={"buyer_name": fact}, author=fact, title=fact, subject=fact, keywords=(fact,)
    )
    content = render_docx(document, FRAME)
    assert texts(content, "word/document.xml")[:3] == [f"Body: {fact}.", fact, fact]
    assert texts(content, "word/header1.xml") == [fact]
    assert texts(content, "word/footer1.xml") == [f"({fact})"]
    assert texts(content, "word/footnotes1.xml")[-1] == f"note {fact}"
    word = docx.Document(io.BytesIO(content))
    assert word.paragraphs[0].text == f"Body: {fact}."
    assert word.sections[0].header.paragraphs[0].text == fact
    properties = word.core_properties
    assert (properties.title, properties.author, properties.subject) == (fact, fact, fact)
    assert properties.keywords == fact
    assert check_docx(content) == ()


def test_a_custom_property_hides_what_looks_like_a_character() -> None:
    content = render_docx(sample_document(facts={"buyer_name": "a_x000D_b & c"}), FRAME)
    root = etree.fromstring(unzip(content)["docProps/custom.xml"])
    assert root[0][0].text == "a_x005F_x000D_b & c"


_CODE = re.compile("_x([0-9A-Fa-f]{4})_")


@given(st.lists(st.text("_x0041fA ", max_size=8), min_size=3, max_size=3))
def test_values_beside_each_other_make_no_character(values: list[str]) -> None:
    buyer, title, supplier = (f"{value}." if not value.strip() else value for value in values)
    facts = {"buyer_name": buyer, "tender_title": title, "supplier_name": supplier}
    custom = "{{ buyer_name }}{{ tender_title }}_{{ supplier_name }}"
    content = render_docx(sample_document(facts=facts), small_frame(custom=custom))
    (told,) = etree.fromstring(unzip(content)["docProps/custom.xml"])[0]
    shown = _CODE.sub(lambda found: chr(int(found[1], 16)), told.text or "")
    assert shown == f"{buyer}{title}_{supplier}"


@pytest.mark.parametrize(
    ("custom", "mended"),
    [
        ("_x{{ buyer_name }}", "_x {{ buyer_name }}"),
        ("a_x00{{ buyer_name }}", "a_x00-{{ buyer_name }}"),
        ("_x0041{{ buyer_name }}", "_x00410{{ buyer_name }}"),
        ("_{{ notice }}x00{{ buyer_name }}", "_{{ notice }} x00{{ buyer_name }}"),
        ("_{{ notice }}{{ notice }}x0041_", "_{{ notice }}{{ notice }}y0041_"),
        ("_{% if notice %}{% endif %}x4{{ buyer_name }}", "{% if notice %}_ {% endif %}x4"),
        ("_{% if supplier_name %}zz{% endif %}x00{{ buyer_name }}", "_{{ buyer_name }}_ x00"),
        ("{% if notice %}_{% else %}zz{% endif %}x00{{ buyer_name }}", "zz_{{ buyer_name }}"),
    ],
)
def test_half_a_code_before_a_value_is_refused(custom: str, mended: str) -> None:
    assert faults(small_frame(custom=custom))[0][0] == "tag-place"
    assert render_docx(sample_document(), small_frame(custom=mended))


def test_a_property_as_long_as_a_part_may_be_is_read_once() -> None:
    custom = "_x " * 100_000 + "{{ notice }}" * 1_900
    assert render_docx(sample_document(), small_frame(custom=custom))


def test_a_carriage_return_in_a_fact_is_a_line_break() -> None:
    """XML makes another sign of it."""
    made = render_docx(sample_document(facts={"buyer_name": "a\rb\r\nc"}), FRAME)
    assert texts(made, "word/document.xml")[0] == "Body: a\nb\nc."


@pytest.mark.parametrize("type_", ["i4", "bool", "filetime", "r8"])
def test_a_property_that_is_no_text_has_no_tag(type_: str) -> None:
    parts = frame_parts(custom="{{ tender_reference }}")
    part = str(parts["docProps/custom.xml"]).replace("lpwstr", type_)
    assert [code for code, _ in faults(zip_parts(parts | {"docProps/custom.xml": part}))] == [
        "tag-place"
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_of_the_tree_comes_back(text: str) -> None:
    document = small_document(
        body(
            text, Strong(text=text), Foreign(text=text, language="la"),
            Blank(key=text, label=text), Blank(key=f"{text}2", label=text, date=True),
            Footnote(content=(text,)),
        )
    )  # fmt: skip
    content = render_docx(document, small_frame(SLOTS))
    assert texts(content, "word/document.xml")[0] == f"{text}{text}{text}[{text}][{text}]"
    assert f" {text}" in texts(content, "word/footnotes1.xml")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")))
def test_any_fact_comes_back(fact: str) -> None:
    content = render_docx(sample_document(articles=1, facts={"buyer_name": fact}), FRAME)
    assert texts(content, "word/header1.xml") == [fact]
    assert texts(content, "word/document.xml")[0] == f"Body: {fact}."


def test_breaks_and_tabs_become_words_own() -> None:
    document = sample_document(facts={"buyer_name": "one\ntwo\tthree\r\nfour & <five>"})
    content = render_docx(document, FRAME)
    assert texts(content, "word/header1.xml") == ["one\ntwo\tthree\nfour & <five>"]


@pytest.mark.parametrize("filtered", ["upper", "lower", "title", "trim", "default('x')"])
def test_filters_do_not_undo_escaping(filtered: str) -> None:
    frame = small_frame(SLOTS + paragraph("{{ buyer_name|" + filtered + " }}"))
    content = render_docx(sample_document(facts={"buyer_name": " a & <b>\n"}), frame)
    assert texts(content, "word/document.xml")[-1].strip().casefold() == "a & <b>"


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1f", "\ud800", "\ufffe"])
def test_a_character_that_xml_cannot_hold_is_named(character: str) -> None:
    document = sample_document(
        facts={"buyer_name": f"Town{character}Hall", "notice": character}, title=f"T{character}"
    )
    with pytest.raises(DocumentError) as caught:
        render_docx(document, FRAME)
    faults = caught.value.faults
    assert {fault.where for fault in faults} == {
        "facts/buyer_name",
        "facts/notice",
        "document properties",
    }
    assert f"U+{ord(character):04X}" in faults[0].message


def test_a_character_in_a_clause_is_named_with_its_block() -> None:
    document = small_document(body("fine"), body("a bell \a"), body(Strong(text="\x01")))
    with pytest.raises(DocumentError) as caught:
        render_docx(document, FRAME)
    assert [fault.where for fault in caught.value.faults] == [
        "clauses, block 2",
        "clauses, block 3",
    ]


def test_a_fact_that_the_document_lacks_is_named() -> None:
    facts = dict.fromkeys(set(FACT_NAMES) - {"buyer_name"}, "x")
    document = sample_document().model_copy(update={"facts": facts})
    with pytest.raises(DocumentError, match="buyer_name"):
        render_docx(document, FRAME)


@pytest.mark.parametrize(
    "declared",
    [
        f'xmlns:q="{"u" * 2_000}"',
        f"xmlns:q = '{'u' * 2_000}'",
        f'xmlns:{"q" * 2_000}="u"',
        f'xmlns:q={" " * 5_000}"{"u" * 2_000}"',
        f"""xmlns:q="'{"u" * 2_000}\"""",
        " ".join(f'xmlns:q{number}="u{number}"' for number in range(600)),
        " ".join(f'xmlns:q{number}="u"' for number in range(600)),
    ],
)
def test_namespaces_are_short_and_few(declared: str) -> None:
    """The name of each element holds its own, and lxml looks through all for each that is moved."""
    assert faults(small_frame(f"<w:p {declared}/>{SLOTS}"))[0][0] in {"zip-bomb", "malformed-xml"}


def test_the_word_for_a_namespace_may_stand_in_a_text() -> None:
    text = "xmlns: a word; xmlns = 'u'; xmlns:x=u; xmlns" * 40 + "xmlns " + "a word " * 100
    assert Frame.compile(small_frame(paragraph(text) + SLOTS), name="house.docx").slots


def test_parts_that_lie_over_each_other_are_refused() -> None:
    """Packed once, they would be unpacked as often as the list names them."""
    content = bytearray(small_frame())
    offsets = [found.start() for found in re.finditer(b"PK\x01\x02", bytes(content))]
    first, second = offsets[:2]
    content[second + 42 : second + 46] = content[first + 42 : first + 46]
    assert faults(bytes(content))[0][0] in {"zip-bomb", "not-docx"}
