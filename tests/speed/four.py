"""The shipped scenario with a fourth scheme, which is the size of the job that the speed targets are set for."""

from __future__ import annotations

from pathlib import Path

from simkit.scenario.reading import load
from simkit.scenario.scenario import Scenario

SCENARIO = Path(__file__).parents[2] / "scenarios" / "vip_managers.yaml"
BOLDER = {"pay.0.curve.accelerator": 2.5, "pay.0.curve.cap": "300%"}
"""What the fourth scheme changes of the growth bonus."""


def four_schemes() -> Scenario:
    """Today's scorecard, the growth bonus, the price list, and a bolder growth bonus."""
    shipped = load(SCENARIO)
    bolder = shipped.scheme("growth")
    for path, value in BOLDER.items():
        bolder = bolder.with_(path, value)
    return shipped.with_scheme("bolder", bolder)
