"""The facts of a possible failure, for a notice and a plan of correction. No person is named."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import ClassVar, Self

from pydantic import Field, StrictBool, ValidationError, model_validator

from clausekit.model.day import Day
from clausekit.model.facts import Facts
from clausekit.model.tender import Line

__all__ = ["NonConformity"]


class NonConformity(Facts):
    """What was found, and when it was known, told and received.

    Args:
        clause: Id of the clause concerned.
        facts: What was found, one fact a line, without names of people.
        known: The day on which the buyer learnt of the facts.
        served: The day of the notice.
        received: The day on which the supplier received it; the day of the notice where it is
            None.
        plan_approved: The day on which the plan of correction was approved, once it was.
        paragraphs: Ids of the paragraphs of the clause that are concerned; all where none is
            named.
        ladder: The ladder, where a paragraph of the clause names another one for the case.
        site: Where it happened.
        people: Who is affected: numbers and groups, no names.
        people_at_risk: Whether people are in danger now.
        reported_by_supplier: Whether the supplier reported the facts itself.
        supplier_knew: The day on which the supplier knew the facts, where that is known.
        asked: What the buyer asks besides the steps of the ladder, one point a line.

    Example:
        >>> facts = NonConformity.model_validate({
        ...     "clause": "fl.fees", "facts": ["Two agencies charged fees."],
        ...     "known": "2027-03-01", "served": "2027-03-05",
        ... })
        >>> facts.receipt
        datetime.date(2027, 3, 5)
    """

    _prefix: ClassVar[str] = "case"

    clause: Line
    facts: tuple[Line, ...] = Field(min_length=1, max_length=50)
    known: Day
    served: Day
    received: Day | None = None
    plan_approved: Day | None = None
    paragraphs: tuple[Line, ...] = Field(default=(), max_length=50)
    ladder: Line | None = None
    site: Line | None = None
    people: Line | None = None
    people_at_risk: StrictBool = False
    reported_by_supplier: StrictBool = False
    supplier_knew: Day | None = None
    asked: tuple[Line, ...] = Field(default=(), max_length=20)

    @property
    def receipt(self) -> datetime.date:
        """The day from which periods on receipt run."""
        return self.received or self.served

    @property
    def learnt(self) -> datetime.date:
        """The day from which the supplier's knowledge is counted: the receipt at the latest."""
        if self.supplier_knew is not None:
            return self.supplier_knew
        return self.known if self.reported_by_supplier else self.receipt

    @model_validator(mode="after")
    def _days_follow_each_other(self) -> Self:
        wrong = list(self._wrong_days())
        if wrong:
            # Each is a finding of its own, so that all are told at once.
            raise ValidationError.from_exception_data(
                type(self).__name__,
                [
                    {"type": "value_error", "input": self, "ctx": {"error": ValueError(said)}}
                    for said in wrong
                ],
            )
        return self

    def _wrong_days(self) -> Iterator[str]:
        if self.served < self.known:
            yield (
                f"the notice ({self.served}) is dated before the facts were known ({self.known}); "
                "exchange the two dates or mend one"
            )
        if self.received is not None and self.received < self.served:
            yield (
                f"the notice is received ({self.received}) before it is dated ({self.served}); "
                "exchange the two dates or mend one"
            )
        if self.supplier_knew is not None and self.supplier_knew > self.receipt:
            yield (
                f"the supplier knew ({self.supplier_knew}) after it received the notice "
                f"({self.receipt}), which told it; leave the date out or mend it"
            )
        if self.plan_approved is not None and self.plan_approved < self.receipt:
            yield (
                f"the plan is approved ({self.plan_approved}) before the notice is received "
                f"({self.receipt}); mend one of the two dates"
            )
