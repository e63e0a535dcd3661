"""The ratchet: a result that raises later targets is worth less than it pays today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from simkit.arrays import Array
from simkit.behaviour.ratchet import net_slope
from simkit.behaviour.steered import SplitBonus
from simkit.behaviour.views import View
from simkit.scheme.past_targets import RatchetTarget
from simkit.scheme.target_rule import TargetBasis
from simkit.validation.exact.check import Check, ClosedForm
from simkit.validation.exact.colleagues import SALES, people, steered
from simkit.validation.exact.plain_firm import POTENTIAL, bonus, drives, output, plain, worst

VECTORS = ((0.95, 0.5, 0.525, 0.09523809523809532), (0.9, 0.3, 0.73, 0.27027027027027023), (0.9, 1.0, 0.1, 0.1))
"""Discount of a period, ratchet -> net slope over two periods and for ever: 1 - d l, (1 - d) / (1 - d (1 - l))."""
_LONG = 400
_LINEAR = {"kind": "linear"}


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


def felt(target: Mapping[str, Any], discount: float) -> Array:
    """Drives (month, seat) of a running firm under a linear bonus with this target, whose people foresee all."""
    view = {"discount": discount ** (1.0 / 12.0), "ratchet_foresight": "100%"}
    return drives(plain(bonus(target, _LINEAR), view=view))


def _ratchet_in_a_firm() -> Iterator[Check]:
    """All targets of the first year are the normal result, so that only foresight makes a difference."""
    for discount, ratchet, two, forever in VECTORS:
        case, share = f"d={discount:g} l={ratchet:g}", f"{100.0 * ratchet:g}%"
        plainly = felt(POTENTIAL, discount)[:12]
        for name, rule, expected in (
            ("for ever", {"kind": "ratchet", "share": share}, forever),
            ("two periods", {"kind": "weighted", "history": share}, two),
        ):
            yield Check(f"{case}: {name}", expected, worst(felt(rule, discount)[:12] / plainly, expected), 1e-6)
    found = felt({"kind": "ratchet", "share": "50%"}, 0.95)
    risen = 1.0 + 0.5 * (output(found[:12]).mean(axis=0) - 1.0)
    # the same target pay over a target that has risen pulls less in proportion
    yield Check("pull of the second year", 1.0, worst(found[12] / found[0] * risen, 1.0), 1e-6)


RATCHETS = (
    ClosedForm(
        "ratchet",
        "Where targets follow results by l, a unit is worth 1 - d l over two periods, (1-d) / (1-d(1-l)) for ever.",
        "Weitzman 1980",
        "the running target rule set year after year, and what the running plan leaves of the pull",
        _ratchet,
    ),
    ClosedForm(
        "ratchet_in_a_firm",
        "Where targets follow results by l, people work for 1 - d l, or (1-d) / (1-d(1-l)), of what pay would pull.",
        "Weitzman 1980",
        "effort in a running firm under a linear bonus on a ratchet or a weighted target, against a fixed one; 1e-6",
        _ratchet_in_a_firm,
    ),
)
