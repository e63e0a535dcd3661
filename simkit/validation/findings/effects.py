"""Effects: what a finding measures here, with its 95 % interval, read from comparisons or from figures a future."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from simkit.arrays import Array, Flags
from simkit.experiment.compare import Comparison
from simkit.experiment.paired import paired_difference
from simkit.outcomes.catalogue import by_name

BEYOND = 1.5
"""Chance does not explain what is further from zero than so many halves of the 95 % interval: three standard errors."""


@dataclass(frozen=True)
class Effect:
    """What came out: the effect with all views pooled by weight, its 95 % interval, and the effect under each view."""

    found: float
    low: float
    high: float
    by_view: Mapping[str, float]

    @property
    def is_beyond_chance(self) -> bool:
        """Whether it is further from zero than three standard errors; never where the interval is not known.

        >>> Effect(0.5, 0.2, 0.8, {}).is_beyond_chance, Effect(0.4, 0.1, 0.7, {}).is_beyond_chance
        (True, False)
        """
        return abs(self.found) > BEYOND * 0.5 * (self.high - self.low)

    def less(self, other: Effect) -> Effect:
        """The effect less another one; the interval of such a difference is not known."""
        by_view = {view: effect - other.by_view[view] for view, effect in self.by_view.items()}
        return Effect(self.found - other.found, math.nan, math.nan, by_view)


def change(comparison: Comparison, outcome: str = "value", scheme: str | None = None) -> Effect:
    """Relative change of an outcome from the control to another arm (the last, if none is named)."""
    of = by_name(outcome).name
    place = comparison.schemes.index(scheme or comparison.schemes[-1])
    pooled, by_sky = comparison.pooled(of), comparison.by_sky(of)
    level = float(pooled[0].mean())
    middle, low, high = (each / level for each in paired_difference(pooled[place], pooled[0]))
    means = by_sky.mean(axis=2)
    return Effect(middle, low, high, _by_view(comparison, means[place] / means[0] - 1.0))


def change_among(comparison: Comparison, third: int, scheme: str | None = None) -> Effect:
    """Relative change of contribution among the third of the people with the least (0), middling or most (2) talent.

    It is read from the people of the first future, so there is no interval.
    """
    place = comparison.schemes.index(scheme or comparison.schemes[-1])
    people = comparison.runs.people
    rank = np.argsort(np.argsort(people["talent"]))
    inside = rank * 3 // len(rank) == third
    made = people["contribution"][:, :, inside].sum(axis=-1)
    pooled = np.sum(made * comparison.weights, axis=-1)
    return Effect(
        float(pooled[place] / pooled[0] - 1.0), math.nan, math.nan,
        _by_view(comparison, made[place] / made[0] - 1.0),
    )  # fmt: skip


def of_views(comparison: Comparison, effects: Sequence[float] | Array) -> Effect:
    """An effect that is known for each view, pooled by weight; without an interval."""
    found = float(np.sum(np.asarray(effects) * comparison.weights))
    return Effect(found, math.nan, math.nan, _by_view(comparison, effects))


def ratio(effect: Effect, other: Effect) -> Effect:
    """What one relative change has on top of another: (1 + effect) / (1 + other) - 1; without an interval."""
    by_view = {view: (1.0 + each) / (1.0 + other.by_view[view]) - 1.0 for view, each in effect.by_view.items()}
    return Effect((1.0 + effect.found) / (1.0 + other.found) - 1.0, math.nan, math.nan, by_view)


def spread(comparison: Comparison) -> Array:
    """Standard deviation between people of what they contribute under the control, over its mean (view,)."""
    made = comparison.runs.people["contribution"][0]
    found: Array = made.std(axis=-1, ddof=1) / made.mean(axis=-1)
    return found


def estimate(by_sky: Array, view: str) -> Effect:
    """The mean of one figure a future under one view, with its 95 % interval.

    >>> estimate(np.array([3.0, 4.0, 8.0]) - np.array([2.0, 2.0, 5.0]), "central").found
    2.0
    """
    values = np.asarray(by_sky, dtype=np.float64).reshape(-1)
    middle, low, high = paired_difference(values, np.zeros_like(values))
    return Effect(middle, low, high, {view: middle})


def with_error(found: float, error: float, view: str) -> Effect:
    """A figure with its standard error, such as a share of a count of people, under one view.

    >>> effect = with_error(0.5, 0.1, "central")
    >>> round(effect.low, 3), round(effect.high, 3)
    (0.304, 0.696)
    """
    half = 1.959964 * error
    return Effect(found, found - half, found + half, {view: found})


def moved(after: Array, before: Array, who: Flags | None = None) -> Array:
    """Relative change of the sum over seats in each future (sky,); `who`: seats that count (sky, seat) or (seat,)."""
    counts = np.ones_like(before) if who is None else np.broadcast_to(who, before.shape)
    found: Array = (after * counts).sum(axis=-1) / (before * counts).sum(axis=-1) - 1.0
    return found


def weakest(effects: Sequence[Effect], sign: float = 1.0) -> Effect:
    """Of effects that should all have one sign, the one that has it least surely.

    It is the one whose nearer end, three standard errors from the middle, lies least far on that side of zero.

    >>> clear, vague = Effect(0.2, 0.19, 0.21, {}), Effect(0.3, 0.1, 0.5, {})
    >>> weakest([clear, vague]).found, weakest([clear, vague], -1.0).found
    (0.3, 0.3)
    """
    return min(effects, key=lambda each: sign * each.found - BEYOND * 0.5 * (each.high - each.low))


def _by_view(comparison: Comparison, effects: Sequence[float] | Array) -> dict[str, float]:
    return {view: float(effect) for view, effect in zip(comparison.views, effects, strict=True)}
