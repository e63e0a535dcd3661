"""All outcomes of one firm in one year, one number a replication.

Where people are compared, pay and contribution are those of a whole year at the rate of the months in which the seat
was filled, as nobody is treated unfairly by having come in July; sums are of what was really paid.

The contribution of a seat is what its true results are worth to the bank; its potential is its book.  Newcomers are
those below the scenario's median tenure at the start.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cache, partial
from typing import TypeAlias

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

OF_YARDSTICKS = frozenset({"luck_share", "cost_at_80", "cost_at_120", "wrong_ratings"})
"""Outcomes that hold what was paid against something else; a run must keep yardsticks for them."""
Formula: TypeAlias = Callable[[], Array]
"""Computes one outcome (replication,) when it is called."""
WRONG, SMALL = 0.1, 0.01
"""A rating is wrong that moves variable pay by more than this part of what is right, or of so much of base pay."""


def contribution(work: Work, record: FirmYear) -> Array:
    """Worth to the bank of a year's true results (replication, seat), money."""
    return work.worth_of(record.results)


def outcomes_of(
    scenario: Scenario, scheme: Scheme, seats: Seats, record: FirmYear, names: Collection[str] | None = None
) -> dict[str, Array]:
    """Outcome name -> (replication,), for every outcome that one year of one firm under a scheme has.

    names: only those of them; nothing else is computed.
    """
    made = contribution(scenario.work, record)
    known = fairness_of(scenario, seats, record, made) | sums_of(scenario, scheme, seats, record, made)
    return {name: compute() for name, compute in known.items() if names is None or name in names}


def fairness_of(scenario: Scenario, seats: Seats, record: FirmYear, made: Array) -> dict[str, Formula]:
    """How pay is shared out among people who made so much (replication, seat), money."""
    whole = 12.0 / np.maximum(record.months, 1.0)
    pay = (record.base_pay + record.variable_pay) * whole
    worth = made * whole
    county, newcomer = seats.tier > 0, seats.tenure < scenario.people.tenure.median_years
    best_paid = cache(lambda: fairness.top_paid(pay))
    return {
        "gini": lambda: fairness.gini(pay),
        "theil_between_tier": lambda: fairness.theil_between(pay, seats.tier),
        "theil_within_tier": lambda: fairness.theil_within(pay, seats.tier),
        "luck_share": lambda: fairness.luck_share(record.variable_pay * whole, record.merit_pay * whole),
        "pay_for_contribution": lambda: fairness.pay_for_contribution(pay, worth, seats.book),
        "gap_tier": lambda: fairness.group_gap(pay, county),
        "gap_tenure": lambda: fairness.group_gap(pay, newcomer),
        "four_fifths_tier": lambda: fairness.four_fifths(best_paid(), county),
        "flagged_tier": lambda: _flagged(best_paid(), county),
        "four_fifths_tenure": lambda: fairness.four_fifths(best_paid(), newcomer),
        "flagged_tenure": lambda: _flagged(best_paid(), newcomer),
        "envy": lambda: fairness.envy(pay, worth, seats.branch),
    }


