"""All outcomes of one firm in one year, one number a replication.

The contribution of a seat is what its true results are worth to the bank; its potential is its book.  Newcomers are
those below the scenario's median tenure at the start.
"""

from __future__ import annotations

import numpy as np

from simkit.arrays import Array
from simkit.engine.firm import FirmYear
from simkit.outcomes import cost, fairness
from simkit.outcomes.rows import Flags, mean, total
from simkit.people.advisors import Seats
from simkit.scenario.scenario import Scenario
from simkit.scheme.kpis import LevelKpi, Work


def contribution(work: Work, record: FirmYear) -> Array:
    """Worth to the bank of a year's true results (replication, seat), money; a level is worth its rate every month."""
    worth = np.zeros_like(record.effort)
    for name, kpi in (work.flows | work.levels).items():
        rate = kpi.worth.bank * (12.0 if isinstance(kpi, LevelKpi) else 1.0)
        if rate:
            worth += rate * record.results[name]
    return worth


def outcomes_of(scenario: Scenario, seats: Seats, record: FirmYear) -> dict[str, Array]:
    """Outcome name -> (replication,), for every outcome that one year of one firm has."""
    pay, fixed_cost = record.base_pay + record.variable_pay, record.base_pay + record.beside_pay
    worth = contribution(scenario.work, record)
    county, newcomer = seats.tier > 0, seats.tenure < scenario.people.tenure.median_years
    best_paid = fairness.top_paid(pay)
    total_cost, value = total(pay + record.beside_pay), total(worth)
    found = {
        "gini": fairness.gini(pay),
        "theil_between_tier": fairness.theil_between(pay, seats.tier),
        "theil_within_tier": fairness.theil_within(pay, seats.tier),
        "luck_share": fairness.luck_share(record.variable_pay, record.merit_pay),
        "pay_for_contribution": fairness.pay_for_contribution(pay, worth, seats.book),
        "gap_tier": fairness.group_gap(pay, county),
        "gap_tenure": fairness.group_gap(pay, newcomer),
        "four_fifths_tier": fairness.four_fifths(best_paid, county),
        "flagged_tier": _flagged(best_paid, county),
        "four_fifths_tenure": fairness.four_fifths(best_paid, newcomer),
        "flagged_tenure": _flagged(best_paid, newcomer),
        "envy": fairness.envy(pay, worth, seats.branch),
        "total_cost": total_cost,
        "variable_cost": total(record.variable_pay),
        "cost_per_value": cost.cost_per_value(total_cost, value),
        "cost_at_80": total(fixed_cost + record.pay_at[0.8]),
        "cost_at_120": total(fixed_cost + record.pay_at[1.2]),
        "effort": mean(record.effort),
        "live_pull": mean(record.live),
        "hopeless": mean(record.hopeless),
        "coasting": mean(record.coasting),
        "value": value,
        "profit": value - total_cost,
    }
    components = [component for scheme in scenario.schemes.values() for component in scheme.components]
    if any(component.costs_beside_pay for component in components):
        found["cost_beside_pay"] = total(record.beside_pay)
    if any(component.deferral for component in components):
        found["deferred_liability"] = total(record.deferred)
    if "net_new_assets" in record.results:
        found["net_new_assets"] = total(record.results["net_new_assets"])
    if "satisfaction" in record.results:
        found["satisfaction"] = mean(record.results["satisfaction"])
    return found


def _flagged(selected: Flags, second: Flags) -> Array:
    """1 where the four-fifths ratio is missed and by more than chance, 0 elsewhere, NaN without two groups."""
    ratio, p = fairness.four_fifths(selected, second), fairness.four_fifths_p(selected, second)
    flagged: Array = np.where(np.isnan(ratio), np.nan, (ratio < 0.8) & (p < 0.05))
    return flagged
