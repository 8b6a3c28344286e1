"""Names of the parties that do not fit the wording are refused, with one that does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from clausekit import Catalogue, Noun, Tender, assemble, select
from clausekit.errors import Fault, LanguageError
from clausekit.language import available_languages, load_language
from facts import tender_facts
from sets import copy_sets

GENDER = {"es": "f", "fr": "m", "pt": "f"}


def _refused(tag: str, party: str, noun: Noun) -> tuple[Fault, ...]:
    with pytest.raises(LanguageError) as caught:
        load_language(tag).with_parties({party: noun})
    return caught.value.faults


@pytest.mark.parametrize(
    ("tag", "party", "name", "bare"),
    [
        ("es", "buyer", "la Entidad", "Entidad"),
        ("es", "buyer", "El  Órgano", "Órgano"),
        ("es-CL", "buyer", "LA Entidad Contratante", "Entidad Contratante"),
        ("fr", "buyer", "l'Entité", "Entité"),
        ("fr", "buyer", "L’Entité", "Entité"),
        ("fr", "supplier", "Le Prestataire", "Prestataire"),
        ("pt", "supplier", "a Contratada", "Contratada"),
        ("pt-PT", "supplier", "o Adjudicatário", "Adjudicatário"),
        ("en", "supplier", "the Supplier", "Supplier"),
    ],
)
def test_a_name_with_its_article_is_refused_with_the_name_alone(
    tag: str, party: str, name: str, bare: str
) -> None:
    (fault,) = _refused(tag, party, Noun(form=name, gender=GENDER.get(tag[:2], "")))
    assert (fault.code, fault.where) == ("language.noun-article", party)
    assert fault.hint == f"Write the name alone, {bare!r}."


@pytest.mark.parametrize(
    ("tag", "party", "name", "singular"),
    [
        ("es", "buyer", "Entidades", "Entidad Contratante"),
        ("es", "buyer", "Entidades Adjudicadoras", "Entidad Contratante"),
        ("es", "supplier", "contratistas", "Contratista"),
        ("fr", "supplier", "Prestataires", "Prestataire"),
        ("fr", "buyer", "Autorités Contractantes", "Autorité Contractante"),
        ("pt", "supplier", "Contratadas", "Contratada"),
        ("pt-PT", "supplier", "Adjudicatários", "Adjudicatário"),
        ("en", "supplier", "Suppliers", "Supplier"),
    ],
)
def test_a_plural_that_says_it_is_none_is_refused_with_a_singular(
    tag: str, party: str, name: str, singular: str
) -> None:
    (fault,) = _refused(tag, party, Noun(form=name, gender=GENDER.get(tag[:2], "")))
    assert (fault.code, fault.where) == ("language.noun-number", party)
    assert name in fault.message
    assert repr(singular) in fault.hint


def test_all_that_is_wrong_with_a_name_is_told_at_once() -> None:
    faults = _refused("es", "buyer", Noun(form="las Entidades"))
    assert [fault.code for fault in faults] == [
        "language.noun-gender",
        "language.noun-article",
        "language.noun-number",
    ]
    assert "'Entidades'" in faults[1].hint
    assert "'Entidad Contratante'" in faults[2].hint


@pytest.mark.parametrize(
    ("tag", "party", "name"),
    [
        ("es", "buyer", "Lago Azul"),
        ("es", "buyer", "Ella"),
        ("es", "supplier", "Servicios Sanitarios"),
        ("fr", "supplier", "Laboratoire"),
        ("fr", "supplier", "Lesage"),
        ("pt", "supplier", "Operadora"),
        ("pt", "supplier", "Asa Norte"),
        ("en", "supplier", "Theatre Company"),
    ],
)
def test_a_name_that_only_looks_like_one_is_taken(tag: str, party: str, name: str) -> None:
    noun = Noun(form=name, gender=GENDER.get(tag[:2], ""))
    assert load_language(tag).with_parties({party: noun}).parties[party] == noun


@pytest.mark.parametrize("tag", available_languages())
def test_every_listed_name_is_taken_as_a_noun(tag: str) -> None:
    language = load_language(tag)
    for party, names in language.choices.items():
        for noun in names.values():
            assert language.with_parties({party: noun}).parties[party] == noun


MANY = {
    "es": Noun(form="Entidad", plural="Entidades", gender="f", number="plural"),
    "fr": Noun(form="Entité", plural="Entités", gender="f", number="plural"),
    "pt": Noun(form="Entidade", plural="Entidades", gender="f", number="plural"),
    "en": Noun(form="Entity", plural="Entities", number="plural"),
}


def _annex(language: str, parties: Any, **more: Any) -> str:
    selection = select(Tender.model_validate(tender_facts()), Catalogue.load())
    annex = assemble(selection, kind="tender-annex", language=language, parties=parties, **more)
    return annex.model_dump_json()


@pytest.mark.parametrize("language", MANY)
def test_no_document_is_made_for_a_party_that_is_several(language: str) -> None:
    noun = MANY[language]
    with pytest.raises(LanguageError) as caught:
        _annex(language, {"supplier": noun, "buyer": noun})
    supplier, buyer = sorted(caught.value.faults, key=lambda fault: -len(fault.where))
    assert {supplier.code, buyer.code} == {"language.plural-party"}
    assert (supplier.where, buyer.where) == ("supplier", "buyer")
    for fault in (supplier, buyer):
        assert repr(noun.plural) in fault.message
        assert repr(noun.form) in fault.hint
    assert "'consortium'" in supplier.hint
    assert "'consortium'" not in buyer.hint


def test_a_plural_without_its_singular_is_refused_with_a_listed_one() -> None:
    with pytest.raises(LanguageError) as caught:
        _annex("fr", {"supplier": Noun(form="Prestataires", gender="m", number="plural")})
    assert "'Prestataire'" in caught.value.hint
    with pytest.raises(LanguageError) as caught:
        _annex("fr", {"supplier": Noun(form="Membres", gender="m", number="plural")})
    assert "'Fournisseur'" in caught.value.hint


def test_the_members_of_a_consortium_are_one_party() -> None:
    assert "Groupement" in _annex("fr", {"supplier": "consortium"})


def test_wording_that_agrees_with_several_says_so(tmp_path: Path) -> None:
    root = copy_sets(tmp_path / "templates")
    terms = root / "fr" / "terms.toml"
    noun = Noun(form="Entité", plural="Entités", gender="f", number="plural")
    with pytest.raises(LanguageError, match="plural"):
        _annex("fr", {"supplier": noun}, templates=root)
    text = terms.read_text("utf-8")
    assert text.count("[language]\n") == 1
    terms.write_text(text.replace("[language]\n", "[language]\nplural_parties = true\n"), "utf-8")
    assert "les Entités" in _annex("fr", {"supplier": noun}, templates=root)


@pytest.mark.parametrize(
    "form",
    ["", " ", "\t\u00a0\u3000", "\u200b", "\u200b \u2060\ufeff", "\u00ad", "\u0301", "\u3164"],
)
def test_a_name_that_nobody_sees_is_refused_as_an_empty_one(form: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Noun(form=form)
    assert [error["loc"] for error in caught.value.errors()] == [("form",)]


def test_a_plural_that_nobody_sees_is_refused() -> None:
    with pytest.raises(ValidationError) as caught:
        Noun(form="Hospital", plural="\u200b ")
    assert [error["loc"] for error in caught.value.errors()] == [("plural",)]
    assert "no letter that can be seen" in str(caught.value)
    assert Noun(form="Hospital", plural="").plural == "Hospital"


@pytest.mark.parametrize(
    "form", ["Área", "e\u0301tat", "3M", "供应商", "المورد", "A\u200bB", "№ 5"]
)
def test_a_name_in_any_letters_passes(form: str) -> None:
    assert Noun(form=form).form == form
