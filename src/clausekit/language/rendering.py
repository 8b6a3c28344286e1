"""Wording and values put together into a sentence.

Wording is prepared once for a language (its vocabulary, its typography, the words that must
agree) and then filled for each contract. Facts are inserted letter by letter: they are neither
set in the locale's typography nor read as wording again.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from clausekit.errors import Fault, LanguageError, nearest
from clausekit.language.noun import Noun
from clausekit.language.typography import NO_BREAK
from clausekit.language.wording import Literal, Placeholder, Ref, parse
from clausekit.model.quantity import Quantity
from clausekit.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from clausekit.language.engine import Engine
    from clausekit.language.grammar import Kind, Lead
    from clausekit.language.quantities import Style

__all__ = ["fill", "find_misread_leads", "render"]

_FIRST_SLOT = 0xE000
_SLOT = re.compile("([\ue000-\uf8ff])")
_MOST_SLOTS = 0xF8FF - _FIRST_SLOT + 1
_ENDS = ".!?…"
_SENTENCE_END = re.compile(r"(?:[!?…]|(?:\w{4,}|[\d)\]»”’%]|[\ue000-\uf8ff])\.)$")
# A word or a short abbreviation (art., n.º, §) stays on one line with the number after it.
_BINDS = re.compile(r"(?:[^\W_]|[§°]|(?<!\w)\w{1,5}\.) $")
_ENDING, _BOUND = 5, 8
"""As many last characters as the two look at."""
_OPENING = " \u00a0\u202f\n“«‘„\"'(¿¡"


@record
class _Slot:
    """A placeholder with the words round it that depend on what fills it."""

    piece: Placeholder
    lead: Lead | None
    starts_sentence: bool
    possessive: bool


def render(
    text: str,
    values: Mapping[str, object],
    engine: Engine,
    parties: Mapping[str, Noun],
    *,
    regional: bool = False,
) -> tuple[str | Ref, ...]:
    """Fill *text* with the names of the parties and with *values*; see `Language.render`."""
    pieces: list[str | Ref] = []
    words: list[str] = []
    for part in fill(text, values, engine, parties, regional=regional):
        if isinstance(part, str):
            words.append(part)
        else:
            if words:
                pieces.append("".join(words))
                words = []
            pieces.append(part)
    if words:
        pieces.append("".join(words))
    return tuple(pieces)


def fill(
    text: str,
    values: Mapping[str, object],
    engine: Engine,
    parties: Mapping[str, Noun],
    *,
    regional: bool = False,
) -> list[str | Ref]:
    """Return the parts of *text*, filled as `render` does: the same number for all names."""
    parts: list[str | Ref] = []
    faults: list[Fault] = []
    for part in _prepare(text, engine, regional):
        found = _fill(part, values, engine, parties) if isinstance(part, _Slot) else part
        if isinstance(found, Fault):
            faults.append(found)
        else:
            parts.append(found)
    if faults:
        raise LanguageError(*faults)
    return parts


def find_misread_leads(text: str, engine: Engine) -> tuple[str, ...]:
    """Return the words before a party that do not agree with the name *text* is written for.

    The sentence is printed right all the same; but the translator had another name in mind, and
    other words of the sentence may not agree.
    """
    misread: list[str] = []
    before: str | Ref | _Slot = ""
    for part in _prepare(text, engine, False):
        if isinstance(part, _Slot) and not part.piece.forms:
            default = engine.authored.get(part.piece.name)
            words = before if isinstance(before, str) else ""
            # A word that was left alone, being another word before this number, is told too.
            lead = part.lead or engine.grammar.find_lead(words, None)
            if default is not None and lead is not None:
                noun = engine.grammar.inflect(default, plural=part.piece.plural)
                if not lead.suits(noun):
                    plural = "+" if part.piece.plural else ""
                    misread.append(f"{lead.written}{lead.gap}{{{part.piece.name}{plural}}}")
        before = part
    return tuple(misread)


@lru_cache(maxsize=8192)
def _prepare(text: str, engine: Engine, regional: bool) -> tuple[str | Ref | _Slot, ...]:
    pieces = parse(text)
    slots = [piece for piece in pieces if not isinstance(piece, Literal)]
    if len(slots) > _MOST_SLOTS:
        raise LanguageError(
            Fault(
                "language.bad-placeholder",
                f"The text has {len(slots)} placeholders and references; {_MOST_SLOTS} can be "
                "told apart.",
                hint="Divide the text.",
            )
        )
    faults = [
        fault
        for slot in slots
        if isinstance(slot, Placeholder) and (fault := _check_forms(slot, engine)) is not None
    ]
    if faults:
        raise LanguageError(*faults)
    marked: list[str] = []
    number = 0
    for piece in pieces:
        if isinstance(piece, Literal):
            marked.append(piece.text)
        else:
            marked.append(chr(_FIRST_SLOT + number))
            number += 1
    # The wording is set as a whole, so that a sign is seen with what stands before it.
    line = engine.set_wording("".join(marked), regional=regional)
    return _take_apart(line, slots, engine, regional=regional)


def _take_apart(
    line: str, slots: Sequence[Placeholder | Ref], engine: Engine, *, regional: bool
) -> tuple[str | Ref | _Slot, ...]:
    parts: list[str | Ref | _Slot] = []
    is_sentence = line.rstrip().endswith(".")
    before = ""
    split = _SLOT.split(line)
    for at, chunk in enumerate(split):
        if at % 2 == 0:  # words; between them stand the slots
            text = chunk
            previous = parts[-1] if parts else None
            if isinstance(previous, _Slot) and previous.possessive:
                text = text[2:]
            if text:
                parts.append(text)
            before += chunk
            continue
        slot = slots[ord(chunk) - _FIRST_SLOT]
        text = parts.pop() if parts and isinstance(parts[-1], str) else ""
        text = cast("str", text)
        if isinstance(slot, Ref):
            if text.endswith(" ") and _BINDS.search(text[-_BOUND:]):
                text = text[:-1] + NO_BREAK
            parts.extend((text, slot) if text else (slot,))
        else:
            lead = _find_lead(text, slot, engine)
            if lead is not None:
                text = text[: len(text) - len(lead.written) - len(lead.gap)]
            head = before.rstrip(_OPENING)
            starts = is_sentence
            if head:
                starts = head[-1] in _ENDS and bool(_SENTENCE_END.search(head[-_ENDING:]))
            after = split[at + 1] if at + 1 < len(split) else ""
            possessive = bool(engine.grammar.rules.possessive and re.match(r"’s(?!\w)", after))
            filled = _Slot(engine.set_forms(slot, regional=regional), lead, starts, possessive)
            parts.extend((text, filled) if text else (filled,))
        before += chunk
    return tuple(parts)


def _find_lead(text: str, slot: Placeholder, engine: Engine) -> Lead | None:
    if slot.forms:
        return None
    default = engine.authored.get(slot.name)
    noun = engine.grammar.inflect(default, plural=slot.plural) if default else None
    return engine.grammar.find_lead(text, noun)


def _check_forms(slot: Placeholder, engine: Engine) -> Fault | None:
    if not slot.forms or len(slot.forms[0]) in (1, max(1, len(engine.grammar.rules.genders))):
        return None
    genders = len(engine.grammar.rules.genders)
    hint = (
        f"Write {genders} forms parted by |, one for each gender."
        if genders
        else "This language has no genders: write singular/plural."
    )
    return Fault(
        "language.bad-agreement",
        f"The placeholder {{{slot.name}}} has {len(slot.forms[0])} forms.",
        where=f"column {slot.column}",
        hint=hint,
    )


def _fill(
    slot: _Slot, values: Mapping[str, object], engine: Engine, parties: Mapping[str, Noun]
) -> str | Fault:
    piece = slot.piece
    value = values.get(piece.name)
    if value is None:
        value = parties.get(piece.name)
    if value is None:
        return Fault(
            "language.unknown-placeholder",
            f"Nothing is known under the name {{{piece.name}}}.",
            where=f"column {piece.column}",
            hint=nearest(piece.name, {*values, *parties}),
        )
    if isinstance(value, Noun):
        return _fill_noun(slot, value, engine)
    if isinstance(value, int) and not isinstance(value, bool):
        try:
            value = Quantity(amount=value)
        except ValueError:
            return Fault(
                "language.bad-value",
                f"The number for {{{piece.name}}} cannot be printed.",
                where=f"column {piece.column}",
                hint="Give a whole number from 0 to 999999999.",
            )
    if piece.forms:
        if isinstance(value, Quantity) and len(piece.forms[0]) == 1:
            return piece.forms[0 if engine.quantities.is_one(value.amount) else -1][0]
        return Fault(
            "language.bad-agreement",
            f"Nothing can agree with {{{piece.name}}}, which is not a party.",
            where=f"column {piece.column}",
            hint="Write the placeholder without forms.",
        )
    written = _write(value, piece, engine)
    if written is None:
        return Fault(
            "language.bad-value",
            f"A value of type {type(value).__name__} cannot be printed for {{{piece.name}}}.",
            where=f"column {piece.column}",
            hint="Give a text, a Quantity, a date, an amount of money or a list of texts.",
        )
    text, kind = written
    if slot.possessive:
        text += "’s"
    if slot.lead is not None:
        return engine.grammar.follow_sound(slot.lead, text, kind) + text
    # A fact keeps its own first letter; a number in words is ours, and may open a sentence.
    return text[:1].upper() + text[1:] if slot.starts_sentence and kind == "numbers" else text


def _fill_noun(slot: _Slot, noun: Noun, engine: Engine) -> str:
    grammar = engine.grammar
    inflected = grammar.inflect(noun, plural=slot.piece.plural)
    if slot.piece.forms:
        return grammar.agree(slot.piece.forms, inflected)
    text = inflected.text
    if slot.possessive:
        text = grammar.possess(text, plural=inflected.plural)
    if slot.lead is not None:
        return slot.lead.agree(inflected, apostrophes=grammar.rules.apostrophes) + text
    return text[:1].upper() + text[1:] if slot.starts_sentence else text


def _write(value: Any, piece: Placeholder, engine: Engine) -> tuple[str, Kind] | None:
    if isinstance(value, str):
        return value, "names"
    if isinstance(value, Quantity):
        gender = next((style for style in piece.styles if len(style) == 1), "")
        style = next((style for style in piece.styles if len(style) > 1), "both")
        return engine.quantities.write(value, gender=gender, style=cast("Style", style)), "numbers"
    if isinstance(value, datetime.date):
        return engine.write_date(value), "numbers"
    if hasattr(value, "amount") and hasattr(value, "currency"):
        return engine.amounts.write(value.amount, value.currency), "names"
    if isinstance(value, Sequence) and all(isinstance(item, str) for item in value):
        return engine.join(value), "names"
    return None
