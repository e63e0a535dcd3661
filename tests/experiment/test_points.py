"""Who has how many points on a rate, on paper and once people have answered: counted by hand from what people did."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simkit.arrays import Array
from simkit.engine.plans import PlanCache
from simkit.engine.seen import Observed, Seen
from simkit.engine.simulate import simulate
from simkit.experiment.run import run
from simkit.experiment.watching import TOGETHER
from simkit.report.answer import Answer, compare
from simkit.report.details import POINTS
from tests.engine.worlds import BONUS, world

GRID: dict[str, Any] = {
    "kind": "grid",
    "name": "Grid",
    "production": "income",
    "brackets": {"0": "20%"},
    "basis": "whole",
    "lookback": "trailing 12 months",
    "adjustments": [
        {"kpi": "new_clients", "points": {"0": "-1%", "36": "0%", "60": "1%"}},
        {"kpi": "satisfaction", "points": {"0": "-1%", "80": "1%"}},
    ],
}
SCHEMES = {"today": {"name": "Bonus", "pay": [BONUS]}, "points": {"name": "Bonus and grid", "pay": [BONUS, GRID]}}
SCENARIO = world(schemes=SCHEMES)
PLANS = PlanCache().all(SCENARIO)
ROWS = range(5)
RUNS = run(SCENARIO, PLANS, 5, ROWS)


def by_hand(results: dict[str, Array]) -> dict[str, list[float]]:
    """Points of everybody from the results of a calendar year, which are the last twelve months of its December."""
    clients, satisfaction = results["new_clients"], results["satisfaction"]
    growth = np.where(clients >= 60.0, 0.01, np.where(clients >= 36.0, 0.0, -0.01))
    service = np.where(satisfaction >= 80.0, 0.01, -0.01)
    found = {"new_clients": growth, "satisfaction": service, TOGETHER: growth + service}
    return {kpi: sorted(points.round(9).reshape(-1).tolist()) for kpi, points in found.items()}


def results(scheme: str, view: str, year: int) -> dict[str, Array]:
    found: list[dict[str, Array]] = []

    def watch(seen: Seen) -> None:
        if isinstance(seen, Observed) and (seen.scheme, seen.view, seen.year) == (scheme, view, year):
            found.append({kpi: values.copy() for kpi, values in seen.record.results.items()})

    simulate(SCENARIO, PLANS, 5, ROWS, watch)
    return found[0]


@pytest.mark.parametrize("view", ["central", "biased"])
@pytest.mark.parametrize(("year", "worked_under", "simulated"), [(None, "today", 0), (1, "points", 1)])
def test_points_are_those_of_the_results(view: str, year: int | None, worked_under: str, simulated: int) -> None:
    """On paper of what people did under today's scheme, later of what they did under the one with points."""
    for kpi, expected in by_hand(results(worked_under, view, simulated)).items():
        counted = RUNS.points["points", view, year, 1, "Grid", kpi]
        assert sorted(counted.elements()) == expected
        assert len(set(expected)) > 1  # else the world is too small to tell anything


@pytest.mark.parametrize("chunk", [1, 2])
def test_chunks_change_no_count(chunk: int) -> None:
    assert run(SCENARIO, PLANS, 5, ROWS, chunk=chunk).points == RUNS.points


def test_only_rates_that_kpis_move_are_counted() -> None:
    """Of the scheme with a grid alone; on paper and in the one compared year; for each KPI and together."""
    kpis = ("new_clients", "satisfaction", TOGETHER)
    expected = {
        ("points", view, year, 1, "Grid", kpi) for view in ("central", "biased") for year in (None, 1) for kpi in kpis
    }
    assert set(RUNS.points) == expected


@pytest.fixture(scope="module")
def answer() -> Answer:
    return compare(SCENARIO, replications=5, seed=6)


def test_the_frame_holds_shares(answer: Answer) -> None:
    frame = answer.frames["points"]
    assert list(frame) == list(POINTS)
    assert set(frame["year"]) == {"on paper", "year 2"}
    assert frame.groupby(["year", "view", "kpi"])["people"].sum().to_numpy() == pytest.approx(np.ones(2 * 3 * 3))
    row = frame.query("year == 'year 2' and view == 'biased' and kpi == 'satisfaction' and points > 0").iloc[0]
    counted = answer.runs.points["points", "biased", 1, 1, "Grid", "satisfaction"]
    assert row["people"] == counted[0.01] / (7 * 5)


def test_all_views_are_weighted(answer: Answer) -> None:
    rows = answer.frames["points"].query("year == 'on paper' and kpi == 'all together' and points < 0")
    share = rows.groupby("view")["people"].sum()
    assert share["central"] != share["biased"]
    assert share["all views"] == pytest.approx(0.6 * share["central"] + 0.4 * share["biased"])


def test_without_such_a_rate_there_is_no_frame() -> None:
    plain = {"today": SCHEMES["today"], "grid": {"name": "Grid", "pay": [{**GRID, "adjustments": []}]}}
    assert "points" not in compare(world(schemes=plain), replications=2).frames


def test_two_adjustments_of_one_kpi_add_up() -> None:
    twice = {
        **GRID,
        "adjustments": [GRID["adjustments"][1], {"kpi": "satisfaction", "points": {"0": "0%", "80": "2%"}}],
    }
    scenario = world(schemes={"today": SCHEMES["today"], "points": {"name": "Grid", "pay": [twice]}})
    counted = run(scenario, PlanCache().all(scenario), 5, ROWS).points[
        "points", "central", None, 0, "Grid", "satisfaction"
    ]
    assert set(counted) == {-0.01, 0.03}
