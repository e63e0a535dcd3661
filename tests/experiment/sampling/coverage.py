"""How often intervals of double sampling hold the truth when a run stops as soon as they are narrow.

python -m tests.experiment.sampling.coverage [RUNS]     prints a table; 10,000 runs of each case unless told

x is a difference under the main view, half of whose variance two controls explain; y is the one over all views.  The
true mean of y is 0, and the standard deviation of x is 1.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from simkit.arrays import Array
from simkit.experiment.sampling.double_sampling import Estimate, double_sampled
from simkit.experiment.sampling.size import FIRST, Size, next_size

MOST = 5_000
Draw = Callable[[np.random.Generator, int], Array]


@dataclass(frozen=True)
class Case:
    """What is left of x after its controls (mean 0, deviation 1), and what is left of y after x, in deviations of x.

    follows: how y follows x; promised: whether 94 of 100 intervals are to hold the truth.
    """

    left: Draw
    rest: Draw
    follows: float = 0.9
    promised: bool = True


def _normal(rng: np.random.Generator, n: int) -> Array:
    return rng.standard_normal(n)


def _lognormal(sigma: float) -> Draw:
    square = sigma**2
    mean, deviation = np.exp(square / 2.0), np.sqrt(np.expm1(square) * np.exp(square))
    return lambda rng, n: (np.exp(sigma * rng.standard_normal(n)) - mean) / deviation


def _cliff(chance: float) -> Draw:
    """A few skies are on the other side of a cliff."""
    deviation = np.sqrt(chance * (1.0 - chance) + 0.01)
    return lambda rng, n: ((rng.random(n) < chance) - chance + 0.1 * rng.standard_normal(n)) / deviation


def _times(factor: float, draw: Draw) -> Draw:
    return lambda rng, n: factor * draw(rng, n)


CASES = {
    "normal, y close to x": Case(_normal, _times(0.1, _normal)),
    "normal, y far from x": Case(_normal, _times(0.4, _normal), follows=0.6),
    "y goes against x": Case(_normal, _times(0.2, _normal), follows=-0.5),
    "lognormal, skewness 1.75": Case(_lognormal(0.5), _times(0.15, _normal)),
    "both lognormal, 1.75": Case(_lognormal(0.5), _times(0.15, _lognormal(0.5))),
    "cliff of x in 1 sky of 5": Case(_cliff(0.2), _times(0.15, _normal)),
    "cliff of y in 1 sky of 5": Case(_normal, _times(0.15, _cliff(0.2))),
    "cliff of y in 1 sky of 20": Case(_normal, _times(0.15, _cliff(0.05)), promised=False),
}
NEEDED = (30, 80, 300)
"""Precisions, as the number of skies under the main view that would do, were nothing else to be known."""


@dataclass(frozen=True)
class Found:
    """Over many runs: share that held the truth, mean half-width over the asked one, skies, looks, and not reached."""

    covered: float
    width: float
    main: float
    full: float
    looks: float
    late: float


def stopped(case: Case, needed: int, runs: int, seed: int = 1) -> Found:
    """Run until the interval is narrow enough, again and again."""
    rng = np.random.default_rng(seed)
    asked = 1.96 * 0.9 / float(np.sqrt(2.0 * needed))
    rows = []
    for _ in range(runs):
        luck = rng.standard_normal((2, MOST))
        x = 0.5 * (luck[0] + luck[1]) + np.sqrt(0.5) * case.left(rng, MOST)
        y = case.follows * x + case.rest(rng, MOST)
        found, size, looks = _ended(x, y, luck, asked)
        held = abs(found.mean) <= found.half_width
        rows.append((held, found.half_width / asked, size.main, size.full, looks, found.half_width > asked))
    return Found(*np.mean(rows, axis=0).tolist())


def _ended(x: Array, y: Array, luck: Array, asked: float) -> tuple[Estimate, Size, int]:
    size, looks = FIRST, 0
    more: Size | None = size
    while more is not None:
        size, looks = more, looks + 1
        found = double_sampled(y[: size.full], x[: size.main], luck[:, : size.main])
        more = next_size([(found, asked)], size, MOST)
    return found, size, looks


def table(runs: int) -> Iterator[str]:
    """The lines of the table."""
    head = ("differences", "needed", "covered", "width", "skies", "all views", "looks", "late")
    yield "{:27}{:>7}{:>9}{:>7}{:>7}{:>11}{:>7}{:>7}".format(*head)
    for name, case in CASES.items():
        for needed in NEEDED:
            found = stopped(case, needed, runs)
            yield (
                f"{name:27}{needed:7}{found.covered:9.2%}{found.width:7.2f}{found.main:7.0f}{found.full:11.1f}"
                f"{found.looks:7.2f}{found.late:7.1%}"
            )


if __name__ == "__main__":
    for line in table(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
