"""Names of states, shared by both sides: what is compared for every advisor in every month.

A state is looked at when a month is over (month + 0.95).  Its name says what it is and, after the colon, what it is
measured in: a KPI, money, or a number such as effort.  Left out is what simkit does not work out: a month's sums of
flows (a period's sums are compared as tallies), and merit results that neither the scheme nor a growing target counts.
"""

from __future__ import annotations

from typing import NamedTuple

from simkit.scenario.scenario import Scenario
from simkit.scheme.components import Component
from simkit.scheme.scheme import Scheme
from simkit.scheme.targets import GrowthTarget

LATE = 0.95
"""After everything else in a month."""


class When(NamedTuple):
    """A firm at the end of a month ("months"), its record of a year ("years"), or its pay "on paper"."""

    what: str
    scheme: str
    view: str
    number: int


def measured(component: Component, place: int) -> str:
    """The KPI of a measure."""
    return component.measures[place].kpi


def by_month(scenario: Scenario) -> list[str]:
    """Flows and levels: a year's sums are made of the year's flows."""
    return [*scenario.work.flows, *scenario.work.levels]


def on_merit(scenario: Scenario, scheme: Scheme) -> list[str]:
    """Flows and levels behind what the scheme counts, and behind every target that grows."""
    sums = scenario.work.sums
    parts = {part for kpi in scheme.counted for part in (sums[kpi].sum_of if kpi in sums else (kpi,))}
    return [kpi for kpi in by_month(scenario) if kpi in parts.union(remembered(scenario))]


def remembered(scenario: Scenario) -> list[str]:
    """Flows and levels behind the KPIs whose targets grow under any scheme."""
    measures = [m for scheme in scenario.schemes.values() for component in scheme.pay for m in component.measures]
    kpis = [measure.kpi for measure in measures if isinstance(measure.target, GrowthTarget)]
    sums = scenario.work.sums
    return sorted({part for kpi in kpis for part in (sums[kpi].sum_of if kpi in sums else (kpi,))})
