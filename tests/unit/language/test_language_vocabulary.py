"""The words of a region over those of the base language."""

from __future__ import annotations

import pytest

from clausekit.language import available_languages, load_language
from clausekit.language.data import read_language
from clausekit.resources import templates_root

VARIANTS = [tag for tag in available_languages() if "-" in tag]

TABLE = [
    ("pt-PT", "A cadeia de suprimentos deverá", "A cadeia de abastecimento deve"),
    ("pt-PT", "CADEIA DE SUPRIMENTOS", "CADEIA DE ABASTECIMENTO"),
    ("pt-PT", "Cadeias de suprimentos", "Cadeias de abastecimento"),
    ("pt-PT", "o descumprimento econômico", "o incumprimento económico"),
    ("pt-PT", "de fato, a equipe", "de facto, a equipa"),
    ("pt-PT", "o registro e o controle", "o registo e o controlo"),
    ("pt-PT", "o planejamento por gênero", "o planeamento por género"),
    ("pt-PT", "A licitação e os termos da licitação", None),
    ("pt-PT", "pelo gerenciamento", "pela gestão"),
    ("pt-PT", "equipamento", "equipamento"),
    ("pt-PT", "a Devida Diligência", "o Dever de Diligência"),
    ("pt-PT", "Mecanismo de Queixas", "Mecanismo de Reclamação"),
    ("pt-PT", "a empresa subcontratada e a subcontratada", None),
    ("pt-PT", "acessar o site", "aceder ao sítio Web"),
    ("pt-PT", "o trabalhador contratado", "o trabalhador contratado"),
    ("pt-BR", "A cadeia de suprimentos deverá", "A cadeia de suprimentos deverá"),
    ("es-ES", "el costo y los Costos", "el coste y los Costes"),
    ("es-ES", "de las bases de licitación", "de los pliegos"),
    ("es-ES", "al denunciante", "a la persona informante"),
    ("es-ES", "La debida diligencia", "La diligencia debida"),
    ("es-ES", "costoso", "costoso"),
    ("es-CL", "diez días naturales", "diez días corridos"),
    ("es-CO", "el oferente", "el proponente"),
    ("es-MX", "los oferentes", "los licitantes"),
    ("fr-CA", "Droits de l'homme", "Droits de la personne"),
    ("fr-CA", "l'e-mail et l’intérimaire", "le courriel et le temporaire"),
    ("es-CL", "de la terminación anticipada", "del término anticipado"),
    ("es-CO", "en las bases de licitación", "en el pliego de condiciones"),
    ("es-MX", "las bases de licitación", "la convocatoria a la licitación"),
    ("fr-CA", "du week-end", "de la fin de semaine"),
    ("fr-FR", "Droits de l'homme", "Droits de l'homme"),
    ("en-CA", "Tenderers shall organise", "Bidders shall organize"),
    ("en-GB", "Tenderers shall organise", "Tenderers shall organise"),
]


@pytest.mark.parametrize(("tag", "base", "region"), TABLE)
def test_words_of_the_region(tag, base, region):
    if region is None:
        region = {
            "A": "O procedimento de contratação e os termos do procedimento de contratação",
            "a": "a empresa subcontratada e o subcontratado",
        }[base[0]]
    assert load_language(tag).adapt(base) == region


def test_the_forms_of_an_agreement_are_adapted_too():
    portugal = load_language("pt-PT")
    assert portugal.render("{supplier:deverá/deverão} pagar", {}) == ("deve pagar",)


def test_a_fact_is_never_adapted():
    portugal = load_language("pt-PT")
    assert portugal.render("a empresa {name}", {"name": "Registro Ltda."}) == (
        "a empresa Registro Ltda.",
    )


def _vocabulary(tag):
    code = tag.partition("-")[0]
    return read_language(templates_root() / code, code, tag).vocabulary


@pytest.mark.parametrize("tag", VARIANTS)
def test_every_entry_changes_something_and_nothing_changes_twice(tag):
    language = load_language(tag)
    words = _vocabulary(tag)
    for key in words:
        adapted = language.adapt(key)
        # An entry that stands for itself protects a phrase from a shorter one.
        protects = any(other != key and other.casefold() in key.casefold() for other in words)
        assert adapted != key or protects, key
        assert language.adapt(adapted) == adapted, key


@pytest.mark.parametrize("tag", VARIANTS)
def test_a_change_of_gender_names_cells_of_the_grammar(tag):
    cells = {"m", "f", "mp", "fp"}
    for key, swap in _vocabulary(tag).items():
        if not isinstance(swap, str):
            assert {swap.was, swap.now} <= cells, key
            assert swap.was != swap.now or tag == "fr-CA", key


@pytest.mark.parametrize("tag", [tag for tag in VARIANTS if tag[:2] in ("fr", "en")])
def test_a_word_with_another_first_sound_says_how_its_article_changes(tag):
    sound = load_language(tag)._engine.grammar.sound
    for key, swap in _vocabulary(tag).items():
        if isinstance(swap, str):
            assert sound(key) == sound(swap), key
