"""Oyer 1998: sales are high at the end of the fiscal year, for which salespeople are paid."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from simkit.validation.findings.finding import Finding
from simkit.validation.findings.workplace import NORMAL, QUOTA, Effect, Laboratory, bonus, of_views, piece_rate

SOURCE = "Oyer 1998, Quarterly Journal of Economics 113:149-185"
_FIRST, _LAST = ["400%"] * 3 + [0] * 9, [0] * 9 + ["400%"] * 3
"""Seasons that let only one quarter of a year count."""


def surge(lab: Laboratory, arm: Mapping[str, Any]) -> Effect:
    """What is sold in the last quarter of a year over what is sold in the first, less 1.

    A comparison tells years.  So a second KPI counts the same work without luck, and only in the one quarter that the
    season leaves; nothing is paid for it, and what is paid knows no season.
    """
    unit = {"unit": "units", "normal_month": NORMAL, "from": "sell"}
    kpis = {
        "sales": unit | {"noise": "25%", "follows_season": False, "worth": {"bank": "100%"}},
        "net_new_assets": unit | {"noise": 0},
    }
    work = {"activities": {"sell": "100%"}, "kpis": kpis}
    sold = []
    for season in (_FIRST, _LAST):
        comparison = lab.compare({"arm": arm}, different={"work": work, "market": {"swing": 0, "season": season}})
        sold.append(comparison.by_sky("net_new_assets")[0].mean(axis=-1))
    return of_views(comparison, np.divide(sold[1], sold[0]) - 1.0)


FINDINGS = (
    Finding(
        id="SF02_year_end",
        claim="Sales are higher at the end of the fiscal year and lower at its start.",
        source=SOURCE,
        grade="read",
        lever="a yearly quota bonus",
        measure="sales of the last quarter over those of the first, less 1",
        accepted=(0.01, 0.15),
        why="sign, and a size of 1% to 15%; the published sizes are recalled only",
        effect=lambda lab: surge(lab, bonus(0.3, QUOTA, "year")),
        reason="nobody moves deals yet; a plan spreads effort over the year, up to the discount (`martingale`)",
    ),
    Finding(
        id="SF02_linear",
        claim="Linear pay has no such end of the year.",
        source=SOURCE,
        grade="read",
        lever="a piece rate",
        measure="sales of the last quarter over those of the first, less 1",
        accepted=(-0.002, 0.002),
        why="none; 0.2% for chance",
        effect=lambda lab: surge(lab, piece_rate(0.3)),
    ),
)
