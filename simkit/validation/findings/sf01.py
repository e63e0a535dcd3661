"""Lazear 2000: hourly pay is replaced by piece rates in a firm that fits car windows."""

from __future__ import annotations

import math

import numpy as np

from simkit.arrays import Array
from simkit.engine.year import FirmYear
from simkit.validation.findings.branches import ALIKE, SALARY, SALES, STEADY, base_pay_changes, commission, people
from simkit.validation.findings.effects import Effect, change, moved, of_views
from simkit.validation.findings.finding import NO_LIMIT, Finding
from simkit.validation.findings.laboratory import Laboratory, Years
from simkit.validation.findings.workplace import NOTHING, piece_rate

SOURCE = "Lazear 2000, American Economic Review 90(5):1346-1361"
_SCHEMES, _PIECE = ("hourly", "piece"), commission("0.135%")
_SWITCH, _SECOND, _FOURTH = 2, 3, 5
"""The year of the switch, from 0; the second and the fourth year under piece rates."""
_GLASS = {
    "activities": {"sell": "100%"},
    "kpis": {"sales": {**SALES, "noise": "25%", "pressed": 0, "pipeline": 0}},
}
"""One task, in which nobody can be pressed and nothing put off."""
ARMS = {"hourly": NOTHING, "piece_rate": piece_rate(1.0)}


def incentive(lab: Laboratory) -> Effect:
    """What the same people sell more under piece rates that pay base pay again for normal output."""
    return change(lab.compare(ARMS))


def dispersion(lab: Laboratory) -> Effect:
    """How much more people differ in what they sell, as a ratio of standard deviations less 1."""
    comparison = lab.compare(ARMS)
    made = comparison.runs.people["contribution"].std(axis=-1, ddof=1)
    return of_views(comparison, made[1] / made[0] - 1.0)


def switched(lab: Laboratory) -> Years:
    """Hourly pay, or piece rates and half of the base pay, which together come to about a tenth more than before.

    People do all they do by default, and come and go; two years of hourly pay precede.
    """
    firm = lab.firm(
        schemes={"hourly": {"name": "Hourly pay", "pay": [SALARY]}, "piece": {"name": "Piece rates", "pay": [_PIECE]}},
        people=people(base_pay=ALIKE["base_pay"], book=ALIKE["book"]),
        work=_GLASS,
        market=STEADY,
        horizon={"run_in": "24 months", "length": "48 months"},
    )
    halved = base_pay_changes(-0.5, of="piece", month=12 * _SWITCH + 2)
    return lab.years(firm, 4 * lab.skies, [halved])


def of_stayers(lab: Laboratory) -> Effect:
    """Part of the rise of output a worker, in the second year, that the people who stayed bring.

    The rest is who came and who left, and how much newcomers can do.
    """
    seen = switched(lab)
    hourly, piece = (seen[scheme, _SECOND].record for scheme in _SCHEMES)
    rise = _made(piece) / _made(hourly) - 1.0
    left = [seen[scheme, year].record.counted["left"] for scheme in _SCHEMES for year in range(_SWITCH, _SECOND + 1)]
    within = moved(piece.results["sales"], hourly.results["sales"], np.sum(left, axis=0) == 0.0)
    part = float(within.mean() / rise.mean())
    return Effect(part, math.nan, math.nan, {lab.view: part})


def able(lab: Laboratory) -> Effect:
    """Mean talent of who works there in the fourth year under piece rates, less that under hourly pay."""
    seen = switched(lab)
    hourly, piece = (seen[scheme, _FOURTH].seats.talent.mean(axis=1) for scheme in _SCHEMES)
    return lab.estimate(piece - hourly)


def _made(record: FirmYear) -> Array:
    """Output for each month in which somebody worked (sky,)."""
    made: Array = record.results["sales"].sum(axis=1) / record.months.sum(axis=1)
    return made


FINDINGS = (
    Finding(
        id="SF01_incentive",
        claim="Piece rates raised output a worker by 44%, about half of it by more effort of the same people.",
        source=SOURCE,
        grade="read",
        lever="hourly pay, or a piece rate",
        measure="relative change of what the same people sell",
        accepted=(0.0875, 0.39),
        why="35% to 65% of a rise of 25% to 60%; a month's normal output pays base pay again, without the guarantee; "
        "people answer by effort alone",
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
        why="sign; people answer by effort alone",
        effect=dispersion,
    ),
    Finding(
        id="SF01_selection",
        claim="Half of the rise under piece rates came from who joined and who left.",
        source=SOURCE,
        grade="read",
        lever="hourly pay, or piece rates and half of it",
        measure="part of the rise of output a worker in the second year that the people who stayed bring",
        accepted=(0.35, 0.65),
        why="35% to 65%; 19 months were studied; pay comes to about a tenth more, as in the study; people do all they "
        "do by default",
        effect=of_stayers,
        reason="newcomers need a year to get up to speed here, so that coming and going costs output before it "
        "selects, and one in eight who leaves a year selects slowly: by the fourth year those who stayed bring 78%",
    ),
    Finding(
        id="SF01_ability",
        claim="Piece rates keep and draw more able workers than hourly pay.",
        source=SOURCE,
        grade="read",
        lever="hourly pay, or piece rates and half of it",
        measure="mean talent, 1 at the start, in the fourth year, less that under hourly pay",
        accepted=(0.0, 0.5),
        why="sign; after four years, as people leave a bank more slowly",
        effect=able,
        beyond_chance=True,
    ),
)
