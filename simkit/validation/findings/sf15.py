"""Sandvik, Saouma, Seegert and Stanton 2020: sales agents in structured meetings, or paid together in pairs.

Skill moves by the quarter, so two quarters stand for the four weeks of the study.  Meetings go on here: shown is that
their effect does not wear off, and not what would be left without them (skill above 1 fades by 3 % a quarter).
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from simkit.arrays import Array
from simkit.engine.world import World
from simkit.scenario.scenario import Scenario
from simkit.scheme.scheme import Scheme
from simkit.validation.findings.branches import ALIKE, POTENTIAL, SALARY, STAYS, Pay, people
from simkit.validation.findings.effects import Effect
from simkit.validation.findings.finding import Finding
from simkit.validation.findings.laboratory import Laboratory

SOURCE = "Sandvik, Saouma, Seegert and Stanton 2020, Quarterly Journal of Economics 135(3):1635-1680"
_HORIZON = {"run_in": "12 months", "length": "24 months"}
_SOON, _LATER = 7, (10, 13, 16, 19)
"""First months of the quarter after half a year of meetings, and of the four quarters after that one."""
_MEETINGS = "no meetings, or structured meetings of colleagues"
_PAIRS: Pay = {
    "kind": "team",
    "every": "quarter",
    "target_pay": "20% of base pay",
    "measures": [{"kpi": "sales", "weight": "100%", "target": POTENTIAL}],
}


def agents(lab: Laboratory, meetings: str) -> Scenario:
    """Agents who are the same people in both arms, and on the same base pay."""
    behaviour = {**STAYS, "sharing": {"meetings": meetings}}
    return lab.firm(SALARY, horizon=_HORIZON, behaviour=behaviour, people=people(base_pay=ALIKE["base_pay"]))


def lifts(lab: Laboratory) -> list[Array]:
    """Change of sales (sky,) by meetings in the quarter after half a year of them, and in each of the next four."""
    together, alone = (lab.months(agents(lab, meetings), "sales")["today"] for meetings in ("100%", "0%"))
    return [_lift(together, alone, first, first + 2) for first in (_SOON, *_LATER)]


def farthest(lab: Laboratory) -> Effect:
    """The lift of the quarter in which it is furthest from 20 %, the middle of what is accepted."""
    return max((lab.estimate(lift) for lift in lifts(lab)), key=lambda effect: abs(effect.found - 0.2))


def faded(lab: Laboratory) -> Effect:
    """The smallest lift of a later quarter, less the first one."""
    soon, *later = lifts(lab)
    return min((lab.estimate(lift - soon) for lift in later), key=lambda effect: effect.found)


def narrowed(lab: Laboratory) -> Effect:
    """Relative spread of ability after a year of meetings, less that without them."""
    together, alone = (lab.records(agents(lab, meetings))[0].ability for meetings in ("100%", "0%"))
    apart = [each.std(axis=1) / each.mean(axis=1) for each in (together, alone)]
    return lab.estimate(apart[0] - apart[1])


def in_pairs(lab: Laboratory, first: int, last: int) -> Effect:
    """Change of sales in some months, from 1, where pairs are paid together from month 13 to 18."""
    before = lab.firm(SALARY, horizon=_HORIZON, behaviour=STAYS, people=people(seats=60, branches=30))
    paid = Scheme.model_validate({"name": "In pairs", "pay": [SALARY, _PAIRS]})

    def for_two_quarters(world: World) -> Generator[Any, Any, None]:
        yield world.at(month=13)
        world.firm.replace_scheme("today", paid)
        yield world.every(months=6)
        world.firm.replace_scheme("today", before.scheme("today"))

    plain = lab.months(before, "sales")["today"]
    tried = lab.months(before, "sales", interventions=[for_two_quarters])["today"]
    return lab.estimate(_lift(tried, plain, first, last))


def left_of_pairs(lab: Laboratory) -> Effect:
    """Change of sales in the second year after pay in pairs had ended, as a part of that while it was paid."""
    after, during = in_pairs(lab, 25, 36), in_pairs(lab, 13, 18).found
    left = after.found / during
    return Effect(left, after.low / during, after.high / during, {lab.view: left})


def _lift(after: Array, before: Array, first: int, last: int) -> Array:
    some = slice(first - 1, last)
    lift: Array = after[some].sum(axis=(0, 2)) / before[some].sum(axis=(0, 2)) - 1.0
    return lift


FINDINGS = (
    Finding(
        id="SF15_meetings",
        claim="Structured meetings raised sales by 24% while they were held, and some 18% were left months later.",
        source=SOURCE,
        grade="read",
        lever=_MEETINGS,
        measure="relative change of sales in the quarter in which it is furthest from 20%",
        accepted=(0.10, 0.30),
        why="10% to 30% in each of five quarters, half a year of meetings before them; nobody leaves",
        effect=farthest,
        set_by="fitted",
        beyond_chance=True,
    ),
    Finding(
        id="SF15_lasting",
        claim="What agents learnt in meetings stayed with them.",
        source=SOURCE,
        grade="read",
        lever=_MEETINGS,
        measure="smallest relative change of sales in a later quarter, less that after half a year",
        accepted=(-0.02, 0.2),
        why="no fall; 2% for chance; meetings go on here, so what is left without them is not shown",
        effect=faded,
        set_by="fitted",
    ),
    Finding(
        id="SF15_spread",
        claim="Differences between agents fell.",
        source=SOURCE,
        grade="read",
        lever=_MEETINGS,
        measure="relative spread of ability after a year, less that without meetings",
        accepted=(-1.0, 0.0),
        why="sign",
        effect=narrowed,
        beyond_chance=True,
    ),
    Finding(
        id="SF15_pairs",
        claim="Pay in pairs raised sales while it was paid.",
        source=SOURCE,
        grade="read",
        lever="base pay, or pay of a fifth of it for the sales of two, for two quarters",
        measure="relative change of sales in these quarters",
        accepted=(0.0, 0.3),
        why="sign; 13% were found",
        effect=lambda lab: in_pairs(lab, 13, 18),
        beyond_chance=True,
    ),
    Finding(
        id="SF15_pairs_after",
        claim="Of what pay in pairs had brought nothing was left when it ended.",
        source=SOURCE,
        grade="read",
        lever="base pay, or pay of a fifth of it for the sales of two, for two quarters",
        measure="relative change of sales in the second year after, over that while it was paid",
        accepted=(-0.1, 0.1),
        why="none; a tenth of the effect for chance",
        effect=left_of_pairs,
    ),
)
