"""Pictures of a frame are pictures: nothing in them is a program, or leads to a file."""

from __future__ import annotations

import gzip
import struct
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st
from word_drawings import (
    BRUSH,
    IMAGE,
    OBJECT,
    VERSION,
    bitmap,
    comment,
    drawing,
    emf,
    formats,
    image,
    pieces,
    plus,
    wmf,
)
from word_faults import faults
from word_frames import NAMESPACES, PNG, WORD, frame_parts, relationships, zip_parts

from clausekit.word import Frame
from clausekit.word.metafiles import OddMetafileError, held_by
from clausekit.word.pictures import is_picture

PROGRAM = b"%!PS-Adobe-3.0 EPSF-3.0\n(x) (w) file closefile"
LINKED = b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///x.png"/></svg>'
OFFICE = "application/vnd.openxmlformats-officedocument"
FONT = f"{OFFICE}.obfuscatedFont"


SOUND = {
    "png": PNG,
    "jpeg": b"\xff\xd8\xff\xe0",
    "webp": b"RIFF\0\0\0\0WEBP",
    "emf": emf(),
    "emf with something behind": emf(more=bytes(8)),
    "private comment": emf(comment(b"abcd", PROGRAM)),
    "emf+": emf(comment(b"EMF+", plus(0, bytes(16), 0x4001))),
    "emf+ image": image(bitmap(PNG)),
    "emf+ points": image(bitmap(PROGRAM, packed=0, width=9)),
    "emf+ drawing": image(drawing(emf())),
    "emf+ pieces": pieces(bitmap(PNG), 20, 32),
    "emf+ brush": emf(comment(b"EMF+", plus(BRUSH, struct.pack("<IIII", VERSION, 0, 0, 0)))),
    "emf+ image of no kind": image(struct.pack("<II", VERSION, 0) + PROGRAM),
    "emf+ padding": emf(comment(b"EMF+", plus(IMAGE, bitmap(PNG)) + bytes(8))),
    "emf without an end": emf()[:-20],
    "pdf": formats(b" FDP", b"%PDF-1.3"),
    "wmf": wmf(),
    "wmf without an end": wmf()[:-6],
    "wmf placed": wmf(placed=True),
    "wmf of emf": wmf(image(bitmap(PNG)), cut=60),
    "emz": gzip.compress(emf()),
    "emz with nothing behind": gzip.compress(emf()) + bytes(8),
    "wmz": gzip.compress(wmf()),
}
UNSOUND = {
    "program": PROGRAM,
    "program in dos": b"\xc5\xd0\xd3\xc6" + PROGRAM,
    "pdf": b"%PDF-1.3",
    "svg": gzip.compress(LINKED),
    "starview": b"VCLMTF" + bytes(40),
    "quickdraw": bytes(600),
    "riff": b"RIFF\0\0\0\0WAVE",
    "drawing": image(drawing(PROGRAM)),
    "bitmap": image(bitmap(PROGRAM)),
    "bitmap of no width": image(bitmap(PROGRAM, packed=0)),
    "svg in a drawing": image(drawing(LINKED)),
    "packed svg in a drawing": image(drawing(gzip.compress(LINKED))),
    "drawing in a drawing": image(drawing(image(drawing(PROGRAM)))),
    "pieces": pieces(bitmap(PROGRAM), 20, 32),
    "last piece alone": emf(
        comment(b"EMF+", plus(IMAGE | 0x8000, b"\x99\0\0\0" + bitmap(PNG))),
        comment(b"EMF+", plus(IMAGE, bitmap(PROGRAM))),
    ),
    "last piece of half an image": emf(
        comment(b"EMF+", plus(IMAGE | 0x8000, b"\x99\0\0\0" + bitmap(PNG))),
        comment(b"EMF+", plus(IMAGE, bitmap(b"")[:24])),
    ),
    "short piece": emf(comment(b"EMF+", plus(IMAGE | 0x8000, b""))),
    "mark behind its comment": emf(
        struct.pack("<III", 70, 12, 200), b"EMF+" + struct.pack("<I", 12) + bytes(4)
    ),
    "head of a drawing": image(bitmap(emf()[:108])),
    "head of an old drawing": image(drawing(wmf()[:-6])),
    "one piece": emf(comment(b"EMF+", plus(IMAGE | 0x8000, b"\x99\0\0\0" + bitmap(PROGRAM)))),
    "brush": emf(
        comment(b"EMF+", plus(BRUSH, struct.pack("<IIII", VERSION, 2, 0, 0) + bitmap(PROGRAM)))
    ),
    "turned brush": emf(
        comment(
            b"EMF+",
            plus(BRUSH, struct.pack("<IIII24x", VERSION, 2, 2, 0) + bitmap(PROGRAM)),
        )
    ),
    "program as format": formats(b"EPSF", PROGRAM),
    "program as pdf": formats(b" FDP", PROGRAM),
    "program as emf": formats(b" EMF", PROGRAM),
    "as wmf": emf(
        comment(b"GDIC", struct.pack("<IHHIII", 0x80000001, 3, 0, 0, 0, len(PROGRAM)) + PROGRAM)
    ),
    "behind the end": emf(more=comment(b"EMF+", plus(IMAGE, bitmap(PROGRAM)))),
    "cut off": emf()[:-30] + b"\xff" * 8,
    "short record": emf(struct.pack("<II", 70, 4)),
    "short record of emf+": emf(comment(b"EMF+", struct.pack("<HHII", OBJECT, IMAGE, 4, 0))),
    "wmf of emf": wmf(image(bitmap(PROGRAM))),
    "wmf of pieces": wmf(image(bitmap(PROGRAM)), cut=190, placed=True),
    "wmf of a program": wmf(PROGRAM),
    "wmf in odd pieces": wmf(emf(), count=2),
    "wmf of another kind": wmf(emf(), kind=2),
    "wmf with a short record": b"\x01\0\x09\0\0\x03" + bytes(12) + struct.pack("<IH", 2, 0x0626),
    "emz of a program": gzip.compress(image(bitmap(PROGRAM))),
    "two files in one": gzip.compress(emf()) + gzip.compress(PROGRAM),
    "cut packing": gzip.compress(emf())[:-6],
}


