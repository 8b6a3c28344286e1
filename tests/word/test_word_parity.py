"""Frames of several languages side by side: what Word or a translator spoiled is told by place."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from clausekit.errors import FrameError
from clausekit.resources import templates_root
from clausekit.word.frame import Frame
from clausekit.word.marking import CLOSES, OPENS, mark_frame
from clausekit.word.parity import compare_frame

NAME = "tender-annex.docx"
TAG = "{{ tender_title }}"
MAIN, FOOTER, STYLES = "word/document.xml", "word/footer2.xml", "word/styles.xml"


def _content(code: str) -> bytes:
    return (templates_root() / code / NAME).read_bytes()


def _spoil(content: bytes, part: str, change: Callable[[str], str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == part:
                text = change(data.decode())
                assert text != data.decode()
                data = text.encode()
            new.writestr(name, data)
    return out.getvalue()


def _issues(content: bytes, **more: object) -> list[tuple[str, str]]:
    found = compare_frame(content, _content("en"), word_language="fr-FR", **more)  # type: ignore[arg-type]
    return [(issue.code, issue.place) for issue in found]


@pytest.mark.parametrize("code", ["es", "fr", "pt"])
def test_the_shipped_frames_agree(code: str) -> None:
    found = compare_frame(_content(code), _content("en"), word_language=code)
    assert [issue for issue in found if issue.code != "frame-split"] == []


def _replace(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new, 1)


@pytest.mark.parametrize(
    ("part", "change", "code", "place"),
    [
        (MAIN, _replace(TAG, "{{ titre }}"), "frame-tag", "word/document.xml, paragraph 4"),
        (MAIN, _replace(TAG, "{{ buyer_name }}"), "frame-tag", "word/document.xml, paragraph 4"),
        (MAIN, _replace("{%p endif %}", ""), "frame-broken", "word/document.xml"),
        (MAIN, _replace("{{p schedules }}", "{{p signatures }}"), "frame-tag", "word/document.xml"),
        (MAIN, _replace("{{p schedules }}", "{{p schedules"), "frame-broken", "word/document.xml"),
        (FOOTER, _replace("Page", "⟦Page⟧"), "frame-untranslated", "word/footer2.xml, paragraph 2"),
        (FOOTER, _replace(" sur ", " of "), "frame-untranslated", "word/footer2.xml, paragraph 2"),
        (FOOTER, lambda text: text.replace("PAGE", "SECTION", 1), "frame-structure", FOOTER),
        (STYLES, _replace('w:val="fr-FR"', 'w:val="es-ES"'), "frame-language", STYLES),
        (STYLES, _replace('w:val="Recital"', 'w:val="Recitel"'), "frame-broken", STYLES),
    ],
)
def test_what_was_spoiled_is_told_with_its_place(
    part: str, change: Callable[[str], str], code: str, place: str
) -> None:
    found = _issues(_spoil(_content("fr"), part, change))
    assert any(name == code and where.startswith(place) for name, where in found), found


def test_curly_quotation_marks_in_a_tag_are_told() -> None:
    found = _issues(_spoil(_content("fr"), MAIN, _replace(TAG, "{{ tender_title|default(“x”) }}")))
    assert ("frame-quotes", "word/document.xml, paragraph 4") in found


def test_a_tag_in_pieces_is_told() -> None:
    pieces = "{{ tender</w:t></w:r><w:r><w:t>_title }}"
    found = _issues(_spoil(_content("fr"), MAIN, _replace(TAG, pieces)))
    assert ("frame-split", "word/document.xml, paragraph 4") in found
    assert not [code for code, _ in found if code in {"frame-tag", "frame-broken"}]


def test_words_of_a_third_language_are_told() -> None:
    found = _issues(
        _spoil(_content("fr"), FOOTER, _replace(" sur ", " de la página ")),
        find_foreign=lambda text: "página" if "página" in text else "",
    )
    assert ("frame-foreign", "word/footer2.xml, paragraph 2") in found


def test_a_marked_frame_is_refused_until_it_is_translated() -> None:
    marked = mark_frame(_content("en"), name=NAME, word_language="it-IT")
    with pytest.raises(FrameError) as caught:
        Frame.compile(marked, name=NAME)
    assert {fault.code for fault in caught.value.faults} == {"frame.untranslated"}
    assert all(", paragraph " in fault.where for fault in caught.value.faults)
    translated = _spoil(
        marked, FOOTER, lambda text: text.replace("Page", "Pagina").replace("of", "di")
        .replace(OPENS, "").replace(CLOSES, "")
    )  # fmt: skip
    assert Frame.compile(translated, name=NAME).slots
    assert list(compare_frame(translated, _content("en"), word_language="it-IT")) == []
    assert mark_frame(marked, name=NAME, word_language="it-IT") == marked


def test_a_file_that_is_no_frame_is_one_issue() -> None:
    (issue,) = compare_frame(b"no zip", _content("en"), word_language="fr")
    assert issue.code == "frame-broken"
