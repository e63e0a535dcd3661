"""Sums and order within a branch agree with a loop over branches and people."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from simkit.behaviour import branches
from tests.behaviour.offices import SIZES, filled, layout, rows


@given(st.data())
def test_means_and_heads_agree_with_a_loop(data: st.DataObject) -> None:
    sizes = data.draw(SIZES)
    values, here = data.draw(rows(-1e6, 1e6, sum(sizes))), data.draw(filled(sum(sizes)))
    where = layout(*sizes)

    means, heads = branches.mean(values, *where, here), branches.heads(values.shape, *where, here)

    for number, (start, size) in enumerate(zip(*where, strict=True)):
        seats = range(start, start + size)
        there = [float(values[0, seat]) for seat in seats if here is None or here[0, seat]]
        assert heads[0, number] == max(len(there), 1)
        assert np.isclose(means[0, number], sum(there) / max(len(there), 1), rtol=1e-12, atol=1e-6)


@given(st.data())
def test_order_stays_within_the_branch_and_places_count_it(data: st.DataObject) -> None:
    sizes = data.draw(SIZES)
    key = data.draw(rows(0.0, 2.0, sum(sizes)))
    starts, counts = layout(*sizes)

    order = branches.order(key, counts)[0].tolist()

    expected = [
        seat
        for start, size in zip(starts.tolist(), sizes, strict=True)
        for seat in sorted(range(start, start + size), key=lambda seat: (key[0, seat], seat))
    ]
    assert order == expected
    assert branches.places(starts, counts).tolist() == [place for size in sizes for place in range(size)]


def test_every_replication_has_its_own_order() -> None:
    key = np.array([[2.0, 1.0, 5.0, 4.0], [1.0, 2.0, 4.0, 5.0]])
    assert branches.order(key, layout(2, 2)[1]).tolist() == [[1, 0, 3, 2], [0, 1, 2, 3]]
