"""Closed forms whose mechanism the model does not have yet: one entry each, to be moved to a file of its own."""

from __future__ import annotations

from simkit.validation.exact.check import ClosedForm

TO_COME = (
    ClosedForm(
        "curvilinear_plan",
        "Salary and one commission above quotas lose about 1% against plans tailored to each territory.",
        "Basu, Lal, Srinivasan and Staelin 1985; Raju and Srinivasan 1996",
        awaits="a search for the best plan",
    ),
)
