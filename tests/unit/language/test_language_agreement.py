"""Sentences written for one name of a party and printed for another.

Each row: the name that is printed, the wording, the sentence. A lawyer can read and extend it.
"""

from __future__ import annotations

import pytest

from clausekit.language import Noun, load_language

AREA = Noun(form="Área Usuaria", plural="Áreas Usuarias", gender="f", onset="stressed-a")
MEMBERS_ES = Noun(form="Contratante", plural="Contratantes", gender="m", number="plural")
COMPANIES_ES = Noun(form="Empresa", plural="Empresas", gender="f", number="plural")
IMPORTER = Noun(form="Importador", gender="m")
HOSPITAL = Noun(form="Hospital", gender="m")

# What is printed for {supplier}, the wording (written for "el Proveedor"), the sentence.
SPANISH = [
    ("supplier", "Las obligaciones del {supplier}", "Las obligaciones del Proveedor"),
    ("company", "Las obligaciones del {supplier}", "Las obligaciones de la Empresa"),
    ("company", "Del {supplier} al {supplier}", "De la Empresa a la Empresa"),
    ("company", "EL {supplier} y DEL {supplier}", "LA Empresa y DE LA Empresa"),
    ("company", "pagado por el {supplier} en el plazo", "pagado por la Empresa en el plazo"),
    ("company", "un {supplier}, dicho {supplier}", "una Empresa, dicha Empresa"),
    ("company", "todo {supplier}; todo el {supplier}", "toda Empresa; toda la Empresa"),
    ("company", "El mencionado {supplier} responde", "La mencionada Empresa responde"),
    ("company", "contra este {supplier} y otro {supplier}", "contra esta Empresa y otra Empresa"),
    ("company", "el {supplier} queda {supplier:obligado|obligada}", "la Empresa queda obligada"),
    ("company", "cualquier {supplier}, su {supplier}", "cualquier Empresa, su Empresa"),
    ("company", "los {supplier+}, a los {supplier+}", "las Empresas, a las Empresas"),
    (AREA, "el {supplier}, del {supplier}, al {supplier}", None),
    (AREA, "los {supplier+} y dicho {supplier}", "las Áreas Usuarias y dicha Área Usuaria"),
    (AREA, "el citado {supplier}; un {supplier}", "la citada Área Usuaria; un Área Usuaria"),
    (AREA, "todo el {supplier}", "toda el Área Usuaria"),
    (MEMBERS_ES, "El {supplier} {supplier:paga/pagan}", "Los Contratantes pagan"),
    (MEMBERS_ES, "del {supplier}: {supplier:obligado|obligada}", "de los Contratantes: obligados"),
    (COMPANIES_ES, "al {supplier}, {supplier:eficaz|eficaz}", "a las Empresas, eficaces"),
    (COMPANIES_ES, "{supplier:a|b/c|d}; cada {supplier}", "d; cada una de las Empresas"),
    (IMPORTER, "Compradores y {supplier}", "Compradores e Importador"),
    (HOSPITAL, "clínica o {supplier}", "clínica u Hospital"),
]
# The wording is written for "la Entidad Contratante".
SPANISH_BUYER = [
    ("ministry", "De la {buyer} y a la {buyer}", "Del Ministerio y al Ministerio"),
    ("ministry", "ante la {buyer}, por la {buyer}", "ante el Ministerio, por el Ministerio"),
    ("ministry", "DE LA {buyer}", "DEL Ministerio"),
    ("ministry", "La propia {buyer} es {buyer:oído|oída}", "El propio Ministerio es oído"),
    ("municipality", "de la {buyer}", "de la Municipalidad"),
    ("ministry", "tanto el {supplier} como la {buyer}", "tanto el Proveedor como el Ministerio"),
]

