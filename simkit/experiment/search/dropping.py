"""Which schemes need not run in all skies: those that surely break a limit, or are surely beaten on every goal.

All schemes stand under the same skies, so a few of them tell clear differences.  A scheme is dropped after the first
look when the chance is at most `DOUBT`, for each kind of reason, that what is said of it is only luck; the doubt is
shared out over all limits, and over all rivals (Bonferroni).  To be beaten it must be worse than one and the same rival
on every goal, each as sure as that, so no chance is added over goals (intersection-union test: Berger 1982).
Outcomes that are one number for all skies, such as the P90 of cost, drop nobody: a few skies do not tell them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from simkit.arrays import Array
from simkit.experiment.compare import OVER_SKIES, Comparison
from simkit.experiment.search.margins import Side, by_sky, surely_above

DOUBT = 0.01
"""Of each kind of reason to drop a scheme."""


def broken(comparison: Comparison, scheme: str, sides: Sequence[Side]) -> Side | None:
    """The first limit that a scheme surely breaks, if there is one."""
    for side in sides:
        beyond = by_sky(comparison, scheme, side)
        if beyond is not None and surely_above(beyond, 0.0, DOUBT / len(sides)):
            return side
    return None


def beaten(own: Mapping[str, Array], rivals: Mapping[int, Mapping[str, Array]], goals: Mapping[str, str]) -> int | None:
    """The number of the first rival that is surely better on every goal, if there is one.

    own, and of each rival: goal -> outcome by sky (sky,), the same skies; goals: goal -> higher or lower.
    """
    if any(name in OVER_SKIES for name in goals):
        return None
    for number, rival in rivals.items():
        behind = [
            (rival[name] - own[name]) * (1.0 if direction == "higher" else -1.0) for name, direction in goals.items()
        ]
        if all(surely_above(x, 0.0, DOUBT / len(rivals)) for x in behind):
            return number
    return None
