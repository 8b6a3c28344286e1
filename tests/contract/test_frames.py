"""The shipped frames keep what the writer relies on, and say the same in four languages."""

from __future__ import annotations

import io
import re

import docx
import pytest
from lxml import etree

from clausekit.model.document import FACT_NAMES
from clausekit.resources import templates_root
from frame_parts import (
    FACT,
    FORMS,
    LANGUAGES,
    NS,
    REFERENCE,
    SLOT,
    SLOTS,
    TAG,
    W,
    every_frame,
    every_kind,
    opened,
    slots_of,
    tags_by_part,
    translated,
)

# On a form the particulars say the rest.
FORM_FACTS = {
    "buyer_name", "document_label", "document_title", "notice", "tender_reference", "tender_title",
}  # fmt: skip
WORD_LANGUAGES = {"en": "en-GB", "es": "es-CL", "fr": "fr-FR", "pt": "pt-BR"}
LABELS = {
    "en": ("Page # of #",),
    "es": ("Página # de #",),
    "fr": ("Page # sur #",),
    "pt": ("Página # de #",),
}
"""Every word that a reader sees and no fact brings; # stands for a number."""


@every_frame
def test_a_word_reader_opens_it(language: str, kind: str) -> None:
    document = docx.Document(io.BytesIO(opened(language, kind).content))

    assert document.paragraphs


@every_frame
def test_slots_stand_alone_in_the_body_each_once_and_in_order(language: str, kind: str) -> None:
    frame = opened(language, kind)
    body = frame.paragraphs("word/document.xml")

    assert tuple(slots_of(frame)) == SLOTS[kind]
    for paragraph in body:
        if SLOT.search(paragraph.text):
            assert SLOT.fullmatch(paragraph.text)
            assert paragraph.parent == "body"
    for part in frame.text_parts:
        if part != "word/document.xml":
            assert not any(SLOT.search(paragraph.text) for paragraph in frame.paragraphs(part))


@every_frame
def test_only_known_facts_are_named_and_all_of_them(language: str, kind: str) -> None:
    frame = opened(language, kind)
    named = set()
    for part in frame.text_parts:
        for paragraph in frame.paragraphs(part):
            for tag in TAG.findall(paragraph.text):
                if SLOT.fullmatch(tag) or tag == "{%p endif %}":
                    continue
                fact = FACT.fullmatch(tag)
                assert fact, tag
                named.add(fact[1] or fact[2])

    assert named == (FORM_FACTS if kind in FORMS else set(FACT_NAMES))


@translated
def test_tags_slots_and_paragraph_styles_are_the_same_in_all_languages(
    language: str, kind: str
) -> None:
    assert tags_by_part(opened(language, kind)) == tags_by_part(opened(REFERENCE, kind))


@every_frame
def test_visible_words_are_those_of_the_language(language: str, kind: str) -> None:
    frame = opened(language, kind)
    seen = []
    for part in frame.text_parts:
        for paragraph in frame.paragraphs(part):
            text = re.sub(r"\d+", "#", TAG.sub("", paragraph.text)).strip()
            if text:
                seen.append(text)

    assert tuple(sorted(seen)) == tuple(sorted(LABELS[language]))


@every_frame
def test_the_language_for_spelling_is_set(language: str, kind: str) -> None:
    frame = opened(language, kind)
    (default,) = frame.xml("word/styles.xml").xpath(
        "w:docDefaults/w:rPrDefault/w:rPr/w:lang/@w:val", namespaces=NS
    )

    assert default == WORD_LANGUAGES[language]
    for part in frame.text_parts:
        assert not list(frame.xml(part).iter(W + "lang"))


@every_frame
def test_pages_are_a4_and_only_schedules_and_matrices_lie(language: str, kind: str) -> None:
    body = opened(language, kind).xml("word/document.xml").find("w:body", NS)
    slots: list[str] = []
    lying: list[str] = []
    for element in body:
        text = "".join(element.itertext(W + "t"))
        slots += SLOT.findall(text)
        for section in element.iter(W + "sectPr"):
            size = section.find("w:pgSz", NS)
            width, height = int(size.get(W + "w")), int(size.get(W + "h"))
            assert sorted((width, height)) == [11906, 16838]
            assert (size.get(W + "orient") == "landscape") == (width > height)
            lying += slots if width > height else []
            slots = []

    expected = {"tender-annex": ["schedules"], "matrix": list(SLOTS["matrix"])}
    assert lying == expected.get(kind, [])


@every_frame
def test_pages_are_counted_by_fields(language: str, kind: str) -> None:
    frame = opened(language, kind)
    fields = []
    for part in frame.text_parts:
        root = frame.xml(part)
        fields += [node.text.strip() for node in root.iter(W + "instrText")]
        kinds = [node.get(W + "fldCharType") for node in root.iter(W + "fldChar")]
        assert kinds == ["begin", "separate", "end"] * (len(kinds) // 3)

    assert fields == ["PAGE", "NUMPAGES"]


@every_frame
def test_footnotes_have_their_separators(language: str, kind: str) -> None:
    notes = opened(language, kind).xml("word/footnotes.xml").findall("w:footnote", NS)

    assert [(note.get(W + "id"), note.get(W + "type")) for note in notes] == [
        ("-1", "separator"),
        ("0", "continuationSeparator"),
    ]


@every_frame
def test_nothing_foreign_is_inside(language: str, kind: str) -> None:
    frame = opened(language, kind)
    names = "\n".join(frame.members).lower()
    types = frame.members["[Content_Types].xml"].lower()
    settings = frame.xml("word/settings.xml")

    for unwanted in ("styleswitheffects", "vba", "embeddings", "thumbnail"):
        assert unwanted not in names
    assert b"macro" not in types
    for name, content in frame.members.items():
        if name.endswith(".rels"):
            assert b"TargetMode" not in content, name
        assert b"<!DOCTYPE" not in content, name
    for tag in ("updateFields", "attachedTemplate", "docVars", "mailMerge"):
        assert settings.find(f"w:{tag}", NS) is None, tag


@every_frame
def test_no_person_is_named(language: str, kind: str) -> None:
    frame = opened(language, kind)
    people = ("docprops/custom.xml", "word/comments.xml", "word/people.xml")
    properties = {
        etree.QName(node).localname: node.text or ""
        for part in ("docProps/core.xml", "docProps/app.xml")
        for node in frame.xml(part)
    }

    assert not {name.lower() for name in frame.members} & set(people)
    assert properties["title"] == "{{ document_title }}"
    assert properties["subject"] == "{{ document_label }}"
    assert properties["creator"] == "{{ buyer_name }}"
    for name in ("lastModifiedBy", "Company", "Manager"):
        assert not properties.get(name), name
    for part in frame.text_parts:
        for tag in ("ins", "del", "commentReference"):
            assert not list(frame.xml(part).iter(W + tag))


@every_kind
def test_the_languages_are_complete(kind: str) -> None:
    root = templates_root()

    assert all((root / language / f"{kind}.docx").is_file() for language in LANGUAGES)


@every_frame
def test_two_checkers_find_nothing(
    language: str, kind: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    audit = pytest.importorskip("openxml_audit")
    integrity = pytest.importorskip("ooxml_integrity")
    path = tmp_path_factory.mktemp("frame") / f"{kind}.docx"
    path.write_bytes(opened(language, kind).content)

    result = audit.OpenXmlValidator().validate(path)

    assert [str(error) for error in result.errors] == []
    assert [str(finding) for finding in integrity.check(path)] == []
