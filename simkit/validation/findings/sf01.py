"""Lazear 2000: hourly pay is replaced by piece rates in a firm that fits car windows."""

from __future__ import annotations

from simkit.validation.findings.finding import NO_LIMIT, Finding
from simkit.validation.findings.workplace import NOTHING, Effect, Laboratory, change, of_views, piece_rate

SOURCE = "Lazear 2000, American Economic Review 90(5):1346-1361"
ARMS = {"hourly": NOTHING, "piece_rate": piece_rate(1.0)}


def incentive(lab: Laboratory) -> Effect:
    """What the same people sell more under piece rates that pay base pay again for normal output."""
    return change(lab.compare(ARMS))


def dispersion(lab: Laboratory) -> Effect:
    """How much more people differ in what they sell, as a ratio of standard deviations less 1."""
    comparison = lab.compare(ARMS)
    made = comparison.runs.people["contribution"].std(axis=-1, ddof=1)
    return of_views(comparison, made[1] / made[0] - 1.0)


FINDINGS = (
    Finding(
        id="SF01_incentive",
        claim="Piece rates raised output a worker by 44%, about half of it by more effort of the same people.",
        source=SOURCE,
        grade="read",
        lever="hourly pay, or a piece rate",
        measure="relative change of what the same people sell",
        accepted=(0.0875, 0.39),
        why="35% to 65% of a rise of 25% to 60%; a month's normal output pays base pay again, without the guarantee",
        effect=incentive,
        set_by="fitted",
    ),
    Finding(
        id="SF01_dispersion",
        claim="Under piece rates the output of workers differs more.",
        source=SOURCE,
        grade="read",
        lever="hourly pay, or a piece rate",
        measure="relative change of the standard deviation between people",
        accepted=(0.0, NO_LIMIT),
        why="sign",
        effect=dispersion,
    ),
)
