"""How often intervals hold the truth when a run stops as soon as they are narrow, on data whose mean is known.

python -m tests.experiment.stopping [RUNS]     prints a table; 10,000 runs of each case unless told
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from simkit.arrays import Array
from simkit.experiment.precision import FIRST, Look, asked_half_width, look, until_narrow
from simkit.outcomes.catalogue import by_name

MOST = 5_000
TODAY = 100.0
"""Mean of the first scheme, which is normal with a standard deviation of 10."""
Draw = Callable[[np.random.Generator, int], Array]


@dataclass(frozen=True)
class Case:
    """Differences within a sky, drawn in units of their standard deviation `sd`, with their true mean."""

    draw: Draw
    mean: float
    sd: float
    promised: bool = True


def _lognormal(sigma: float, *, promised: bool = True) -> Case:
    square = sigma**2
    sd = float(np.sqrt(np.expm1(square) * np.exp(square)))
    return Case(lambda rng, n: np.exp(sigma * rng.standard_normal(n)), float(np.exp(square / 2.0)), sd, promised)


def _cliff(chance: float) -> Case:
    """A few skies are on the other side of a cliff."""
    sd = float(np.sqrt(chance * (1.0 - chance) + 0.01))
    return Case(lambda rng, n: (rng.random(n) < chance) + 0.1 * rng.standard_normal(n), chance, sd)


CASES = {
    "normal": Case(lambda rng, n: rng.standard_normal(n), 0.0, 1.0),
    "lognormal, skewness 1.75": _lognormal(0.5),
    "cliff in 1 sky of 5": _cliff(0.2),
    "cliff in 1 sky of 20": _cliff(0.05),
    "lognormal, skewness 6.2": _lognormal(1.0, promised=False),
}
NEEDED = (60, 120, 300, 1_000)
"""Precisions, as the number of skies that a run with known variance would need."""


@dataclass(frozen=True)
class Found:
    """Over many runs: share that held the truth, mean half-width over the asked one, skies, and where runs ended."""

    covered: float
    width: float
    skies: float
    at_first: float
    at_budget: float


def stopped(case: Case, needed: int, runs: int, seed: int = 1) -> Found:
    """Run until the interval is narrow enough, again and again."""
    rng = np.random.default_rng(seed)
    share = 1.96 / float(np.sqrt(needed)) / TODAY  # of differences with a standard deviation of 1
    rows = []
    for _ in range(runs):
        today = TODAY + 10.0 * rng.standard_normal(MOST)
        difference = case.draw(rng, MOST) / case.sd
        end = until_narrow(lambda n, x=difference, t=today: _look(x[:n], t[:n], share), MOST)  # type: ignore[misc]
        miss = abs(difference[: end.skies].mean() - case.mean / case.sd)
        rows.append(
            (
                miss <= end.half_width[0],
                end.half_width[0] / end.asked[0],
                end.skies,
                end.skies == FIRST,
                not end.narrow,
            )
        )
    return Found(*np.mean(rows, axis=0).tolist())


def _look(difference: Array, today: Array, share: float) -> Look:
    means = np.array([today.mean(), (today + difference).mean()])
    return look(difference[None], np.array([asked_half_width(share, by_name("value"), means)]))


def table(runs: int) -> Iterator[str]:
    """The lines of the table."""
    yield f"{'differences':26}{'needed':>7}{'covered':>9}{'width':>7}{'skies':>7}{'at first':>9}{'budget':>8}"
    for name, case in CASES.items():
        for needed in NEEDED:
            found = stopped(case, needed, runs)
            yield (
                f"{name:26}{needed:7}{found.covered:9.2%}{found.width:7.2f}{found.skies:7.0f}"
                f"{found.at_first:9.1%}{found.at_budget:8.1%}"
            )


if __name__ == "__main__":
    for line in table(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
