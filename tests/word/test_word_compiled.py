"""A compiled frame is the one that was checked, or it is not used; and pieces print as Jinja."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from jinja2 import Template
from markupsafe import Markup
from word_frames import SLOTS, paragraph, small_frame
from word_samples import HOSTILE, body, small_document

from clausekit.model.kind import DocumentKind
from clausekit.resources import templates_root
from clausekit.word import compiled
from clausekit.word.compiled import known_frame, pack_frame, unpack_frame
from clausekit.word.compiling import compiled_frames
from clausekit.word.filling import Choice, Filling
from clausekit.word.frame import Frame, TaggedPart, load_frame
from clausekit.word.layout import Layout
from clausekit.word.parts import _cut
from clausekit.word.render import render_docx
from clausekit.word.sandbox import environment

SHIPPED = sorted(Path(str(templates_root())).glob("*/*.docx"))


def _id(path: Path) -> str:
    return f"{path.parent.name}-{path.stem}"


@pytest.fixture(scope="module")
def content() -> bytes:
    return (Path(str(templates_root())) / "en" / "tender-annex.docx").read_bytes()


@pytest.fixture(scope="module")
def made(content: bytes) -> bytes:
    packed = pack_frame(Frame.compile(content, name="templates/en/tender-annex.docx"), content)
    assert packed is not None
    return packed


@pytest.mark.parametrize("path", SHIPPED, ids=_id)
def test_every_shipped_frame_comes_back_as_it_was(path: Path) -> None:
    content = path.read_bytes()
    before = Frame.compile(content, name=path.name)
    packed = pack_frame(before, content)
    assert packed is not None
    after = unpack_frame(packed, content)
    assert after is not None
    for field in fields(Frame):
        if field.name != "layout":
            assert getattr(after, field.name) == getattr(before, field.name), field.name
    ours, theirs = after.layout, before.layout
    for field in fields(Layout):
        if field.name not in {"numbering", "looks", "drafts"}:
            assert getattr(ours, field.name) == getattr(theirs, field.name), field.name
    assert ours.numbering.levels == theirs.numbering.levels
    assert ours.numbering.styles == theirs.numbering.styles
    for field in fields(ours.looks):
        assert getattr(ours.looks, field.name) == getattr(theirs.looks, field.name), field.name
    for fact in ("Town & Country", ""):
        document = small_document(body("Text."), facts={"supplier_name": fact})
        assert render_docx(document, after) == render_docx(document, before)


def test_to_compile_twice_gives_the_same_bytes_for_every_shipped_frame() -> None:
    once = dict(compiled_frames())
    assert dict(compiled_frames()) == once
    assert sorted(once) == [f"word/compiled/{_id(path)}.json" for path in SHIPPED]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: bytes) -> Iterator[Path]:
    """Let the library carry one compiled frame in a folder of its own."""
    (tmp_path / "compiled").mkdir()
    (tmp_path / "compiled" / "en-tender-annex.json").write_bytes(made)
    asked = compiled.files
    monkeypatch.setattr(
        compiled, "files", lambda name: tmp_path if name == "clausekit.word" else asked(name)
    )
    load_frame.cache_clear()
    yield tmp_path
    load_frame.cache_clear()


def test_a_known_frame_is_not_looked_at_again(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Frame, "compile", lambda *_, **__: pytest.fail("it was compiled"))
    assert load_frame(DocumentKind.TENDER_ANNEX, "en").name == "templates/en/tender-annex.docx"


def test_a_frame_that_nobody_compiled_is_read_as_ever(package: Path) -> None:
    assert load_frame(DocumentKind.TENDER_ANNEX, "fr").name == "templates/fr/tender-annex.docx"


def test_another_file_is_not_known(content: bytes, made: bytes) -> None:
    assert unpack_frame(made, content) is not None
    assert unpack_frame(made, content + b"\0") is None


@pytest.mark.parametrize("place", [3, 64, 70, 140, 200, -3])
def test_a_damaged_file_is_not_used(content: bytes, made: bytes, place: int) -> None:
    broken = bytearray(made)
    broken[place] ^= 1
    assert unpack_frame(bytes(broken), content) is None


@pytest.mark.parametrize("compiled_file", [b"", b"\n", b"{}", b"\xff\xfe\n"])
def test_another_compiled_file_is_not_used(content: bytes, compiled_file: bytes) -> None:
    assert unpack_frame(compiled_file, content) is None


def test_what_other_code_looked_at_is_not_used(
    content: bytes, made: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "word").mkdir()
    (tmp_path / "word" / "check.py").write_text("pass\n", "utf-8")
    monkeypatch.setattr(compiled, "files", lambda _: tmp_path)
    compiled._code.cache_clear()
    try:
        assert unpack_frame(made, content) is None
    finally:
        compiled._code.cache_clear()


def test_a_missing_file_is_none(content: bytes, tmp_path: Path) -> None:
    assert known_frame(content, tmp_path / "none.json") is None


PLAIN = (
    "<w:t>{{ buyer_name }}</w:t>",
    "{{ buyer_name }}{{ tender_title }}",
    "a{% if buyer_name %}b{{ tender_title }}c{% endif %}d",
    "{% if buyer_name %}b{% else %}c{{ tender_title }}{% endif %}",
    "{% if buyer_name %}{% endif %}\r\n\n",
    "",
)
"""What pieces can say."""
MORE = (
    "{{ buyer_name|upper }}",
    "{{ 'a' if buyer_name else 'b' }}",
    "{% if not buyer_name %}b{% endif %}",
    "{% if buyer_name == 'x' %}b{% endif %}",
    "{% if buyer_name %}b{% elif tender_title %}c{% endif %}",
    "{% if buyer_name %}{% if tender_title %}c{% endif %}{% endif %}",
    "{% if buyer_name %}{{ tender_title|trim }}{% endif %}",
    "{{ 'text' }}",
)
"""What goes to Jinja."""


@pytest.mark.parametrize("properties", [False, True])
@pytest.mark.parametrize("source", PLAIN)
def test_pieces_print_what_jinja_prints(source: str, properties: bool) -> None:
    engine = environment(properties=properties)
    pieces = _cut(engine.parse(source))
    assert pieces is not None
    template = engine.from_string(source)
    for fact in (*HOSTILE, "", "two\nlines", "a\ttab", "cr\r\n", Markup("<w:p/>"), Markup("")):
        values = {"buyer_name": fact, "tender_title": f"{fact}!"}
        assert Filling(pieces, properties).render(values) == template.render(values)


@pytest.mark.parametrize("source", MORE)
def test_what_pieces_cannot_say_goes_to_jinja(source: str) -> None:
    assert _cut(environment().parse(source)) is None


def test_a_frame_that_needs_jinja_is_not_carried_compiled() -> None:
    tagged = paragraph("{{ buyer_name|upper }}") + SLOTS
    content = small_frame(tagged)
    made = Frame.compile(content, name="f.docx")
    (main,) = [p for p in made.parts if isinstance(p, TaggedPart) and "document" in p.name]
    assert isinstance(main.template, Template)
    assert pack_frame(made, content) is None


def test_a_question_in_a_frame_needs_no_jinja() -> None:
    tagged = paragraph("{% if supplier_name %}{{ supplier_name }}{% endif %}") + SLOTS
    made = Frame.compile(small_frame(tagged), name="f.docx")
    (main,) = [p for p in made.parts if isinstance(p, TaggedPart) and "document" in p.name]
    assert isinstance(main.template, Filling)
    assert any(isinstance(piece, Choice) for piece in main.template.pieces)
