"""The promises to people that no set may lack: each stands where the catalogue says, and is said.

A paragraph is named for each promise in ``safeguards.yaml``. Naming is not enough: the paragraph
must stand in every document, and its English wording must hold the words that make the promise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from clausekit.errors import Fault, nearest
from clausekit.model.clause import Clause, Theme
from clausekit.model.mapping import Frozen
from clausekit.model.safeguard import Promise
from clausekit.model.tier import Tier
from clausekit.model.wording import Paragraph

if TYPE_CHECKING:
    from clausekit.catalogue.catalogue import Catalogue

__all__ = ["check_safeguards"]

# What each paragraph that holds the promise must say, in any order.
_WORDS: Mapping[Promise, tuple[str, ...]] = Frozen(
    {
        Promise.PEOPLE_FIRST: (r"shall not", r"dismiss", r"leav\w+|end(?:ing)? the relationship"),
        Promise.SUSPENSION_WITH_REASONS: (r"limit", r"reasons", r"\bend\b", r"scope"),
        Promise.PENALTIES_WITHIN_LIMITS: (r"at most", r"proportion", r"good faith", r"shall not"),
        Promise.OWN_PART_ONLY: (r"in proportion to", r"\bpart\b"),
        Promise.AUDITS_FREE_FOR_THE_SMALL: (r"\{buyer\} shall bear", r"unless .*Small Enterprise"),
        Promise.SUPPORT_PASSED_ON: (r"prices", r"lead times", r"support"),
        Promise.HIGHER_STANDARD: (r"better protection",),
        Promise.CONFLICT_OF_LAWS: (r"lawful means", r"\{ref:ladder\.L6\}"),
        Promise.PERSONAL_DATA: (r"purpose", r"access", r"erase"),
        Promise.FREE_SPEECH: (r"confidentiality", r"authority", r"trade union", r"Channel"),
        Promise.PEOPLE_BEFORE_MONEY: (r"people affected", r"first|priority"),
        Promise.GOOD_FAITH_NOTICE: (r"shall not", r"good\s+faith"),
        Promise.CONTINUITY: (r"step-in|take over", r"\{buyer\}"),
        Promise.COMPETITION: (r"prices", r"competition"),
        Promise.HEARING_BEFORE_PUBLICATION: (r"shall not publish", r"finding", r"heard"),
        Promise.LAST_RESORT: (r"shall not terminate", r"all of the following", r"heard|hearing"),
        Promise.EFFORT_SHOWN: (r"effort", r"not a result", r"shall keep a record"),
        Promise.FEW_METRICS: (r"\{buyer\} shall choose", r"at most \{cap\}"),
        Promise.OUTCOME_AMONG_METRICS: (r"at least", r"come of", r"Rights-holders themselves say"),
    }
)
# Promises that only some sets need: those that hold clauses of the theme, or the clause itself.
_ON_CONDITION = frozenset({Promise.CONTINUITY, Promise.COMPETITION})
# Themes in which each clause that bans a practice also puts the people affected first.
_SEVERE = frozenset({Theme.FORCED_LABOUR, Theme.CHILD_LABOUR})


def check_safeguards(catalogue: Catalogue) -> Iterator[Fault]:
    """Yield a fault for each promise that is not held, or held in name only."""
    for promise in Promise:
        if promise.value not in catalogue.safeguards and _is_needed(promise, catalogue):
            yield Fault(
                "catalogue.safeguard-missing",
                f"No paragraph holds the promise {promise.value!r}.",
                "safeguards.yaml",
                "Name the paragraphs of the basic core set that hold it.",
            )
    for safeguard in catalogue.safeguards.values():
        for place in safeguard.paragraphs:
            yield from _held(safeguard.id, place, catalogue)
    yield from _severe(catalogue)


def _is_needed(promise: Promise, catalogue: Catalogue) -> bool:
    if promise is Promise.CONTINUITY:
        return any(c.theme is Theme.PUBLIC_SERVICES for c in catalogue.clauses.values())
    return promise is not Promise.COMPETITION or "mon.joint" in catalogue.clauses


def _held(promise: Promise, place: str, catalogue: Catalogue) -> Iterator[Fault]:
    owner, _, name = place.partition("/")
    clause = catalogue.clauses.get(owner)
    paragraph = next((p for p in clause.paragraphs if p.id == name), None) if clause else None
    if clause is None or paragraph is None:
        known = [f"{c.id}/{p.id}" for c in catalogue.clauses.values() for p in c.paragraphs]
        message = f"The promise {promise.value!r} is held by {place!r}, which does not exist."
        hint = nearest(place, known)
        yield Fault("catalogue.unknown-safeguard", message, "safeguards.yaml", hint)
        return
    where = f"{owner}/paragraph.{name}"
    if promise not in _ON_CONDITION and not _always_stands(clause, paragraph):
        yield Fault(
            "catalogue.safeguard-conditional",
            f"The paragraph holds the promise {promise.value!r} and does not stand in every set.",
            where,
            "Put it into a basic core clause, without a tier and for every size.",
        )
    text = " ".join((paragraph.text, *paragraph.items))
    missing = [words for words in _WORDS[promise] if not re.search(words, text)]
    if missing:
        yield Fault(
            "catalogue.safeguard-unsaid",
            f"The paragraph holds the promise {promise.value!r} in name only.",
            where,
            f"Its wording lacks: {', '.join(missing)}.",
        )


def _always_stands(clause: Clause, paragraph: Paragraph) -> bool:
    always = clause.applies.core and clause.tier is Tier.BASIC and not clause.applies.procurement
    sizes = clause.applies.small_contract and clause.applies.small_supplier
    return always and sizes and paragraph.tier is None and paragraph.small is None


def _severe(catalogue: Catalogue) -> Iterator[Fault]:
    held = catalogue.safeguards.get(Promise.PEOPLE_FIRST.value)
    owners = {place.partition("/")[0] for place in held.paragraphs} if held else set()
    for theme in sorted(_SEVERE):
        own = [c.id for c in catalogue.clauses.values() if c.theme is theme]
        if own and not owners & set(own):
            yield Fault(
                "catalogue.safeguard-missing",
                f"No clause on {theme.value} puts the people affected first.",
                own[0],
                "Forbid dismissal and withdrawal as the first answer, and name the paragraph.",
            )
