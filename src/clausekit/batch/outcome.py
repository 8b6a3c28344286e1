"""What became of a job."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from clausekit.errors import ClausekitError
from clausekit.record import record

__all__ = ["Outcome", "Status", "at", "failed", "placed"]


class Status(StrEnum):
    """What became of a job."""

    WRITTEN = "written"
    KEPT = "kept"
    FAILED = "failed"


@record
class Outcome:
    """What became of a job.

    Args:
        where: The place of the job: ``job 3``, or a file and a line.
        status: ``written`` in this run, ``kept`` from another one, or ``failed``.
        job: The name of the job, a hash of all that decides what its document says; empty where
            it could not be read.
        file: The name of the document; empty where there is none.
        sha256: Hash of the document's bytes.
        size: Its size in bytes; 0 where it was kept and not made anew.
        error: What is wrong; None where nothing is.

    Example:
        >>> outcome = Outcome("job 3", Status.WRITTEN, file="0f16.docx", size=81234)
        >>> outcome.status.value, outcome.error
        ('written', None)
    """

    where: str
    status: Status
    job: str = ""
    file: str = ""
    sha256: str = ""
    size: int = 0
    error: ClausekitError | None = None


def failed(where: str, error: ClausekitError, name: str = "") -> Outcome:
    """Return the outcome of the job at *where* that failed; *name* is its name, once it has one."""
    return Outcome(where, Status.FAILED, name, error=error)


def at(outcome: Outcome, where: str) -> Outcome:
    """Return *outcome*, which has no place yet, as that of the job at *where*.

    A job may stand at several places, and each fault is told with the one that it is told of.
    """
    error = None if outcome.error is None else placed(outcome.error, where)
    return replace(outcome, where=where, error=error)


def placed(error: ClausekitError, where: str) -> ClausekitError:
    """Return *error* with the place of a job before the place of each fault.

    Example:
        >>> from clausekit.errors import Fault
        >>> placed(ClausekitError(Fault("a.b", "Wrong.", "/title")), "job 3").where
        'job 3, /title'
    """
    # A text of one line has columns only.
    places = (fault.where.removeprefix("line 1, ") for fault in error.faults)
    return type(error)(
        *(
            replace(fault, where=f"{where}, {place}" if place else where)
            for fault, place in zip(error.faults, places, strict=True)
        )
    )
