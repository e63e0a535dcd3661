"""How many skies are enough: more are added until every interval is as narrow as asked, or a budget ends.

Theory.  Each pair (an outcome, a scheme) has differences from the first scheme d_1 ... d_n with sample variance S2 and
Student's interval, half as wide as h = t S / sqrt n.  After a first look at `FIRST` skies, the next look comes when all
pairs are expected to be narrow enough: h shrinks with the root of n, so a pair needs about n (h / asked)^2 skies.  Each
look plans the next (at least a tenth more skies, at most twice as many), so there are few looks.

Two things make an interval at such a stop hold the truth too rarely (Law 2015, Simulation Modeling and Analysis, ch. 9;
Hoad, Robinson and Davies 2010, J. Oper. Res. Soc. 61, who look ahead for the same reason):

*   A variance that happens to be small stops the run early.  With 100 skies at the first look it is known well enough.
*   Where differences are skewed, mean and variance are small together.  Hall (1992, The Bootstrap and Edgeworth
    Expansion, section 2.6) has the share of 95 % intervals that this costs: z (z^4 + 2 z^2 - 3) / 9 phi(z) g^2 / n =
    0.25 g^2 / n with z = 1.96 and the skewness g; so 25 g^2 skies keep 94 %.  That is the rule of Cochran (1977,
    Sampling Techniques, 3rd ed., section 2.15), and here a condition of stopping.

Measured (`python -m tests.experiment.stopping`, 10,000 runs for each of four precisions): 94.8 to 95.0 % held the truth
for normal differences, 94.3 to 94.6 % for lognormal ones (skewness 1.75), 94.5 to 95.4 % and 94.2 to 94.5 % where one
sky in 5 or in 20 is on the other side of a cliff.  It does not reach 94 % where the skewness itself shows late: 90.3 to
92.8 % for lognormal differences of skewness 6.2.  A report therefore names differences whose skewness is above `MUCH`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from simkit.arrays import Array
from simkit.errors import SimkitError
from simkit.experiment.paired import paired_difference
from simkit.outcomes.catalogue import Outcome

FIRST = 100
"""Skies of the first look."""
OF_SKEWNESS = 25.0
"""Skies that a skewness of 1 asks for."""
MUCH = 3.0
"""Skewness above which an interval may hold the truth too rarely."""
LEAST_MORE, MOST_MORE, SPARE = 1.1, 2.0, 1.02
"""The next look comes at so many times the skies of this one, and at a little more than will do in all likelihood."""
MOST, LARGEST = 2_000, 1_000_000
"""The budget unless another is given, and the largest: replications from there on serve other purposes."""
_FLOOR, _ROUNDING = 10.0, 1e-9


@dataclass(frozen=True)
class Precision:
    """What is asked for: half-widths as a share of the first scheme's means, with at most so many skies."""

    share: float
    most: int


def asked_for(share: float | None, most: int | None, *, counted: bool) -> Precision | None:
    """What was asked for, if it was; `counted`: whether the number of skies was given too.

    Raises SimkitError for what does not go together, or cannot be.
    """
    if share is None and most is None:
        return None
    if share is None:
        raise SimkitError("most is the budget of a precision; give a precision too, such as 1%, or leave most out")
    if counted:
        raise SimkitError(
            "skies are either counted (replications, only) or added until a precision is reached; leave one of the two "
            "out, and give with a precision the most skies it may take (most)"
        )
    if not 0.0 < share < 1.0:
        raise SimkitError(f"a precision of {share:g} is no share of today's value; give one such as 1%, in Python 0.01")
    budget = MOST if most is None else most
    if not 2 <= budget <= LARGEST:
        raise SimkitError(f"most is {budget}; give a number of skies from 2 to {LARGEST}, such as {MOST}")
    return Precision(share, budget)


@dataclass(frozen=True)
class Look:
    """What is known after some skies: half-width of the 95 % interval, what is asked, and skewness, each (pair,).

    needed (pair,): how many skies each is expected to need in all, infinite for what no number of skies will do.  NaN
    half-widths belong to pairs that have no interval, because an outcome is missing; those that never have a value are
    asked nothing.
    """

    skies: int
    half_width: Array
    asked: Array
    skewness: Array
    needed: Array

    @property
    def narrow(self) -> bool:
        """Whether every interval is as narrow as asked."""
        return bool((self.needed <= self.skies).all())

    @property
    def binding(self) -> int:
        """The pair that needs the most skies."""
        return int(self.needed.argmax())

    @property
    def by_shape(self) -> bool:
        """Whether it is the skewness of the binding pair, not its width, that asks for most skies."""
        width, asked = self.half_width[self.binding], self.asked[self.binding]
        return bool(self.needed[self.binding] > self.skies * (width / asked) ** 2) if asked > 0.0 else False

    def as_shares(self, share: float) -> Array:
        """The half-widths (pair,) as shares of today's value, or of what stands for it, when `share` was asked for.

        >>> look(np.array([[1.0, 2.0, 3.0]]), np.array([4.0])).as_shares(0.02).round(6).tolist()  # 2.4841 / 4 x 2 %
        [0.012421]
        """
        return share * np.divide(self.half_width, self.asked, out=self.half_width * 0.0, where=self.asked > 0.0)

    def next(self, most: int) -> int:
        """How many skies to look at next, at most `most`."""
        wanted = SPARE * float(self.needed.max(initial=0.0))
        within = min(max(wanted, LEAST_MORE * self.skies), MOST_MORE * self.skies)
        return min(math.ceil(within), most)