def sums_of(scenario: Scenario, scheme: Scheme, seats: Seats, record: FirmYear, made: Array) -> dict[str, Formula]:
    """Sums and means over people who made so much: costs, what they did, and what came of it."""
    paid, fixed_cost = record.base_pay + record.variable_pay, record.base_pay + record.beside_pay
    total_cost = total(paid + record.beside_pay)
    value = total(made) - total(record.counted.get("conceded", np.zeros_like(made)))
    known: dict[str, Formula] = {
        "total_cost": lambda: total_cost,
        "variable_cost": lambda: total(record.variable_pay),
        "cost_per_value": lambda: cost.cost_per_value(total_cost, value),
        "cost_at_80": lambda: total(fixed_cost + record.pay_at[0.8]),
        "cost_at_120": lambda: total(fixed_cost + record.pay_at[1.2]),
        "effort": lambda: mean(record.effort),
        "live_pull": lambda: mean(record.live),
        "hopeless": lambda: mean(record.hopeless),
        "coasting": lambda: mean(record.coasting),
        "value": lambda: value,
        "profit": lambda: value - total_cost,
    }
    known |= people_of(record) | conduct_of(scenario, record, value)
    known["goodhart_gap"] = lambda: goodhart_gap(scenario.work, scheme.counted, seats, record)
    rules = scenario.behaviour
    if rules.people_go and rules.hiring:
        cost_of_one = rules.hiring.cost
        known["turnover_cost"] = lambda: (
            total(record.counted["left"] * record.base_pay / np.maximum(record.months, 1.0)) * cost_of_one
        )
    components = [component for scheme in scenario.schemes.values() for component in scheme.components]
    if any(component.costs_beside_pay for component in components):
        known["cost_beside_pay"] = lambda: total(record.beside_pay)
    if any(component.deferral for component in components):
        known["deferred_liability"] = lambda: total(record.deferred)
    if "net_new_assets" in record.results:
        known["net_new_assets"] = lambda: total(record.results["net_new_assets"])
    if "satisfaction" in record.results:
        known["satisfaction"] = lambda: mean(record.results["satisfaction"])
    return known


def people_of(record: FirmYear) -> dict[str, Formula]:
    """What became of the people, as far as the scenario lets anything become of them."""
    counted = record.counted
    known: dict[str, Formula] = {"ability": lambda: mean(record.ability)}
    if "morale" in counted:
        known["morale"] = lambda: mean(counted["morale"])
    if "clients" in counted:
        known["clients"] = lambda: mean(counted["clients"])
    if "assets" in counted:
        known["assets"] = lambda: total(counted["assets"])
    if "left" in counted:
        known["turnover"] = lambda: mean(counted["left"])
        known["dismissed"] = lambda: 100.0 * mean(counted["dismissed"])
        known["regretted"] = lambda: divided(total(counted["left_able"]), total(counted["left"]))
    return known


def conduct_of(scenario: Scenario, record: FirmYear, value: Array) -> dict[str, Formula]:
    """What people did that they should not, as far as the scenario lets them."""
    rules, counted = scenario.behaviour, record.counted
    known: dict[str, Formula] = {}
    if rules.pressure:
        known["pressure"] = lambda: mean(counted["pressure"]) / 12.0
    if rules.pressure or rules.product_push:
        known["bad_sales"] = lambda: mean(counted["bad_sales"]) / 12.0
    for name, rule in (
        ("complaints", rules.complaints),
        ("found", rules.discovery),
        ("misreports", rules.misreporting),
    ):
        if rule:
            known[name] = partial(_of_a_hundred, counted[name])
    if rules.discovery:
        known["on_record"] = lambda: mean(counted["on_record"])
    if "true_pay" in counted:
        known["wrong_ratings"] = lambda: _wrong(record, counted["true_pay"])
    if rules.timing:
        known["moved_deals"] = lambda: divided(total(counted["moved"]), value)
        known["conceded"] = lambda: divided(total(counted["conceded"]), value)
    return known


def _of_a_hundred(counted: Array) -> Array:
    return 100.0 * mean(counted)


def _wrong(record: FirmYear, right: Array) -> Array:
    """The share of people whose rating moved their pay by more than counts as right."""
    off = np.abs(record.variable_pay - right)
    return mean(off > WRONG * np.maximum(right, SMALL * record.base_pay))


def _flagged(selected: Flags, second: Flags) -> Array:
    """1 where the four-fifths ratio is missed and by more than chance, 0 elsewhere, NaN without two groups."""
    ratio, p = fairness.four_fifths(selected, second), fairness.four_fifths_p(selected, second)
    flagged: Array = np.where(np.isnan(ratio), np.nan, (ratio < 0.8) & (p < 0.05))
    return flagged
