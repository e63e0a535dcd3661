"""What is felt differently from tier to tier pulls in proportion: where plans are read, and in the field."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simkit import arrays
from simkit.arrays import Array
from simkit.behaviour.drives import Drives, attract, loads
from simkit.behaviour.pull import Now, Sight
from simkit.behaviour.reading import Reader
from simkit.behaviour.steered import Steering
from simkit.behaviour.steering import steer
from simkit.behaviour.views import View
from simkit.engine.plans import PlanCache
from simkit.engine.simulate import Chunk
from simkit.errors import SimkitError
from simkit.people.advisors import Tiers
from simkit.scheme.scheme import Scheme
from tests.engine.worlds import world

WORLD = world()
CLUB: dict[str, Any] = {
    "kind": "recognition",
    "every": "quarter",
    "measures": [{"kpi": "sales", "weight": "100%", "target": {"kind": "potential"}}],
    "prizes": [{"places": "30%", "pays": 6_000}],
    "gates": [{"kpi": "satisfaction", "at_least": 80, "else_pay": "20%"}],
}
SEATS = 6


def planned(**changes: Any) -> Steering:
    scheme = Scheme.model_validate({"name": "x", "pay": [CLUB | changes]})
    return steer(WORLD.work, WORLD.market.season, scheme, View(name="central", weight="100%"), WORLD.people)


def attraction(steering: Steering, tiers: Tiers | None) -> Array:
    """What the club adds to the activities (activity, seat), in the first month of a quarter."""
    shape = (1, SEATS)
    sight = Sight(steering, np.ones(shape), np.ones(shape), Reader(*shape), [arrays.unknown(*shape) for _ in range(6)],
                  tiers)  # fmt: skip
    sight.begin(0, 0, [np.linspace(8e5, 1.6e6, SEATS)[None]], np.ones(shape))
    found, nothing = [np.zeros(shape) for _ in steering.rule.shares], np.zeros(shape)
    drives = Drives((*WORLD.work.flows, *WORLD.work.levels), shape)
    sight.drive(0, drives, Now(lambda _: nothing, {"satisfaction": np.full(shape, 79.0)}), 0)
    attract(drives.items(), loads(WORLD.work), 0.0, found, np.zeros(shape))
    return np.concatenate(found)


def test_a_pull_is_felt_as_the_tier_feels_it() -> None:
    """On the score and on the gate alike: as planned in the city, half as much again in the county."""
    steering = planned(in_tier={"county": "150%"})
    plain = attraction(steering, None)
    tiered = attraction(steering, Tiers(("city", "county"), np.array([0, 0, 0, 1, 1, 1])))
    assert (plain > 0.0).all()  # selling is pulled by the score, serving by the gate
    assert tiered == pytest.approx(plain * np.array([1.0, 1.0, 1.0, 1.5, 1.5, 1.5]), rel=1e-12)


def test_colleagues_who_feel_it_more_come_further() -> None:
    as_written, more = planned(), planned(in_tier={"city": "200%", "county": "200%"})
    assert more.others[0].mean > as_written.others[0].mean * 1.01
    assert planned(in_tier={"city": "100%"}).others[0].mean == as_written.others[0].mean


def test_people_of_a_firm_feel_it_by_the_tier_of_their_branch() -> None:
    """Four seats in the city, three in the county, where the club means nearly nothing."""
    club = {"name": "Club", "pay": [CLUB | {"in_tier": {"county": "1%"}}]}
    scenario = world(schemes={"today": club}, views=[{"name": "central", "weight": "100%"}])
    chunk = Chunk(scenario, PlanCache().all(scenario), 1, range(2), lambda _: None)
    chunk.env.run(until=0.999)
    (firm,) = chunk.firms.values()
    assert firm.sky.seats.tier.tolist() == [0, 0, 0, 0, 1, 1, 1]
    assert (firm.effort[:, :4] > 1.02).any(axis=0).all()
    assert (firm.effort[:, 4:] < 1.01).all()
    (tally,) = firm.tallies
    tiers = tally._end(firm.recorded, firm.sky.seats.base_pay).tiers
    assert tiers is not None
    assert tiers.factors({"county": 0.01}).tolist() == [1.0] * 4 + [0.01] * 3


def test_a_tier_must_be_one_of_the_scenario() -> None:
    scheme = Scheme.model_validate({"name": "club", "pay": [CLUB | {"in_tier": {"village": "120%"}}]})
    with pytest.raises(SimkitError, match="'village' is not a tier; write one of city, county"):
        WORLD.with_scheme("club", scheme)
