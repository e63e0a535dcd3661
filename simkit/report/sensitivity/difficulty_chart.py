"""The chart of a difficulty sweep: what the outcome, the cost and the chances do when all targets are harder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from simkit.drawing import COLOURS, GRID, PALE, stacked, styled, svg
from simkit.report.words import label, scale_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def chart(document: dict[str, Any]) -> str:
    """SVG of three charts over one axis; the title says where the outcome is best.

    Names of schemes stand around it, never inside, so that it needs no letters that its font may lack.
    """
    factors = 100.0 * np.array(document["factors"])
    best = document["best"]
    with styled():
        figure, (top, middle, bottom) = stacked(560, 620, (1.3, 1.0, 1.3))
        _differences(top, document, factors, document["outcome"])
        top.axvspan(100.0 * best["low"], 100.0 * best["high"], color=GRID, linewidth=0, zorder=0)  # below the band
        top.axvline(100.0 * best["factor"], color=PALE, linewidth=1)
        top.set_title(title(document), fontsize=12)
        _levels(middle, document, factors, "variable_cost")
        shares = {"target reached": document["reached"]}
        for name in ("hopeless", "coasting"):
            if name in document["outcomes"]:
                shares[label(name)] = [each["mean"] for each in document["outcomes"][name]["levels"]]
        for colour, (name, values) in zip(COLOURS[1:], shares.items(), strict=False):
            bottom.plot(factors, [np.nan if each is None else 100.0 * each for each in values], "o-", color=colour,
                        label=name)  # fmt: skip
        bottom.set_ylabel("share, %")
        bottom.set_ylim(0, 100)
        bottom.legend()
        bottom.set_xlabel("targets, % of those as written")
        said = f"{title(document)}; below it variable cost, and the shares of people who reach the target or give it up"
        return svg(figure, said, "difficulty")


def title(document: dict[str, Any]) -> str:
    """Where the outcome is best, in a few words.

    >>> best = {"factor": 0.9, "low": 0.8, "high": 1.0}
    >>> title({"outcome": "value", "better": "higher", "best": best})
    'value is highest at 90% of the targets (80% to 100%)'
    """
    best = document["best"]
    most = "highest" if document["better"] == "higher" else "lowest"
    text = f"{label(document['outcome'])} is {most} at {100 * best['factor']:.4g}% of the targets"
    around = f" ({100 * best['low']:.4g}% to {100 * best['high']:.4g}%)" if best["low"] < best["high"] else ""
    return text + around


def _differences(axes: Axes, document: dict[str, Any], factors: Any, name: str) -> None:
    found = document["outcomes"][name]
    values = [each["mean"] for each in found["differences"]]
    size = scale_of(found["unit"], document["scenario"]["currency"], values)
    _band(axes, factors, found["differences"], size.factor)
    axes.axhline(0.0, color=PALE, linewidth=1)
    axes.set_ylabel(f"{label(name)} against today's scheme,\n{size.unit or size.of_level}")


def _levels(axes: Axes, document: dict[str, Any], factors: Any, name: str) -> None:
    found = document["outcomes"][name]
    size = scale_of(found["unit"], document["scenario"]["currency"], [each["mean"] for each in found["levels"]])
    _band(axes, factors, found["levels"], size.factor)
    axes.set_ylim(bottom=0.0)
    axes.set_ylabel(f"{label(name)},\n{size.unit}")


def _band(axes: Axes, factors: Any, found: list[dict[str, float]], factor: float) -> None:
    ends = {key: factor * np.array([each[key] for each in found], dtype=np.float64) for key in ("mean", "low", "high")}
    axes.fill_between(factors, ends["low"], ends["high"], color=COLOURS[1], alpha=0.25, linewidth=0)
    axes.plot(factors, ends["mean"], "o-", color=COLOURS[1])
