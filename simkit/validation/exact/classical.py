"""The classical agent of the textbooks, as a case of the model: linear output, quadratic cost, normal noise.

Effort in the classical sense is output *beyond normal*, e = y - N, with the cost c e^2 / 2 beyond what joy in the work
outweighs.  In the model a single activity with exponent 1/2, convexity 0 and worth of effort kappa has the utility
w y - kappa (y^2 - 2 y) for output y in normal months, so that e costs kappa e^2 beyond normal: c = 2 kappa / N^2.
With two activities of equal shares and convexity g the cost is quadratic near normal effort, with the matrix

    K = (kappa / N^2) [[1 + g, g], [g, 1 + g]],                     (second derivatives of kappa E^(1+g) / (1+g))

and e is small beside N here, so K is exact to about e / N.  Pay is that of the running commission, behaviour that of
the running `steer`; only the agent's certainty equivalent is worked out here, at the points of Gauss and Hermite.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from simkit.arrays import Array
from simkit.behaviour.drives import attract, loads
from simkit.behaviour.steered import PriceList, Steering
from simkit.behaviour.steering import steer
from simkit.behaviour.views import View
from simkit.people.advisors import People
from simkit.scheme.kpis import Work
from simkit.scheme.period_end import PeriodEnd
from simkit.scheme.scheme import Scheme

NORMAL = 1_000.0
"""Normal output N of a month: large beside what incentives add."""
NODES = 24
"""Points of the quadrature in each direction."""


@dataclass(frozen=True)
class Agent:
    """A classical agent under a commission of `powers` on each task.

    cost: K11, the second derivative of the cost; cross: K12, 0 for one task; risk_aversion: r; variance: of each.
    """

    powers: tuple[float, ...]
    cost: float
    variance: tuple[float, ...]
    cross: float = 0.0
    risk_aversion: float = 0.0

    @cached_property
    def steering(self) -> Steering:
        """The running plan of this agent."""
        prices = {f"task {k}": power for k, power in enumerate(self.powers)}
        pay = [{"kind": "commission", "every": "month", "paid_after": "0 months", "prices": prices, "round_to": 1e-9}]
        scheme = Scheme.model_validate({"name": "commission", "pay": pay})
        return steer(self._work, [1.0] * 12, scheme, self._view, _PEOPLE)

    @property
    def _work(self) -> Work:
        tasks = range(len(self.powers))
        share = f"{100.0 / len(self.powers):g}%"
        return Work.model_validate(
            {
                "activities": {f"do {k}": share for k in tasks},
                "kpis": {
                    f"task {k}": {"unit": "units", "normal_month": NORMAL, "from": f"do {k}", "noise": 0} for k in tasks
                },
            }
        )

    @property
    def _view(self) -> View:
        """Two tasks: (1 + g) kappa = K11 N^2 and g kappa = K12 N^2.  One task: 2 kappa = K11 N^2."""
        if len(self.powers) == 1:
            convexity, kappa = 0.0, 0.5 * self.cost * NORMAL**2
        else:
            kappa = (self.cost - self.cross) * NORMAL**2
            convexity = self.cross * NORMAL**2 / kappa
        return View(name="x", weight="100%", discount=1.0, convexity=convexity, worth_of_effort=kappa)

    @cached_property
    def _response(self) -> tuple[Array, list[Array]]:
        (planned,) = self.steering.steered
        assert isinstance(planned, PriceList)  # noqa: S101 (a commission is planned as a price list)
        attraction = [np.empty(1) for _ in self.powers]
        january = ((kpi, drive[:1]) for kpi, drive in planned.drives.items())
        attract(january, loads(self._work), 1.0, attraction, np.empty(1))
        return self.steering.rule.respond(attraction)

    @property
    def effort(self) -> tuple[float, ...]:
        """Output of each task beyond normal, as the running rule of effort gives it."""
        return tuple(NORMAL * (float(each[0]) - 1.0) for each in self._response[1])

    @property
    def cost_of_effort(self) -> float:
        """What that effort costs beyond normal, as the running rule says: in money."""
        total, output = self._response
        ones = [np.ones(1) for _ in output]
        kappa = self.steering.view.worth_of_effort
        normal, normal_output = self.steering.rule.respond(ones)
        beyond = self.steering.rule.net_cost(ones, total, output) - self.steering.rule.net_cost(
            ones, normal, normal_output
        )
        return kappa * float(beyond[0])

    def pay(self, noise: Array) -> Array:
        """Pay beyond that of a normal month at some noise (task, point), as the running commission awards it."""
        results = {f"task {k}": (NORMAL + e + noise[k])[None] for k, e in enumerate(self.effort)}
        base = np.zeros((1, noise.shape[-1]))
        (commission,) = self.steering.scheme.pay
        award: Array = commission.award(PeriodEnd(results, base))[0] - NORMAL * sum(self.powers)
        return award

    def surplus(self, worth: Sequence[float]) -> float:
        """What effort is worth to both: output at `worth` a unit, less cost, less the price of bearing risk."""
        points, weights = normal_points(len(self.powers))
        noise = points * np.sqrt(np.array(self.variance))[:, None]
        pay, r = self.pay(noise), self.risk_aversion
        certain = -math.log(float(np.sum(weights * np.exp(-r * (pay - self.cost_of_effort))))) / r
        profit = sum(p * e for p, e in zip(worth, self.effort, strict=True)) - float(np.sum(weights * pay))
        return profit + certain


_PEOPLE = People.model_validate({"seats": 1, "base_pay": {"median": 1, "spread": "0%"}})


def normal_points(dimensions: int) -> tuple[Array, Array]:
    """Points (dimension, point) and weights (point,) that integrate polynomials of standard normals exactly.

    >>> points, weights = normal_points(1)
    >>> round(float(np.sum(weights * points[0] ** 4)), 9)
    3.0
    """
    x, w = np.polynomial.hermite_e.hermegauss(NODES)
    w = w / w.sum()
    grids = np.meshgrid(*[x] * dimensions, indexing="ij")
    together = np.ones(1)
    for _ in range(dimensions):
        together = np.outer(together, w).ravel()
    return np.stack([grid.ravel() for grid in grids]), together
