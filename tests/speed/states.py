"""Every state of every advisor in every month, as simkit has it and as the twin has it.

A state is looked at when a month is over (month + 0.95).  Its name says what it is and, after the colon, what it is
measured in: a KPI, money, or a number such as effort.  Left out is what simkit does not work out: a month's sums of
flows (a period's sums are compared as tallies), and merit results that neither the scheme nor a growing target counts.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
import simpy

from simkit.arrays import Array
from simkit.engine.firm import Firm as FirmOfArrays
from simkit.engine.simulate import Chunk, Observed, OnPaper, Plans, Seen
from simkit.scenario.scenario import Scenario
from simkit.scheme.components import Component
from simkit.scheme.components.bonus import Bonus
from simkit.scheme.scheme import Scheme
from simkit.scheme.targets import GrowthTarget
from tests.speed.advisor import SCALES, Advisor
from tests.speed.shocks import shocks
from tests.speed.twin import Firm, game

LATE = 0.95
"""After everything else in a month."""


class When(NamedTuple):
    """A firm at the end of a month ("months"), its record of a year ("years"), or its pay "on paper"."""

    what: str
    scheme: str
    view: str
    number: int


def states_of_simkit(
    scenario: Scenario, plans: Plans, seed: int, replications: Sequence[int]
) -> dict[When, dict[str, Array]]:
    """The states of every firm of a chunk, copied by a process that looks at the end of every month."""
    found: dict[When, dict[str, Array]] = {}

    def watch(seen: Seen) -> None:
        if isinstance(seen, OnPaper):
            found[When("on paper", seen.scheme, seen.view, 0)] = {"pay on paper:money": seen.pay.copy()}
        elif isinstance(seen, Observed):
            found[When("years", seen.scheme, seen.view, seen.year)] = _year(seen)

    chunk = Chunk(scenario, plans, seed, replications, watch)

    def look() -> Generator[simpy.Event, None, None]:
        for month in range(scenario.horizon.months):
            yield chunk.env.timeout(month + LATE - chunk.env.now)
            for (scheme, view), firm in chunk.firms.items():
                seen = _month(scenario, scenario.scheme(scheme), firm)
                found[When("months", scheme, view, month)] = {name: np.array(state) for name, state in seen.items()}

    chunk.env.process(look())
    chunk.env.run()
    return found


def _month(scenario: Scenario, scheme: Scheme, firm: FirmOfArrays) -> dict[str, Array]:
    """One firm's states at the end of a month."""
    states = {"effort:number": firm.effort}
    states |= {f"true:{kpi}": firm.true[kpi] for kpi in _by_month(scenario)}
    states |= {f"merit:{kpi}": firm.merit[kpi] for kpi in _on_merit(scenario, scheme)}
    for kpi in scenario.work.kpis:
        states[f"history:{kpi}"] = firm.past.last[kpi]
    for kpi in _by_month(scenario):
        states[f"year so far:{kpi}"] = firm.year[kpi]
    for kpi in _remembered(scenario):
        states |= {f"merit year:{kpi}": firm.merit_past.year[kpi], f"merit history:{kpi}": firm.merit_past.last[kpi]}
    for label, tallies in (("", firm.tallies), ("merit ", firm.merit_tallies)):
        for number, (tally, component) in enumerate(zip(tallies, scheme.pay, strict=True)):
            results = tally.results(firm.merit if label else firm.recorded)
            for kpi in component.counted:
                states[f"{label}tally {number}:{kpi}"] = results[kpi]
            for place, target in enumerate(tally.targets):
                states[f"{label}target {number}.{place}:{_measured(component, place)}"] = target
    for name in ("awarded", "paid", "outstanding", "forfeited"):
        states[f"{name}:money"] = getattr(firm.payroll, name)
    states |= {"variable:money": firm.book.variable, "merit pay:money": firm.book.merit_pay}
    states |= {f"pay at {scale}:money": firm.book.pay_at[scale] for scale in SCALES}
    states |= {"effort sum:number": firm.book.effort, "live:number": firm.book.live}
    return states | {"hopeless:number": firm.book.hopeless, "coasting:number": firm.book.coasting}


def _year(seen: Observed) -> dict[str, Array]:
    """One firm's record of a year."""
    record = seen.record
    states = {f"result:{kpi}": result for kpi, result in record.results.items()}
    states |= {f"pay at {scale}:money": record.pay_at[scale] for scale in SCALES}
    states |= {"variable pay:money": record.variable_pay, "merit pay:money": record.merit_pay}
    states |= {"base pay:money": record.base_pay}
    states |= {f"{name}:number": getattr(record, name) for name in ("effort", "live", "hopeless", "coasting")}
    return {name: np.array(state) for name, state in states.items()}


