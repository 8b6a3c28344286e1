"""Jobs: one document each, out of a program or out of a file with a job on each line."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO, ClassVar, Final

from clausekit.batch.manifest import is_of_manifest
from clausekit.batch.outcome import placed
from clausekit.errors import Fault, InputError
from clausekit.model.facts import Facts
from clausekit.model.faults import read_json
from clausekit.model.non_conformity import NonConformity
from clausekit.model.tender import Tender
from clausekit.record import record

__all__ = ["Draft", "Job", "NoJobs", "in_job", "name_of", "read_jobs"]

LONGEST_LINE: Final = 1024 * 1024
"""Bytes of one line of a file of jobs; the largest tender that is allowed needs far less."""
_FIELDS: Final = {
    "document.unknown-kind": "/kind",
    "document.unknown-paper": "/paper",
    "language.unknown": "/language",
}
"""What the library is handed beside the facts, by the code of what is wrong with it."""


class Job(Facts):
    """One document to make.

    Kind, language and paper are looked at when the document is made, so that a wrong one is a
    failure of this job and of no other.

    Args:
        tender: The facts.
        kind: Any kind of ``DocumentKind``.
        language: ``es``, ``en``, ``fr``, ``pt`` or a variant.
        paper: ``a4`` or ``letter``; by the tender or its country where it is None.
        template: Path of a Word template of your own; the shipped one where it is None.
        non_conformity: The facts of a possible failure: a notice of non-conformity needs them, a
            plan of correction may have them.

    Example:
        >>> job = Job.model_validate({
        ...     "kind": "tender-annex", "language": "en", "tender": {
        ...         "reference": "7", "title": "Uniforms", "procurement": "goods",
        ...         "sector": "textiles", "buyer": {"name": "City", "country": "CL"},
        ... }})
        >>> job.tender.reference
        '7'
    """

    _called: ClassVar[str] = "job"

    tender: Tender
    kind: str
    language: str
    paper: str | None = None
    template: str | None = None
    non_conformity: NonConformity | None = None


class NoJobs(InputError):
    """What is read is the manifest of a batch, or a part of it.

    None of its lines is a job. Each would fail and be added to a manifest; where that is the one
    that is read, through a pipe perhaps, it would grow while it is read, without end.
    """


@record
class Draft:
    """A job that is still to be read, with the place where it stands.

    Args:
        where: The place, for messages.
        job: The job itself, its fields, a JSON text, or what is wrong with it.
    """

    where: str
    job: Any

    def read(self) -> Job:
        """Return the job.

        Raises:
            InputError: With all that is wrong, each fault with this place before its own.
            NoJobs: It is a line of a manifest.
        """
        try:
            if isinstance(self.job, Fault):
                raise InputError(self.job)
            if isinstance(self.job, (str, bytes, bytearray)):
                return Job.model_validate_json(self.job)
            return Job.model_validate(self.job)
        except InputError as error:
            # Only of what is no job: a line that is one costs nothing.
            if is_of_manifest(self.job):
                raise NoJobs(
                    Fault(
                        "batch.unreadable",
                        "The jobs cannot be read: this is a line of the manifest of a batch.",
                        self.where,
                        "Hand in the jobs that the batch was made from, and not what became of "
                        "them.",
                    )
                ) from None
            raise placed(InputError(*error.faults, *_odd_names(self.job)), self.where) from None


def _odd_names(job: Any) -> Iterator[Fault]:
    """Yield what is wrong with the names in a job that is at fault already, as far as it is one."""
    from clausekit.assembly.named import odd_names

    if isinstance(job, (str, bytes, bytearray)):
        found = read_json(job)
        job = None if isinstance(found, Fault) else found[1]
    if not isinstance(job, dict):  # a mapping of a program's own may not like to be asked
        return
    kinds, languages, papers = (
        [name for name in (job.get(field),) if isinstance(name, str)]
        for field in ("kind", "language", "paper")
    )
    yield from map(in_job, odd_names(kinds=kinds, languages=languages, papers=papers))


def in_job(fault: Fault) -> Fault:
    """Return *fault* with its place seen from the job; the library sees it from the facts."""
    if not fault.where and fault.code in _FIELDS:
        return replace(fault, where=_FIELDS[fault.code])
    if not fault.where.startswith("/"):
        return fault
    facts = "non_conformity" if fault.code.startswith("case.") else "tender"
    return replace(fault, where=f"/{facts}{fault.where}")


def read_jobs(path: str | Path | BinaryIO) -> Iterator[Draft]:
    """Yield the jobs of a file, one JSON object on each line, without reading it whole.

    A line that is no job is yielded all the same; whoever reads it learns what is wrong with it.
    Empty lines are passed over.

    Args:
        path: The file, or a stream of bytes that is open already.

    Raises:
        InputError: The file cannot be read.
    """
    try:
        if isinstance(path, (str, Path)):
            with Path(path).open("rb") as stream:
                yield from _lines(stream, str(path))
        else:
            yield from _lines(path, str(getattr(path, "name", "jobs")))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise InputError(
            Fault(
                "batch.unreadable",
                f"The file of jobs cannot be read: {reason}.",
                str(path),
                "Check the path and the rights.",
            )
        ) from None


def _lines(stream: BinaryIO, called: str) -> Iterator[Draft]:
    number = 0
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        where = f"{called}, line {number}"
        if len(line) > LONGEST_LINE:
            while line and not line.endswith(b"\n"):
                line = stream.readline(LONGEST_LINE)
            yield Draft(where, _too_long())
        elif line.strip():
            yield Draft(where, line.rstrip(b"\r\n"))


def name_of(job: Job, template: str, edition: str) -> str:
    """Return the name of a job: the same facts, template and edition, the same name.

    Args:
        job: The job.
        template: Hash of the content of its own template; empty where it has none.
        edition: What makes the documents; see ``edition``.
    """
    facts = job.model_dump(mode="json", exclude={"template"})
    text = json.dumps({**facts, "template": template, "edition": edition}, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _too_long() -> Fault:
    return Fault(
        "batch.line-too-long",
        f"The line is longer than {LONGEST_LINE // 1024} kB, which no job needs.",
        hint="Write each job on a line of its own.",
    )
