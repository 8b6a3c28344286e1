"""Which languages there are, and how one is asked for."""

from __future__ import annotations

import errno
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from clausekit.errors import ClausekitError, InputError, LanguageError, UnknownName
from clausekit.language import Noun, available_languages, load_language
from clausekit.language.ledger import read_ledger
from clausekit.resources import templates_root

ALL = available_languages()


def test_four_languages_and_their_variants():
    assert set(ALL) == {
        *("es", "es-CL", "es-CO", "es-ES", "es-MX"),
        *("en", "en-CA", "en-GB"),
        *("fr", "fr-CA", "fr-FR"),
        *("pt", "pt-BR", "pt-PT"),
    }


@pytest.mark.parametrize(
    ("asked", "country", "given"),
    [
        ("es", None, "es"),
        ("es-CL", None, "es-CL"),
        ("es_cl", None, "es-CL"),
        ("ES-cl", None, "es-CL"),
        (" es-419 ", None, "es"),
        ("es", "MX", "es-MX"),
        ("es", "mx", "es-MX"),
        ("es", "PE", "es"),
        ("pt", "PT", "pt-PT"),
        ("fr", "CL", "fr"),
        ("es-CL", "MX", "es-CL"),
        ("es-419", "CL", "es-CL"),
        ("pt", "", "pt"),
    ],
)
def test_a_tag_finds_its_language(asked, country, given):
    assert load_language(asked, country=country).tag == given


@pytest.mark.parametrize("tag", ["de", "fr-419", "es-XX", "", "english"])
def test_an_unknown_language_lists_those_there_are(tag):
    with pytest.raises(UnknownName) as caught:
        load_language(tag)
    assert caught.value.code == "language.unknown"
    assert "pt-PT" in caught.value.hint or "Did you mean" in caught.value.hint


def test_a_near_tag_is_suggested():
    with pytest.raises(UnknownName, match="Did you mean 'es-CL'"):
        load_language("es-CLL")


@pytest.mark.parametrize(
    ("tag", "word_tag", "name", "babel"),
    [
        ("es", "es-MX", "español", "es_419"),
        ("es-CL", "es-CL", "español (Chile)", "es_CL"),
        ("en", "en-GB", "English", "en_GB"),
        ("fr", "fr-FR", "français", "fr_FR"),
        ("fr-CA", "fr-CA", "français (Canada)", "fr_CA"),
        ("pt", "pt-BR", "português", "pt_BR"),
        ("pt-PT", "pt-PT", "português (Portugal)", "pt_PT"),
    ],
)
def test_what_a_language_says_of_itself(tag, word_tag, name, babel):
    language = load_language(tag)
    assert (language.word_tag, language.name, str(language.babel)) == (word_tag, name, babel)
    assert language.code == tag[:2]


@pytest.mark.parametrize("tag", ALL)
def test_the_letter_of_an_item(tag):
    language = load_language(tag)
    marks = "({})" if tag.startswith("en") else "{})"
    for position, letter in ((1, "a"), (26, "z"), (27, "aa")):
        assert language.letter(position) == marks.replace("{}", letter)


def test_a_language_is_loaded_once():
    assert load_language("es-CL") is load_language("es_cl")


def test_the_same_choices_in_every_language():
    choices = {
        tag: {party: set(names) for party, names in load_language(tag).choices.items()}
        for tag in ALL
    }
    assert all(found == choices["en"] for found in choices.values())
    assert {"supplier", "contractor", "awardee", "company"} <= choices["en"]["supplier"]
    assert {"buyer", "contracting-authority", "public-body", "municipality", "ministry"} <= (
        choices["en"]["buyer"]
    )


@pytest.mark.parametrize(
    ("tag", "supplier", "buyer"),
    [
        ("en", "Supplier", "Buyer"),
        ("es", "Proveedor", "Entidad Contratante"),
        ("es-ES", "Contratista", "Órgano de Contratación"),
        ("es-CO", "Contratista", "Entidad Contratante"),
        ("fr", "Fournisseur", "Acheteur"),
        ("fr-FR", "Titulaire", "Acheteur"),
        ("fr-CA", "Fournisseur", "Organisme public"),
        ("pt", "Contratada", "Contratante"),
        ("pt-PT", "Adjudicatário", "Entidade Adjudicante"),
    ],
)
def test_the_usual_names_of_the_parties(tag, supplier, buyer):
    parties = load_language(tag).parties
    assert (parties["supplier"].form, parties["buyer"].form) == (supplier, buyer)


def test_unknown_choices_are_told_together():
    with pytest.raises(UnknownName) as caught:
        load_language("es").with_parties({"supplier": "contractr", "seller": "company"})
    assert [fault.code for fault in caught.value.faults] == [
        "language.unknown-choice",
        "language.unknown-party",
    ]
    assert "contractor" in caught.value.hint


