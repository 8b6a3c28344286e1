"""The Word document for reviewers: out and in, and whatever a reviewer does to its table."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from clausekit.catalogue.messages import Message
from clausekit.errors import FrameError
from clausekit.exchange.bilingual import write_bilingual
from clausekit.exchange.export import Format, prepare, write_shipment
from clausekit.exchange.phrases import SheetPhrases, read_exchange_data
from clausekit.exchange.reading import read_delivery
from clausekit.exchange.returned import Delivery, Returned
from clausekit.exchange.taking import Outcome, take
from clausekit.exchange.units import State
from clausekit.resources import templates_root
from clausekit.word.markup import W, w
from exchange_samples import (
    ODD_TEXTS,
    Edit,
    Sets,
    edit_document,
    find_paragraph,
    find_row,
    parse_runs,
    read_part,
    replace_parts,
    say,
)


def _write(sets: Sets, language: str = "es", **wanted: object) -> bytes:
    shipment = prepare(sets.root, sets.messages, language, **wanted)  # type: ignore[arg-type]
    return write_shipment(shipment, Format.DOCX, sets.root)


def _read(content: bytes) -> dict[str, Returned]:
    return {unit.key: unit for unit in read_delivery(content, "f.docx").units}


KEY = "buy.commit/title"
OTHER = "buy.practice/title"


@pytest.mark.parametrize("language", ["es", "fr", "pt"])
def test_every_text_comes_back_letter_by_letter(sets: Sets, language: str) -> None:
    delivery = read_delivery(_write(sets, language), "f.docx")
    found = {unit.key: (unit.source, unit.target) for unit in delivery.units}
    units = sets.units(language)
    assert found == {key: (unit.source, unit.target) for key, unit in units.items()}
    assert all(unit.stamp and not unit.problems for unit in delivery.units)
    assert (delivery.language, str(delivery.scope)[:20]) == (
        language,
        "clausekit language=" + language[0],
    )
    assert {unit.state for unit in delivery.units} == {None}


def test_odd_characters_survive(sets: Sets) -> None:
    keys = [key for key, unit in sets.units().items() if unit.message.domain == "buyer"]
    odd = dict(zip(keys, ODD_TEXTS, strict=False))
    sets.write("buyer", odd)
    found = _read(_write(sets, themes=["buyer"]))
    assert {key: found[key].target for key in odd} == odd


def test_the_same_texts_give_the_same_bytes(sets: Sets) -> None:
    assert _write(sets, themes=["buyer"]) == _write(sets, themes=["buyer"])


def test_columns_have_their_language_and_ids_are_locked(sets: Sets) -> None:
    root = etree.fromstring(read_part(_write(sets, "fr", themes=["buyer"])))
    row = find_row(root, KEY)
    cells = row.findall(w("tc"))
    languages = [{lang.get(w("val")) for lang in cell.iter(w("lang"))} for cell in cells]
    assert languages[1:3] == [{"en-GB"}, {"fr-FR"}]
    locks = [[lock.get(w("val")) for lock in cell.iter(w("lock"))] for cell in cells]
    assert locks[:3] == [["sdtContentLocked"], ["sdtContentLocked"], []]
    heads = [
        row for row in root.iter(w("tr")) if row.find(f"{w('trPr')}/{w('tblHeader')}") is not None
    ]
    assert len(heads) == len(list(root.iter(w("tbl")))) == 1
    assert "Français" in "".join(heads[0].itertext())
    assert b"<w:trackRevisions/>" in read_part(_write(sets, themes=["buyer"]), "word/settings.xml")


def test_what_is_to_do_is_marked(sets: Sets) -> None:
    sets.make_stale("buyer", KEY)
    sets.write("buyer", {OTHER: ""})
    text = read_part(_write(sets, themes=["buyer"])).decode()
    assert (text.count("cambió el inglés"), text.count("por traducir")) == (1, 1)
    assert text.count('w:fill="FFF6DC"') == 2
    assert "Antes: The former wording" in text
    units = {key: (unit.source, unit.target) for key, unit in sets.units().items()}
    found = _read(_write(sets, themes=["buyer"]))
    assert all((unit.source, unit.target) == units[key] for key, unit in found.items())


def test_a_language_without_phrases_of_its_own_is_told_in_english(sets: Sets) -> None:
    shipment = prepare(sets.root, sets.messages, "es", themes=["buyer"])
    text = read_part(write_bilingual(shipment, SheetPhrases(), ("en-US", "es-MX"))).decode()
    assert "Review of the translation" in text


# --- what reviewers do


def test_tracked_changes_are_read_as_accepted(sets: Sets) -> None:
    changed = say(
        KEY,
        '<w:r><w:t xml:space="preserve">Compromiso </w:t></w:r>'
        '<w:del w:id="1" w:author="a"><w:r><w:delText>del comprador</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="a"><w:r><w:t>de la </w:t></w:r><w:r><w:t>{buyer}</w:t></w:r>'
        '<w:del w:id="3"><w:r><w:delText> x</w:delText></w:r></w:del></w:ins>'
        '<w:moveFrom w:id="4"><w:r><w:t>gone</w:t></w:r></w:moveFrom>'
        '<w:moveTo w:id="5"><w:r><w:t>!</w:t></w:r></w:moveTo>',
    )
    assert _read(edit_document(_write(sets, themes=["buyer"]), changed))[KEY].target == (
        "Compromiso de la {buyer}!"
    )


def test_split_runs_fields_and_wrappers_are_put_together(sets: Sets) -> None:
    changed = say(
        KEY,
        '<w:proofErr w:type="spellStart"/><w:r><w:rPr><w:b/></w:rPr><w:t>Com</w:t></w:r>'
        "<w:smartTag><w:r><w:t>pro</w:t></w:r></w:smartTag><w:hyperlink><w:r><w:t>mi</w:t></w:r>"
        "</w:hyperlink><w:r><w:t>so</w:t><w:noBreakHyphen/><w:softHyphen/><w:t>x</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>3</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    )
    assert _read(edit_document(_write(sets, themes=["buyer"]), changed))[KEY].target == (
        "Compromiso\u2011\u00adx3"
    )


def test_a_deleted_paragraph_mark_joins_and_a_new_one_is_told(sets: Sets) -> None:
    def split(mark: str) -> Edit:
        def edit(root: etree._Element) -> None:
            paragraph = find_paragraph(root, KEY)
            cell = paragraph.getparent()
            assert cell is not None
            cell.remove(paragraph)
            properties = f"<w:pPr><w:rPr>{mark}</w:rPr></w:pPr>"
            cell.extend(
                list(parse_runs(f"<w:p>{properties}<w:r><w:t>Uno</w:t></w:r></w:p>"
                          "<w:p><w:r><w:t>Dos</w:t></w:r></w:p><w:p/>"))
            )  # fmt: skip

        return edit

    content = _write(sets, themes=["buyer"])
    joined = _read(edit_document(content, split('<w:del w:id="1" w:author="a"/>')))
    assert joined[KEY].target == "UnoDos"
    broken = edit_document(content, split(""))
    assert _read(broken)[KEY].target == "Uno\nDos"
    report = take(read_delivery(broken, "f"), sets.root, sets.messages)
    verdict = next(v for v in report.verdicts if v.key == KEY)
    assert (verdict.outcome, verdict.problems[0].code) == (Outcome.REFUSED, "syntax")


def _remove_row(key: str, *, tracked: bool) -> Edit:
    def edit(root: etree._Element) -> None:
        row = find_row(root, key)
        if tracked:
            properties = row.find(w("trPr"))
            assert properties is not None
            properties.append(parse_runs('<w:del w:id="9" w:author="a"/>')[0])
        else:
            parent = row.getparent()
            assert parent is not None
            parent.remove(row)

    return edit


@pytest.mark.parametrize("tracked", [True, False])
def test_a_deleted_row_is_missing_and_the_others_are_offered(sets: Sets, tracked: bool) -> None:
    changed = say(OTHER, "<w:r><w:t>Modo de contratar de la {buyer}</w:t></w:r>")
    content = edit_document(
        _write(sets, themes=["buyer"]), _remove_row(KEY, tracked=tracked), changed
    )
    report = take(read_delivery(content, "f.docx"), sets.root, sets.messages)
    found = {verdict.key: verdict.outcome for verdict in report.verdicts}
    assert found[KEY] is Outcome.MISSING
    assert found[OTHER] in {Outcome.TAKEN, Outcome.REFUSED}
    assert sorted(found.values()).count(Outcome.UNCHANGED) == len(found) - 2


def _drop_cell(key: str, at: int) -> Edit:
    def edit(root: etree._Element) -> None:
        row = find_row(root, key)
        row.remove(row.findall(w("tc"))[at])

    return edit


def _merge_down(root: etree._Element) -> None:
    properties = find_row(root, KEY).findall(w("tc"))[2].find(w("tcPr"))
    assert properties is not None
    properties.append(parse_runs("<w:vMerge/>")[0])


def _lose_key(root: etree._Element) -> None:
    for text in list(find_row(root, KEY).findall(w("tc"))[0].iter(w("t"))):
        text.text = ""


@pytest.mark.parametrize(
    ("edit", "key", "code"),
    [
        (_drop_cell(KEY, 4), KEY, "exchange.cut-row"),
        (_drop_cell(KEY, 2), KEY, "exchange.cut-row"),
        (_merge_down, KEY, "exchange.cut-row"),
        (_lose_key, "", "exchange.no-key"),
        (_drop_cell(KEY, 0), "", "exchange.no-key"),
    ],
)
def test_a_row_that_was_cut_is_named_with_its_place(
    sets: Sets, edit: Edit, key: str, code: str
) -> None:
    content = edit_document(_write(sets, themes=["buyer"]), edit)
    broken = [unit for unit in read_delivery(content, "f.docx").units if unit.problems]
    assert [(unit.key, unit.problems[0].code) for unit in broken] == [(key, code)]
    assert re.fullmatch(r"table 1, row \d+", broken[0].place)
    report = take(read_delivery(content, "f.docx"), sets.root, sets.messages)
    assert report.count()[Outcome.REFUSED] + report.count()[Outcome.UNKNOWN] == 1


def _without_column(root: etree._Element, at: int) -> None:
    for row in root.iter(w("tr")):
        row.remove(row.findall(w("tc"))[at])


def test_a_column_that_is_not_needed_may_be_gone(sets: Sets) -> None:
    content = edit_document(_write(sets, themes=["buyer"]), lambda root: _without_column(root, 4))
    assert not any(unit.problems for unit in read_delivery(content, "f").units)
    content = edit_document(_write(sets, themes=["buyer"]), lambda root: _without_column(root, 2))
    assert {unit.problems[0].code for unit in read_delivery(content, "f").units} == {
        "exchange.cut-row"
    }


def test_ticks_and_remarks_and_comments_are_reported(sets: Sets) -> None:
    def tick(root: etree._Element) -> None:
        for text in find_row(root, KEY).findall(w("tc"))[3].iter(w("t")):
            text.text = "☒"
        find_paragraph(root, KEY, 4).append(parse_runs("<w:r><w:t>See article 3</w:t></w:r>")[0])
        find_paragraph(root, KEY).append(parse_runs('<w:r><w:commentReference w:id="7"/></w:r>')[0])

    comments = (
        f'<w:comments xmlns:w="{W}"><w:comment w:id="7"><w:p><w:r><w:t>Sure?</w:t></w:r></w:p>'
        "</w:comment></w:comments>"
    )
    content = edit_document(_write(sets, themes=["buyer"]), tick)
    unit = _read(replace_parts(content, {"word/comments.xml": comments.encode()}))[KEY]
    assert (unit.state, unit.remark) == (State.REVIEWED, "See article 3; Sure?")


def test_without_controls_the_rows_are_found_by_their_keys(sets: Sets) -> None:
    def unwrap(root: etree._Element) -> None:
        for control in list(root.iter(w("sdt"))):
            content, parent = control.find(w("sdtContent")), control.getparent()
            assert content is not None
            assert parent is not None
            for child in content:
                control.addprevious(child)
            parent.remove(control)

    delivery = read_delivery(edit_document(_write(sets, themes=["buyer"]), unwrap), "f")
    units = {k: u for k, u in sets.units().items() if u.message.domain == "buyer"}
    assert {u.key: (u.source, u.target) for u in delivery.units} == {
        key: (unit.source, unit.target) for key, unit in units.items()
    }
    assert not any(unit.stamp or unit.problems for unit in delivery.units)


def test_a_foreign_table_is_left_alone(sets: Sets) -> None:
    def add(root: etree._Element) -> None:
        body = root[0]
        cell = "<w:tc><w:p><w:r><w:t>Reviewer:</w:t></w:r></w:p></w:tc>"
        body.insert(0, parse_runs(f"<w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl>")[0])

    before = _delivery(_write(sets, themes=["buyer"]))
    after = _delivery(edit_document(_write(sets, themes=["buyer"]), add))
    assert [unit.key for unit in after.units] == [unit.key for unit in before.units]
    assert after.units[0].place == "table 2, row 2"


def _delivery(content: bytes) -> Delivery:
    return read_delivery(content, "f.docx")


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"word/document.xml": b"<w:document"}, "frame.malformed-xml"),
        ({"word/document.xml": b"<!DOCTYPE a><a/>"}, "frame.doctype"),
        ({"word/document.xml": b"<a/>"}, "frame.strict"),
        ({"docProps/custom.xml": b"<a"}, "frame.malformed-xml"),
        ({"../outside.xml": b"<a/>"}, "frame.unsafe-name"),
    ],
)
def test_a_document_that_is_a_danger_or_broken_is_refused(
    sets: Sets, parts: dict[str, bytes], code: str
) -> None:
    with pytest.raises(FrameError) as caught:
        _delivery(replace_parts(_write(sets, themes=["buyer"]), parts))
    assert caught.value.code == code


def test_another_word_file_holds_none_of_our_texts(sets: Sets) -> None:
    content = (sets.root / "es" / "tender-annex.docx").read_bytes()
    assert _delivery(content).units == ()


@pytest.mark.parametrize("code", ["es", "fr", "pt"])
def test_every_theme_has_its_name_in_the_language(texts: tuple[Message, ...], code: str) -> None:
    named = read_exchange_data(templates_root(), code).sheet.themes
    assert sorted(named) == sorted({text.domain for text in texts})
