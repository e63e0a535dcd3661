"""Discovery: where open misconduct settles, who is found and dismissed, bounds and directions."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simkit.arrays import Array
from simkit.behaviour.conduct.discovery import Discovery
from simkit.behaviour.conduct.pressure import Pressure
from tests.behaviour.conduct.arrays import CONSCIENCES, PRESSURES, SEATS, UNIFORMS, percent, seats

MONTHS = st.integers(1, 60)
OPEN = st.one_of(seats(0.0, 12.0), seats(0.0, 1e12))


def remembering(months: int, chance: str = "0.25%") -> Discovery:
    return Discovery(memory=f"{months} months", chance=chance)


def after(rule: Discovery, done: float, months: int) -> float:
    """Open misconduct after some months of the same conduct, from none."""
    exposure = np.zeros(1)
    for _ in range(months):
        rule.open(exposure, np.array([done]), exposure)
    return float(exposure[0])


@pytest.mark.parametrize(("memory", "months"), [(1, 3), (4, 5), (12, 30)])
def test_open_misconduct_is_a_geometric_sum(memory: int, months: int) -> None:
    """After n months it is done x memory x (1 - (1 - 1 / memory)^n), after many done x memory."""
    fading = 1.0 - 1.0 / memory
    assert after(remembering(memory), 0.5, months) == pytest.approx(0.5 * memory * (1.0 - fading**months))
    assert after(remembering(memory), 0.5, 1000) == pytest.approx(0.5 * memory)


def test_long_full_pressure_is_found_as_often_as_advisors_believe() -> None:
    """The default chance is the belief of `Pressure.found` made true."""
    rule = Discovery()
    assert rule.chance * after(rule, 1.0, 1000) == pytest.approx(Pressure().found)


def test_dismissals_are_of_the_order_that_was_seen() -> None:
    """People pressing at a tenth: 0.5 to 2 % of years end in dismissal (Wells Fargo 2011-16)."""
    rule = Discovery()
    exposure = np.full(600_000, after(rule, 0.1, 1000))
    uniforms = np.random.default_rng(3).random(600_000)
    a_year = 12.0 * float(rule.dismissed_of(exposure, uniforms).mean())
    assert 0.005 <= a_year <= 0.02
    assert a_year == pytest.approx(0.018, abs=0.002)


@given(PRESSURES, PRESSURES, MONTHS)
def test_open_misconduct_stays_within_memory(done: Array, start: Array, memory: int) -> None:
    rule, exposure = remembering(memory), start * memory
    opened = rule.open(exposure, done, np.full((1, SEATS), np.nan))
    assert np.all((opened >= 0.0) & (opened <= memory * (1.0 + 1e-12)))
    assert np.all(rule.open(exposure, np.minimum(done + 0.1, 1.0), np.empty((1, SEATS))) >= opened)


@given(OPEN, UNIFORMS, st.integers(0, 100), st.integers(0, 100))
def test_who_is_dismissed_was_found(exposure: Array, uniforms: Array, chance: int, dismissed: int) -> None:
    rule = Discovery(chance=percent(chance), dismissed=percent(dismissed))
    found = rule.found(exposure, uniforms, np.full((1, SEATS), np.nan))
    out = rule.dismissed_of(exposure, uniforms)
    for flags in (found, out):
        assert np.all((flags == 0.0) | (flags == 1.0))
    assert np.all(out <= found)
    assert np.all(found[exposure == 0.0] == 0.0)
    assert np.all(rule.found(2.0 * exposure, uniforms, np.empty((1, SEATS))) >= found)
    assert np.array_equal(rule.with_("dismissed", "100%").dismissed_of(exposure, uniforms), found)
    assert not rule.with_("dismissed", 0).dismissed_of(exposure, uniforms).any()


def test_of_those_found_for_certain_a_part_is_dismissed() -> None:
    """However much is open, the part dismissed of those found stays `dismissed`."""
    rule, uniforms = Discovery(), (np.arange(1000) + 0.5) / 1000
    assert rule.found(np.full(1000, 1e9), uniforms, np.empty(1000)).mean() == 1.0
    assert rule.dismissed_of(np.full(1000, 1e9), uniforms).mean() == 0.5


def test_the_same_array_may_be_written() -> None:
    rule, exposure = Discovery(chance="10%"), np.array([1.0, 5.0, 9.0])
    uniforms = np.array([0.2, 0.3, 0.95])
    assert rule.found(exposure, uniforms, np.empty(3)).tolist() == [0.0, 1.0, 0.0]
    assert rule.found(exposure, uniforms, exposure) is exposure
    assert exposure.tolist() == [0.0, 1.0, 0.0]


@given(CONSCIENCES, PRESSURES.map(np.round))
def test_a_warning_lowers_pressure_of_who_was_found_alone(conscience: Array, found: Array) -> None:
    pressure, out = Pressure(), np.empty((2, 1, SEATS))
    told = Discovery(warned=2).after_warning(conscience, found)
    temptation = np.full((1, SEATS), 0.5)
    before = pressure.chosen(temptation, pressure.ease(conscience), 0.0, out[0])
    warned = pressure.chosen(temptation, pressure.ease(told), 0.0, out[1])
    assert np.array_equal(warned[found == 0.0], before[found == 0.0])
    pressing = (found == 1.0) & (before < 1.0)
    assert np.allclose(warned[pressing], before[pressing] / 2.0, rtol=1e-12)
