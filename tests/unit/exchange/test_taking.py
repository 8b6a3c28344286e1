"""What is sound is taken; what is not stays as it was, with the reason."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from clausekit.errors import InputError, UnknownName
from clausekit.exchange.entries import put_entries
from clausekit.exchange.export import Format, prepare, write_shipment
from clausekit.exchange.reading import read_delivery
from clausekit.exchange.returned import Delivery, Problem, Returned
from clausekit.exchange.taking import Outcome, Report, Verdict, take
from clausekit.exchange.units import Scope, Standing, State, Unit, stamp
from clausekit.language.checks.waivers import Waiver, write_waivers
from clausekit.language.ledger import fingerprint
from exchange_samples import Sets

KEY = "fl.ban/paragraph.ban"


def _back(unit: Unit, **changes: Any) -> Returned:
    """Return a unit as a tool gives it back, with *changes*."""
    sent = Returned(
        unit.key, "line 1", unit.source, unit.target, State.TRANSLATED, stamp(unit.source)
    )
    return replace(sent, **changes)


def _take(sets: Sets, *units: Returned, scope: Scope | None = None, **options: Any) -> Report:
    language = options.pop("named", "es")
    return take(Delivery("f.xlf", language, scope, units), sets.root, sets.messages, **options)


def _only(sets: Sets, unit: Returned, **options: Any) -> Verdict:
    return _take(sets, unit, **options).verdicts[0]


def _codes(verdict: Verdict) -> list[str]:
    return [problem.code for problem in verdict.problems if problem.fatal]


def test_a_sound_text_is_taken(sets: Sets) -> None:
    unit = sets.units()[KEY]
    report = _take(sets, _back(unit, target=f"{unit.target[:-1]}, en ningún caso.", remark="So?"))
    verdict = report.verdicts[0]
    assert (verdict.outcome, verdict.state, verdict.remark) == (
        Outcome.TAKEN, State.TRANSLATED, "So?",
    )  # fmt: skip
    assert report.is_clean
    assert list(report.taken()) == ["forced-labour"]


def test_what_did_not_change_is_no_work(sets: Sets) -> None:
    report = _take(sets, *(_back(unit) for unit in sets.units().values()))
    assert report.count()[Outcome.UNCHANGED] == len(report.units)
    assert report.taken() == {}


def test_a_stale_text_that_is_confirmed_is_taken(sets: Sets) -> None:
    sets.make_stale("forced-labour", KEY)
    unit = sets.units()[KEY]
    assert _only(sets, _back(unit)).outcome is Outcome.TAKEN
    assert _only(sets, _back(unit, state=None)).outcome is Outcome.UNCHANGED
    assert _only(sets, _back(unit, state=State.INITIAL)).outcome is Outcome.UNCHANGED


REFUSED: list[tuple[dict[str, Any], list[str]]] = [
    ({"stamp": "0" * 16, "target": "Otro."}, ["exchange.other-version"]),
    ({"source": "Other English.", "target": "Otro."}, ["exchange.other-source"]),
    ({"source": "Other English.", "target": "Otro.", "stamp": ""}, ["exchange.other-source"]),
    ({"target": ""}, ["exchange.emptied"]),
    ({"target": "El {supplier} no recurrirÃ¡ a nada."}, ["exchange.garbled"]),
    ({"target": "El {supplier} no recurrir\ufffd."}, ["exchange.garbled"]),
    ({"target": "Un texto.", "state": State.INITIAL}, ["exchange.unfinished"]),
]


def test_a_finding_that_was_waived_for_this_wording_is_no_reason(sets: Sets) -> None:
    unit = sets.units()[KEY]
    target = f"{unit.target[:-1]}, en 3 casos."
    assert _codes(_only(sets, _back(unit, target=target))) == ["number"]

    def waive(code: str, wording: str) -> None:
        waiver = Waiver(
            code, KEY, "Looked at.", "A. Reader", fingerprint(unit.source), fingerprint(wording)
        )
        (sets.root / "es" / "waivers.toml").write_text(write_waivers([waiver]), "utf-8")

    waive("number", unit.target)
    assert _codes(_only(sets, _back(unit, target=target))) == ["number"]
    waive("number", target)
    verdict = _only(sets, _back(unit, target=target))
    assert (verdict.outcome, _codes(verdict)) == (Outcome.TAKEN, [])
    broken = target.replace("{supplier}", "proveedor")
    waive("placeholder", broken)
    assert "placeholder" in _codes(_only(sets, _back(unit, target=broken)))


@pytest.mark.parametrize(("changes", "codes"), REFUSED)
def test_reasons_to_refuse(sets: Sets, changes: dict[str, Any], codes: list[str]) -> None:
    verdict = _only(sets, _back(sets.units()[KEY], **changes))
    assert (verdict.outcome, _codes(verdict)) == (Outcome.REFUSED, codes)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("{supplier}", "Proveedor", "placeholder"),
        ("{supplier}", "{proveedor}", "placeholder"),
        ("{supplier}", "{supplier", "syntax"),
        ("no podrá", "podrá", "modal"),
        ("Trabajo Forzoso", "trabajo obligado", "term"),
        (".", ".\n", "syntax"),
    ],
)
def test_a_text_that_fails_a_check_is_never_taken(
    sets: Sets, old: str, new: str, code: str
) -> None:
    unit = sets.units()[KEY]
    assert old in unit.target
    verdict = _only(sets, _back(unit, target=unit.target.replace(old, new, 1)))
    assert verdict.outcome is Outcome.REFUSED
    assert code in _codes(verdict)


def test_english_words_take_no_translations_place(sets: Sets) -> None:
    key = "buy.practice/title"
    english = _back(sets.units()[key], target=sets.units()[key].source)
    verdict = _only(sets, english)
    assert (verdict.outcome, _codes(verdict)) == (Outcome.REFUSED, ["unchanged-short"])
    sets.write("buyer", {key: ""})
    verdict = _only(sets, english)
    assert verdict.outcome is Outcome.TAKEN
    assert [problem.code for problem in verdict.problems] == ["unchanged-short"]


def test_a_warning_is_told_and_no_reason_to_refuse(sets: Sets) -> None:
    unit = sets.units()[KEY]
    verdict = _only(sets, _back(unit, target=unit.target.replace(" ", "  ", 1)))
    assert verdict.outcome is Outcome.TAKEN
    assert [problem.code for problem in verdict.problems] == ["spacing"]


def test_blanks_that_a_tool_changed_in_the_source_do_no_harm(sets: Sets) -> None:
    unit = sets.units()[KEY]
    back = _back(unit, source=unit.source.replace(" ", "\n  ", 1), stamp="", target=unit.target)
    assert _only(sets, back).outcome is Outcome.UNCHANGED
    changed = replace(back, target=f"{unit.target[:-1]}, jamás.")
    assert _only(sets, changed).outcome is Outcome.TAKEN


def test_unfinished_texts_are_taken_where_that_is_asked_for(sets: Sets) -> None:
    unit = sets.units()[KEY]
    back = _back(unit, target=f"{unit.target[:-1]}, jamás.", state=State.INITIAL)
    assert _only(sets, back, unfinished=True).outcome is Outcome.TAKEN


def test_a_file_that_left_a_text_alone_takes_no_newer_one_back(sets: Sets) -> None:
    unit = sets.units()[KEY]
    sent = stamp("Lo que decía antes.")
    alone = _back(unit, target="Lo que decía antes.", sent=sent)
    for state in (State.TRANSLATED, State.REVIEWED, State.FINAL, State.INITIAL, None):
        verdict = _only(sets, replace(alone, state=state), overwrite=True)
        assert verdict.outcome is Outcome.UNCHANGED
        read = state in {State.REVIEWED, State.FINAL}
        assert [problem.code for problem in verdict.problems] == ["exchange.overtaken"] * read
    empty = _only(sets, _back(unit, target="", state=State.INITIAL, sent=stamp("")))
    assert (empty.outcome, empty.problems) == (Outcome.UNCHANGED, ())


def test_what_two_people_changed_is_taken_from_one_alone_where_that_is_asked_for(
    sets: Sets,
) -> None:
    unit = sets.units()[KEY]
    back = _back(unit, target=f"{unit.target[:-1]}, jamás.", sent=stamp("Lo que decía antes."))
    verdict = _only(sets, back)
    assert (verdict.outcome, _codes(verdict)) == (Outcome.REFUSED, ["exchange.overtaken"])
    assert verdict.problems[0].expected == unit.target
    assert _only(sets, back, overwrite=True).outcome is Outcome.TAKEN
    # What came in once comes in again, and what nobody changed meanwhile is taken as ever.
    assert _only(sets, replace(back, target=unit.target)).outcome is Outcome.UNCHANGED
    assert _only(sets, replace(back, sent=stamp(unit.target))).outcome is Outcome.TAKEN


@pytest.mark.parametrize("form", [Format.XLIFF_20, Format.XLIFF_12, Format.DOCX])
def test_every_format_carries_what_was_sent_out(sets: Sets, form: Format) -> None:
    sets.write("buyer", {"buy.commit/title": ""})
    shipment = prepare(sets.root, sets.messages, "es", themes=["buyer"])
    delivery = read_delivery(write_shipment(shipment, form, sets.root), "f")
    sent = {unit.key: (unit.stamp, unit.sent) for unit in delivery.units}
    assert sent == {unit.key: (stamp(unit.source), stamp(unit.target)) for unit in shipment.units}


def test_an_unknown_text_is_named_with_the_nearest(sets: Sets) -> None:
    verdict = _only(sets, _back(sets.units()[KEY], key="fl.ban/paragraph.bann"))
    assert verdict.outcome is Outcome.UNKNOWN
    assert verdict.problems[0].hint == f"Did you mean '{KEY}'?"


def test_twins_that_differ_are_both_refused(sets: Sets) -> None:
    unit = sets.units()[KEY]
    one, two = _back(unit), _back(unit, target="Otro.", place="line 9")
    report = _take(sets, one, two)
    assert [verdict.outcome for verdict in report.verdicts] == [Outcome.REFUSED] * 2
    assert "line 9" in report.verdicts[0].problems[0].message
    assert "line 1" in report.verdicts[1].problems[0].message
    assert _take(sets, one, one).is_clean


@pytest.mark.parametrize(
    ("states", "lowest"),
    [
        ((State.REVIEWED, State.INITIAL), State.INITIAL),
        ((State.TRANSLATED, State.FINAL, State.REVIEWED), State.TRANSLATED),
        ((State.FINAL, None), None),
        ((None, State.INITIAL), State.INITIAL),
        ((State.FINAL, State.FINAL), State.FINAL),
    ],
)
def test_of_twins_that_say_the_same_the_lowest_state_counts(
    sets: Sets, states: tuple[State | None, ...], lowest: State | None
) -> None:
    unit = sets.units()[KEY]
    for order in (states, states[::-1]):
        twins = (_back(unit, target=f"{unit.target} ", state=state) for state in order)
        (verdict,) = _take(sets, *twins).verdicts
        assert verdict.state is lowest


def test_of_twins_that_say_the_same_the_problems_of_both_count(sets: Sets) -> None:
    sent = _back(sets.units()[KEY])
    broken = replace(sent, problems=(Problem("exchange.cut-row", "It is cut."),))
    for twins in ((sent, broken), (broken, sent, broken)):
        (verdict,) = _take(sets, *twins).verdicts
        assert (verdict.outcome, _codes(verdict)) == (Outcome.REFUSED, ["exchange.cut-row"])


@pytest.mark.parametrize("first", [Standing.REVIEWED, Standing.UNREVIEWED])
def test_of_twins_the_one_that_may_be_an_echo_counts(sets: Sets, first: Standing) -> None:
    sent = _back(sets.units()[KEY], state=State.REVIEWED)
    twins = [replace(sent, standing=one) for one in (first, Standing.REVIEWED)]
    assert [verdict.may_be_echo for verdict in _take(sets, *twins[::-1]).verdicts] == [True]
    assert [verdict.may_be_echo for verdict in _take(sets, *twins).verdicts] == [True]


def test_the_text_of_a_twin_is_told_with_its_beginning(sets: Sets) -> None:
    unit = sets.units()[KEY]
    twins = [_back(unit, target=f"Otro {number}.") for number in range(1_000)]
    report = _take(sets, _back(unit, target="z" * 1_000_000), *twins)
    told = [verdict.problems[0] for verdict in report.verdicts]
    assert {problem.code for problem in told} == {"exchange.duplicate-unit"}
    assert told[1].expected.startswith("zzz")
    assert sum(len(problem.found) + len(problem.expected) for problem in told) < 200_000


def test_a_problem_repeats_no_text_of_any_length(sets: Sets) -> None:
    verdict = _only(sets, _back(sets.units()[KEY], target="Otro.", source="z " * 50_000))
    assert _codes(verdict) == ["exchange.other-source"]
    assert len(verdict.problems[0].found) == 4_000
    assert verdict.problems[0].found.endswith("…")


def test_what_is_gone_from_the_file_is_missing(sets: Sets) -> None:
    units = [unit for unit in sets.units().values() if unit.message.domain == "buyer"]
    scope = Scope("es", ("buyer",), (), "")
    report = _take(sets, *(_back(unit) for unit in units[3:]), scope=scope)
    missing = [v.key for v in report.verdicts if v.outcome is Outcome.MISSING]
    assert missing == [unit.key for unit in units[:3]]
    assert not report.is_clean
    done = Scope("es", ("buyer",), (Standing.STALE,), "")
    assert _take(sets, _back(units[0]), scope=done).is_clean


def test_terms_are_taken_first_and_the_texts_are_checked_against_them(sets: Sets) -> None:
    units = sets.units()
    term = units["definition.forced-labour/term"]
    text = units[KEY]
    renamed = text.target.replace("Trabajo Forzoso", "Trabajo Obligado")
    back = _back(text, target=renamed)
    assert _codes(_only(sets, back)) == ["term"]
    report = _take(sets, back, _back(term, target="Trabajo Obligado"))
    assert [verdict.outcome for verdict in report.verdicts] == [Outcome.TAKEN] * 2
    assert [verdict.key for verdict in report.verdicts] == [KEY, term.key], "as in the file"


def test_a_review_of_another_wording_is_no_review(sets: Sets) -> None:
    unit = sets.units()[KEY]
    sound = _only(sets, _back(unit, state=State.REVIEWED))
    assert (sound.outcome, sound.problems) == (Outcome.UNCHANGED, ())
    old = _only(sets, _back(unit, state=State.REVIEWED, stamp="0" * 16))
    assert [problem.code for problem in old.problems] == ["exchange.other-version"]
    assert not old.problems[0].fatal


@pytest.mark.parametrize(
    ("named", "language", "error", "code"),
    [
        ("fr", "es", InputError, "exchange.other-language"),
        ("", "", InputError, "exchange.no-language"),
        ("de", "", UnknownName, "language.unknown"),
        ("es, fr", "", InputError, "exchange.other-language"),
    ],
)
def test_the_language_must_be_clear(
    sets: Sets, named: str, language: str, error: type[Exception], code: str
) -> None:
    unit = _back(sets.units()[KEY])
    with pytest.raises(error) as caught:
        _take(sets, unit, named=named, language=language)
    assert caught.value.code == code  # type: ignore[attr-defined]


def test_a_regional_tag_of_a_tool_is_understood(sets: Sets) -> None:
    assert _take(sets, _back(sets.units()[KEY]), named="es-MX").language == "es"


def test_a_file_without_texts_is_refused(sets: Sets) -> None:
    with pytest.raises(InputError) as caught:
        _take(sets)
    assert caught.value.code == "exchange.no-units"


def test_other_entries_keep_every_letter(sets: Sets) -> None:
    path = sets.file("forced-labour")
    # As another tool wrapped it: nothing of that is changed but the one entry.
    before = path.read_text("utf-8").replace('msgstr "Prohibición', 'msgstr ""\n"Prohibición')
    message = sets.units()[KEY].message
    after = put_entries(before, {KEY: (message, "Nuevo.")}, language="es")
    blocks = zip(before.split("\n\n"), after.split("\n\n"), strict=True)
    changed = [(old, new) for old, new in blocks if old != new]
    assert len(changed) == 1
    assert changed[0][1].endswith('msgstr "Nuevo."')


def test_a_stale_entry_is_fresh_once_taken(sets: Sets) -> None:
    sets.make_stale("forced-labour", KEY)
    path = sets.file("forced-labour")
    unit = sets.units()[KEY]
    assert unit.standing is Standing.STALE
    text = put_entries(path.read_text("utf-8"), {KEY: (unit.message, "Nuevo.")}, language="es")
    path.write_text(text, "utf-8")
    assert (sets.units()[KEY].standing, sets.units()[KEY].target) == (Standing.UNREVIEWED, "Nuevo.")


def test_windows_lines_crowded_entries_and_new_files(sets: Sets) -> None:
    message = sets.units()[KEY].message
    entry = 'msgctxt "{}"\nmsgid "x"\nmsgstr "y"\n'
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    crowded = head + entry.format(KEY) + entry.format("b")
    written = put_entries(crowded, {KEY: (message, "Nuevo.")}, language="es")
    assert written.count("msgctxt") == 2
    assert 'msgstr "Nuevo."' in written
    wrapped = head + entry.format(KEY).replace(f'"{KEY}"', f'""\n"{KEY[:5]}"\n"{KEY[5:]}"')
    written = put_entries(wrapped, {KEY: (message, "Nuevo.")}, language="es")
    assert written.count("msgctxt") == 1
    windows = (head + entry.format(KEY) + "\n" + entry.format("b")).replace("\n", "\r\n")
    written = put_entries(windows, {KEY: (message, "Nuevo.")}, language="es")
    assert "\n" not in written.replace("\r\n", "")
    for text in ("", head):
        written = put_entries(text, {KEY: (message, "Nuevo.")}, language="es")
        assert 'charset=UTF-8\\n"' in written
        assert written.count("msgctxt") == 1


def test_out_changed_and_in_again_changes_that_one_text(sets: Sets) -> None:
    before = sets.bytes()
    shipment = prepare(sets.root, sets.messages, "fr")
    content = write_shipment(shipment, Format.XLIFF_20, sets.root).decode()
    assert content.count("Interdiction du travail forcé") == 1
    content = content.replace("Interdiction du travail forcé", "Prohibition du travail forcé")
    report = take(read_delivery(content.encode(), "f"), sets.root, sets.messages)
    assert [v.key for v in report.verdicts if v.outcome is Outcome.TAKEN] == ["fl.ban/title"]
    for domain, translations in report.taken().items():
        path = sets.file(domain, "fr")
        path.write_bytes(put_entries(path.read_text("utf-8"), translations, language="fr").encode())
    after = sets.bytes()
    assert [name for name in before if before[name] != after[name]] == [
        "fr/clauses/forced-labour.po"
    ]
    assert after["fr/clauses/forced-labour.po"] == before["fr/clauses/forced-labour.po"].replace(
        "Interdiction du travail forcé".encode(), "Prohibition du travail forcé".encode()
    )


def test_a_flood_of_texts_is_refused_and_of_strangers_told_quickly(sets: Sets) -> None:
    unit = _back(sets.units()[KEY])
    with pytest.raises(InputError) as caught:
        _take(sets, *[unit] * 20_001)
    assert caught.value.code == "exchange.too-large"
    report = _take(sets, *[unit] * 5_000)
    assert len(report.verdicts) == 1
    report = _take(sets, *(replace(unit, key=f"{KEY}.{number}") for number in range(3_000)))
    assert report.count()[Outcome.UNKNOWN] == 3_000
    assert [bool(verdict.problems[0].hint) for verdict in report.verdicts].count(True) <= 50
