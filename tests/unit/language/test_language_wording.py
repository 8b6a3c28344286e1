"""How wording with placeholders is read."""

from __future__ import annotations

import datetime
from collections import namedtuple
from decimal import Decimal

import pytest

from clausekit.errors import LanguageError
from clausekit.language import Noun, Ref, load_language, placeholders
from clausekit.model.quantity import Quantity


def say(tag, text, **values):
    return "".join(map(str, load_language(tag).render(text, values)))


def test_names_and_references_are_listed():
    text = "{supplier+} and {buyer:is/are}: {notice:words}, {ref:fl.fees}, {{not this}}"
    assert placeholders(text) == {"supplier", "buyer", "notice", "ref:fl.fees"}


def test_braces_can_be_printed():
    assert say("en", "{{a}} and {{{supplier}}}") == "{a} and {Supplier}"


def test_a_fact_is_inserted_letter_by_letter():
    fact = '{x} ; l\'"été" : 5 % {{supplier}} «a»'
    assert load_language("fr").render("{name} ici", {"name": fact}) == (f"{fact} ici",)


def test_a_reference_is_a_piece_of_its_own():
    assert load_language("es").render("Según la cláusula {ref:fl.fees}.", {}) == (
        "Según la cláusula\u00a0",
        Ref("fl.fees"),
        ".",
    )
    assert load_language("en").render("{ref:a.b}", {}) == (Ref("a.b"),)


def test_values_of_every_kind():
    money = namedtuple("Money", "amount currency")
    text = "{who}; {when}; {price}; {period}; {number:f}; {places}; {org} y la {org}"
    said = say(
        "es-CL",
        text,
        who="ACME",
        when=datetime.date(2026, 3, 1),
        price=money(Decimal(5000), "CLP"),
        period=Quantity.model_validate("30 days"),
        number=21,
        places=["Lima", "Ica"],
        org=Noun(form="Consejo", gender="m"),
    )
    assert said.replace("\u00a0", " ") == (
        "ACME; 1 de marzo de 2026; CLP 5.000; treinta (30) días corridos; veintiuna (21); "
        "Lima e Ica; Consejo y el Consejo"
    )


def test_styles_of_a_number():
    period = Quantity.model_validate("30 days")
    assert say("es", "en {p:words}", p=period) == "en treinta días corridos"
    assert say("es", "en {p:figures}", p=period) == "en 30\u00a0días corridos"
    assert say("es", "{n:f,words}", n=21) == "veintiuna"


def test_a_word_can_follow_the_number():
    text = "{n} {n:worker/workers}"
    assert say("en", text, n=1) == "one (1) worker"
    assert say("en", text, n=8) == "eight (8) workers"


def test_a_number_opens_a_sentence_with_a_capital():
    period = Quantity.model_validate("2 weeks")
    said = say("fr", "Le rapport est remis. {p} après, un avis suit ; {p} plus tard.", p=period)
    assert said == (
        "Le rapport est remis. Deux (2)\u00a0semaines après, un avis suit\u202f; "
        "deux (2)\u00a0semaines plus tard."
    )


def test_sound_before_a_number_or_a_name():
    assert say("es", "siete o {n}", n=8) == "siete u ocho (8)"
    assert say("es", "{a} y {b}", a="Chile", b="Iberia") == "Chile e Iberia"
    assert say("fr", "délai de {p}", p=Quantity.model_validate("1 month")).startswith("délai d’un")
    assert say("fr", "délai de {p}", p=Quantity.model_validate("8 days")).startswith(
        "délai de huit"
    )
    assert say("fr", "près de {p} et de {q}", p="Arles", q="Haïti") == "près d’Arles et de Haïti"
    assert say("en", "a {n} day period", n=8).startswith("an eight")
    assert say("en", "a {n} day period", n=1).startswith("a one")


