"""A new language needs no Python: Italian and German are begun, answered and spoken."""

from __future__ import annotations

import datetime
import re
import shutil
from pathlib import Path

import polib
import pytest

from clausekit import Tender, assemble, select
from clausekit.catalogue.messages import messages
from clausekit.errors import InputError, LanguageError, UnknownName
from clausekit.language import Language, load_language
from clausekit.language.checks.run import check_folder
from clausekit.language.questions import find_questions
from clausekit.language.scaffolding import scaffold_language, scaffold_variant
from clausekit.model.quantity import Quantity
from clausekit.resources import templates_root
from facts import shipped, tender_facts

CATALOGUE = shipped()
MESSAGES = tuple(messages(CATALOGUE))

ITALIAN_NUMBERS = """
0: zero
1: un
2: due
3: tre
4: quattro
5: cinque
6: sei
7: sette
8: otto
9: nove
10: dieci
11: undici
12: dodici
13: tredici
14: quattordici
15: quindici
16: sedici
17: diciassette
18: diciotto
19: diciannove
20: venti[>>]
21: ventuno
22: venti>>
28: ventotto
29: venti>>
30: trenta[>>]
31: trentuno
32: trenta>>
38: trentotto
40: quaranta[>>]
60: sessanta[>>]
90: novanta[>>]
100: cento[>>]
200: <<cento[>>]
1000: mille[>>]
2000: <<mila[>>]
"""
GERMAN_NUMBERS = """
0: null
1: eins
2: zwei
3: drei
4: vier
5: fünf
6: sechs
7: sieben
8: acht
9: neun
10: zehn
20: zwanzig
21: >part>undzwanzig
30: dreißig
31: >part>unddreißig
60: sechzig
61: >part>undsechzig
90: neunzig
91: >part>undneunzig
100: <part<hundert[>>]
1000: <part<tausend[>>]
"""

# What somebody answers: by the key, or by "file table.key" where keys stand in several tables.
ITALIAN = {
    "genders": ["m", "f"],
    "cells": ["m", "f", "mp", "fp"],
    "apostrophes": True,
    "sound": "vowel",
    "pattern": "(?i:[aeiou])",
    "leads": """
[[leads]]
forms = ["il", "la", "i", "le"]
before.vowel = ["l’", "l’", "gli", "le"]
[[leads]]
forms = ["del", "della", "dei", "delle"]
before.vowel = ["dell’", "dell’", "degli", "delle"]
[[leads]]
forms = ["al", "alla", "ai", "alle"]
before.vowel = ["all’", "all’", "agli", "alle"]
""",
    "numbers": ITALIAN_NUMBERS,
    "feminine": "1: una",
    "gender": {"hour": "f", "week": "f"},
    "quotes": ["«", "»"],
    "inner_quotes": ["“", "”"],
    "range": "{} a {}",
    "article": "articolo {}",
    "number": "paragrafo {}",
    "letter": "lettera {})",
    "lists": "{}.",
    "first": "1º",
    "endings": [["o", "i"], ["a", "e"]],
    "percent": "",
    "names": {
        "supplier.supplier": ("Fornitore", "Fornitori", "m"),
        "supplier.company": ("Impresa", "Imprese", "f"),
        "buyer.contracting-authority": ("Stazione Appaltante", "Stazioni Appaltanti", "f"),
    },
}
GERMAN = {
    **ITALIAN,
    "genders": ["m", "f", "n"],
    "cells": ["m", "f", "n", "p"],
    "apostrophes": False,
    "sound": "",
    "pattern": "",
    "leads": """
[[leads]]
forms = ["der", "die", "das", "die"]
[[leads]]
forms = ["des", "der", "des", "der"]
[[leads]]
forms = ["vom", "von der", "vom", "von den"]
""",
    "numbers": GERMAN_NUMBERS,
    "feminine": "",
    "gender": {"hour": "f", "week": "f", "year": "n"},
    "quotes": ["„", "“"],
    "inner_quotes": ["‚", "‘"],
    "range": "{} bis {}",
    "article": "Artikel {}",
    "number": "Absatz {}",
    "letter": "Buchstabe {})",
    "first": "1",
    "names": {
        "supplier.supplier": ("Auftragnehmer", "Auftragnehmer", "m"),
        "supplier.company": ("Unternehmen", "Unternehmen", "n"),
        "buyer.contracting-authority": ("Vergabestelle", "Vergabestellen", "f"),
    },
}


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(_toml(one) for one in value)}]"
    return '"' + str(value).replace("\\", "\\\\") + '"'


