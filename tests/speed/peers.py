"""The same model in SimPy, Mesa and salabim beside simkit, and what drawing its random numbers takes at least.

All rows do the same job, measured in turn on one core: every scheme under every view, the run-in included.  The plain
firms are given their random numbers and all rows their plans, made before the clock starts.  Profits of every plain
firm are compared with simkit's of the same sky: a row that computes something else would be seen.
"""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from simkit.arrays import Array
from simkit.engine.plans import PlanCache, Plans
from simkit.experiment.memory import skies_at_once
from simkit.experiment.run import run
from simkit.experiment.stake import equalise
from simkit.scenario.reading import load
from simkit.scenario.scenario import Scenario
from tests.speed.bench import SEED, draw, timed
from tests.speed.deciding import Needed, needed
from tests.speed.game import Game
from tests.speed.peer_memory import DRAWING, MESA, PLAIN, SALABIM, SIMKIT, Errand, founder, peaks
from tests.speed.shocks import Shocks, shocks
from tests.speed.twin import game

SCENARIO = Path(__file__).parents[2] / "scenarios" / "vip_managers.yaml"
PEERS = (PLAIN, MESA, SALABIM)
ROWS = (*PEERS, SIMKIT, DRAWING)
MOST_SKIES = 512
"""So many skies of simkit are run at most to time a decision; the time of more is computed from theirs."""


@dataclass(frozen=True)
class Job:
    """What is simulated, in how many rounds, and how many skies of simkit's a round."""

    scenario: Scenario
    rounds: int = 3
    skies: int = 64

    @property
    def firms(self) -> list[tuple[str, str]]:
        """Every scheme under every view."""
        return [(scheme, view.name) for scheme in self.scenario.schemes for view in self.scenario.views]

    @property
    def advisor_months(self) -> int:
        """Of all firms under one sky, a scheme's run-in counted with each."""
        return len(self.firms) * self.scenario.people.seats * self.scenario.horizon.months


def shipped() -> Scenario:
    """The shipped scenario and a fourth scheme: the growth bonus by the year instead of the quarter."""
    scenario = load(SCENARIO)
    yearly = scenario.with_("schemes.growth.pay.0.every", "year").scheme("growth")
    return scenario.with_scheme("growth_yearly", yearly)


def quick() -> Job:
    """A job of a few seconds, costs as written: it shows that all rows work and agree, not how fast they are."""
    scenario = (
        shipped()
        .with_("stake", "as written")
        .with_("people.branches", 4)
        .with_("people.seats", 16)
        .with_("horizon.length", "12 months")
    )
    schemes = {name: scenario.schemes[name] for name in (scenario.today, "growth")}
    views = tuple(
        view.model_copy(update={"weight": 0.5}) for view in scenario.views if view.name in {"sceptic", "central"}
    )
    return Job(scenario.model_copy(update={"schemes": schemes, "views": views}), rounds=1, skies=8)


@dataclass
class Tried:
    """What was measured.  seconds: row -> seconds a sky of the job, a round each.

    profits: what simkit found (scheme, view, sky), a round each; firms: how many plain firms were compared; apart: the
    largest difference of their profits from simkit's, relative.
    """

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    profits: list[Array] = field(default_factory=list)
    firms: int = 0
    apart: float = 0.0


@dataclass(frozen=True)
class Found:
    """What came of a job: see `Tried`; needed: replications; decision: row -> seconds; memory: row -> MB."""

    job: Job
    tried: Tried
    planning: float
    needed: Needed
    decision: dict[str, float]
    memory: Mapping[str, Mapping[str, float]]

    @property
    def document(self) -> dict[str, Any]:
        """What `--json` prints."""
        scenario = self.job.scenario
        return {
            "job": {
                "schemes": list(scenario.schemes),
                "views": [view.name for view in scenario.views],
                "seats": scenario.people.seats,
                "months": scenario.horizon.months,
                "run_in": scenario.horizon.run_in,
                "rounds": self.job.rounds,
                "skies": self.job.rounds * self.job.skies,
            },
            "rows": {row: self._row(row) for row in ROWS},
            "planning_s": self.planning,
            "replications_with_a_seed_a_scheme": self.needed.seed_a_scheme,
            "skies_held": min(self.needed.same_skies, skies_at_once(scenario)),
            "firms_compared": self.tried.firms,
            "largest_difference": self.tried.apart,
        }

    def _row(self, row: str) -> dict[str, float]:
        """One row: times of an advisor-month, of a replication of the whole job and of a decision; memory."""
        a_sky = {name: median(seconds) for name, seconds in self.tried.seconds.items()}
        return {
            "advisor_month_us": 1e6 * a_sky[row] / self.job.advisor_months,
            "over_simkit": a_sky[row] / a_sky[SIMKIT],
            "replication_s": a_sky[row],
            "replications": self.needed.seed_a_run if row in PEERS else self.needed.same_skies,
            "decision_s": self.decision[row],
            "decision_over_simkit": self.decision[row] / self.decision[SIMKIT],
            **self.memory[row],
        }


