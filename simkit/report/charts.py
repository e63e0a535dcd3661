"""The charts of the page, each an SVG of one scheme, drawn from the frames and the summary.

Names of schemes stand in the page around a chart, never inside it, so that a chart needs no letters that its font may
lack, and a small screen can put charts below each other.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np

from simkit.arrays import Array
from simkit.drawing import COLOURS, GRID, INK, PALE, blank, styled, svg
from simkit.outcomes.rows import ranks
from simkit.report.claims import cost_ranges, cost_scale_of
from simkit.report.decision import cost_scale
from simkit.report.verdicts import ALL, Document, Verdict, verdict
from simkit.report.words import clean, label, level

if TYPE_CHECKING:
    import pandas as pd

BLUE, RED = COLOURS[1], COLOURS[2]
_LOOKS: dict[Verdict, tuple[str, str]] = {
    "better": (BLUE, ">"),
    "worse": (RED, "<"),
    "same": (PALE, "o"),
    "open": (INK, "d"),
}
_MOST_POINTS, _SHADES = 400, 40


def differences(document: Document, scheme: str, name: str, said: str) -> str:
    """Every outcome's difference from the first scheme, in units of what matters; better lies to the right."""
    lines = _lines(document, scheme)
    rows = [(place, *row) for place, (_, row) in enumerate(lines) if row]
    with styled():
        figure, axes = blank(430, 62 + 17 * max(len(lines), 1))
        axes.axvspan(-1, 1, color=GRID, linewidth=0)
        axes.axvline(0, color=PALE, linewidth=1)
        for place, found, middle, low, high in rows:
            colour, marker = _LOOKS[found]
            axes.plot([low, high], [place, place], color=colour, linewidth=2, solid_capstyle="butt")
            axes.plot([middle], [place], color=colour, marker=marker, markersize=6)
        axes.set_yticks(range(len(lines)), [text for text, _ in lines])
        for tick, (_, row) in zip(axes.yaxis.get_major_ticks(), lines, strict=True):
            if row is None:
                tick.label1.set_fontweight("bold")
                tick.tick1line.set_visible(False)
        axes.set_ylim(len(lines) - 0.4, -0.6)
        axes.set_xscale("symlog", linthresh=1, linscale=0.6)
        reach = max((abs(end) for _, _, *ends in rows for end in ends), default=1.0)
        top = max(1, math.ceil(math.log10(max(reach, 1.0))))
        ticks = [sign * 10.0**power for sign in (-1, 1) for power in range(0, top + 1, 1 if top < 3 else 2)]
        axes.set_xticks(sorted([0.0, *ticks]), [f"{tick:g}" for tick in sorted([0.0, *ticks])])
        axes.minorticks_off()
        axes.set_xlim(-(10.0**top), 10.0**top)
        axes.grid(visible=False, axis="y")
        axes.set_xlabel("← worse | multiples of what matters | better →")
        return svg(figure, said, name)


_Margins = tuple[Verdict, float, float, float]


def _lines(document: Document, scheme: str) -> list[tuple[str, _Margins | None]]:
    """What stands below each other: a family, which has no point, and its outcomes."""
    judged = {key: _in_margins(document, key, scheme) for key in document["outcomes"]}
    lines: list[tuple[str, _Margins | None]] = []
    for family, keys in groupby(document["outcomes"], key=lambda key: document["outcomes"][key]["family"]):
        found = [(label(key), judged[key]) for key in keys if judged[key]]
        lines += [(family, None), *found] if found else []
    return lines


def _in_margins(document: Document, key: str, scheme: str) -> _Margins | None:
    """An outcome's verdict, and its difference and ends in margins, turned so that better is positive."""
    outcome = document["outcomes"][key]
    found = verdict(outcome, scheme)
    if found is None or outcome["practical_margin"] == 0.0:
        return None
    turn = (1.0 if outcome["better"] == "higher" else -1.0) / outcome["practical_margin"]
    estimate = outcome["differences"][scheme][ALL]
    middle, low, high = (turn * estimate[end] for end in ("mean", "low", "high"))
    return found, middle, low, high


