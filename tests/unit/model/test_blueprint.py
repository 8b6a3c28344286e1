"""Plans of the code and the annex."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from clausekit.model.blueprint import Blueprint
from clausekit.model.kind import DocumentKind
from facts import shipped


def _plan(**changes: Any) -> dict[str, Any]:
    return {
        "id": "supplier-code",
        "title": "Code",
        "label": "Model",
        "particulars": False,
        "definitions": {"title": "Words", "intro": "Here:"},
        "verification": "inline",
        "preamble": {"title": "Why", "recitals": [{"id": "a", "text": "Since."}]},
        "parts": [{"id": "one", "title": "One", "articles": ["definitions", "fl.ban"]}],
        "schedules": ["blanks"],
        "signatures": {"title": "Signed", "signatories": ["supplier"]},
        **changes,
    }


@pytest.mark.parametrize(
    ("articles", "told"),
    [
        (["definitions", "fl.ban", "fl.ban", "fl.fees", "fl.fees"], "twice: fl.ban, fl.fees"),
        (["fl.ban"], "no part holds the definitions"),
    ],
)
def test_a_plan_has_every_article_once(articles: list[str], told: str) -> None:
    assert Blueprint.model_validate(_plan()).parts[0].articles == ("definitions", "fl.ban")
    with pytest.raises(ValueError, match=told):
        Blueprint.model_validate(_plan(parts=[{"id": "one", "title": "One", "articles": articles}]))


@pytest.mark.parametrize("schedules", [[], ["ladders"], ["blanks", "ladders"]])
def test_the_last_schedule_lists_what_is_to_be_completed(schedules: list[str]) -> None:
    plan = shipped().blueprints[DocumentKind.TENDER_ANNEX]
    facts = {**plan.model_dump(mode="json"), "schedules": schedules}
    with pytest.raises(ValidationError, match="the last schedule lists the places"):
        Blueprint.model_validate(facts)
    assert Blueprint.model_validate({**facts, "schedules": [*schedules, "blanks"]})