def states_of_twins(
    scenario: Scenario, plans: Plans, seed: int, replications: Sequence[int]
) -> Iterator[tuple[When, dict[str, Array]]]:
    """The states of the twin of every firm, in every replication."""
    given = [shocks(scenario, seed, replication) for replication in replications]
    for scheme in scenario.schemes:
        for view in scenario.views:
            rules = game(scenario, plans[scenario.today, view.name], plans[scheme, view.name])
            firms = [Firm(scenario, rules, chance) for chance in given]
            advisors = [firm.advisors for firm in firms]
            for month in range(scenario.horizon.months):
                for firm in firms:
                    firm.env.run(until=month + LATE)
                under = scenario.scheme(scheme if month >= scenario.horizon.run_in else scenario.today)
                yield When("months", scheme, view.name, month), _stacked(advisors, partial(_month_of, scenario, under))
            for year in range(scenario.horizon.months // 12):
                yield When("years", scheme, view.name, year), _stacked(advisors, partial(_year_of, scenario, year))
            yield When("on paper", scheme, view.name, 0), _stacked(advisors, _paper_of)


def _stacked(advisors: list[list[Advisor]], states_of: Callable[[Advisor], dict[str, float]]) -> dict[str, Array]:
    """State -> (replication, seat), from one advisor's states."""
    rows = [[states_of(advisor) for advisor in row] for row in advisors]
    return {name: np.array([[states[name] for states in row] for row in rows]) for name in rows[0][0]}


def _month_of(scenario: Scenario, scheme: Scheme, advisor: Advisor) -> dict[str, float]:
    """One advisor's states at the end of a month."""
    place = {kpi: number for number, kpi in enumerate(scenario.work.kpis)}
    states = {"effort:number": advisor.effort}
    states |= {f"true:{kpi}": advisor.true[place[kpi]] for kpi in _by_month(scenario)}
    states |= {f"merit:{kpi}": advisor.merit[place[kpi]] for kpi in _on_merit(scenario, scheme)}
    for kpi, number in place.items():
        states[f"history:{kpi}"] = advisor.history[number]
    for kpi in _by_month(scenario):
        states[f"year so far:{kpi}"] = advisor.year[place[kpi]]
    for kpi in _remembered(scenario):
        states[f"merit year:{kpi}"] = advisor.merit_year[place[kpi]]
        states[f"merit history:{kpi}"] = advisor.merit_history[place[kpi]]
    for number, ((tally, shadow, _), component) in enumerate(zip(advisor.parts, scheme.pay, strict=True)):
        for label, each in (("", tally), ("merit ", shadow)):
            for kpi, result in zip(component.counted, each.results, strict=True):
                states[f"{label}tally {number}:{kpi}"] = result
            for at, target in enumerate(each.targets):
                states[f"{label}target {number}.{at}:{_measured(component, at)}"] = target
    payroll = advisor.payroll
    states |= {"awarded:money": payroll.awarded, "paid:money": payroll.paid, "outstanding:money": payroll.outstanding}
    states |= {"forfeited:money": 0.0, "variable:money": advisor.variable, "merit pay:money": advisor.merit_pay}
    states |= {f"pay at {scale}:money": pay for scale, pay in zip(SCALES, advisor.pay_at, strict=True)}
    states |= {"effort sum:number": advisor.effort_sum, "live:number": advisor.live_sum}
    return states | {"hopeless:number": advisor.hopeless, "coasting:number": advisor.coasting}


def _year_of(scenario: Scenario, number: int, advisor: Advisor) -> dict[str, float]:
    """One advisor's record of a year."""
    year = advisor.years[number]
    states = {f"result:{kpi}": result for kpi, result in zip(scenario.work.kpis, year.results, strict=True)}
    states |= {f"pay at {scale}:money": pay for scale, pay in zip(SCALES, year.pay_at, strict=True)}
    states |= {"variable pay:money": year.variable_pay, "merit pay:money": year.merit_pay}
    states |= {"base pay:money": 12.0 * advisor.seat.base_pay}
    return states | {f"{name}:number": getattr(year, name) for name in ("effort", "live", "hopeless", "coasting")}


def _paper_of(advisor: Advisor) -> dict[str, float]:
    return {"pay on paper:money": advisor.paper_pay}


def _measured(component: Component, place: int) -> str:
    assert isinstance(component, Bonus)
    return component.measures[place].kpi


def _by_month(scenario: Scenario) -> list[str]:
    """Flows and levels: a year's sums are made of the year's flows."""
    return [*scenario.work.flows, *scenario.work.levels]


def _on_merit(scenario: Scenario, scheme: Scheme) -> list[str]:
    """Flows and levels behind what the scheme counts, and behind every target that grows."""
    sums = scenario.work.sums
    parts = {part for kpi in scheme.counted for part in (sums[kpi].sum_of if kpi in sums else (kpi,))}
    return [kpi for kpi in _by_month(scenario) if kpi in parts.union(_remembered(scenario))]


def _remembered(scenario: Scenario) -> list[str]:
    """Flows and levels behind the KPIs whose targets grow under any scheme."""
    bonuses = [part for scheme in scenario.schemes.values() for part in scheme.pay if isinstance(part, Bonus)]
    kpis = [m.kpi for bonus in bonuses for m in bonus.measures if isinstance(m.target, GrowthTarget)]
    sums = scenario.work.sums
    return sorted({part for kpi in kpis for part in (sums[kpi].sum_of if kpi in sums else (kpi,))})
