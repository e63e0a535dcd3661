"""Tables read in place, expected scores, and the course of a KPI through a period."""

from __future__ import annotations

import numpy as np
import pytest

from simkit.behaviour.course import course, score_course
from simkit.behaviour.reading import Reader
from simkit.behaviour.scoring import expected_score
from simkit.behaviour.tables import Grid, Table
from simkit.scheme.curve import Curve, steps, through
from simkit.scheme.kpis import Work

SCORERS = {
    "clipped": Curve((0.0, 2.0), (0.0, 2.0), (0.0, 2.0)),
    "step": steps([(0.8, 0.6), (1.0, 1.0)]),
    "accelerated": through([(0.7, 0.0), (1.0, 1.0), (1.5, 2.5)]),
    "proportional": through([(0.0, 0.0)], slope_after=1.0),
}
MOOD = {"unit": "points", "level": 80, "from": "serve", "noise": 3, "moves": "25%", "follows_effort": "40%"}
WORK = Work.model_validate(
    {
        "activities": {"sell": "60%", "serve": "40%"},
        "kpis": {
            "sales": {"unit": "CNY", "normal_month": 100, "from": "sell", "noise": "40%"},
            "steady": {"unit": "CNY", "normal_month": 50, "from": "serve", "noise": "0%", "follows_season": False},
            "both": {"unit": "CNY", "sum_of": {"sales": 1, "steady": 2}},
            "mood": MOOD,
        },
    }
)
SEASON = [1.5, 0.5] * 6


def test_reading_in_place_is_the_plain_reading() -> None:
    """The engine's reader gives the bytes of `Grid.read`, inside the grid and beyond every edge of it."""
    draw = np.random.default_rng(1)
    grid = Grid(-0.5, 0.01, 241, (0.3, 0.8, 1.0, 2.0))
    table, other = draw.normal(size=(2, 4, 241))
    stretch, projection = draw.uniform(0.1, 2.5, (3, 50)), draw.uniform(-1.0, 2.5, (3, 50))
    rows, reader = grid.rows(stretch), Reader(3, 50)

    reader.find(grid, rows, projection)
    for each in (table, other):
        assert reader.read(Table(each[None]), 0, np.empty((3, 50))) == pytest.approx(
            grid.read(each, rows, projection), rel=1e-12
        )


def test_reading_is_linear_between_and_exact_at_the_points() -> None:
    grid = Grid(0.0, 0.5, 3, (1.0, 2.0))
    table = np.array([[0.0, 1.0, 4.0], [10.0, 11.0, 14.0]])
    for stretch, projection, expected in ((1.0, 0.5, 1.0), (1.5, 0.75, 7.5), (2.0, 0.25, 10.5), (9.0, -1.0, 10.0)):
        rows = grid.rows(np.array([stretch]))
        assert float(grid.read(table, rows, np.array([projection]))[0]) == pytest.approx(expected)


@pytest.mark.parametrize("name", SCORERS)
def test_expected_score_by_quadrature(name: str) -> None:
    """E score by brute force over luck, and its slope by differences."""
    scorer, sd = SCORERS[name], 0.17
    m = np.linspace(0.3, 1.8, 31)
    luck = np.linspace(-8, 8, 160_001)
    density = np.exp(-0.5 * luck**2)
    score, slope = expected_score(scorer, m, sd)
    brute = [float((scorer(x + sd * luck) * density).sum() / density.sum()) for x in m]
    ahead, behind = (expected_score(scorer, m + step, sd)[0] for step in (1e-5, -1e-5))

    assert score == pytest.approx(np.array(brute), abs=2e-4)
    assert slope == pytest.approx((ahead - behind) / 2e-5, abs=1e-6)


def test_course_of_a_flow() -> None:
    """A month counts as its season: 1.5 of 3.5 in a quarter that begins with January; luck counts like gain."""
    quarter = course(WORK, "sales", SEASON, 3, 0)

    assert quarter.gain == pytest.approx(np.array([1.5, 0.5, 1.5]) / 3.5)
    assert quarter.rest == pytest.approx(np.array([3.5, 2.0, 1.5]) / 3.5)
    assert quarter.noise / quarter.gain == pytest.approx(np.full(3, np.sqrt(np.expm1(0.16))))
    assert quarter.normal == pytest.approx(350.0)
    assert course(WORK, "steady", SEASON, 3, 0).gain == pytest.approx(np.full(3, 1 / 3))


def test_course_of_a_sum() -> None:
    """Half of the sum is sales with their season and luck, half is steady."""
    quarter = course(WORK, "both", SEASON, 3, 0)

    assert quarter.normal == pytest.approx(350.0 + 300.0)
    assert quarter.gain == pytest.approx((np.array([150, 50, 150]) + 100.0) / 650.0)
    assert quarter.mix == pytest.approx((0.5, 0.5))


def test_course_of_a_level_is_what_moving_it_does() -> None:
    """Gain, luck, rest and carry against the level's own equation, moved by hand month by month."""
    year = course(WORK, "mood", SEASON, 12, 0)

    def mean(start: float, output: dict[int, float], luck: dict[int, float], first: int) -> float:
        level, total = start, 0.0
        for month in range(first, 12):
            supported = 80.0 * (1.0 + 0.4 * (output.get(month, 1.0) - 1.0))
            level += 0.25 * (supported - level) + luck.get(month, 0.0)
            total += level
        return total / 12.0

    for month in (0, 5, 11):
        plain = mean(80.0, {}, {}, month)
        assert (mean(80.0, {month: 1.5}, {}, month) - plain) / 80.0 == pytest.approx(0.5 * float(year.gain[month]))
        assert (mean(80.0, {}, {month: 3.0}, month) - plain) / 80.0 == pytest.approx(float(year.noise[month]))
        at_70 = 70.0 * float(year.carry[month]) + 80.0 * float(year.rest[month])
        assert mean(70.0, {}, {}, month) == pytest.approx(at_70)


def test_course_of_a_score_adds_gains_and_variances() -> None:
    sales, steady = (course(WORK, kpi, SEASON, 3, 0) for kpi in ("sales", "steady"))
    score = score_course([(0.75, sales), (0.25, steady)])

    assert score.gain == pytest.approx(0.75 * sales.gain + 0.25 * steady.gain)
    assert score.noise == pytest.approx(np.sqrt((0.75 * sales.noise) ** 2 + (0.25 * steady.noise) ** 2))
    assert score.mix == pytest.approx((0.75, 0.25))
