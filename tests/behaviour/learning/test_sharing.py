"""Colleagues teach each other: the weaker gain, more in meetings, less among rivals, and what is learnt stays."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simkit.arrays import Array
from simkit.behaviour.learning.practice import Practice
from simkit.behaviour.learning.sharing import Sharing
from tests.behaviour.offices import SIZES, filled, layout, rows

MEETINGS = Sharing(meetings="100%")
ALL_NEW = Sharing(meetings="100%", usual="0%")
"""Meetings where nothing passes on by itself, so all that is learnt is new."""
OFFICES = layout(*[10] * 24)


def test_hand_computed() -> None:
    """Of 1.3, 0.9, 0.6 the better two average 1.1: 0.5 x 0.2 / 0.9 and 0.5 x 0.5 / 0.6; 0.47 of it beyond the usual."""
    ability = np.array([[1.3, 0.9, 0.6]])
    assert ALL_NEW.gain(ability, *layout(3))[0].tolist() == pytest.approx([0.0, 1.0 / 9.0, 5.0 / 12.0], abs=1e-12)
    beyond = MEETINGS.gain(ability, *layout(3))[0]
    assert beyond.tolist() == pytest.approx([0.0, 0.47 * 2.0 / 9.0, 0.47 * 5.0 / 6.0], abs=1e-12)
    assert Sharing().gain(ability, *layout(3)).tolist() == [[0.0, 0.0, 0.0]]


def test_half_the_people_in_meetings_and_rivals() -> None:
    """Rate 0.03 + 0.47 / 2 = 0.265; full ranking leaves 40 % of it, half of it 70 %; 0.03 is usual."""
    ability = np.array([[1.0, 0.8]])
    half = Sharing(meetings="50%")
    for ranked, left in ((0.0, 1.0), (0.5, 0.7), (1.0, 0.4)):
        gain = half.gain(ability, *layout(2), ranked=ranked)[0]
        assert gain.tolist() == pytest.approx([0.0, (0.265 * left - 0.03) * 0.25], abs=1e-12)


def test_one_alone_and_equals_learn_nothing() -> None:
    gain = MEETINGS.gain(np.array([[0.4, 1.0, 1.0]]), *layout(1, 2))
    assert gain.tolist() == [[0.0, 0.0, 0.0]]


def test_rivals_keep_back_what_usually_passes_on() -> None:
    """Usually 3 % of the lead passes on; ranked people keep 60 % of that to themselves."""
    lost = Sharing().gain(np.array([[1.0, 0.8]]), *layout(2), ranked=1.0)
    assert lost[0].tolist() == pytest.approx([0.0, -0.03 * 0.6 * 0.25], abs=1e-12)


def test_branches_do_not_teach_each_other() -> None:
    ability = np.array([[0.5, 0.5, 2.0, 1.0]])
    assert ALL_NEW.gain(ability, *layout(2, 2)).tolist() == [[0.0, 0.0, 0.0, 0.5]]


def test_an_empty_seat_teaches_and_learns_nothing() -> None:
    ability, here = np.array([[5.0, 1.0, 0.8, 0.0]]), np.array([[0.0, 1.0, 1.0, 0.0]])
    assert ALL_NEW.gain(ability, *layout(4), here=here)[0].tolist() == pytest.approx([0.0, 0.0, 0.125, 0.0], abs=1e-12)
    nobody = MEETINGS.gain(ability, *layout(4), here=np.zeros((1, 4)))
    assert nobody.tolist() == [[0.0] * 4]


def after_meetings(quarters: int, meeting: int) -> tuple[Array, Array]:
    """Ability of 240 people after so many quarters, the first `meeting` of them with meetings, and without any."""
    talent = np.exp(np.random.default_rng(7).normal(-0.0431, 0.2936, (8, 240)))  # mean 1, spread 30 %
    ends = []
    for first in (meeting, 0):
        skill = np.ones_like(talent)
        for quarter in range(quarters):
            rule = MEETINGS if quarter < first else Sharing()
            skill = Practice().moved(skill, 1.0, extra=skill * rule.gain(skill * talent, *OFFICES))
        ends.append(skill * talent)
    return ends[0], ends[1]


def test_meetings_raise_output_for_long_and_narrow_differences() -> None:
    """Sandvik et al. 2020: 10 to 30 % more while they are held and months after they ended."""
    for quarters in (1, 2, 4):  # meetings in the first two
        taught, others = after_meetings(quarters, meeting=2)
        assert 0.10 <= taught.mean() / others.mean() - 1.0 <= 0.30
        assert taught.std() < others.std()


@given(st.data())
def test_gains_stay_within_bounds(data: st.DataObject) -> None:
    sizes = data.draw(SIZES)
    seats = sum(sizes)
    ability, ranked = data.draw(rows(0.0, 1e9, seats)), data.draw(st.floats(0.0, 1.0))
    gain = MEETINGS.gain(ability, *layout(*sizes), ranked=ranked, here=data.draw(filled(seats)))
    assert ((gain >= 0.0) & (gain <= 0.5 - 0.03)).all()
    assert ((ability * (1.0 + gain)) <= ability.max() * (1.0 + 1e-9)).all()
