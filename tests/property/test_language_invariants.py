"""What holds for every number, every party and every sentence."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausekit.language import Noun, Ref, available_languages, load_language
from clausekit.language.wording import Literal, parse
from clausekit.model.quantity import Quantity, Unit

TAGS = available_languages()
PRINTED = st.characters(exclude_categories=("Cc", "Co", "Cs", "Zl", "Zp"))
LANGUAGES = st.sampled_from(TAGS).map(load_language)
NUMBERS = st.integers(0, 999_999_999_999)
# Never right in any language, whoever the parties are.
FORBIDDEN = {
    "es": r"\b(?:de el|a el|el la|la el|de la el|a la el|del el|al el|y i|o o)\b",
    "fr": r"\b(?:de le|à le|de les|à les|le la|la le|du le|au le|l’ |d’ |ce [aeiouéè])",
    "pt": r"\b(?:de o|de a|por o|por a|em o|em a|a o|o a|à a|do o|da a)\b",
    "en": r"(?i)\b(?:a [aeio]|an [bcdfgjklmpqrstvwxz][aeiou]|the the|a an)",
}


@given(language=LANGUAGES, numbers=st.sets(NUMBERS, min_size=2, max_size=20))
def test_different_numbers_have_different_words(language, numbers):
    for gender in ("m", "f"):
        assert len({language.number_words(each, gender=gender) for each in numbers}) == len(numbers)


@given(language=LANGUAGES, number=NUMBERS)
def test_words_are_clean(language, number):
    words = language.number_words(number, gender="f")
    assert words == " ".join(words.split())
    assert not re.search(r"[\d<>=\[\]&]", words)


@given(language=LANGUAGES, number=NUMBERS)
def test_gender_changes_forms_and_never_the_number_of_words(language, number):
    masculine = language.number_words(number, gender="m")
    feminine = language.number_words(number, gender="f")
    assert len(masculine.split()) == len(feminine.split())


@given(
    language=LANGUAGES,
    amount=st.integers(0, 999_999_999),
    unit=st.sampled_from([unit for unit in Unit if unit is not Unit.PERCENT]),
)
def test_words_and_figure_of_a_quantity_are_the_same_number(language, amount, unit):
    text = language.quantity(Quantity(amount=amount, unit=unit))
    figure = re.search(r"\(([^)]*)\)", text)
    assert figure is not None
    assert int(re.sub(r"\D", "", figure[1])) == amount


def _leads(code):
    rules = load_language(code)._engine.grammar
    return sorted(rules.rows)


NOUNS = {
    "es": [
        Noun(form="Proveedor", plural="Proveedores", gender="m"),
        Noun(form="Área", plural="Áreas", gender="f", onset="stressed-a"),
        Noun(form="Importador", plural="Importadores", gender="m"),
        Noun(form="Oficina", plural="Oficinas", gender="f", number="plural"),
    ],
    "fr": [
        Noun(form="Société", plural="Sociétés", gender="f"),
        Noun(form="Établissement", plural="Établissements", gender="m"),
        Noun(form="Hôpital", plural="Hôpitaux", gender="m"),
        Noun(form="Haut-Commissariat", plural="Hauts-Commissariats", gender="m"),
        Noun(form="Association", plural="Associations", gender="f", number="plural"),
    ],
    "pt": [
        Noun(form="Órgão", plural="Órgãos", gender="m"),
        Noun(form="Autarquia", plural="Autarquias", gender="f"),
        Noun(form="Empresa", plural="Empresas", gender="f", number="plural"),
    ],
    "en": [
        Noun(form="Agency", plural="Agencies"),
        Noun(form="University", plural="Universities"),
        Noun(form="NGO", plural="NGOs", onset="vowel"),
        Noun(form="Contractor", plural="Contractors", number="plural"),
    ],
}


@st.composite
def sentences(draw):
    code = draw(st.sampled_from(["es", "fr", "pt", "en"]))
    language = load_language(code)
    names = [
        *NOUNS[code],
        *language.choices["supplier"].values(),
        *language.choices["buyer"].values(),
    ]
    leads = draw(st.lists(st.sampled_from(_leads(code)), min_size=1, max_size=5))
    party = draw(st.sampled_from(["supplier", "buyer"]))
    plural = draw(st.sampled_from(["", "+"]))
    case = draw(st.sampled_from([str, str.upper, str.capitalize]))
    text = "; ".join(
        f"{case(lead)}{'' if lead.endswith('’') else ' '}{{{party}{plural}}}" for lead in leads
    )
    return code, party, draw(st.sampled_from(names)), text


@given(sentences())
def test_no_sentence_has_a_doubled_or_uncontracted_article(drawn):
    code, party, noun, text = drawn
    (said,) = load_language(code).with_parties({party: noun}).render(text, {})
    assert not re.search(FORBIDDEN[code], said.lower().replace("\u202f", " ")), said


@given(sentences())
def test_leads_keep_their_capitals(drawn):
    code, party, noun, text = drawn
    (said,) = load_language(code).with_parties({party: noun}).render(text, {})
    for before, after in zip(text.split(";"), re.split(r"\s?;", said), strict=True):
        assert before.strip()[0].isupper() <= after.strip()[0].isupper()


@pytest.mark.parametrize("code", ["es", "fr", "pt", "en"])
def test_every_lead_with_every_listed_name(code):
    base = load_language(code)
    for party, names in base.choices.items():
        for choice in names:
            language = base.with_parties({party: choice})
            for lead in _leads(code):
                gap = "" if lead.endswith("’") else " "
                (said,) = language.render(f"{lead}{gap}{{{party}}}", {})
                assert not re.search(FORBIDDEN[code], said.lower()), said
                assert said.endswith((names[choice].form, names[choice].plural))


TEXT = st.text(
    st.one_of(
        st.sampled_from(list(" \u00a0\u202f'’:;!?%«»“”().,0159aé\n")), st.characters(codec="utf-8")
    ),
    max_size=60,
).filter(lambda text: not re.search("[\ue000-\uf8ff]", text))


@given(language=LANGUAGES, text=TEXT)
def test_typesetting_twice_changes_nothing(language, text):
    once = language.typeset(text)
    assert language.typeset(once) == once


@given(language=LANGUAGES, text=TEXT)
def test_typesetting_keeps_every_letter_and_figure(language, text):
    def letters(line):
        return [sign for sign in line if sign.isalnum()]

    assert letters(language.typeset(text)) == letters(text)


@given(text=st.text(PRINTED, max_size=80))
def test_wording_without_braces_is_one_literal(text):
    escaped = text.replace("{", "{{").replace("}", "}}")
    pieces = parse(escaped)
    assert pieces == ((Literal(text),) if text else ())


@given(language=LANGUAGES, fact=st.text(min_size=1, max_size=60))
def test_a_fact_comes_out_as_it_went_in(language, fact):
    said = language.render("[{fact}] {ref:a.b}", {"fact": fact})
    assert said[0] == f"[{fact}] "
    assert said[1] == Ref("a.b")


@given(language=LANGUAGES, words=st.lists(st.text(min_size=1, max_size=12), max_size=8))
def test_sorting_does_not_depend_on_the_first_order(language, words):
    key = language.sort_key
    assert [key(word) for word in sorted(words, key=key)] == [
        key(word) for word in sorted(words, key=key)
    ]
