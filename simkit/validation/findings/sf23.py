"""Meta-analyses of incentives: much for quantity, little for quality."""

from __future__ import annotations

import math

from simkit.validation.findings.effects import Effect, change, of_views, spread
from simkit.validation.findings.finding import NO_LIMIT, Finding
from simkit.validation.findings.laboratory import Laboratory
from simkit.validation.findings.workplace import NOTHING, TWO_TASKS, piece_rate

SOURCE = "Jenkins et al. 1998; Kim, Gerhart and Fang 2022; Weibel, Rost and Osterloh 2010 (meta-analyses)"
ARMS = {"nothing": NOTHING, "piece_rate": piece_rate(1.0)}


def standardised(lab: Laboratory) -> Effect:
    """The rise of sales in standard deviations between people (Cohen's d)."""
    comparison = lab.compare(ARMS)
    rise, apart = change(comparison), spread(comparison)
    d = [effect / float(sd) for effect, sd in zip(rise.by_view.values(), apart, strict=True)]
    pooled = float(comparison.weights @ apart)
    found = of_views(comparison, d)
    return Effect(rise.found / pooled, rise.low / pooled, rise.high / pooled, found.by_view)


def quantity_over_quality(lab: Laboratory) -> Effect:
    """How much more sales rise than the quality of service, which is not paid, changes in either direction."""
    comparison = lab.compare(ARMS, different={"work": TWO_TASKS})
    quality = change(comparison, "satisfaction")
    either_way = {view: math.copysign(effect, 1.0) for view, effect in quality.by_view.items()}
    return change(comparison).less(Effect(abs(quality.found), math.nan, math.nan, either_way))


FINDINGS = (
    Finding(
        id="SF23_quantity",
        claim="Incentives raise the quantity of work by about half a standard deviation.",
        source=SOURCE,
        grade="read",
        lever="nothing, or a piece rate as large as base pay",
        measure="rise of sales in standard deviations between people",
        accepted=(0.2, 0.8),
        why="d from .2 to .8; that incentives are as large as fixed pay is an assumption, most studies are of labs",
        effect=standardised,
        unit="standard deviations",
        set_by="fitted",
    ),
    Finding(
        id="SF23_quality",
        claim="They change its quality less.",
        source=SOURCE,
        grade="read",
        lever="nothing, or a piece rate as large as base pay",
        measure="relative change of sales, less that of the quality of service in either direction",
        accepted=(0.0, NO_LIMIT),
        why="ordering; quality is not paid and hangs on another task",
        effect=quantity_over_quality,
    ),
)
