"""Plans of forms: names that stand once, choices, grids, parts."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from clausekit.model.faults import expected_values
from clausekit.model.form import Entry, FieldsPiece, Form, GridPiece, Numbering
from clausekit.model.kind import DocumentKind
from facts import shipped
from refusals import refused


def _form() -> dict[str, Any]:
    return {
        "id": "declaration", "title": "D", "label": "L", "particulars": ["reference"],
        "sections": [{
            "id": "one", "title": "One",
            "content": [{"kind": "text", "id": "a", "text": "It is so."}],
        }],
    }  # fmt: skip


def _piece(**facts: Any) -> dict[str, Any]:
    form = _form()
    return {
        **form,
        "sections": [*form["sections"], {"id": "two", "title": "T", "content": [facts]}],
    }


def test_the_values_of_an_enumeration_are_read_out_of_a_finding() -> None:
    with pytest.raises(ValidationError) as caught:
        Form.model_validate({**_form(), "numbering": "none"})
    (finding,) = caught.value.errors()
    assert expected_values(finding) == ["articles", "parts"]


def test_names_stand_once_in_a_whole_form() -> None:
    computed = {"kind": "computed", "block": "findings"}
    same = {"kind": "text", "id": "a", "text": "And so."}
    assert Form.model_validate(_piece(**computed)).texts[0].id == "a"
    with pytest.raises(ValidationError, match="names stand twice: text a "):
        Form.model_validate(_piece(**same))
    form = _piece(**computed)
    form["sections"][0]["content"].append(computed)
    with pytest.raises(ValidationError, match="names stand twice: computed findings"):
        Form.model_validate(form)


def test_parts_have_texts_without_items() -> None:
    plain = {**_form(), "numbering": "parts"}
    assert Form.model_validate(plain).numbering.value == "parts"
    plain["sections"][0]["content"][0].update(text="It is:", items=["so."])
    with pytest.raises(ValidationError, match="the texts of parts have no items"):
        Form.model_validate(plain)
    assert Form.model_validate({**plain, "numbering": "articles"}).texts[0].items == ("so.",)


def test_a_choice_and_only_a_choice_has_options() -> None:
    assert Entry.model_validate({"id": "a", "label": "A"}).answer.value == "text"
    choice = {"id": "a", "label": "A", "answer": "choice", "options": {"x": "X"}}
    assert Entry.model_validate(choice).options == {"x": "X"}
    for wrong in ({**choice, "answer": "date"}, {**choice, "options": {}}):
        with pytest.raises(ValidationError, match="a choice, and only a choice, has options"):
            Entry.model_validate(wrong)


def test_a_grid_fills_the_width_and_has_rows() -> None:
    def grid(*shares: int, **more: Any) -> dict[str, Any]:
        columns = [
            {"id": f"c{place}", "header": "H", "share": share} for place, share in enumerate(shares)
        ]
        return {"kind": "grid", "id": "g", "title": "G", "columns": columns, "rows": 1, **more}

    assert GridPiece.model_validate(grid(40, 60)).rows == 1
    assert GridPiece.model_validate(grid(40, 60, rows=0, lines={"a": "A"})).lines == {"a": "A"}
    for shares, total in (((40, 59), 99), ((41, 60), 101)):
        with pytest.raises(ValidationError, match=f"the shares of the columns sum to {total}"):
            GridPiece.model_validate(grid(*shares))
    with pytest.raises(ValidationError, match="it has no rows"):
        GridPiece.model_validate(grid(40, 60, rows=0))


def test_names_of_a_form_stand_once() -> None:
    form: Form = shipped().forms[DocumentKind.SELF_ASSESSMENT]
    assert len(form.sections) > 1
    twice = form.sections[0].id
    assert f"names stand twice: section {twice}" in refused(form, ("sections", 1, "id"), twice)


def test_texts_of_parts_have_no_items() -> None:
    with_items = [
        form for form in shipped().forms.values() if any(text.items for text in form.texts)
    ]
    assert with_items
    for form in with_items:
        assert form.numbering is not Numbering.PARTS
        found = refused(form, ("numbering",), Numbering.PARTS.value)
        assert "the texts of parts have no items" in found


def test_a_group_of_fields_has_a_title_of_any_length() -> None:
    facts = {"kind": "fields", "id": "a", "title": "A", "fields": []}
    with pytest.raises(ValidationError) as caught:
        FieldsPiece.model_validate(facts)
    assert [error["loc"] for error in caught.value.errors()] == [("fields",)]
    with pytest.raises(ValidationError) as caught:
        FieldsPiece.model_validate({**facts, "title": ""})
    assert {error["loc"] for error in caught.value.errors()} == {("fields",), ("title",)}