def _answer(text: str, answers: dict) -> str:  # type: ignore[type-arg]
    """Write the answers where the questions stand, as somebody would in an editor."""
    text = re.sub(
        r'(?s)# The article: "the"\..*?(?=\n# Numbers in words)', lambda _: answers["leads"], text
    )
    text = re.sub(
        r'(?s)(rules = """\n)0: \?\?\?.*?(""")', lambda m: m[1] + answers["numbers"] + m[2], text
    )
    if answers["feminine"]:
        text = text.replace("1: ???", answers["feminine"])
    elif "[numbers.sets.f]" in text:
        text = re.sub(r'(?s)\[numbers\.sets\.f\].*?"""\n.*?"""\n', "", text)
        text = text.replace("[numbers.sets.m]", "[numbers.sets.all]")
        text += '\n[numbers.sets.part]\nextends = "all"\nrules = "1: ein"\n'
    if not answers["sound"]:
        text = re.sub(r"(?s)\[\[onsets\]\]\nsound.*?\npattern.*?\n", "", text)
    lines, table = [], ""
    for line in text.splitlines():
        found = re.match(r"\[+([\w.-]+)\]+", line)
        table = found[1] if found else table
        if "???" in line and not line.startswith("#"):
            key = line.split("=")[0].strip().strip('"')
            if key == "gender" and table.startswith("quantities"):
                answer: object = answers["gender"].get(table.rsplit(".", 1)[-1], "m")
            elif table in answers["names"]:
                form, plural, gender = answers["names"][table]
                answer = {"form": form, "plural": plural, "gender": gender}[key]
            elif table.startswith(("supplier.", "buyer.")):
                answer = {"form": "Nome", "plural": "Nomi", "gender": "m"}[key]
            elif table == "lists":
                answer = answers["lists"]
            elif table.startswith("citations") and key not in answers:
                answer = f"{key} {{}}" if table.split(".")[-1] in {"units", "many", "subs"} else key
            elif isinstance(known := answers.get(key), (str, list, bool)):
                answer = known
            else:
                answer = [key] if "[" in line else key
            line = f"{line.split('=')[0]}= {_toml(answer)}"
        lines.append(line)
    return "\n".join(lines) + "\n"


@pytest.fixture
def sets(tmp_path: Path) -> Path:
    root = tmp_path / "templates"
    shutil.copytree(str(templates_root()), root, ignore=shutil.ignore_patterns("*.docx"))
    return root


def _write(root: Path, files: dict[str, str]) -> None:
    for place, text in files.items():
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        (root / place).write_text(text, "utf-8")


def _begin(root: Path, code: str, answers: dict) -> Language:  # type: ignore[type-arg]
    titles = [(one.id, one.titles["en"]) for one in CATALOGUE.instruments.values()]
    files = scaffold_language(root, code, MESSAGES, titles=titles)
    _write(root, files)
    asked = list(find_questions(root, code))
    assert len(asked) > 100
    told = [one for one in check_folder(root, MESSAGES, [code]) if one.code == "question"]
    assert [(one.file, one.line) for one in told] == [(one.file, one.line) for one in asked]
    with pytest.raises(LanguageError) as caught:
        load_language(code, root=root)
    assert {fault.code for fault in caught.value.faults} == {"language.unanswered"}
    assert all(re.search(r", line \d+$", fault.where) for fault in caught.value.faults)
    for name in ("grammar.toml", "terms.toml", "checks.toml"):
        path = root / code / name
        path.write_text(_answer(path.read_text("utf-8"), answers), "utf-8")
    assert list(find_questions(root, code)) == []
    return load_language(code, root=root)


