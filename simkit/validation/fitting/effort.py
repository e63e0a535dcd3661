"""How strongly people answer pay: the view that believes in the least of it, and the one that believes in the most.

Evidence on incentives has two ends.  Field effects that are corrected for publication bias are about zero; that is
where `sceptic` stands.  The means that were published are large; that is what `high` reaches.  What lies between, and
the weights, are assumptions.

A finding shows a product of elasticity and worth of effort, not the two apart: `high` could reach the same means with
less worth and more convexity.  So the two are searched one after the other, and `together` says where both would go.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from simkit.behaviour.views import STANDARD, View
from simkit.changes import checked
from simkit.validation.findings import Effect, Laboratory, sf01, sf23, sf24, sf43, spanned
from simkit.validation.fitting.fit import Fit, in_code

SKIES = 12
_SPANNED: Mapping[str, Callable[[Laboratory], Effect]] = {
    "SF01_spanned": sf01.incentive,
    "SF23_spanned": sf23.standardised,
    "SF43_spanned": sf43.low,
}
MEANS = {finding.id: finding.accepted[0] for finding in spanned.FINDINGS if finding.id in _SPANNED}
"""Row of the board -> mean effect that was published."""
OF_HIGH = ("SF01_incentive", "SF23_quantity", "SF43_low_piece_rate", *_SPANNED)
"""Rows that ask for the same numbers, of one view or of all."""


def laboratory(view: str, **values: float) -> Laboratory:
    """A laboratory with other values in one of the standard views; shares between 0 and 1."""
    written = {name: f"{100.0 * value:.9g}%" if name == "response" else value for name, value in values.items()}
    views = tuple(
        checked(View, {**each.model_dump(mode="json"), **written}) if each.name == view else each for each in STANDARD
    )
    return Laboratory(SKIES, views=views)


@cache
def reached(view: str, **values: float) -> dict[str, float]:
    """Row -> effect under one view, as a part of the mean that was published.

    >>> sorted(reached("high"))
    ['SF01_spanned', 'SF23_spanned', 'SF43_spanned']
    """
    lab = laboratory(view, **values)
    return {row: effect(lab).by_view[view] / MEANS[row] for row, effect in _SPANNED.items()}


def _least(**values: float) -> float:
    return min(reached("high", **values).values())


def together() -> tuple[float, float]:
    """Convexity and worth of effort of a view that meets the three means best, by least squares of logs."""
    import numpy as np  # noqa: PLC0415
    from scipy.optimize import least_squares  # noqa: PLC0415 (SciPy is slow to import, and `import simkit` must not be)

    def apart(at: np.ndarray) -> np.ndarray:
        found = reached("high", convexity=float(np.exp(at[0])), worth_of_effort=float(np.exp(at[1])))
        return np.log(list(found.values()))

    start = np.log([in_code("high.convexity"), in_code("high.worth_of_effort")])
    convexity, worth = np.exp(least_squares(apart, start, diff_step=[0.01, 0.01], xtol=1e-4).x)
    return float(convexity), float(worth)


FITS = (
    Fit(
        default="sceptic.response",
        to=("SF24_zero",),
        criterion="the most at which a piece rate of 30% of base pay adds no more than 0.5%, in steps of 5%",
        measure=lambda value: sf24.smallest_view(laboratory("sceptic", response=value)).found,
        published=sf24.FINDINGS[0].accepted[1],
        between=(0.01, 0.20),
        step=0.05,
        way="down",
    ),
    Fit(
        default="high.convexity",
        to=OF_HIGH,
        criterion="the most at which the view reaches the three published means, in halves",
        measure=lambda value: _least(convexity=value),
        published=1.0,
        between=(0.5, 3.0),
        step=0.5,
        way="down",
    ),
    Fit(
        default="high.worth_of_effort",
        to=OF_HIGH,
        criterion="the most at which the view reaches the three published means, in tenths",
        measure=lambda value: _least(worth_of_effort=value),
        published=1.0,
        between=(0.2, 2.0),
        step=0.1,
        way="down",
    ),
)