HIGH_COMMISSION = Noun(form="Haut-Commissariat", plural="Hauts-Commissariats", gender="m")
MEMBERS_FR = Noun(form="Membre", plural="Membres", gender="m", number="plural")
# The wording is written for "le Fournisseur".
FRENCH = [
    ("company", "Le {supplier} et l’obligation du {supplier}", None),
    ("company", "au {supplier}, ce {supplier}", "à la Société, cette Société"),
    ("company", "ledit {supplier}, dudit {supplier}", "ladite Société, de ladite Société"),
    ("company", "Audit {supplier} ; tout {supplier}", "À ladite Société\u202f; toute Société"),
    ("company", "le présent {supplier}", "la présente Société"),
    ("company", "jusqu'au {supplier}", "jusqu’à la Société"),
    ("company", "d'un {supplier}, qu’un {supplier}", "d’une Société, qu’une Société"),
    ("awardee", "le {supplier}, du {supplier}, au {supplier}", None),
    ("awardee", "ce {supplier} ; son {supplier}", "cet Attributaire\u202f; son Attributaire"),
    ("awardee", "en tant que {supplier}", "en tant qu’Attributaire"),
    ("awardee", "en qualité de {supplier}", "en qualité d’Attributaire"),
    ("awardee", "DU {supplier}", "DE L’Attributaire"),
    (MEMBERS_FR, "Le {supplier} {supplier:est/sont} {supplier:tenu|tenue}", None),
    (MEMBERS_FR, "du {supplier} au {supplier}", "des Membres aux Membres"),
    (MEMBERS_FR, "la liste d’un {supplier}", "la liste de Membres"),
]
FRENCH_BUYER = [
    ("buyer", "L'{buyer}, de l'{buyer}", "L’Acheteur, de l’Acheteur"),
    ("ministry", "L'{buyer}, de l'{buyer}, à l’{buyer}", None),
    ("ministry", "d'{buyer}, qu'{buyer}", "de Ministère, que Ministère"),
    ("ministry", "cet {buyer}, tout l’{buyer}", "ce Ministère, tout le Ministère"),
    ("municipality", "À l’{buyer} ; cet {buyer}", "À la Commune\u202f; cette Commune"),
    ("agency", "cet {buyer} est {buyer:tenu|tenue}", "cette Agence est tenue"),
    (HIGH_COMMISSION, "l’{buyer}, de l’{buyer}", "le Haut-Commissariat, du Haut-Commissariat"),
    (HIGH_COMMISSION, "à l’{buyer}, d’{buyer}", "au Haut-Commissariat, de Haut-Commissariat"),
    (HIGH_COMMISSION, "les {buyer+}", "les Hauts-Commissariats"),
]

# The wording is written for "a Contratada".
PORTUGUESE = [
    ("supplier", "A {supplier} e da {supplier}", "O Fornecedor e do Fornecedor"),
    ("supplier", "à {supplier}, na {supplier}", "ao Fornecedor, no Fornecedor"),
    ("supplier", "pela {supplier}, desta {supplier}", "pelo Fornecedor, deste Fornecedor"),
    ("supplier", "àquela {supplier}; numa {supplier}", "àquele Fornecedor; num Fornecedor"),
    ("supplier", "a referida {supplier}", "o referido Fornecedor"),
    ("supplier", "PELA {supplier}, À {supplier}", "PELO Fornecedor, Ao Fornecedor"),
    ("supplier", "é {supplier:obrigado|obrigada}", "é obrigado"),
    ("supplier", "com a {supplier}; sua {supplier}", "com o Fornecedor; seu Fornecedor"),
    ("supplier", "qualquer {supplier}", "qualquer Fornecedor"),
    ("supplier", "as {supplier+}, às {supplier+}", "os Fornecedores, aos Fornecedores"),
]
PORTUGUESE_BUYER = [
    ("administration", "o {buyer}, do {buyer}", "a Administração, da Administração"),
    ("administration", "ao {buyer}, pelo {buyer}", "à Administração, pela Administração"),
    ("administration", "Ao {buyer}, AO {buyer}", "À Administração, À Administração"),
    ("administration", "no {buyer} e àquele {buyer}", "na Administração e àquela Administração"),
]

