"""Who gains and who loses, counted by hand; groups are those of the last year before the change, whatever comes."""

from __future__ import annotations

import numpy as np
import pytest

from simkit.arrays import Array
from simkit.outcomes.winners import (
    EVERYBODY,
    FIFTHS,
    LEAST,
    MEASURES,
    MOST,
    NAMED_BRANCHES,
    SPREAD,
    THIRDS,
    Split,
    by_of,
    splits,
    winners,
)
from simkit.people.advisors import Seats

BEFORE = np.array([[100.0, 100.0, 200.0, 200.0, 400.0, 100.0], [100.0, 200.0, 100.0, 200.0, 100.0, 200.0]])
PAY = np.array([[110.0, 100.0, 190.0, 180.0, 401.0, 50.0], [120.0, 220.0, 150.0, 200.0, 90.0, 190.0]])
EVERY = np.ones(BEFORE.shape, dtype=np.bool_)
ALL = Split(EVERYBODY, (EVERYBODY,), np.zeros(6, dtype=np.intp))
BRANCHES = Split("branch", ("1", "2", "3"), np.array([0, 0, 1, 1, 2, 2]))


def seats(book: Array, tenure: Array, branches: int = 3) -> Seats:
    count = book.shape[-1]
    branch = np.arange(count) * branches // count
    same = np.ones(book.shape)
    return Seats(same, same, book, tenure, branch, (branch > 0).astype(np.intp), ("city", "county"))


def test_shares_and_changes_are_those_counted_by_hand() -> None:
    """First future: 1 and 5 gain, 1 by 10 %; 3, 4 and 6 lose, 4 and 6 by 10 % or more; 1,031 after 1,100."""
    found = winners(PAY, BEFORE, EVERY, [ALL])[EVERYBODY]
    assert tuple(found) == MEASURES
    assert found["paid_more"].tolist() == [2 / 6, 3 / 6]
    assert found["much_more"].tolist() == [1 / 6, 3 / 6]
    assert found["paid_less"].tolist() == [3 / 6, 2 / 6]
    assert found["much_less"].tolist() == [2 / 6, 1 / 6]
    assert found["change"] == pytest.approx([1031 / 1100 - 1, 970 / 900 - 1])
    assert found["compared"].tolist() == [1.0, 1.0]


def test_only_those_who_are_there_are_compared() -> None:
    there = EVERY.copy()
    there[0, 5] = False
    pay, before = np.where(there, PAY, 0.0), np.where(there, BEFORE, 0.0)
    found = winners(pay, before, there, [ALL])[EVERYBODY]
    assert found["much_less"].tolist() == [1 / 5, 1 / 6]
    assert found["change"][0] == pytest.approx(981 / 1000 - 1)
    assert found["compared"].tolist() == [5 / 6, 1.0]
    nobody = winners(np.zeros((1, 6)), np.zeros((1, 6)), np.zeros((1, 6), dtype=np.bool_), [ALL, BRANCHES])
    assert nobody[EVERYBODY]["compared"].tolist() == [0.0]
    for group in (EVERYBODY, MOST, SPREAD):
        assert np.isnan([values for name, values in nobody[group].items() if name != "compared"]).all()


def test_equal_pay_is_neither_gain_nor_loss() -> None:
    found = winners(BEFORE * (1.0 + 1e-12), BEFORE, EVERY, [ALL])[EVERYBODY]
    assert [found[name].tolist() for name in MEASURES[1:5]] == [[0.0, 0.0]] * 4


def test_the_branches_at_the_ends_are_picked_in_each_future() -> None:
    """Changes of the branches: 210/200, 370/400, 451/500, and 340/300, 350/300, 280/300."""
    found = winners(PAY, BEFORE, EVERY, [BRANCHES])
    assert found[MOST]["change"] == pytest.approx([0.05, 0.5 / 3])
    assert found[LEAST]["change"] == pytest.approx([-0.098, -0.2 / 3])
    assert found[SPREAD]["change"] == pytest.approx([0.148, 0.7 / 3])
    assert found[MOST]["much_more"].tolist() == [0.5, 0.5]
    assert found["branch: 3"]["change"] == pytest.approx([-0.098, -0.2 / 3])
    assert list(found) == [MOST, LEAST, SPREAD, "branch: 1", "branch: 2", "branch: 3"]


