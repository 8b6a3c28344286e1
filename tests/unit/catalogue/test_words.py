"""The words of forms are those that assembly prints, and each is told where it stands."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import clausekit.assembly
from clausekit import (
    Catalogue,
    DocumentKind,
    NonConformity,
    Tender,
    assemble,
    select,
)
from clausekit.assembly.account import account_of
from clausekit.assembly.composer import Composer
from clausekit.catalogue.words import WORDS, words_of
from clausekit.errors import CatalogueError
from clausekit.model.form import Computed
from facts import tender_facts
from readable import FORMS, case_in

ASSEMBLY = Path(clausekit.assembly.__file__).parent


def test_every_computed_piece_says_which_words_it_prints() -> None:
    assert set(WORDS) == set(Computed)


def test_every_word_of_the_shipped_forms_is_needed_and_there(catalogue: Catalogue) -> None:
    for form in catalogue.forms.values():
        assert set(form.words) == set(words_of(form)), form.id


def _asked(monkeypatch: pytest.MonkeyPatch) -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = {}
    whole = Composer.word

    def word(self: Composer, name: str, values: Any = None) -> str:
        found.setdefault((self._kind, name), set()).update(values or {})
        return whole(self, name, values)

    monkeypatch.setattr(Composer, "word", word)
    return found


def test_what_is_printed_is_what_the_table_says(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Documents of all kinds, made from many and from few facts, ask for no other word or fact."""
    asked = _asked(monkeypatch)
    full = tender_facts(
        sector="textiles", supplier_size="small", codes=["CPV 18110000", "CPV 90910000"],
        origins=["BD", "SE"], period={"start": "2027-01-04", "end": "2028-12-31"}, tier="advanced",
    )  # fmt: skip
    for facts in (full, tender_facts()):
        selection = select(Tender.model_validate(facts), catalogue)
        account_of(selection, language="en")
        for kind in FORMS:
            notice = kind is DocumentKind.NOTICE_OF_NON_CONFORMITY
            case = case_in(selection) if notice else None
            assemble(selection, kind=kind, language="en", non_conformity=case)
        known = case_in(selection)
        more = NonConformity.model_validate(
            known.model_dump(exclude_none=True, exclude_defaults=True, mode="json")
            | {"people": "some", "site": "Here", "asked": ["What?"], "people_at_risk": True,
               "reported_by_supplier": True, "plan_approved": "2027-04-01"}
        )  # fmt: skip
        for name in ("notice-of-non-conformity", "corrective-action-plan"):
            assemble(selection, kind=name, language="en", non_conformity=more)
    allowed = {form.id.value: words_of(form) for form in catalogue.forms.values()}
    wrong = {
        (kind, name): facts
        for (kind, name), facts in asked.items()
        if name not in allowed[kind] or not facts >= allowed[kind][name]
    }
    assert wrong == {}
    assert len(asked) > 150


def _literals() -> Iterator[str]:
    """Yield a pattern for each string of assembly that can be a word or a part of one."""
    for file in ASSEMBLY.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield re.escape(node.value)
            elif isinstance(node, ast.JoinedStr):
                yield "".join(
                    re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"[\w-]+"
                    for part in node.values
                )


def test_the_table_names_no_word_that_the_code_cannot_print() -> None:
    known = [re.compile(pattern) for pattern in _literals() if pattern and pattern != r"[\w-]+"]
    for words in WORDS.values():
        for name in words:
            bare = name.partition(".")[2] if name.startswith(("column.", "row.")) else name
            assert any(pattern.fullmatch(bare) for pattern in known), name


def test_all_faults_are_told_at_once_each_on_its_line(broken: Any) -> None:
    def spoil(data: Any) -> None:
        data["words"].pop("basis")
        data["words"]["answers.ein"] = "x"
        data["words"]["hours.total"] = "{sum}"

    broken.edit("documents/reasons-file.yaml", spoil)
    with pytest.raises(CatalogueError) as raised:
        Catalogue.load(broken.root)
    faults = {fault.code: fault for fault in raised.value.faults}
    assert set(faults) == {
        "catalogue.missing-word", "catalogue.unknown-word", "catalogue.unknown-placeholder",
    }  # fmt: skip
    lines = (broken.root / "documents" / "reasons-file.yaml").read_text("utf-8").splitlines()
    for code, begins in (
        ("catalogue.missing-word", "words:"),
        ("catalogue.unknown-word", "  answers.ein:"),
        ("catalogue.unknown-placeholder", "  hours.total:"),
    ):
        number = re.search(r"line (\d+)", faults[code].where)
        assert number, faults[code]
        assert lines[int(number[1]) - 1].startswith(begins)
