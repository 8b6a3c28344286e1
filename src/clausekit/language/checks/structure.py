"""Form: lists, ends of sentences, spaces, brackets, quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from operator import eq
from typing import TYPE_CHECKING, Literal

from clausekit.language.checks.finding import Issue
from clausekit.language.checks.pair import Kind, Pair
from clausekit.language.checks.rules import compile_words
from clausekit.language.checks.words import find_runs

if TYPE_CHECKING:
    from clausekit.language.checks.tongue import Tongue
    from clausekit.language.locale import Language

__all__ = [
    "check_brackets",
    "check_ending",
    "check_lists",
    "check_quotes",
    "check_sentences",
    "check_spacing",
]

_MARKERS = re.compile(r"(?<![\w({)])\(?(?:[a-h]|[ivx]{1,4}|\d)\)(?=\s)")
# A letter or number with one bracket, as places are cited: "letra b)", "point 2),".
_HALF = re.compile(r"(?<![\w(])(?:[a-z]|[ivx]{1,4}|\d{1,2})\)")
_END = re.compile(r"(?P<mark>[.;:?!…])(?:\s+(?P<word>\w+))?\s*$")
_QUOTE = re.compile('[«»“”„"]')
_PAIRS = (("(", ")"), ("[", "]"), ("«", "»"))
# Looked for by its mark, which is rare; what it closes stands before it.
_STOP = re.compile(r"[.;:?!](?:(?<=[\w”»)\ue000-\ue003].)|(?<=[\w”»)\ue000-\ue003] .))(?=\s|$)")
_SHORTER = 0.8
_DOUBLED = re.compile(r"(?<!\w)(\w+) \1(?![\w-])", re.IGNORECASE)
_WORD = re.compile(r"\w")
_SPACE = "[ \u00a0\u202f]"
_LETTER = r"[^\W\d_]"
_WIDE = re.compile(rf"{_SPACE}{{2,}}|\t")
_BEFORE_MARK = re.compile(rf"(?<!{_SPACE}){_SPACE}++[,.)\]](?=[\s,.;]|$)")
_BEFORE_SIGN = re.compile(rf"(?<=\S){_SPACE}+([;:?!])")
_NO_SPACE = re.compile(rf"(?<!{_LETTER}){_LETTER}{{2,}}+[,;:](?={_LETTER}{{2}})")
_BESIDE_BRACE = re.compile(rf"(?<!\}})\}}(?={_LETTER})|(?<={_LETTER})\{{(?!\{{)")
# What each of these holds, and most texts do not.
_ODD_SPACE = re.compile(r"[ \u00a0\u202f\t](?:(?<=\t)|[ \u00a0\u202f,.)\];:?!])")
_CROWDED = re.compile(rf"[,;:]{_LETTER}")


def check_ending(pair: Pair, tongue: Tongue) -> Iterator[Issue]:
    """Compare how the texts end: a colon announces items, *and* is not *or*."""
    if pair.kind in {Kind.TERM, Kind.PHRASE}:
        return
    source, target = _ending(pair.source_words), _ending(pair.target_words)
    if pair.kind is Kind.ITEM and source in {(";", "and"), (";", "or")}:
        word: Literal["and", "or"] = "and" if source[1] == "and" else "or"
        expected = f"; {tongue.language.word(word)}"
        conjunctions = tongue.target.rules.conjunctions
        known = {form: name for name, forms in conjunctions.items() for form in forms}
        ends = known.get(target[1]) if target[0] == ";" else None
        if ends is None:
            yield Issue("ending", " ".join(target).strip(), expected)
        elif ends != word:
            yield Issue("list-conjunction", " ".join(target), expected)
        return
    wanted, stands = ("" if word else mark for mark, word in (source, target))
    if wanted != stands:
        announces = ":" in {wanted, stands}
        yield Issue("list-colon" if announces else "ending", stands or "no mark", wanted)


def _ending(text: str) -> tuple[str, str]:
    """Return the mark that ends *text*, with the one word that may follow it."""
    found = _END.search(text)
    return (found["mark"], (found["word"] or "").lower()) if found else ("", "")


def check_lists(pair: Pair, _: Tongue) -> Iterator[Issue]:
    """Compare the letters of items and the paragraphs inside one text."""
    source, target = _markers(pair.source_words), _markers(pair.target_words)
    if source != target:
        yield Issue("list-items", " ".join(target) or "no items", " ".join(source) or "no items")
    paragraphs = pair.source.count("\n"), pair.target.count("\n")
    if paragraphs[0] != paragraphs[1]:
        yield Issue("line-breaks", f"{paragraphs[1]} line breaks", f"{paragraphs[0]}")


def _markers(text: str) -> list[str]:
    return [marker.strip("()") for marker in _MARKERS.findall(text)] if ")" in text else []


def check_sentences(pair: Pair, _: Tongue) -> Iterator[Issue]:
    """Compare how many sentences there are, with those that a colon or a semicolon ends.

    A translator may join two or part one; two fewer, or one fewer in a text that is much shorter,
    are told.
    """
    if not pair.is_legal:
        return
    source, target = (len(_STOP.findall(text)) for text in (pair.source_words, pair.target_words))
    shorter = len(pair.target_words) < _SHORTER * len(pair.source_words)
    if abs(source - target) > 1 or (target < source and shorter):
        yield Issue("sentences", f"{target}", f"{source}")


def check_spacing(pair: Pair, tongue: Tongue) -> Iterator[Issue]:
    """Tell of spaces that the typography of the language does not mend."""
    text = pair.target
    if not _WORD.search(text):
        return
    if text != text.strip():
        yield Issue("spacing", "a space at the beginning or at the end")
    if _ODD_SPACE.search(text):
        yield from _odd_spaces(text, tongue.language)
    if _CROWDED.search(pair.target_words):
        for found in _NO_SPACE.finditer(pair.target_words):
            yield Issue("spacing", f"no space after “{found[0]}”", "a space", found[0])
    for found in _BESIDE_BRACE.finditer(text) if "{" in text or "}" in text else ():
        yield Issue("spacing", "no space beside a placeholder", "a space", text[found.start() :])
    runs = find_runs(pair.target_words)
    if runs is None or any(map(eq, runs, runs[1:])):
        twice = compile_words(tongue.target.rules.twice)
        for found in _DOUBLED.finditer(pair.target_words):
            if twice is None or not twice.fullmatch(found[1]):
                yield Issue("doubled-word", found[0], found[1], found[0])


def _odd_spaces(text: str, language: Language) -> Iterator[Issue]:
    for found in _WIDE.finditer(text):
        yield Issue("spacing", "two spaces or a tab", at=text[found.start() :][:12])
    for found in _BEFORE_MARK.finditer(text):
        yield Issue("spacing", f"a space before “{found[0].strip()}”", at=found[0])
    for found in _BEFORE_SIGN.finditer(text):
        if found[1] not in _spaced(language):
            yield Issue("spacing", f"a space before “{found[1]}”", at=found[0])


@lru_cache(maxsize=32)
def _spaced(language: Language) -> frozenset[str]:
    """Return the signs before which the language sets a space; a plain one does no harm there."""
    return frozenset(sign for sign in ";:?!" if language.typeset(f"abc{sign}") != f"abc{sign}")


def check_brackets(pair: Pair, _: Tongue) -> Iterator[Issue]:
    """Tell of a bracket or an angle quotation mark without its partner."""
    text, source = pair.target_words, pair.source_words
    if ")" in text:
        text = _HALF.sub("", _MARKERS.sub("", text))
    for opening, closing in _PAIRS:
        if text.count(opening) != text.count(closing):
            found = f"{text.count(opening)} “{opening}”, {text.count(closing)} “{closing}”"
            yield Issue("brackets", found, "as many of each", opening)
    if ")" in source:
        source = _MARKERS.sub("", source)
    same = text.count("(") == source.count("(")
    if not same and text.count("(") == text.count(")") and pair.kind is not Kind.PHRASE:
        yield Issue("parentheses", f"{text.count('(')} pairs", f"{source.count('(')}", "(")


def check_quotes(pair: Pair, tongue: Tongue) -> Iterator[Issue]:
    """Tell of quotation marks that are straight, single where they pair, or lost."""
    text = pair.target_words
    if _QUOTE.search(text) or _QUOTE.search(pair.source_words):
        yield from _quotes(pair, tongue)
    if tongue.target.rules.opening_marks and '"' not in text:
        for opening, closing in (("¿", "?"), ("¡", "!")):
            if text.count(closing) > text.count(opening):
                yield Issue("quotes", closing, f"{opening}…{closing}", closing)


def _quotes(pair: Pair, tongue: Tongue) -> Iterator[Issue]:
    text = pair.target_words
    if '"' in text:
        yield Issue("quotes", '"', tongue.language.quote("…"), '"')
        return
    quoted = sum(text.count(mark) for mark in "«“„"), sum(text.count(mark) for mark in "»”")
    if quoted[0] != quoted[1] and text.count("«") == text.count("»"):
        yield Issue("quotes", f"{quoted[0]} opening, {quoted[1]} closing", "as many of each", "“")
    source = pair.source_words.count("“") + pair.source_words.count('"') // 2
    if quoted[0] == quoted[1] != source:
        yield Issue("quotes", f"{quoted[0]} quotations", f"{source}", "“")
