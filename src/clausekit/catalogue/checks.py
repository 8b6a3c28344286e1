"""What a catalogue must keep to beyond what its types say, each rule with a code."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from string import Formatter
from typing import TYPE_CHECKING

from clausekit.catalogue.burden import check_burden
from clausekit.catalogue.drafting import check_drafting
from clausekit.catalogue.messages import Message, is_note, messages, source_key
from clausekit.catalogue.periods import check_periods
from clausekit.catalogue.placeholders import blanked, placeholders
from clausekit.catalogue.risk import Presence
from clausekit.catalogue.safeguards import check_safeguards
from clausekit.catalogue.sets import check_sets
from clausekit.catalogue.words import check_words
from clausekit.errors import Fault, nearest
from clausekit.model.alignment import CoreInstrument
from clausekit.model.blueprint import DEFINITIONS, Schedule
from clausekit.model.clause import Obligor, RightsHolder, Theme
from clausekit.model.definition import forms
from clausekit.model.instrument import Confidence
from clausekit.model.mapping import Frozen
from clausekit.model.quantity import Quantity
from clausekit.model.remedy import Actor, StartEvent
from clausekit.model.sector import Risk, Sector
from clausekit.model.tender import Procurement, Stage
from clausekit.model.tier import SupplierSize, Tier
from clausekit.model.verification import Comparison, Frequency, Method, Verifier
from clausekit.model.wording import Provision, Source, Value

if TYPE_CHECKING:
    from clausekit.catalogue.catalogue import Catalogue

__all__ = ["PARTIES", "REMARKS", "RULES", "check"]

PARTIES = frozenset({"supplier", "buyer"})
"""The parties that wording names in braces."""

RULES: Mapping[str, frozenset[str]] = Frozen(
    {
        "announcement-excludes": frozenset({"announced"}),
        "core": frozenset({"clause_tier"}),
        "duration": frozenset({"months"}),
        "large-contract": frozenset(),
        "no-reason": frozenset(),
        "procurement-excludes": frozenset({"procurement"}),
        "risk-of-code": frozenset({"risk", "code", "sector"}),
        "risk-of-origin": frozenset({"risk", "good", "origin", "source", "date"}),
        "risk-of-sector": frozenset({"risk", "sector"}),
        "risk-of-service": frozenset({"risk", "code", "sector", "source", "date"}),
        "sector": frozenset({"sector"}),
        "sector-of-code": frozenset({"code", "sector"}),
        "small-contract-excludes": frozenset(),
        "small-supplier": frozenset(),
        "small-supplier-excludes": frozenset(),
        "stage-excludes": frozenset({"stage"}),
        "strengthened": frozenset({"good", "origin", "source", "date"}),
        "tier-too-high": frozenset({"clause_tier", "tender_tier"}),
    }
)
"""The rules of selection, each with the facts that its sentence in ``rules.yaml`` may name."""

REMARKS: Mapping[str, frozenset[str]] = Frozen(
    {
        "look": frozenset(),
        "look.dated-late": frozenset({"dated", "start", "end"}),
        "look.dated-late.hint": frozenset(),
        "look.over-budget": frozenset({"size", "yearly", "tier", "cap"}),
        "look.over-budget.hint": frozenset(),
        "look.risk-not-answered": frozenset({"risk"}),
        "look.risk-not-answered.hint": frozenset(),
        "look.unknown-code": frozenset({"code", "edition"}),
        "look.unknown-code.hint": frozenset(),
    }
)
"""What an official is told to look at, with the heading above; in ``rules.yaml`` as well."""

# Vocabularies of which a document can print every value: ``method.site-visit``.
_PHRASES: dict[str, type[StrEnum]] = {
    "actor": Actor,
    "comparison": Comparison,
    "frequency": Frequency,
    "method": Method,
    "procurement": Procurement,
    "starts": StartEvent,
    "tier": Tier,
    "verifier": Verifier,
}

_NAMES: dict[str, type[StrEnum]] = {
    "holder": RightsHolder,
    "obligor": Obligor,
    "presence": Presence,
    "procurement": Procurement,
    "risk": Risk,
    "sector": Sector,
    "size": SupplierSize,
    "stage": Stage,
    "tier": Tier,
}
# Texts into which assembly puts facts of its own.
_FILLED = frozenset({"phrases", "rules"})

_TREATY_DUTY = re.compile(
    r"\bcompl(?:y|ies|iance) with\b[^.;]*\b(?:Convention|Covenant|Protocol|Recommendation)\b"
)
_DIGIT = re.compile(r"\d")


def check(catalogue: Catalogue) -> Iterator[Fault]:
    """Yield every fault of *catalogue*."""
    texts = tuple(messages(catalogue))
    for rule in _CHECKS:
        yield from rule(catalogue)
    for rule_of_texts in _CHECKS_OF_TEXTS:
        yield from rule_of_texts(catalogue, texts)


def _provisions(catalogue: Catalogue) -> Iterator[Provision]:
    yield from catalogue.clauses.values()
    for plan in catalogue.blueprints.values():
        yield from plan.provisions


def _sources(catalogue: Catalogue) -> Iterator[tuple[str, Source]]:
    for provision in _provisions(catalogue):
        for paragraph in provision.paragraphs:
            for source in paragraph.sources:
                yield f"{provision.id}/paragraph.{paragraph.id}", source
    for plan in catalogue.blueprints.values():
        for recital in plan.preamble.recitals:
            for source in recital.sources:
                yield f"document.{plan.id}/recital.{recital.id}", source
    for form in catalogue.forms.values():
        for text in form.texts:
            for source in text.sources:
                yield f"document.{form.id}/text.{text.id}", source
    for ladder in catalogue.ladders.values():
        for source in ladder.sources:
            yield f"ladder.{ladder.id}", source
    for definition in catalogue.definitions.values():
        for source in definition.sources:
            yield f"definition.{definition.id}", source
    for clause in catalogue.clauses.values():
        for source in clause.legal_basis:
            yield clause.id, source
    yield from catalogue.services.sources().items()


def _citations(catalogue: Catalogue) -> Iterator[Fault]:
    for where, source in _sources(catalogue):
        instrument = catalogue.instruments.get(source.instrument)
        if instrument is None:
            hint = nearest(source.instrument, catalogue.instruments)
            message = f"There is no instrument {source.instrument!r}."
            yield Fault("catalogue.unknown-instrument", message, where, hint)
            continue
        if source.pinpoint == "whole":
            continue
        place = instrument.pinpoint(source.pinpoint)
        if place is None:
            hint = nearest(source.pinpoint, (known.ref for known in instrument.pinpoints))
            message = f"{source.instrument} has no place {source.pinpoint!r}."
            yield Fault("catalogue.unknown-pinpoint", message, where, hint)
        elif place.confidence is not Confidence.HIGH:
            message = f"The place {source} is not sure enough to be printed."
            hint = "Cite the whole instrument, or check the place and raise its confidence."
            yield Fault("catalogue.unsure-pinpoint", message, where, hint)


def _references(catalogue: Catalogue, texts: Sequence[Message]) -> Iterator[Fault]:
    targets = {provision.id for provision in _provisions(catalogue)}
    targets |= {
        f"{provision.id}/{paragraph.id}"
        for provision in _provisions(catalogue)
        for paragraph in provision.paragraphs
    }
    targets |= {f"ladder.{name}" for name in catalogue.ladders}
    targets |= {f"schedule.{schedule.value}" for schedule in Schedule} | {DEFINITIONS}
    values = {provision.id: set(provision.values) for provision in _provisions(catalogue)}
    values |= {f"document.{form.id}": set(form.values) for form in catalogue.forms.values()}
    for message in texts:
        found = placeholders(message.source)
        # The check of the rules tells of their braces.
        if found.broken is not None and message.domain != "rules":
            yield Fault(
                "catalogue.bad-placeholder",
                f"The brace in column {found.broken} is not part of a placeholder.",
                message.key,
                "Write {name}, {name:one|other} or {ref:clause.id}.",
            )
        if message.domain in _FILLED or "/word." in message.key:
            continue
        known = PARTIES | values.get(message.key.split("/")[0], set())
        for target in found.targets:
            if target not in targets:
                text = f"There is no article {target!r} to refer to."
                hint = nearest(target, targets)
                yield Fault("catalogue.unknown-reference", text, message.key, hint)
        for name in found.names:
            if name not in known:
                text = f"There is no value or party {name!r}."
                hint = nearest(name, known)
                yield Fault("catalogue.unknown-placeholder", text, message.key, hint)


def _rules(catalogue: Catalogue) -> Iterator[Fault]:
    for rule, facts in (*RULES.items(), *REMARKS.items()):
        where = f"rules.yaml: {rule}"
        try:
            fields = [piece[1:] for piece in Formatter().parse(catalogue.rules.get(rule, ""))]
        except ValueError as error:
            yield Fault("catalogue.bad-placeholder", f"{str(error).capitalize()}.", where)
            continue
        for name, form, conversion in fields:
            if name is not None and (name not in facts or form or conversion):
                message = f"The rule knows no fact {name!r}."
                if name in facts:
                    message = f"The fact {name!r} is written without a format."
                hint = nearest(name, facts) if facts else "This rule has none."
                yield Fault("catalogue.unknown-placeholder", message, where, hint)


def _literal_numbers(_: Catalogue, texts: Sequence[Message]) -> Iterator[Fault]:
    for message in texts:
        if is_note(message.key) or message.domain in {"phrases", "goods"}:
            continue
        if _DIGIT.search(message.source) and _DIGIT.search(blanked(message.source)):
            yield Fault(
                "catalogue.literal-number",
                "A number stands in the wording itself.",
                message.key,
                "Make it a value, so that every language prints the same.",
            )


def _treaty_duties(_: Catalogue, texts: Sequence[Message]) -> Iterator[Fault]:
    for message in texts:
        if "compl" in message.source and _TREATY_DUTY.search(message.source):
            yield Fault(
                "catalogue.treaty-duty",
                "The wording obliges a party to comply with an instrument that binds States.",
                message.key,
                "Oblige conduct consistent with its principles, and let the note cite it.",
            )


def _places(catalogue: Catalogue) -> Iterator[Fault]:
    for plan in catalogue.blueprints.values():
        own = {provision.id for provision in plan.provisions}
        articles = {article for part in plan.parts for article in part.articles}
        where = f"document.{plan.id}"
        for name in sorted(articles - own - set(catalogue.clauses) - {DEFINITIONS}):
            hint = nearest(name, catalogue.clauses)
            yield Fault("catalogue.unknown-article", f"There is no article {name!r}.", where, hint)
        for name in sorted(set(catalogue.clauses) - articles):
            message = f"The clause {name!r} has no place in this kind of document."
            yield Fault("catalogue.clause-without-place", message, where, "Name it in a part.")


def _definitions(catalogue: Catalogue, texts: Sequence[Message]) -> Iterator[Fault]:
    wording = " ".join(
        message.source
        for message in texts
        if not is_note(message.key) and not message.key.endswith("/term")
    )
    owner: dict[str, str] = {}
    for definition in catalogue.definitions.values():
        where = f"definition.{definition.id}"
        for form in forms(definition.term):
            if form in owner:
                message = f"The term {form!r} is defined in {owner[form]!r} as well."
                yield Fault("catalogue.term-defined-twice", message, where)
            owner[form] = definition.id
        if not any(_stands(form, wording) for form in forms(definition.term)):
            message = f"The term {forms(definition.term)[0]!r} is defined but never used."
            yield Fault("catalogue.term-not-used", message, where, "Use it, or take it out.")


def _stands(word: str, text: str) -> bool:
    at = text.find(word)  # finds fast where a pattern that begins with an edge does not
    return at >= 0 and re.compile(rf"\b{re.escape(word)}\b").search(text, at) is not None


def _severe_harm(catalogue: Catalogue) -> Iterator[Fault]:
    for clause in catalogue.clauses.values():
        if clause.theme in {Theme.FORCED_LABOUR, Theme.CHILD_LABOUR} and clause.remedy.id != "L3":
            yield Fault(
                "catalogue.severe-harm-ladder",
                f"{clause.title!r} uses ladder {clause.remedy.id}.",
                clause.id,
                "Severe harm to people is answered by ladder L3, which protects them first.",
            )


def _vocabulary(catalogue: Catalogue) -> Iterator[Fault]:
    yield from _missing((*RULES, *REMARKS), catalogue.rules, "rule")
    yield from _missing(Sector, catalogue.sectors, "sector profile")
    needed = (f"{name}.{value}" for name, values in _PHRASES.items() for value in values)
    yield from _missing(needed, catalogue.phrases, "phrase")
    needed = (f"{name}.{value}" for name, values in _NAMES.items() for value in values)
    bases = {row.basis for service in catalogue.services.services for row in service.risks}
    bases |= {basis for profile in catalogue.sectors.values() for basis in profile.basis}
    known = {"", *catalogue.lists, *catalogue.instruments}
    sources = {*catalogue.lists, *(source_key(basis) for basis in bases - known)}
    yield from _missing(
        (*needed, *(f"source.{source}" for source in sources)), catalogue.names, "name"
    )


def _missing(needed: Iterable[str], known: Iterable[str], what: str) -> Iterator[Fault]:
    for name in sorted({str(n) for n in needed} - {str(k) for k in known}):
        yield Fault(f"catalogue.missing-{what.replace(' ', '-')}", f"There is no {what} {name!r}.")


def _alignment(catalogue: Catalogue) -> Iterator[Fault]:
    """Yield a fault for each place of a core instrument that is neither served nor explained."""
    yield from _missing(CoreInstrument, catalogue.alignment, "alignment")
    cited = {source for clause in catalogue.clauses.values() for source in clause.sources}
    for alignment in catalogue.alignment.values():
        for row in alignment.rows:
            where = f"alignment.{alignment.id}/{row.id}"
            for name in sorted(set(row.served_by) - set(catalogue.clauses)):
                hint = nearest(name, catalogue.clauses)
                yield Fault(
                    "catalogue.unknown-article", f"There is no clause {name!r}.", where, hint
                )
            if row.source.instrument not in catalogue.instruments:
                hint = nearest(row.source.instrument, catalogue.instruments)
                message = f"There is no instrument {row.source.instrument!r}."
                yield Fault("catalogue.unknown-instrument", message, where, hint)
                continue
            served = row.served_by or any(row.covers(source) for source in cited)
            if not served and not row.remark:
                message = f"No clause serves {row.source}, and nothing says why not."
                hint = "Cite the place in a clause that serves it, or write a remark."
                yield Fault("catalogue.unexplained-gap", message, where, hint)


def _ending(catalogue: Catalogue) -> Iterator[Fault]:
    limits = catalogue.suspension
    expected = {
        "end.suspend": {
            "at_most": limits.at_most,
            "renewals": Quantity(amount=limits.renewals),
        }
    }
    for clause in catalogue.clauses.values():
        if clause.termination is not None:  # every one has the same
            expected["end.terminate"] = {
                "hearing": clause.termination.hearing.notice,
                "notice": clause.termination.notice,
            }
    for article, quantities in expected.items():
        if article not in catalogue.clauses:  # another check tells it
            continue
        values = catalogue.clauses[article].values
        for name, quantity in quantities.items():
            if values.get(name) != Value(standard=quantity):
                yield Fault(
                    "catalogue.ending-differs",
                    f"The value {name!r} differs from what ending.yaml lays down for all clauses.",
                    article,
                    f"Write {quantity}.",
                )


_CHECKS: tuple[Callable[[Catalogue], Iterator[Fault]], ...] = (
    _citations,
    _rules,
    _places,
    check_sets,
    check_words,
    _severe_harm,
    _vocabulary,
    _alignment,
    _ending,
    check_periods,
    check_burden,
    check_safeguards,
)
_CHECKS_OF_TEXTS: tuple[Callable[[Catalogue, Sequence[Message]], Iterator[Fault]], ...] = (
    _references,
    _literal_numbers,
    _treaty_duties,
    _definitions,
    check_drafting,
)
