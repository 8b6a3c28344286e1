"""XLIFF 1.2 and 2.0: out and in, nothing is lost, and what a tool does to a file is understood."""

from __future__ import annotations

import re

import pytest

from clausekit.catalogue.messages import is_note
from clausekit.errors import FrameError, InputError
from clausekit.exchange.export import Format, prepare, write_shipment
from clausekit.exchange.markup import Node, read_xml
from clausekit.exchange.reading import read_delivery
from clausekit.exchange.returned import Returned
from clausekit.exchange.units import Standing, State
from exchange_samples import ODD_TEXTS, Sets

STATES = {
    Standing.STALE: State.INITIAL,
    Standing.UNREVIEWED: State.TRANSLATED,
    Standing.REVIEWED: State.REVIEWED,
}
BOTH = (Format.XLIFF_20, Format.XLIFF_12)


def _write(sets: Sets, form: Format, language: str = "es", **wanted: object) -> str:
    shipment = prepare(sets.root, sets.messages, language, **wanted)  # type: ignore[arg-type]
    return write_shipment(shipment, form, sets.root).decode()


def _read(text: str) -> dict[str, Returned]:
    return {unit.key: unit for unit in read_delivery(text.encode(), "f.xlf").units}


@pytest.mark.parametrize("form", BOTH)
@pytest.mark.parametrize("language", ["es", "fr", "pt"])
def test_every_text_comes_back_letter_by_letter(sets: Sets, form: Format, language: str) -> None:
    units = sets.units(language)
    delivery = read_delivery(_write(sets, form, language).encode(), "f.xlf")
    found = {unit.key: (unit.source, unit.target) for unit in delivery.units}
    assert len(found) == len(delivery.units)
    assert found == {key: (unit.source, unit.target) for key, unit in units.items()}
    assert delivery.language == language
    assert {unit.key: unit.state for unit in delivery.units if unit.target} == {
        key: STATES[unit.standing] for key, unit in units.items() if unit.target
    }
    assert not any(unit.problems for unit in delivery.units)


@pytest.mark.parametrize("form", BOTH)
def test_odd_characters_survive(sets: Sets, form: Format) -> None:
    keys = [key for key, unit in sets.units().items() if unit.message.domain == "buyer"]
    odd = dict(zip(keys, ODD_TEXTS, strict=False))
    sets.write("buyer", odd)
    found = _read(_write(sets, form, themes=["buyer"]))
    assert {key: found[key].target for key in odd} == odd


@pytest.mark.parametrize("form", BOTH)
def test_the_scope_comes_back(sets: Sets, form: Format) -> None:
    sets.make_stale("buyer", "buy.commit/title")
    text = _write(sets, form, themes=["buyer"], only=[Standing.STALE, Standing.MISSING])
    delivery = read_delivery(text.encode(), "f.xlf")
    assert [unit.key for unit in delivery.units] == ["buy.commit/title"]
    assert delivery.units[0].state is State.INITIAL
    assert delivery.scope is not None
    assert delivery.scope.themes == ("buyer",)
    assert delivery.scope.only == (Standing.STALE, Standing.MISSING)
    assert "The former wording" in text


@pytest.mark.parametrize("form", BOTH)
def test_a_missing_text_has_no_target(sets: Sets, form: Format) -> None:
    sets.write("buyer", {"buy.commit/title": ""})
    text = _write(sets, form, only=[Standing.MISSING])
    assert "<target" not in text
    assert _read(text)["buy.commit/title"].target == ""


def _unit(text: str, key: str) -> Node:
    root = read_xml(text.encode(), "f")
    names = ("unit", "trans-unit")
    return next(
        node for name in names for node in root.walk(name)
        if key in {node.get("name"), node.get("id")}
    )  # fmt: skip


def test_notes_and_placeholders_of_xliff_20(sets: Sets) -> None:
    text = _write(sets, Format.XLIFF_20, themes=["forced-labour"])
    unit = _unit(text, "fl.ban/title")
    assert unit.get("id") == "fl.ban:title"
    assert [note.text for note in unit.walk("note")] == ["Heading of the article."]
    group = next(read_xml(text.encode(), "f").walk("group"))
    assert next(group.elements("notes")).text == _drafting(sets)
    chain = _unit(text, "fl.ban/paragraph.chain")
    codes = {code.get("equiv") for code in chain.walk("ph")}
    assert codes == {"{supplier}", "{ref:ladder.L6}"}
    assert "{" not in "".join(piece for node in chain.walk("source", "target")
                              for piece in node.content if isinstance(piece, str))  # fmt: skip
    only = [code.get("canDelete") for code in chain.walk("ph") if "ref" in code.get("equiv")]
    assert set(only) == {"no"}