def measure(asked: Job) -> Found:
    """Everything in turn: rounds, then simkit's decision as a whole, then the memory of a process a row.

    Costs of schemes are set equal before, where the scenario says so, and not timed.
    """
    job = replace(asked, scenario=equalise(asked.scenario, SEED, PlanCache()).scenario)
    planning, plans = timed(lambda: PlanCache().all(job.scenario))
    games = {
        (scheme, view): game(job.scenario, plans[job.scenario.today, view], plans[scheme, view])
        for scheme, view in job.firms
    }
    gc.collect()
    gc.freeze()  # what was made before is not searched again and again while somebody is timed
    tried = Tried()
    for number in range(job.rounds):
        _round(job, plans, games, number, tried)
    weights = np.array([view.weight for view in job.scenario.views])
    found = needed(np.concatenate(tried.profits, axis=-1), weights)
    decision = _decisions(job, plans, found, tried, planning)
    gc.unfreeze()
    errand = Errand(job.scenario, plans, min(found.same_skies, skies_at_once(job.scenario)))
    return Found(job, tried, planning, found, decision, peaks(errand, ROWS))


def _round(job: Job, plans: Plans, games: Mapping[tuple[str, str], Game], number: int, tried: Tried) -> None:
    """All rows once.  The plain firms live under the first of the skies that simkit simulates in this round."""
    skies = range(number * job.skies, (number + 1) * job.skies)
    chance = shocks(job.scenario, SEED, skies[0])
    spent, lived = dict.fromkeys(PEERS, 0.0), dict[tuple[str, str, str], list[float]]()
    for scheme, view in job.firms:
        for peer in PEERS:
            spent[peer] += _live(job, peer, games[scheme, view], chance, lived.setdefault((scheme, view, peer), []))
    seconds, runs = timed(lambda: run(job.scenario, plans, SEED, skies))
    for peer, each in spent.items():
        tried.seconds[peer].append(each)
    tried.seconds[SIMKIT].append(seconds / job.skies)
    tried.seconds[DRAWING].append(timed(lambda: draw(job.scenario, skies))[0] / job.skies)
    by_year = runs.values["profit"]
    tried.profits.append(by_year.mean(axis=2))
    _compare(job, lived, by_year[..., 0], tried)


def _live(job: Job, peer: str, rules: Game, chance: Shocks, profits: list[float]) -> float:
    """Seconds of one plain firm from nothing to the end; `profits` gets those of the compared years."""
    found = founder(peer)

    def life() -> list[float]:
        firm = found(job.scenario, rules, chance)
        firm.live(job.scenario.horizon.months)
        return firm.profits

    seconds, by_year = timed(life)
    profits += by_year[job.scenario.horizon.run_in // 12 :]
    if peer == MESA:
        from tests.speed.mesa_firm import forget

        forget()
    return seconds


def _compare(job: Job, lived: Mapping[tuple[str, str, str], list[float]], by_year: Array, tried: Tried) -> None:
    """Profits of plain firms against simkit's (scheme, view, year) of the same sky."""
    views = [view.name for view in job.scenario.views]
    for (scheme, view, _), profits in lived.items():
        ours = by_year[list(job.scenario.schemes).index(scheme), views.index(view)]
        tried.apart = max(tried.apart, float(np.max(np.abs(np.array(profits) / ours - 1.0))))
        tried.firms += 1


def _decisions(job: Job, plans: Plans, found: Needed, tried: Tried, planning: float) -> dict[str, float]:
    """Seconds until a decision.  Drawing is of simkit's skies and plans nothing; all others solve the same plans."""
    skies = range(min(found.same_skies, MOST_SKIES))
    more = found.same_skies / len(skies)
    whole = median(timed(lambda: run(job.scenario, plans, SEED, skies))[0] for _ in range(job.rounds))
    drawn = median(timed(lambda: draw(job.scenario, skies))[0] for _ in range(job.rounds))
    decision = {peer: planning + found.seed_a_run * median(tried.seconds[peer]) for peer in PEERS}
    return decision | {SIMKIT: planning + more * whole, DRAWING: more * drawn}
