"""Inequality of distributions whose numbers are known, and the laws that the measures must obey."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from simkit.arrays import Array
from simkit.outcomes.fairness import gini, theil, theil_between, theil_within
from simkit.randomness import normals
from simkit.validation.exact.check import Check, ClosedForm

GRID = (np.arange(200_000) + 0.5) / 200_000
"""Quantile levels that stand for a whole distribution."""


def distributions() -> dict[str, tuple[Array, float, float | None, float]]:
    """Name -> amounts at `GRID`, Gini, Theil T where it is known, tolerance."""
    from scipy.special import ndtri  # noqa: PLC0415 (SciPy is slow to import, and `import simkit` must not be)

    lognormal = {f"lognormal {s:g}": np.exp(s * ndtri(GRID)) for s in (0.25, 0.5, 1.0)}
    return {
        "uniform 0 to 1": (GRID, 1 / 3, None, 1e-5),
        "uniform 2 to 5": (2 + 3 * GRID, 1 / 7, None, 1e-5),
        "exponential": (-np.log1p(-GRID), 0.5, 0.4227843, 1e-4),
        "lognormal .25": (lognormal["lognormal 0.25"], 0.1403162, 0.25**2 / 2, 1e-4),
        "lognormal .5": (lognormal["lognormal 0.5"], 0.2763264, 0.5**2 / 2, 1e-4),
        "lognormal 1": (lognormal["lognormal 1"], 0.5204999, 0.5, 1e-3),
        "Pareto 3": ((1 - GRID) ** (-1 / 3), 0.2, 0.0945349, 2e-3),
        "Pareto 2": ((1 - GRID) ** (-1 / 2), 1 / 3, None, 3e-3),
    }


def _known() -> Iterator[Check]:
    five = np.array([[1.0, 2.0, 3.0, 4.0, 5.0]])
    yield Check("1 to 5: Gini", 0.26666666666666666, float(gini(five)[0]), 1e-14)
    yield Check("1 to 5: Theil", 0.11968759358350925, float(theil(five)[0]), 1e-14)
    equal = np.full((1, 240), 0.1)
    yield Check("all equal: Gini", 0.0, float(gini(equal)[0]), 0.0)
    yield Check("all equal: Theil", 0.0, float(theil(equal)[0]), 1e-15)
    for n in (2, 10, 240):
        one = np.where(np.arange(n) == n // 2, 7.0, 0.0)[None]
        yield Check(f"one of {n} has all: Gini", (n - 1) / n, float(gini(one)[0]), 1e-13)
        yield Check(f"one of {n} has all: Theil", math.log(n), float(theil(one)[0]), 1e-13)
    for holders, held in ((0.2, 0.8), (0.1, 0.5)):
        rich = np.where(np.arange(1000) < 1000 * holders, held / holders, (1 - held) / (1 - holders))[None]
        yield Check(f"{holders:.0%} hold {held:.0%}: Gini", held - holders, float(gini(rich)[0]), 1e-12)
    for name, (pay, expected, entropy, tolerance) in distributions().items():
        yield Check(f"{name}: Gini", expected, float(gini(pay[None])[0]), tolerance)
        if entropy is not None:
            yield Check(f"{name}: Theil", entropy, float(theil(pay[None])[0]), tolerance)


def _laws() -> Iterator[Check]:
    pay = np.exp(0.6 * normals(1, "validation.pay", range(20), 60))
    for name, measure in (("Gini", gini), ("Theil", theil)):
        index = measure(pay)
        yield Check(f"{name}: in another currency", 0.0, _largest(measure(7.3 * pay) - index), 1e-12)
        yield Check(f"{name}: everybody twice", 0.0, _largest(measure(np.tile(pay, 2)) - index), 1e-12)
        yield Check(f"{name}: rich give to poor", 1.0, float(np.mean(measure(_transferred(pay)) < index)), 0.0)
    groups = np.arange(60) % 4
    parts = theil_within(pay, groups) + theil_between(pay, groups)
    yield Check("Theil: within and between", 0.0, _largest(parts - theil(pay)), 1e-12)


def _transferred(pay: Array) -> Array:
    """The same, after each row's richest gave a tenth of the distance to its poorest."""
    moved, rows = pay.copy(), np.arange(len(pay))
    rich, poor = pay.argmax(axis=-1), pay.argmin(axis=-1)
    gift = 0.1 * (pay[rows, rich] - pay[rows, poor])
    moved[rows, rich] -= gift
    moved[rows, poor] += gift
    return moved


def _largest(difference: Array) -> float:
    return float(np.abs(difference).max())


INEQUALITY = (
    ClosedForm(
        "inequality",
        "Gini and Theil of distributions whose inequality is known.",
        "Cowell 2011, Measuring Inequality; Theil 1967",
        "the running outcomes, on whole distributions by 200,000 quantiles where they are not of a few people",
        _known,
    ),
    ClosedForm(
        "inequality_laws",
        "Inequality ignores the currency and the number of people, falls when the rich give to the poor, and adds up.",
        "Dalton 1920; Theil 1967; Cowell 2011",
        "the running outcomes on drawn pay",
        _laws,
    ),
)
