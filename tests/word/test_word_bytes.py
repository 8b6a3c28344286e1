"""The same input gives the same bytes: in any process, in any thread."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

from word_frames import SLOTS, paragraph, small_frame, unzip
from word_samples import sample_document

from clausekit.model.kind import DocumentKind
from clausekit.word import Frame, frame, load_frame, render_docx

HERE = Path(__file__).parent
PROGRAM = """
import hashlib
from word_samples import sample_document
from clausekit.word import render_docx
print(hashlib.sha256(render_docx(sample_document())).hexdigest())
"""


def test_the_same_bytes_in_every_process() -> None:
    expected = hashlib.sha256(render_docx(sample_document())).hexdigest()
    path = os.pathsep.join((str(HERE), str(HERE.parents[1] / "src")))
    for seed in ("0", "1", "4242"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path, "TZ": "Asia/Tokyo"}
        result = subprocess.run(
            [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True,
            check=True,
        )  # fmt: skip
        assert result.stdout.strip() == expected


def test_threads_share_a_frame() -> None:
    frame = Frame.compile(small_frame(paragraph("{{ buyer_name }}") + SLOTS), name="x")
    documents = [sample_document(facts={"buyer_name": f"Town {n}"}) for n in range(8)]
    alone = [render_docx(document, frame) for document in documents]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda document: render_docx(document, frame), documents * 4))
    assert together == alone * 4


def test_threads_compile_together() -> None:
    frame._KEPT.clear()
    with ThreadPoolExecutor(8) as pool:
        frames = list(pool.map(lambda _: load_frame(DocumentKind.TENDER_ANNEX, "en"), range(16)))
    assert {frame.slots for frame in frames} == {frames[0].slots}
    assert load_frame(DocumentKind.TENDER_ANNEX, "en") in frames


def test_dates_and_order_are_fixed() -> None:
    content = render_docx(sample_document())
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[:2] == ["[Content_Types].xml", "_rels/.rels"]


def test_parts_without_tags_are_copied_as_they_are(tmp_path: Path) -> None:
    content = small_frame(header=paragraph("Letterhead &#8212; no tags"))
    path = tmp_path / "house.docx"
    path.write_bytes(content)
    result = unzip(render_docx(sample_document(), path))
    before = unzip(content)
    for name in ("word/header1.xml", "word/numbering.xml"):
        assert result[name] == before[name]
    assert render_docx(sample_document(), str(path)) == render_docx(sample_document(), content)


def test_importing_the_package_imports_no_heavy_library() -> None:
    program = (
        "import sys, clausekit.word; "
        "print(sorted({'lxml', 'docx', 'docxtpl', 'jinja2'} & set(sys.modules)))"
    )
    environment = {**os.environ, "PYTHONPATH": str(HERE.parents[1] / "src")}
    result = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "[]"
