"""Who does what: the party before a verb of duty or right is the same on both sides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from clausekit.language.checks.finding import Issue
from clausekit.language.checks.pair import Pair, part_sentences
from clausekit.language.wording import Literal, Placeholder, parse

if TYPE_CHECKING:
    from clausekit.language.checks.tongue import Tongue

__all__ = ["check_roles"]

_ACTS = re.compile(r"^[\s\u00a0,]+(?:\w+ly )?(?:shall|must|may|should|is|has|bears|pays|owes)\b")


def check_roles(pair: Pair, tongue: Tongue) -> Iterator[Issue]:
    """Compare which party acts, sentence by sentence.

    Only a sentence that English opens with a party and its verb is read, and only where the
    translation opens with a party too: elsewhere the order of words is free.
    """
    if not pair.is_legal:
        return
    parties = frozenset(tongue.language.parties)
    source = _openings(pair.source, parties)
    if not any(acts and party for party, acts in source):
        return
    target = _openings(pair.target, parties)
    if len(source) != len(target):
        return
    for (wanted, acts), (stands, _) in zip(source, target, strict=True):
        if acts and wanted and stands and wanted != stands:
            yield Issue("party", f"{{{stands}}}", f"{{{wanted}}}", f"{{{stands}}}")


@lru_cache(maxsize=8192)
def _openings(text: str, parties: frozenset[str]) -> tuple[tuple[str, bool], ...]:
    """Return for each sentence the party that opens it, and whether a verb follows."""
    opening, names, rest = True, [""], [""]
    for piece in parse(text):
        if isinstance(piece, Literal):
            first, *others = part_sentences(piece.text)
            rest[-1] += first
            if len(first.split()) > (1 if not names[-1] else 99):
                opening = False
            for sentence in others:
                names.append("")
                rest.append(sentence if len(sentence.split()) > 1 else "")
                opening = len(sentence.split()) <= 1
        elif isinstance(piece, Placeholder) and not piece.forms:
            if opening and piece.name in parties and not names[-1]:
                names[-1], rest[-1] = piece.name, ""
            opening = False
        else:
            opening = False
    return tuple((name, bool(_ACTS.match(words))) for name, words in zip(names, rest, strict=True))
