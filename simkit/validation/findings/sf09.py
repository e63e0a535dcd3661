"""Kishore, Rao, Narasimhan and John 2013: a quota bonus is replaced by a commission of the same cost.

The bonus is paid in full when the quota is met and not below, as the study describes it.  The quota is the same for
everybody, as territories and people are not: who is far below it has given up, who is far above it coasts.
"""

from __future__ import annotations

from dataclasses import dataclass

from simkit.arrays import Array
from simkit.scenario.scenario import Scenario
from simkit.validation.findings.branches import (
    CLIFF,
    NORMAL_MONTH,
    STEADY,
    Pay,
    bonus,
    commission,
    people,
    work,
)
from simkit.validation.findings.effects import Effect, change, moved
from simkit.validation.findings.finding import NO_LIMIT, Finding
from simkit.validation.findings.laboratory import Laboratory, Years
from simkit.validation.findings.workplace import MANY, QUOTA, TWO_TASKS, piece_rate
from simkit.validation.findings.workplace import bonus as shop_bonus

SOURCE = "Kishore, Rao, Narasimhan and John 2013, Journal of Marketing Research 50(3):317-333"
SLOPED: Pay = {"kind": "threshold", "threshold": "80%", "accelerator": 0.3}
"""From 80 % of the quota on in proportion, and slowly above it."""
LAST_YEAR = 2
_LEVER = "a quarterly bonus at a quota of 90% of normal sales, or a commission, at the same expected cost"


@dataclass(frozen=True)
class Switch:
    """The firm under its quota and under a commission of the same expected cost, watched in many futures."""

    lab: Laboratory
    scenario: Scenario
    seen: Years

    def total(self, name: str) -> list[Array]:
        """What was counted in the last year under the quota, and under the commission (sky,)."""
        return [self.seen[scheme, LAST_YEAR].record.counted[name].sum(axis=1) for scheme in self.scenario.schemes]

    def costs(self) -> list[float]:
        """Variable pay of all compared years under the quota, and under the commission."""
        years = range(1, LAST_YEAR + 1)
        records = [[self.seen[scheme, year].record for year in years] for scheme in self.scenario.schemes]
        return [sum(float(record.variable_pay.sum()) for record in each) for each in records]

    def gain(self, lowest: float = 0.0, highest: float = 1.0) -> Array:
        """Change of sales (sky,) of those whose ability, talent times book, has a rank between two shares."""
        seats = self.seen["today", 0].seats
        ability = seats.talent * seats.book
        rank = ability.argsort(axis=1).argsort(axis=1) / ability.shape[1]
        before, after = (self.seen[scheme, LAST_YEAR].record.results["sales"] for scheme in self.scenario.schemes)
        return moved(after, before, (rank >= lowest) & (rank < highest))

    def service(self) -> Effect:
        """Relative change of the satisfaction of clients, for which nothing is paid."""
        before, after = (
            self.seen[scheme, LAST_YEAR].record.results["satisfaction"] for scheme in self.scenario.schemes
        )
        return self.lab.change(after, before)

    def last_months(self) -> Effect:
        """Part of sales in the last months of quarters under the commission, less that under the quota."""
        skies = len(self.total("moved")[0])
        by_month = [each[-24:] for each in self.lab.months(self.scenario, "sales", skies).values()]
        parts = [each[2::3].sum(axis=(0, 2)) / each.sum(axis=(0, 2)) for each in by_month]
        return self.lab.estimate(parts[1] - parts[0])


def switch(lab: Laboratory, curve: Pay = CLIFF) -> Switch:
    """The switch, from a bonus with this payout curve."""
    quota = bonus({"kind": "fixed", "at": 0.9 * 3 * NORMAL_MONTH}, curve, every="quarter")
    schemes = {"today": {"name": "Quota", "pay": [quota]}, "commission": {"name": "Commission", "pay": [commission()]}}
    asked = lab.firm(
        people=people(book={"spread": "60%"}),
        work=work(noise="30%"),
        market=STEADY,
        schemes=schemes,
        stake="same expected cost as today",
    )
    paid_alike = lab.compared(asked).scenario
    return Switch(lab, paid_alike, lab.years(paid_alike, 5 * lab.skies))


