"""What an advisor believes about the colleagues: how far each of them comes, and how many they are.

Colleagues are either known one by one, or each is a draw from one distribution.  The number of them above a progress x
is then known, or binomial with the chance 1 - F(x).

>>> two = Others(np.array([0.8, 1.2]))
>>> two.count, two.total, two.mean
(2, 2.0, 1.0)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from simkit.arrays import Array
from simkit.scheme.curve import Curve

STANDARD = np.linspace(-3.5, 3.5, 281)
"""Standard normal points at whose probabilities a distribution of progress is told."""
_BEATEN = 1e-8
"""Just above somebody's progress, as a part of it: beyond the part at which a curve counts a knot as reached."""
_SPREAD = np.linspace(-4.0, 4.0, 321)
"""Standard normal points over which the mean of many colleagues is spread."""


def levels() -> Array:
    """The probabilities (quantile,) at which a distribution of progress is told."""
    from scipy.special import ndtr  # noqa: PLC0415 (SciPy is slow to import, and `import simkit` must not be)

    probabilities: Array = ndtr(STANDARD)
    return probabilities


@dataclass(frozen=True)
class Others:
    """The colleagues an advisor is compared with.

    progress: rising; of each colleague where `rivals` is 0, else (quantile,) of a colleague's distribution at `levels`.
    rivals: how many colleagues draw from that distribution; 0 where they are known one by one.
    base_pay: mean base pay of the group over the own; what a pool holds goes with it.
    volumes: KPI -> what all colleagues together are expected to sell, for pay that has no score.
    """

    progress: Array
    rivals: int = 0
    base_pay: float = 1.0
    volumes: Mapping[str, float] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many colleagues there are."""
        return self.rivals or len(self.progress)

    @cached_property
    def _weights(self) -> Array:
        """Weight of each entry of `progress` in a mean."""
        if not self.rivals:
            return np.full(len(self.progress), 1.0 / max(len(self.progress), 1))
        chance = levels()
        between = 0.5 * (chance[1:] + chance[:-1])
        return np.diff(between, prepend=0.0, append=1.0)

    @cached_property
    def mean(self) -> float:
        """Mean progress of a colleague; 0 where there is none."""
        return float(np.sum(self._weights * self.progress))

    @cached_property
    def total(self) -> float:
        """What all colleagues together are expected to bring, nobody counting less than nothing."""
        return self.count * float(np.sum(self._weights * np.maximum(self.progress, 0.0)))

    @cached_property
    def unsure(self) -> float:
        """Standard deviation of the colleagues' mean; 0 where they are known."""
        if not self.rivals:
            return 0.0
        variance = float(np.sum(self._weights * (self.progress - self.mean) ** 2))
        return float(np.sqrt(variance / self.rivals))

    def by_rank(self, by_place: Array) -> Curve:
        """Own progress -> what `by_place` (place,) is expected to pay; ties share the places they take."""
        return self._known_places(by_place) if not self.rivals else self._likely_places(by_place)

    def _known_places(self, by_place: Array) -> Curve:
        progress, same = np.unique(self.progress, return_counts=True)
        if not len(progress):
            return Curve((0.0,), (float(by_place[0]),), (float(by_place[0]),))
        above = len(self.progress) - np.cumsum(same)
        below_it = by_place[above + same]
        tied = np.array([by_place[a : a + s + 1].mean() for a, s in zip(above, same, strict=True)])
        return _stepped(progress, below_it, tied, by_place[above])

    def _likely_places(self, by_place: Array) -> Curve:
        chance = levels()
        worth = _expected_place(by_place, self.rivals, 1.0 - chance)
        at, starts = np.unique(self.progress, return_index=True)
        ends = np.append(starts[1:], len(self.progress)) - 1
        atom = ends > starts
        before = worth[starts]
        tied = np.where(atom, np.add.reduceat(worth, starts) / (ends - starts + 1), before)
        return _trimmed(_stepped(at, before, tied, worth[ends], joined=True))

    def with_own(self, payout: Curve, highest: float, points: int = 121) -> Curve:
        """Own progress -> the payout of the team's mean progress, own included."""
        team = self.count + 1
        if self.unsure == 0.0:
            rest = self.count * self.mean
            steady = [team * x - rest for x in payout.xs]
            slopes = (payout.slope_before / team, payout.slope_after / team)
            return Curve(tuple(steady), payout.left, payout.right, *slopes)
        own = np.linspace(0.0, highest, points)
        weight = np.exp(-0.5 * _SPREAD**2)
        mean = (own[:, None] + self.count * (self.mean + self.unsure * _SPREAD)) / team
        worth = np.sum(payout(mean) * weight, axis=1) / weight.sum()
        values = tuple(worth.tolist())
        return Curve(tuple(own.tolist()), values, values, 0.0, payout.slope_after / team)

    def share_of(self, pool: float, highest: float, exact: float = 0.005, most: int = 2_000) -> Curve:
        """Own progress S -> pool x S / (S + others' S), within `exact` up to `highest`.

        Between two knots a chord misses the hyperbola by width^2 / 8 times its bend, so equal steps of
        (S + others)^(-1/2) spread the knots best; `most` limits them.
        """
        total = self.total
        if total <= 0.0:  # whoever brings anything takes everything
            return Curve((0.0, 1e-12), (0.0, 0.0), (0.0, pool))
        reach = total**-0.5 - (total + highest) ** -0.5
        count = min(int(np.ceil(np.sqrt(pool * total / exact) * reach)) + 2, most)
        own = np.linspace(total**-0.5, (total + highest) ** -0.5, count) ** -2.0 - total
        own[0] = 0.0
        worth = tuple((pool * own / (own + total)).tolist())
        return Curve(tuple(own.tolist()), worth, worth, 0.0, pool * total / (own[-1] + total) ** 2)


