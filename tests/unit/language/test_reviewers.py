"""A signature has a name that others can read."""

from __future__ import annotations

import pytest

from clausekit.errors import InputError
from clausekit.language.reviewers import refuse_unnamed

NAMES = [
    "A. Reader",
    "7",
    "Zoe\u0301 N\u00fa\u00f1ez-O\u2019Hara",
    "\u5f20\u4f1f",
    "R" * 200,
    " A ",
]
NONE = ["", " ", "\u00a0", "\u200b", "\u0301", "\u3164", "...", "A\u202eB", "A\x07", "A\u2028B",
        "A\u00adB", "A\ud800", "R" * 201]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_name_passes(name: str) -> None:
    refuse_unnamed(name)


@pytest.mark.parametrize("name", NONE)
def test_what_nobody_can_read_is_no_name(name: str) -> None:
    with pytest.raises(InputError, match="A signature needs a name") as caught:
        refuse_unnamed(name)
    (fault,) = caught.value.faults
    assert fault.code == "templates.no-reviewer"
    assert fault.message.isascii()
    assert ("200 letters" in fault.message) is bool(name.strip())
