"""The ratchet: a result that raises next year's target is worth less than it pays.

With target' = target + ratchet * (result - target) and pay b * (result - target), a unit more today costs
mu = D [b + (1 - ratchet) mu'] later, D the weight of a period later, so the net slope is b - ratchet * mu.
Source: Weitzman 1980; the infinite sum is b (1 - D) / (1 - D (1 - ratchet)).
"""

from __future__ import annotations


def net_slope(ratchet: float, discount: float, periods: int | None = None) -> float:
    """What is left of a slope of 1 when targets follow results; `periods` counts this one, None means for ever.

    >>> round(net_slope(0.5, 0.95, periods=2), 3), round(net_slope(0.5, 0.95), 7)
    (0.525, 0.0952381)
    """
    if periods is None:
        return (1.0 - discount) / (1.0 - discount * (1.0 - ratchet)) if discount < 1.0 else 0.0
    shadow = 0.0
    for _ in range(periods - 1):
        shadow = discount * (1.0 + (1.0 - ratchet) * shadow)
    return 1.0 - ratchet * shadow


def foreseen(ratchet: float, discount: float, foresight: float, *, keeps: bool = True) -> float:
    """The net slope as an advisor acts on it who foresees the ratchet only in part (0 = not at all).

    keeps: whether the next target builds on this one, so that what was raised stays; otherwise it follows last year's
    result alone, and a unit more costs `ratchet` units once.

    >>> foreseen(0.5, 0.8, 1.0, keeps=False), round(foreseen(0.5, 0.8, 1.0), 3)
    (0.6, 0.333)
    """
    if not keeps:
        return 1.0 - foresight * ratchet * (1.0 - net_slope(1.0, discount))
    return 1.0 - foresight * (1.0 - net_slope(ratchet, discount))
