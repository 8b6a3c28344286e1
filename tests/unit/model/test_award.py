"""Award criteria: weights, bounds of the law, and a basis for the social ones."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from clausekit.model.award import AwardCriteria, Criterion, SocialBounds
from refusals import refused

CRITERION = Criterion.model_validate(
    {
        "id": "care", "title": "Care", "weight": 100, "scoring": "By points.",
        "evidence": "A report.", "link": "To the goods.",
    }
)  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value", "sound"),
    [
        ("weight", 1, True), ("weight", 0, False), ("weight", 100, True), ("weight", 101, False),
        ("link", "x", True), ("link", "", False), ("title", "x", True), ("title", "", False),
        ("scoring", "x", True), ("scoring", "", False), ("evidence", "", False),
    ],
)  # fmt: skip
def test_a_criterion_says_how_it_counts(field: str, value: Any, sound: bool) -> None:
    assert bool(refused(CRITERION, (field,), value)) is not sound


@pytest.mark.parametrize(
    ("bounds", "told"),
    [
        ({}, ""),
        ({"at_least": 0, "at_most": 100}, ""),
        ({"at_least": 1, "source": "Law 1"}, ""),
        ({"at_most": 99, "source": "Law 1"}, ""),
        ({"at_least": 30, "at_most": 30, "source": "Law 1"}, ""),
        ({"at_least": 31, "at_most": 30, "source": "Law 1"}, "above the most"),
        ({"at_least": 1}, "name it as the source"),
        ({"at_most": 99}, "name it as the source"),
        ({"at_least": -1, "source": "Law 1"}, "greater than or equal to 0"),
        ({"at_most": 101, "source": "Law 1"}, "less than or equal to 100"),
        ({"at_least": 0, "at_most": 0, "source": "Law 1"}, ""),
        ({"at_least": 100, "source": "Law 1"}, ""),
    ],
)
def test_bounds_of_social_criteria_come_from_a_law(bounds: dict[str, Any], told: str) -> None:
    if told:
        with pytest.raises(ValidationError, match=told):
            SocialBounds.model_validate(bounds)
    else:
        assert SocialBounds.model_validate(bounds).model_dump(exclude_unset=True) == bounds


@pytest.mark.parametrize(
    ("weights", "bounds", "told"),
    [
        ((30, 70), (30, 30), ""),
        ((30, 70), (29, 31), ""),
        ((30, 70), (31, 100), "social criteria weigh 30; the law allows 31 to 100"),
        ((30, 70), (0, 29), "social criteria weigh 30; the law allows 0 to 29"),
        ((30, 69), (0, 100), "the weights make 99; they must make 100"),
        ((31, 70), (0, 100), "the weights make 101; they must make 100"),
    ],
)
def test_weights_make_a_hundred(
    weights: tuple[int, int], bounds: tuple[int, int], told: str
) -> None:
    base = CRITERION.model_dump(mode="json")
    social = {**base, "social": True, "weight": weights[0], "legal_basis": ["ILO-C029 art. 2(1)"]}
    price = {**base, "id": "price", "weight": weights[1]}
    least, most = bounds
    law = {"at_least": least, "at_most": most, "source": "Law 1"}
    facts = {"criteria": [social, price], "bounds": law}
    if told:
        with pytest.raises(ValidationError, match=told):
            AwardCriteria.model_validate(facts)
        return
    assert AwardCriteria.model_validate(facts).social_weight == weights[0]
    with pytest.raises(ValidationError, match="two criteria share an id"):
        AwardCriteria.model_validate({"criteria": [social, {**price, "id": "care"}]})
    with pytest.raises(ValidationError, match="name its legal basis"):
        Criterion.model_validate({**social, "legal_basis": []})


def test_a_plain_offer_needs_no_social_criterion() -> None:
    assert SocialBounds() == SocialBounds.model_validate({"at_least": 0, "at_most": 100})
    assert AwardCriteria.model_fields["bounds"].get_default() == SocialBounds()
