"""A scheme as one type of advisor sees it: the lines and plans that `steering` makes and `pull` reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from simkit.arrays import Array
from simkit.behaviour.course import Course
from simkit.behaviour.effort import EffortRule
from simkit.behaviour.planning import Plan
from simkit.behaviour.rolling import Rolling
from simkit.behaviour.tables import Grid, Table
from simkit.behaviour.views import View
from simkit.scheme.components.component import PayComponent
from simkit.scheme.curve import Curve
from simkit.scheme.others import Others
from simkit.scheme.scheme import Scheme


@dataclass(frozen=True)
class Line:
    """One KPI that a component pays for.

    courses: one for each period of the year; loading: (activity,) attraction of a unit drive; parts: flow or level
    KPIs that it is made of, with their shares in a normal result; weight: of the measure in its score; ratchet: what
    is left of the pull because results raise later targets; unit: what the KPI is worth per unit that is counted
    (`Work.counting_unit`).
    """

    kpi: str
    courses: tuple[Course, ...]
    loading: tuple[float, ...]
    parts: tuple[tuple[str, float], ...]
    weight: float
    ratchet: float
    unit: float


@dataclass(frozen=True)
class PlannedLine(Line):
    """A line with a plan of its own."""

    plan: Plan

    @property
    def grid(self) -> Grid:
        """Where the tables of its plan stand."""
        return self.plan.grid


@dataclass(frozen=True)
class ScoredLine(Line):
    """A measure of a score: tables (month, stretch, projection) of its expected score and the slope of it.

    scorer: result over target, or over a normal result where there is no target, to score.
    """

    scorer: Curve
    grid: Grid
    score: Table
    slope: Table


@dataclass(frozen=True)
class SplitBonus:
    """A bonus planned measure by measure."""

    component: PayComponent
    lines: tuple[PlannedLine, ...]


@dataclass(frozen=True)
class ScoreBonus:
    """A bonus planned on its score, under the beliefs `pass_chance` and `expected_award` (units of kappa).

    modifiers: a line for each coefficient; modified: what all of them together usually make of the award.
    """

    component: PayComponent
    lines: tuple[ScoredLine, ...]
    plan: Plan
    gates: tuple[PlannedLine, ...]
    pass_chance: float
    expected_award: float
    modifiers: tuple[PlannedLine, ...] = ()
    modified: float = 1.0


@dataclass(frozen=True)
class PriceList:
    """A commission.  drives: flow or level KPI -> (month of year,) drive of an average seat at median base pay."""

    component: PayComponent
    drives: Mapping[str, Array]


Steered = SplitBonus | ScoreBonus | PriceList | Rolling


@dataclass(frozen=True)
class Steering:
    """All components of one scheme as one type of advisor sees them under one view.

    seats: people in the firm; others: number of a component that depends on colleagues -> what is believed of them;
    unsettled: number of a component -> how far its field still moved when the search ended, as a part of its spread.
    later: first month (from 0) -> the same for each later version of the scheme; all before is of the first one.
    """

    scheme: Scheme
    view: View
    rule: EffortRule
    median_pay: float
    steered: tuple[Steered, ...]
    seats: int = 1
    others: Mapping[int, Others] = field(default_factory=dict)
    unsettled: Mapping[int, float] = field(default_factory=dict)
    later: Mapping[int, Steering] = field(default_factory=dict)
