"""Hossain and List 2012; Ferraro and Tracy 2022: bonuses framed as losses."""

from __future__ import annotations

from simkit.changes import written
from simkit.validation.findings.effects import Effect, change, ratio
from simkit.validation.findings.finding import Finding
from simkit.validation.findings.laboratory import Laboratory
from simkit.validation.findings.workplace import NOTHING, QUOTA, bonus


def loss_frame(lab: Laboratory) -> Effect:
    """What people sell more for a quota bonus that is felt as lost when it is missed than for the same one won.

    As many views as there are, with and without loss aversion; how much a loss counts is what the view `high` says.
    """
    felt = max(view.loss_aversion for view in lab.views)
    arms = {"nothing": NOTHING, "quota": bonus(0.2, QUOTA)}
    gain, loss = (
        change(lab.compare(arms, different={"views": [{**written(v), "loss_aversion": felt_as} for v in lab.views]}))
        for felt_as in (1.0, felt)
    )
    return ratio(loss, gain)


FINDINGS = (
    Finding(
        id="SF20_loss_frame",
        claim="Framed as a loss a bonus does little more in the field: 1% of output, 0.02 standard deviations.",
        source="Hossain and List 2012; Ferraro and Tracy 2022 (meta-analysis)",
        grade="read",
        lever="the same quota bonus felt as a gain, or as a loss when it is missed",
        measure="relative change of sales from the one frame to the other",
        accepted=(0.0, 0.02),
        why="at most 2% in the field; a loss counts as in the view `high`",
        effect=loss_frame,
    ),
    Finding(
        id="SF20_factory",
        claim="Teams in a factory produced roughly 1% more when their weekly bonus was framed as a loss.",
        source="Hossain and List 2012, Management Science 58(12):2151-2167",
        grade="read",
        lever="the same quota bonus felt as a gain, or as a loss when it is missed",
        measure="relative change of sales from the one frame to the other",
        accepted=(0.005, 0.015),
        why="what rounds to 1%; a bonus of a fifth of base pay, as recalled; a loss counts as in the view `high`",
        effect=loss_frame,
    ),
)
