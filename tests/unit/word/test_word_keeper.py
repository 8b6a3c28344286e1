"""Marks that are kept many at once say what they say one by one."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausekit.word.keeper import Keeper, count_up, gather
from clausekit.word.pieces import UnsureError
from clausekit.word.story import Story

Marks = tuple[tuple[str, Any], ...]
IDS = st.sampled_from("123")
NAMES = st.sampled_from("ab")
MARK = st.one_of(
    st.tuples(st.just("bookmark"), st.tuples(NAMES, IDS)),
    st.tuples(st.sampled_from(["start", "end"]), IDS),
    st.tuples(
        st.sampled_from(
            ["whole", "name", "instruction", "opened", "footnotes", "endnotes", "anchor", "control",
             "drawing", "note", "simple", "linked", "number"]
        ),
        NAMES,
    ),
    st.tuples(st.just("field"), st.sampled_from(["begin", "separate", "end", "other"])),
)  # fmt: skip
MARKS = st.lists(MARK, max_size=8).map(tuple)


def keep(marks: Marks) -> Story | None:
    story = Story("document.main")
    keeper = Keeper(story)
    try:
        keeper.take(marks)
    except UnsureError:
        return None
    return story if keeper.close() else None


@given(before=MARKS, marks=MARKS, after=MARKS)
def test_what_is_gathered_says_the_same_wherever_it_stands(
    before: Marks, marks: Marks, after: Marks
) -> None:
    few = gather(marks)
    assert len(few) <= len(marks)
    story = keep((*before, *few, *after))
    assert story in (None, keep((*before, *marks, *after)))
    assert keep(few) == keep(marks)


def test_what_leaves_something_open_is_not_gathered() -> None:
    for marks in (
        (("name", "a"), ("start", "1"), ("footnotes", "1"), ("footnotes", "2")),
        (("end", "1"), ("footnotes", "1"), ("footnotes", "2")),
        (("opened", " REF a "), ("footnotes", "1"), ("footnotes", "2")),
        (("field", "end"), ("footnotes", "1"), ("footnotes", "2")),
        (("instruction", "x"), ("footnotes", "1"), ("footnotes", "2")),
    ):
        assert gather(marks) == marks


def test_a_bookmark_in_one_of_the_same_id_is_left_to_the_tree() -> None:
    marks = gather((("bookmark", ("a", "1")), ("bookmark", ("b", "2")), ("whole", "REF a")) * 2)
    assert len(marks) == 1
    assert keep(marks) is not None
    around: Marks = (("name", "c"), ("start", "2"), *marks, ("end", "2"))
    assert keep(around) is None


@pytest.mark.parametrize("role", ["footnotes", "endnotes", "note", "control", "drawing"])
@pytest.mark.parametrize(
    ("first", "count"), [(1, 3), (998, 3), (7, 1), (2_046, 3), (2_047, 1), (32_000, 2)]
)
def test_numbers_count_up(role: str, first: int, count: int) -> None:
    numbers = range(first, first + count)
    one_by_one = keep(tuple((role, str(number)) for number in numbers))
    assert one_by_one is not None
    assert keep((count_up(role, first, count),)) == one_by_one


@pytest.mark.parametrize("role", ["bookmark", "start", "whole", "linked", "number", "field"])
def test_nothing_else_is_numbered(role: str) -> None:
    with pytest.raises(UnsureError):
        count_up(role, 1, 2)
