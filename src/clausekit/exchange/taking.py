"""Takes what is sound out of a file that came back, and says of everything else why not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from clausekit.errors import Fault, InputError, nearest
from clausekit.exchange.codes import MOST_TOLD, fault
from clausekit.exchange.judging import Judge, find_overtaken, find_reasons, is_term
from clausekit.exchange.returned import Delivery, Problem, Returned, clip
from clausekit.exchange.units import Standing, State, Unit, collect_units, stamp
from clausekit.record import record

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from clausekit.catalogue.messages import Message

__all__ = ["Outcome", "Report", "Verdict", "take"]

MOST = 20_000
"""Texts of a file; many times what the catalogue has."""
_HINTS = 50
"""Unknown keys for which a near one is looked for, which takes time for each."""
_STATES = (State.INITIAL, None, State.TRANSLATED, State.REVIEWED, State.FINAL)
"""What is said of a text, from the least to the most; that nothing is said confirms nothing."""
_TWIN = 160
"""Letters of a text that stands twice, told beside each of the others; its place is told, too."""


class Outcome(StrEnum):
    """What became of a text."""

    TAKEN = "taken"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    MISSING = "missing"


@record
class Verdict:
    """What became of one text, and why.

    Args:
        key: Its key.
        outcome: What became of it.
        place: Where it stands in the file; empty where it is missing.
        state: What the file says of it; None where it says nothing.
        remark: What somebody noted beside it.
        target: The translation in the file.
        problems: Why it was refused, or what somebody should look at.
        may_be_echo: Whether the state may be the one that it was sent out with; of what was refused
            it is not asked.
    """

    key: str
    outcome: Outcome
    place: str = ""
    state: State | None = None
    remark: str = ""
    target: str = ""
    problems: tuple[Problem, ...] = ()
    may_be_echo: bool = False


@record
class Report:
    """What became of a file.

    Args:
        name: Its name.
        language: The language.
        verdicts: All texts, in the order of the file; then those that are missing from it.
        units: The texts of the language as they stood, by key.
        echoes: Whether a state that went out comes back unasked.
    """

    name: str
    language: str
    verdicts: tuple[Verdict, ...]
    units: Mapping[str, Unit]
    echoes: bool

    def count(self) -> dict[Outcome, int]:
        """Return how many texts had each outcome."""
        counted = Counter(verdict.outcome for verdict in self.verdicts)
        return {outcome: counted[outcome] for outcome in Outcome}

    @property
    def is_clean(self) -> bool:
        """Whether nothing was refused, unknown or missing."""
        count = self.count()
        return not (count[Outcome.REFUSED] or count[Outcome.UNKNOWN] or count[Outcome.MISSING])

    def taken(self) -> dict[str, dict[str, tuple[Message, str]]]:
        """Return what was taken: by PO file and key, the text and its translation."""
        files: dict[str, dict[str, tuple[Message, str]]] = {}
        for verdict in self.verdicts:
            if verdict.outcome is Outcome.TAKEN:
                message = self.units[verdict.key].message
                files.setdefault(message.domain, {})[verdict.key] = (message, verdict.target)
        return files


def take(
    delivery: Delivery,
    root: Traversable,
    messages: Iterable[Message],
    *,
    language: str = "",
    unfinished: bool = False,
    overwrite: bool = False,
) -> Report:
    """Judge every text of a file.

    Args:
        delivery: The file.
        root: The folder of the template sets.
        messages: What the catalogue says, in order.
        language: The language that is expected; that of the file where it is empty.
        unfinished: Whether to take texts that the file marks as not finished.
        overwrite: Whether to take texts whose translation somebody changed after the file was made.

    Raises:
        InputError: The file is in another language, or in none, or holds no text.
        UnknownName: The language has no folder.
        TranslationError: A PO file cannot be read.
    """
    code = _language(delivery, language)
    units = collect_units(root, messages, code)
    if not delivery.units:
        raise InputError(
            Fault(
                "exchange.no-units",
                "The file holds none of our texts.",
                delivery.name,
                "Give the file that was exported, as it came back.",
            )
        )
    if len(delivery.units) > MOST:
        raise InputError(
            Fault(
                "exchange.too-large",
                f"The file holds {len(delivery.units)} texts; {MOST} are allowed.",
                delivery.name,
                "Give the file that was exported, as it came back.",
            )
        )
    twice = _find_twins(delivery.units)
    once = _once(delivery.units)
    terms = {key: (unit.source, unit.target) for key, unit in units.items() if is_term(key)}
    judge = Judge(root, code, terms)
    verdicts: dict[int, Verdict] = {}
    # Terms come first: the other texts are checked against them.
    order = sorted(once, key=lambda at: not is_term(once[at].key))
    strangers = 0
    told = False
    for at in order:
        returned = once[at]
        if not told and not is_term(returned.key):
            judge.set_terms(terms)
            told = True
        strangers += returned.key not in units
        near = units if strangers <= _HINTS else ()
        verdict = (
            _judge(
                returned,
                units[returned.key],
                judge,
                twice.get(at),
                unfinished=unfinished,
                overwrite=overwrite,
            )
            if returned.key in units
            else _tell_unknown(returned, near)
        )
        verdicts[at] = verdict
        if verdict.outcome is Outcome.TAKEN and is_term(verdict.key):
            terms[verdict.key] = (units[verdict.key].source, verdict.target)
    listed = [verdicts[at] for at in sorted(verdicts)]
    listed += _missing(delivery, units)
    return Report(delivery.name, code, tuple(listed), units, delivery.echoes)


def _language(delivery: Delivery, wanted: str) -> str:
    named = delivery.language.replace("_", "-")
    base = named.partition("-")[0].lower()
    if wanted and base and base != wanted.partition("-")[0].lower():
        raise InputError(
            Fault(
                "exchange.other-language",
                f"The file is in {named!r}, and {wanted!r} was asked for.",
                delivery.name,
                f"Import it with -l {base}, or give the file for {wanted}.",
            )
        )
    if not wanted and "," in named:
        raise InputError(
            Fault(
                "exchange.other-language",
                f"The file holds several languages: {named}.",
                delivery.name,
                "Give one file for each language.",
            )
        )
    if not wanted and not base:
        raise InputError(
            Fault(
                "exchange.no-language",
                "The file does not say in which language it is.",
                delivery.name,
                "Name the language with -l.",
            )
        )
    return wanted or base


def _find_twins(units: tuple[Returned, ...]) -> dict[int, Returned]:
    """Return which texts stand twice and differ, each with the other."""
    first: dict[str, int] = {}
    twins: dict[int, Returned] = {}
    for at, unit in enumerate(units):
        known = first.setdefault(unit.key, at) if unit.key else at
        if known != at and (units[known].target, units[known].source) != (unit.target, unit.source):
            twins.setdefault(known, unit)
            twins[at] = units[known]
    return twins


def _once(units: tuple[Returned, ...]) -> dict[int, Returned]:
    """Return all texts by their places; one that is repeated word for word counts once."""
    first: dict[tuple[str, str, str], int] = {}
    once: dict[int, Returned] = {}
    for at, unit in enumerate(units):
        known = first.setdefault((unit.key, unit.source, unit.target), at) if unit.key else at
        once[known] = _join(once[known], unit) if known in once else unit
    return once


def _join(one: Returned, other: Returned) -> Returned:
    """Return *one* with no more said for it than *other* says, and with the problems of both.

    Whether its state may be an echo, the one decides that may have gone out with it.
    """
    echoes = Standing.REVIEWED in {one.standing, other.standing}
    return replace(
        one,
        state=min((one.state, other.state), key=_STATES.index),
        standing=Standing.REVIEWED if echoes else one.standing,
        problems=tuple(dict.fromkeys(one.problems + other.problems))[:MOST_TOLD],
    )


def _tell_unknown(returned: Returned, near: Iterable[str]) -> Verdict:
    unknown = fault(
        "exchange.unknown-key",
        "The catalogue has no such text.",
        nearest(returned.key, near) if returned.key and near else "",
        found=returned.key,
    )
    return Verdict(
        returned.key, Outcome.UNKNOWN, returned.place, returned.state, returned.remark,
        returned.target, returned.problems or (unknown,),
    )  # fmt: skip


def _judge(
    returned: Returned, unit: Unit, judge: Judge, twin: Returned | None, *,
    unfinished: bool, overwrite: bool,
) -> Verdict:  # fmt: skip
    def verdict(outcome: Outcome, *problems: Problem) -> Verdict:
        return Verdict(
            returned.key, outcome, returned.place, returned.state, returned.remark,
            returned.target, problems, outcome is not Outcome.REFUSED and _may_be_echo(returned),
        )  # fmt: skip

    if twin is not None:
        double = fault(
            "exchange.duplicate-unit",
            f"The text stands in the file twice, and differs; see {twin.place}.",
            "Keep one of the two.",
            found=returned.target,
            expected=clip(twin.target, _TWIN),
        )
        return verdict(Outcome.REFUSED, double)
    if overlong := list(judge.find_overlong(returned, unit)):
        return verdict(Outcome.REFUSED, *overlong)
    # Somebody's review counts for what was read, so it is told where the text has changed since.
    read = returned.state in {State.REVIEWED, State.FINAL}
    late = list(find_overtaken(returned, unit))
    if late and stamp(returned.target) == returned.sent:
        kept = "The file says what it was sent out with; what stands now is kept."
        told = (replace(one, fatal=False, hint=kept) for one in late if read)
        return verdict(Outcome.UNCHANGED, *told)
    empty = not returned.target.strip() and not unit.target and not returned.problems
    same = returned.target == unit.target and not returned.problems
    stands = unit.standing.is_done or returned.state is State.INITIAL
    reasons = list(find_reasons(returned, unit, unfinished=unfinished))
    reasons += () if overwrite else late
    if empty or (same and (stands or returned.state is None)):
        return verdict(
            Outcome.UNCHANGED, *(replace(reason, fatal=False) for reason in reasons if read)
        )
    if reasons:
        return verdict(Outcome.REFUSED, *reasons)
    problems = list(judge.examine(unit, returned.target))
    if any(problem.fatal for problem in problems):
        return verdict(Outcome.REFUSED, *problems)
    return verdict(Outcome.TAKEN, *problems)


def _may_be_echo(returned: Returned) -> bool:
    """Tell whether the state says no more than that nobody took it away.

    What was sent decides, and not what stands: a file that comes in a second time finds its own
    texts in place. Where a tool has lost what was sent, nobody can tell a review from an echo.
    """
    if returned.state is not State.REVIEWED:
        return False
    if returned.standing is not None:
        return returned.standing is Standing.REVIEWED
    return stamp(returned.target) != returned.sent


def _missing(delivery: Delivery, units: Mapping[str, Unit]) -> Iterable[Verdict]:
    """Yield what the file was made to hold and does not."""
    if delivery.scope is None:
        return
    present = {unit.key for unit in delivery.units}
    gone = fault(
        "exchange.missing-unit",
        "The text is gone from the file.",
        "If it was cut out by mistake, export it again.",
    )
    for unit in delivery.scope.choose(units.values()):
        if unit.key not in present:
            yield Verdict(unit.key, Outcome.MISSING, problems=(gone,))
