"""Wording that no clause may hold, whatever it is about; and what each paragraph must declare."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from clausekit.catalogue.messages import Message, is_note
from clausekit.errors import Fault
from clausekit.model.verification import MetricKind
from clausekit.model.wording import Nature
from clausekit.record import record

if TYPE_CHECKING:
    from clausekit.catalogue.catalogue import Catalogue

__all__ = ["check_drafting"]


@record
class _Ban:
    """Wording that is refused.

    Args:
        code: The code of the fault.
        stems: Of these, in small letters, one stands in the text; looking for them costs little.
        found: What must not stand in a sentence.
        unless: What makes it harmless in the same sentence.
        message: What is wrong.
        hint: What to write instead.
    """

    code: str
    stems: tuple[str, ...]
    found: re.Pattern[str]
    unless: re.Pattern[str] | None
    message: str
    hint: str


def _ban(stems: tuple[str, ...], found: str, unless: str, fault: Fault) -> _Ban:
    return _Ban(
        fault.code,
        stems,
        re.compile(found, re.IGNORECASE),
        re.compile(unless, re.IGNORECASE) if unless else None,
        fault.message,
        fault.hint,
    )


# Labels and certificates that are named in tenders. A standard's number counts as one.
_LABELS = (
    "Fairtrade", "Fair Trade", "SA8000", "SA 8000", "FSC", "PEFC", "Rainforest Alliance", "SMETA",
    "Sedex", "BSCI", "amfori", "EcoVadis", "GOTS", "OEKO-TEX", "Fair Wear", "Electronics Watch",
    "ICoCA", "RSPO", "Bonsucro", "TCO Certified", "B Corp",
)  # fmt: skip
_BANS = (
    _ban(
        ("terminat", "automatically", "of right", "forthwith", "immediately"),
        r"\bterminat\w+\b.*\b(?:automatically|of right|forthwith|immediately|without notice)\b|"
        r"\b(?:automatically|of right|forthwith|immediately)\b.*\b(?:terminat\w+|ends?)\b|"
        r"\{buyer\} shall terminate\b",
        "",
        Fault(
            "catalogue.automatic-termination",
            "The wording ends the contract by itself or at once.",
            hint="Name a ground of termination; the conditions come before it.",
        ),
    ),
    _ban(
        ("-wide", "worldwide", "all of its", "all its", "all of the {s", "all the {s"),
        r"\b(?:group|company|enterprise)-wide\b|\bworldwide\b|"
        r"\ball (?:of )?(?:its|the \{supplier\}'s) (?:operations|activities|business|suppliers)\b",
        r"\bContract\b",
        Fault(
            "catalogue.beyond-the-contract",
            "The wording reaches beyond the contract and its chain.",
            hint="Limit it to the goods, services or works of the Contract.",
        ),
    ),
    _ban(
        (*(label.lower() for label in _LABELS), *"0123456789"),
        rf"\b(?:{'|'.join(_LABELS)})\b|\bISO ?\d{{4,5}}\b|\bEN ?\d{{3}} ?\d{{3}}\b",
        r"\bequivalent\b",
        Fault(
            "catalogue.named-label",
            "The wording asks for a label or a certificate by name.",
            hint='List its criteria and accept an "equivalent" one.',
        ),
    ),
    _ban(
        ("local", "national", "domestic", "regional"),
        r"\b(?:prefer\w*|favour\w*|reserv\w+|priority)\b.*\b(?:local|national|domestic|regional)\b|"
        r"\b(?:local|domestic|national) (?:content|suppliers?|producers?|tenderers?|products?)\b",
        "",
        Fault(
            "catalogue.local-preference",
            "The wording prefers what is local.",
            hint="State the quality that is needed; whoever meets it is equal.",
        ),
    ),
    _ban(
        ("indemnif", "harmless", "liab", "fault"),
        r"\bindemnif\w+|\bhold\w* harmless\b|\bunlimited\b.*\bliab\w+|\bstrict(?:ly)? liab\w+|"
        r"\b(?:regardless|irrespective) of (?:any )?fault\b",
        r"\bin proportion\b",
        Fault(
            "catalogue.unlimited-risk",
            "The wording puts a risk without limit on one party.",
            hint="Let each party answer in proportion to its part.",
        ),
    ),
    _ban(
        ("shall bear", "shall pay"),
        r"\{supplier\} shall (?:bear|pay)\b.*\b(?:audit|visit|verification)s?\b",
        r"\bSmall\s+Enterprise\b",
        Fault(
            "catalogue.audit-cost",
            "The wording makes the supplier pay for an audit, whatever its size.",
            hint="Let the buyer bear the cost, or spare a Small Enterprise.",
        ),
    ),
    _ban(
        ("publish",),
        r"\bpublish\w*\b.*\bname of the \{supplier\}",
        r"\bfinding\b.*\bheard\b",
        Fault(
            "catalogue.publication-without-hearing",
            "The wording lets the name of the supplier be published without a hearing and a final "
            "finding.",
            hint="Publish only after a finding that is no longer open, and after a hearing.",
        ),
    ),
)
_SENTENCE = re.compile(r"(?<=[.;:])\s+")
_DUTY = re.compile(r"\bshall\b")


def check_drafting(catalogue: Catalogue, texts: Sequence[Message]) -> Iterator[Fault]:
    """Yield a fault for wording that is refused, and for a duty that says not what it owes."""
    wording = [(message, message.source.lower()) for message in texts if _binds(message)]
    # Most stems stand nowhere at all; then no single text is searched for them.
    whole = "\n".join(text for _, text in wording)
    standing = [(stem, ban) for ban in _BANS for stem in ban.stems if stem in whole]
    for message, text in wording:
        for ban in dict.fromkeys([ban for stem, ban in standing if stem in text]):
            if _is_banned(message.source, ban):
                yield Fault(ban.code, ban.message, message.key, ban.hint)
    articles = [article for plan in catalogue.blueprints.values() for article in plan.provisions]
    for provision in (*catalogue.clauses.values(), *articles):
        for paragraph in provision.paragraphs:
            said = " ".join((paragraph.text, *paragraph.items))
            if paragraph.nature is None and _DUTY.search(said):
                yield Fault(
                    "catalogue.undeclared-nature",
                    "The paragraph obliges and says neither result nor means.",
                    f"{provision.id}/paragraph.{paragraph.id}",
                    "Add nature: result where the outcome is owed, nature: means where an effort.",
                )
    for clause in catalogue.clauses.values():
        natures = {paragraph.nature for paragraph in clause.paragraphs}
        kinds = {verification.metric.kind for verification in clause.verifications}
        if Nature.RESULT not in natures and MetricKind.PROCESS not in kinds:
            yield Fault(
                "catalogue.means-without-evidence",
                "The clause owes an effort only, and no metric shows what was done.",
                clause.id,
                "Add a verification whose metric is a process.",
            )


def _binds(message: Message) -> bool:
    # The alignment repeats what an instrument asks of States and of business at large.
    about = message.domain == "phrases" or message.key.startswith("alignment.")
    return not about and not is_note(message.key)


def _is_banned(text: str, ban: _Ban) -> bool:
    return any(
        ban.found.search(sentence) and not (ban.unless and ban.unless.search(sentence))
        for sentence in _SENTENCE.split(text)
    )
