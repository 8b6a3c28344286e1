"""Files that are small, or hold little, and took minutes or gigabytes to read.

No clock is asked: with the sizes given, nobody would wait for a time that grows with a square.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausekit.catalogue.messages import Message
from clausekit.errors import InputError
from clausekit.exchange.codes import Room, read_inline
from clausekit.exchange.markup import Node, read_xml
from clausekit.exchange.reading import read_delivery
from clausekit.exchange.returned import Delivery, Returned
from clausekit.exchange.taking import Outcome, take
from clausekit.exchange.units import Scope, Standing, State, Unit, stamp
from clausekit.language.checks.waivers import Waiver, write_waivers
from clausekit.language.ledger import fingerprint
from exchange_samples import Sets

LONG = 400_000
XLIFF_12 = (
    '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file target-language="fr">'
    "<header><note>{note}</note></header><body><trans-unit id='a'><source>a</source>"
    "<target>{target}</target></trans-unit></body></file></xliff>"
)
XLIFF_20 = (
    '<xliff version="2.0" trgLang="fr" xmlns="urn:oasis:names:tc:xliff:document:2.0"><file>'
    "<notes><note>{note}</note></notes><unit id='a'><segment><source>a</source>"
    "<target>{target}</target></segment></unit></file></xliff>"
)
FORMS = pytest.mark.parametrize("form", [XLIFF_12, XLIFF_20], ids=["1.2", "2.0"])


@FORMS
@pytest.mark.parametrize("flood", ["a" * LONG, "a=" * LONG, " " * LONG, "." * LONG])
def test_a_scope_of_any_length_is_read(form: str, flood: str) -> None:
    text = form.format(note=f"clausekit {flood} themes=buyer", target="b")
    scope = read_delivery(text.encode(), "f.xlf").scope
    assert scope is not None
    assert (scope.language, scope.themes) == ("", ("buyer",))


@FORMS
@pytest.mark.parametrize("space", ["\n", " ", "\t", "\u00a0", " \n", "\n\u00a0"])
def test_white_space_of_any_length_is_read(form: str, space: str) -> None:
    flood = space * LONG
    (unit,) = read_delivery(form.format(note="", target=f"a{flood}b").encode(), "f.xlf").units
    assert unit.target == f"a{flood}b"


@given(st.text(st.sampled_from("a \n\t\r\u00a0\u2028"), max_size=12))
def test_layout_at_the_ends_is_no_text(text: str) -> None:
    none = frozenset[str]()
    node = Node("target", "", 1, {}, [text])
    read, _ = read_inline(node, transparent=none, skipped=none, resolve=lambda _: None, room=Room())
    assert read == re.sub(r"\A[ \t\r]*\n\s*|\s*\n[ \t\r]*\Z", "", text)


def test_the_name_of_a_namespace_is_kept_once() -> None:
    whole = read_xml(b'<a xmlns="urn:x" xmlns:y="urn:y"><b/><y:c/><y:d/><e/></a>', "f.xml")
    assert [node.space for node in whole.elements()] == ["urn:x", "urn:y", "urn:y", "urn:x"]
    assert len({id(node.space) for node in (whole, *whole.elements())}) == 2


@pytest.mark.parametrize("declared", ['xmlns="{}"', 'xmlns:x="{}"'])
def test_a_long_namespace_is_refused_before_its_elements_are_read(declared: str) -> None:
    spaced = f"<a>\n<b {declared}>"
    assert read_xml(f"{spaced.format('u' * 1000)}</b></a>".encode(), "f.xml").name == "a"
    with pytest.raises(InputError) as caught:
        # What follows is no XML, and is not reached.
        read_xml(f"{spaced.format('u' * 1001)}<".encode(), "f.xml")
    assert (caught.value.code, caught.value.where) == ("exchange.too-large", "f.xml, line 2")
    assert "1001 letters; 1000 are allowed" in caught.value.message


def test_a_flood_of_elements_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clausekit.exchange.markup.MOST", 3)
    assert len(read_xml(b"<a><b/><b/></a>", "f.xml").content) == 2
    with pytest.raises(InputError) as caught:
        read_xml(b"<a><b/><b/>\n<b/></a>", "f.xml")
    assert (caught.value.code, caught.value.where) == ("exchange.too-large", "f.xml, line 2")


def test_a_scope_may_name_any_number_of_themes() -> None:
    units = [Unit(Message("a.b/title", "A", "buyer"), "", Standing.MISSING)] * 20_000
    many = tuple(map(str, range(LONG)))
    assert not list(Scope("fr", many).choose(units))
    assert list(Scope("fr", (*many, "buyer")).choose(units)) == units
    assert not list(Scope("fr", (), (Standing.STALE,)).choose(units))


LETTERS = "z" * LONG
TIMES = 60_000
"""With the letters above, a text of 24 GB."""
FLOODS_OF_PLACEHOLDERS = {
    "data": XLIFF_20.replace("<segment>", f"<originalData><data id='1'>{LETTERS}</data>"
        "</originalData><segment>").format(note="", target='<ph id="1" dataRef="1"/>' * TIMES),
    "source of 2.0": XLIFF_20.replace("<source>a", f"<source><ph id='1' equiv='{LETTERS}'/>")
        .format(note="", target='<ph id="1"/>' * TIMES),
    "source of 1.2": XLIFF_12.replace("<source>a", f"<source><ph id='1'>{LETTERS}</ph>")
        .format(note="", target='<x id="1"/>' * TIMES),
    "equivalent": XLIFF_12.replace("<source>a", f"<source><x id='1' equiv-text='{LETTERS}'/>")
        .format(note="", target='a<mrk><x id="1"/></mrk>' * TIMES),
}  # fmt: skip


@pytest.mark.parametrize("text", FLOODS_OF_PLACEHOLDERS.values(), ids=FLOODS_OF_PLACEHOLDERS)
def test_a_long_placeholder_that_is_written_often_is_told_once(text: str) -> None:
    (unit,) = read_delivery(text.encode(), "f.xlf").units
    (problem,) = unit.problems
    assert problem.code == "exchange.unknown-code"
    assert "stand for more than 10000 letters" in problem.message
    assert len(unit.source) + len(unit.target) < 2 * TIMES


@FORMS
def test_placeholders_may_be_as_many_as_their_letters_are_allowed(form: str) -> None:
    ours = '<ph id="1" equiv="{supplier}" equiv-text="{supplier}"/>'
    (unit,) = read_delivery(form.format(note="", target=ours * 1_000).encode(), "f.xlf").units
    assert (unit.target, unit.problems) == ("{supplier}" * 1_000, ())
    (unit,) = read_delivery(form.format(note="", target=ours * 1_001).encode(), "f.xlf").units
    assert [problem.code for problem in unit.problems] == ["exchange.unknown-code"]


@FORMS
def test_a_long_id_is_told_with_its_beginning(form: str) -> None:
    target = f'<ph id="{LETTERS}"/>'
    (unit,) = read_delivery(form.format(note="", target=target).encode(), "f.xlf").units
    assert len(unit.problems[0].message) < 300


def test_placeholders_inside_each_other_are_read_once() -> None:
    deep = "".join(f"<ph id='{at}'>{{a{at}}}" for at in range(55)) + LETTERS + "</ph>" * 55
    text = XLIFF_12.format(note="", target='<x id="3"/>').replace("<source>a", f"<source>{deep}")
    (unit,) = read_delivery(text.encode(), "f.xlf").units
    assert unit.target == "{a3}"


@FORMS
def test_of_many_unknown_elements_in_a_text_a_hundred_are_told(form: str) -> None:
    text = form.format(note="", target="<g/>" * 200)
    assert len(read_delivery(text.encode(), "f.xlf").units[0].problems) == 100
    text = XLIFF_20.format(note="", target="<g/>").replace("</unit>", f"{SEGMENT * 200}</unit>")
    assert len(read_delivery(text.encode(), "f.xlf").units[0].problems) == 100


SEGMENT = "<segment><source>b</source><target><g/></target></segment>"


PARTS = {
    "sources": "<segment><source>{ph}</source></segment>",
    "targets": "<segment><source>a</source><target>{ph}</target></segment>",
    "blanks": "<ignorable><source>{ph}</source></ignorable>",
}


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS)
def test_the_segments_of_a_unit_share_what_its_placeholders_stand_for(part: str) -> None:
    data = f"<originalData><data id='1'>{LETTERS[:10_000]}</data></originalData>"
    many = part.format(ph='<ph id="1" dataRef="1"/>') * 2_000
    text = XLIFF_20.format(note="", target="").replace("<segment>", f"{data}{many}<segment>")
    (unit,) = read_delivery(text.encode(), "f.xlf").units
    assert "exchange.unknown-code" in {problem.code for problem in unit.problems}
    assert len(unit.source) + len(unit.target) < 20_000


@FORMS
@pytest.mark.parametrize(("letters", "codes"), [(5_000, []), (5_001, ["exchange.unknown-code"])])
def test_both_languages_share_what_the_placeholders_stand_for(
    form: str, letters: int, codes: list[str]
) -> None:
    code = f"{{{'z' * (letters - 2)}}}"
    ph = f'<ph id="1" equiv="{code}" equiv-text="{code}"/>'
    text = form.format(note="", target=ph).replace("<source>a", f"<source>{ph}")
    (unit,) = read_delivery(text.encode(), "f.xlf").units
    assert [problem.code for problem in unit.problems] == codes
    assert unit.target == code


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return the lengths of the texts that are hashed from now on."""
    lengths: list[int] = []

    def count(text: str) -> str:
        lengths.append(len(text))
        return fingerprint(text)

    for place in ("exchange.judging.stamp", "exchange.taking.stamp"):
        monkeypatch.setattr(f"clausekit.{place}", count)
    monkeypatch.setattr("clausekit.language.checks.waivers.fingerprint", count)
    return lengths