def scatter(people: pd.DataFrame, colour: str, name: str, said: str) -> tuple[str, float]:
    """Pay against contribution given potential, in places among the advisors of one future; and their correlation.

    Ranks of pay and of contribution less what the rank of the book explains; the correlation of what is left is the
    partial rank correlation of `outcomes.fairness.pay_for_contribution`.
    """
    import seaborn as sns  # noqa: PLC0415 (slow to import)

    pay, contribution, book = (
        ranks(people[[column]].to_numpy(dtype=np.float64).T)[0] for column in ("pay", "contribution", "book")
    )
    x, y = _residual(contribution, book), _residual(pay, book)
    varies = float(np.ptp(x)) > 0.0 and float(np.ptp(y)) > 0.0
    correlation = float(np.corrcoef(x, y)[0, 1]) if varies else math.nan
    step = max(1, math.ceil(len(x) / _MOST_POINTS))
    reach = 1.05 * max(float(np.abs(x).max()), float(np.abs(y).max()), 1.0)
    with styled():
        figure, axes = blank(320, 290)
        axes.axhline(0, color=PALE, linewidth=1)
        axes.axvline(0, color=PALE, linewidth=1)
        sns.scatterplot(x=x[::step], y=y[::step], ax=axes, color=colour, s=16, alpha=0.65, linewidth=0)
        if varies:
            slope = float((x * y).sum() / (x * x).sum())
            axes.plot([-reach, reach], [-slope * reach, slope * reach], color=INK, linewidth=1.5)
        axes.set(xlim=(-reach, reach), ylim=(-reach, reach))
        axes.set_xlabel("contribution: places above like potential")
        axes.set_ylabel("pay: places above like potential")
        return svg(figure, said, name), correlation


def _residual(values: Array, book: Array) -> Array:
    """Ranks less what a straight line over the ranks of the book explains."""
    middle = book - book.mean()
    spread = float((middle * middle).sum())
    slope = float((middle * values).sum()) / spread if spread > 0.0 else 0.0
    left: Array = values - values.mean() - slope * middle
    return left


def winners(groups: Mapping[str, Any], name: str, said: str) -> str:
    """Shares of each group that are paid less (left) and more (right), the darker part of it by much."""
    sides = (("paid_more", "much_more", 1.0, BLUE), ("paid_less", "much_less", -1.0, RED))
    with styled():
        figure, axes = blank(430, 64 + 23 * len(groups))
        for place, found in enumerate(groups.values()):
            for all_of, much_of, side, colour in sides:
                every, much = (100.0 * found[measure]["mean"] for measure in (all_of, much_of))
                axes.barh(place, side * every, color="white", edgecolor=colour, linewidth=0.8, height=0.7)
                axes.barh(place, side * much, color=colour, height=0.7, hatch="////" if side < 0 else None,
                          edgecolor="white", linewidth=0)  # fmt: skip
                where = "left" if side > 0 else "right"
                axes.text(side * (every + 1), place, f"{much:.0f} of {every:.0f}", va="center", ha=where)
        axes.axvline(0, color=INK, linewidth=1)
        axes.set_yticks(range(len(groups)), [clean(key) for key in groups])
        axes.set_ylim(len(groups) - 0.4, -0.6)
        ends = [max((100 * f[m]["mean"] for f in groups.values()), default=0.0) for m in ("paid_less", "paid_more")]
        room = max(28.0, 0.32 * sum(ends))  # for the numbers beside the bars
        axes.set_xlim(-(ends[0] + room), ends[1] + room)
        axes.set_xticks([place for place in range(-100, 101, 25) if -ends[0] - room < place < ends[1] + room])
        axes.xaxis.set_major_formatter(_unsigned())
        axes.grid(visible=False, axis="y")
        axes.set_xlabel("← paid less | % of the group | paid more →")
        return svg(figure, said, name)


def _unsigned() -> Any:
    from matplotlib.ticker import FuncFormatter  # noqa: PLC0415 (slow to import)

    return FuncFormatter(lambda value, _: f"{abs(value):g}")