def test_notes_and_placeholders_of_xliff_12(sets: Sets) -> None:
    text = _write(sets, Format.XLIFF_12, themes=["forced-labour"])
    unit = _unit(text, "fl.ban/paragraph.chain")
    assert unit.get("id") == "fl.ban/paragraph.chain"
    assert {code.text for code in unit.walk("ph")} == {"{supplier}", "{ref:ladder.L6}"}
    assert _drafting(sets) in {note.text for note in read_xml(text.encode(), "f").walk("note")}


def _drafting(sets: Sets) -> str:
    return "\n\n".join(
        unit.source
        for key, unit in sets.units().items()
        if key.startswith("fl.ban/") and is_note(key)
    )


UNIT_20 = """<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en"
 trgLang="es"><file id="f"><unit id="a:title" name="a/title">{}</unit></file></xliff>"""
UNIT_12 = """<xliff version="1.2"><file source-language="en" target-language="es" original="x"
 datatype="plaintext"><body><trans-unit id="a/title">{}</trans-unit></body></file></xliff>"""
DATA = '<originalData><data id="d1">{supplier}</data></originalData>'


@pytest.mark.parametrize(
    ("inside", "target"),
    [
        (f'{DATA}<segment><source>x</source><target><ph id="9" dataRef="d1"/>!</target></segment>',
         "{supplier}!"),
        ('<segment><source>x</source><target><ph id="9" equiv="{supplier}"/></target></segment>',
         "{supplier}"),
        (f'{DATA}<segment><source><mrk id="m"><ph id="4" dataRef="d1"/></mrk></source><target>'
         '<mrk id="m">el <ph id="4"/></mrk></target></segment>', "el {supplier}"),
        ("<segment><source>One. </source><target>Uno.</target></segment><ignorable>"
         "<source> </source></ignorable><segment><source>Two.</source><target>Dos.</target>"
         "</segment>", "Uno. Dos."),
        ('<segment><source>a</source><target order="2">A</target></segment>'
         '<segment><source>b</source><target order="1">B</target></segment>', "BA"),
        ('<segment><source>a</source><target>a<cp hex="0041"/><sm id="1"/></target></segment>',
         "aA"),
        ("<segment><source>a</source><target>typed {supplier}</target></segment>",
         "typed {supplier}"),
        ("<segment><source>a</source><target>\n    laid out\n  </target></segment>", "laid out"),
        ("<segment><source>a</source><target>  kept </target></segment>", "  kept "),
    ],
)  # fmt: skip
def test_what_a_tool_does_to_xliff_20_is_understood(inside: str, target: str) -> None:
    unit = _read(UNIT_20.replace("{}", inside))["a/title"]
    assert (unit.target, unit.problems) == (target, ())


@pytest.mark.parametrize(
    ("inside", "target"),
    [
        ('<source>x</source><target><ph id="1">{supplier}</ph></target>', "{supplier}"),
        ('<source>x</source><target><x id="1" equiv-text="{buyer}"/></target>', "{buyer}"),
        ('<source><ph id="7">{supplier}</ph></source><target><x id="7"/></target>', "{supplier}"),
        ('<source>a</source><seg-source><mrk mtype="seg" mid="1">a</mrk></seg-source><target>'
         '<mrk mtype="seg" mid="1">A.</mrk> <mrk mtype="seg" mid="2">B.</mrk></target>', "A. B."),
        ("<source>a</source><alt-trans><target>other</target></alt-trans><target>A</target>", "A"),
    ],
)  # fmt: skip
def test_what_a_tool_does_to_xliff_12_is_understood(inside: str, target: str) -> None:
    unit = _read(UNIT_12.replace("{}", inside))["a/title"]
    assert (unit.target, unit.problems) == (target, ())


