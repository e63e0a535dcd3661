"""Firms in which one published finding is looked for, and how they are looked at.

A finding is looked for as it was found: one lever is moved, everything else stays, and chance is the same on both
sides (the same skies).  All firms here are copies of `FIRM` with a few values changed through the public engine:
`Scenario.model_validate`, interventions, `simkit.compare`.  Numbers of the firm are assumptions in the proportions of
`scenarios/vip_managers.yaml`; people behave by all defaults unless a test says what it switches off and why, and answer
pay as the view *central* of the standard views.

Figures are means over skies.  `Estimate` carries the standard error of that mean: where a test is about a sign, the
figure must lie more than three of them away from zero.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import simpy

from simkit.arrays import Array, Flags
from simkit.behaviour.views import STANDARD
from simkit.engine.agenda import ORDER
from simkit.engine.firm import Firm
from simkit.engine.simulate import Appraised, Chunk, Observed, PlanCache, Seen, simulate
from simkit.engine.world import Intervention, World
from simkit.engine.year import FirmYear
from simkit.scenario.scenario import Scenario

SEED = 1
SOLVED = PlanCache()
"""Plans that all tests of the folder share."""
Pay: TypeAlias = dict[str, Any]
"""A component of a scheme, as a file would hold it."""

CENTRAL = next(view for view in STANDARD if view.name == "central").model_dump(mode="json") | {"weight": "100%"}
SALES: dict[str, Any] = {
    "unit": "CNY", "normal_month": 4_000_000, "from": "sell", "noise": "45%",
    "pressed": "25%", "pipeline": "25%", "worth": {"bank": "1.2%"},
}  # fmt: skip
SERVICE: dict[str, Any] = {
    "unit": "points", "level": 80, "from": "serve", "noise": 3, "follows_effort": "10%", "at_most": 100,
    "of_clients": True,
}  # fmt: skip
FIRM: dict[str, Any] = {
    "name": "A firm for one finding",
    "horizon": {"run_in": "12 months", "length": "24 months"},
    "people": {
        "seats": 60, "branches": 12, "base_pay": {"median": 9_000, "spread": "20%"},
        "talent": {"spread": "30%"}, "book": {"spread": "30%"},
    },
    "work": {
        "activities": {"sell": "50%", "serve": "40%", "learn": "10%"},
        "kpis": {"sales": SALES, "satisfaction": SERVICE},
    },
    "views": [CENTRAL],
}  # fmt: skip

NORMAL_MONTH = 4_000_000.0
STEADY = {"swing": 0}
"""A market without good and bad times, where a finding was measured after controls for them."""
ALIKE: dict[str, Any] = {"base_pay": {"median": 9_000, "spread": 0}, "talent": {"spread": 0}, "book": {"spread": 0}}
"""People who differ in nothing that can be seen."""
CLIFF = {"kind": "steps", "steps": {"100%": "100%"}}
"""All at target and nothing below."""
QUOTA = {"kind": "threshold", "threshold": "80%", "accelerator": 2, "cap": "200%"}
"""A usual quota bonus: it starts at 80 %, rises twice as fast above target and stops at 200 % of target pay."""
BY_RECORD = {"kind": "regression", "keep": "80%"}
"""A quota for each, from what each sold last year."""
POTENTIAL = {"kind": "potential"}
"""A quota in proportion to the book."""


def bonus(target: Pay, curve: Pay, *, pays: str = "40% of base pay", every: str = "year", kpi: str = "sales") -> Pay:
    """A bonus on one KPI."""
    measures = [{"kpi": kpi, "weight": "100%", "target": target}]
    return {"kind": "bonus", "every": every, "target_pay": pays, "measures": measures, "curve": curve}


def commission(price: float | str = "0.09%", **more: Any) -> Pay:
    """A price for every unit of sales; by default 40 % of base pay in a normal month."""
    return {"kind": "commission", "prices": {"sales": price}, **more}


NOTHING = commission(0)
"""Base pay alone."""


def firm(*pay: Pay, **changes: Any) -> Scenario:
    """The firm under a scheme of these components; `changes`: other values at the top level."""
    return Scenario.model_validate(FIRM | {"schemes": {"today": {"name": "Today", "pay": list(pay)}}} | changes)


def people(**changes: Any) -> dict[str, Any]:
    """The people of the firm with other values."""
    return {**FIRM["people"], **changes}


def work(**sales: Any) -> dict[str, Any]:
    """The work of the firm with other values of its sales."""
    return {**FIRM["work"], "kpis": {"sales": SALES | sales, "satisfaction": SERVICE}}


@dataclass(frozen=True)
class Estimate:
    """A mean over skies and its standard error."""

    mean: float
    error: float

    @property
    def is_positive(self) -> bool:
        """Above zero by more than three standard errors."""
        return self.mean > 3.0 * self.error

    @property
    def is_negative(self) -> bool:
        """Below zero by more than three standard errors."""
        return self.mean < -3.0 * self.error

    def within(self, low: float, high: float) -> bool:
        """Whether the mean lies between these."""
        return low <= self.mean <= high

    def __str__(self) -> str:
        return f"{self.mean:.4f} (standard error {self.error:.4f})"


def estimate(by_sky: Array) -> Estimate:
    """From one figure a sky; at least two skies.

    >>> estimate(np.array([0.1, 0.3]))
    Estimate(mean=0.2, error=0.1)
    """
    values = np.asarray(by_sky, dtype=float).reshape(-1)
    return Estimate(float(values.mean()), round(float(values.std(ddof=1) / np.sqrt(len(values))), 15))


def change(after: Array, before: Array, who: Flags | None = None) -> Array:
    """Relative change of the sum over seats in each sky (sky,); `who`: the seats that count (sky, seat) or (seat,)."""
    counts = np.ones_like(before) if who is None else np.broadcast_to(who, before.shape)
    found: Array = (after * counts).sum(axis=-1) / (before * counts).sum(axis=-1) - 1.0
    return found


def years(
    scenario: Scenario, *, skies: int = 12, interventions: Sequence[Intervention] = ()
) -> dict[tuple[str, int], Observed]:
    """(scheme, year from 0) -> what was seen of it."""
    seen: dict[tuple[str, int], Observed] = {}

    def watch(told: Seen) -> None:
        if isinstance(told, Observed):
            seen[told.scheme, told.year] = told

    simulate(scenario, SOLVED.all(scenario), SEED, range(skies), watch, interventions)
    return seen


def records(scenario: Scenario, *, skies: int = 12, interventions: Sequence[Intervention] = ()) -> list[FirmYear]:
    """The years of a firm with one scheme, the run-in first."""
    seen = years(scenario, skies=skies, interventions=interventions)
    return [seen[scenario.today, year].record for year in range(scenario.horizon.months // 12)]


def sales(record: FirmYear) -> Array:
    """True sales of a year (sky, seat)."""
    return record.results["sales"]


def attained(scenario: Scenario, *, skies: int = 12) -> list[Array]:
    """Attainment (sky, seat) at the end of every year of a firm with one yearly bonus."""
    seen: list[Array] = []

    def watch(told: Seen) -> None:
        if isinstance(told, Appraised):
            seen.append(np.array(told.attained()))

    simulate(scenario, SOLVED.all(scenario), SEED, range(skies), watch)
    return seen


def months(
    scenario: Scenario, read: Callable[[Firm], Array], *, skies: int = 12, interventions: Sequence[Intervention] = ()
) -> dict[str, Array]:
    """Scheme -> (month, sky, seat): what `read` finds in its firm after every month's work, from its first month on."""
    chunk = Chunk(scenario, SOLVED.all(scenario), SEED, range(skies), lambda _: None, interventions)
    found: dict[str, list[Array]] = {name: [] for name in scenario.schemes}
    after_work = ORDER.index("appraisal") / len(ORDER)

    def look() -> Generator[simpy.Event, Any, None]:
        for month in range(scenario.horizon.months):
            yield chunk.env.timeout(month + after_work - chunk.env.now)
            for (name, _), each in chunk.firms.items():
                found[name].append(np.array(read(each)))

    chunk.env.process(look())
    chunk.env.run()
    return {name: np.array(each) for name, each in found.items()}


def sold(now: Firm) -> Array:
    """True sales of the month."""
    return now.true["sales"]


def base_pay_changes(by: float, seats: Sequence[int] | None = None, *, month: int = 13) -> Intervention:
    """An intervention: base pay changes by a share, of some seats or of all."""

    def happen(world: World) -> Generator[simpy.Event, Any, Any]:
        yield world.at(month=month)
        world.firm.change_base_pay("today", by, seats)

    return happen
