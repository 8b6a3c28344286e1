"""Spaces, quotation marks, lists and alphabetical order."""

from __future__ import annotations

import pytest

from clausekit.language import available_languages, load_language

N, T = "\u00a0", "\u202f"

# language, as it was typed, as it is set
TABLE = [
    ("fr", "Il est interdit : voir", f"Il est interdit{N}: voir"),
    ("fr", "interdit; obligatoire", f"interdit{T}; obligatoire"),
    ("fr", "interdit ; obligatoire !", f"interdit{T}; obligatoire{T}!"),
    ("fr", f"Pourquoi{N}?", f"Pourquoi{T}?"),
    ("fr", "Quoi ?! Oui.", f"Quoi{T}?! Oui."),
    ("fr", "«oui»", f"«{N}oui{N}»"),
    ("fr", "« oui » ;", f"«{N}oui{N}»{T};"),
    ("fr", "« dit “non” ici »", f"«{N}dit “non” ici{N}»"),
    ("fr", "60% ou 5 %", f"60{N}% ou 5{N}%"),
    ("fr", "l'article 5", f"l’article{N}5"),
    ("fr", "https://exemple.fr/?a=1;b à 12:30", "https://exemple.fr/?a=1;b à 12:30"),
    ("fr-CA", "interdit ; obligatoire !", "interdit; obligatoire!"),
    ("fr-CA", "voir : « ici »", f"voir{N}: «{N}ici{N}»"),
    ("es", "«sí»", "“sí”"),
    ("es", "60 %", f"60{N}%"),
    ("es", "artículo 5; cláusula 6", f"artículo{N}5; cláusula{N}6"),
    ("es-ES", "“sí” y 60%", f"«sí» y 60{N}%"),
    ("es-ES", "“el ‘no’ dicho «hoy» aquí”", "«el ‘no’ dicho “hoy” aquí»"),
    ("es-CL", "60 %", "60%"),
    ("pt-BR", "« sim »", "“sim”"),
    ("pt-PT", "“sim”", "«sim»"),
    ("pt-PT", "5%", f"5{N}%"),
    ("en", "the Supplier's duty of 60 %", "the Supplier’s duty of 60%"),
    ("en", "within thirty (30) days", f"within thirty (30){N}days"),
    ("en", "Why? Because; so: there!", "Why? Because; so: there!"),
]


@pytest.mark.parametrize(("tag", "typed", "expected"), TABLE)
def test_running_text(tag, typed, expected):
    assert load_language(tag).typeset(typed) == expected


@pytest.mark.parametrize("tag", available_languages())
def test_setting_twice_changes_nothing(tag):
    language = load_language(tag)
    for _, typed, _ in TABLE:
        once = language.typeset(typed)
        assert language.typeset(once) == once


def test_quote():
    quoted = {tag: load_language(tag).quote("x") for tag in ("en", "es", "es-ES", "fr", "pt-PT")}
    assert quoted == {
        "en": "“x”",
        "es": "“x”",
        "es-ES": "«x»",
        "fr": f"«{N}x{N}»",
        "pt-PT": "«x»",
    }


LISTS = [
    ("es", ["a"], "and", "a"),
    ("es", [], "and", ""),
    ("es", ["Chile", "Perú"], "and", "Chile y Perú"),
    ("es", ["Chile", "Perú", "Iberia"], "and", "Chile, Perú e Iberia"),
    ("es", ["agua", "hielo"], "and", "agua y hielo"),
    ("es", ["padres", "hijos"], "and", "padres e hijos"),
    ("es", ["agua", "yodo"], "and", "agua y yodo"),
    ("es", ["siete", "ocho"], "or", "siete u ocho"),
    ("es", ["7", "8"], "or", "7 u 8"),
    ("es", ["10", "11"], "or", "10 u 11"),
    ("es", ["109", "110"], "or", "109 o 110"),
    ("es", ["clínica", "“hospital”"], "or", "clínica u “hospital”"),
    ("en", ["a", "b", "c"], "and", "a, b and c"),
    ("en", ["health and safety", "pay", "time"], "and", "health and safety, pay, and time"),
    ("en", ["a, with b", "c"], "or", "a, with b; or c"),
    ("fr", ["a", "b", "c"], "or", "a, b ou c"),
    ("fr", ["a, b", "c", "d"], "and", f"a, b{T}; c{T}; et d"),
    ("fr-CA", ["a, b", "c", "d"], "and", "a, b; c; et d"),
    ("pt", ["a", "b", "c"], "and", "a, b e c"),
]


@pytest.mark.parametrize(("tag", "items", "conjunction", "expected"), LISTS)
def test_lists(tag, items, conjunction, expected):
    assert load_language(tag).join(items, conjunction=conjunction) == expected


@pytest.mark.parametrize(
    ("tag", "ordered"),
    [
        ("es", ["cuota", "chofer", "nube", "ñame", "obra"]),
        ("es", ["Entidad", "Entidad Contratante", "Entidades"]),
        ("fr", ["cote", "côte", "coté", "côté", "œuvre", "ouvrier"]),
        ("pt", ["acao", "ação", "ata", "Área", "zona"]),
        ("en", ["Buyer", "co-operative", "Supplier", "supply chain"]),
    ],
)
def test_alphabetical_order(tag, ordered):
    language = load_language(tag)
    folded = sorted(ordered, key=language.sort_key)
    assert sorted(ordered, key=language.sort_key) == folded
    # A list without accents in play comes out in the order of the dictionary.
    if tag == "es":
        assert folded == sorted(ordered, key=lambda t: t.lower().replace("ñ", "n~"))


def test_accents_come_second_and_capitals_third():
    key = load_language("es").sort_key
    assert sorted(["revisó", "reviso", "Reviso", "revista"], key=key) == [
        "reviso",
        "Reviso",
        "revisó",
        "revista",
    ]