@pytest.mark.parametrize("name", SOUND)
def test_pictures_and_drawings_of_windows_pass(name: str) -> None:
    assert is_picture(SOUND[name])


@pytest.mark.parametrize("name", UNSOUND)
def test_what_is_more_than_a_picture_is_none(name: str) -> None:
    assert not is_picture(UNSOUND[name])


def test_drawings_inside_each_other_have_a_depth() -> None:
    content = emf()
    for _ in range(4):
        content = image(drawing(content))
    assert is_picture(content)
    assert not is_picture(image(drawing(image(drawing(content)))))


def test_formats_of_a_drawing_are_few() -> None:
    head = struct.pack("<I16sI", 0x40000004, bytes(16), 3)
    with pytest.raises(OddMetafileError):
        list(held_by(emf(comment(b"GDIC", head + bytes(200)))))


@given(st.sampled_from([*SOUND.values(), *UNSOUND.values()]), st.binary(max_size=8), st.data())
def test_any_bytes_are_a_picture_or_none(
    content: bytes, change: bytes, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(content)))
    assert is_picture(content[:at] + change + content[at + len(change) :]) in (True, False)


@pytest.mark.parametrize(
    ("content", "kind", "link", "codes"),
    [
        (PNG, "image/png", "image", set()),
        (emf(), "image/x-emf", "image", set()),
        (PROGRAM, "image/png", "image", {"picture"}),
        (PROGRAM, "image/x-eps", "image", {"picture"}),
        (image(bitmap(PROGRAM)), "image/x-emf", "image", {"picture"}),
        (PROGRAM, FONT, "font", {"picture"}),
        (PROGRAM, FONT, "image", {"picture"}),
        (PROGRAM, f"{OFFICE}.wordprocessingml.printerSettings", "printerSettings", set()),
        (PNG, "audio/mpeg", "image", {"embedded"}),
    ],
)  # fmt: skip
def test_a_part_that_is_shown_is_a_picture(
    content: bytes, kind: str, link: str, codes: set[str]
) -> None:
    parts = frame_parts(links=[("rId9", link, "media/a.bin")])
    types = str(parts["[Content_Types].xml"])
    own = f'<Override PartName="/word/media/a.bin" ContentType="{kind}"/>'
    assert WORD in types
    parts |= {
        "word/media/a.bin": content,
        "[Content_Types].xml": types.replace("</Types>", f"{own}</Types>"),
    }
    if codes:
        assert {code for code, _ in islice(faults(zip_parts(parts)), 9)} == codes
    else:
        assert Frame.compile(zip_parts(parts), name="house.docx").slots


