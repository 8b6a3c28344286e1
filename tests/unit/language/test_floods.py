"""Texts and files that took minutes or gigabytes, as translators' tools or strangers make them.

No clock is asked: with the sizes given, nobody would wait for a time that grows with a square.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausekit import load_language
from clausekit.errors import LanguageError, TranslationError
from clausekit.language.composing import compose
from clausekit.language.fixing import fix_text
from clausekit.language.ledger import fingerprint, read_ledger
from clausekit.language.po import parse_po
from clausekit.language.pseudoparties import choose_names, compare_names
from clausekit.language.wording import parse


def test_a_text_of_many_parties_is_compared_place_by_place() -> None:
    french = load_language("fr")
    text = f"x{'le fournisseur {supplier} ' * 1000} :"
    found = compare_names(text, french, "supplier", choose_names(french, "supplier"))
    assert len(found) == 1000
    assert {one.words["feminine"] for one in found} == {"Société"}


@pytest.mark.parametrize(
    ("code", "text", "words"),
    [
        ("en", "The {buyer}, the {buyer} shall pay.", ["Buyers,", "Buyers"]),
        ("en", "The {buyer} {buyer:pays/pay} it.", ["Buyers pay"]),
        ("en", "({buyer})", ["(Buyers)"]),
        ("fr", "Avis de l’{buyer}, du {buyer}.", ["des Ministères, des Ministères."]),
    ],
)
def test_what_names_share_beside_what_differs(code: str, text: str, words: list[str]) -> None:
    language = load_language(code)
    found = compare_names(text, language, "buyer", choose_names(language, "buyer"))
    assert [one.words["plural"] for one in found] == words


def test_more_placeholders_than_can_be_told_apart_are_refused() -> None:
    language = load_language("en")
    assert language.render("{a}" * 6400, {"a": "x"}) == ("x" * 6400,)
    with pytest.raises(LanguageError) as caught:
        language.render("{a}" * 6401, {"a": "x"})
    assert caught.value.code == "language.bad-placeholder"
    assert "6401" in caught.value.message


@pytest.mark.parametrize("flood", ["{ ", "{a", "}x", "\x01", "{:}"])
def test_the_first_hundred_faults_of_a_text_are_told(flood: str) -> None:
    with pytest.raises(LanguageError) as caught:
        parse(flood * 500_000)
    assert len(caught.value.faults) == 100


def test_words_of_the_region_in_a_text_of_many_names() -> None:
    portugal = load_language("pt-PT")
    names = "{equipe}" * 15_000
    adapted = portugal.adapt(names + " econômico" * 30_000)
    assert adapted == names + " económico" * 30_000


STACKED = "a" + "\u0315" * 100_000 + "\u0300" * 100_000


def test_marks_without_number_are_left_in_their_order() -> None:
    assert compose(STACKED) == STACKED
    assert fingerprint(STACKED) != fingerprint("a")
    assert fix_text(STACKED, load_language("fr")) == STACKED
    assert load_language("fr").sort_key(STACKED)[0] == "a"


@given(st.text(st.sampled_from("ae\u0301\u0323\u0344\u0f73…—"), max_size=40))
def test_what_anybody_writes_is_composed(text: str) -> None:
    assert compose(text) == unicodedata.normalize("NFC", text)
    assert compose(f"{text}{'…' * 40}e\u0301") == unicodedata.normalize("NFC", f"{text}{'…' * 40}é")


def test_the_first_hundred_broken_lines_of_a_file_are_told() -> None:
    with pytest.raises(TranslationError) as caught:
        parse_po("x\n" * 400_000, "a.po")
    assert [fault.where for fault in caught.value.faults] == [
        f"a.po, line {number}" for number in range(1, 101)
    ]


@pytest.mark.parametrize("line", ["", "{}", "[]", '{"key": "a"}'])
def test_the_first_hundred_lines_of_a_ledger_that_are_no_records_are_told(
    line: str, tmp_path: Path
) -> None:
    (tmp_path / "fr" / "ledger").mkdir(parents=True)
    (tmp_path / "fr" / "ledger" / "fr.jsonl").write_text(f"{line}\n" * 300_000, "utf-8")
    with pytest.raises(TranslationError) as caught:
        read_ledger(tmp_path, "fr")
    assert len(caught.value.faults) == 100
    assert caught.value.faults[-1].where == "fr/ledger/fr.jsonl, line 100"
