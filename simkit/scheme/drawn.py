"""A curve in words and as a picture: its corner points, and a small chart for a notebook.

>>> from simkit.scheme.curve import threshold_curve
>>> print(in_words(threshold_curve(threshold=0.7, accelerator=1.5, cap=2.0)))
attainment   share of target pay paid  up to the next line
below 70%    0%                        stays there
from 70%     0%                        3.333% more for each 1%
from 100%    100%                      1.5% more for each 1%
from 166.7%  200%                      stays there
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from simkit.drawing import COLOURS, INK, PALE, blank, styled, svg
from simkit.scheme.curve import Curve
from simkit.showing import columns, padded, percent, significant, table

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.ticker import Locator

PAID = "share of target pay paid"
FARTHEST = 5.0
"""A corner beyond 500% of the target is told by the table only: it would squeeze all others."""
_BLUE, _WIDTH, _HEIGHT = COLOURS[1], 360, 240


def rows(curve: Curve) -> list[tuple[str, str, str]]:
    """Where each piece of the curve begins, what it gives there, and how it goes on, in words."""
    slopes = curve.slopes
    found = [(f"below {percent(curve.xs[0])}", percent(curve.left[0]), _onward(slopes[0], -1.0))]
    for x, left, right, slope in zip(curve.xs, curve.left, curve.right, slopes[1:], strict=True):
        jump = f" (a jump from {percent(left)})" if left != right else ""
        found.append((f"from {percent(x)}", percent(right) + jump, _onward(slope)))
    return found


def _onward(slope: float, direction: float = 1.0) -> str:
    """How a piece goes on: to the right, or (direction -1) to the left of its end."""
    if slope == 0.0:
        return "stays there"
    word = "more" if slope * direction > 0 else "less"
    side = "each 1%" if direction > 0 else "each 1% below"
    return f"{significant(abs(slope))}% {word} for {side}"


def head(gives: str = PAID) -> tuple[str, str, str]:
    """What stands above the columns of `rows`."""
    return "attainment", gives, "up to the next line"


def in_words(curve: Curve, gives: str = PAID) -> str:
    """The corner points of a curve as aligned lines of text."""
    lines = [head(gives), *rows(curve)]
    wide = [max(columns(line[place]) for line in lines) for place in range(2)]
    return "\n".join(f"{padded(a, wide[0])}  {padded(b, wide[1])}  {c}" for a, b, c in lines)


def as_html(curve: Curve, gives: str = PAID) -> str:
    """A chart of the curve and the table of its corner points; the same bytes at each call."""
    content = repr((curve.xs, curve.left, curve.right, curve.slope_before, curve.slope_after, gives))
    name = f"curve-{hashlib.sha256(content.encode()).hexdigest()[:12]}"
    label = f"{gives} against attainment: " + "; ".join(f"{where} {value}" for where, value, _ in rows(curve))
    with styled():
        figure, axes = blank(_WIDTH, _HEIGHT)
        _plot(axes, curve)
        axes.set_xlabel("attainment")
        axes.set_ylabel(gives)
        picture = svg(figure, label, name)
    return f'<div style="max-width:{_WIDTH}px">{picture}</div>{table(head(gives), rows(curve))}'


def threshold_of(curve: Curve) -> float | None:
    """Where pay starts; None when it starts at once or anything is paid below the first corner."""
    if curve.left[0] != 0.0 or curve.slope_before != 0.0:
        return None
    starts = [x for x, y, slope in zip(curve.xs, curve.right, curve.slopes[1:], strict=True) if y > 0.0 or slope > 0.0]
    return starts[0] if starts and starts[0] > 0.0 else None


def cap_of(curve: Curve) -> float | None:
    """The highest payout; None when pay rises for ever."""
    return max(*curve.left, *curve.right) if curve.slope_after == 0.0 else None


def _plot(axes: Axes, curve: Curve) -> None:
    low, high = _range(curve)
    for (start, first), (end, last) in _pieces(curve, low, high):
        axes.plot([start, end], [first, last], color=_BLUE, solid_capstyle="butt")
    for x, left, right in zip(curve.xs, curve.left, curve.right, strict=True):
        if left != right and low <= x <= high:
            axes.plot([x], [left], "o", color=_BLUE, markerfacecolor="white", markersize=6, zorder=3)
            axes.plot([x], [right], "o", color=_BLUE, markersize=6, zorder=3)
    bottom, top = axes.get_ylim()
    axes.set_xlim(low, high)
    axes.set_ylim(min(0.0, bottom), top + 0.14 * (top - bottom))  # room for the word cap
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_locator(_ticks())
        axis.set_major_formatter(lambda value, _: percent(value))
    _marks(axes, curve, high)


def _ticks() -> Locator:
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415 (slow to import)

    return MaxNLocator(5, steps=[1, 2, 5, 10])  # so that 100% is among them


def _range(curve: Curve) -> tuple[float, float]:
    """What part of the curve is drawn: all its corners up to `FARTHEST`, the target, and a piece beyond."""
    near = [x for x in curve.xs if x <= FARTHEST] or [curve.xs[0]]
    return min(0.0, 1.2 * curve.xs[0]), max(1.5, 1.25 * near[-1])


def _pieces(curve: Curve, low: float, high: float) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The straight pieces between `low` and `high`, each with its two ends; between pieces the curve may jump."""
    first, last = curve.xs[0], curve.xs[-1]
    ends = [(low, curve.left[0] + curve.slope_before * (low - first), 0.0)] if low < first else []
    ends += [(x, right, left) for x, left, right in zip(curve.xs, curve.left, curve.right, strict=True)]
    beyond = max(high, last)
    ends += [(beyond, 0.0, curve.right[-1] + curve.slope_after * (beyond - last))]
    for (x, y, _), (x_next, _, y_next) in pairwise(ends):
        if x >= high:
            continue
        stop = min(x_next, high)
        yield (x, y), (stop, y + (y_next - y) * (stop - x) / (x_next - x))


def _marks(axes: Axes, curve: Curve, high: float) -> None:
    """Threshold and target above the chart, one over the other so that they never touch; the cap in it."""
    threshold, cap = threshold_of(curve), cap_of(curve)
    marked = [("target 100%", 1.0, 1.02)]
    if threshold is not None and threshold <= high:
        marked.append((f"threshold {percent(threshold)}", threshold, 1.11))
    for word, x, y in marked:
        axes.axvline(x, color=PALE, linewidth=1, linestyle=(0, (3, 3)), zorder=1)
        side = "center" if x < 0.75 * high else "right"
        axes.text(x, y, word, transform=axes.get_xaxis_transform(), ha=side, color=INK)
    if cap is not None:
        axes.annotate(f"cap {percent(cap)}", (high, cap), (0, 4), textcoords="offset points", ha="right", color=INK)
