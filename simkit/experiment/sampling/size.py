"""How many skies it takes: under the main view, which tells most, and under all views, a few of them.

Every look at what is known plans the next one, from the two terms of the variance.  A sky under all views costs as many
times as there are views, and few of them are needed, as the main view tells most.

Three things make an interval at such a stop hold the truth too rarely (see `precision`), and each is a condition of
stopping.  A variance that happens to be small: 90 skies under the main view are looked at first, the skies under all
views may be behind a quarter of the asked variance at most, and looks are few, as each plans for a little more than
will do.  Skewness: 50 g^2 skies, which are 50 of the squared skewness of the estimate (a mean of n skies has 1 / root n
of theirs); that is twice what a run without double sampling asks.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from simkit.experiment.precision import LEAST_MORE
from simkit.experiment.sampling.double_sampling import Estimate

SPARE, MOST_MORE = 1.1, 4.0
"""Times the skies that will do in all likelihood; and the most by which a look goes beyond the one before."""
OF_SKEWNESS = 50.0
"""Skies that a skewness of 1 asks for."""
MOST_OF_REST, ENOUGH_OF_REST = 1.0 / 4.0, 1.0 / 6.0
"""The part of the asked variance that skies under all views may be behind, and the one that is planned for."""
_ROUNDING = 1e-9


@dataclass(frozen=True)
class Size:
    """Skies 0, 1, 2 ...: main under the main view, of these full under all views."""

    main: int
    full: int

    def within(self, most: int) -> Size:
        """At most so many."""
        return Size(min(self.main, most), min(self.full, most))


FIRST = Size(main=90, full=14)
"""Of the first look; in a bank of 240 advisors it knows most differences within 1 %."""


def narrow(found: Estimate, asked: float) -> bool:
    """Whether an estimate is as well known as asked, or has never a value and is asked nothing."""
    if found.skies == 0 or found.half_width <= _ROUNDING * asked:  # then a skewness is one of rounding
        return True
    return (
        found.half_width <= asked
        and OF_SKEWNESS * found.skewness**2 <= 1.0
        and found.of_rest <= MOST_OF_REST * _allowed(found, asked)
    )


def next_size(pairs: Iterable[tuple[Estimate, float]], now: Size, most: int) -> Size | None:
    """How many skies to look at next, from estimates and the half-widths asked of them; None when there is no need.

    >>> known = Estimate(0.0, -2.0, 2.0, skewness=0.0, of_main=0.8, of_rest=0.2, skies=100)
    >>> next_size([(known, 2.0)], Size(100, 16), 2000) is None
    True
    >>> next_size([(known, 1.9)], Size(100, 16), 2000)  # .9025 is allowed: less .2; 1.1 x 80 / .7025
    Size(main=126, full=16)
    >>> next_size([(known, 1.6)], Size(100, 16), 2000)  # .64: .2 is more than a quarter; 3.2 / .10667, 88 / .53333
    Size(main=165, full=30)
    >>> next_size([(known, 0.2)], Size(100, 16), 150)  # at most four times as many, and no more than the budget
    Size(main=150, full=64)
    """
    late = [(found, asked) for found, asked in pairs if not narrow(found, asked)]
    if not late or now.main >= most:
        return None
    wanted = [_wanted(found, asked, now) for found, asked in late]
    full = _within(max(full for _, full in wanted), now.full, now.full)
    main = _within(max(main for main, _ in wanted), now.main, LEAST_MORE * now.main)
    return Size(max(main, full), full).within(most)


def _within(wanted: float, now: int, least: float) -> int:
    """From `least` to the most that a look goes beyond the one before."""
    return math.ceil(min(max(wanted, least), MOST_MORE * now) - _ROUNDING)


def _allowed(found: Estimate, asked: float) -> float:
    """The variance with which an estimate would be as well known as asked."""
    return (found.of_main + found.of_rest) * (asked / found.half_width) ** 2


def _wanted(found: Estimate, asked: float, now: Size) -> tuple[float, float]:
    """How many skies under the main view, and under all, one estimate needs."""
    if math.isnan(found.half_width) or asked <= 0.0:
        return math.inf, math.inf
    allowed, full = _allowed(found, asked), float(now.full)
    if found.of_rest > MOST_OF_REST * allowed:
        full *= found.of_rest / (ENOUGH_OF_REST * allowed)
    left = allowed - found.of_rest * now.full / full
    main = now.main * max(SPARE * found.of_main / left, OF_SKEWNESS * found.skewness**2)
    return main, full
