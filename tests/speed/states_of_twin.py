"""The same states of every advisor in every month, as the twin has them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import numpy as np

from simkit.arrays import Array
from simkit.engine.plans import Plans
from simkit.scenario.scenario import Scenario
from simkit.scheme.scheme import Scheme
from tests.speed.advisor import Advisor
from tests.speed.market import Market
from tests.speed.shocks import shocks
from tests.speed.staff import Found, PlainFirm
from tests.speed.states import LATE, When, by_month, measured, on_merit, remembered
from tests.speed.twin import Firm, game
from tests.speed.year import SCALES


def states_of_twins(
    scenario: Scenario, plans: Plans, seed: int, replications: Sequence[int], found: Found = Firm
) -> Iterator[tuple[When, dict[str, Array]]]:
    """The states of the twin of every firm, in every replication; `found`: on which calendar they live."""
    given = [shocks(scenario, seed, replication) for replication in replications]
    for scheme in scenario.schemes:
        for view in scenario.views:
            rules = game(scenario, plans[scenario.today, view.name], plans[scheme, view.name])
            firms = [found(scenario, rules, chance) for chance in given]
            for month in range(scenario.horizon.months):
                for firm in firms:
                    firm.live(month + LATE)
                under = scenario.scheme(scheme if month >= scenario.horizon.run_in else scenario.today)
                yield When("months", scheme, view.name, month), _stacked(firms, partial(_month_of, scenario, under))
            for year in range(scenario.horizon.months // 12):
                yield When("years", scheme, view.name, year), _stacked(firms, partial(_year_of, scenario, year))
            yield When("on paper", scheme, view.name, 0), _stacked(firms, _paper_of)


def _stacked(firms: list[PlainFirm], states_of: Callable[[Advisor], dict[str, float]]) -> dict[str, Array]:
    """State -> (replication, seat), from one advisor's states."""
    rows = [[states_of(advisor) for advisor in firm.staff.advisors] for firm in firms]
    return {name: np.array([[states[name] for states in row] for row in rows]) for name in rows[0][0]}


def _month_of(scenario: Scenario, scheme: Scheme, advisor: Advisor) -> dict[str, float]:
    """One advisor's states at the end of a month."""
    place = {kpi: number for number, kpi in enumerate(scenario.work.kpis)}
    states, results = {"effort:number": advisor.effort}, advisor.results
    for kpi in by_month(scenario):
        number = place[kpi]
        states |= {f"true:{kpi}": results.true[number], f"recorded:{kpi}": results.recorded[number]}
        states[f"year so far:{kpi}"] = results.year[number]
        if advisor.game.has_books:
            states[f"true year:{kpi}"] = results.true_year[number]
    states |= {f"merit:{kpi}": results.merit[place[kpi]] for kpi in on_merit(scenario, scheme)}
    for kpi, number in place.items():
        states[f"history:{kpi}"] = results.history[number]
    for kpi in remembered(scenario):
        states[f"merit year:{kpi}"] = results.merit_year[place[kpi]]
        states[f"merit history:{kpi}"] = results.merit_history[place[kpi]]
    states |= _tallies(scheme, advisor) | _money(advisor) | _people(advisor)
    return states | _state_of_mind(scenario, advisor) | _market(advisor.market)


def _tallies(scheme: Scheme, advisor: Advisor) -> dict[str, float]:
    states = {}
    for number, (part, component) in enumerate(zip(advisor.parts, scheme.pay, strict=True)):
        for label, each in (("", part.tally), ("merit ", part.merit), ("true ", part.true)):
            if each is None:
                continue
            for kpi, result in zip(component.counted, each.results, strict=True):
                states[f"{label}tally {number}:{kpi}"] = result
            for at, target in enumerate(each.targets):
                states[f"{label}target {number}.{at}:{measured(component, at)}"] = target
    return states


