"""One advisor followed: her months add up to what the comparison counted of her, and the diary changes nothing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from simkit.engine.plans import PlanCache
from simkit.engine.seen import Appraised, Observed, Seen
from simkit.engine.simulate import simulate
from simkit.engine.world import World
from simkit.errors import SimkitError
from simkit.report.answer import Answer, compare
from tests.engine.worlds import PRICES, whole, world

WHOLE = compare(whole(), replications=[3, 8], seed=5)
CALM = compare(world(measurement={"satisfaction": {"kind": "survey", "clients": 9}}), replications=[4], seed=5)
COUNTED = ("misreports", "found", "complaints")
"""What is a number of cases; in 24 months under each of two schemes some of each happen."""


def records(answer: Answer, view: str) -> dict[tuple[str, int], Observed]:
    """What the engine tells of a comparison's skies when nobody follows anybody: (scheme, year from 0) -> year."""
    found: dict[tuple[str, int], Observed] = {}

    def watch(seen: Seen) -> None:
        if isinstance(seen, Observed) and seen.view == view:
            found[seen.scheme, seen.year] = seen

    simulate(answer.scenario, answer.plans, answer.runs.seed, answer.runs.replications, watch)
    return found


@pytest.mark.parametrize("sky", [3, 8])
def test_the_months_of_everybody_add_up_to_their_years(sky: int) -> None:
    """Pay, contribution, effort and misconduct of all seats, of years that were simulated without a diary."""
    told, row = records(WHOLE, "keen"), [3, 8].index(sky)
    happened = dict.fromkeys((*COUNTED, "moved", "pressure", "bad_sales"), 0.0)
    for seat in range(8):
        found = WHOLE.follow(seat + 1, sky=sky)
        found["year"] = (found["month"] - 1) // 12
        for (scheme, year), record in ((key, seen.record) for key, seen in told.items()):
            months = found[(found["scheme"] == scheme) & (found["year"] == year)].drop(columns="scheme").sum()
            work = WHOLE.scenario.work
            assert months["base_pay"] == pytest.approx(record.base_pay[row, seat])
            assert months["award"] == pytest.approx(record.variable_pay[row, seat])
            assert months["contribution"] == pytest.approx(work.worth_of(record.results)[row, seat])
            assert months["effort"] / max(record.months[row, seat], 1) == pytest.approx(record.effort[row, seat])
            for name in happened:
                assert months[name] == pytest.approx(record.counted[name][row, seat], abs=1e-9)
                happened[name] += months[name]
    assert all(count > 0.0 for count in happened.values())


def test_morale_is_that_of_the_months_of_the_year() -> None:
    told = records(WHOLE, "keen")
    found = WHOLE.follow(1).query("scheme == 'watched' and month <= 24")
    here = found["person"] > 0
    assert here.all(), "choose a seat where nobody leaves in that year"
    assert found["morale"].mean() == pytest.approx(told["watched", 1].record.counted["morale"][0, 0])
    assert found["morale"].nunique() == 4, "it moves once a quarter"


def test_what_is_paid_in_the_end_is_what_was_awarded_and_fell_due() -> None:
    """A yearly scorecard that is paid two months later: the awards of two Decembers, in two Februaries."""
    found = CALM.follow(2, view="biased").query("scheme == 'today'").set_index("month")
    assert found.index.tolist() == list(range(1, 25))
    assert found.index[found["award"] > 0].tolist() == [12, 24]
    assert found.index[found["paid"] > 0].tolist() == [14]
    assert found["paid"][14] == found["award"][12]


def test_a_price_list_pulls_by_what_a_normal_month_earns() -> None:
    """0.5 % of 400,000 and 200 for each of 4 clients are 2,800, times reach and the season of sales, over base pay.

    It is paid a month after the month's end, and a month's wait takes 1 % off.
    """
    scenario = world(schemes={"today": {"name": "Prices", "pay": [PRICES]}})
    answer = compare(scenario, replications=[4], seed=5)
    person = answer.frames["people"].query("seat == 3 and view == 'central'").iloc[0]
    found = answer.follow(3)
    reach = person["book"] * person["talent"]
    seasons = np.where(found["month"] % 2 == 1, 1.2, 0.8)
    expected = 2_800 * 0.99**2 * seasons * reach / (person["base_pay"] / 12)
    assert found["pull"].to_numpy() == pytest.approx(expected, rel=1e-6)
    assert found[["chance", "progress"]].isna().all(axis=None), "there is no target"


