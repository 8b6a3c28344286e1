"""Places in an instrument, in each language's long form."""

from __future__ import annotations

from pathlib import Path

import pytest

from clausekit.errors import LanguageError
from clausekit.language import available_languages, load_language

PINPOINTS = (Path(__file__).parent / "pinpoints.txt").read_text(encoding="utf-8").splitlines()

# canonical, en, es, fr, pt-BR, pt-PT
TABLE = [
    (
        "art. 2(1)(a)",
        "Article 2(1)(a)",
        "artículo 2, párrafo 1, letra a)",
        "article 2, paragraphe 1, alinéa a)",
        "artigo 2, item 1, alínea “a”",
        "artigo 2.º, n.º 1, alínea a)",
    ),
    (
        "art. 7(a)(ii)",
        "Article 7(a)(ii)",
        "artículo 7, letra a), inciso ii)",
        "article 7, alinéa a), sous-alinéa ii)",
        "artigo 7, alínea “a”, item ii",
        "artigo 7.º, alínea a), subalínea ii)",
    ),
    (
        "art. 27(1)(i)",
        "Article 27(1)(i)",
        "artículo 27, párrafo 1, letra i)",
        "article 27, paragraphe 1, alinéa i)",
        "artigo 27, item 1, alínea “i”",
        "artigo 27.º, n.º 1, alínea i)",
    ),
    (
        "art. III(5)",
        "Article III(5)",
        "artículo III, párrafo 5",
        "article III, paragraphe 5",
        "artigo III, item 5",
        "artigo III, n.º 5",
    ),
    ("para. 26", "paragraph 26", "párrafo 26", "paragraphe 26", "parágrafo 26", "parágrafo 26"),
    (
        "paras. 1-3",
        "paragraphs 1 to 3",
        "párrafos 1 a 3",
        "paragraphes 1 à 3",
        "parágrafos 1 a 3",
        "parágrafos 1 a 3",
    ),
    (
        "arts. 6-8",
        "Articles 6 to 8",
        "artículos 6 a 8",
        "articles 6 à 8",
        "artigos 6 a 8",
        "artigos 6 a 8",
    ),
    (
        "principle 17(c)",
        "Principle 17(c)",
        "principio 17, letra c)",
        "principe 17, alinéa c)",
        "princípio 17, alínea “c”",
        "princípio 17, alínea c)",
    ),
    ("target 8.7", "target 8.7", "meta 8.7", "cible 8.7", "meta 8.7", "meta 8.7"),
    ("cl. 6.6", "clause 6.6", "apartado 6.6", "paragraphe 6.6", "seção 6.6", "secção 6.6"),
    (
        "ch. V, para. 1(a)",
        "Chapter V, paragraph 1(a)",
        "capítulo V, párrafo 1, letra a)",
        "chapitre V, paragraphe 1, alinéa a)",
        "capítulo V, parágrafo 1, alínea “a”",
        "capítulo V, parágrafo 1, alínea a)",
    ),
    (
        "ch. II, para. A.11",
        "Chapter II, paragraph A.11",
        "capítulo II, párrafo A.11",
        "chapitre II, paragraphe A.11",
        "capítulo II, parágrafo A.11",
        "capítulo II, parágrafo A.11",
    ),
    ("section 2.3", "section 2.3", "sección 2.3", "section 2.3", "seção 2.3", "secção 2.3"),
    ("sec. 4", "section 4", "sección 4", "section 4", "seção 4", "secção 4"),
    ("step 1", "Step 1", "paso 1", "étape 1", "passo 1", "passo 1"),
    ("annex II", "Annex II", "anexo II", "annexe II", "anexo II", "anexo II"),
    ("Standard A1.4", "Standard A1.4", "norma A1.4", "norme A1.4", "norma A1.4", "norma A1.4"),
    ("preamble", "preamble", "preámbulo", "préambule", "preâmbulo", "preâmbulo"),
    ("whole", "", "", "", "", ""),
    (
        "principle “transparency”",
        "Principle “transparency”",
        "principio “transparencia”",
        "principe « transparence »",
        "princípio “transparência”",
        "princípio «transparência»",
    ),
    (
        "part two, A",
        "Part Two, A",
        "segunda parte, A",
        "deuxième partie, A",
        "segunda parte, A",
        "segunda parte, A",
    ),
    (
        "PS2, para. 20",
        "Performance Standard 2, paragraph 20",
        "Norma de Desempeño 2, párrafo 20",
        "Norme de performance 2, paragraphe 20",
        "Padrão de Desempenho 2, parágrafo 20",
        "Padrão de Desempenho 2, parágrafo 20",
    ),
    (
        "ESS4",
        "Environmental and Social Standard 4",
        "Estándar Ambiental y Social 4",
        "Norme environnementale et sociale 4",
        "Norma Ambiental e Social 4",
        "Norma Ambiental e Social 4",
    ),
    (
        "ESPS 2",
        "Environmental and Social Performance Standard 2",
        "Norma de Desempeño Ambiental y Social 2",
        "Norme de performance environnementale et sociale 2",
        "Padrão de Desempenho Ambiental e Social 2",
        "Padrão de Desempenho Ambiental e Social 2",
    ),
]


