"""Conduct, people and clients on the page: who presses and what comes of it, who stays, and under which view.

Each outcome is a strip: a row for each scheme, on it a point for all views together and a stroke for each view alone.
The numbers are the summary's; tests/report/test_claims.py reads every sentence back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from simkit.drawing import INK, blank, styled, svg
from simkit.report.verdicts import ALL, Document, places
from simkit.report.words import NONE, Scale, clean, label, level, listed, scale_of

SHOWN = (
    "pressure", "bad_sales", "complaints", "found", "goodhart_gap", "morale", "turnover", "regretted", "clients",
)  # fmt: skip
"""The outcomes with a strip, as far as the comparison has them."""
_TICKS = 4


@dataclass(frozen=True)
class Strip:
    """One outcome: its name, meaning and better direction, what is said of it, and the chart's words and numbers.

    levels: scheme -> mean, all views; views: view -> scheme -> mean; both in the unit of the outcome, None where there
    is no number.
    """

    key: str
    sentence: str
    better: str
    said: str
    scale: Scale
    levels: Mapping[str, float | None]
    views: Mapping[str, Mapping[str, float | None]]

    @property
    def label(self) -> str:
        """The outcome's name for a reader."""
        return label(self.key)

    @property
    def varies(self) -> bool:
        """Whether there is anything to draw."""
        return len({value for row in (self.levels, *self.views.values()) for value in row.values()} - {None}) > 1

    def written(self, view: str, scheme: str) -> str:
        """The level under one view, in steps of a tenth of what matters."""
        value = self.views[view][scheme]
        return level({"mean": value, "low": value, "high": value}, self.scale)


def strips(document: Document) -> list[Strip]:
    """The strips of a comparison; none where the scenario switches all of this off."""
    return [
        _strip(document, key)
        for key in SHOWN
        if any(mean is not None for mean in _levels(document["outcomes"].get(key)).values())
    ]


def _levels(outcome: Document | None) -> dict[str, float | None]:
    return {} if outcome is None else {name: by_year[ALL]["mean"] for name, by_year in outcome["levels"].items()}


def _strip(document: Document, key: str) -> Strip:
    outcome = document["outcomes"][key]
    levels = _levels(outcome)
    scale = scale_of(outcome["unit"], document["scenario"]["currency"], levels.values(), outcome["practical_margin"])
    said = _said(outcome, levels, scale)
    return Strip(key, outcome["sentence"], outcome["better"], said, scale, levels, outcome["by_view"])


def _said(outcome: Document, levels: Mapping[str, float | None], scale: Scale) -> str:
    """Under which scheme an outcome is highest and lowest."""
    known = {name: value for name, value in levels.items() if value is not None}
    texts = {name: level(outcome["levels"][name][ALL], scale) for name in known}
    most, least = max(known, key=known.__getitem__), min(known, key=known.__getitem__)
    if len(known) == 1:
        return f"{texts[most]} under {clean(most)}; no other scheme has a number."
    if texts[most] == texts[least]:
        return f"{texts[most]} under every scheme."
    return f"Highest under {clean(most)} ({texts[most]}), lowest under {clean(least)} ({texts[least]})."


def by_view(document: Document, shown: list[Strip]) -> str:
    """On which of the strips the order of the schemes depends on the view."""
    orders = {
        strip.label: {str(places(document["outcomes"][strip.key], view)) for view in document["views"]}
        for strip in shown
    }
    moved = [name for name, found in orders.items() if len(found) > 1]
    if not moved:
        return f"The order of the schemes is the same under every view on all {len(shown)} of these."
    return f"The order of the schemes differs between views on {len(moved)} of these {len(shown)}: {listed(moved)}."


def rows(document: Document, shown: list[Strip]) -> Iterator[dict[str, Any]]:
    """The table of the strips: for each outcome, under each view the level of every scheme."""
    for strip in shown:
        cells = [[(name, strip.written(view, name)) for name in document["schemes"]] for view in document["views"]]
        yield {"label": strip.label, "unit": strip.scale.unit, "better": strip.better, "cells": cells}


def chart(strip: Strip, marks: Mapping[str, Any], name: str) -> str:
    """The strip as SVG; `marks`: scheme -> its sign and colour."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator  # noqa: PLC0415 (slow to import)

    factor = strip.scale.factor
    with styled():
        figure, axes = blank(340, 62 + 22 * max(len(strip.levels), 2))
        for place, (scheme, value) in enumerate(strip.levels.items()):
            colour = marks[scheme].colour
            alone = [found[scheme] for found in strip.views.values()]
            ends = [factor * each for each in alone if each is not None]
            axes.plot(ends, [place] * len(ends), color=colour, linewidth=1, marker="|", markersize=13)
            if value is not None:
                axes.plot([factor * value], [place], color=colour, marker="o", markersize=8)
        axes.set_yticks(range(len(strip.levels)), [marks[scheme].sign for scheme in strip.levels])
        for text, scheme in zip(axes.get_yticklabels(), strip.levels, strict=True):
            text.set_color(marks[scheme].colour)
        axes.set_ylim(len(strip.levels) - 0.5, -0.5)
        axes.grid(visible=False, axis="y")
        axes.margins(x=0.06)
        low, high = axes.get_xlim()
        values = [v for row in (strip.levels, *strip.views.values()) for v in row.values() if v is not None]
        if min(values) >= 0.0 and factor * min(values) < high / 2.0:
            axes.set_xlim(min(0.0, low) if low > 0.0 else -0.02 * high, high)
        if low < 0.0 < high:
            axes.axvline(0, color=INK, linewidth=1)
        axes.xaxis.set_major_locator(MaxNLocator(_TICKS))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{round(value, 9) + 0.0:g}"))
        axes.set_xlabel(", ".join(filter(None, (strip.scale.unit, strip.scale.of_level.strip()))) or NONE)
        return svg(figure, f"{strip.label}: {strip.said}", name)