def least_against_others(lab: Laboratory) -> Effect:
    """The change among the least able fifth, less that among all others."""
    found = switch(lab)
    return lab.estimate(found.gain(0.0, 0.2) - found.gain(0.2, 1.0))


def games(lab: Laboratory) -> Effect:
    """Worth of the deals that are moved for the commission, over that of those moved for the quota, less 1."""
    before, after = switch(lab).total("moved")
    return lab.estimate(after / before - 1.0)


def in_the_shop(lab: Laboratory) -> Effect:
    """The change of sales where territories are alike and people answer by effort alone."""
    arms = {"quota": shop_bonus(0.3, QUOTA), "commission": piece_rate(0.3)}
    return change(lab.compare(arms, "same expected cost as today", {**MANY, "work": TWO_TASKS}))


FINDINGS = (
    Finding(
        id="SF09_sales",
        claim="Sales rose when the bonus gave way to a commission of the same cost.",
        source=SOURCE,
        grade="read",
        lever=_LEVER,
        measure="relative change of sales",
        accepted=(0.0, 0.5),
        why="sign; the published size (about 24%) is recalled only; people do all they do by default, in territories "
        "that differ by 60% under one quota; the sign is the same at quotas from 70% to 160%",
        effect=lambda lab: lab.estimate(switch(lab).gain()),
        beyond_chance=True,
    ),
    Finding(
        id="SF09_sloped",
        claim="Sales rose when the bonus gave way to a commission of the same cost.",
        source=SOURCE,
        grade="read",
        lever="a quarterly bonus in proportion from 80% of the quota on, or a commission, at the same expected cost",
        measure="relative change of sales",
        accepted=(0.0, 0.5),
        why="sign; as SF09_sales, under the slope that quota bonuses of other firms have",
        effect=lambda lab: lab.estimate(switch(lab, SLOPED).gain()),
        beyond_chance=True,
    ),
    Finding(
        id="SF09_alike",
        claim="Sales rose when the bonus gave way to a commission of the same cost.",
        source=SOURCE,
        grade="read",
        lever="a quarterly bonus at a quota of normal sales, or a commission, at the same expected cost",
        measure="relative change of sales",
        accepted=(0.0, 0.5),
        why="sign; in the plain shop, where territories are alike, unlike those of the study, and people answer by "
        "effort alone: this row shows how far the model's answer hangs on that",
        effect=in_the_shop,
        reason="where most are near it a quota pulls more than a commission for the same money here, from about normal "
        "sales on; it loses to the commission once territories differ under one quota, or the quota is low",
    ),
    Finding(
        id="SF09_least_able",
        claim="They rose most among the least able.",
        source=SOURCE,
        grade="read",
        lever=_LEVER,
        measure="change among the least able fifth, less that among all others",
        accepted=(0.0, NO_LIMIT),
        why="ordering; ability is talent times territory; it needs territories that differ, and a quota of 90% or more",
        effect=least_against_others,
        beyond_chance=True,
    ),
    Finding(
        id="SF09_neglect",
        claim="Tasks without pay were neglected more under the commission.",
        source=SOURCE,
        grade="read",
        lever=_LEVER,
        measure="relative change of the satisfaction of clients",
        accepted=(-NO_LIMIT, 0.0),
        why="sign; service is not paid; at a quota of 130% and more, which few can meet, the sign turns",
        effect=lambda lab: switch(lab).service(),
        beyond_chance=True,
    ),
    Finding(
        id="SF09_timing",
        claim="The commission ended the games with dates that the bonus had led to.",
        source=SOURCE,
        grade="read",
        lever=_LEVER,
        measure="relative change of the worth of deals that are moved",
        accepted=(-1.0, -0.5),
        why="sign; at least half of the games end",
        effect=games,
        set_by="fitted",
        beyond_chance=True,
    ),
    Finding(
        id="SF09_last_months",
        claim="Output fluctuated less within the quarter under the commission.",
        source=SOURCE,
        grade="read",
        lever=_LEVER,
        measure="part of sales in the last months of quarters, less that under the quota",
        accepted=(-0.2, 0.0),
        why="sign",
        effect=lambda lab: switch(lab).last_months(),
        set_by="fitted",
        beyond_chance=True,
    ),
)
