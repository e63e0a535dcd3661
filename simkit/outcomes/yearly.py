"""All outcomes of one firm in one year, one number a replication.

Where people are compared, pay and contribution are those of a whole year at the rate of the months in which the seat
was filled, as nobody is treated unfairly by having come in July; sums are of what was really paid.

The contribution of a seat is what its true results are worth to the bank; its potential is its book.  Newcomers are
those below the scenario's median tenure at the start.
"""

from __future__ import annotations

import numpy as np

from simkit.arrays import Array, Flags
from simkit.engine.year import FirmYear
from simkit.outcomes import cost, fairness
from simkit.outcomes.goodhart import goodhart_gap
from simkit.outcomes.rows import divided, mean, total
from simkit.people.advisors import Seats
from simkit.scenario.scenario import Scenario
from simkit.scheme.kpis import Work
from simkit.scheme.scheme import Scheme

WRONG, SMALL = 0.1, 0.01
"""A rating is wrong that moves variable pay by more than this part of what is right, or of so much of base pay."""


def contribution(work: Work, record: FirmYear) -> Array:
    """Worth to the bank of a year's true results (replication, seat), money."""
    return work.worth_of(record.results)


def outcomes_of(scenario: Scenario, scheme: Scheme, seats: Seats, record: FirmYear) -> dict[str, Array]:
    """Outcome name -> (replication,), for every outcome that one year of one firm under a scheme has."""
    paid, fixed_cost = record.base_pay + record.variable_pay, record.base_pay + record.beside_pay
    made = contribution(scenario.work, record)
    whole = 12.0 / np.maximum(record.months, 1.0)
    pay, worth = paid * whole, made * whole
    county, newcomer = seats.tier > 0, seats.tenure < scenario.people.tenure.median_years
    best_paid = fairness.top_paid(pay)
    total_cost = total(paid + record.beside_pay)
    value = total(made) - total(record.counted.get("conceded", np.zeros_like(made)))
    found = {
        "gini": fairness.gini(pay),
        "theil_between_tier": fairness.theil_between(pay, seats.tier),
        "theil_within_tier": fairness.theil_within(pay, seats.tier),
        "luck_share": fairness.luck_share(record.variable_pay * whole, record.merit_pay * whole),
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
    found |= people_of(record) | conduct_of(scenario, record, value)
    found["goodhart_gap"] = goodhart_gap(scenario.work, scheme.counted, seats, record)
    if scenario.behaviour.people_go and scenario.behaviour.hiring:
        found["turnover_cost"] = total(record.counted["left"] * record.base_pay / np.maximum(record.months, 1.0)) * (
            scenario.behaviour.hiring.cost
        )
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


def people_of(record: FirmYear) -> dict[str, Array]:
    """What became of the people, as far as the scenario lets anything become of them."""
    counted, found = record.counted, {"ability": mean(record.ability)}
    if "morale" in counted:
        found["morale"] = mean(counted["morale"])
    if "clients" in counted:
        found["clients"] = mean(counted["clients"])
    if "assets" in counted:
        found["assets"] = total(counted["assets"])
    if "left" in counted:
        left = total(counted["left"])
        found["turnover"] = mean(counted["left"])
        found["dismissed"] = 100.0 * mean(counted["dismissed"])
        found["regretted"] = divided(total(counted["left_able"]), left)
    return found


def conduct_of(scenario: Scenario, record: FirmYear, value: Array) -> dict[str, Array]:
    """What people did that they should not, as far as the scenario lets them."""
    rules, counted = scenario.behaviour, record.counted
    found = {}
    if rules.pressure:
        found["pressure"] = mean(counted["pressure"]) / 12.0
    if rules.pressure or rules.product_push:
        found["bad_sales"] = mean(counted["bad_sales"]) / 12.0
    for name, rule in (
        ("complaints", rules.complaints),
        ("found", rules.discovery),
        ("misreports", rules.misreporting),
    ):
        if rule:
            found[name] = 100.0 * mean(counted[name])
    if rules.discovery:
        found["on_record"] = mean(counted["on_record"])
    if "true_pay" in counted:
        off = np.abs(record.variable_pay - counted["true_pay"])
        found["wrong_ratings"] = mean(off > WRONG * np.maximum(counted["true_pay"], SMALL * record.base_pay))
    if rules.timing:
        found["moved_deals"] = divided(total(counted["moved"]), value)
        found["conceded"] = divided(total(counted["conceded"]), value)
    return found


def _flagged(selected: Flags, second: Flags) -> Array:
    """1 where the four-fifths ratio is missed and by more than chance, 0 elsewhere, NaN without two groups."""
    ratio, p = fairness.four_fifths(selected, second), fairness.four_fifths_p(selected, second)
    flagged: Array = np.where(np.isnan(ratio), np.nan, (ratio < 0.8) & (p < 0.05))
    return flagged