def table_of_fonts(links: str) -> dict[str, str | bytes]:
    """A frame with a table of fonts and one font."""
    parts = frame_parts(links=[("rId8", "fontTable", "fontTable.xml")])
    own = (
        f'<Override PartName="/word/fontTable.xml" ContentType="{WORD}.fontTable+xml"/>'
        f'<Override PartName="/word/a.odttf" ContentType="{FONT}"/>'
    )
    types = str(parts["[Content_Types].xml"]).replace("</Types>", f"{own}</Types>")
    return parts | {
        "[Content_Types].xml": types,
        "word/fontTable.xml": f"<w:fonts {NAMESPACES}><w:font/></w:fonts>",
        "word/_rels/fontTable.xml.rels": links,
        "word/a.odttf": b"\x93\x17 the letters",
    }


def test_the_fonts_of_the_table_of_fonts_pass() -> None:
    parts = table_of_fonts(relationships(("rId1", "font", "a.odttf")))
    assert Frame.compile(zip_parts(parts), name="house.docx").slots


@pytest.mark.parametrize(
    ("root", "kind"),
    [
        ("w:fonts", f"{WORD}.settings+xml"),
        ("w:settings", f"{WORD}.fontTable+xml"),
    ],
)
def test_a_table_of_fonts_is_one(root: str, kind: str) -> None:
    parts = table_of_fonts(relationships(("rId1", "font", "a.odttf")))
    parts["word/fontTable.xml"] = f"<{root} {NAMESPACES}/>"
    types = str(parts["[Content_Types].xml"])
    parts["[Content_Types].xml"] = types.replace(f"{WORD}.fontTable+xml", kind)
    assert {code for code, _ in faults(zip_parts(parts))} & {"picture", "odd-part"}


def test_a_table_of_fonts_shows_nothing() -> None:
    # LibreOffice reads any part as a diagram that the text calls one.
    parts = table_of_fonts(relationships(("rId1", "font", "a.odttf")))
    shown = '<d:dataModel xmlns:d="urn:d"><d:blip r:embed="rId1"/></d:dataModel>'
    parts["word/fontTable.xml"] = f"<w:fonts {NAMESPACES}>{shown}</w:fonts>"
    assert {code for code, _ in faults(zip_parts(parts))} == {"picture"}


def test_a_font_that_anything_else_leads_to_is_shown() -> None:
    # LibreOffice shows what a picture names, whatever the link calls it.
    for kind in ("font", "image"):
        parts = table_of_fonts(relationships(("rId1", "font", "a.odttf")))
        links = "word/_rels/document.xml.rels"
        more = relationships(("rId9", kind, "a.odttf"))
        entry = more[more.index("<Relationship ") :]
        parts[links] = str(parts[links]).replace("</Relationships>", entry)
        assert {code for code, _ in faults(zip_parts(parts))} == {"picture"}


@pytest.mark.parametrize("target", ["media/a.png#/../../a.odttf", "media/a.png?x"])
def test_a_link_leads_to_a_part_and_not_into_it(target: str) -> None:
    parts = frame_parts(links=[("rId9", "image", target)]) | {"word/media/a.png": PNG}
    assert "odd-part" in {code for code, _ in faults(zip_parts(parts))}


def test_what_is_packed_in_a_drawing_is_not_unpacked() -> None:
    """Each of many would be, up to megabytes, in every drawing that holds it."""
    assert not is_picture(image(drawing(gzip.compress(emf()))))


def test_all_packed_drawings_of_a_file_have_one_room() -> None:
    large = gzip.compress(emf(more=bytes(20 * 1024 * 1024)), 9)
    names = [f"media/{number}.emz" for number in range(8)]
    links = [(f"n{number}", "image", name) for number, name in enumerate(names)]
    parts = frame_parts(links=links)
    parts["[Content_Types].xml"] = str(parts["[Content_Types].xml"]).replace(
        "</Types>", '<Default Extension="emz" ContentType="image/x-emz"/></Types>'
    )
    found = faults(zip_parts(parts | {f"word/{name}": large for name in names}))
    assert {code for code, _ in found} == {"picture"}
    assert len(found) < len(names)
    small = parts | {f"word/{name}": gzip.compress(emf()) for name in names}
    assert Frame.compile(zip_parts(small), name="house.docx").slots
