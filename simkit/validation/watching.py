"""Looking at a running firm: year by year, month by month, and at the ends of periods.

A comparison gives outcomes.  Where a closed form or a finding is about what a comparison does not tell (which month
sold what, who left whose seat), the same run is watched, as `simkit.engine.simulate` lets anybody watch it.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
import simpy

from simkit.arrays import Array
from simkit.engine.agenda import ORDER
from simkit.engine.firm import Firm
from simkit.engine.plans import PlanCache
from simkit.engine.seen import Appraised, Observed, Seen
from simkit.engine.simulate import Chunk, simulate
from simkit.engine.world import Intervention
from simkit.scenario.scenario import Scenario

SEED = 1
Years: TypeAlias = Mapping[tuple[str, int], Observed]
"""(scheme, year from 0) -> what was seen of it."""
_AFTER_WORK = ORDER.index("appraisal") / len(ORDER)


def years(scenario: Scenario, plans: PlanCache, skies: int, interventions: Sequence[Intervention] = ()) -> Years:
    """What every year of a scenario with one view was like, in so many futures."""
    seen: dict[tuple[str, int], Observed] = {}

    def watch(told: Seen) -> None:
        if isinstance(told, Observed):
            seen[told.scheme, told.year] = told

    simulate(scenario, plans.all(scenario), SEED, range(skies), watch, interventions)
    return seen


def attained(scenario: Scenario, plans: PlanCache, skies: int) -> list[Array]:
    """Attainment (sky, seat) at the end of every period of a firm with one scheme of one bonus."""
    seen: list[Array] = []

    def watch(told: Seen) -> None:
        if isinstance(told, Appraised):
            seen.append(np.array(told.attained()))

    simulate(scenario, plans.all(scenario), SEED, range(skies), watch)
    return seen


def months(
    scenario: Scenario, what: str, plans: PlanCache, skies: int, interventions: Sequence[Intervention] = ()
) -> dict[str, Array]:
    """Scheme -> (month, sky, seat): what was true after every month's work, from the scheme's first month on.

    what: `effort` (1 is normal), `pressure` on clients (0 to 1), or a KPI, whose true result it is.
    """
    chunk = Chunk(scenario, plans.all(scenario), SEED, range(skies), lambda _: None, interventions)
    found: dict[str, list[Array]] = {name: [] for name in scenario.schemes}

    def look() -> Generator[simpy.Event, Any, None]:
        for month in range(scenario.horizon.months):
            yield chunk.env.timeout(month + _AFTER_WORK - chunk.env.now)
            for (name, _), firm in chunk.firms.items():
                found[name].append(np.array(_read(firm, what)))

    chunk.env.process(look())
    chunk.env.run()
    return {name: np.array(each) for name, each in found.items()}


def _read(firm: Firm, what: str) -> Array:
    if what == "effort":
        return firm.effort
    if what == "pressure":
        conduct = firm.people.conduct
        return np.zeros(firm.sky.shape) if conduct is None else conduct.pressure
    return firm.true[what]
