"""``clausekit explain``: every clause with its reason, in the language asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from clausekit import Catalogue, Tender, select
from clausekit.assembly.account import account_of
from clausekit.model.burden import Burden
from clausekit.model.tier import Tier
from clausekit.selection.effort import KNOWN_SIZES

Write = Callable[..., Path]


def test_explain_gives_every_clause_a_reason(run: Any, tender: Write, catalogue: Any) -> None:
    facts = {"sector": "textiles", "codes": ["CPV 18110000"], "origins": ["BD", "PT"]}
    done = run("explain", tender(**facts, supplier_size="micro"), "--json")
    assert (done.exit_code, done.err) == (0, "")
    assert done.data["schema"] == "clausekit.explain/1"
    assert done.data["lighter_set"] is True
    assert [row["clause"] for row in done.data["decisions"]] == list(catalogue.clauses)
    for row in done.data["decisions"]:
        assert set(row) == {
            "clause", "version", "title", "included", "rule", "facts", "reason", "also", "risks",
            "depth",
        }  # fmt: skip
        assert row["reason"].endswith(".")
    assert {row["presence"] for row in done.data["origins"]} == {"listed", "not-listed"}
    for row in done.data["origins"] + done.data["services"]:
        assert row["source"]
        assert row["edition"]
        assert row["date"].startswith("20")
    assert [row["title"] for row in done.data["codes"]] == ["Occupational clothing"]
    assert [row["size"] for row in done.data["effort"]] == ["micro", "small", "medium", "large"]
    assert done.data["warnings"] == []


def test_explain_tells_of_services_and_of_codes_that_do_not_exist(run: Any, tender: Write) -> None:
    codes = ["CPV 90910000", "CPV 55110000", "CPV 99999999"]
    path = tender(codes=codes, sector="cleaning", procurement="services")
    rows = run("explain", path, "--json").data
    assert [row["presence"] for row in rows["services"]] == ["listed", "not-listed", "unknown"]
    assert {"risk", "why", "source", "basis"} == set(rows["services"][0]["risks"][0])
    assert [row["code"] for row in rows["warnings"]] == ["selection.unknown-code"]
    readable = run("explain", path).out
    assert "  CPV 90910000: Cleaning services\n" in readable
    assert "Services or works: cleaning; CPV 90910000 - Listed" in readable
    assert "Low or unpaid wages. Nearly all of the price is wages" in readable
    flat = " ".join(readable.split())
    assert "(Public Contracts) Convention, 1949 (No. 94), Article 2(1))" in flat
    assert "no code 99999999. [selection.unknown-code]" in readable


def test_explain_is_readable(run: Any, tender: Write) -> None:
    done = run("explain", tender(codes=["CPV 18110000"], origins=["BD"], supplier_size="small"))
    assert done.exit_code == 0
    assert done.out.startswith("Clauses that stand in the annex\n")
    assert "\nClauses that were left out\n" in done.out
    assert "  1.  Good: Garments; CPV 18110000 - Listed\n" in done.out
    assert "Bangladesh: child labour and forced labour" in done.out
    assert "Forced Labor, 2024 (5 September 2024)" in " ".join(done.out.split())
    assert "Estimated hours of work\n" in done.out
    assert "[risk-of-origin]" in done.out
    assert "[strengthened]" in done.out
    assert "lighter wording" in done.out


SAID = {
    "es": ("Cláusulas que figuran en el anexo", "Bangladés: trabajo infantil", "dejaron fuera"),
    "es-CL": ("Cláusulas que figuran en el anexo", "Bangladés: trabajo infantil", "dejaron"),
    "fr": ("Clauses qui figurent dans l’annexe", "travail des enfants", "Clauses écartées"),
    "pt": ("Cláusulas que constam do anexo", "Bangladesh: trabalho infantil", "de fora"),
    "pt-PT": ("Cláusulas que constam do anexo", "trabalho", "de fora"),
}


@pytest.mark.parametrize("language", SAID)
def test_explain_speaks_the_language_asked_for(run: Any, tender: Write, language: str) -> None:
    path = tender(codes=["CPV 18110000"], origins=["BD"], supplier_size="small")
    done = run("explain", path, "-l", language)
    assert done.exit_code == 0
    for words in SAID[language]:
        assert words in done.out
    for english in ("This clause", "Garments", "Listed", "Hours", "forced labour", "unpaid"):
        assert english not in done.out


LOOK = {
    "en": (
        "To look at",
        "The facts show the risk",
        "The edition of 2008 of the CPV",
        "Look the code up",
    ),
    "en-CA": ("To look at", "no clause that is in", "The edition of 2008", "Look the code up"),
    "es": ("Puntos por revisar", "muestran el riesgo", "La edición de 2008 del CPV", "Compruebe"),
    "es-ES": ("Puntos por revisar", "riesgo «", "La edición de 2008 del CPV", "Compruebe"),
    "fr": ("Points à examiner", "apparaître le risque", "L’édition 2008 du CPV", "Vérifiez"),
    "pt": ("Pontos a verificar", "Os fatos revelam", "A edição de 2008 do CPV", "Confira"),
    "pt-PT": ("Pontos a verificar", "Os factos revelam", "A edição de 2008 do CPV", "Confira"),
}
ENGLISH = ("To look at", "The facts", "The edition", "Look the code", "Draft for")


@pytest.mark.parametrize("language", LOOK)
def test_what_to_look_at_is_told_in_the_language_asked_for(
    run: Any, tender: Write, language: str
) -> None:
    # The second code could be read as a date.
    codes = ["CPV 99999999", "CPV 20240131"]
    path = tender(sector="construction", stage="close-out", codes=codes)
    readable = run("explain", path, "-l", language).out
    told = readable[readable.index(f"\n{LOOK[language][0]}\n") :]
    for words in LOOK[language][1:]:
        assert words in told.replace("\N{NO-BREAK SPACE}", "")
    for code in codes:
        assert f" {code[4:]}. [selection.unknown-code]" in told
    if not language.startswith("en"):
        assert not [words for words in ENGLISH if words in told]
    warnings = run("explain", path, "-l", language, "--json").data["warnings"]
    assert [(row["code"], row["where"]) for row in warnings[-2:]] == [
        ("selection.unknown-code", "/codes/0"),
        ("selection.unknown-code", "/codes/1"),
    ]
    assert {row["code"] for row in warnings[:-2]} == {"selection.risk-not-answered"}
    for row in warnings:
        assert f"  {row['message']} [{row['code']}]\n    {row['hint']}\n" in told


BUDGET = {
    "en": "The set asks a supplier (size: medium-sized) for about {} hours of work a year; "
    "the budget of the tier “basic” is 1.",
    "es": "El conjunto exige a un proveedor (tamaño de la empresa: mediana) unas {} horas de "
    "trabajo al año; el presupuesto del nivel “básico” es de 1.",
    "fr": "L’ensemble demande à un fournisseur (taille : entreprise moyenne) environ {} heures de "
    "travail par an ; le budget du niveau « de base » est de 1.",
    "pt": "O conjunto exige de um fornecedor (porte da empresa: média) cerca de {} horas de "
    "trabalho por ano; o orçamento do nível “básico” é de 1.",
}


@pytest.mark.parametrize("language", BUDGET)
def test_a_set_beyond_the_budget_is_told_in_every_language(
    tender: Write, catalogue: Catalogue, language: str
) -> None:
    little = {size: dict.fromkeys(Tier, 1) for size in KNOWN_SIZES}
    burden = Burden.model_validate({**catalogue.burden.model_dump(), "yearly": little})
    selection = select(Tender.read(tender()), replace(catalogue, burden=burden))
    (told,) = account_of(selection, language=language).to_look_at
    assert told.code == "selection.over-budget"
    expected = BUDGET[language].format(selection.effort().yearly)
    plain = told.message.replace("\N{NO-BREAK SPACE}", " ").replace(
        "\N{NARROW NO-BREAK SPACE}", " "
    )
    assert plain == expected
    assert told.hint != "" if language == "en" else not told.hint.startswith("Take a")


@pytest.mark.parametrize("language", ["es", "fr", "pt"])
def test_what_a_program_reads_is_the_same_in_every_language(
    run: Any, tender: Write, language: str
) -> None:
    facts = {"sector": "textiles", "codes": ["CPV 18110000", "CPV 90910000", "CPV 99999999"]}
    path = tender(
        **facts, origins=["BD", "PT"], period={"start": "2027-01-04", "end": "2028-12-31"}
    )
    english = run("explain", path, "--json").data
    other = run("explain", path, "--json", "--language", language).data
    assert (english["language"], other["language"][:2]) == ("en", language)
    said = 0
    for data in (english, other):
        data.pop("language")
        for row in data["decisions"]:
            said += len(row.pop("reason")) + len(row.pop("title"))
            assert len(row.pop("also")) >= bool(row["risks"])
        for row in data["findings"]:
            assert set(row.pop("text")) == {"subject", "presence", "reported", "source"}
        for row in data["codes"]:
            row.pop("title")
        for row in data["warnings"]:
            said += len(row.pop("message")) + len(row.pop("hint"))
    assert english == other
    assert said
    assert [set(row) for row in english["warnings"]] == [{"code", "where"}]
    numbers = {row["number"] for row in english["findings"]}
    assert numbers == set(range(1, len(numbers) + 1))
    for decision in english["decisions"]:
        for risk in decision["risks"]:
            assert set(risk["findings"]) <= numbers


def test_a_language_that_does_not_exist_explains_nothing(run: Any, tender: Write) -> None:
    done = run("explain", tender(), "-l", "xx", "--json")
    assert done.exit_code == 2
    assert done.out == ""
    assert "language." in done.err
