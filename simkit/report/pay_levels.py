"""What a scheme pays a typical advisor in a year at every level of results: pay as a function of attainment.

The typical advisor reaches the same share of every target in every period of the year.  Awards are computed by the
components themselves; only what stands in no target is looked up: a normal month of the scenario, or the target that
another part of the compared schemes sets for the same KPI.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from simkit.arrays import Array
from simkit.behaviour.course import average_course, course
from simkit.scenario.scenario import Scenario
from simkit.scheme.components import Component
from simkit.scheme.kpis import LevelKpi
from simkit.scheme.period_end import PeriodEnd
from simkit.scheme.scheme import Scheme
from simkit.scheme.scorecard import Measure
from simkit.scheme.target_rule import TargetBasis
from simkit.scheme.targets import FixedTarget, NoTarget

_FINE = 1e-6
"""Money is not rounded to cents here: steps of a cent would look like dead zones and jumps."""


@dataclass
class Typical:
    """An advisor in the middle: what is known of a year at exactly 100%.  `notes` collects what had to be supposed.

    a_year: KPI -> amount of a year that a target of one of the schemes names, for what has no target of its own.
    """

    base_pay: float
    scenario: Scenario | None = None
    a_year: Mapping[str, float] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def knows(self, component: Component, kpi: str) -> bool:
        """Whether anything says what 100% of a KPI is; a gate alone does not, and others' results are not known."""
        measured = any(measure.kpi == kpi and measure.has_target for measure in component.measures)
        known = measured or self.normal(kpi, component.months) is not None
        return kpi in component.counted and component.compared == "nobody" and known

    def note(self, text: str) -> None:
        """Keep a note, once."""
        if text not in self.notes:
            self.notes.append(text)

    def is_level(self, kpi: str) -> bool:
        """Whether the scenario says that a KPI stands at a level; a KPI that is not known is counted from zero."""
        return self.scenario is not None and isinstance(self.scenario.work.kpis.get(kpi), LevelKpi)

    def normal(self, kpi: str, months: int) -> float | None:
        """The result of a KPI in a normal period; None where nothing says it."""
        if self.scenario is not None and kpi in self.scenario.work.kpis:
            each = self.scenario.work.normal_month(kpi)
            return each if self.is_level(kpi) else each * months
        return self.a_year[kpi] * months / 12.0 if kpi in self.a_year else None

    def target(self, component: Component, measure: Measure) -> float:
        """The target of one period, in units of the KPI; 1 where nothing says it, so that results count in targets."""
        rule = measure.target
        if isinstance(rule, FixedTarget):
            return rule.at
        if self.scenario is None or measure.kpi not in self.scenario.work.kpis:
            gate = next((gate for gate in component.gates if gate.kpi == measure.kpi), None)
            if gate is None:
                return 1.0
            self.note(f"{component.name}: the gate on {measure.kpi} is taken to stand at 100% of its target.")
            return gate.at_least
        work, season, months = self.scenario.work, self.scenario.market.season, component.months
        mean = average_course([course(work, measure.kpi, season, months, first) for first in range(0, 12, months)])
        share = mean.share_of_year(months)
        history, seats = np.array([mean.normal / share]), self.scenario.people.seats
        return float(rule.target(TargetBasis(mean.normal, np.ones(1), history, share, seats=seats))[0])


def whole_results(component: Component, typical: Typical) -> tuple[dict[str, float], list[float]]:
    """KPI -> result of one period at 100%, and the target of every measure."""
    results: dict[str, float] = {}
    targets = [typical.target(component, measure) for measure in component.measures]
    for measure, target in zip(component.measures, targets, strict=True):
        if not isinstance(measure.target, NoTarget):
            results.setdefault(measure.kpi, target)
    gates = {gate.kpi: gate.at_least for gate in component.gates}
    for kpi in component.counted:
        if kpi in results:
            continue
        normal = typical.normal(kpi, component.months)
        if normal is None and kpi in gates:
            typical.note(f"{component.name}: the gate on {kpi} is taken to be open from 100% on.")
        elif normal is None:
            typical.note(
                f"{component.name}: nothing says how much {kpi} is normal, so it is left out; name a scenario."
            )
        results[kpi] = normal if normal is not None else gates.get(kpi, 0.0)
    return results, targets


def yearly_pay(scheme: Scheme, typical: Typical, attained: Mapping[str, Array], others: float | Array = 1.0) -> Array:
    """Variable pay of a year (level,) at shares (level,) of the results at 100%; KPIs not named stand at `others`."""
    parts = [component_pay(component, typical, attained, others) for component in scheme.pay]
    counted = [part for part in parts if part is not None]
    shape = np.broadcast_shapes(*(np.shape(each) for each in (*attained.values(), others)))
    total: Array = np.add.reduce(counted) if counted else np.zeros(shape)
    return total


def component_pay(
    component: Component, typical: Typical, attained: Mapping[str, Array], others: float | Array
) -> Array | None:
    """What one component pays in a year (level,); None where it depends on the results of other people."""
    if component.compared != "nobody":
        typical.note(f"{component.name} depends on how others do; it is left out of the tables.")
        return None
    results, targets = whole_results(component, typical)
    levels = np.broadcast_arrays(*(np.atleast_1d(share) for share in (*attained.values(), others)))
    shape = (levels[0].size, 1)
    shares = {kpi: np.broadcast_to(attained.get(kpi, others), levels[0].shape) for kpi in results}
    done = {kpi: (shares[kpi] * result).reshape(shape) for kpi, result in results.items()}
    fine = component.model_copy(update={"round_to": _FINE})
    total, count = np.zeros(shape), 12 // component.months
    for number in range(count):
        end = PeriodEnd(
            results=done,
            base_pay=np.full(shape, typical.base_pay),
            targets=[np.full(shape, target) for target in targets],
            before={kpi: number * result for kpi, result in done.items()},
            trailing={kpi: count * result for kpi, result in done.items()},
            elapsed=(number + 1) / count,
        )
        total += fine.award(end)
    return total[:, 0]


def amounts_a_year(schemes: Sequence[Scheme]) -> dict[str, float]:
    """KPI -> amount of a year, for the KPIs that have a fixed target anywhere."""
    return {
        measure.kpi: measure.target.at * 12.0 / component.months
        for scheme in reversed(schemes)
        for component in scheme.pay
        for measure in component.measures
        if isinstance(measure.target, FixedTarget)
    }
