"""Closed forms whose mechanism the model does not have yet: one entry each, to be moved to a file of its own."""

from __future__ import annotations

from simkit.validation.exact.check import ClosedForm

TO_COME = (
    ClosedForm(
        "timing",
        "Between two months with slopes b0 < b1 deals worth (b1 - b0) / k are moved, and total sales stay the same.",
        "Oyer 1998; Larkin 2014",
        awaits="deals that can be moved between periods",
    ),
    ClosedForm(
        "deterrence",
        "Unsuitable sales are (g - p F) / psi, none from p = g / F on; what is deferred and clawed back lowers g.",
        "Becker 1968, with a quadratic moral cost",
        awaits="conduct: pressure and its penalty",
    ),
    ClosedForm(
        "selection",
        "Under a piece rate b those with ability from sqrt(2 c u) / b on stay, so mean ability rises.",
        "Lazear 2000",
        awaits="leaving and hiring",
    ),
    ClosedForm(
        "curvilinear_plan",
        "Salary and one commission above quotas lose about 1% against plans tailored to each territory.",
        "Basu, Lal, Srinivasan and Staelin 1985; Raju and Srinivasan 1996",
        awaits="a search for the best plan",
    ),
)