def test_of_equal_branches_the_first_is_taken() -> None:
    pay = BEFORE * np.array([[1.1, 1.3, 1.2, 1.2, 1.2, 1.2], [1.0, 1.0, 1.0, 1.0, 1.0, 1.0]])
    found = winners(pay, np.full(pay.shape, 1.0) * BEFORE, EVERY, [BRANCHES])
    assert found[MOST]["paid_more"].tolist() == [1.0, 0.0]
    assert found[SPREAD]["change"] == pytest.approx([0.0, 0.0])


def test_of_many_branches_only_the_ends_are_told() -> None:
    count = NAMED_BRANCHES + 1
    many = Split("branch", tuple(map(str, range(1, count + 1))), np.arange(count))
    before = np.full((2, count), 100.0)
    found = winners(before + np.arange(count), before, before > 0.0, [many])
    assert list(found) == [MOST, LEAST, SPREAD]
    assert found[SPREAD]["change"] == pytest.approx([0.30, 0.30])


def test_everybody_stands_in_one_group_of_each_split() -> None:
    chance = np.random.default_rng(3)
    book, tenure, pay, skill = (np.exp(chance.normal(size=(4, 12))) for _ in range(4))
    by = splits(seats(book, tenure), 1.0, pay, skill)
    assert [split.by for split in by] == [
        EVERYBODY,
        "branch tier",
        "tenure",
        "potential",
        "skill",
        "pay before",
        "branch",
    ]
    found = winners(pay * 1.2, pay, pay > 0.0, by)
    assert {by_of(group) for group in found} == {split.by for split in by}
    for split in by:
        assert np.broadcast_to(split.number, pay.shape).min() >= 0
        assert np.broadcast_to(split.number, pay.shape).max() < len(split.names)
    of = {split.by: split for split in by}
    order = np.argsort(pay, axis=-1)
    ranked = np.take_along_axis(np.asarray(of["pay before"].number), order, axis=-1)
    assert ranked.tolist() == [[0, 0, 1, 1, 1, 2, 2, 3, 3, 3, 4, 4]] * 4  # twelve people, middles at 0.5 * 5 / 12
    assert of["pay before"].names == FIFTHS
    assert of["potential"].names == of["skill"].names == THIRDS
    assert (np.asarray(of["skill"].number)[np.arange(4), skill.argmax(axis=-1)] == 2).all()
    assert (np.asarray(of["potential"].number)[np.arange(4), book.argmin(axis=-1)] == 0).all()
    assert (np.asarray(of["tenure"].number) == (tenure >= 1.0)).all()


def test_one_branch_and_one_tier_are_no_groups() -> None:
    book = np.ones((1, 4))
    alone = Seats(book, book, book, book, np.zeros(4, dtype=np.intp), np.zeros(4, dtype=np.intp), ("all",))
    assert [split.by for split in splits(alone, 1.0, book, book)] == [
        EVERYBODY,
        "tenure",
        "potential",
        "skill",
        "pay before",
    ]


def test_a_row_alone_is_that_row_among_others() -> None:
    chance = np.random.default_rng(4)
    pay, before = np.exp(chance.normal(size=(5, 30))), np.exp(chance.normal(size=(5, 30)))
    book, tenure = np.exp(chance.normal(size=(5, 30))), np.exp(chance.normal(size=(5, 30)))
    whole = winners(pay, before, before > 0.3, splits(seats(book, tenure), 1.0, before, pay))
    row = slice(3, 4)
    alone = winners(
        pay[row], before[row], before[row] > 0.3, splits(seats(book[row], tenure[row]), 1.0, before[row], pay[row])
    )
    for group, measures in alone.items():
        for name, values in measures.items():
            assert values.tobytes() == whole[group][name][row].tobytes()
