"""Flip points: at which value of an assumption, all others as written, the ranking of schemes turns.

The lead of a scheme is the mean paired difference from the best of its rivals, under the same skies at every value.  It
is scanned over the range; where its sign changes from one point to the next, Brent's method finds the value in between
(SciPy; Brent 1973).  Turns that come in pairs between two points of the scan are not seen.  How well a flip point is
known follows from the 95 % interval of the difference: the values around it at which that interval still holds 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from simkit.arrays import Array
from simkit.experiment.compare import Interval
from simkit.experiment.paired import paired_difference
from simkit.experiment.sensitivity.assumption import Assumption
from simkit.experiment.sensitivity.differences import Differences

PRECISION = 1.0 / 200.0
"""How near to the turn the search comes, as a part of the range."""


@dataclass(frozen=True)
class Turn:
    """A value at which a scheme and a rival change places.

    at: the value; low, high: the values between which the interval of their difference holds 0, the end of the range
    where it does so up to there; difference: theirs at `at`, better being positive; rival: which scheme it is.
    """

    at: float
    low: float
    high: float
    difference: Interval
    rival: str


@dataclass(frozen=True)
class Flip:
    """What one assumption does to the lead of `ahead` over the best of `rivals`.

    now: the lead as the scenario is written, over the rival that is closest then.
    turns: where it changes sign, in order; none when it does not flip between the ends of the range.
    smallest: the lead where it is smallest among the values that were tried, where that is, and over which rival.
    moves: whether the assumption changes anything at all.
    """

    assumption: Assumption
    ahead: str
    rivals: tuple[str, ...]
    now: Interval
    closest_now: str
    turns: tuple[Turn, ...]
    smallest: Interval
    smallest_at: float
    closest: str
    moves: bool


@dataclass(frozen=True)
class Race:
    """A scheme that leads as the scenario is written, and those it leads."""

    ahead: str
    rivals: tuple[str, ...]


def races(differences: Differences) -> tuple[Race, ...]:
    """The best scheme against all others, and every other scheme against the first, each as they are now."""
    names, means = differences.schemes, differences.against_first({})
    best = names[int(np.argmax(means))]
    found = [Race(best, tuple(name for name in names if name != best))]
    for name, mean in zip(names[1:], means[1:], strict=True):
        ahead, behind = (name, names[0]) if mean > 0.0 else (names[0], name)
        found.append(Race(ahead, (behind,)))
    return tuple(dict.fromkeys(found))


def flips(differences: Differences, assumptions: Sequence[Assumption], scan: int) -> tuple[Flip, ...]:
    """The flips of every assumption in every race, assumption by assumption; `scan`: points of the range, 2 at least.

    It takes scan evaluations for an assumption, and about five more for each turn; an assumption whose two ends change
    nothing takes two.
    """
    all_races = races(differences)
    return tuple(flip for one in assumptions for flip in _of_assumption(differences, all_races, one, scan))


def _of_assumption(differences: Differences, all_races: Sequence[Race], one: Assumption, scan: int) -> Iterator[Flip]:
    tried: dict[float, Array] = {}

    def outcome(value: float) -> Array:
        value = one.settled(value)
        tried[value] = differences.at({one: value})
        return tried[value]

    now = differences.at({})
    moves = any(not np.array_equal(outcome(end), now) for end in (one.low, one.high))
    if one.low <= one.now <= one.high:
        tried[one.settled(one.now)] = now
    if moves:
        for value in np.linspace(one.low, one.high, scan).tolist():
            outcome(value)
    for race in all_races:
        yield _flip(differences, race, one, tried, outcome, moves=moves)


def _flip(
    differences: Differences,
    race: Race,
    one: Assumption,
    tried: Mapping[float, Array],
    outcome: Callable[[float], Array],
    *,
    moves: bool,
) -> Flip:
    from scipy.optimize import brentq  # noqa: PLC0415 (SciPy is slow to import)

    seen = _Seen(differences, race)
    found = []
    for left, right in pairwise(sorted(tried)) if moves else ():
        if (seen.lead(tried[left]) > 0.0) != (seen.lead(tried[right]) > 0.0):
            precision = PRECISION * (one.high - one.low)
            at = brentq(lambda value: seen.lead(outcome(value)), left, right, xtol=precision, rtol=1e-9, disp=False)
            found.append(one.settled(float(at)))
    turns = tuple(_turn(seen, at, outcome(at), tried) for at in found)
    written = differences.at({})
    closest_now = seen.rival(written)
    now = seen.difference(written, closest_now)
    smallest_at = min(tried, key=lambda value: seen.lead(tried[value]))
    closest = seen.rival(tried[smallest_at])
    smallest = seen.difference(tried[smallest_at], closest)
    return Flip(one, race.ahead, race.rivals, now, closest_now, turns, smallest, smallest_at, closest, moves)


class _Seen:
    """Reads a race off the outcomes (scheme, sky) of an evaluation."""

    def __init__(self, differences: Differences, race: Race) -> None:
        self._names, self._turn = differences.schemes, differences.turn
        self._race = race

    def difference(self, x: Array, rival: str) -> Interval:
        """The difference of the scheme ahead from a rival, better being positive."""
        ahead, behind = (self._turn * x[self._names.index(name)] for name in (self._race.ahead, rival))
        return Interval(*paired_difference(ahead, behind))

    def rival(self, x: Array) -> str:
        """The best of the rivals."""
        return min(self._race.rivals, key=lambda name: self.difference(x, name).mean)

    def lead(self, x: Array) -> float:
        """The mean difference from the best of the rivals."""
        return self.difference(x, self.rival(x)).mean


def _turn(seen: _Seen, at: float, there: Array, tried: Mapping[float, Array]) -> Turn:
    rival = seen.rival(there)
    intervals = {value: seen.difference(x, rival) for value, x in tried.items()}
    low, high = unclear(intervals, at)
    return Turn(at, low, high, intervals[at], rival)


def unclear(intervals: Mapping[float, Interval], at: float) -> tuple[float, float]:
    """The values around `at` between which the interval of a difference holds 0, straight between those that are known.

    `intervals`: value -> interval; the outermost value is given where the interval holds 0 up to there.

    >>> known = {0.0: Interval(-4, -5, -3), 2.0: Interval(0, -1, 1), 4.0: Interval(4, 3, 5)}
    >>> unclear(known, 2.0)  # the upper end is 0 half of a quarter before 2 - .5, and so the lower one after it
    (1.5, 2.5)
    """
    ordered = sorted(intervals)
    place = ordered.index(at)
    low = _first_clear(intervals, ordered[place::-1])
    high = _first_clear(intervals, ordered[place:])
    return low, high


def _first_clear(intervals: Mapping[float, Interval], outwards: Sequence[float]) -> float:
    """Where, going outwards, the interval stops holding 0."""
    for inner, outer in pairwise(outwards):
        here, there = intervals[inner], intervals[outer]
        if there.low > 0.0 or there.high < 0.0:
            inside, outside = (here.low, there.low) if there.low > 0.0 else (here.high, there.high)
            return inner + (outer - inner) * inside / (inside - outside)
    return outwards[-1]
