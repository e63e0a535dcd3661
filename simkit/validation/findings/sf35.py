"""Kim, Sudhir, Uetake and Canales 2019: pay for new loans alone, or for those that are looked after too."""

from __future__ import annotations

from typing import Any

from simkit.experiment.compare import Comparison
from simkit.validation.findings.finding import NO_LIMIT, Finding
from simkit.validation.findings.workplace import NORMAL, NOTHING, TWO_TASKS, Effect, Laboratory, change

SOURCE = "Kim, Sudhir, Uetake and Canales 2019, Journal of Marketing Research 56(6)"


def _paid_for(**weights: str) -> dict[str, Any]:
    measures = [
        {"kpi": kpi, "weight": weight, "target": {"kind": "fixed", "at": 3.0 * NORMAL}}
        for kpi, weight in weights.items()
    ]
    pay = {"kind": "bonus", "every": "quarter", "target_pay": "30% of base pay", "measures": measures}
    return {"name": "Bonus", "pay": [pay]}


def _compared(lab: Laboratory) -> Comparison:
    arms = {
        "nothing": NOTHING,
        "acquisition": _paid_for(sales="100%"),
        "both": _paid_for(sales="50%", net_new_assets="50%"),
    }
    return lab.compare(arms, different={"work": TWO_TASKS})


def maintained(lab: Laboratory) -> Effect:
    """What pay for upkeep adds to upkeep, against pay for acquisition alone."""
    comparison = _compared(lab)
    return change(comparison, "net_new_assets", "both").less(change(comparison, "net_new_assets", "acquisition"))


FINDINGS = (
    Finding(
        id="SF35_acquisition",
        claim="Pay for acquisition alone harms what was acquired before.",
        source=SOURCE,
        grade="read",
        lever="nothing, or a bonus on acquisition",
        measure="relative change of upkeep",
        accepted=(-NO_LIMIT, -0.005),
        why="sign; that bad clients are taken on is missing, so only neglect is seen",
        effect=lambda lab: change(_compared(lab), "net_new_assets", "acquisition"),
    ),
    Finding(
        id="SF35_maintenance",
        claim="Pay for upkeep beside it moderates that.",
        source=SOURCE,
        grade="read",
        lever="a bonus on acquisition, or half of it on upkeep",
        measure="relative change of upkeep, against acquisition alone",
        accepted=(0.005, NO_LIMIT),
        why="sign",
        effect=maintained,
    ),
)
