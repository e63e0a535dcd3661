"""Whether a scheme is better than today's on one outcome, read off the interval of the difference."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any, Literal

Document = Mapping[str, Any]
"""The summary, or a part of it."""
Verdict = Literal["better", "worse", "same", "open"]
ALL = "all years"


def verdict(outcome: Document, scheme: str) -> Verdict | None:
    """Whether a scheme is better than the first on an outcome, from its interval; None without a number to judge.

    better, worse: the whole interval lies beyond the practical margin; same: within it; open: anything else.
    """
    estimate = outcome["differences"][scheme][ALL]
    if outcome["better"] == "neither" or estimate["low"] is None or estimate["high"] is None:
        return None
    turn = 1.0 if outcome["better"] == "higher" else -1.0
    low, high = sorted((turn * estimate["low"], turn * estimate["high"]))
    margin = outcome["practical_margin"]
    if low >= margin and high > 0:
        return "better"
    if high <= -margin and low < 0:
        return "worse"
    return "same" if -margin <= low and high <= margin else "open"


def places(outcome: Document, view: str) -> list[list[str]]:
    """The schemes from best to worst under a view; those with the same number share a place.

    >>> outcome = {"ranking": {"calm": ["a", "c", "b"]}, "by_view": {"calm": {"a": 0.0, "b": 0.4, "c": 0.0}}}
    >>> places(outcome, "calm")
    [['a', 'c'], ['b']]
    """
    levels = outcome["by_view"][view]
    return [list(group) for _, group in groupby(outcome["ranking"][view], key=levels.__getitem__)]
