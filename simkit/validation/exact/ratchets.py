"""The ratchet: a result that raises later targets is worth less than it pays today."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from simkit.behaviour.ratchet import net_slope
from simkit.behaviour.steered import SplitBonus
from simkit.behaviour.views import View
from simkit.scheme.past_targets import RatchetTarget
from simkit.scheme.target_rule import TargetBasis
from simkit.validation.exact.check import Check, ClosedForm
from simkit.validation.exact.colleagues import SALES, people, steered

VECTORS = ((0.95, 0.5, 0.525, 0.09523809523809532), (0.9, 0.3, 0.73, 0.27027027027027023), (0.9, 1.0, 0.1, 0.1))
"""Discount of a period, ratchet -> net slope over two periods and for ever: 1 - d l, (1 - d) / (1 - d (1 - l))."""
_LONG = 400


def worth_of_one_more(discount: float, ratchet: float, periods: int) -> float:
    """What one unit more in the first period brings in all, when the running rule sets every later target.

    Pay is result less target; all other results are normal.
    """
    rule = RatchetTarget.model_validate({"share": f"{ratchet:.0%}"})
    worth, previous = 0.0, np.full((1, 2), 100.0)
    result = np.array([[100.0, 101.0]])
    for period in range(periods):
        gained = result - previous
        worth += discount**period * float(gained[0, 1] - gained[0, 0])
        known = TargetBasis(100.0, np.ones((1, 2)), result, 1.0, previous=previous)
        previous, result = rule.target(known), np.full((1, 2), 100.0)
    return worth


def kept(discount: float, ratchet: float) -> float:
    """What the running plan leaves of the pull of a bonus whose target ratchets, for who foresees all of it."""
    measure = SALES | {"target": {"kind": "ratchet", "share": f"{ratchet:.0%}"}}
    view = View.model_validate(
        {"name": "x", "weight": "100%", "discount": discount ** (1.0 / 12.0), "ratchet_foresight": "100%"}
    )
    pay = {"kind": "bonus", "measures": [measure], "target_pay": 10}
    (planned,) = steered(pay, people(1), view).steered
    if not isinstance(planned, SplitBonus):
        raise TypeError(f"{type(planned).__name__} is not planned measure by measure")
    return planned.lines[0].ratchet


def _ratchet() -> Iterator[Check]:
    for discount, ratchet, two, forever in VECTORS:
        case = f"d={discount:g} l={ratchet:g}"
        yield Check(f"{case}: two periods", two, net_slope(ratchet, discount, periods=2), 1e-12)
        yield Check(f"{case}: two, by targets", two, worth_of_one_more(discount, ratchet, 2), 1e-9)
        yield Check(f"{case}: for ever, by targets", forever, worth_of_one_more(discount, ratchet, _LONG), 1e-6)
        yield Check(f"{case}: for ever, as planned", forever, kept(discount, ratchet), 1e-9)


RATCHETS = (
    ClosedForm(
        "ratchet",
        "Where targets follow results by l, a unit is worth 1 - d l over two periods, (1-d) / (1-d(1-l)) for ever.",
        "Weitzman 1980",
        "the running target rule set year after year, and what the running plan leaves of the pull",
        _ratchet,
    ),
)
