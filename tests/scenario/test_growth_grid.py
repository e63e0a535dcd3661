"""The shipped growth grid: published points on today's grid, cut until it is neutral on last year's results."""

from __future__ import annotations

from pathlib import Path

import pytest

from simkit.experiment.compare import Comparison, compare
from simkit.scenario.reading import load, load_scheme
from simkit.scheme.components.grid import ProductionGrid

SCENARIOS = Path(__file__).parents[2] / "scenarios"
SCENARIO = load(SCENARIOS / "growth_grid.yaml")


def grid(name: str) -> ProductionGrid:
    """The only component of a scheme."""
    (component,) = SCENARIO.scheme(name).pay
    assert isinstance(component, ProductionGrid)
    return component


@pytest.fixture(scope="module")
def answer() -> Comparison:
    """Beside the two schemes the same points without a cut."""
    rates = {start: f"{100 * rate:g}%" for start, rate in grid("today").brackets.items()}
    uncut = SCENARIO.scheme("growth").with_("pay.0.brackets", rates)
    return compare(SCENARIO.with_scheme("uncut", uncut), replications=12)


def test_the_points_are_those_of_the_published_scheme() -> None:
    published = load_scheme(SCENARIOS / "schemes/w3_merrill_growth_grid.yaml")
    growth = SCENARIO.scheme("growth")
    assert published.pay == (published.pay[0].model_copy(update={"adjustments": grid("growth").adjustments}),)
    assert published.sources.items() <= growth.sources.items()


def test_beside_the_points_only_the_rates_differ_by_one_cut() -> None:
    today, growth = (grid(name) for name in ("today", "growth"))
    cuts = {round(rate - growth.brackets[start], 9) for start, rate in today.brackets.items()}
    assert len(cuts) == 1
    again = growth.model_copy(update={"name": today.name, "brackets": today.brackets, "adjustments": ()})
    assert again == today


def test_it_is_neutral_on_paper_and_without_the_cut_it_is_not(answer: Comparison) -> None:
    """What the note of the file says, by the scenario's own practical margin."""
    today, growth, uncut = (answer.bridge(name)["static"].mean for name in answer.schemes)
    assert abs(growth / today - 1.0) < SCENARIO.practical_margin < abs(uncut / today - 1.0)


def test_a_year_brings_about_the_published_production() -> None:
    """1.04 million for each advisor, within a twentieth; read off a scheme that pays one hundredth of production."""
    flat = SCENARIO.scheme("today").with_("name", "Flat").with_("pay.0.brackets", {0: "1%"})
    produced = compare(SCENARIO.with_scheme("flat", flat), replications=12).bridge("flat")["static"].mean / 0.01
    assert produced / SCENARIO.people.seats == pytest.approx(1_040_000.0, rel=0.05)


def test_last_year_looks_back_on_months_that_were_simulated() -> None:
    assert SCENARIO.horizon.run_in >= 24