def test_progress_at_the_end_of_a_period_is_what_is_appraised_and_it_begins_anew() -> None:
    ends: list[float] = []

    def watch(seen: Seen) -> None:
        if isinstance(seen, Appraised) and (seen.scheme, seen.view) == ("bonus", "central"):
            ends.append(float(seen.attained()[0, 4]))

    simulate(CALM.scenario, CALM.plans, 5, [4], watch)
    found = CALM.follow(5).query("scheme == 'bonus'")
    assert found["progress"].iloc[2::3].tolist() == ends
    assert len(ends) == 4
    assert (found["progress"].iloc[3::3].to_numpy() < found["progress"].iloc[2:-1:3].to_numpy()).all()


def test_the_chance_is_what_the_engine_asks_for_in_the_middle_of_a_period() -> None:
    """Part of a year's quarters in which somebody is hopeless or coasting, of all seats."""
    told = records(CALM, "biased")["bonus", 1].record
    asked = set()
    for seat in range(7):
        chances = CALM.follow(seat + 1, view="biased").query("scheme == 'bonus'")["chance"].iloc[1::3]
        assert chances.between(0.0, 1.0).all()
        assert (chances < 0.1).mean() == told.hopeless[0, seat]
        assert (chances > 0.9).mean() == told.coasting[0, seat]
        asked |= {told.hopeless[0, seat], told.coasting[0, seat]}
    assert len(asked) > 2, "some give up or rest in some quarters"


def test_an_empty_seat_has_no_person_and_a_successor_is_another_one() -> None:
    months = pd.concat([WHOLE.follow(seat) for seat in range(1, 9)])
    empty = months[months["person"] == 0]
    personal = ["chance", "pull", "effort", "pressure", "bad_sales", "morale", "skill"]
    assert len(empty) > 0
    assert empty[personal].isna().all(axis=None)
    assert (empty["base_pay"] == 0).all()
    assert months[months["person"] > 0][["pull", "effort", "pressure", "morale", "skill"]].notna().all(axis=None)
    assert months["person"].max() >= 2
    assert months[months["person"] == 2]["base_pay"].min() > 0


def test_what_is_switched_off_is_empty() -> None:
    found = CALM.follow(1)
    off = ["pressure", "bad_sales", "moved", "complaints", "misreports", "found", "morale", "skill", "clients"]
    assert found.columns[found.isna().all()].tolist() == off
    assert (found["person"] == 1).all()


def test_all_schemes_go_on_from_the_same_past_and_columns_are_described() -> None:
    found = WHOLE.follow(2)
    months = found.groupby("scheme", sort=False)["month"].agg(["min", "max"])
    assert months.to_dict("index") == {"today": {"min": 1, "max": 36}, "watched": {"min": 13, "max": 36}}
    assert found.attrs["columns"].keys() == set(found.columns)
    first = found.query("month == 13")[["person", "base_pay", "morale", "skill", "clients"]]
    assert first.nunique().tolist() == [1] * 5
    pd.testing.assert_frame_equal(found, WHOLE.follow(np.int64(2)))  # type: ignore[arg-type]


def crash(world: World) -> Any:
    yield world.at(month=14)
    world.market.shock(-0.9)


def test_interventions_are_those_of_the_comparison() -> None:
    answer = compare(world(), replications=[4], seed=5, interventions=[crash])
    before = compare(world(), replications=[4], seed=5).follow(1).query("scheme == 'bonus'")
    after = answer.follow(1, interventions=[crash]).query("scheme == 'bonus'")
    fell = after["contribution"].to_numpy() < before["contribution"].to_numpy()
    assert fell.tolist() == [False] + [True] * 11
    for found, given in ((answer, []), (CALM, [crash])):
        with pytest.raises(SimkitError, match="other interventions than in the comparison; give follow the same"):
            found.follow(1, interventions=given)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"seat": 0}, "there is no seat 0; give a number from 1 to 7"),
        ({"seat": 8}, "there is no seat 8; give a number from 1 to 7"),
        ({"seat": "Anna"}, "there is no seat 'Anna'; give a number from 1 to 7"),
        ({"seat": 1, "sky": 0}, "sky 0 was not compared; give one of those that were, such as 4"),
        ({"seat": 1, "view": "centra"}, "there is no view 'centra'; did you mean \"central\"?"),
    ],
)
def test_whom_there_is_not_is_told(asked: dict[str, Any], told: str) -> None:
    with pytest.raises(SimkitError) as error:
        CALM.follow(**asked)
    assert str(error.value).startswith(told)


def test_plans_are_not_solved_again() -> None:
    """The comparison's plans are used: with none at hand there is nothing to work by."""
    empty = Answer(CALM.runs, CALM.stake, CALM.asked, {}, "")
    with pytest.raises(KeyError):
        empty.follow(1)
    assert CALM.plans.keys() == PlanCache().all(CALM.scenario).keys()
