"""The frame of one language beside that of another: the same tags, the same build."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from clausekit.errors import FrameError
from clausekit.record import record
from clausekit.word.marking import OPENS
from clausekit.word.markup import w
from clausekit.word.tags import read_passages
from clausekit.word.workbench import Workbench

if TYPE_CHECKING:
    from lxml import etree

    from clausekit.word.tags import Passage

__all__ = ["FrameIssue", "compare_frame"]

_TAG: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_CURLY: Final = re.compile("[“”„‘’«»]")
_COUNTED: Final = (
    ("tables", "tbl"),
    ("sections", "sectPr"),
    ("pictures", "drawing"),
    ("footnote references", "footnoteReference"),
    ("content controls", "sdt"),
)
_FIELD: Final = re.compile(r"^\s*(\w+)")


@record
class FrameIssue:
    """Something about a frame that somebody should look at.

    Args:
        code: The code of the finding.
        place: The part and the paragraph.
        found: What stands there.
        expected: What was expected.
    """

    code: str
    place: str
    found: str = ""
    expected: str = ""


def compare_frame(
    content: bytes,
    reference: bytes | None,
    *,
    word_language: str,
    find_foreign: Callable[[str], str] = lambda _: "",
) -> Iterator[FrameIssue]:
    """Yield what is wrong with a frame, by itself and beside the frame of the first language.

    Args:
        content: A .docx file.
        reference: The frame of the same kind in the first language; None to check the file alone.
        word_language: The tag that Word should have for the language.
        find_foreign: Returns the words of another language in a text.
    """
    from clausekit.word.compiler import compile_parts

    try:
        bench = Workbench(content, "")
        compile_parts(content, "")
    except FrameError as error:
        for fault in error.faults:
            if fault.code == "frame.curly-quotes":
                continue  # told below, with the tag as it should be
            code = "frame-untranslated" if fault.code == "frame.untranslated" else "frame-broken"
            yield FrameIssue(code, fault.where.lstrip(", "), fault.message, fault.hint)
    try:
        bench = Workbench(content, "")
    except FrameError:
        return
    yield from _tags_by_themselves(bench)
    yield from _language(bench, word_language)
    if reference is not None:
        other = Workbench(reference, "")
        yield from _parity(bench, other)
        yield from _left_over(bench, other, find_foreign)


def _passages(bench: Workbench) -> dict[str, list[Passage]]:
    return {part: read_passages(bench.trees[part], part) for part in bench.stories()}


def _tags_by_themselves(bench: Workbench) -> Iterator[FrameIssue]:
    """Tell of tags that an editor spoiled: curly quotes inside, pieces in several runs."""
    for passages in _passages(bench).values():
        for passage in passages:
            for tag in _TAG.findall(passage.text):
                if _CURLY.search(tag):
                    straight = _CURLY.sub('"', tag)
                    yield FrameIssue("frame-quotes", passage.place, tag, straight)
            runs = [element.text or "" for element in passage.element.iter(w("t"))]
            whole = Counter(tag for run in runs for tag in _TAG.findall(run))
            for tag in (Counter(_TAG.findall(passage.text)) - whole).elements():
                yield FrameIssue("frame-split", passage.place, tag, "the tag in one piece")


def _language(bench: Workbench, word_language: str) -> Iterator[FrameIssue]:
    """Tell of a language for spelling that is not that of the frame."""
    wanted = word_language.partition("-")[0].lower()
    for part in (bench.related("styles"), *bench.stories()):
        told = set()
        for element in bench.trees[part].iter(w("lang")) if part else ():
            tag = element.get(w("val"), "")
            if tag and tag.partition("-")[0].lower() != wanted and tag not in told:
                told.add(tag)
                yield FrameIssue("frame-language", part, tag, word_language)


def _parity(bench: Workbench, other: Workbench) -> Iterator[FrameIssue]:
    kinds = bench.stories(), other.stories()
    counted = Counter(kinds[0].values()), Counter(kinds[1].values())
    if counted[0] != counted[1]:
        yield FrameIssue("frame-structure", bench.main, _told(counted[0] - counted[1]),
                         _told(counted[1] - counted[0]))  # fmt: skip
    ours, theirs = _by_kind(bench), _by_kind(other)
    for kind in (kind for kind in theirs if kind in ours):
        yield from _tag_order(kind, ours[kind], theirs[kind])
        have, want = (
            sum((_build(tree) for tree in side[kind][1]), Counter()) for side in (ours, theirs)
        )
        if have != want:
            part = ours[kind][0][0].place.split(",")[0] if ours[kind][0] else kind
            yield FrameIssue("frame-structure", part, _told(have - want) or "nothing more",
                             _told(want - have) or "nothing more")  # fmt: skip


def _by_kind(bench: Workbench) -> dict[str, tuple[list[Passage], list[etree._Element]]]:
    found: dict[str, tuple[list[Passage], list[etree._Element]]] = {}
    passages = _passages(bench)
    for part, kind in sorted(bench.stories().items()):
        texts, trees = found.setdefault(kind, ([], []))
        texts += passages[part]
        trees.append(bench.trees[part])
    return found


def _tag_order(
    kind: str,
    ours: tuple[list[Passage], list[etree._Element]],
    theirs: tuple[list[Passage], list[etree._Element]],
) -> Iterator[FrameIssue]:
    have = [(_plain(tag), passage) for passage in ours[0] for tag in _TAG.findall(passage.text)]
    want = [(_plain(tag), passage) for passage in theirs[0] for tag in _TAG.findall(passage.text)]
    counts = Counter(tag for tag, _ in have), Counter(tag for tag, _ in want)
    for tag, number in (counts[0] - counts[1]).items():
        places = [passage.place for found, passage in have if found == tag][-number:]
        for place in places:
            yield FrameIssue("frame-tag", place, tag)
    for tag, number in (counts[1] - counts[0]).items():
        places = [passage.place for found, passage in want if found == tag][-number:]
        for place in places:
            yield FrameIssue("frame-tag", f"{place} of the English one", "", tag)
    if counts[0] == counts[1]:
        for (tag, passage), (expected, _) in zip(have, want, strict=True):
            if tag != expected:
                yield FrameIssue("frame-order", passage.place, tag, expected)
                return


def _plain(tag: str) -> str:
    return " ".join(_CURLY.sub('"', tag).split())


def _build(tree: etree._Element) -> Counter[str]:
    """Count what the layout of a part is made of."""
    found: Counter[str] = Counter()
    for name, element in _COUNTED:
        found[name] += sum(1 for _ in tree.iter(w(element)))
    for code in tree.iter(w("instrText"), w("fldSimple")):
        field = _FIELD.match(code.text or code.get(w("instr")) or "")
        if field:
            found[f"field {field[1]}"] += 1
    return +found


def _told(found: Counter[str]) -> str:
    return ", ".join(f"{number} {name}" for name, number in sorted(found.items()))


def _left_over(
    bench: Workbench, other: Workbench, find_foreign: Callable[[str], str]
) -> Iterator[FrameIssue]:
    """Tell of text that is still that of the first language, or of a third."""
    english = {
        words
        for passages in _passages(other).values()
        for passage in passages
        if len(words := _words(passage.text)) > 1 or any(len(word) > 3 for word in words)
    }
    for passages in _passages(bench).values():
        for passage in passages:
            words = _words(passage.text)
            if OPENS in passage.text:
                continue  # told before
            if words in english:
                yield FrameIssue("frame-untranslated", passage.place, " ".join(words))
            elif foreign := find_foreign(" ".join(words)):
                yield FrameIssue("frame-foreign", passage.place, foreign)


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W\d_]+", _TAG.sub(" ", text)))
