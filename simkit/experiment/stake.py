"""The same stake for all: candidates scaled until they are expected to cost what today's scheme costs.

The factor on a candidate's variable pay is solved by the secant method on the view-weighted mean cost of the compared
years, variable pay and what is spent beside it, with behaviour on.  The pilot runs skies of its own (never those of the
comparison), always the same numbers of them, so the factor depends on the scenario and the seed alone.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from simkit.arrays import Array
from simkit.engine.plans import PlanCache
from simkit.engine.sky import DEMAND
from simkit.errors import SimkitError
from simkit.experiment.backends.backend import Backend
from simkit.experiment.run import run
from simkit.randomness import BLOCK, Stream
from simkit.scenario.scenario import Scenario

PILOT_SEATS = 4_000
"""Seats that a first pilot simulates in all: as many skies as that takes, from 4 to 64; the last takes three times."""
TOLERANCE = 0.002
"""How near the costs must come in the last pilot, as a share; the first need only come near."""
_NEAR = 0.03
_ROUNDS = 12
FIRST_PILOT = 1_000_000
"""Replications from here on are the pilot's; comparisons use those from 0."""


@dataclass(frozen=True)
class Stake:
    """A scenario whose candidates have been scaled, and the factor on each scheme's variable pay."""

    scenario: Scenario
    factors: dict[str, float]

    @classmethod
    def of(cls, scenario: Scenario, factors: Mapping[str, float]) -> Stake:
        """The scenario as it was given, scaled by factors that were found before."""
        return cls(_scaled(scenario, factors) if _to_scale(scenario) else scenario, dict(factors))


def equalise(scenario: Scenario, seed: int, plans: PlanCache, backend: Backend | None = None) -> Stake:
    """Scale every scheme but the first to the expected variable cost of the first; as written: all factors are 1.

    Raises SimkitError when a scheme cannot be scaled to that cost.
    """
    factors = dict.fromkeys(scenario.schemes, 1.0)
    if not _to_scale(scenario):
        return Stake(scenario, factors)
    skies = min(max(PILOT_SEATS // scenario.people.seats, 4), 64)
    for pilot, near in ((skies, _NEAR), (3 * skies, TOLERANCE)):
        factors = _solved(scenario, factors, seed, plans, pilot, near, backend)
    return Stake.of(scenario, factors)


def _to_scale(scenario: Scenario) -> bool:
    return scenario.stake != "as written" and len(scenario.schemes) > 1


def _solved(
    scenario: Scenario,
    start: dict[str, float],
    seed: int,
    plans: PlanCache,
    skies: int,
    near: float,
    backend: Backend | None,
) -> dict[str, float]:
    """Factors from `start` on until every scheme costs, within `near`, what the first costs in these skies."""
    search = {name: _Secant(factor) for name, factor in start.items() if name != scenario.today}
    misses: dict[str, float] = {}
    for _ in range(_ROUNDS):
        factors = start | {name: secant.factor for name, secant in search.items()}
        costs = _expected_costs(_scaled(scenario, factors), seed, plans, skies, backend)
        free = [name for name, cost in costs.items() if not cost > 0.0]
        if free:
            raise SimkitError(
                f"schemes.{free[0]} pays nothing, so costs cannot be made equal; write `stake: as written`"
            )
        misses = {name: math.log(costs[name] / costs[scenario.today]) for name in search}
        if max(map(abs, misses.values())) < near:
            return factors
        for name, miss in misses.items():
            if abs(miss) >= near:
                search[name].step(miss)
    worst = max(misses, key=lambda name: abs(misses[name]))
    raise SimkitError(
        f"schemes.{worst} could not be scaled to the expected cost of {scenario.today}; "
        "write `stake: as written` or make the schemes more alike"
    )


class _Secant:
    """Secant steps on the logarithms of factor and cost; cost is close to a power of the factor."""

    def __init__(self, factor: float) -> None:
        self._log_factor = math.log(factor)
        self._last = (self._log_factor, 0.0)

    @property
    def factor(self) -> float:
        """The factor to try next."""
        return math.exp(self._log_factor)

    def step(self, miss: float) -> None:
        """Move the factor by what was missed, from the log of cost over goal at the present factor."""
        at, before = self._last
        moved = self._log_factor - at
        slope = min(max((miss - before) / moved, 0.3), 4.0) if moved else 1.0
        self._last = (self._log_factor, miss)
        self._log_factor -= miss / slope


def _scaled(scenario: Scenario, factors: Mapping[str, float]) -> Scenario:
    schemes = {name: scheme.scaled(factors[name]) for name, scheme in scenario.schemes.items()}
    return scenario.model_copy(update={"schemes": schemes})


def _expected_costs(
    scenario: Scenario, seed: int, plans: PlanCache, skies: int, backend: Backend | None = None
) -> dict[str, float]:
    """Expected cost a year of every scheme beyond base pay, over the views by weight.

    Mean demand of a sky is a control variate: its expectation is 1, so what its luck did to the costs is taken off
    (regression estimator; Law 2015, Simulation Modeling and Analysis, ch. 11).
    """
    rows = range(FIRST_PILOT, FIRST_PILOT + skies)
    runs = run(scenario, plans.all(scenario), seed, rows, backend=backend)
    weights = np.array([view.weight for view in scenario.views])
    cost = runs.values["variable_cost"] + runs.values.get("cost_beside_pay", 0.0)
    by_sky = np.sum(cost.mean(axis=2) * weights[:, None], axis=1)
    luck = _mean_demand(scenario, seed, rows) - 1.0
    spread = luck - luck.mean()
    variance = float(np.sum(spread**2))
    slopes = np.sum((by_sky - by_sky.mean(axis=1, keepdims=True)) * spread, axis=1) / variance if variance else 0.0
    costs = by_sky.mean(axis=1) - slopes * luck.mean()
    return dict(zip(scenario.schemes, costs.tolist(), strict=True))


def _mean_demand(scenario: Scenario, seed: int, replications: Sequence[int]) -> Array:
    """Mean demand of the compared months in each sky, without events (sky,)."""
    compared = demand_by_month(scenario, seed, replications)[scenario.horizon.run_in :]
    mean: Array = np.add.reduce(compared, axis=0) / len(compared)
    return mean


def demand_by_month(scenario: Scenario, seed: int, replications: Sequence[int]) -> Array:
    """Demand of every month in each sky, without events; expected 1 (month, sky)."""
    market, months = scenario.market, scenario.horizon.months
    log_demand, found = np.zeros((len(replications), 1)), []
    stream = Stream(seed, DEMAND, replications, 1)
    for year in range(months // BLOCK):
        shocks = stream.block()
        for tick in range(BLOCK):
            log_demand = market.step(log_demand, shocks[:, tick])
            found.append(market.factor(log_demand, 1.0, year * BLOCK + tick)[:, 0])
    return np.array(found)