def _expected_place(by_place: Array, rivals: int, above: Array) -> Array:
    """What places are expected to pay when each of `rivals` stands above with the chance `above` (quantile,)."""
    from scipy.special import bdtr  # noqa: PLC0415 (see `levels`)

    falls = np.flatnonzero(np.diff(by_place))  # last place of every prize but the lowest
    worth = np.full(above.shape, float(by_place[-1]))
    for place in falls:
        worth += (by_place[place] - by_place[place + 1]) * bdtr(float(place), rivals, above)
    return worth


def _stepped(at: Array, before: Array, tied: Array, after: Array, *, joined: bool = False) -> Curve:
    """A knot at every progress, and one just above it where being better is worth more than being as good.

    joined: straight between knots; else the curve is flat between them.
    """
    xs, left, right = [], [], []
    for number, x in enumerate(at.tolist()):
        low = before[number] if joined or not number else after[number - 1]
        xs.append(x)
        left.append(float(low))
        right.append(float(tied[number]))
        beaten = x + max(abs(x), 1e-6) * _BEATEN
        if tied[number] != after[number] and not (number + 1 < len(at) and at[number + 1] <= beaten):
            xs.append(beaten)
            left.append(float(tied[number]))
            right.append(float(after[number]))
    return Curve(tuple(xs), tuple(left), tuple(right))


def _trimmed(curve: Curve, flat: float = 1e-4) -> Curve:
    """Without the ends on which hardly anything changes: a plan's grid is as wide as its curve."""
    values = np.array(curve.right)
    span = values[-1] - values[0]
    kept = np.flatnonzero((values > values[0] + flat * span) & (values < values[-1] - flat * span))
    if not len(kept) or span <= 0.0:
        return curve
    first, last = max(int(kept[0]) - 1, 0), min(int(kept[-1]) + 2, len(values))
    return Curve(curve.xs[first:last], curve.left[first:last], curve.right[first:last])


ALONE_AMONG = Others(np.zeros(0))
"""No colleagues."""