@pytest.mark.parametrize(
    ("frame", "inside", "code"),
    [
        (UNIT_20, '<segment><source>a</source><target><ph id="1"/></target></segment>',
         "exchange.lost-placeholder"),
        (UNIT_20, '<segment><source>a</source><target><pc id="1">b</pc></target></segment>',
         "exchange.unknown-code"),
        (UNIT_20, "<segment><source>a</source><target>A</target></segment><segment>"
         "<source>b</source></segment>", "exchange.part-missing"),
        (UNIT_20, "<segment><source>a</source><target>A</target><target>B</target></segment>",
         "exchange.duplicate-unit"),
        (UNIT_20, "<segment><source>a</source><target>A</target></segment><ignorable><source> "
         "</source><target> </target><target>B</target></ignorable>", "exchange.duplicate-unit"),
        (UNIT_12, "<source>a</source><target>A</target><target>B</target>",
         "exchange.duplicate-unit"),
        (UNIT_12, '<source>a</source><target><x id="1"/></target>', "exchange.lost-placeholder"),
        (UNIT_12, '<source>a</source><target><g id="1">b</g></target>', "exchange.unknown-code"),
    ],
)  # fmt: skip
def test_what_nobody_can_read_is_told(frame: str, inside: str, code: str) -> None:
    unit = _read(frame.replace("{}", inside))["a/title"]
    assert [problem.code for problem in unit.problems] == [code]
    assert unit.place == "line 2"


@pytest.mark.parametrize(
    "number",
    [
        "D800",
        "dfff",
        "0",
        "0001",
        "1F",
        "FFFE",
        "00FFFF",
        "110000",
        "0000041",
        "",
        "x",
        "-1",
        "4_1",
    ],
)
def test_a_character_that_no_text_can_hold_is_told_with_its_number(number: str) -> None:
    inside = f'<segment><source>a</source><target>A<cp hex="{number}"/>B</target></segment>'
    unit = _read(UNIT_20.replace("{}", inside))["a/title"]
    assert unit.target == "AB"
    assert [(one.code, one.found) for one in unit.problems] == [
        ("exchange.unknown-code", f'<cp hex="{number}">')
    ]
    assert "no character that a text can hold" in unit.problems[0].message


@pytest.mark.parametrize("number", ["9", "41", "d7FF", "E000", "FFFD", "10000", "10FFFF"])
def test_a_character_may_be_given_by_its_number(number: str) -> None:
    inside = f'<segment><source>a</source><target>A<cp hex="{number}"/>B</target></segment>'
    unit = _read(UNIT_20.replace("{}", inside))["a/title"]
    assert (unit.target, unit.problems) == (f"A{chr(int(number, 16))}B", ())


@pytest.mark.parametrize("order", ["", "x", "-1", "9" * 5000, "\u00b2", "\u0663"])
def test_an_order_that_is_no_number_leaves_a_part_in_its_place(order: str) -> None:
    inside = f'<segment><source>a</source><target order="{order}">A</target></segment>'
    inside += "<segment><source>b</source><target>B</target></segment>"
    assert _read(UNIT_20.replace("{}", inside))["a/title"].target == "AB"


@pytest.mark.parametrize(
    ("attributes", "state"),
    [
        ('<target state="needs-translation">', State.INITIAL),
        ('<target state="translated">', State.TRANSLATED),
        ('<target state="signed-off">', State.REVIEWED),
        ('<target state="final">', State.FINAL),
        ('<target state="x-own">', None),
        ("<target>", None),
    ],
)
def test_states_of_xliff_12(attributes: str, state: State | None) -> None:
    unit = _read(UNIT_12.replace("{}", f"<source>a</source>{attributes}A</target>"))["a/title"]
    assert unit.state is state
    approved = UNIT_12.replace("{}", f"<source>a</source>{attributes}A</target>").replace(
        "<trans-unit ", '<trans-unit approved="yes" '
    )
    if state is None:
        assert _read(approved)["a/title"].state is State.REVIEWED


def test_the_least_state_of_the_segments_counts() -> None:
    inside = (
        '<segment state="final"><source>a</source><target>A</target></segment>'
        '<segment state="translated"><source>b</source><target>B</target></segment>'
    )
    assert _read(UNIT_20.replace("{}", inside))["a/title"].state is State.TRANSLATED
    silent = re.sub(' state="[a-z]+"', "", inside)
    assert _read(UNIT_20.replace("{}", silent))["a/title"].state is None


def test_later_versions_of_xliff_2_are_read() -> None:
    inside = "<segment><source>a</source><target>A</target></segment>"
    text = UNIT_20.replace("{}", inside).replace("document:2.0", "document:2.2")
    assert _read(text.replace('version="2.1"', 'version="2.2"'))["a/title"].target == "A"


@pytest.mark.parametrize("form", [*BOTH, Format.DOCX])
def test_a_file_that_was_cut_off_anywhere_is_refused(sets: Sets, form: Format) -> None:
    shipment = prepare(sets.root, sets.messages, "es", themes=["general"])
    content = write_shipment(shipment, form, sets.root).rstrip()
    for end in range(1, len(content), len(content) // 60):
        with pytest.raises((InputError, FrameError)):
            read_delivery(content[:end], "f")
