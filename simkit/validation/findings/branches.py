"""The firm in which findings about the whole person are looked for: branches of advisors with clients.

One lever is moved, everything else stays, and chance is the same on both sides.  Numbers of the firm are assumptions in
the proportions of `scenarios/vip_managers.yaml`; people behave by all defaults unless a finding says what it switches
off and why, and answer pay as the view `central` of the standard views: the sizes of what people feel and do beside
effort were set for that view.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from typing import Any, TypeAlias

import simpy

from simkit.engine.world import Intervention, World

Pay: TypeAlias = Mapping[str, Any]
"""A component of a scheme, as a file would hold it."""

NORMAL_MONTH, MARGIN = 4_000_000.0, 0.012
"""Sales of a normal month, CNY, and the bank's margin on them."""
SALES: Mapping[str, Any] = {
    "unit": "CNY", "normal_month": NORMAL_MONTH, "from": "sell", "noise": "45%",
    "pressed": "25%", "pipeline": "25%", "worth": {"bank": "1.2%"},
}  # fmt: skip
SERVICE: Mapping[str, Any] = {
    "unit": "points", "level": 80, "from": "serve", "noise": 3, "follows_effort": "10%", "at_most": 100,
    "of_clients": True,
}  # fmt: skip
FIRM: Mapping[str, Any] = {
    "name": "A firm for one finding",
    "horizon": {"run_in": "12 months", "length": "24 months"},
    "people": {
        "seats": 60, "branches": 12, "base_pay": {"median": 9_000, "spread": "20%"},
        "talent": {"spread": "30%"}, "book": {"spread": "30%"},
    },
    "work": {
        "activities": {"sell": "50%", "serve": "40%", "learn": "10%"},
        "kpis": {"sales": SALES, "satisfaction": SERVICE},
    },
}  # fmt: skip

STEADY = {"swing": 0}
"""A market without good and bad times, where a finding was measured after controls for them."""
ALIKE: Mapping[str, Any] = {
    "base_pay": {"median": 9_000, "spread": 0}, "talent": {"spread": 0}, "book": {"spread": 0},
}  # fmt: skip
"""People who differ in nothing that can be seen."""
STAYS: Mapping[str, Any] = {"leaving": "off"}
"""Behaviour of people who do not leave: a job of hours, or the same people in both arms."""
CLIFF = {"kind": "steps", "steps": {"100%": "100%"}}
"""All at target and nothing below."""
SLOPED = {"kind": "threshold", "threshold": "80%", "accelerator": 2, "cap": "200%"}
"""A usual quota bonus: it starts at 80 %, rises twice as fast above target and stops at 200 % of target pay."""
BY_RECORD = {"kind": "regression", "keep": "80%"}
"""A quota for each, from what each sold last year."""
POTENTIAL = {"kind": "potential"}
"""A quota in proportion to the book."""


def bonus(target: Pay, curve: Pay, *, pays: str = "40% of base pay", every: str = "year", kpi: str = "sales") -> Pay:
    """A bonus on one KPI."""
    measures = [{"kpi": kpi, "weight": "100%", "target": target}]
    return {"kind": "bonus", "every": every, "target_pay": pays, "measures": measures, "curve": curve}


def commission(price: float | str = "0.09%", **more: Any) -> Pay:
    """A price for every unit of sales; by default 40 % of base pay in a normal month."""
    return {"kind": "commission", "prices": {"sales": price}, **more}


SALARY = commission(0)
"""Base pay alone."""


def people(**changes: Any) -> dict[str, Any]:
    """The people of the firm with other values."""
    return {**FIRM["people"], **changes}


def work(**sales: Any) -> dict[str, Any]:
    """The work of the firm with other values of its sales."""
    return {**FIRM["work"], "kpis": {"sales": {**SALES, **sales}, "satisfaction": SERVICE}}


def base_pay_changes(
    by: float, seats: Sequence[int] | None = None, *, of: str = "today", month: int = 13
) -> Intervention:
    """An intervention: base pay under a scheme changes by a share, of some seats or of all."""

    def happen(world: World) -> Generator[simpy.Event, Any, Any]:
        yield world.at(month=month)
        world.firm.change_base_pay(of, by, seats)

    return happen
