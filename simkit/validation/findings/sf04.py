"""Larkin 2014: accelerators with quarterly deadlines cost a vendor of software 6 to 8 % of revenue.

Sales people there set the price, and pull deals into the quarter in which they stand on the steep part of the curve.
"""

from __future__ import annotations

from simkit.validation.findings.branches import MARGIN, POTENTIAL, Pay, bonus, commission, work
from simkit.validation.findings.effects import Effect
from simkit.validation.findings.finding import Finding
from simkit.validation.findings.laboratory import Laboratory

SOURCE = "Larkin 2014, Journal of Labor Economics 32(2):199-227"
ACCELERATOR = bonus(
    POTENTIAL, {"kind": "threshold", "threshold": "80%", "accelerator": 5}, every="quarter", pays="50% of base pay"
)
_MEASURE = "revenue given away, as a share of what was sold in the last year"


def lost(lab: Laboratory, pay: Pay) -> Effect:
    """Revenue given away, as a share of what was sold in the last year.

    Deals are few and large, and any of next month's can be signed now, at 40 % off.
    """
    software = lab.firm(pay, work=work(noise="100%", pipeline="100%"), behaviour={"timing": {"concession": "40%"}})
    year = lab.records(software)[-1]
    return lab.estimate(year.counted["conceded"].sum(axis=-1) / (MARGIN * year.results["sales"]).sum(axis=-1))


FINDINGS = (
    Finding(
        id="SF04_accelerator",
        claim="Accelerators with a deadline cost 6% to 8% of revenue by prices given away.",
        source=SOURCE,
        grade="read",
        lever="a quarterly bonus that is five times as steep above the quota, where prices can be given away",
        measure=_MEASURE,
        accepted=(0.03, 0.12),
        why="half to one and a half times the published loss; the deals (few, large, 40% off) were chosen for its "
        "size, and that the accelerator causes it was not",
        effect=lambda lab: lost(lab, ACCELERATOR),
        set_by="fitted",
        beyond_chance=True,
    ),
    Finding(
        id="SF04_linear",
        claim="Linear pay gives no revenue away.",
        source=SOURCE,
        grade="read",
        lever="a monthly commission, where prices can be given away",
        measure=_MEASURE,
        accepted=(0.0, 0.0),
        why="nothing at all",
        effect=lambda lab: lost(lab, commission("0.11%")),
    ),
    Finding(
        id="SF04_waiting",
        claim="Linear pay gives no revenue away, also when it is paid by the quarter.",
        source=SOURCE,
        grade="read",
        lever="a quarterly commission, where prices can be given away",
        measure=_MEASURE,
        accepted=(0.0, 0.005),
        why="what being paid a quarter sooner is worth: 2% of a month's pay",
        effect=lambda lab: lost(lab, commission("0.11%", every="quarter")),
    ),
)
