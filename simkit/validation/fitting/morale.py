"""Morale: what a cut of pay, a colleague's pay and a goal do to output.

The first and the last are read at once, as the studies read them: the effect that the mechanism supports, before morale
has moved part of the way and people have got used to it.  A year later a firm shows less of both; what it shows is a
prediction, and stands on the board.
"""

from __future__ import annotations

import numpy as np

from simkit.behaviour.morale.commitment import Commitment
from simkit.behaviour.morale.expectation import Expectation
from simkit.validation.findings import Laboratory, sf30
from simkit.validation.fitting.fit import Fit

SKIES = 12
_SPREAD = 0.20
"""How far people differ in tasks of the lab, as a share of mean output; assumption."""


def fall(loss: float) -> float:
    """Fall of output, as a share, when pay is a third below what was expected.

    >>> round(fall(0.6), 12)
    0.2
    """
    return -float(Expectation(loss=loss).effect(np.array([2.0]), np.array([3.0]))[0])


def alone_over_joint(behind: float) -> float:
    """How many times as much a cut for one of two hurts as a cut for both, in the running firm."""
    return sf30.alone_over_joint(Laboratory(SKIES, behaviour={"peers": {"behind": behind}})).found


def lifted(lift: float) -> float:
    """What a hard goal lifts at most, in standard deviations between people.

    >>> round(lifted(0.08), 12)
    0.4
    """
    return float(Commitment(lift=lift).effect(np.array([0.5]), np.ones(1))[0]) / _SPREAD


FITS = (
    Fit(
        default="expectation.loss",
        to=("SF31_cut", "SF30_both"),
        criterion="at once a cut by a third costs a fifth of output (and one by a quarter 15%, as recalled), in tenths",
        measure=fall,
        published=0.20,
        between=(0.0, 2.0),
        step=0.1,
    ),
    Fit(
        default="peers.behind",
        to=("SF30_alone",),
        criterion="the least at which a cut for one of two hurts more than twice as much as one for both, in tenths",
        measure=alone_over_joint,
        published=2.0,
        between=(0.2, 1.5),
        step=0.1,
        way="up",
    ),
    Fit(
        default="commitment.lift",
        to=("SF25_hard",),
        criterion="at once a goal that half reach lifts by the lower end of .42 to .80 standard deviations, in 1%",
        measure=lifted,
        published=0.42,
        between=(0.0, 0.5),
        step=0.01,
    ),
)
