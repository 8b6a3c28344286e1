"""A compiled catalogue is the one that was checked, or it is not used."""

from __future__ import annotations

import datetime
import shutil
from dataclasses import fields
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import ValidationError

from clausekit.catalogue import catalogue as catalogue_module
from clausekit.catalogue import compiled
from clausekit.catalogue.catalogue import Catalogue
from clausekit.catalogue.compiled import digest_of, read_compiled, write_compiled
from clausekit.catalogue.packing import pack, unpack
from clausekit.errors import CatalogueError
from clausekit.model.mapping import Frozen
from clausekit.model.quantity import Quantity
from clausekit.model.remedy import RemedyLadder
from clausekit.model.tender import Code
from clausekit.model.termination import Termination
from clausekit.resources import catalogue_root
from facts import ladder_facts, termination_facts

PARTS = [field.name for field in fields(Catalogue) if field.name not in {"labels", "risks"}]


@pytest.fixture(scope="module")
def made() -> bytes:
    """Return the shipped catalogue as a package carries it."""
    return Catalogue.compile()


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: bytes) -> Path:
    """Let the library read a copy of its catalogue, and of the compiled one."""
    root, file = tmp_path / "data", tmp_path / "compiled.json"
    shutil.copytree(str(catalogue_root()), root)
    file.write_bytes(made)
    monkeypatch.setattr(catalogue_module, "catalogue_root", lambda: root)
    monkeypatch.setattr(catalogue_module, "compiled_file", lambda: file)
    return tmp_path


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Return the folders whose YAML is read from now on."""
    seen: list[object] = []
    read = Catalogue._read.__func__  # type: ignore[attr-defined]

    def note(cls: type[Catalogue], root: object) -> Catalogue:
        seen.append(root)
        found: Catalogue = read(cls, root)
        return found

    monkeypatch.setattr(Catalogue, "_read", classmethod(note))
    return seen


def test_it_is_the_catalogue_that_was_read(place: Path, reads: list[object]) -> None:
    compiled_one = Catalogue.load()
    assert reads == []
    read = Catalogue.load(place / "data")
    assert reads == [place / "data"]
    for name in PARTS:
        ours, theirs = getattr(compiled_one, name), getattr(read, name)
        # The representation also holds types that are equal to others, such as enums to texts.
        assert (ours, repr(ours)) == (theirs, repr(theirs)), name
    assert repr(compiled_one.risks.parts) == repr(read.risks.parts)
    given = [clause.model_fields_set for clause in read.clauses.values()]
    assert [clause.model_fields_set for clause in compiled_one.clauses.values()] == given


def test_one_ladder_stays_one(place: Path, reads: list[object]) -> None:
    catalogue = Catalogue.load()
    assert reads == []
    for clause in catalogue.clauses.values():
        assert clause.remedy is catalogue.ladders[clause.remedy.id]


def test_to_compile_twice_gives_the_same_bytes(made: bytes) -> None:
    assert Catalogue.compile() == made


@pytest.mark.parametrize("name", ["clauses/forced-labour.yaml", "risk/ilab-tvpra-goods-2024.csv"])
def test_another_byte_in_a_file_makes_it_stale(place: Path, reads: list[object], name: str) -> None:
    file = place / "data" / name
    file.write_bytes(file.read_bytes() + b"\n")
    Catalogue.load()
    assert reads == [place / "data"]


def test_titles_of_codes_are_no_part_of_it(place: Path, reads: list[object]) -> None:
    file = place / "data" / "risk" / "cpv-2008" / "en.tsv"
    file.write_text(file.read_text("utf-8").replace("Occupational clothing", "Uniforms"), "utf-8")
    catalogue = Catalogue.load()
    assert reads == []
    assert catalogue.labels.find(Code.model_validate("CPV 18110000-3"), "en") == "Uniforms"


def test_a_file_more_makes_it_stale(place: Path, reads: list[object]) -> None:
    (place / "data" / "new.yaml").write_text("[]\n", "utf-8")
    Catalogue.load()
    assert len(reads) == 1


def test_what_an_editor_leaves_behind_changes_nothing(place: Path, reads: list[object]) -> None:
    (place / "data" / ".swap").write_text("x", "utf-8")
    Catalogue.load()
    assert reads == []


def test_a_fault_is_told_though_a_compiled_catalogue_is_there(place: Path) -> None:
    file = place / "data" / "clauses" / "forced-labour.yaml"
    file.write_text(file.read_text("utf-8").replace("tier: basic", "tier: bsic", 1), "utf-8")
    with pytest.raises(CatalogueError) as caught:
        Catalogue.load()
    (fault,) = caught.value.faults
    assert fault.code == "catalogue.unknown-value"
    assert fault.where.startswith("forced-labour.yaml, line ")


def test_other_code_makes_it_stale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "clausekit"
    package = Path(compiled.__file__).parents[1]
    for name in ("catalogue", "model"):
        shutil.copytree(package / name, root / name, ignore=shutil.ignore_patterns("data"))
    for name in ("errors.py", "record.py", "resources.py"):
        shutil.copy(package / name, root)
    monkeypatch.setattr(compiled, "files", lambda _: root)
    before = digest_of(catalogue_root())
    file = root / "model" / "termination.py"
    file.write_text(file.read_text("utf-8").replace("< 60", "< 1"), "utf-8")
    assert digest_of(catalogue_root()) != before


@pytest.mark.parametrize("place_of_damage", [3, 70, 200, -3])
def test_a_damaged_file_is_not_used(made: bytes, place_of_damage: int) -> None:
    digest = made[:64].decode()
    assert read_compiled(made, digest) is not None
    broken = bytearray(made)
    broken[place_of_damage] ^= 1
    assert read_compiled(bytes(broken), digest) is None


@pytest.mark.parametrize("content", [b"", b"\n", b"{}", b"\xff\xfe\n"])
def test_another_file_is_not_used(content: bytes) -> None:
    assert read_compiled(content, "0" * 64) is None


def test_no_termination_without_remedy_comes_from_a_compiled_file() -> None:
    sound = Termination.model_validate(termination_facts())
    packed = write_compiled({"ground": sound}, "d")
    assert read_compiled(packed, "d") == {"ground": sound}
    body = packed.split(b"\n", 1)[1]
    notice = str(sound.notice.amount).encode()
    assert unpack(body) == {"ground": sound}
    with pytest.raises(ValidationError, match="60 days"):
        unpack(body.replace(b"[" + notice + b',"day"]', b'[59,"day"]'))


def test_no_ladder_that_begins_with_money_comes_from_a_compiled_file() -> None:
    body = pack({"ladder": RemedyLadder.model_validate(ladder_facts())})
    kind = RemedyLadder.model_validate(ladder_facts()).steps[0].kind
    with pytest.raises(ValidationError, match="money back before any repair"):
        unpack(body.replace(f'"{kind.value}"'.encode(), b'"withhold"', 1))


def test_values_come_back_as_they_were() -> None:
    values = {
        "plain": ("a", 1, 2.5, True, None, ()),
        "nested": (("a", ("b",)), Frozen({"x": (1,), "@": "="})),
        "dates": (datetime.date(2026, 1, 31), Decimal("1.50")),
        "twice": (one := Quantity.model_validate("3 days"), one),
    }
    found = unpack(pack(values))
    assert repr(found) == repr(values)
    assert found["twice"][0] is found["twice"][1]


def test_a_set_comes_back_as_it_was() -> None:
    # A set has no order, so two equal sets may print their members differently.
    found = unpack(pack({"set": frozenset({"b", "a"})}))["set"]
    assert (found, type(found)) == ({"a", "b"}, frozenset)


@pytest.mark.parametrize("value", [b"x", [1], {"a": 1}, datetime.datetime(2026, 1, 1), object()])
def test_what_no_catalogue_holds_is_not_packed(value: object) -> None:
    with pytest.raises(TypeError, match="cannot be packed"):
        pack({"value": value})


@pytest.mark.parametrize("name", ["os:path", "subprocess:Popen", "clausekit.errors:Fault"])
def test_no_other_class_is_made(name: str) -> None:
    body = f'[["model","{name}",[],[],[]]]\n[[],["x"],[{{"0":[]}}]]'
    with pytest.raises(TypeError):
        unpack(body.encode())
