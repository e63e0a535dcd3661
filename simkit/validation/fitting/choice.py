"""Losses and time: two numbers that studies of choice have estimated as such.

Loss aversion.  DellaVigna and Pope 2018 compare a bonus of 40 cents that is won, one that is lost, and one of 80 cents
that is won.  Where gains and losses count beside money itself, and as much as it does (Koszegi and Rabin 2006),

    loss frame of a bonus = (1 + lambda) / 2 times as strong as the gain frame = 1 + (points of loss - points of gain) /
    (points of twice the gain - points of gain),

to the first order.  That is lambda = 1.73 in the study.  A view's `loss_aversion` is the slope itself, as planning
knows no gain that counts beside money: (1 + 1.73) / 2.  The planner finds nearly the same on its own curve.

Present bias.  Augenblick and Rabin 2019 estimate for effort what the view holds, so the fit carries it over; it runs
through the engine, so that it also says whether a run weighs later pay by it.
"""

from __future__ import annotations

from simkit.validation.effort_experiment import QUOTA, arms, curve, luck
from simkit.validation.findings import ar19
from simkit.validation.fitting.effort import laboratory
from simkit.validation.fitting.fit import Fit

GAIN, LOSS, TWICE = "g40", "l40", "g80"
"""Arms of the experiment."""


def added(slope: float) -> float:
    """Points that losing the 40 cents draws beyond winning them, by the running planner on that experiment's curve.

    >>> added(1.0)
    0.0
    """
    gain, loss = (curve().with_bonus(40.0, QUOTA, luck(), felt) for felt in (1.0, slope))
    return loss - gain


def to_the_first_order() -> float:
    """The slope by the formula above, from the mean points of the three arms.

    >>> round(to_the_first_order(), 2)  # 1 + 19 / 52
    1.36
    """
    gain, loss, twice = (arms()[arm].mean for arm in (GAIN, LOSS, TWICE))
    return 1.0 + (loss - gain) / (twice - gain)


FITS = (
    Fit(
        default="high.loss_aversion",
        to=("loss_frame",),
        criterion="losing 40 cents draws as many points more than winning them as it did, 19 (34), in twentieths",
        measure=added,
        published=arms()[LOSS].mean - arms()[GAIN].mean,
        between=(1.0, 3.0),
        step=0.05,
    ),
    Fit(
        default="present-biased.present_bias",
        to=("AR19_today",),
        criterion="as much less is done for later pay as the study's estimate says, in steps of .005",
        measure=lambda value: ar19.today(laboratory("present-biased", present_bias=value)).found,
        published=ar19.fewer(ar19.BIAS),
        between=(0.5, 1.0),
        step=0.005,
    ),
)
