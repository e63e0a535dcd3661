"""Books that are late, wrong or lost: what is conserved, and what is not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simkit.arrays import Array
from simkit.measurement.records import Records
from tests.measurement.months import BRANCH, SEATS, moments, recorded, truths

PERCENT = st.integers(0, 100)


def by_branch(values: Array) -> Array:
    """(replication, branch): the sums."""
    return np.stack([values[:, number == BRANCH].sum(axis=1) for number in np.unique(BRANCH)], axis=1)


@given(PERCENT, PERCENT, st.integers(1, 30))
def test_what_is_late_or_miscredited_is_in_the_books_in_the_end(late: int, miscredited: int, months: int) -> None:
    """In every branch: all that is booked and what is outstanding is all that was done."""
    books = Records(late=f"{late}%", miscredited=f"{miscredited}%")
    true, memory = truths(late, 2, months), books.memory((2, SEATS))
    booked = recorded(books, true, moments(books, 1, 2, months), memory).sum(axis=0)
    outstanding = memory.held["outstanding"]

    assert by_branch(booked + outstanding) == pytest.approx(by_branch(np.sum(true, axis=0)), rel=1e-12)
    if not miscredited:
        assert booked + outstanding == pytest.approx(np.sum(true, axis=0), rel=1e-12)
    if books.late and not miscredited:
        assert outstanding == pytest.approx(books.late * true[-1])


def test_late_results_come_a_month_later() -> None:
    books = Records(late="25%")
    true = [np.full((1, SEATS), amount) for amount in (100.0, 200.0, 0.0, 40.0)]
    booked = recorded(books, true, moments(books, 1, 1, 4))
    assert booked[:, 0, 0].tolist() == [75.0, 175.0, 50.0, 30.0]


def test_all_may_be_a_month_late() -> None:
    books = Records(late="100%")
    true = truths(2, 2, 3)
    booked = recorded(books, true, moments(books, 1, 2, 3))
    assert booked == pytest.approx(np.array([np.zeros_like(true[0]), true[0], true[1]]))


def test_the_next_colleague_of_the_branch_has_the_credit() -> None:
    books = Records(miscredited="100%")
    true = np.arange(1.0, SEATS + 1.0)[None]
    (moment,) = moments(books, 1, 1, 1)
    booked = books.record(true, books.memory((1, SEATS)), moment)
    assert booked.tolist() == [[3.0, 1.0, 2.0, 6.0, 4.0, 5.0, 9.0, 7.0, 8.0, 11.0, 10.0]]


@pytest.mark.parametrize("missing", [0.02, 0.5])
def test_part_of_the_months_that_is_missing_is_the_chance(missing: float) -> None:
    books, replications = Records(missing=f"{100 * missing}%"), 3_000
    true = truths(4, replications, 2)
    booked = recorded(books, true, moments(books, 5, replications, 2))
    lost = booked == 0.0

    assert (booked[~lost] == np.array(true)[~lost]).all()
    assert lost.mean() == pytest.approx(missing, abs=4.0 * np.sqrt(missing * (1.0 - missing) / lost.size))


def test_what_is_missing_is_missing_for_good() -> None:
    """Neither later nor under another name: late and miscredited parts are those of what was kept."""
    kept, poor = Records(missing="30%"), Records(missing="30%", late="40%", miscredited="20%")
    true, when = truths(6, 3, 8), moments(kept, 6, 3, 8)
    memory = poor.memory((3, SEATS))
    booked = recorded(poor, true, when, memory).sum(axis=0) + memory.held["outstanding"]
    assert by_branch(booked) == pytest.approx(by_branch(recorded(kept, true, when).sum(axis=0)))


def test_books_without_any_chance_to_keep_a_month_are_refused() -> None:
    with pytest.raises(ValueError, match="less than 1"):
        Records(missing="100%")
