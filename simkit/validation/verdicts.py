"""What the bench says of one claim: it holds, it does not, or the model cannot show it yet."""

from __future__ import annotations

from typing import Literal, TypeAlias

Verdict: TypeAlias = Literal["passed", "missed", "not yet"]


def within(found: float, low: float, high: float) -> Verdict:
    """Whether a number lies in an interval, ends included; NaN lies nowhere.

    >>> within(0.2, 0.1, 0.3), within(0.4, 0.1, 0.3), within(float("nan"), 0.1, 0.3)
    ('passed', 'missed', 'missed')
    """
    return "passed" if low <= found <= high else "missed"