def test_a_first_sound_that_nobody_knows_is_told():
    french = load_language("fr")
    with pytest.raises(LanguageError, match=r"language\.noun-onset") as caught:
        french.with_parties({"buyer": Noun(form="Office", gender="m", onset="vowl")})
    assert caught.value.hint == "Did you mean 'vowel'?"
    # The same noun may serve in a language that has no rule for its sound.
    water = Noun(form="Agua", gender="f", onset="stressed-a")
    assert french.with_parties({"buyer": water}).parties["buyer"] == water


@pytest.mark.parametrize("name", [5, None, {"form": "Proveedor"}])
def test_a_name_that_is_neither_a_text_nor_a_noun_is_told(name):
    with pytest.raises(UnknownName, match=r"or a clausekit\.Noun") as caught:
        load_language("es").with_parties({"supplier": name})
    assert caught.value.code == "language.unknown-choice"


def test_a_noun_needs_a_gender_where_the_language_has_genders():
    with pytest.raises(LanguageError) as caught:
        load_language("fr").with_parties({"supplier": Noun(form="Université")})
    assert caught.value.code == "language.noun-gender"
    load_language("en").with_parties({"supplier": Noun(form="University")})


def test_with_parties_leaves_the_language_as_it_was():
    language = load_language("es")
    language.with_parties({"supplier": "company"})
    assert language.parties["supplier"].form == "Proveedor"


def test_the_lexicon():
    assert load_language("pt-PT").word("and") == "e"
    with pytest.raises(UnknownName, match=r"language\.unknown-word"):
        load_language("pt-PT").word("nand")


def test_babel_is_imported_only_when_a_figure_or_date_needs_it():
    code = (
        "import sys\n"
        "import clausekit.language as l\n"
        "l.load_language('fr').render('Le {supplier}', {})\n"
        "print('babel' in sys.modules)"
    )
    source = str(Path(__file__).parents[3] / "src")
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": source},
    )
    assert done.stdout.strip() == "False"


def _copy(source, target):
    for item in source.iterdir():
        if item.is_dir():
            (target / item.name).mkdir()
            _copy(item, target / item.name)
        elif item.name.endswith(".toml"):
            (target / item.name).write_bytes(item.read_bytes())


@pytest.mark.parametrize(
    ("file", "text", "place"),
    [
        ("terms.toml", "[language\n", "es/terms.toml, line 1, column 10"),
        (
            "terms.toml",
            f"x = {'1' * 5000}\n",
            "es/terms.toml",
        ),
        ("terms.toml", "[language]\nnam = 'x'\n", "es/terms.toml: /language/name"),
        ("terms.toml", "[language]\nplural = 'x'\n", "es/terms.toml: /language/plural"),
        ("grammar.toml", "cells = 3\n", "es/grammar.toml: /cells"),
        (
            "grammar.toml",
            "[[onsets]]\nsound = 'vowel'\npattern = '('\n",
            "es/grammar.toml: /onsets/0/pattern",
        ),
        (
            "grammar.toml",
            "[plural]\nendings = [['a', '\\9']]\n",
            "es/grammar.toml: /plural/endings/0",
        ),
        (
            "variants/es-CL.toml",
            "[defaults]\nsupplier = 'suplier'\n",
            "es/variants/es-CL.toml: /defaults/supplier",
        ),
        (
            "variants/es-CL.toml",
            "[supplier.x]\nform = 'a'\ngendr = 'm'\n",
            "es/variants/es-CL.toml: /supplier/x/gendr",
        ),
        ("grammar.toml", "[lists]\nletter = '({'\n", "es/grammar.toml: /lists/letter"),
        (
            "grammar.toml",
            "[lists]\nletter = '{})'\nletters = '{}'\n",
            "es/grammar.toml: /lists/letters",
        ),
        ("grammar.toml", "[lists]\nletter = '{}.{}'\n", "es/grammar.toml: /lists/letter"),
        ("grammar.toml", "[lists]\nletter = ')'\n", "es/grammar.toml: /lists/letter"),
        ("grammar.toml", "[lists]\nletter = '{{}}'\n", "es/grammar.toml: /lists/letter"),
        ("grammar.toml", "[lists]\nletter = '{}{'\n", "es/grammar.toml: /lists/letter"),
    ],
)
def test_a_faulty_file_is_named(tmp_path, file, text, place):
    (tmp_path / "es").mkdir()
    _copy(templates_root() / "es", tmp_path / "es")
    (tmp_path / "es" / file).write_text(text, encoding="utf-8")
    tag = "es-CL" if "variants" in file else "es"
    with pytest.raises(LanguageError) as caught:
        load_language(tag, root=tmp_path)
    assert any(fault.where == place for fault in caught.value.faults)
    assert {fault.code for fault in caught.value.faults} == {"language.bad-data"}


