"""The chart of a payout curve and of where people end on it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from simkit.arrays import Array
from simkit.drawing import INK, stacked, styled, svg

if TYPE_CHECKING:
    import pandas as pd

_PROGRESS = {
    "score": "score, % (100 = every target met)",
    "money": "sold, at the prices that are paid, % of base pay",
    "production": "production, % of base pay",
}


def payout(rows: pd.DataFrame, colour: str, name: str, said: str) -> str:
    """Where people end on a payout curve (above), and what it pays (below)."""
    import seaborn as sns  # noqa: PLC0415 (slow to import)

    at, people, paid = (rows[column].to_numpy() for column in ("attained", "people", "paid"))
    counts, step = str(rows["counts"].iloc[0]), float(at[1] - at[0])
    scored = counts == "score"
    end = _end(at, people, 1.5 if scored else 10 * step, 0.999 if scored else 0.99)
    shown = at < end - 1e-9
    width = max(1, round(end / step / 30)) * step
    edges = np.arange(0.0, end + width / 2, width)
    with styled():
        figure, (above, below) = stacked(340, 250, (1.0, 1.6))
        sns.histplot(x=at[shown] + step / 2, weights=100 * people[shown], bins=list(edges), ax=above,
                     color=colour, alpha=0.55, edgecolor="white", linewidth=0.6)  # fmt: skip
        above.set_ylabel("% of periods")
        below.plot(at[shown] + step / 2, 100 * paid[shown], color=colour)
        below.set_ylabel("pay, % of\nbase pay")
        below.set_xlabel(_PROGRESS[counts])
        below.set_xlim(0, end)
        below.set_ylim(bottom=0)
        if scored:
            for axes in (above, below):
                axes.axvline(1.0, color=INK, linewidth=1, linestyle=(0, (3, 3)))
        below.xaxis.set_major_formatter(_percent())
        below.yaxis.set_major_formatter(_grouped())
        return svg(figure, said, name)


def _percent() -> Any:
    from matplotlib.ticker import FuncFormatter  # noqa: PLC0415 (slow to import)

    return FuncFormatter(lambda value, _: f"{round(100 * value, 6):,g}" if value < 10 else f"{100 * value:,.0f}")


def _grouped() -> Any:
    from matplotlib.ticker import FuncFormatter  # noqa: PLC0415 (slow to import)

    return FuncFormatter(lambda value, _: f"{value:,.0f}" if value >= 1000 else f"{value:g}")


def _end(at: Array, people: Array, least: float, most: float) -> float:
    """Where a payout chart ends: beyond `most` of the people, in whole steps of five bins."""
    step = float(at[1] - at[0])
    reached = at[np.cumsum(people) < most * people.sum()]
    furthest = float(reached[-1]) + 2 * step if len(reached) else least
    return min(max(least, math.ceil(furthest / (5 * step) - 1e-9) * 5 * step), float(at[-1]))