NGO = Noun(form="NGO", plural="NGOs")
UNIVERSITY = Noun(form="University", plural="Universities")
CONTRACTORS = Noun(form="Contractor", plural="Contractors", number="plural")
ENGLISH = [
    (NGO, "a {supplier}; each {supplier}", "an NGO; each NGO"),
    (UNIVERSITY, "A {supplier}", "A University"),
    (Noun(form="Agency"), "a {supplier}", "an Agency"),
    (Noun(form="Hospital"), "a {supplier}", "a Hospital"),
    (Noun(form="SME"), "a {supplier}", "an SME"),
    (Noun(form="Honorary Body"), "A {supplier}", "An Honorary Body"),
    ("contractor", "the {supplier}'s duty", "the Contractor’s duty"),
    ("contractor", "the {supplier+}' or {supplier+}'s", "the Contractors’ or Contractors’"),
    (CONTRACTORS, "The {supplier}'s duty", "The Contractors’ duty"),
    (CONTRACTORS, "a {supplier}; this {supplier}", "Contractors; these Contractors"),
    (CONTRACTORS, "{supplier:is/are}; each {supplier}", "are; each of the Contractors"),
]

LONG = {
    ("es", AREA): "el Área Usuaria, del Área Usuaria, al Área Usuaria",
    ("fr", "company"): "La Société et l’obligation de la Société",
    ("fr", "awardee"): "l’Attributaire, de l’Attributaire, à l’Attributaire",
    ("fr", MEMBERS_FR): "Les Membres sont tenus",
    ("fr", "ministry"): "Le Ministère, du Ministère, au Ministère",
}
CASES = [
    (tag, party, *row)
    for tag, party, rows in (
        ("es", "supplier", SPANISH),
        ("es", "buyer", SPANISH_BUYER),
        ("fr", "supplier", FRENCH),
        ("fr", "buyer", FRENCH_BUYER),
        ("pt", "supplier", PORTUGUESE),
        ("pt", "buyer", PORTUGUESE_BUYER),
        ("en", "supplier", ENGLISH),
    )
    for row in rows
]


@pytest.mark.parametrize(("tag", "party", "name", "wording", "sentence"), CASES)
def test_the_words_round_a_party_agree(tag, party, name, wording, sentence):
    language = load_language(tag).with_parties({party: name})
    assert language.render(wording, {}) == (sentence or LONG[tag, name],)


@pytest.mark.parametrize(
    ("tag", "wording", "misread"),
    [
        ("es", "La {supplier} paga a la {buyer}", ("La {supplier}",)),
        ("es", "El {supplier} paga a la {buyer}", ()),
        ("fr", "L'{buyer} et du {supplier}", ()),
        ("fr", "le {buyer}", ("le {buyer}",)),
        ("pt", "ao {supplier} e à {buyer}", ("ao {supplier}", "à {buyer}")),
        ("en", "an {supplier}", ("an {supplier}",)),
        ("es", "los {supplier} y los {supplier+}", ("los {supplier}",)),
    ],
)
def test_a_lead_that_does_not_fit_the_default_name_is_told(tag, wording, misread):
    assert load_language(tag).misread_leads(wording) == misread


def test_a_preposition_that_looks_like_an_article_is_left_alone():
    brazil = load_language("pt").with_parties({"supplier": "supplier"})
    assert brazil.render("vedado a {supplier+}", {}) == ("vedado a Fornecedores",)
    english = load_language("en")
    assert english.render("provided that {supplier+} pay", {}) == ("provided that Suppliers pay",)
    assert english.render("before that {supplier} pays", {}) == ("before that Supplier pays",)


def test_a_variant_reads_the_wording_as_its_base_does():
    # In Spain the contracting authority is masculine; the wording is written for the feminine.
    spain = load_language("es-ES")
    assert spain.misread_leads("a la {buyer}") == ()
    assert spain.render("Ante la {buyer} y a la {buyer}", {}) == (
        "Ante el Órgano de Contratación y al Órgano de Contratación",
    )
    portugal = load_language("pt-PT")
    assert portugal.render("A {supplier} notifica o {buyer}.", {}) == (
        "O Adjudicatário notifica a Entidade Adjudicante.",
    )