@pytest.mark.parametrize(
    ("old", "new", "place", "told"),
    [
        ('gender = "m"', 'gender = "x"', "/supplier/supplier/gender", "Valid values: f, m, n."),
        ('gender = "m"', 'gendr = "m"', "/supplier/supplier/gendr", "Did you mean 'gender'?"),
        ('form = "Proveedor"\n', "", "/supplier/supplier/form", "Add it."),
        ('supplier = "supplier"', 'supplier = "suplier"', "/defaults/supplier", "'supplier'?"),
    ],
)
def test_a_fault_of_the_base_names_its_own_file_once(tmp_path, old, new, place, told):
    (tmp_path / "es").mkdir()
    _copy(templates_root() / "es", tmp_path / "es")
    terms = tmp_path / "es" / "terms.toml"
    text = terms.read_text("utf-8")
    assert old in text
    # Editors of Windows leave a mark at the beginning, which is no fault.
    terms.write_text("\ufeff" + text.replace(old, new, 1), "utf-8")
    for tag in ("es", "es-CL"):
        with pytest.raises(LanguageError) as caught:
            load_language(tag, root=tmp_path)
        (fault,) = (one for one in caught.value.faults if place in one.where)
        assert fault.where == f"es/terms.toml: {place}"
        assert told in fault.hint


def test_a_changed_file_is_seen(tmp_path):
    (tmp_path / "es").mkdir()
    _copy(templates_root() / "es", tmp_path / "es")
    before = load_language("es", root=tmp_path)
    assert load_language("es", root=tmp_path) is before
    terms = tmp_path / "es" / "terms.toml"
    terms.write_text(terms.read_text("utf-8").replace('"Proveedor"', '"Suministrador"'), "utf-8")
    (tmp_path / "es" / "variants" / "es-CL.toml").unlink()
    assert load_language("es", root=tmp_path).render("El {supplier}") == ("El Suministrador",)
    assert "es-CL" not in available_languages(root=tmp_path)


@pytest.mark.parametrize("form", [str, Path])
def test_a_folder_may_be_a_path_or_its_name(tmp_path, form):
    (tmp_path / "es").mkdir()
    _copy(templates_root() / "es", tmp_path / "es")
    assert load_language("es", root=form(tmp_path)).tag == "es"
    assert "es-CL" in available_languages(root=form(tmp_path))
    with pytest.raises(UnknownName, match=r"resources\.no-templates"):
        load_language("es", root=form(tmp_path / "none"))
    (tmp_path / "empty").mkdir()
    with pytest.raises(UnknownName, match=r"resources\.no-templates"):
        load_language("es", root=form(tmp_path / "empty"))


def test_a_long_name_is_not_told_back_whole():
    long = "x" * 1_000_000
    for wrong in (
        lambda: load_language(long),
        lambda: load_language("es").with_parties({"supplier": long}),
        lambda: load_language("es").word(long),
        lambda: load_language("es").money(1, long),
    ):
        with pytest.raises(ClausekitError) as caught:
            wrong()
        assert len(str(caught.value)) < 10_000


@pytest.mark.parametrize(
    ("closed", "look"),
    [
        ("es", lambda root: load_language("es", root=root)),
        ("fr/ledger", lambda root: read_ledger(root, "fr")),
    ],
)
def test_a_folder_that_may_not_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, closed: str, look: Callable[[Path], object]
) -> None:
    shutil.copytree(str(templates_root()), tmp_path, dirs_exist_ok=True)
    is_file = Path.is_file

    def refuse(path: Path) -> bool:
        # Root may read everything, so that rights would tell nothing.
        if path.is_relative_to(tmp_path / closed):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return is_file(path)

    monkeypatch.setattr(Path, "is_file", refuse)
    with pytest.raises(InputError, match="Permission denied") as caught:
        look(tmp_path)
    assert caught.value.faults[0].code == "resources.unreadable"
    assert closed in caught.value.faults[0].where


@pytest.mark.parametrize("code", ["cl", "ZQ", "", "152", "x" * 1_000])
def test_a_country_that_is_none_is_told_with_what_is_near(code):
    with pytest.raises(UnknownName, match=r"language\.unknown-country") as caught:
        load_language("fr").country(code)
    assert code != "cl" or "CL" in caught.value.faults[0].hint


@pytest.mark.parametrize("position", [0, -1, 781, 10**30])
def test_a_list_has_no_more_letters_than_word_has(position):
    with pytest.raises(LanguageError, match=r"language\.number-range"):
        load_language("en").letter(position)
    assert load_language("en").letter(780) == f"({'z' * 30})"
