"""LibreOffice opens the documents and counts the same numbers."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from lxml import etree
from word_frames import LISTS, numbering, small_frame, unzip, zip_parts
from word_samples import sample_document

from clausekit.resources import templates_root
from clausekit.word import Frame, load_frame, render_docx

pytestmark = [
    pytest.mark.readers,
]


def convert(content: bytes, folder: Path, to: str) -> bytes:
    """Let LibreOffice convert a document; its profile is its own."""
    source = folder / "in" / "document.docx"
    source.parent.mkdir()
    source.write_bytes(content)
    profile = (folder / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", to]
    subprocess.run([*command, "--outdir", str(folder), str(source)], check=True, timeout=120,
                   capture_output=True)  # fmt: skip
    return (folder / f"document.{to.partition(':')[0]}").read_bytes()


@pytest.mark.parametrize("code", ["en", "es", "fr", "pt"])
@pytest.mark.parametrize("kind", ["supplier-code", "tender-annex"])
def test_shipped_frames_convert(kind: str, code: str, tmp_path: Path) -> None:
    frame = load_frame(kind, code)  # type: ignore[arg-type]
    sections = {
        slot: blocks
        for slot, blocks in sample_document().sections.items()
        if slot.value in frame.slots
    }
    document = sample_document(kind=kind, language=code, sections=sections)
    assert convert(render_docx(document), tmp_path, "pdf").startswith(b"%PDF")


@pytest.mark.parametrize("filter_", ["MS Word 2007 XML", "Office Open XML Text"])
@pytest.mark.parametrize("name", ["supplier-code", "tender-annex", "form", "matrix"])
def test_a_frame_that_libreoffice_has_saved_is_a_frame(
    name: str, filter_: str, tmp_path: Path
) -> None:
    shipped = (templates_root() / "fr" / f"{name}.docx").read_bytes()
    saved = convert(shipped, tmp_path, f"docx:{filter_}")
    assert "clauses" in Frame.compile(saved, name=name).slots


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {2: (("heading 2", "decimal", "Article %1."), *LISTS[2][1:])},
        {2: (LISTS[2][0], ("Clause Paragraph", "lowerLetter", "(%2)"), LISTS[2][2])},
        {2: (LISTS[2][0], ("Clause Paragraph", "lowerRoman", "%2."), LISTS[2][2])},
        {3: (LISTS[3][0], ("Ladder Heading", "upperRoman", "%1-%2"), LISTS[3][2])},
    ],
)
def test_libreoffice_computes_the_numbers_that_are_stored(
    changes: dict[int, tuple[tuple[str, str, str], ...]], tmp_path: Path
) -> None:
    frame = small_frame(numbering_part=numbering({**LISTS, **changes}))
    content = render_docx(sample_document(articles=3), frame)
    parts = unzip(content)
    stored = parts["word/document.xml"].decode()
    pattern = r'(REF \S+ \\w \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/>' \
              r'</w:r><w:r><w:t xml:space="preserve">)([^<]*)'  # fmt: skip
    expected = [number for _, number in re.findall(pattern, stored)]
    wrong = re.sub(pattern, r"\1WRONG", stored)
    broken = zip_parts({**parts, "word/document.xml": wrong.encode()})
    computed = unzip(convert(broken, tmp_path, "docx"))["word/document.xml"].decode()
    assert "WRONG" not in computed
    assert shown_references(computed) == expected


def shown_references(xml: str) -> list[str]:
    """What the REF fields of a document show."""
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    found: list[str] = []
    shown: list[str] | None = None
    for element in etree.fromstring(xml.encode()).iter(f"{space}fldChar", f"{space}instrText",
                                                      f"{space}t"):  # fmt: skip
        if element.tag == f"{space}instrText":
            shown = [] if (element.text or "").strip().startswith("REF ") else shown
        elif element.tag == f"{space}t" and shown is not None:
            shown.append(element.text or "")
        elif element.get(f"{space}fldCharType") == "end" and shown is not None:
            found.append("".join(shown))
            shown = None
    return found
