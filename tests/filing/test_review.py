"""Which rounds of a review count, and which are passed."""

from __future__ import annotations

import pytest

from toolkit.filing.review import Decision, Review, ReviewRound, content_digest, rounds_passed

NAMES = ("初审", "复审", "终审")


def _rounds(written: str, digest: str = "d") -> tuple[ReviewRound, ...]:
    """``"初+ 复-"``: the first is passed, the second returned."""
    decisions = {"+": Decision.PASSED, "-": Decision.RETURNED, "?": None}
    return tuple(
        ReviewRound(name=f"{each[0]}审", reviewer="王一", decision=decisions[each[1]], digest=digest)
        for each in written.split()
    )


@pytest.mark.parametrize(
    ("written", "passed"),
    [
        ("", 0),
        ("初+", 1),
        ("初-", 0),
        ("初?", 0),
        ("初+ 复+ 终+", 3),
        ("复+ 终+", 0),
        ("初+ 终+", 1),
        ("初+ 复-", 1),
        ("初+ 复- 终+", 1),
        ("初+ 复- 复+ 终+", 3),
        ("初+ 复+ 初- 终+", 0),
        ("初+ 复+ 初- 初+", 1),
        ("初+ 复+ 初+", 2),
        ("初+ 复+ 终+ 终-", 2),
        ("初+ 乙+ 复+", 2),
    ],
)
def test_rounds_are_passed_in_order(written: str, passed: int) -> None:
    assert rounds_passed(NAMES, _rounds(written)) == passed


def test_a_change_voids_all_rounds_before_even_if_it_is_taken_back() -> None:
    first, second = _rounds("初+"), _rounds("初+", "e")
    review = Review(rounds=(*first, *second))
    assert review.valid("e") == second
    assert review.valid("d") == ()
    assert Review(rounds=(*first, *second, *first)).valid("d") == first


def test_a_round_that_was_only_written_down_does_not_count() -> None:
    review = Review(rounds=(*_rounds("初+"), *_rounds("复+", "")))
    assert [each.name for each in review.valid("d")] == ["初审"]
    assert [each.name for each in review.unsigned] == ["复审"]


def test_a_digest_tells_where_one_text_ends() -> None:
    assert content_digest({"a": "1", "b": "2"}) == content_digest({"b": "2", "a": "1"})
    assert content_digest({"a": "1b", "": "2"}) != content_digest({"a": "1", "b": "2"})
