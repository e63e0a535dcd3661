"""Bradler, Dur, Neckermann and Non 2016: thanks to data-entry workers raise output, most when kept for the best.

The job took hours, so nobody leaves, and nobody was told of the thanks before, so they are no goal to be committed to.
"""

from __future__ import annotations

import numpy as np

from simkit.arrays import Flags
from simkit.validation.findings.branches import POTENTIAL, SALARY, Pay
from simkit.validation.findings.effects import Effect, moved
from simkit.validation.findings.finding import NO_LIMIT, Finding
from simkit.validation.findings.laboratory import Laboratory

SOURCE = "Bradler, Dur, Neckermann and Non 2016, Management Science 62(11):3085-3099"
_BEST, _MOST = 0.2, 0.8
_LEVER = "nothing, or thanks to the best fifth"


def thanks(part: float) -> Pay:
    """A card for the best in proportion to their book; it is worth one yuan, so that nobody works for it as for pay."""
    measures = [{"kpi": "sales", "weight": "100%", "target": POTENTIAL}]
    prizes = [{"places": f"{part:.0%}", "pays": 1}]
    return {"kind": "recognition", "every": "year", "prizes": prizes, "measures": measures}


def lifted(lab: Laboratory, part: float) -> dict[str, Effect]:
    """Change of next year's sales when a part was thanked: of all, the thanked, the others, others less thanked."""
    behaviour = {"leaving": "off", "commitment": "off"}
    horizon = {"run_in": "12 months", "length": "12 months"}
    plain, told = (lab.firm(SALARY, *pay, behaviour=behaviour, horizon=horizon) for pay in ([], [thanks(part)]))
    book = lab.years(told)["today", 0].seats.book
    before = lab.records(plain)[1].results["sales"]
    first, after = (year.results["sales"] for year in lab.records(told))
    rank = (first / book).argsort(axis=1).argsort(axis=1) / book.shape[1]
    thanked: Flags = rank >= 1.0 - part
    rises = {"all": np.ones_like(thanked), "thanked": thanked, "others": ~thanked}
    found = {name: moved(after, before, who) for name, who in rises.items()}
    apart = found["others"] - found["thanked"]
    return {name: lab.estimate(rise) for name, rise in (found | {"others less thanked": apart}).items()}


def exclusive(lab: Laboratory) -> Effect:
    """The change of all when four fifths are thanked, less that when the best fifth are."""
    most, best = (lifted(lab, part)["all"] for part in (_MOST, _BEST))
    return Effect(
        most.found - best.found, most.low - best.high, most.high - best.low,
        {lab.view: most.found - best.found},
    )  # fmt: skip


FINDINGS = (
    Finding(
        id="SF16_total",
        claim="Thanks to the best raised output substantially.",
        source=SOURCE,
        grade="recalled",
        lever=_LEVER,
        measure="relative change of sales",
        accepted=(0.0, 0.10),
        why="0 to 10% (5% and 7% are recalled); nobody leaves, and nobody knew of the thanks before",
        effect=lambda lab: lifted(lab, _BEST)["all"],
        set_by="fitted",
        beyond_chance=True,
    ),
    Finding(
        id="SF16_others",
        claim="Those who were not thanked rose more than those who were.",
        source=SOURCE,
        grade="read",
        lever=_LEVER,
        measure="relative change of sales of the others, less that of those who were thanked",
        accepted=(0.0, NO_LIMIT),
        why="ordering",
        effect=lambda lab: lifted(lab, _BEST)["others less thanked"],
        set_by="fitted",
        beyond_chance=True,
    ),
    Finding(
        id="SF16_thanked",
        claim="Those who were thanked did not fall back.",
        source=SOURCE,
        grade="read",
        lever=_LEVER,
        measure="relative change of sales of those who were thanked",
        accepted=(0.0, 0.10),
        why="sign",
        effect=lambda lab: lifted(lab, _BEST)["thanked"],
        set_by="fitted",
        beyond_chance=True,
    ),
    Finding(
        id="SF16_exclusive",
        claim="Thanks for most did less than thanks that were kept for the best.",
        source=SOURCE,
        grade="read",
        lever="thanks to the best fifth, or to four fifths",
        measure="difference of their relative changes of sales",
        accepted=(-0.10, 0.0),
        why="ordering; the intervals of the two may not meet",
        effect=exclusive,
        set_by="fitted",
        beyond_chance=True,
    ),
)