@pytest.mark.parametrize("row", TABLE, ids=[row[0] for row in TABLE])
def test_long_forms(row):
    canonical, *expected = row
    tags = ("en", "es", "fr", "pt-BR", "pt-PT")
    written = [load_language(tag).citation(canonical).replace("\u00a0", " ") for tag in tags]
    assert written == expected


@pytest.mark.parametrize("tag", available_languages())
def test_every_pinpoint_of_the_catalogue_can_be_written(tag):
    language = load_language(tag)
    for pinpoint in PINPOINTS:
        written = language.citation(pinpoint)
        assert bool(written) == (pinpoint != "whole")
        assert "{" not in written


@pytest.mark.parametrize("tag", ["es", "en", "fr", "pt-BR", "pt-PT"])
def test_different_places_read_differently(tag):
    language = load_language(tag)
    # "sec. 4" and "section 4" are the same place, and stand in different instruments.
    places = {place.replace("sec. ", "section ") for place in PINPOINTS}
    assert len({language.citation(place) for place in places}) == len(places)


def test_the_variants_of_spanish_name_the_letter_in_their_own_way():
    written = {tag: load_language(tag).citation("art. 1(a)") for tag in ("es-CO", "es-MX", "es-CL")}
    assert written == {
        "es-CO": "artículo\u00a01, literal\u00a0a)",
        "es-MX": "artículo\u00a01, inciso\u00a0a)",
        "es-CL": "artículo\u00a01, letra\u00a0a)",
    }


@pytest.mark.parametrize("pinpoint", ["article 2", "art.", "art. 2(", "§ 3", "", "art. 2, foo 3"])
def test_a_pinpoint_that_cannot_be_read(pinpoint):
    with pytest.raises(LanguageError) as caught:
        load_language("es").citation(pinpoint)
    assert caught.value.code == "language.bad-citation"


def test_a_quoted_name_without_translation_never_comes_out_in_english():
    with pytest.raises(LanguageError) as caught:
        load_language("es").citation("principle “transparancy”")
    assert caught.value.code == "language.citation-name"
    assert "transparency" in caught.value.hint


PLACES = [
    ("en", ["principle 22", "principle 9", "principle 9"], "", "Principles\u00a09 and 22"),
    ("en", ["art. 7", "art. 2(1)"], "", "Articles\u00a02(1) and 7"),
    ("es", ["art. 8", "art. 4"], "", "artículos\u00a04 y 8"),
    ("es", ["art. 2(1)", "art. 8"], "", "artículo\u00a02, párrafo\u00a01; y artículo\u00a08"),
    ("es", ["art. 57(6)"], "eu-law", "artículo\u00a057, apartado\u00a06"),
    ("fr", ["principle 22", "section 3.2"], "", "principe\u00a022 et section\u00a03.2"),
    ("fr", ["art. 57(4)(a)"], "eu-law", "article\u00a057, paragraphe\u00a04, point\u00a0a)"),
    ("fr", ["art. 1(a)"], "", "article\u00a01, alinéa\u00a0a)"),
    ("es", ["ch. IX", "ch. VIII", "ch. II"], "", "capítulos\u00a0II, VIII y IX"),
    ("fr", ["art. XXIX", "art. XXV", "art. XXVI"], "", "articles\u00a0XXV, XXVI et XXIX"),
    ("pt", ["ch. XIX", "ch. XL", "ch. IV"], "", "capítulos\u00a0IV, XIX e XL"),
    ("en", ["annex D", "annex C", "annex B"], "", "Annexes\u00a0B, C and D"),
    ("pt-PT", ["art. 60", "art. 43"], "", "artigo\u00a043.º e artigo\u00a060.º"),
    ("pt", ["whole"], "", ""),
]


@pytest.mark.parametrize(("tag", "pinpoints", "family", "expected"), PLACES)
def test_places_of_one_instrument(
    tag: str, pinpoints: list[str], family: str, expected: str
) -> None:
    assert load_language(tag).places(pinpoints, family) == expected


@pytest.mark.parametrize("pinpoint", ["art. " + "1" * 5_000, "x" * 201])
def test_a_place_longer_than_any_is_refused(pinpoint: str) -> None:
    with pytest.raises(LanguageError, match=r"language\.bad-citation"):
        load_language("en").places([pinpoint, "art. 2"])
