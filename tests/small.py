"""A comparison small enough for tests that run it, and one made of numbers for tests that do not."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from simkit.arrays import Array, Index
from simkit.engine.plans import PlanCache
from simkit.experiment.run import Runs
from simkit.experiment.stake import Stake
from simkit.experiment.watching import BINS, FIRST_PAY, FIRST_THERE
from simkit.outcomes.catalogue import CATALOGUE
from simkit.outcomes.winners import MEASURES
from simkit.report.answer import Answer
from simkit.scenario.reading import load
from simkit.scenario.scenario import Scenario
from simkit.scenario.starter import starter_text

SOLVED = PlanCache()
"""Plans that all made comparisons share."""
_CUTS = {
    "seats: 24": "seats: 8",
    "branches: 4": "branches: 2",
    "length: 36 months": "length: 12 months",
    "views: standard": "views: [{name: calm, weight: 60%, response: 20%}, {name: keen, weight: 40%}]",
}
_AS_WRITTEN = {"stake: same expected cost as today": "stake: as written"}


def scenario_file(folder: Path, *, stake: bool = False, changes: Mapping[str, str] | None = None) -> Path:
    """A small scenario that runs in a second; with `stake` the costs are set equal, which takes longer."""
    text = starter_text()
    for old, new in {**_CUTS, **({} if stake else _AS_WRITTEN), **(changes or {})}.items():
        assert old in text, f"the starter scenario no longer holds {old!r}"
        text = text.replace(old, new)
    path = folder / "small.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def made_comparison(
    folder: Path,
    means: Mapping[str, tuple[float, ...]],
    *,
    names: Sequence[str] = "abcdefgh",
    skies: int = 12,
    noise: float = 0.01,
    stake: float = 1.0,
) -> Answer:
    """A comparison of schemes `names` whose outcomes have these means (scheme), in every year and view alike.

    Outcomes that are not named are 1 for all, total cost 1e9.  `noise`: how much skies differ, the same for all
    schemes, and a tenth of it for each scheme alone; `stake`: the factor on all but the first.
    """
    count = len(next(iter(means.values())))
    scenario = _with_schemes(load(scenario_file(folder)), names[:count])
    shape = (count, len(scenario.views), 1, skies)
    chance = np.random.default_rng(1)
    common, own = chance.normal(size=skies), chance.normal(size=shape)

    def values(name: str) -> Array:
        mean = np.array(means.get(name, (1e9 if name == "total_cost" else 1.0,) * count))[:, None, None, None]
        scale = np.nanmax(np.abs(mean))
        drawn: Array = mean + noise * scale * (common + 0.1 * own)
        return drawn

    named = [outcome.name for outcome in CATALOGUE if outcome.over != "skies"]
    runs = Runs(
        scenario=scenario,
        seed=1,
        replications=tuple(range(skies)),
        values={name: values(name) for name in named},
        run_in={},
        static=values("variable_cost")[:, :, 0],
        attained={(name, 0): _counts(len(scenario.views)) for name in scenario.schemes},
        winners={"everybody": {m: np.full((count - 1, *shape[1::2]), 0.25) for m in MEASURES if count > 1}},
        people=_people(count, len(scenario.views), scenario.people.seats),
        points={},
    )
    factors = {name: 1.0 if name == scenario.today else stake for name in scenario.schemes}
    return Answer(runs, Stake(scenario, factors), scenario, SOLVED.all(scenario))


def _counts(views: int) -> Index:
    """A tenth of the periods end at 50 %, the others at 100 %."""
    counts = np.zeros((views, BINS + 1), dtype=np.intp)
    counts[:, 50], counts[:, 100] = 1, 9
    return counts


def _people(schemes: int, views: int, seats: int) -> dict[str, Array]:
    """Everybody is average; contribution and pay rise with the number of the seat."""
    drawn = {name: np.ones(seats) for name in ("base_pay", "talent", "book", "tenure")}
    rising = np.broadcast_to(np.arange(1.0, seats + 1.0), (schemes, views, seats))
    there = {FIRST_THERE: np.ones((schemes, views, seats))}
    return drawn | there | dict.fromkeys(("pay", "contribution", "effort", FIRST_PAY), rising * 1000.0)


def _with_schemes(scenario: Scenario, names: Sequence[str]) -> Scenario:
    first = next(iter(scenario.schemes.values()))
    return scenario.model_copy(update={"schemes": dict.fromkeys(names, first)})
