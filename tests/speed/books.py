"""What a branch records of what is true: surveys, exams, ratings by its manager, and books that may be wrong."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import NormalDist
from typing import TYPE_CHECKING

from simkit.measurement.exam import Exam
from simkit.measurement.rater import Rater
from simkit.measurement.readers import Readers, stream
from simkit.measurement.records import Records
from simkit.measurement.survey import Survey
from tests.speed.branch import standings
from tests.speed.shocks import Months, Shocks
from tests.speed.world import World

if TYPE_CHECKING:
    from tests.speed.advisor import Advisor

EVERY = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}


class Reading:
    """How a branch reads a level: taken every so often, and standing until the next time."""

    def __init__(self, rule: Survey | Exam | Rater, normals: Months | None, manager: float) -> None:
        self.rule, self.normals, self.manager = rule, normals, manager
        self.impression: int | None = None
        self.reading: list[float] = []

    def record(self, month: int, first: int, true: list[float], impression: list[float] | None) -> list[float]:
        """What is recorded of the branch's true levels; `first`: its first seat."""
        if not self.reading or month % EVERY[self.rule.every] == 0:
            seats = len(true)
            luck = self.normals[month][first : first + seats] if self.normals else [0.0] * seats
            self.reading = read(self.rule, true, luck, self.manager, impression)
        return self.reading


class Ledger:
    """How a branch books a flow."""

    impression: int | None = None

    def __init__(self, rule: Records, normals: Months | None) -> None:
        self.rule, self.normals = rule, normals
        self.lost_below = NormalDist().inv_cdf(rule.missing) if rule.missing else -math.inf
        self.outstanding: list[float] = []

    def record(self, month: int, first: int, true: list[float], impression: list[float] | None) -> list[float]:
        """What is booked this month of the branch's results, and of what was late."""
        rule, seats = self.rule, len(true)
        luck = self.normals[month][first : first + seats] if self.normals else [0.0] * seats
        kept = [each if z >= self.lost_below else 0.0 for each, z in zip(true, luck, strict=True)]
        credited = [each + rule.miscredited * (kept[seat - 1] - each) for seat, each in enumerate(kept)]
        before = self.outstanding or [0.0] * seats
        self.outstanding = [rule.late * each for each in credited]
        return [each - late + due for each, late, due in zip(credited, self.outstanding, before, strict=True)]


class Books:
    """The books of one branch."""

    def __init__(
        self,
        world: World,
        readers: Readers,
        shocks: Shocks,
        advisors: Sequence[Advisor],
        first: int,
    ) -> None:
        """advisors: of the branch; first: number of its first seat."""
        self.world, self.advisors, self.first = world, advisors, first
        manager = shocks.managers[advisors[0].seat.branch] if shocks.managers else 0.0
        self.pages: dict[int, Reading | Ledger] = {}
        for kpi, rule in readers.items():
            if rule.is_neutral:
                continue
            normals = next((shocks.readings[stream(kpi, draw)] for draw in rule.draws), None)
            place = world.kpis.index(kpi)
            if isinstance(rule, Records):
                self.pages[place] = Ledger(rule, normals)
            else:
                page = self.pages[place] = Reading(rule, normals, manager)
                if isinstance(rule, Rater) and rule.halo_from:
                    page.impression = world.kpis.index(rule.halo_from)

    def record(self, month: int) -> None:
        """Everybody's month, impressions before what they colour."""
        for advisor in self.advisors:
            advisor.results.recorded = list(advisor.results.true)
        for kpi, page in sorted(self.pages.items(), key=lambda each: each[1].impression is not None):
            seen = self._impression(page, month)
            booked = page.record(month, self.first, [advisor.results.true[kpi] for advisor in self.advisors], seen)
            for advisor, result in zip(self.advisors, booked, strict=True):
                advisor.results.recorded[kpi] = result
        for advisor in self.advisors:
            advisor.count()

    def _impression(self, page: Reading | Ledger, month: int) -> list[float] | None:
        """What else the manager sees of each: another result, or what pay came to last year."""
        if page.impression is not None:
            return [each.results.recorded[page.impression] for each in self.advisors]
        return [each.last_variable for each in self.advisors] if month >= 12 else None


def read(
    rule: Survey | Exam | Rater, true: list[float], luck: list[float], manager: float, impression: list[float] | None
) -> list[float]:
    """One reading of a branch's levels, on the scale."""
    if rule.is_exact:
        found = list(true)
    elif isinstance(rule, Survey):
        error = rule.spread / math.sqrt(rule.clients)
        found = [each + rule.pleading + error * z for each, z in zip(true, luck, strict=True)]
    elif isinstance(rule, Exam):
        found = [each + rule.error * z for each, z in zip(true, luck, strict=True)]
        found = [float(round(mark)) if rule.whole_points else mark for mark in found]
    else:
        found = rated(rule, true, luck, manager, impression)
    return [min(max(each, rule.lowest), rule.highest) for each in found]


def rated(
    rule: Rater, true: list[float], luck: list[float], manager: float, impression: list[float] | None
) -> list[float]:
    """A manager's ratings: too kind, too much alike, and coloured by an impression."""
    seats = len(true)
    mean = sum(true) / seats
    shown = [each - mean for each in true]
    if rule.halo and impression is not None:
        spread = math.sqrt(sum(each * each for each in shown) / seats)
        unit = spread * math.sqrt(12.0 / (1.0 - 1.0 / max(seats, 2) ** 2))
        places = standings(impression)
        shown = [
            (1.0 - rule.halo) * each + rule.halo * unit * (place - 0.5)
            for each, place in zip(shown, places, strict=True)
        ]
    return [
        mean * (1.0 + rule.leniency + rule.managers_differ * manager + rule.noise * z) + (1.0 - rule.centrality) * each
        for each, z in zip(shown, luck, strict=True)
    ]