def test_italian_is_spoken_once_its_questions_are_answered(sets: Path) -> None:
    italian = _begin(sets, "it", ITALIAN)
    text = "Il {supplier} paga; gli obblighi del {supplier} e della {buyer}."
    assert italian.render(text, {}) == (
        "Il Fornitore paga; gli obblighi del Fornitore e della Stazione Appaltante.",
    )
    company = italian.with_parties({"supplier": "company"})
    assert company.render(text, {}) == (
        "L’Impresa paga; gli obblighi dell’Impresa e della Stazione Appaltante.",
    )
    assert italian.quantity(Quantity.model_validate("21 weeks")).startswith("ventuno (21)")
    assert italian.quantity(Quantity.model_validate("1 weeks")) == "una (1)\u00a0settimana"
    assert italian.date(datetime.date(2026, 3, 1)).replace("\u00a0", " ") == "1º marzo 2026"
    assert italian.join(["a", "b", "c"]) == "a, b e c"
    assert italian.citation("art. 2(1)(a)") == "articolo 2, paragrafo 1, lettera a)"
    assert italian.quote("x") == "«x»"
    assert italian.letter(2) == "b."


def test_german_is_spoken_once_its_questions_are_answered(sets: Path) -> None:
    german = _begin(sets, "de", GERMAN)
    assert german.render("Der {supplier} zahlt, vom {supplier}.", {}) == (
        "Der Auftragnehmer zahlt, vom Auftragnehmer.",
    )
    company = german.with_parties({"supplier": "company"})
    assert company.render("Der {supplier} zahlt, vom {supplier}.", {}) == (
        "Das Unternehmen zahlt, vom Unternehmen.",
    )
    assert company.render("{supplier:er|sie|es}", {}) == ("es",)
    assert german.number_words(31) == "einunddreißig"
    assert german.quantity(Quantity.model_validate("30 days")) == "dreißig (30)\u00a0Tage"


def test_a_document_is_made_in_the_new_language_and_nothing_else_is_in_it(sets: Path) -> None:
    _begin(sets, "it", ITALIAN)
    selection = select(Tender.model_validate(tender_facts()), CATALOGUE)
    for path in (sets / "it" / "clauses").iterdir():
        parsed = polib.pofile(str(path), wrapwidth=0)
        for entry in parsed:
            entry.msgstr = entry.msgid.replace("the {supplier}", "il {supplier}")
        path.write_text(str(parsed) + "\n", "utf-8")
    document = assemble(selection, kind="tender-annex", language="it", templates=sets)
    assert document.language == "it"
    assert document.word_language == "it-IT"
    assert set(document.provenance.unreviewed) > {"document.tender-annex/title"}


def test_a_variant_asks_what_its_sisters_asked(sets: Path) -> None:
    _write(sets, scaffold_variant(sets, "es-PE"))
    path = sets / "es" / "variants" / "es-PE.toml"
    text = path.read_text("utf-8")
    assert 'name = "español (Perú)"' in text
    asked = [one for one in find_questions(sets, "es") if one.file == "es/variants/es-PE.toml"]
    assert len(asked) > 20
    assert "es-CL writes “bases de licitación”" in text
    with pytest.raises(LanguageError, match="no answer yet"):
        load_language("es-PE", root=sets)
    assert load_language("es", root=sets).tag == "es"
    kept = text.replace(
        '"pliego de condiciones" = "???"', '"pliego de condiciones" = "bases integradas"'
    )
    path.write_text(
        "\n".join(line for line in kept.splitlines() if "???" not in line or line.startswith("#"))
    )
    peruvian = load_language("es-PE", root=sets)
    assert peruvian.adapt("el pliego de condiciones") == "el bases integradas"


@pytest.mark.parametrize("code", ["es", "xx", "IT", "it-IT", "../x", ""])
def test_a_language_that_cannot_be_begun(sets: Path, code: str) -> None:
    with pytest.raises((InputError, UnknownName)):
        scaffold_language(sets, code, MESSAGES)


@pytest.mark.parametrize("tag", ["es-CL", "es", "it-IT", "es-pe", "es-XX"])
def test_a_variant_that_cannot_be_begun(sets: Path, tag: str) -> None:
    with pytest.raises((InputError, UnknownName)):
        scaffold_variant(sets, tag)
