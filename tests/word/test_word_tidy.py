"""Parts with whole tags go the short way, and come out as docxtpl would have them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from docxtpl import DocxTemplate
from word_frames import SLOTS, paragraph, small_frame
from word_samples import sample_document

from clausekit.resources import templates_root
from clausekit.word import parts, render_docx
from clausekit.word.compiler import compile_parts
from clausekit.word.markup import parse_part, serialise_part
from clausekit.word.tidy import is_tidy, tidy

FRAMES = sorted(Path(str(templates_root())).glob("*/*.docx"))


@pytest.mark.parametrize("path", FRAMES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_shipped_frames_come_out_as_docxtpl_would_have_them(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def compare(root: object) -> str:
        expected = DocxTemplate.patch_xml(None, serialise_part(root))  # type: ignore[arg-type]
        found = tidy(root)  # type: ignore[arg-type]
        seen.append(found == expected)
        return found

    monkeypatch.setattr(parts, "tidy", compare)
    compile_parts(path.read_bytes(), path.name)
    assert seen
    assert all(seen)


@pytest.mark.parametrize(
    "text",
    [
        "<w:t>{{ buyer</w:t><w:t>_name }}</w:t>",
        "<w:t>{</w:t><w:t>{ buyer_name }}</w:t>",
        "<w:t>{{ buyer_name }</w:t><w:t>}</w:t>",
        "<w:t>{%tr if buyer_name %}</w:t>",
        "<w:t>{# a remark #}</w:t>",
        "<w:t>{{ buyer_name|default(&quot;x&quot;) }}</w:t>",
        '<x id="{5E0C}"/>',
    ],
)
def test_what_is_cut_or_unusual_goes_through_the_normaliser(text: str) -> None:
    assert not is_tidy(text)


def test_a_part_without_tags_stays_as_it_is() -> None:
    text = "<w:p><w:r><w:t>no tags</w:t></w:r></w:p>"
    assert is_tidy(text)
    wrapped = (
        f'<x xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{text}</x>'
    )
    assert tidy(parse_part(wrapped.encode())) == wrapped


def test_both_ways_print_the_same() -> None:
    whole = small_frame(paragraph("{{ buyer_name }}: {{ tender_title }}") + SLOTS)
    cut = "</w:t></w:r><w:r><w:t>"
    torn = small_frame(paragraph(f"{{{{ buyer_name }}}}: {{{{ tender{cut}_title }}}}") + SLOTS)
    assert render_docx(sample_document(), whole) == render_docx(sample_document(), torn)


def test_shipped_frames_need_no_import_of_docxtpl() -> None:
    program = (
        "import sys\nfrom clausekit.model.kind import DocumentKind\n"
        "from clausekit.word import load_frame\nload_frame(DocumentKind.TENDER_ANNEX, 'es')\n"
        "assert 'docxtpl' not in sys.modules and 'docx' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