def look(differences: Array, asked: Array) -> Look:
    """What some skies tell: `differences` (pair, sky) from the first scheme, `asked` (pair,) half-widths, same units.

    >>> found = look(np.array([[1.0, 2.0, 3.0], [0.0, 0.0, 0.0]]), np.array([1.0, 1.0]))
    >>> found.half_width.round(4).tolist()  # 4.3027 x 1 / sqrt 3, and no difference at all
    [2.4841, 0.0]
    >>> found.needed.round(2).tolist(), found.narrow, found.binding  # 3 x 2.4841^2
    ([18.51, 0.0], False, 0)
    >>> skewed = look(np.array([[0.0, 0.0, 0.0, 4.0]]), np.array([100.0]))  # g = 6 / 3^1.5, so g^2 = 4 / 3
    >>> skewed.needed.round(2).tolist(), skewed.next(2000)  # 25 x 4 / 3; at most twice as many
    ([33.33], 8)
    """
    half_width, skewness, needed = (np.empty(len(differences)) for _ in range(3))
    skies = differences.shape[1]
    for pair, row in enumerate(differences):
        mean, _, high = paired_difference(row, np.zeros_like(row))
        half_width[pair], skewness[pair] = high - mean, _skewness(row)
        known = int(np.count_nonzero(~np.isnan(row)))
        needed[pair] = skies * _times(half_width[pair], asked[pair], skewness[pair], known)
    return Look(skies, half_width, np.asarray(asked, dtype=np.float64), skewness, needed)


def until_narrow(look_at: Callable[[int], Look], most: int, first: int = FIRST) -> Look:
    """Look at more and more skies, the first ones again each time, until all is narrow or there are `most`.

    >>> swing = np.tile([1.0, -1.0], 500)
    >>> found = until_narrow(lambda n: look(swing[None, :n], np.array([0.1])), 1000)
    >>> found.skies, found.narrow  # 100; twice that; there h = 1.972 x 1.0025 / sqrt 200: 1.02 x 200 (h / 0.1)^2
    (399, True)
    """
    found = look_at(min(first, most))
    while not found.narrow and found.skies < most:
        found = look_at(found.next(most))
    return found


def asked_half_width(share: float, outcome: Outcome, means: Array) -> float:
    """The half-width that a share asks for, in the outcome's unit, from the means of the schemes (scheme,).

    It is the share of the first scheme's mean.  Where that is nothing, or nearly so, no interval would be narrow
    enough: an outcome on a scale of its own (shares, indices) is taken for ten practical margins at least, so that 1 %
    never asks for less than a tenth of the margin; one in money or pieces, whose margin is a share itself, for the
    largest mean of another scheme.  NaN means count for nothing.

    >>> from simkit.outcomes.catalogue import by_name
    >>> asked_half_width(0.01, by_name("value"), np.array([200.0, 300.0]))
    2.0
    >>> asked_half_width(0.01, by_name("dismissed"), np.array([0.0, 3.0]))  # margin 0.2 per 100 advisors
    0.02
    >>> asked_half_width(0.01, by_name("deferred_liability"), np.array([0.0, -300.0]))
    3.0
    """
    sizes = np.abs(np.nan_to_num(means))
    scale = float(sizes[0])
    if outcome.margin_of == "unit":
        scale = max(scale, _FLOOR * outcome.margin)
    return share * (scale or float(sizes.max()))


def _times(half_width: float, asked: float, skewness: float, known: int) -> float:
    """How many times the skies that there are a pair needs."""
    if known < 2:
        return math.inf if known else 0.0
    if half_width <= _ROUNDING * asked:  # what looks like a skewness here is one of rounding
        return 0.0
    if asked == 0.0:
        return math.inf
    return max(float(half_width / asked) ** 2, OF_SKEWNESS * skewness**2 / known)


def _skewness(row: Array) -> float:
    """Third central moment over the 3/2 power of the second; 0 where nothing differs."""
    known = row[~np.isnan(row)]
    from_mean = known - known.mean() if known.size else known
    square = float((from_mean**2).mean()) if known.size else 0.0
    return float((from_mean**3).mean()) / square**1.5 if square > 0.0 else 0.0