def _money(advisor: Advisor) -> dict[str, float]:
    payroll, book = advisor.payroll, advisor.book
    states = {f"{name}:money": getattr(payroll, name) for name in ("awarded", "paid", "outstanding", "forfeited")}
    states["deferred:money"] = sum(promise.amount for promise, _ in payroll.instalments())
    states["recoverable:money"] = sum(promise.amount for paid in payroll.recoverable.values() for promise in paid)
    states |= {"variable:money": book.variable, "merit pay:money": book.merit_pay, "true pay:money": book.true_pay}
    states["beside pay:money"] = book.beside_pay
    states |= {f"pay at {scale}:money": pay for scale, pay in zip(SCALES, book.pay_at, strict=True)}
    states |= {"effort sum:number": book.effort, "live:number": book.live}
    return states | {"hopeless:number": book.hopeless, "coasting:number": book.coasting}


def _people(advisor: Advisor) -> dict[str, float]:
    who, rules = advisor.who, advisor.game.world.behaviour
    names = ["talent", "tenure", "conscience", "present", "months", "left", "dismissed", "left_able"]
    states = {"base pay:money": who.base_pay, "base paid:money": who.base_paid}
    states |= {
        f"{name}:number": getattr(who, name) for name in (*names, *(["here", "person"] if rules.people_go else []))
    }
    states |= {"chance:number": advisor.chance, "ability:number": advisor.ability}
    if rules.practice:
        states |= {f"{name}:number": getattr(advisor, name) for name in ("skill", "learnt", "trained", "coached")}
    if rules.clients:
        states["clients:number"] = advisor.clients
        if rules.clients.assets:
            states["assets:money"] = advisor.assets
    return states


def _state_of_mind(scenario: Scenario, advisor: Advisor) -> dict[str, float]:
    kpis = list(scenario.work.kpis)
    states: dict[str, float] = {}
    if mood := advisor.mood:
        states |= {f"{name}:number": getattr(mood, name) for name in ("morale", "joy", "trust", "fatigue")}
        states["expected:money"] = math.nan if mood.expected is None else mood.expected
        states |= {"year morale:number": mood.year}
        states |= {f"effect of {name}:number": effect for name, effect in mood.effects.items()}
    if conduct := advisor.conduct:
        names = ("pressure", "exposure", "harm", "on_record", "behind")
        states |= {f"{name}:number": getattr(conduct, name) for name in names}
        states |= {f"year {name}:number": total for name, total in conduct.year.items()}
    if ends := advisor.ends:
        states |= {f"borrowed:{kpis[kpi]}": amount for kpi, amount in ends.borrowed.items()}
        states |= {"moved:money": ends.moved, "conceded:money": ends.conceded}
    return states


def _market(market: Market) -> dict[str, float]:
    return {"log demand:number": market.log_demand, "regime:number": market.regime, "returns:number": market.returns}


def _year_of(scenario: Scenario, number: int, advisor: Advisor) -> dict[str, float]:
    """One advisor's record of a year."""
    year = advisor.years[number]
    states = {f"result:{kpi}": result for kpi, result in zip(scenario.work.kpis, year.results, strict=True)}
    states |= {f"recorded:{kpi}": result for kpi, result in zip(scenario.work.kpis, year.recorded, strict=True)}
    states |= {f"pay at {scale}:money": pay for scale, pay in zip(SCALES, year.pay_at, strict=True)}
    money = ("base_pay", "variable_pay", "beside_pay", "merit_pay", "deferred")
    states |= {f"{name}:money": getattr(year, name) for name in money}
    names = ("effort", "live", "hopeless", "coasting", "months", "ability")
    states |= {f"{name}:number": getattr(year, name) for name in names}
    in_money = {"moved", "conceded", "true_pay", "assets"}
    for name, total in year.counted.items():
        states[f"counted {name}:{'money' if name in in_money else 'number'}"] = total
    return states


def _paper_of(advisor: Advisor) -> dict[str, float]:
    return {"pay on paper:money": advisor.paper_pay}
