"""Texts with other names of the parties: what changes, and what should have."""

from __future__ import annotations

import polib
import pytest

from clausekit import Noun, load_language
from clausekit.errors import LanguageError
from clausekit.language.pseudoparties import (
    Difference,
    choose_names,
    compare_names,
    find_fixed_words,
    read_hints,
)
from clausekit.resources import templates_root


def _compare(code: str, text: str, party: str = "supplier") -> tuple[Difference, ...]:
    language = load_language(code)
    return compare_names(text, language, party, choose_names(language, party))


@pytest.mark.parametrize("code", ["es", "fr", "pt"])
@pytest.mark.parametrize("party", ["supplier", "buyer"])
def test_names_of_every_kind_are_found(code: str, party: str) -> None:
    names = choose_names(load_language(code), party)
    assert list(names) == ["masculine", "feminine", "plural", "feminine plural", "vowel"]
    assert [noun.gender for noun in names.values()][:4] == ["m", "f", "m", "f"]
    assert [noun.number for noun in names.values()] == [
        "singular", "singular", "plural", "plural", "singular",
    ]  # fmt: skip


def test_english_has_no_genders() -> None:
    assert list(choose_names(load_language("en"), "buyer")) == ["singular", "plural", "vowel"]


def test_only_the_words_that_differ_are_shown() -> None:
    found = _compare("fr", "Les droits du {supplier} et de l’{buyer} sont {supplier:lié|liée} ici.")
    assert [one.words["feminine"] for one in found] == ["de la Société", "liée"]
    assert [one.words["vowel"] for one in found] == ["de l’Attributaire", "lié"]
    assert [one.words["plural"] for one in found] == ["des Fournisseurs", "liés"]
    assert [one.following for one in found] == ["et de l’Acheteur sont", "ici."]


def test_a_party_at_both_ends_and_one_beside_the_other() -> None:
    found = _compare("es", "{supplier}")
    assert found[0].words["feminine"] == "Consultora"
    found = _compare("es", "La {buyer} y el {supplier}", "buyer")
    assert [one.words["masculine"] for one in found] == ["El Comprador"]


def test_facts_and_references_stand_for_themselves() -> None:
    found = _compare("es", "El {supplier} paga en {days:día/días} {period}, véase {ref:fl.fees}.")
    assert found[0].following == "paga en días [period],"


def test_a_text_without_the_party_does_not_change() -> None:
    assert _compare("es", "El Contrato termina.") == ()


def test_wording_that_cannot_be_printed_is_told() -> None:
    with pytest.raises(LanguageError):
        _compare("es", "El {supplier:a|b|c} paga.")


def test_a_noun_of_ones_own_may_be_compared() -> None:
    area = Noun(form="Área Usuaria", plural="Áreas Usuarias", gender="f", onset="stressed-a")
    names = {"masculine": Noun(form="Proveedor", gender="m"), "stressed": area}
    text = "Obra y toda obligación de un {supplier} {supplier:nuevo|nueva}."
    found = compare_names(text, load_language("es"), "supplier", names)
    assert [one.words["stressed"] for one in found] == ["Área Usuaria nueva."]


FIXED = [
    ("es", "Si el {supplier} no hubiera sido informado a tiempo, se prorroga.", "informado"),
    ("es", "Informado por escrito, el {supplier} deberá responder.", "Informado"),
    ("es", "La {buyer} permanece obligada.", "obligada"),
    ("es", "El {supplier} es responsable y queda sujeto a revisión.", ""),
    ("fr", "Lorsque le {supplier} n’est pas tenu de payer.", ""),
    ("fr", "Le {supplier} est réputé avoir accepté.", "réputé"),
    ("fr", "Informé sans délai, le {supplier} répond.", "Informé"),
    ("fr", "L’{buyer} est seul responsable.", "seul"),
    ("pt", "A {supplier} não poderá ser responsabilizada.", "responsabilizada"),
    ("pt", "Notificada, a {supplier} responde.", "Notificada"),
    ("pt", "O {buyer} fica obrigado a pagar.", "obrigado"),
    # What changes with the name, or is said of something else, is no mistake.
    ("es", "El {supplier} está {supplier:obligado|obligada}.", ""),
    ("es", "Cuando el informe sea recibido, el {supplier} responde.", ""),
    ("es", "El {supplier} deberá lograr que el informe sea publicado.", ""),
    ("es", "El {supplier} es responsable.", ""),
    ("es", "Recibido el informe, el {supplier} responde.", ""),
    ("fr", "Le {supplier} paie ce qui est dû.", ""),
    ("pt", "A {supplier} fará com que a Criança seja ouvida.", ""),
]


@pytest.mark.parametrize(("code", "text", "word"), FIXED)
def test_words_that_should_change_and_do_not(code: str, text: str, word: str) -> None:
    language = load_language(code)
    found = list(find_fixed_words(text, language, read_hints(templates_root(), code)))
    assert bool(found) == bool(word)
    assert all(word in words for _, words in found)


@pytest.mark.parametrize("code", ["es", "fr", "pt"])
def test_the_shipped_texts_raise_no_alarm(code: str) -> None:
    language = load_language(code)
    hints = read_hints(templates_root(), code)
    raised = [
        (entry.msgctxt, words)
        for path in sorted((templates_root() / code / "clauses").iterdir(), key=lambda p: p.name)
        for entry in polib.pofile(path.read_text("utf-8"), wrapwidth=0)
        for _, words in find_fixed_words(entry.msgstr, language, hints)
    ]
    assert raised == []


def test_hints_that_are_not_sound_are_told(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "es").mkdir()
    (tmp_path / "es" / "parties.toml").write_text("copula = ['es']", "utf-8")
    with pytest.raises(LanguageError) as caught:
        read_hints(tmp_path, "es")
    assert caught.value.where == "es/parties.toml: /copula"
    assert read_hints(tmp_path, "de").subject == ()
