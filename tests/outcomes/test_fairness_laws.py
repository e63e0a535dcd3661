"""Laws that hold for every pay: scale, replication, transfers, decomposition; and a row alone equals a row in a block.

Seen to fail: groups weighted by heads in place of pay (decomposition); colleagues' pay averaged over replications, and
rows summed in whatever memory order they come (bytes).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from simkit.arrays import Array
from simkit.outcomes import cost, fairness
from simkit.outcomes.rows import mean

AMOUNT = st.one_of(st.just(0.0), st.floats(1e-3, 1e6))
PAY = hnp.arrays(np.float64, st.tuples(st.integers(1, 4), st.integers(2, 30)), elements=AMOUNT)
MEASURES = [fairness.gini, fairness.theil]
Measure = Callable[[Array], Array]


@pytest.mark.parametrize("measure", MEASURES)
@given(pay=PAY, scale=st.floats(1e-3, 1e3))
def test_twice_the_pay_for_all_changes_nothing(measure: Measure, pay: Array, scale: float) -> None:
    np.testing.assert_allclose(measure(scale * pay), measure(pay), atol=1e-12)


@pytest.mark.parametrize("measure", MEASURES)
@given(pay=PAY, times=st.integers(2, 4))
def test_several_copies_of_a_firm_are_as_unequal_as_one(measure: Measure, pay: Array, times: int) -> None:
    np.testing.assert_allclose(measure(np.tile(pay, times)), measure(pay), atol=1e-12)


@pytest.mark.parametrize("measure", MEASURES)
@given(pay=PAY, part=st.floats(0.0, 1.0), data=st.data())
def test_giving_to_the_poorer_never_raises_inequality(
    measure: Measure, pay: Array, part: float, data: st.DataObject
) -> None:
    n = pay.shape[1]
    a, b = data.draw(st.integers(0, n - 1)), data.draw(st.integers(0, n - 1))
    given_away = pay.copy()
    half = part * (pay[:, a] - pay[:, b]) / 2  # to whichever of the two has less, at most half of the distance
    given_away[:, a] -= half
    given_away[:, b] += half
    before = measure(pay)
    known = ~np.isnan(before)
    assert (measure(given_away)[known] <= before[known] + 1e-12).all()


@given(pay=PAY, data=st.data())
def test_theil_is_the_sum_of_between_and_within(pay: Array, data: st.DataObject) -> None:
    groups = np.array(data.draw(st.lists(st.integers(0, 3), min_size=pay.shape[1], max_size=pay.shape[1])))
    parts = fairness.theil_between(pay, groups) + fairness.theil_within(pay, groups)
    np.testing.assert_allclose(parts, fairness.theil(pay), rtol=1e-12, atol=1e-12)


@given(pay=PAY, data=st.data())
def test_seats_may_change_places(pay: Array, data: st.DataObject) -> None:
    order = np.array(data.draw(st.permutations(range(pay.shape[1]))))
    merit = np.roll(pay, 1, axis=1)
    for measure in MEASURES:
        np.testing.assert_allclose(measure(pay[:, order]), measure(pay), atol=1e-12)
    again = fairness.pay_for_contribution(pay[:, order], merit[:, order], (pay * merit)[:, order])
    np.testing.assert_allclose(again, fairness.pay_for_contribution(pay, merit, pay * merit), atol=1e-9)


@given(pay=PAY)
def test_bounds(pay: Array) -> None:
    n = pay.shape[1]
    contribution = np.roll(pay, 1, axis=1)
    luck = fairness.luck_share(pay, contribution)
    partial = fairness.pay_for_contribution(pay, contribution, np.roll(pay, 2, axis=1))
    envy = fairness.envy(pay, contribution, np.arange(n) // 3)
    for values, low, high in (
        (fairness.gini(pay), 0.0, (n - 1) / n),
        (fairness.theil(pay), 0.0, np.log(n)),
        (luck, 0.0, 1.0),
        (partial, -1.0, 1.0),
        (envy, 0.0, np.inf),
    ):
        known = values[~np.isnan(values)]
        assert (known >= low - 1e-12).all()
        assert (known <= high + 1e-12).all()


@given(pay=PAY, share=st.floats(0.01, 1.0))
def test_the_best_paid_are_enough_and_nobody_else_is_paid_more(pay: Array, share: float) -> None:
    chosen = fairness.top_paid(pay, share)
    assert (chosen.sum(axis=1) >= share * pay.shape[1] - 1e-6).all()
    least = np.where(chosen, pay, np.inf).min(axis=1)
    assert (pay[~chosen] < np.broadcast_to(least[:, None], pay.shape)[~chosen]).all()
    assert ((pay > least[:, None]).sum(axis=1) < share * pay.shape[1] + 1e-6).all()  # fewer only because of ties


def _every_outcome(rows: slice, seats: int) -> dict[str, Array]:
    rng = np.random.default_rng(seats)
    pay, contribution, potential = np.exp(rng.standard_normal((3, 37, seats)))[:, rows]
    tenure = (rng.random((37, seats)) < 0.5)[rows]
    tier, branch = np.arange(seats) % 3, np.arange(seats) // 7
    chosen = fairness.top_paid(pay)
    return {
        "gini": fairness.gini(pay),
        "theil": fairness.theil(pay),
        "between": fairness.theil_between(pay, tier),
        "within": fairness.theil_within(pay, tier),
        "luck": fairness.luck_share(pay, contribution),
        "pay for contribution": fairness.pay_for_contribution(pay, contribution, potential),
        "gap": fairness.group_gap(pay, tenure),
        "gap by seat": fairness.group_gap(pay, tier == 0),
        "four fifths": fairness.four_fifths(chosen, tenure),
        "p": fairness.four_fifths_p(chosen, tenure),
        "envy": fairness.envy(pay, contribution, branch),
        "mean": mean(pay),
        "per value": cost.cost_per_value(pay[:, 0], contribution[:, 0]),
    }


@pytest.mark.parametrize("seats", [2, 3, 17, 240, 1001])
def test_a_row_alone_has_the_bytes_of_a_row_in_a_block(seats: int) -> None:
    whole = _every_outcome(slice(None), seats)
    for size in (1, 2, 5, 32):
        for name, values in whole.items():
            assert values.shape == (37,), name
        for start in range(0, 37, size):
            part = _every_outcome(slice(start, start + size), seats)
            for name, values in part.items():
                assert values.tobytes() == whole[name][start : start + size].tobytes(), (name, start, size)


@settings(max_examples=20)
@given(pay=PAY)
def test_memory_order_does_not_matter(pay: Array) -> None:
    turned = np.asfortranarray(pay)
    for measure in (*MEASURES, mean):
        assert measure(turned).tobytes() == measure(pay).tobytes()
    branch = np.arange(pay.shape[1]) // 4
    assert fairness.envy(turned, pay, branch).tobytes() == fairness.envy(pay, turned, branch).tobytes()
