"""The same stake for all: candidates scaled until they are expected to cost what today's scheme costs.

The factor on a candidate's variable pay is solved by the secant method on the view-weighted mean cost of the compared
years, variable pay and what is spent beside it, with behaviour on.  The pilot runs skies of its own (never those of the
comparison), many under one view and a few under all (`sampling`), always the same, so a factor depends on the scenario,
its scheme and the seed alone, not on the other candidates.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from simkit.engine.plans import PlanCache
from simkit.errors import SimkitError
from simkit.experiment.backends.backend import Backend
from simkit.experiment.backends.serial import Serial
from simkit.experiment.memory import skies_at_once
from simkit.experiment.run import Order
from simkit.experiment.sampling.double_sampling import double_sampled
from simkit.experiment.sampling.size import Size
from simkit.experiment.sampling.skies import Skies
from simkit.scenario.scenario import Scenario

TOLERANCE = 0.002
"""How near the costs must come in the last pilot, as a share; the first need only come near."""
_NEAR = 0.03
_ROUNDS = 12
_SEATS = Size(main=7_200, full=1_200), Size(main=36_000, full=3_600)
"""Seats that the first pilot simulates in all, and the last: a large firm needs fewer skies to be known as well."""
_LEAST, _MOST = Size(main=16, full=5), Size(main=400, full=40)
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


class Factors:
    """Factors that were found before, by the content they depend on: a scheme that did not change is not scaled again.

    Those of the last `KEPT` schemes are remembered.
    """

    KEPT = 64

    def __init__(self) -> None:
        self._found: OrderedDict[tuple[str, int], float] = OrderedDict()

    def of(self, scenario: Scenario, seed: int, name: str) -> float | None:
        """The factor of a scheme, None when it is not known."""
        key = self._key(scenario, seed, name)
        if key in self._found:
            self._found.move_to_end(key)
        return self._found.get(key)

    def keep(self, scenario: Scenario, seed: int, name: str, factor: float) -> None:
        """Remember one."""
        self._found[self._key(scenario, seed, name)] = factor
        while len(self._found) > self.KEPT:
            self._found.popitem(last=False)

    @staticmethod
    def _key(scenario: Scenario, seed: int, name: str) -> tuple[str, int]:
        return _with_schemes(scenario, (name,)).fingerprint, seed


def equalise(
    scenario: Scenario, seed: int, plans: PlanCache, backend: Backend | None = None, known: Factors | None = None
) -> Stake:
    """Scale every scheme but the first to the expected variable cost of the first; as written: all factors are 1.

    known: factors found by earlier comparisons, to which this one adds its own.  Raises SimkitError when a scheme
    cannot be scaled to that cost.
    """
    if not _to_scale(scenario):
        return Stake(scenario, dict.fromkeys(scenario.schemes, 1.0))
    before = Factors() if known is None else known
    factors = {name: before.of(scenario, seed, name) for name in scenario.schemes if name != scenario.today}
    unknown = [name for name, factor in factors.items() if factor is None]
    for name, factor in _solved(scenario, unknown, seed, plans, backend or Serial()).items():
        before.keep(scenario, seed, name, factor)
        factors[name] = factor
    return Stake.of(scenario, {name: factors.get(name) or 1.0 for name in scenario.schemes})


def _to_scale(scenario: Scenario) -> bool:
    return scenario.stake != "as written" and len(scenario.schemes) > 1


def _solved(
    scenario: Scenario, names: Sequence[str], seed: int, plans: PlanCache, backend: Backend
) -> dict[str, float]:
    """The factors with which these schemes cost, within the tolerance, what the first costs in the last pilot."""
    factors = dict.fromkeys(names, 1.0)
    for seats, near in zip(_SEATS, (_NEAR, TOLERANCE), strict=True):
        pilot = _pilot(scenario, seats)

        def costs(tried: Mapping[str, float], pilot: Size = pilot) -> dict[str, float]:
            scaled = _scaled(_with_schemes(scenario, list(tried)), tried)
            return _expected_costs(scaled, pilot, seed, plans, backend)

        factors = _near(scenario.today, factors, costs, near)
    return factors


def _near(
    today: str, start: Mapping[str, float], costs: Callable[[Mapping[str, float]], dict[str, float]], near: float
) -> dict[str, float]:
    """Factors from `start` on until every scheme costs, within `near`, what today's costs."""
    search, found = {name: _Secant(factor) for name, factor in start.items()}, dict[str, float]()
    misses: dict[str, float] = {}
    for _ in range(_ROUNDS):
        if not search:
            return {name: found[name] for name in start}
        known = costs({name: secant.factor for name, secant in search.items()})
        free = [name for name, cost in known.items() if not cost > 0.0]
        if free:
            raise SimkitError(
                f"schemes.{free[0]} pays nothing, so costs cannot be made equal; write `stake: as written`"
            )
        misses = {name: math.log(known[name] / known[today]) for name in search}
        for name, miss in misses.items():
            if abs(miss) < near:
                found[name] = search.pop(name).factor
            else:
                search[name].step(miss)
    worst = max(misses, key=lambda name: abs(misses[name]))
    raise SimkitError(
        f"schemes.{worst} could not be scaled to the expected cost of {today}; "
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


def _with_schemes(scenario: Scenario, names: Sequence[str]) -> Scenario:
    """The scenario with today's scheme and these, in its order."""
    schemes = {name: scheme for name, scheme in scenario.schemes.items() if name in {scenario.today, *names}}
    return scenario.model_copy(update={"schemes": schemes})


def _scaled(scenario: Scenario, factors: Mapping[str, float]) -> Scenario:
    schemes = {name: scheme.scaled(factors.get(name, 1.0)) for name, scheme in scenario.schemes.items()}
    return scenario.model_copy(update={"schemes": schemes})


def _expected_costs(scenario: Scenario, pilot: Size, seed: int, plans: PlanCache, backend: Backend) -> dict[str, float]:
    """Expected cost a year of every scheme beyond base pay, over the views by weight, from a pilot of this size."""
    beside = any(each.costs_beside_pay for scheme in scenario.schemes.values() for each in scheme.components)
    names = ("variable_cost", "cost_beside_pay") if beside else ("variable_cost",)
    order = Order(scenario, plans.all(scenario), seed, skies_at_once(scenario))
    skies = Skies(order, names, backend, first=FIRST_PILOT)
    skies.grow(pilot)
    of_y = np.sum([skies.pooled(name) for name in names], axis=0)
    of_x = np.sum([skies.under_main(name) for name in names], axis=0)
    found = (double_sampled(y, x, skies.luck).mean for y, x in zip(of_y, of_x, strict=True))
    return dict(zip(scenario.schemes, found, strict=True))


def _pilot(scenario: Scenario, seats: Size) -> Size:
    """How many skies have so many seats in all, within limits."""
    of_one = scenario.people.seats
    return Size(
        main=min(max(seats.main // of_one, _LEAST.main), _MOST.main),
        full=min(max(seats.full // of_one, _LEAST.full), _MOST.full),
    )
