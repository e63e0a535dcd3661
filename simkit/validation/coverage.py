"""Do intervals tell the truth?  How often 95 % intervals hold a known answer, and how often P(best) comes true.

Intervals: a pool of skies of a scenario whose answer is known (`known_answers`) is simulated by the engine, cut into
sets again and again in a new order, and each set's interval is made as a comparison makes it: of means by
`paired_difference`, of quantile outcomes by `bootstrap_interval`.  Asked is a share of 94 % to 96 % of sets whose
interval holds the truth; the quick form has fewer sets, and for means asks 93.5 % to 96.5 %.

P(best): problems are drawn from the very prior that `rank` states, three schemes in 100 skies.  In every tenth of
stated probability that holds at least 100 cases, the share that comes true must be within three standard errors of
what was stated.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from simkit.arrays import Array, Index
from simkit.engine.plans import PlanCache
from simkit.experiment.compare import DRAWS, OVER_SKIES, RESAMPLES
from simkit.experiment.paired import bootstrap_interval, paired_difference
from simkit.experiment.rank import p_best
from simkit.experiment.run import run
from simkit.randomness import Stream, choices, normals
from simkit.scenario.scenario import Scenario
from simkit.validation import known_answers
from simkit.validation.known_answers import Truth
from simkit.validation.verdicts import Verdict, within

SEED, CHUNK = 1, 2_000
Progress = Callable[[int], None]


@dataclass(frozen=True)
class Size:
    """How much is repeated.

    pool: skies simulated of each scenario; sets, skies: how many sets of how many skies for means; tails: sets of 200
    skies for quantile outcomes; asked, asked_of_tails: distance from 95 % that is allowed.
    """

    pool: int
    sets: int
    skies: int
    tails: int
    asked: float
    asked_of_tails: float
    problems: int = 2_000


FULL = Size(pool=100_000, sets=10_000, skies=40, tails=10_000, asked=0.01, asked_of_tails=0.01)
QUICK = Size(pool=10_000, sets=2_000, skies=40, tails=150, asked=0.015, asked_of_tails=0.05)
SKIES_OF_TAILS = 200
"""As many as a comparison has by default."""


@dataclass(frozen=True)
class Covered:
    """How often the interval of one difference held the truth.

    case: scenario, outcome and scheme; sets of so many skies; covered: share of sets; low, high: what is asked.
    """

    case: str
    sets: int
    skies: int
    truth: float
    covered: float
    low: float
    high: float
    verdict: Verdict


def of_means(size: Size, progress: Progress | None = None) -> list[Covered]:
    """Coverage of Student's intervals of paired differences."""
    answering, value, paid = known_answers.response()
    cliff, cost = known_answers.cliff()
    found = []
    for scenario, asked in ((answering, {"value": value, "variable_cost": paid}), (cliff, {"variable_cost": cost})):
        pool = _pool(scenario, tuple(asked), size.pool, progress)
        for outcome, truth in asked.items():
            difference = truth.mean["candidate"] - truth.mean["today"]
            x = pool[outcome]
            held = _held(
                difference, (paired_difference(x[1][s], x[0][s])[1:] for s in _sets(size.pool, size.sets, size.skies))
            )
            case = f"{scenario.name}: mean {outcome}"
            found.append(_covered(case, size.sets, size.skies, difference, held, size.asked))
    return found


def of_tails(size: Size, progress: Progress | None = None) -> list[Covered]:
    """Coverage of bootstrap intervals of quantile outcomes of total cost."""
    scenario, truth = known_answers.costs()
    x = _pool(scenario, ("total_cost",), size.pool, progress)["total_cost"]
    hits = {name: np.zeros(len(x)) for name in OVER_SKIES}
    exact = {name: np.array([_exact(name, truth, scheme) for scheme in truth.mean]) for name in OVER_SKIES}
    for number, skies in enumerate(_sets(size.pool, size.tails, SKIES_OF_TAILS)):
        index = choices(SEED, f"validation.bootstrap.{number}", RESAMPLES, SKIES_OF_TAILS)
        for name, statistic in OVER_SKIES.items():
            low, high = bootstrap_interval(statistic, x[:, skies], index)
            hits[name] += (low <= exact[name] - exact[name][0]) & (exact[name] - exact[name][0] <= high)
        if progress and number % 10 == 9:
            progress(10)
    return [
        _covered(f"{scenario.name}: {name} of {scheme}", size.tails, SKIES_OF_TAILS,
                 float(exact[name][place] - exact[name][0]), float(hits[name][place]) / size.tails,
                 size.asked_of_tails)
        for name in OVER_SKIES
        for place, scheme in enumerate(truth.mean)
        if place
    ]  # fmt: skip


