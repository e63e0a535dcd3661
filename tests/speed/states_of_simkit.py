"""Every state of every advisor in every month, as simkit has it: arrays (replication, seat)."""

from __future__ import annotations

from collections.abc import Generator, Sequence

import numpy as np
import simpy

from simkit.arrays import Array
from simkit.engine.firm import Firm
from simkit.engine.plans import Plans
from simkit.engine.seen import Observed, OnPaper, Seen
from simkit.engine.simulate import Chunk
from simkit.engine.sky import Sky
from simkit.scenario.scenario import Scenario
from simkit.scheme.scheme import Scheme
from tests.speed.states import LATE, When, by_month, measured, on_merit, remembered
from tests.speed.year import SCALES


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
                seen = _month(scenario, scenario.scheme(scheme), firm) | _market(chunk.sky)
                found[When("months", scheme, view, month)] = {
                    name: np.array(np.broadcast_to(state, chunk.sky.shape)) for name, state in seen.items()
                }

    chunk.env.process(look())
    chunk.env.run()
    return found


def _month(scenario: Scenario, scheme: Scheme, firm: Firm) -> dict[str, Array]:
    """One firm's states at the end of a month."""
    states = {"effort:number": firm.effort}
    states |= {f"true:{kpi}": firm.true[kpi] for kpi in by_month(scenario)}
    states |= {f"recorded:{kpi}": firm.recorded[kpi] for kpi in by_month(scenario)}
    states |= {f"merit:{kpi}": firm.merit[kpi] for kpi in on_merit(scenario, scheme)}
    counting = firm.counting
    for kpi in scenario.work.kpis:
        states[f"history:{kpi}"] = counting.past.last[kpi]
    for kpi in by_month(scenario):
        states[f"year so far:{kpi}"] = counting.past.year[kpi]
    states |= {f"true year:{kpi}": total for kpi, total in counting.true_year.items()}
    for kpi in remembered(scenario):
        past = counting.merit_past
        states |= {f"merit year:{kpi}": past.year[kpi], f"merit history:{kpi}": past.last[kpi]}
    return states | _tallies(scheme, firm) | _money(firm) | _people(firm)


def _tallies(scheme: Scheme, firm: Firm) -> dict[str, Array]:
    """What every component counts, of recorded, merit and true results."""
    states = {}
    kinds = (
        ("", firm.tallies, firm.recorded),
        ("merit ", firm.counting.merit_tallies or (), firm.merit),
        ("true ", firm.counting.true_tallies or (), firm.true),
    )
    for label, tallies, month in kinds:
        for number, (tally, component) in enumerate(zip(tallies, scheme.pay, strict=False)):
            results = tally.results(month)
            for kpi in component.counted:
                states[f"{label}tally {number}:{kpi}"] = np.array(results[kpi])
            for place, target in enumerate(tally.targets):
                states[f"{label}target {number}.{place}:{measured(component, place)}"] = target
    return states


def _money(firm: Firm) -> dict[str, Array]:
    """What was awarded, paid and lost, and what the year adds up."""
    payroll, book = firm.payroll, firm.book
    states = {f"{name}:money": getattr(payroll, name) for name in ("awarded", "paid", "outstanding", "forfeited")}
    recoverable = [promise.amount for paid in payroll._recoverable.values() for promise in paid]
    states |= {
        "deferred:money": payroll.deferred(),
        "recoverable:money": np.sum([np.zeros(payroll.paid.shape), *recoverable], axis=0),
    }
    states |= {"variable:money": book.variable, "merit pay:money": book.merit_pay, "true pay:money": book.true_pay}
    states["beside pay:money"] = book.beside_pay
    states |= {f"pay at {scale}:money": book.pay_at[scale] for scale in SCALES}
    states |= {"effort sum:number": book.effort, "live:number": book.live}
    return states | {"hopeless:number": book.hopeless, "coasting:number": book.coasting}


def _people(firm: Firm) -> dict[str, Array]:
    """Who sits there, how they feel, what they have learnt, what they do wrong, and their clients."""
    people, staff = firm.people, firm.people.staff
    states = {"base pay:money": staff.base_pay, "base paid:money": staff.base_paid}
    names = ["talent", "tenure", "conscience", "present", "months", "left", "dismissed", "left_able"]
    states |= {
        f"{name}:number": getattr(staff, name) for name in (*names, *(["here", "person"] if staff.moves else []))
    }
    states |= {"chance:number": people.chance, "ability:number": people.ability}
    if people.mood:
        names = ["morale", "joy", "trust", "fatigue"]
        states |= {f"{name}:number": getattr(people.mood, name) for name in names}
        states |= {"expected:money": people.mood.expected, "year morale:number": people.mood.year_morale}
        states |= {f"effect of {name}:number": effect for name, effect in people.mood.effects.items()}
    if people.growth:
        states |= {f"{name}:number": getattr(people.growth, name) for name in ("skill", "learnt", "trained", "coached")}
    if people.conduct:
        names = ["pressure", "exposure", "harm", "on_record"]
        states |= {f"{name}:number": getattr(people.conduct, name) for name in names}
        behind = people.conduct.behind
        states["behind:number"] = np.zeros(staff.present.shape) if behind is None else behind
        states |= {f"year {name}:number": total for name, total in people.conduct.year.items()}
    if people.clientele:
        states["clients:number"] = people.clientele.clients
        if people.clientele.assets is not None:
            states["assets:money"] = people.clientele.assets
    if firm.ends:
        nothing = np.zeros(staff.present.shape)
        states |= {f"borrowed:{kpi}": firm.ends.borrowed.get(kpi, nothing) for kpi in firm.ends._flows}
        states |= {"moved:money": firm.ends.moved, "conceded:money": firm.ends.conceded}
    return states


def _market(sky: Sky) -> dict[str, Array]:
    return {"log demand:number": sky.log_demand, "regime:number": sky.regime, "returns:number": sky.returns}


def _year(seen: Observed) -> dict[str, Array]:
    """One firm's record of a year."""
    record = seen.record
    states = {f"result:{kpi}": result for kpi, result in record.results.items()}
    states |= {f"recorded:{kpi}": result for kpi, result in record.recorded.items()}
    states |= {f"pay at {scale}:money": record.pay_at[scale] for scale in SCALES}
    money = ("base_pay", "variable_pay", "beside_pay", "merit_pay", "deferred")
    states |= {f"{name}:money": getattr(record, name) for name in money}
    names = ("effort", "live", "hopeless", "coasting", "months", "ability")
    states |= {f"{name}:number": getattr(record, name) for name in names}
    in_money = {"moved", "conceded", "true_pay", "assets"}
    for name, total in record.counted.items():
        states[f"counted {name}:{'money' if name in in_money else 'number'}"] = total
    return {name: np.array(state) for name, state in states.items()}
