"""How often the four-fifths rule cries wolf when both groups have the same chances, by exact enumeration."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from simkit.arrays import Array
from simkit.outcomes.fairness import four_fifths, four_fifths_p
from simkit.validation.exact.check import Check, ClosedForm

ALARMS = {
    (20, 0.2): 0.713, (20, 0.5): 0.464, (20, 0.8): 0.168,
    (50, 0.2): 0.598, (50, 0.5): 0.261, (50, 0.8): 0.032,
    (100, 0.2): 0.437, (100, 0.5): 0.119, (100, 0.8): 0.002,
    (200, 0.2): 0.272, (200, 0.5): 0.027, (200, 0.8): 0.000,
    (500, 0.2): 0.080, (500, 0.5): 0.000, (500, 0.8): 0.000,
}  # fmt: skip
"""People in each of two groups, chance of each to be selected -> chance that the ratio is below 0.8."""
_ROUNDED = 6e-4
_TOO_FEW = 1e-7
"""Counts less likely than this are left out; of all pairs that is far below what is rounded."""


def every_outcome(n: int, rate: float) -> tuple[Array, Array, Array]:
    """Who is selected (outcome, seat), in which group (seat,), and how likely (outcome,), for two groups of n.

    An outcome is a pair of counts; pairs that practically never come are left out.
    """
    from scipy.special import bdtr  # noqa: PLC0415 (SciPy is slow to import, and `import simkit` must not be)

    counts = np.arange(n + 1)
    chances = np.diff(bdtr(counts.astype(np.float64), n, rate), prepend=0.0)
    likely = chances > _TOO_FEW
    counts, chances = counts[likely], chances[likely]
    first, second = (grid.ravel() for grid in np.meshgrid(counts, counts, indexing="ij"))
    places = np.arange(n)
    selected = np.concatenate([places < first[:, None], places < second[:, None]], axis=1).astype(np.float64)
    return selected, np.repeat([0.0, 1.0], n), np.outer(chances, chances).ravel()


def alarms(n: int, rate: float) -> tuple[float, float]:
    """Chance that the ratio is below 0.8, and that it is and the test beside it finds more than chance."""
    selected, group, chance = every_outcome(n, rate)
    below = four_fifths(selected, group) < 0.8
    significant = below & (four_fifths_p(selected, group) < 0.05)
    return float(chance[below].sum()), float(chance[significant].sum())


def _alarms() -> Iterator[Check]:
    for (n, rate), expected in ALARMS.items():
        below, significant = alarms(n, rate)
        yield Check(f"n={n}, rate {rate:.0%}", expected, below, _ROUNDED)
        # the test is two-sided at 5%; it may be too careful, but hardly less careful than it says
        yield Check(f"n={n}, rate {rate:.0%}: with the test", 0.03, significant, 0.031)


FOUR_FIFTHS = (
    ClosedForm(
        "four_fifths",
        "With equal chances the four-fifths ratio alone often raises an alarm, with a test beside it about one in 20.",
        "binomial enumeration; the rule: US Uniform Guidelines 1978, 29 CFR 1607.4 D",
        "the running outcomes on every pair of counts; the known numbers are rounded to three digits",
        _alarms,
    ),
)
