"""TMX and TBX: all languages in one file, nothing that is out of date."""

from __future__ import annotations

import pytest

from clausekit.exchange.glossary import gather_concepts
from clausekit.exchange.markup import Node, read_xml
from clausekit.exchange.tbx import write_tbx
from clausekit.exchange.tmx import write_tmx
from clausekit.exchange.units import Unit
from exchange_samples import Sets

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
LANGUAGES = ("es", "fr", "pt")


def _memory(sets: Sets) -> dict[str, Node]:
    units = {code: sets.units(code) for code in LANGUAGES}
    root = read_xml(write_tmx(units, "1.0").encode(), "f.tmx")
    return {node.get("tuid"): node for node in root.walk("tu")}


def _done(sets: Sets, code: str) -> dict[str, Unit]:
    return {key: unit for key, unit in sets.units(code).items() if unit.standing.is_done}


def test_the_memory_holds_every_text_in_all_languages(sets: Sets) -> None:
    memory = _memory(sets)
    done = {code: _done(sets, code) for code in LANGUAGES}
    for code in LANGUAGES:
        for key, unit in done[code].items():
            said = {tuv.get(LANG): tuv.text for tuv in memory[key].elements("tuv")}
            assert (said["en"], said[code]) == (unit.source, unit.target)
            assert list(said) == ["en", *(one for one in LANGUAGES if key in done[one])]


def test_placeholders_have_the_same_number_in_all_languages(sets: Sets) -> None:
    unit = _memory(sets)["fl.ban/paragraph.chain"]
    for tuv in unit.elements("tuv"):
        numbers = {code.text: code.get("x") for code in tuv.walk("ph")}
        assert numbers["{ref:ladder.L6}"] == "3"


def test_what_is_out_of_date_stays_out(sets: Sets) -> None:
    sets.make_stale("buyer", "buy.commit/title", "es")
    sets.write("buyer", {"buy.commit/title": ""}, "fr")
    said = [tuv.get(LANG) for tuv in _memory(sets)["buy.commit/title"].elements("tuv")]
    assert said == ["en", "pt"]
    sets.write("buyer", {"buy.commit/title": ""}, "pt")
    assert "buy.commit/title" not in _memory(sets)


@pytest.fixture
def glossary(sets: Sets) -> dict[str, Node]:
    units = {code: sets.units(code) for code in LANGUAGES}
    root = read_xml(write_tbx(gather_concepts(sets.root, units)).encode(), "f.tbx")
    return {node.get("id"): node for node in root.walk("termEntry")}


def _terms(entry: Node, code: str) -> list[tuple[str, str, str]]:
    found = []
    for section in entry.elements("langSet"):
        if section.get(LANG) != code:
            continue
        for term in section.elements("tig"):
            notes = {note.get("type"): note.text for note in term.elements("termNote")}
            word = term.find("term")
            assert word is not None
            status = notes["administrativeStatus"].removesuffix("-admn-sts")
            found.append((word.text, status, notes.get("grammaticalGender", "")))
    return found


def test_every_definition_and_its_forms_stand_in_the_glossary(
    sets: Sets, glossary: dict[str, Node]
) -> None:
    for code in LANGUAGES:
        for key, unit in _done(sets, code).items():
            if key.startswith("definition.") and key.endswith("/term"):
                entry = glossary[key.removeprefix("definition.").removesuffix("/term")]
                forms = [form.strip() for form in unit.target.split("|")]
                terms = [
                    word for word, status, _ in _terms(entry, code) if status != "deprecatedTerm"
                ]
                assert terms == forms
    english = _terms(glossary["child"], "en")
    assert english == [("Child", "preferredTerm", ""), ("Children", "admittedTerm", "")]


def test_forbidden_words_definitions_genders_and_variants(
    sets: Sets, glossary: dict[str, Node]
) -> None:
    french = _terms(glossary["recruitment-fee"], "fr")
    assert ("frais de recrutement", "deprecatedTerm", "") in french
    meaning = sets.units("fr")["definition.child/text"].target
    assert meaning in glossary["child"].text
    assert ("Société", "preferredTerm", "feminine") in _terms(glossary["supplier.company"], "fr")
    assert ("Proveedores", "admittedTerm", "masculine") in _terms(
        glossary["supplier.supplier"], "es"
    )
    regions = {
        section.get(LANG) for entry in glossary.values() for section in entry.elements("langSet")
    }
    assert {"en", *LANGUAGES, "pt-PT"} <= regions