def fan(document: Document, scheme: str, colour: str, name: str, said: str) -> str:
    """Total cost year by year: the middle of all futures, and the range of eight in ten."""
    scale = cost_scale_of(document, "total_cost")
    years = [year for year in document["years"] if year != ALL]
    spans = [cost_ranges(document, year)[scheme] for year in years]
    low, high = (scale.factor * np.array(ends) for ends in zip(*spans, strict=True))
    levels = document["outcomes"]["cost_p50"]["levels"][scheme]
    middle = [scale.factor * levels[year]["mean"] for year in years]
    place = np.arange(len(years))
    with styled():
        figure, axes = blank(300, 210)
        axes.fill_between(place, low, high, color=colour, alpha=0.25, linewidth=0)
        axes.plot(place, middle, color=colour, marker="o")
        axes.vlines(place, low, high, color=colour, linewidth=1)
        axes.set_xticks(place, years)
        axes.margins(x=0.12)
        axes.set_ylim(*_limits(document, scale.factor, years))
        axes.set_ylabel(_money(scale.unit))
        return svg(figure, said, name)


def _limits(document: Document, factor: float, years: Sequence[str]) -> tuple[float, float]:
    """The same limits for all schemes."""
    ends = [factor * end for year in years for span in cost_ranges(document, year).values() for end in span]
    room = 0.08 * (max(ends) - min(ends)) or 0.05 * abs(max(ends)) or 1.0
    return min(ends) - room, max(ends) + room


def _money(unit: str) -> str:
    """The unit, without Chinese letters: the chart's font has none."""
    return unit.replace("万", "10 000 ")


def bridge(document: Document, scheme: str, colour: str, name: str, said: str) -> str:
    """Variable pay today, on paper under a scheme's rules, and once people have answered."""
    scale, steps = cost_scale(document), document["bridge"][scheme]
    names = ("today", "static", "response")
    heights = [scale.factor * steps[step]["mean"] for step in names]
    most = max(scale.factor * found[step]["mean"] for found in document["bridge"].values() for step in names)
    with styled():
        figure, axes = blank(300, 220)
        bars = axes.bar(range(3), heights, color=[PALE, "white", colour], edgecolor=[PALE, colour, colour], width=0.62)
        bars[1].set_hatch("///")
        texts = [level(steps[step], scale) for step in names]
        for place, (height, text) in enumerate(zip(heights, texts, strict=True)):
            axes.text(place, height + 0.02 * most, text, ha="center", va="bottom")
        axes.plot([0.31, 0.69], [heights[0], heights[0]], color=INK, linewidth=1)
        axes.plot([1.31, 1.69], [heights[1], heights[1]], color=INK, linewidth=1)
        axes.set_xticks(range(3), ["paid last\nyear", "on paper,\nsame results", "once people\nanswer"])
        axes.set_ylim(0, 1.15 * most if most > 0 else 1.0)
        axes.grid(visible=False, axis="x")
        axes.set_ylabel(_money(scale.unit))
        return svg(figure, said, name)


def effort_map(rows: pd.DataFrame, limits: tuple[float, float], name: str, said: str) -> str:
    """Effort of an average advisor by projected attainment and months left."""
    import matplotlib as mpl  # noqa: PLC0415 (slow to import)
    import seaborn as sns  # noqa: PLC0415

    table = rows.pivot_table(index="months_left", columns="stand", values="effort", dropna=False)
    table = table.sort_index(ascending=False)
    with styled():
        figure, axes = blank(340, 110 + 14 * max(len(table), 4))
        axes.set_facecolor(GRID)
        shades = mpl.colormaps["viridis"].resampled(_SHADES)  # few enough that the scale is drawn, not painted
        sns.heatmap(table, ax=axes, cmap=shades, vmin=limits[0], vmax=limits[1], edgecolors="face", linewidths=0.4,
                    cbar_kws={"label": "effort"})  # fmt: skip
        stands = [float(stand) for stand in table.columns]
        shown = [place for place, stand in enumerate(stands) if round(100 * stand) % 20 == 0]
        axes.set_xticks([place + 0.5 for place in shown], [f"{100 * stands[place]:.0f}" for place in shown], rotation=0)
        axes.set_yticks(np.arange(len(table)) + 0.5, [f"{months:.0f}" for months in table.index], rotation=0)
        axes.set_xlabel("projected attainment, %")
        axes.set_ylabel("months left")
        return svg(figure, said, name)


def limits(efforts: Sequence[float]) -> tuple[float, float]:
    """The same colours for all effort maps: from the least to the largest effort, at least 5 % apart."""
    known = [effort for effort in efforts if not math.isnan(effort)]
    low, high = min(known, default=1.0), max(known, default=1.0)
    return low, max(high, low + 0.05)
