"""Whatever world is drawn: after every month every state of every firm is within its range and no number is missing.

`python -m tests.properties.states` runs more of them.  Seen to fail: with clients who all go along with who leaves, and
with attraction that pay may push below zero.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simkit.behaviour.behaviour import Behaviour
from simkit.engine.firm import Firm
from simkit.engine.plans import PlanCache
from simkit.engine.simulate import Chunk
from simkit.scenario.reading import load
from tests.engine.worlds import whole
from tests.properties.drawn_worlds import world_of
from tests.properties.ranges import outside
from tests.properties.states import drawn, run, tried

SEED, COUNT = 7, 200
VIP = Path(__file__).parents[2] / "scenarios" / "vip_managers.yaml"
PLANS = PlanCache()
"""Plans that all broken firms share."""


@pytest.mark.parametrize("number", range(COUNT))
def test_no_state_leaves_its_range(number: int) -> None:
    verdict = tried(number, SEED)
    assert verdict.kind != "fault", f"--seed {SEED} --only {number}: {verdict.said}\n{verdict.details}"


def test_36_months_of_240_advisors() -> None:
    """The shipped people and work under two of the schemes, in good and bad times, and with faulty records."""
    readers = {
        "satisfaction": {"kind": "survey", "clients": 9},
        "knowledge": {"kind": "rater", "halo_from": "fund_sales"},
        "fund_sales": {"kind": "records", "late": "20%", "missing": "2%", "miscredited": "5%"},
    }
    shipped = load(VIP)
    central = [view.model_dump(mode="json") | {"weight": "100%"} for view in shipped.views if view.name == "central"]
    growth = shipped.scheme("growth").with_(
        "pay.0.deferral", {"share": "40%", "over": "3 years", "claw_back": "1 year"}
    )
    scenario = (
        shipped.with_scheme("growth", growth)
        .with_("horizon.length", "24 months")
        .with_("views", central)
        .with_("stake", "as written")
        .with_("market.regimes", {"calm": {"lasts": "10 months"}, "poor": {"demand": "-30%", "lasts": "6 months"}})
        .with_("behaviour", {"rank_feedback": {"told": "hurts"}, "feedback": {"every": "3 months"}})
        .with_("measurement", readers)
    )
    assert run(scenario, 1) == []


def test_the_worlds_are_of_all_kinds() -> None:
    """Every mechanism is on and off, every reader reads, and most worlds can be."""
    seen: Counter[str] = Counter()
    for number in range(COUNT):
        world = drawn(number, SEED)
        seen.update(reader["kind"] for reader in world["measurement"].values())
        seen.update(f"{part['kind']} pay" for scheme in world["schemes"].values() for part in scheme["pay"])
        seen.update("deferral" for scheme in world["schemes"].values() for part in scheme["pay"] if "deferral" in part)
        seen.update(event["kind"] for event in world["events"])
        rules = world["behaviour"]
        if isinstance(rules, dict):
            seen.update(f"{name} {'off' if rule == 'off' else 'on'}" for name, rule in rules.items())
    wanted = {f"{name} {switch}" for name in Behaviour.model_fields for switch in ("on", "off")}
    wanted |= {"survey", "exam", "rater", "records", "deferral", "market_fall", "product_ban"}
    wanted |= {f"{kind} pay" for kind in ("bonus", "commission", "contest", "recognition", "pool", "team", "grid")}
    assert {name for name in wanted if seen[name] < 8} == set()


def test_a_world_depends_on_its_number_alone() -> None:
    assert world_of(5, SEED) == world_of(5, SEED)
    assert world_of(5, SEED) != world_of(6, SEED)
    assert world_of(5, SEED) != world_of(5, SEED + 1)


def broken(break_it: Callable[[Firm], Any]) -> list[str]:
    """What is said of a firm in which something was broken."""
    scenario = whole()
    chunk = Chunk(scenario, PLANS.all(scenario), 1, range(2), lambda _: None)
    chunk.env.run(until=5.999)
    firm = chunk.firms["today", "keen"]
    assert list(outside(firm)) == []
    break_it(firm)
    return list(outside(firm))


@pytest.mark.parametrize(
    ("break_it", "said"),
    [
        (lambda firm: firm.people.mood.morale.fill(1.26), "morale is 1.26 to 1.26, outside 0.6 to 1.25"),
        (lambda firm: firm.people.mood.morale.fill(np.nan), "morale is not finite: nan"),
        (lambda firm: firm.people.conduct.pressure.fill(-0.01), "pressure is -0.01 to -0.01, outside 0 to 1"),
        (lambda firm: firm.people.clientele.clients.fill(0.0), "clients is 0 to 0, outside 0.1 to 3"),
        (lambda firm: firm.true["satisfaction"].fill(101.0), "true satisfaction is 101 to 101, outside 0 to 100"),
        (lambda firm: firm.people.staff.talent.fill(np.inf), "talent is not finite: inf"),
        (lambda firm: firm.payroll.paid.__iadd__(1.0), "money that does not balance"),
        (lambda firm: firm.people.growth.skill.fill(2.1), "skill is 2.1 to 2.1, outside 0.5 to 2"),
    ],
)
def test_what_leaves_its_range_is_seen(break_it: Callable[[Firm], Any], said: str) -> None:
    (found, *_) = broken(break_it)
    assert found.startswith(said)