def _exact(outcome: str, truth: Truth, scheme: str) -> float:
    """A quantile outcome of a normal cost."""
    from scipy.special import ndtri  # noqa: PLC0415 (SciPy is slow to import, and `import simkit` must not be)

    mean, sd = truth.mean[scheme], truth.sd[scheme]
    tenth, twentieth = -float(ndtri(0.1)), -float(ndtri(0.05))
    beyond = math.exp(-0.5 * twentieth**2) / math.sqrt(2.0 * math.pi) / 0.05
    return {
        "cost_p10": mean - tenth * sd,
        "cost_p50": mean,
        "cost_p90": mean + tenth * sd,
        "reserve": tenth * sd,
        "cvar95": mean + beyond * sd,
    }[outcome]


def _pool(scenario: Scenario, outcomes: tuple[str, ...], skies: int, progress: Progress | None) -> dict[str, Array]:
    """Outcome -> its value in every sky (scheme, sky), as the engine simulates it."""
    runs = run(scenario, PlanCache().all(scenario), SEED, range(skies), chunk=CHUNK, progress=progress)
    return {name: np.ascontiguousarray(runs.values[name][:, 0, 0]) for name in outcomes}


def _sets(pool: int, sets: int, skies: int) -> Iterator[Index]:
    """Sets of skies of a pool: all of it in a new order, cut up, until there are enough."""
    made, order = 0, 0
    while made < sets:
        shuffled = np.argsort(normals(SEED, f"validation.order.{skies}", [order], pool)[0])
        for start in range(0, pool - skies + 1, skies):
            if made == sets:
                return
            yield shuffled[start : start + skies]
            made += 1
        order += 1


def _held(truth: float, intervals: Iterator[tuple[float, float]]) -> float:
    """Share of intervals that hold the truth."""
    return float(np.mean([low <= truth <= high for low, high in intervals]))


def _covered(case: str, sets: int, skies: int, truth: float, held: float, asked: float) -> Covered:
    low, high = round(0.95 - asked, 6), round(0.95 + asked, 6)
    return Covered(case, sets, skies, truth, held, low, high, within(held, low, high))


@dataclass(frozen=True)
class Tenth:
    """One tenth of stated probability: how many cases fell into it, what was stated on average, what came true."""

    low: float
    high: float
    cases: int
    stated: float
    true: float
    allowed: float
    verdict: Verdict


SCHEMES, SKIES = 3, 100


def of_p_best(size: Size, progress: Progress | None = None) -> list[Tenth]:
    """Calibration of P(best) over problems drawn from its prior."""
    stated, true = np.empty((size.problems, SCHEMES)), np.empty((size.problems, SCHEMES))
    for problem in range(size.problems):
        stated[problem], true[problem] = _problem(problem)
        if progress and problem % 10 == 9:
            progress(10)
    return [_tenth(tenth / 10, stated.ravel(), true.ravel()) for tenth in range(10)]


def _problem(number: int) -> tuple[Array, Array]:
    """P(best) that is stated of each scheme in one problem, and 1 for the scheme that is best.

    The prior: with contrasts of variance w = 1 in the mean, w / (t + w) is uniform, t the variance of true effects.
    """
    from scipy.special import ndtr  # noqa: PLC0415 (SciPy is slow to import, and `import simkit` must not be)

    drawn = Stream(SEED, "validation.problem", [number], SCHEMES).block(SKIES + 2)[0]
    u = float(ndtr(drawn[0, 0]))
    effects = math.sqrt((1.0 - u) / u) * drawn[1]
    x = effects[:, None] + math.sqrt(SKIES) * drawn[2:].T
    posterior = p_best(x, "higher", 0.0, _posterior_normals())
    return posterior.p_best, (effects == effects.max()).astype(np.float64)


def _posterior_normals() -> Array:
    """The draws behind every P(best) of a comparison with this seed and so many schemes."""
    return normals(SEED, "posterior", range(1), DRAWS * SCHEMES).reshape(DRAWS, SCHEMES)


_FEWEST = 100


def _tenth(low: float, stated: Array, true: Array) -> Tenth:
    high = round(low + 0.1, 1)
    inside = (stated >= low) & ((stated < high) | (high == 1.0))
    cases = int(inside.sum())
    if cases < _FEWEST:
        return Tenth(low, high, cases, math.nan, math.nan, math.nan, "not yet")
    mean, share = float(stated[inside].mean()), float(true[inside].mean())
    allowed = 3.0 * math.sqrt(max(mean * (1.0 - mean), 1e-12) / cases)
    return Tenth(low, high, cases, mean, share, allowed, within(share, mean - allowed, mean + allowed))


def steps(size: Size) -> int:
    """How many steps `document` tells its progress in."""
    return 3 * size.pool + size.tails + size.problems


def document(size: Size, progress: Progress | None = None) -> dict[str, Any]:
    """Everything that was found, as plain values: a row for each interval, and the tenths of P(best)."""
    return {
        "intervals": [asdict(row) for row in (*of_means(size, progress), *of_tails(size, progress))],
        "p_best": [asdict(row) for row in of_p_best(size, progress)],
    }
