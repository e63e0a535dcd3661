"""Every scheme of the library is compared with behaviour on, in a small world that counts what the scheme counts.

A new file in scenarios/schemes/ is tested here as it stands, with nothing added: the world is made from the scheme.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import simkit
from simkit.arrays import Array
from simkit.scenario.reading import load_scheme
from simkit.scenario.scenario import Scenario
from simkit.scheme.components.grid import ProductionGrid
from simkit.scheme.components.menu import Menu
from simkit.scheme.scheme import Scheme
from simkit.scheme.targets import FixedTarget
from tests.engine.worlds import world

FILES = sorted((Path(__file__).parents[2] / "scenarios" / "schemes").glob("*.yaml"))
STANDING = ("satisfaction", "knowledge", "allocation", "rating", "stock")
"""Words in the names of KPIs that stand at a level; all others are counted from 0."""
UNASKED = 1_000.0
"""A normal month of what the scheme pays for without saying how much is usual."""
TODAY = {"kind": "bonus", "every": "quarter", "target_pay": "30% of base pay"}


def asked(scheme: Scheme) -> Iterator[tuple[str, float, int]]:
    """KPI, an amount of it that the scheme speaks of, and the months in which it is to be reached."""
    for component in scheme.components:
        months = component.months
        for measure in component.measures:
            if isinstance(measure.target, FixedTarget):
                yield measure.kpi, measure.target.at, months
        for gate in (*component.gates, *getattr(component, "limits", ())):
            yield gate.kpi, gate.at_least, months
        for modifier in getattr(component, "modifiers", ()):
            yield modifier.kpi, modifier.target, months
        if isinstance(component, ProductionGrid):
            yield from produced(component)
        if isinstance(component, Menu):
            yield from (
                (kpi, 2.0 * component.contracts[-1].deductible / each, months)
                for kpi, each in component.production.items()
            )


def produced(grid: ProductionGrid) -> Iterator[tuple[str, float, int]]:
    """The same of a grid: what its highest bracket and its middle points ask for."""
    months = 12 if grid.window == "trailing 12 months" else grid.horizon
    for kpi, each in grid.production.items():
        yield kpi, max(grid.brackets) / each, months
    for adjustment in grid.adjustments:
        yield adjustment.kpi, sorted(adjustment.points)[len(adjustment.points) // 2] * adjustment.of, months


def counted(scheme: Scheme) -> dict[str, Any]:
    """A KPI of a scenario for each that the scheme counts; a normal period brings what is asked, and some more."""
    found = {}
    normal = {kpi: (amount, months) for kpi, amount, months in reversed(list(asked(scheme))) if amount > 0.0}
    for number, kpi in enumerate(scheme.counted):
        amount, months = normal.get(kpi, (UNASKED, 1))
        drive = ("sell", "serve")[number % 2]
        if any(word in kpi for word in STANDING):
            found[kpi] = {"unit": "points", "level": 1.02 * amount, "from": drive, "noise": 0.05 * amount}
        else:
            worth = {"bank": "10%"}
            found[kpi] = {"unit": "units", "normal_month": 1.05 * amount / months, "from": drive, "worth": worth}
    return found


def small(scheme: Scheme, behaviour: str) -> Scenario:
    """Seven people in two branches under a plain bonus and under the scheme, as one view of people sees it."""
    kpis = counted(scheme)
    plain = {"kpi": next(iter(kpis)), "weight": "100%", "target": {"kind": "potential"}}
    return world(
        work={"activities": {"sell": "60%", "serve": "40%"}, "kpis": kpis},
        schemes={
            "today": {"name": "Today", "pay": [TODAY | {"measures": [plain]}]},
            "new": scheme.model_dump(mode="json", by_alias=True),
        },
        views=[{"name": "central", "weight": "100%"}],
        market={"share": {"volatility": "30%"}},
        behaviour=behaviour,
        stake="as written",
    )


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_people_work_under_it(path: Path) -> None:
    """Two skies: every outcome of money is a number, the scheme spends, and who is paid so works more than unpaid."""
    values = paid(path, "effort only", skies=2)
    assert (values["effort"][1] > 1.0).all()


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_people_live_under_it(path: Path) -> None:
    """The same where people also feel, learn, leave and do wrong."""
    values = paid(path, "standard", skies=1)
    assert np.isfinite(values["morale"]).all()
    assert (values["turnover"] >= 0.0).all()


def paid(path: Path, behaviour: str, skies: int) -> dict[str, Array]:
    """The outcomes of a comparison whose new scheme pays."""
    answer = simkit.compare(small(load_scheme(path), behaviour), replications=skies)
    values = answer.runs.values
    for name in ("total_cost", "variable_cost", "effort", "value", "profit"):
        assert np.isfinite(values[name]).all(), name
    spent = values["variable_cost"][1] + values.get("cost_beside_pay", np.zeros_like(values["value"]))[1]
    assert (spent > 0.0).all()
    assert "new" in str(answer)
    return values
