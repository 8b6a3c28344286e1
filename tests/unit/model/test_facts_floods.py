"""Facts with a flood of values are refused before pydantic looks at any of them."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable
from typing import Any

import pytest
from pydantic import BaseModel

from clausekit import Job, NonConformity, Tender
from clausekit.errors import InputError
from clausekit.model.facts import Facts
from facts import tender_facts

MANY = 10_001
CASE = {"clause": "fl.fees", "facts": ["Seen."], "known": "2027-03-01", "served": "2027-03-05"}

FLOODS: list[tuple[type[Facts], dict[str, Any], str, str]] = [
    # kind of facts, the facts, code, place
    (Tender, tender_facts(codes=[1] * MANY), "tender.too-many", "/codes"),
    (Tender, tender_facts(origins=["XX"] * MANY), "tender.too-many", "/origins"),
    (Tender, tender_facts(terms={str(n): 1 for n in range(MANY)}), "tender.too-many", "/terms"),
    (Tender, tender_facts(**{f"x{n}": 1 for n in range(60_000)}), "tender.too-many", "/"),
    (Tender, tender_facts(buyer={f"x{n}": 1 for n in range(MANY)}), "tender.too-many", "/buyer"),
    (Tender, tender_facts(codes=[{str(n): 1 for n in range(200)}] * 60), "tender.too-many",
     "/codes/"),
    (Tender, tender_facts(other=[[[[[] for _ in range(MANY)]]]]), "tender.too-many", "/other/0/0"),
    (NonConformity, {**CASE, "facts": ["a\u2028"] * MANY}, "case.too-many", "/facts"),
    (NonConformity, {**CASE, "paragraphs": [1] * MANY}, "case.too-many", "/paragraphs"),
    (NonConformity, {**CASE, "asked": [1] * MANY}, "case.too-many", "/asked"),
    (Job, {"tender": tender_facts(codes=[1] * MANY)}, "tender.too-many", "/tender/codes"),
    (Job, {"non_conformity": {"facts": [1] * MANY}}, "tender.too-many", "/non_conformity/facts"),
]  # fmt: skip


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Return a list of what pydantic is asked to validate."""
    seen: list[object] = []

    def note(validate: Callable[..., Any]) -> Callable[..., Any]:
        def noting(_: type[BaseModel], obj: object, **options: Any) -> Any:
            seen.append(obj)
            return validate(obj, **options)

        return noting

    for name in ("model_validate", "model_validate_json"):
        monkeypatch.setattr(BaseModel, name, classmethod(note(getattr(BaseModel, name))))
    return seen


@pytest.mark.parametrize(("kind", "facts", "code", "where"), FLOODS)
def test_a_flood_is_refused_unseen(
    looked_at: list[object], kind: type[Facts], facts: dict[str, Any], code: str, where: str
) -> None:
    for read in (
        lambda: kind.model_validate(facts),
        lambda: kind.model_validate_json(json.dumps(facts)),
    ):
        with pytest.raises(InputError) as caught:
            read()
        (fault,) = caught.value.faults
        assert fault.code == code
        assert fault.where.startswith(where)
        assert "more than 10,000 values" in fault.message
    assert looked_at == []


@pytest.mark.parametrize("make", [tuple, deque, dict.fromkeys, set, frozenset])
def test_other_lists_of_a_program_are_counted_too(make: Callable[[Any], Any]) -> None:
    with pytest.raises(InputError, match="more than 10,000 values"):
        Tender.model_validate(tender_facts(codes=make(range(MANY))))


def test_a_list_within_itself_has_no_end_and_is_refused() -> None:
    around: list[Any] = [1]
    around.append(around)
    with pytest.raises(InputError, match="more than 10,000 values"):
        Tender.model_validate(tender_facts(codes=around))


@pytest.mark.parametrize("read", [Tender.model_validate, lambda facts: Tender.model_validate_json(
    json.dumps(facts))])  # fmt: skip
def test_up_to_the_limit_each_mistake_is_counted(read: Callable[[Any], Any]) -> None:
    facts = tender_facts()
    others = len(facts) + len(facts["buyer"]) + 1
    with pytest.raises(InputError) as caught:
        read({**facts, "origins": ["XX"] * (10_000 - others)})
    assert caught.value.faults[100].message == f"{10_000 - others - 100} more things are wrong."


def test_a_large_notice_of_open_contracting_is_told_as_one() -> None:
    with pytest.raises(InputError, match=r"tender\.ocds"):
        Tender.model_validate({"ocid": "ocds-213czf-1", "items": [{}] * MANY})
