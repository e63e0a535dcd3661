"""Small cases worked by hand; known distributions stand in `simkit.validation.exact`.

Seen to fail: Gini's weights with n + 1 in place of n - 1; Gini over the first seat's pay in place of the mean; Theil
without 0 ln 0 = 0; the partial correlation with the product added; colleagues with strictly less contribution only.
"""

from __future__ import annotations

import math

import numpy as np
import pytest

from simkit.arrays import Array
from simkit.outcomes import fairness


def row(*values: float) -> Array:
    return np.array([values], dtype=np.float64)


def test_what_has_no_meaning_is_nan() -> None:
    bad = np.array([[0.0, 0.0], [-1.0, 3.0], [np.nan, 3.0]])
    groups = np.array([0, 1])
    for values in (fairness.gini(bad), fairness.theil(bad), fairness.theil_between(bad, groups)):
        assert np.isnan(values).all()
    assert np.isnan(fairness.theil_within(bad, groups)).all()


def test_a_group_that_is_paid_nothing() -> None:
    pay, groups = row(0, 0, 3, 3), np.array([0, 0, 1, 1])
    assert fairness.theil_within(pay, groups)[0] == 0.0
    assert fairness.theil_between(pay, groups)[0] == pytest.approx(math.log(2), rel=1e-14)


def test_luck_is_nothing_everything_or_unknown() -> None:
    merit = row(1, 2, 3, 4)
    assert fairness.luck_share(100 - 3 * merit, merit)[0] == pytest.approx(0.0, abs=1e-14)
    assert fairness.luck_share(row(1, -1, -1, 1), merit)[0] == 1.0
    assert np.isnan(fairness.luck_share(np.full((1, 4), 0.1), merit)[0])
    assert np.isnan(fairness.luck_share(merit, np.full((1, 4), 0.1) * np.array([1, 1 + 1e-15, 1, 1]))[0])


def test_luck_share_of_a_known_mix() -> None:
    rng = np.random.default_rng(5)
    merit, luck = rng.standard_normal((2, 20, 20_000))
    assert fairness.luck_share(merit + 0.5 * luck, merit).mean() == pytest.approx(0.25 / 1.25, abs=2e-3)


def test_pay_for_contribution_looks_behind_potential() -> None:
    rng = np.random.default_rng(6)
    potential, a, b = np.exp(rng.standard_normal((3, 10, 20_000)))
    by_potential = fairness.pay_for_contribution(potential * a**0.3, potential * b**0.3, potential)
    assert np.abs(by_potential).max() < 0.05  # pay and contribution share the potential and nothing else
    apart = fairness.pay_for_contribution(a, a * potential, potential)
    assert apart.min() > 0.9


def test_pay_for_contribution_without_a_meaning() -> None:
    x, flat = row(1, 2, 3, 4), np.ones((1, 4))
    other = row(2, 1, 4, 3)
    assert np.isnan(fairness.pay_for_contribution(flat, x, other)[0])
    assert np.isnan(fairness.pay_for_contribution(x, other, x**3)[0])
    assert fairness.pay_for_contribution(x, other, flat)[0] == pytest.approx(0.6, rel=1e-14)
    assert np.isnan(fairness.pay_for_contribution(x, np.array([[1, 2, np.nan, 4]]), other)[0])


def test_group_gap() -> None:
    pay = np.array([[10.0, 20.0, 12.0, 24.0]] * 2)
    second = np.array([[0, 0, 1, 1], [0, 1, 0, 1]])
    np.testing.assert_allclose(fairness.group_gap(pay, second), [0.2, 1.0], rtol=1e-14)
    assert np.isnan(fairness.group_gap(pay, np.zeros(4))).all()


def test_envy_by_hand() -> None:
    pay = row(10, 15, 20, 10, 30)
    contribution = row(2, 1, 2, 5, 5)
    branch = np.array([7, 7, 7, 2, 2])
    # seat 0: colleagues 1 (+.5) and 2 (+1): .75; seat 1: none with as little; seat 2: 0 and 1, both paid less: 0
    # seat 3: colleague 4 did as much and is paid twice more: 2; seat 4: 3 is paid less: 0
    assert fairness.envy(pay, contribution, branch)[0] == pytest.approx((0.75 + 2.0) / 5, rel=1e-14)


def test_justified_shortfall_is_no_envy() -> None:
    pay = row(1, 2, 3, 4)
    assert fairness.envy(pay, pay, np.zeros(4, dtype=np.int64))[0] == 0.0
    assert fairness.envy(pay, -pay, np.arange(4))[0] == 0.0  # alone in the branch
    assert np.isnan(fairness.envy(row(0, 1), row(1, 1), np.array([0, 0]))[0])


@pytest.mark.parametrize("branch", [[0, 1, 0], [0, 0]])
def test_a_split_branch_is_refused(branch: list[int]) -> None:
    with pytest.raises(ValueError, match="side by side"):
        fairness.envy(np.ones((1, 3)), np.ones((1, 3)), np.array(branch))


def test_wrong_shapes_are_refused() -> None:
    with pytest.raises(ValueError, match="replication, seat"):
        fairness.gini(np.ones(3))
    with pytest.raises(ValueError, match="each of 3 seats"):
        fairness.theil_between(np.ones((1, 3)), np.array([0, 1]))
    with pytest.raises(ValueError, match="above 0"):
        fairness.top_paid(np.ones((1, 3)), 0.0)
