"""Colleagues' pay: unexplained gaps hurt those behind, justified ones nobody; the findings that set the strength."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simkit.behaviour.morale.expectation import Expectation
from simkit.behaviour.morale.peers import Peers
from tests.behaviour.offices import SIZES, filled, layout, rows

PAIR = layout(2)
EQUAL = np.ones((1, 2))


def test_hand_computed() -> None:
    """Pay 6, 9, 15 (mean 10), contribution 1, 2, 3 (mean 2), half visible: entitled to 7.5, 10, 12.5.

    Gaps over the mean -0.15, -0.1, 0.25, against colleagues 3/2 of that; half of the pay is known.
    """
    effect = Peers().effect(np.array([[6.0, 9.0, 15.0]]), np.array([[1.0, 2.0, 3.0]]), *layout(3))
    assert effect[0].tolist() == pytest.approx([-0.5 * 0.6 * 0.225, -0.5 * 0.6 * 0.15, 0.5 * 0.02 * 0.375], abs=1e-12)


@pytest.mark.parametrize("known", ["50%", "100%"])
def test_a_cut_for_one_hurts_more_than_a_cut_for_both(known: str) -> None:
    """Cohn et al. 2014: 1.5 to 4 times as much; the partner who is not cut stays within 3 %."""
    peers, expectation = Peers.model_validate({"known": known}), Expectation()
    before, one_cut, both_cut = np.ones((1, 2)), np.array([[0.75, 1.0]]), np.full((1, 2), 0.75)

    unilateral, partner = (expectation.effect(one_cut, before) + peers.effect(one_cut, EQUAL, *PAIR))[0]
    joint = (expectation.effect(both_cut, before) + peers.effect(both_cut, EQUAL, *PAIR))[0, 0]

    assert joint == pytest.approx(-0.15, abs=1e-12)
    assert 1.5 <= unilateral / joint <= 4.0
    assert abs(partner) < 0.03


def test_where_pay_is_fully_known_the_cut_for_one_hurts_more_than_twice_as_much() -> None:
    """-0.15 - 0.6 x 2 x 0.125 / 0.875 = -0.3214 against -0.15."""
    cut = np.array([[0.75, 1.0]])
    alone = Expectation().effect(cut, EQUAL) + Peers(known="100%").effect(cut, EQUAL, *PAIR)
    assert alone[0, 0] == pytest.approx(-0.15 - 0.15 / 0.875, abs=1e-12)
    assert alone[0, 0] < 2.0 * -0.15


def test_being_ahead_helps_little() -> None:
    """Card et al. 2012: below the others it hurts, above them nothing is gained."""
    behind, ahead = Peers().effect(np.array([[9_000.0, 11_000.0]]), EQUAL, *PAIR)[0]
    assert behind < 0.0 < ahead < 0.05 * abs(behind)


def test_hidden_contribution_justifies_nothing() -> None:
    """Breza et al. 2018: the same pay in proportion to contribution hurts where the contribution is not seen."""
    pay = np.array([[8_000.0, 10_000.0, 12_000.0]])
    hidden = Peers(visible="0%").effect(pay, pay, *layout(3))[0]
    half, seen = (Peers.model_validate({"visible": v}).effect(pay, pay, *layout(3))[0] for v in ("50%", "100%"))
    assert hidden[0] == pytest.approx(2.0 * half[0], abs=1e-12)
    assert hidden[0] < half[0] < 0.0
    assert seen == pytest.approx(np.zeros(3), abs=1e-12)


@given(st.data())
def test_pay_in_proportion_to_visible_contribution_hurts_nobody(data: st.DataObject) -> None:
    sizes = data.draw(SIZES)
    contribution = data.draw(rows(1e-3, 1e9, sum(sizes)))
    price = data.draw(st.floats(1e-3, 1e3))
    effect = Peers(visible="100%").effect(price * contribution, contribution, *layout(*sizes))
    assert effect == pytest.approx(np.zeros_like(effect), abs=1e-9)


def test_equal_pay_hurts_the_better_where_it_is_seen() -> None:
    effect = Peers(visible="100%").effect(EQUAL, np.array([[1.0, 3.0]]), *PAIR)[0]
    assert effect[1] < 0.0 < effect[0]


def test_branches_do_not_see_each_other_and_one_alone_sees_nobody() -> None:
    pay = np.array([[5.0, 7.0, 1.0, 9.0, 9.0]])
    effect = Peers().effect(pay, np.ones((1, 5)), *layout(2, 1, 2))[0]
    assert effect[:2].tolist() == Peers().effect(pay[:, :2], np.ones((1, 2)), *PAIR)[0].tolist()
    assert effect[2:].tolist() == [0.0, 0.0, 0.0]


def test_an_empty_seat_is_no_colleague() -> None:
    pay, here = np.array([[6.0, 10.0, 0.0]]), np.array([[1.0, 1.0, 0.0]])
    effect = Peers().effect(pay, np.ones((1, 3)), *layout(3), here)[0]
    assert effect[:2].tolist() == pytest.approx(Peers().effect(pay[:, :2], EQUAL, *PAIR)[0].tolist(), abs=1e-12)
    assert effect[2] == 0.0


def test_less_than_nothing_counts_as_nothing() -> None:
    pay, done = np.array([[9.0, 11.0]]), np.array([[2.0, 1.0]])
    rule, low, none = Peers(visible="10%"), np.array([[1.0, -1.0]]), np.array([[1.0, 0.0]])
    assert rule.effect(pay * low, done, *PAIR).tolist() == rule.effect(pay * none, done, *PAIR).tolist()
    assert rule.effect(pay, done * low, *PAIR).tolist() == rule.effect(pay, done * none, *PAIR).tolist()


def test_no_pay_and_no_contribution() -> None:
    nothing = np.zeros((1, 2))
    assert Peers().effect(nothing, nothing, *PAIR).tolist() == [[0.0, 0.0]]
    assert Peers().effect(EQUAL, nothing, *PAIR).tolist() == [[0.0, 0.0]]
    assert Peers().effect(nothing, np.array([[1.0, 3.0]]), *PAIR).tolist() == [[0.0, 0.0]]


def test_what_is_noted_for_an_empty_seat_is_not_read() -> None:
    """A contribution beside the least that a float can hold would overflow."""
    contribution, here = np.array([[2.3e-308, 40.0]]), np.array([[1.0, 0.0]])
    assert Peers().effect(EQUAL, contribution, *PAIR, here).tolist() == [[0.0, 0.0]]


@given(st.data())
def test_effects_stay_within_bounds(data: st.DataObject) -> None:
    sizes = data.draw(SIZES)
    seats = sum(sizes)
    pay, contribution = data.draw(rows(-1e12, 1e12, seats)), data.draw(rows(-1e12, 1e12, seats))
    effect = Peers(known="100%").effect(pay, contribution, *layout(*sizes), data.draw(filled(seats)))
    assert ((effect >= -0.6) & (effect <= 0.02)).all()
