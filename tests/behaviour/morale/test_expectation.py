"""A cut hurts and an equal raise does next to nothing: the finding of Kube, Marechal and Puppe 2013."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simkit.behaviour.morale.expectation import Expectation

THIRD = 9_000.0 * np.array([2.0 / 3.0, 1.0, 4.0 / 3.0])
EXPECTED = np.full(3, 9_000.0)


def test_a_cut_by_a_third_costs_a_fifth_and_an_equal_raise_next_to_nothing() -> None:
    cut, same, more = Expectation().effect(THIRD, EXPECTED)
    assert cut == pytest.approx(-0.2, abs=1e-12)
    assert same == 0.0
    assert more == pytest.approx(0.05 / 3.0, abs=1e-12)
    assert -0.30 <= cut <= -0.10  # what the finding tolerates
    assert abs(more) <= 0.05


def test_beyond_half_and_double_nothing_more_happens() -> None:
    effect = Expectation().effect(np.array([-5.0, 0.0, 5.0, 20.0, 90.0]), np.full(5, 10.0))
    assert effect.tolist() == pytest.approx([-0.3, -0.3, -0.3, 0.05, 0.05], abs=1e-12)


def test_nothing_expected() -> None:
    effect = Expectation().effect(np.array([0.0, 1.0, -1.0, -3.0]), np.array([0.0, 0.0, 0.0, -5.0]))
    assert effect.tolist() == pytest.approx([0.0, 0.05, 0.0, 0.0], abs=1e-12)


def test_what_is_paid_comes_to_be_expected() -> None:
    """Half of the way each year: a cut from 10 to 8 thousand is 9, 8.5 ... and hurts less every year."""
    rule, expected, paid = Expectation(), np.array([10_000.0]), np.array([8_000.0])
    hurt = []
    for _ in range(3):
        hurt.append(float(rule.effect(paid, expected)[0]))
        expected = rule.adapted(expected, paid)
    assert expected.tolist() == [8_250.0]
    assert hurt == pytest.approx([-0.6 * 0.2, -0.6 / 9.0, -0.6 * 0.5 / 8.5], abs=1e-12)


AMOUNTS = st.floats(-1e12, 1e12)


@given(AMOUNTS, AMOUNTS)
def test_every_pay_has_an_effect_within_bounds(pay: float, expected: float) -> None:
    rule = Expectation()
    effect = float(rule.effect(np.array([pay]), np.array([expected]))[0])
    assert -0.3 <= effect <= 0.05
    assert (effect < 0.0) <= (pay < expected)
    adapted = float(rule.adapted(np.array([expected]), np.array([pay]))[0])
    assert min(pay, expected) - 1e-3 <= adapted <= max(pay, expected) + 1e-3


@given(st.floats(0.0, 1e9), st.floats(0.0, 1e9), st.floats(1.0, 1e9))
def test_more_pay_never_lowers_the_effect(one: float, other: float, expected: float) -> None:
    effect = Expectation().effect(np.array(sorted([one, other])), np.full(2, expected))
    assert effect[0] <= effect[1]