@pytest.mark.parametrize("state", [State.TRANSLATED, State.REVIEWED])
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"target": LETTERS}, "overlong"),
        ({"target": LETTERS, "stamp": "", "sent": ""}, "overlong"),
        ({"source": LETTERS, "target": "b", "stamp": ""}, "exchange.other-source"),
    ],
)
def test_a_text_longer_than_any_is_not_hashed(
    sets: Sets, hashed: list[int], changes: dict[str, Any], code: str, state: State
) -> None:
    unit = sets.units()["fl.ban/paragraph.ban"]
    waiver = Waiver("number", unit.key, "It is meant.", "María", "0" * 16, "0" * 16)
    (sets.root / "es" / "waivers.toml").write_text(write_waivers([waiver]), "utf-8")
    sent = Returned(
        unit.key, "line 1", unit.source, unit.target, state, stamp(unit.source),
        sent=stamp(unit.target),
    )  # fmt: skip
    delivery = Delivery("f.xlf", "es", None, (replace(sent, **changes),))
    (verdict,) = take(delivery, sets.root, sets.messages).verdicts
    assert [problem.code for problem in verdict.problems] == [code]
    assert max(hashed, default=0) < 2_000


def test_twins_are_not_hashed(sets: Sets, hashed: list[int]) -> None:
    twins = (
        Returned("fl.ban/paragraph.ban", "line 1", "a", letter * LONG, State.REVIEWED)
        for letter in "bc"
    )
    report = take(Delivery("f.xlf", "es", None, tuple(twins)), sets.root, sets.messages)
    assert report.count()[Outcome.REFUSED] == 2
    assert hashed == []


def test_an_overlong_text_that_is_waived_or_stands_is_taken_for_what_it_is(sets: Sets) -> None:
    unit = sets.units()["fl.ban/paragraph.ban"]
    long = f"{unit.target[:-1]}, {'en ningún caso, ' * 100}nunca."
    back = Returned(unit.key, "line 1", unit.source, long, State.TRANSLATED, stamp(unit.source))

    def codes() -> tuple[Outcome, set[str]]:
        report = take(Delivery("f.xlf", "es", None, (back,)), sets.root, sets.messages)
        (verdict,) = report.verdicts
        return verdict.outcome, {problem.code for problem in verdict.problems}

    assert codes() == (Outcome.REFUSED, {"overlong"})
    waiver = Waiver(
        "overlong", unit.key, "It is meant.", "María", fingerprint(unit.source), fingerprint(long)
    )  # fmt: skip
    (sets.root / "es" / "waivers.toml").write_text(write_waivers([waiver]), "utf-8")
    assert "overlong" not in codes()[1]
    (sets.root / "es" / "waivers.toml").unlink()
    sets.write("forced-labour", {unit.key: long})
    assert codes() == (Outcome.UNCHANGED, set())
