"""Kim, Sudhir, Uetake and Canales 2019: pay for new loans alone, or for those that are looked after too.

Twice: in the plain shop, where people answer by effort alone, for what is neglected; and in the firm of `branches`,
where people do all they do by default, for the loans that go bad.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from simkit.arrays import Array
from simkit.engine.year import FirmYear
from simkit.experiment.compare import Comparison
from simkit.validation.findings.branches import SALARY, Pay, bonus, commission, work
from simkit.validation.findings.effects import Effect, change
from simkit.validation.findings.finding import NO_LIMIT, Finding
from simkit.validation.findings.laboratory import Laboratory
from simkit.validation.findings.workplace import NORMAL, NOTHING, TWO_TASKS

SOURCE = "Kim, Sudhir, Uetake and Canales 2019, Journal of Marketing Research 56(6)"
_MARGIN, _LOAN_MONTH, _LOSS = 0.12, 400_000.0, 3.0
"""Margin of a loan; loans of a normal month; what a bad loan loses, in margins: a third of it is not paid back."""
ACQUISITION = (commission("0.9%"),)
"""40 % of base pay for a normal month."""
BOTH = (
    commission("0.45%"),
    bonus(
        {"kind": "fixed", "at": 80},
        {"kind": "threshold", "threshold": "90%", "accelerator": 10, "cap": "200%"},
        kpi="satisfaction",
        every="quarter",
        pays="20% of base pay",
    ),
)
"""The same stake, half of it on how clients fare."""
_NET = "relative change of what is left of the margin of all loans when bad ones have lost three margins each"


def lent(lab: Laboratory, pay: tuple[Pay, ...]) -> list[FirmYear]:
    """Four years of officers who could lend twice as much to whoever asks."""
    loans = work(normal_month=_LOAN_MONTH, pressed="100%", worth={"bank": "12%"})
    return lab.records(lab.firm(*pay, work=loans, horizon={"run_in": "12 months", "length": "48 months"}))[1:]


def margin(years: list[FirmYear]) -> Array:
    """Margin of the loans of all years (sky,)."""
    total: Array = _MARGIN * np.sum([year.results["sales"] for year in years], axis=(0, 2))
    return total


def net(years: list[FirmYear]) -> Array:
    """What is left of it when bad loans have failed (sky,)."""
    bad: Array = np.sum([year.counted["bad_sales"] for year in years], axis=(0, 2))
    left: Array = margin(years) - _LOSS * _MARGIN * _LOAN_MONTH * bad
    return left


def clients_lost(lab: Laboratory) -> Effect:
    """Clients at the end, of those of a normal book, under pay for acquisition less under pay for both."""
    alone, both = (lent(lab, pay)[-1].counted["clients"].mean(axis=1) for pay in (ACQUISITION, BOTH))
    return lab.estimate(alone - both)


def complaints(lab: Laboratory) -> Effect:
    """Complaints of four years under pay for acquisition, over those under pay for both, less 1."""
    alone, both = (
        np.sum([year.counted["complaints"] for year in lent(lab, pay)], axis=(0, 2)) for pay in (ACQUISITION, BOTH)
    )
    return lab.estimate(alone / both - 1.0)


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
        id="SF35_neglect",
        claim="Pay for acquisition alone harms what was acquired before.",
        source=SOURCE,
        grade="read",
        lever="nothing, or a bonus on acquisition",
        measure="relative change of upkeep",
        accepted=(-NO_LIMIT, -0.005),
        why="sign; only neglect: people answer by effort alone, and upkeep is another task",
        effect=lambda lab: change(_compared(lab), "net_new_assets", "acquisition"),
    ),
    Finding(
        id="SF35_upkeep",
        claim="Pay for upkeep beside it moderates that.",
        source=SOURCE,
        grade="read",
        lever="a bonus on acquisition, or half of it on upkeep",
        measure="relative change of upkeep, against acquisition alone",
        accepted=(0.005, NO_LIMIT),
        why="sign; people answer by effort alone",
        effect=maintained,
    ),
    Finding(
        id="SF35_sales",
        claim="Pay for acquisition alone sells more loans.",
        source=SOURCE,
        grade="read",
        lever="base pay, or a commission on loans",
        measure="relative change of the margin of loans, before any fail",
        accepted=(0.0, NO_LIMIT),
        why="sign; people do all they do by default, here and below",
        effect=lambda lab: lab.estimate(margin(lent(lab, ACQUISITION)) / margin(lent(lab, (SALARY,))) - 1.0),
        beyond_chance=True,
    ),
    Finding(
        id="SF35_acquisition",
        claim="What pay for acquisition alone sells costs more than it brings, by adverse selection.",
        source=SOURCE,
        grade="read",
        lever="base pay, or a commission on loans",
        measure=_NET,
        accepted=(-NO_LIMIT, 0.0),
        why="sign; that a bad loan loses three margins, and that officers could lend twice as much, are assumptions",
        effect=lambda lab: lab.estimate(net(lent(lab, ACQUISITION)) / net(lent(lab, (SALARY,))) - 1.0),
        beyond_chance=True,
    ),
    Finding(
        id="SF35_maintenance",
        claim="Pay for maintenance beside it turns the sign.",
        source=SOURCE,
        grade="read",
        lever="base pay, or a commission on loans and as much for how clients fare",
        measure=_NET,
        accepted=(0.0, NO_LIMIT),
        why="sign; the same stake as for acquisition alone",
        effect=lambda lab: lab.estimate(net(lent(lab, BOTH)) / net(lent(lab, (SALARY,))) - 1.0),
        beyond_chance=True,
    ),
    Finding(
        id="SF35_clients",
        claim="Under pay for acquisition alone clients are lost.",
        source=SOURCE,
        grade="read",
        lever="a commission on loans, with half of it on how clients fare or not",
        measure="clients at the end, in parts of a normal book, less those under pay for both",
        accepted=(-1.0, 0.0),
        why="sign; our reading of loans that are not looked after",
        effect=clients_lost,
        beyond_chance=True,
    ),
    Finding(
        id="SF35_complaints",
        claim="Under pay for acquisition alone clients complain more.",
        source=SOURCE,
        grade="read",
        lever="a commission on loans, with half of it on how clients fare or not",
        measure="complaints of four years, over those under pay for both, less 1",
        accepted=(0.0, NO_LIMIT),
        why="sign; our reading of loans that are not looked after",
        effect=complaints,
        beyond_chance=True,
    ),
)