FAULTS = [
    ("{supplier", ["language.unbalanced-brace"]),
    ("supplier} and {buyer", ["language.unbalanced-brace"] * 2),
    ("{a{b}}", ["language.unbalanced-brace"] * 2),
    ("{}", ["language.bad-placeholder"]),
    ("{Pro veedor}", ["language.bad-placeholder"]),
    ("{supplier:x}", ["language.bad-agreement"]),
    ("{supplier:a|b/c}", ["language.bad-agreement"]),
    ("{supplier:a/b/c}", ["language.bad-agreement"]),
    ("{supplier:a|b|c}", ["language.bad-agreement"]),
    ("{suplier} y {byer} y {zzz}", ["language.unknown-placeholder"] * 3),
    ("{fact:a|b}", ["language.bad-agreement"]),
    ("{thing}", ["language.bad-value"]),
    ("{below}", ["language.bad-value"]),
    ("{above}", ["language.bad-value"]),
    ("a \ue000 b {supplier}", ["language.private-character"]),
    ("{supplier} \uf8ff \U0010fffd", ["language.private-character"] * 2),
    ("line\nline\tb\u2028", ["language.control-character"] * 3),
    ("a \ufffe b \uffff", ["language.control-character"] * 2),
    ("\x00 {supplier", ["language.control-character", "language.unbalanced-brace"]),
]


@pytest.mark.parametrize(("text", "codes"), FAULTS)
def test_all_faults_are_told_with_their_place(text, codes):
    with pytest.raises(LanguageError) as caught:
        load_language("es").render(
            text, {"fact": "x", "thing": object(), "below": -3, "above": 10**5000}
        )
    assert [fault.code for fault in caught.value.faults] == codes
    assert all(fault.where.startswith("column ") for fault in caught.value.faults)


def test_an_unknown_name_gets_the_nearest_one():
    with pytest.raises(LanguageError, match="Did you mean 'supplier'"):
        load_language("fr").render("{suplier}", {})


def test_english_has_no_gender_to_agree_with():
    with pytest.raises(LanguageError, match="no genders"):
        load_language("en").render("{supplier:he|she}", {})


def test_typography_sees_the_wording_as_a_whole():
    said = load_language("fr").render(
        "{a} : {b} ; « {c} » et l'{buyer}.", {"a": "x", "b": "y", "c": "z"}
    )
    assert said == ("x\u00a0: y\u202f; «\u00a0z\u00a0» et l’Acheteur.",)


def test_wording_of_a_variant_is_left_alone_by_its_vocabulary():
    portugal = load_language("pt-PT")
    text = "A cadeia de suprimentos {supplier:da equipe|da equipe}"
    assert portugal.render(text) == ("A cadeia de abastecimento da equipa",)
    assert portugal.render(text, regional=True) == ("A cadeia de suprimentos da equipe",)


@pytest.mark.parametrize(
    ("tag", "items", "listed"),
    [
        ("es", ["Salud y seguridad", "jornadas"], "Salud y seguridad, y jornadas"),
        ("pt", ["A", "B e C"], "A, e B e C"),
        ("fr", ["Santé", "horaires"], "Santé et horaires"),
        ("en", ["A", "B or C", "D"], "A, B or C, and D"),
    ],
)
def test_a_list_whose_item_holds_a_conjunction_has_a_comma_before_its_own(tag, items, listed):
    assert load_language(tag).join(items) == listed


@pytest.mark.parametrize(
    ("tag", "following", "both", "either"),
    [
        ("en", "incident", "and", "or"),
        ("es", "incumplimiento", "e", "o"),
        ("es", "omisión", "y", "u"),
        ("es", "IX", "y", "o"),
        ("es", "11", "y", "u"),
        ("fr", "omission", "et", "ou"),
        ("pt", "omissão", "e", "ou"),
    ],
)
def test_the_conjunction_before_the_last_item(tag, following, both, either):
    language = load_language(tag)
    assert language.conjunction(following) == both
    assert language.conjunction(following, word="or") == either
