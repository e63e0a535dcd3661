"""What stays warm from one brief to the next, and a brief on its own.

print(simkit.brief(scenario, precision=0.01))

with simkit.Session() as session:  # workers, plans and costs stay warm
    session.brief(scenario)
    session.brief(scenario.with_scheme("bolder", bolder))
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import fields
from types import TracebackType
from typing import Self

from simkit.engine.plans import PlanCache, Plans
from simkit.engine.world import Intervention
from simkit.errors import SimkitError
from simkit.experiment import briefing
from simkit.experiment.backends import Name, backend_of
from simkit.experiment.precision import asked_for
from simkit.experiment.run import Progress
from simkit.experiment.stake import Factors, Stake, equalise
from simkit.report.brief import Brief
from simkit.scenario.scenario import Scenario

PLANS_KEPT, STAKES_KEPT = 64, 16
"""What a session keeps: plans of so many schemes under a view, and costs of so many scenarios."""


class Session:
    """What stays warm from one brief to the next: workers, solved plans, and the factors that make costs equal.

    Workers are started at the first brief and end with `close`, with the `with` block, or with Python.
    """

    def __init__(self, backend: Name = "processes", workers: int | None = None, cluster: str | None = None) -> None:
        """backend, workers and cluster: as of `simkit.brief`."""
        self._open = ExitStack()
        self._backend = self._open.enter_context(backend_of(backend, workers, cluster))
        self._plans, self._factors = PlanCache(), Factors()
        self._ready: OrderedDict[tuple[str, int], tuple[Scenario, Stake, Plans]] = OrderedDict()

    def brief(
        self,
        scenario: Scenario,
        *,
        precision: float | None = 0.01,
        most: int | None = None,
        seed: int = 1,
        chunk: int | None = None,
        interventions: Sequence[Intervention] = (),
        progress: Progress | None = None,
    ) -> Brief:
        """A brief; see `simkit.brief`."""
        asked = asked_for(precision, most, counted=False)
        if asked is None:
            raise SimkitError("a brief has no end without a precision; give one such as 0.01, which is 1%")
        known, stake, plans = self._made_ready(scenario, seed)
        found = briefing.brief(
            known,
            stake,
            plans,
            asked,
            seed=seed,
            backend=self._backend,
            chunk=chunk,
            interventions=interventions,
            progress=progress,
        )
        return Brief(**{field.name: getattr(found, field.name) for field in fields(found)})

    def close(self) -> None:
        """End the workers; a later brief would start new ones."""
        self._open.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.__exit__(kind, error, trace)

    def _made_ready(self, scenario: Scenario, seed: int) -> tuple[Scenario, Stake, Plans]:
        """The scenario at the same stake and its plans; the very same objects each time, so workers have them."""
        key = scenario.fingerprint, seed
        if key not in self._ready:
            stake = equalise(scenario, seed, self._plans, self._backend, self._factors)
            self._ready[key] = scenario, stake, self._plans.all(stake.scenario)
            self._plans.forget(PLANS_KEPT)
        self._ready.move_to_end(key)
        while len(self._ready) > STAKES_KEPT:
            self._ready.popitem(last=False)
        return self._ready[key]


def brief(
    scenario: Scenario,
    *,
    precision: float = 0.01,
    most: int | None = None,
    seed: int = 1,
    chunk: int | None = None,
    interventions: Sequence[Intervention] = (),
    progress: Progress | None = None,
    backend: Name = "serial",
    workers: int | None = None,
    cluster: str | None = None,
) -> Brief:
    """The differences in the primary outcomes (`primary` in the scenario), as precisely as asked and no more.

    precision: half of every paired interval, as a share of today's value; skies are added until it is reached, or until
    there are `most` (2000 unless given).  Most skies run under the view that counts most only, a few under all of them
    (`experiment.briefing`), so there are no winners, chances, tails or other outcomes: `compare` has those.  progress:
    told how many more skies are done under a view.  The others are those of `compare`.

    To ask again and again keep a `Session`.  Raises SimkitError when there is nothing to compare, when a primary
    outcome does not come about, and for numbers that cannot be.
    """
    with Session(backend, workers, cluster) as session:
        return session.brief(
            scenario,
            precision=precision,
            most=most,
            seed=seed,
            chunk=chunk,
            interventions=interventions,
            progress=progress,
        )
