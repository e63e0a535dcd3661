"""The cost curve of effort that three arms of an experiment determine, against its authors' own output."""

from __future__ import annotations

from collections.abc import Iterator

from simkit.validation.cost_curve import fitted
from simkit.validation.exact.check import Check, ClosedForm, relative

ROUNDED = ((0.0, 1521.0), (0.01, 2029.0), (0.10, 2175.0))
"""Pay in cents a point, mean points as printed."""


def _curve() -> Iterator[Check]:
    curve = fitted(ROUNDED)
    yield relative("bend", 33.13666188948286, curve.bend, 1e-9)
    yield relative("log of cost", -256.9506651966368, curve.log_cost, 1e-9)
    yield relative("joy, cents a point", 7.126623875034358e-07, curve.joy, 1e-9)
    yield relative("4c per 100", 2115.68178002381, curve.points(0.04), 1e-9)
    yield relative("1c per 1,000", 1892.8334193383812, curve.points(0.001), 1e-9)


def _bonus() -> Iterator[Check]:
    curve = fitted(ROUNDED)
    for bonus, expected in ((40.0, 2083.9), (80.0, 2127.2)):
        yield Check(f"{bonus:g}c for 2,000", expected, curve.with_bonus(bonus, 2000.0, 653.56), 0.5)


INVERSION = (
    ClosedForm(
        "cost_curve",
        "Three piece rates determine bend, joy and cost of effort, and so what any other piece rate draws.",
        "DellaVigna and Pope 2018, table 5 (replication output)",
        "the running rule of effort with the curve that was found",
        _curve,
    ),
    ClosedForm(
        "cost_curve_bonus",
        "With that curve a bonus B for a quota draws the effort at which s + (B / s) phi((q - e) / s) = k e^g.",
        "first-order condition; solved independently",
        "the running planner over one period; half a point",
        _bonus,
    ),
)
