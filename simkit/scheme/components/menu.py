"""A menu of contracts: a share of production above a deductible, and everybody has the contract that suits them.

>>> import numpy as np
>>> ladder = [{"deductible": 200, "rate": "50%"}, {"deductible": 400, "rate": "60%"}]
>>> menu = Menu.model_validate({"production": "fees", "contracts": ladder})
>>> menu.indifference
(1400.0,)
>>> made = {"fees": np.array([[1_000.0, 1_000.0, 3_000.0]])}
>>> past = {"fees": np.array([[12_000.0, 34_000.0, 36_000.0]])}  # twelve months, this one among them
>>> menu.award(PeriodEnd(made, np.zeros((1, 3)), trailing=past)).tolist()
[[400.0, 360.0, 1560.0]]
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import cached_property
from itertools import pairwise
from typing import Any, Literal

import numpy as np
from pydantic import Field, field_validator

from simkit.arrays import Array, Index
from simkit.concepts import Concept
from simkit.quantities import KpiName, Money, PositiveShare, Rate, Share, write_months, write_share
from simkit.scheme.beliefs import Beliefs
from simkit.scheme.brackets import piecewise
from simkit.scheme.components.component import PayComponent
from simkit.scheme.components.grid_year import OnProduction, on_usual
from simkit.scheme.components.period import rounded
from simkit.scheme.curve import Curve
from simkit.scheme.period_end import ALONE, PeriodEnd, Who
from simkit.scheme.scorecard import Gate, Measure
from simkit.scheme.statement import Reason, with_rounding


class Contract(Concept):
    """One line of the menu: rate x (production - deductible), for one period."""

    deductible: Money = Field(ge=0, description="production of a period that is not shared")
    rate: PositiveShare = Field(gt=0, description="the advisor's share of production above the deductible")


class OnContracts(OnProduction):
    """What a planner plans of a menu: at every production the pay of the contract that suits it."""

    kind: str = "on contracts"
    conditions: tuple[Gate, ...] = ()

    @property
    def gates(self) -> tuple[Gate, ...]:
        """The gates of the menu."""
        return self.conditions


class Menu(PayComponent):
    """Pay of a period = rate x max(0, production - client cost - deductible) of the own contract x gates, rounded.

    The contract is chosen before the period, as the one that pays most at the mean production of the months before it,
    as far as twelve months go with the period; who has no such months has the one that suits the period.  The planner
    takes every production to be paid by the contract that suits it: it holds for who stays between two points of
    indifference, and near one it makes a little too much of swings, because a contract lasts for its period.
    """

    kind: Literal["menu"] = "menu"
    name: str = Field(default="Contract", description="how the component is called on a pay statement")
    every: Literal["month", "quarter", "half-year"] = Field(
        default="month", description="the period whose production is shared, and for which a contract is chosen"
    )
    production: dict[KpiName, Rate] = Field(
        min_length=1, description="what counts as production: a KPI in money, or KPI -> money per unit"
    )
    client_cost: Share = Field(
        default="0%", ge=0, lt=1, validate_default=True, description="part of production that clients cost"
    )
    contracts: tuple[Contract, ...] = Field(min_length=2, description="deductibles with their rates, both rising")
    choice: Literal["best"] = Field(
        default="best", description="best: everybody has the contract that pays most at their usual production"
    )
    gates: tuple[Gate, ...] = Field(default=(), description="conditions that must hold for it to be paid in full")

    @field_validator("production", mode="before", json_schema_input_type=str | dict[str, Rate])
    @classmethod
    def _one_kpi(cls, value: Any) -> Any:
        return {value: "100%"} if isinstance(value, str) else value

    @field_validator("contracts")
    @classmethod
    def _each_suits_somebody(cls, value: tuple[Contract, ...]) -> tuple[Contract, ...]:
        for low, high in pairwise(value):
            if not (low.deductible < high.deductible and low.rate < high.rate):
                raise ValueError(
                    f"{high.deductible:g} at {write_share(high.rate)} after {low.deductible:g} at "
                    f"{write_share(low.rate)}; write contracts whose deductibles and rates both rise"
                )
        for before, after, contract in zip(_indifference(value), _indifference(value)[1:], value[1:], strict=False):
            if not before < after:
                raise ValueError(
                    f"the contract with the deductible {contract.deductible:g} is best for nobody; "
                    "leave it out, or write a lower deductible or a higher rate"
                )
        return value

    @property
    def measures(self) -> tuple[Measure, ...]:
        """A menu has no targets."""
        return ()

    @property
    def prices(self) -> dict[str, float]:
        """KPI -> money of production per unit."""
        return self.production

    @property
    def counted(self) -> tuple[str, ...]:
        """The KPIs that it reads."""
        return tuple(dict.fromkeys((*self.production, *(gate.kpi for gate in self.gates))))

    @property
    def reads_trailing(self) -> tuple[str, ...]:
        """Twelve months, which say what is usual."""
        return tuple(self.production)

    @property
    def most_attained(self) -> float:
        """There is no limit to what can be produced."""
        return math.inf

    @cached_property
    def indifference(self) -> tuple[float, ...]:
        """Production, after client cost, at which two neighbouring contracts pay the same."""
        return _indifference(self.contracts)

    def scaled(self, factor: float) -> Menu:
        """The same with every rate multiplied; the choices stay the same."""
        contracts = (each.model_copy(update={"rate": factor * each.rate}) for each in self.contracts)
        return self.model_copy(update={"contracts": tuple(contracts)})

    def produced(self, counted: Mapping[str, Array]) -> Array:
        """Production in money, after client cost."""
        found: Array = np.zeros(())
        for kpi, each in self.production.items():
            found = found + each * counted[kpi]
        return found * (1.0 - self.client_cost)

    def attained(self, end: PeriodEnd) -> Array:
        """What the period produced, in money after client cost."""
        return self.produced(end.results)

    def usual(self, end: PeriodEnd) -> Array:
        """Mean production of a period before this one, within twelve months that end with it."""
        if any(kpi not in end.trailing for kpi in self.production):
            return self.attained(end)
        before = {kpi: end.trailing[kpi] - end.results[kpi] for kpi in self.production}
        return self.produced(before) * (self.months / (12.0 - self.months))

    def chosen(self, usual: Array) -> Index:
        """The number of the contract that pays most at a production; the one with the lower deductible of equals."""
        offers = np.stack([each.rate * (usual - each.deductible) for each in self.contracts])
        number: Index = np.argmax(offers, axis=0)
        return number

    def _before_gates(self, made: Array, usual: Array) -> Array:
        """Pay of the contract that suits the usual production; unknown (NaN) where either production is."""
        number = self.chosen(usual)
        rates = np.array([each.rate for each in self.contracts])
        deductibles = np.array([each.deductible for each in self.contracts])
        paid = rates[number] * np.maximum(made - deductibles[number], 0.0)
        return np.where(np.isnan(usual), np.nan, paid)

    def award(self, end: PeriodEnd) -> Array:
        """Pay for one period (replication, seat)."""
        paid = self._before_gates(self.attained(end), self.usual(end))
        for gate in self.gates:
            paid = paid * gate.opening(end.results[gate.kpi] / gate.at_least)
        return rounded(paid, self.round_to)

    def statement(self, end: PeriodEnd, who: Who = ALONE) -> Reason:
        """The reasons of one person's award: production, client cost, the deductible of the contract, gates."""
        mine = end.of(who)
        usual, made = self.usual(mine).item(), self.attained(mine).item()
        contract = self.contracts[int(self.chosen(self.usual(mine)).item())]
        whole = made / (1.0 - self.client_cost)
        chosen = f"contract {contract.deductible:,.2f} at {contract.rate:.0%}, chosen for {usual:,.2f} a period"
        parts = [Reason("production", contract.rate * whole, f"{whole:,.2f} x {contract.rate:.0%}")]
        if self.client_cost:
            parts.append(Reason("client cost", contract.rate * (made - whole), f"{self.client_cost:.1%} of production"))
        off = min(contract.deductible, made)  # pay is not below 0
        parts.append(Reason("deductible", -contract.rate * off, chosen))
        money = contract.rate * (made - off)
        for gate in self.gates:
            result = mine.results[gate.kpi].item()
            factor = float(gate.opening(result / gate.at_least))
            parts.append(
                Reason(f"gate: {gate.kpi}", money * (factor - 1.0), f"{result:g}, at least {gate.at_least:g} asked")
            )
            money *= factor
        return with_rounding(self.name, parts, self.award(mine).item())

    def perceived(self, beliefs: Beliefs, base_pay: float) -> Curve:
        """Own production of the period -> present value, by the contract that suits it.

        With `beliefs.produced`, the production of the months before, by the contract that was chosen for it.
        """
        contracts = self.contracts
        if beliefs.produced:
            usual = np.array(beliefs.produced * self.months / (12.0 - self.months))
            contracts = (self.contracts[int(self.chosen(usual))],)
        worth = beliefs.discount * beliefs.pass_chance * (1.0 - beliefs.loss_chance)
        return _best_of(contracts).times(worth)

    def planned(self, normal: Callable[[str, int], float]) -> OnContracts:
        """The menu on production over a normal one."""
        usual = {kpi: normal(kpi, self.months) for kpi in self.production}
        worth = {kpi: each * usual[kpi] for kpi, each in self.production.items()}
        whole = sum(worth.values())
        return OnContracts(
            name=self.name,
            every=self.every,
            paid_after=write_months(self.paid_after),
            deferral=self.deferral,
            measures=tuple(on_usual(kpi, part / whole, usual[kpi]) for kpi, part in worth.items()),
            payout=_best_of(self.contracts).over(whole * (1.0 - self.client_cost)),
            early=0.0,
            conditions=self.gates,
        )


def _indifference(contracts: tuple[Contract, ...]) -> tuple[float, ...]:
    return tuple(
        round((high.rate * high.deductible - low.rate * low.deductible) / (high.rate - low.rate), 9)
        for low, high in pairwise(contracts)
    )


def _best_of(contracts: tuple[Contract, ...]) -> Curve:
    """Production to what the best of the contracts pays."""
    corners = [*(each.deductible for each in contracts), *_indifference(contracts)]

    def pays(made: Array) -> Array:
        paid = [each.rate * np.maximum(made - each.deductible, 0.0) for each in contracts]
        found: Array = np.maximum.reduce(paid)
        return found

    return piecewise(pays, corners)
