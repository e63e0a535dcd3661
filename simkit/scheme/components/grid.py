"""A production grid: a share of what was produced, by brackets, as brokers and many advisors are paid.

>>> import numpy as np
>>> brackets = {0: "22%", 13_250: "50%"}
>>> grid = ProductionGrid.model_validate({"production": "fees", "brackets": brackets, "basis": "marginal"})
>>> made = np.array([[20_000.0, 50_000.0]])
>>> grid.award(PeriodEnd({"fees": made}, base_pay=np.zeros((1, 2)))).tolist()
[[6290.0, 21290.0]]
>>> year = grid.model_copy(update={"lookback": "calendar year"})
>>> year.award(PeriodEnd({"fees": made}, np.zeros((1, 2)), before={"fees": np.array([[0.0, 13_250.0]])})).tolist()
[[6290.0, 25000.0]]
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any, Literal, Self

import numpy as np
from pydantic import Field, field_validator

from simkit.arrays import Array
from simkit.quantities import KpiName, PositiveMoney, PositiveShare, Rate, write_months
from simkit.scheme.adjustments import Adjustment
from simkit.scheme.beliefs import Beliefs
from simkit.scheme.brackets import Basis, Brackets, Start, between, piecewise
from simkit.scheme.components.component import PayComponent
from simkit.scheme.components.grid_reasons import reasons
from simkit.scheme.components.grid_year import OnProduction, evenly, on_usual
from simkit.scheme.components.period import Every, rounded
from simkit.scheme.curve import Curve
from simkit.scheme.period_end import ALONE, PeriodEnd, Who
from simkit.scheme.scorecard import Gate, Measure
from simkit.scheme.statement import Reason, with_rounding

Lookback = Literal["period", "calendar year", "trailing 12 months"]


class ProductionGrid(PayComponent):
    """A share of production by brackets.

    The look-back picks the bracket, the production of the period is what is paid: with basis whole the rate of the
    bracket reached x production; with marginal what the brackets pay for all of the look-back less what they pay
    without this period.  Production up to the hurdle is not paid; the points of adjustments are added to the rate;
    pay of a period is not below 0 and not above the cap.
    """

    kind: Literal["grid"] = "grid"
    name: str = Field(default="Production grid", description="how the component is called on a pay statement")
    every: Every = Field(default="month", description="the period whose production is paid")
    production: dict[KpiName, Rate] = Field(
        min_length=1, description="what counts as production: a KPI in money, or KPI -> money per unit"
    )
    brackets: dict[Start, PositiveShare] = Field(
        min_length=1, description="production of the look-back -> rate from there on; nothing below the first"
    )
    basis: Basis = Field(
        description="marginal: each rate for what lies in its bracket; whole: the rate reached, for all of the period"
    )
    lookback: Lookback = Field(
        default="period", description="the production that picks the bracket: of the period, the year, or 12 months"
    )
    hurdle: PositiveMoney | None = Field(
        default=None, description="production of each period that is not paid, though it counts for the bracket"
    )
    cap: PositiveMoney | None = Field(default=None, description="highest pay of a period; none: no cap")
    adjustments: tuple[Adjustment, ...] = Field(default=(), description="points on the rate from other KPIs")

    @field_validator("production", mode="before", json_schema_input_type=str | dict[str, Rate])
    @classmethod
    def _one_kpi(cls, value: Any) -> Any:
        return {value: "100%"} if isinstance(value, str) else value

    @field_validator("production")
    @classmethod
    def _produces(cls, value: dict[str, float]) -> dict[str, float]:
        for kpi, each in value.items():
            if each <= 0.0:
                raise ValueError(f"a unit of {kpi} is worth {each:g}; write money above 0, or leave it out")
        return value

    @field_validator("brackets")
    @classmethod
    def _pays(cls, value: dict[float, float]) -> dict[float, float]:
        if not any(value.values()):
            raise ValueError("no bracket pays anything; write a rate above 0% for at least one")
        return value

    @property
    def measures(self) -> tuple[Measure, ...]:
        """A grid has no targets."""
        return ()

    @property
    def gates(self) -> tuple[Gate, ...]:
        """A grid has no gates."""
        return ()

    @property
    def prices(self) -> dict[str, float]:
        """KPI -> money of production per unit."""
        return self.production

    @property
    def counted(self) -> tuple[str, ...]:
        """The KPIs that it reads."""
        return tuple(dict.fromkeys((*self.production, *(adjustment.kpi for adjustment in self.adjustments))))

    @property
    def window(self) -> Lookback:
        """The look-back; over a year that is the period, all are the same."""
        return "period" if self.every == "year" else self.lookback

    @property
    def reads_before(self) -> tuple[str, ...]:
        """The year before the period, where the year picks the bracket."""
        return self.counted if self.window == "calendar year" else ()

    @property
    def reads_trailing(self) -> tuple[str, ...]:
        """Twelve months, where these pick the bracket."""
        return self.counted if self.window == "trailing 12 months" else ()

    @property
    def horizon(self) -> int:
        """A year, where the year picks the bracket."""
        return 12 if self.window == "calendar year" else self.months

    @property
    def most_attained(self) -> float:
        """There is no limit to what can be produced."""
        return math.inf

    @cached_property
    def by_bracket(self) -> Brackets:
        """The brackets as they are computed with."""
        return Brackets(self.brackets, self.basis)

    def scaled(self, factor: float) -> ProductionGrid:
        """The same with every rate, every point and the cap multiplied."""
        changes: dict[str, Any] = {
            "brackets": {start: factor * rate for start, rate in self.brackets.items()},
            "adjustments": tuple(adjustment.scaled(factor) for adjustment in self.adjustments),
            "cap": None if self.cap is None else factor * self.cap,
        }
        return self.model_copy(update=changes)

    def produced(self, counted: Mapping[str, Array]) -> Array:
        """Production in money; a unit that was returned counts as one less."""
        found: Array = np.zeros(())
        for kpi, each in self.production.items():
            found = found + each * counted[kpi]
        return found

    def looked_back(self, end: PeriodEnd) -> Mapping[str, Array]:
        """KPI -> what the look-back holds; who has no earlier months counts the period alone."""
        if self.window == "trailing 12 months":
            return {kpi: end.trailing.get(kpi, end.results[kpi]) for kpi in self.counted}
        if self.window == "calendar year":
            return {kpi: end.results[kpi] + end.before.get(kpi, 0.0) for kpi in self.counted}
        return end.results

    def attained(self, end: PeriodEnd) -> Array:
        """What the period produced, in money."""
        return self.produced(end.results)

    def points(self, window: Mapping[str, Array]) -> Array | float:
        """Points on the rate, of all adjustments."""
        found: Array | float = 0.0
        for adjustment in self.adjustments:
            found = found + adjustment.at(window[adjustment.kpi])
        return found

    @property
    def rated_by(self) -> tuple[str, ...]:
        """The KPIs of the adjustments."""
        return tuple(dict.fromkeys(adjustment.kpi for adjustment in self.adjustments))

    def points_of(self, end: PeriodEnd) -> dict[str, Array]:
        """KPI -> points on the rate that its adjustments give or take."""
        window, found = self.looked_back(end), dict[str, Array]()
        for adjustment in self.adjustments:
            kpi = adjustment.kpi
            found[kpi] = found.get(kpi, 0.0) + adjustment.at(window[kpi])
        return found

    def money(self, window: Array, produced: Array, points: Array | float) -> Array:
        """What a period pays, before rounding; unknown (NaN) where production is."""
        paid = np.clip(self._uncapped(window, produced, points), 0.0, self.cap)
        return np.where(np.isnan(window + produced), np.nan, paid)

    def _uncapped(self, window: Array, produced: Array, points: Array | float) -> Array:
        return self.by_bracket.paid(window, np.maximum(produced - (self.hurdle or 0.0), 0.0), points)

    def award(self, end: PeriodEnd) -> Array:
        """Pay for one period (replication, seat)."""
        window = self.looked_back(end)
        return rounded(self.money(self.produced(window), self.attained(end), self.points(window)), self.round_to)

    def statement(self, end: PeriodEnd, who: Who = ALONE) -> Reason:
        """The reasons of one person's award: brackets or the rate, adjustments, the cap, rounding."""
        mine = end.of(who)
        window = self.looked_back(mine)
        parts = reasons(
            self.by_bracket,
            self.produced(window).item(),
            self.attained(mine).item(),
            self.hurdle or 0.0,
            [(each.kpi, window[each.kpi].item(), each.at(window[each.kpi]).item()) for each in self.adjustments],
        )
        if (self.reads_trailing and not mine.trailing) or (self.reads_before and not mine.before):
            parts[0] = replace(parts[0], note=f"{parts[0].note}; no earlier months are known")
        paid = self.award(mine).item()
        money = sum(part.value for part in parts)
        if money < 0.0:
            parts.append(Reason("no less than nothing", -money, "a period's pay is not below 0"))
        elif self.cap is not None and money > self.cap:
            parts.append(Reason("cap", self.cap - money, f"at most {self.cap:,.2f} a period"))
        return with_rounding(self.name, parts, paid)

    def perceived(self, beliefs: Beliefs, base_pay: float) -> Curve:
        """Own production of the period -> present value, after what is believed of the look-back and of the points."""
        before = beliefs.produced
        corners = [self.hurdle or 0.0, *(start - before for start in self.brackets)]
        curve = piecewise(lambda made: self._uncapped(before + made, made, beliefs.points), corners)
        curve = between(curve, 0.0, math.inf if self.cap is None else self.cap)
        return curve.times(beliefs.discount * (1.0 - beliefs.loss_chance))

    def planned(self, normal: Callable[[str, int], float]) -> OnProduction | Self:
        """The grid on the production of its horizon; one that looks back twelve months is seen month by month."""
        if self.window == "trailing 12 months":
            return self
        usual = {kpi: normal(kpi, self.horizon) for kpi in self.counted}
        worth = {kpi: each * usual[kpi] for kpi, each in self.production.items()}
        payout, whole = self._over_horizon(), sum(worth.values())
        rate = float(payout(whole)) / whole
        return OnProduction(
            name=self.name,
            every="year" if self.horizon == 12 else self.every,
            paid_after=write_months(self.paid_after),
            deferral=self.deferral,
            measures=tuple(on_usual(kpi, part / whole, usual[kpi]) for kpi, part in worth.items()),
            payout=payout.over(whole),
            early=0.5 * (self.horizon - self.months),
            coefficients=tuple(each.as_modifier(rate, usual[each.kpi]) for each in self.adjustments if rate > 0.0),
        )

    def _over_horizon(self) -> Curve:
        """Production of the horizon -> what it pays, the production of a year being the same in every period."""
        if self.horizon == self.months:
            return self.perceived(Beliefs(), 0.0)
        periods = self.horizon // self.months
        hurdle = self.hurdle or 0.0
        curve = evenly(lambda window, made: self._uncapped(window, made, 0.0), self.brackets, hurdle, periods)
        return between(curve, 0.0, math.inf if self.cap is None else periods * self.cap)

    def steady_year(self, year: Mapping[str, Array]) -> Array:
        """What twelve months pay in which every period is like the others; `year`: KPI -> what a year counts."""
        periods = 12 // self.months
        window = self.produced(year)
        return periods * self.money(window, window / periods, self.points(year))

    def steady_slopes(self, year: Mapping[str, Array], around: Mapping[str, Array]) -> dict[str, Array]:
        """KPI -> money that one unit more a year is worth, as the mean slope from `around` less to `around` more.

        The parts of production move together; nothing is worth less than nothing.
        """
        together = [tuple(self.production), *((kpi,) for kpi in self.counted if kpi not in self.production)]
        found = {}
        for kpis in together:
            more, less = (
                self.steady_year({**year, **{kpi: year[kpi] + sign * around[kpi] for kpi in kpis}})
                for sign in (1.0, -1.0)
            )
            each = {kpi: self.production.get(kpi, 1.0) for kpi in kpis}
            width: Array = np.add.reduce([2.0 * each[kpi] * around[kpi] for kpi in kpis])
            slope = np.maximum(np.divide(more - less, width, out=np.zeros_like(width), where=width > 0.0), 0.0)
            found.update({kpi: slope * each[kpi] for kpi in kpis})
        return found
