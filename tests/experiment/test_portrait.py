"""What is kept about people: the same for any chunking, and equal to what the engine says of single seats."""

from __future__ import annotations

import numpy as np
import pytest

from simkit.arrays import Array
from simkit.engine.plans import PlanCache
from simkit.engine.seen import Appraised, Observed, Seen
from simkit.engine.simulate import simulate
from simkit.experiment.compare import compare
from simkit.experiment.portrait import main_view, payouts
from simkit.experiment.run import run
from simkit.experiment.watching import BINS, STEP, Watch, step_of
from tests.engine.worlds import whole, world

SCENARIO = world()
PLANS = PlanCache().all(SCENARIO)
RUNS = run(SCENARIO, PLANS, 5, range(6))


@pytest.mark.parametrize("chunk", [1, 2, 4])
def test_chunks_change_nothing(chunk: int) -> None:
    other = run(SCENARIO, PLANS, 5, range(6), chunk=chunk)
    assert all(counts.tobytes() == other.attained[key].tobytes() for key, counts in RUNS.attained.items())
    assert all(v.tobytes() == other.people[name].tobytes() for name, v in RUNS.people.items())
    for group, measures in RUNS.winners.items():
        assert all(v.tobytes() == other.winners[group][m].tobytes() for m, v in measures.items())


def test_every_period_of_everybody_is_counted_once() -> None:
    seats, skies = SCENARIO.people.seats, 6
    for (scheme, number), counts in RUNS.attained.items():
        periods = 12 // SCENARIO.schemes[scheme].pay[number].months
        assert counts.shape == (len(SCENARIO.views), BINS + 1)
        assert counts.sum(axis=1).tolist() == [seats * skies * periods] * len(SCENARIO.views)


def test_people_stand_where_the_engine_says() -> None:
    stands: list[Array] = []
    paid: dict[str, Array] = {}

    def watch(seen: Seen) -> None:
        if isinstance(seen, Appraised) and (seen.scheme, seen.view, seen.phase) == ("bonus", "central", "run"):
            stands.append(seen.attained())
        if isinstance(seen, Observed) and (seen.view, seen.phase) == ("central", "run"):
            paid[seen.scheme] = (seen.record.base_pay + seen.record.variable_pay).copy()

    simulate(SCENARIO, PLANS, 5, range(6), watch)
    edges = np.append(STEP * np.arange(BINS + 1), np.inf) - 1e-9
    expected = np.histogram(np.concatenate([stand.reshape(-1) for stand in stands]), edges)[0]
    assert expected.tolist() == RUNS.attained["bonus", 0][0].tolist()
    gain = (paid["bonus"] >= 1.1 * paid["today"]).mean(axis=1)
    place = list(SCENARIO.schemes).index("bonus")
    assert gain == pytest.approx(RUNS.winners["everybody"]["much_more"][place - 1, 0])
    assert paid["bonus"][0] == pytest.approx(RUNS.people["pay"][place, 0])
    assert float(gain.max()) > 0.0


def test_only_the_person_of_the_change_is_compared_and_in_whole_years() -> None:
    """Counted from what the engine tells, a person known by her talent: who left is not compared from then on."""
    scenario = whole()
    plans = PlanCache().all(scenario)
    told: dict[tuple[str, int], Observed] = {}
    simulate(
        scenario,
        plans,
        5,
        range(1, 4),
        lambda seen: told.update({(seen.scheme, seen.year): seen}) if isinstance(seen, Observed) else None,
    )
    pay = dict.fromkeys(("today", "watched"), np.zeros((3, 8)))
    here = np.ones((3, 8), dtype=np.bool_)
    years = np.zeros((3, 8))
    for year in (1, 2):
        for scheme in ("today", "watched"):
            seen, before = told[scheme, year], told["today", 0]
            here = here & (seen.record.months == 12.0) & (seen.seats.talent == before.seats.talent)
        for scheme in ("today", "watched"):
            record = told[scheme, year].record
            pay[scheme] = pay[scheme] + np.where(here, record.base_pay + record.variable_pay, 0.0)
        years += here
    assert 0 < (years > 0).sum() < years.size, "choose a seed with which some leave"
    assert set(np.unique(years)) == {0.0, 1.0, 2.0}
    found = run(scenario, plans, 5, range(1, 4)).winners["everybody"]
    assert found["compared"][0, 0].tolist() == (years > 0).mean(axis=1).tolist()
    assert found["change"][0, 0] == pytest.approx(pay["watched"].sum(axis=1) / pay["today"].sum(axis=1) - 1)
    more = (pay["watched"] > pay["today"]).sum(axis=1) / (years > 0).sum(axis=1)
    assert found["paid_more"][0, 0].tolist() == more.tolist()


def test_groups_are_those_of_the_last_year_before_the_change() -> None:
    """Who was paid best in it, and who was most able at its end, whoever sits there later."""
    scenario = whole()
    plans = PlanCache().all(scenario)
    told: dict[tuple[str, int], Observed] = {}
    watch = Watch(scenario)

    def both(seen: Seen) -> None:
        watch.watch(seen)
        if isinstance(seen, Observed):
            told[seen.scheme, seen.year] = seen

    simulate(scenario, plans, 5, range(4), both)
    before = told["today", 0]
    rate = (before.record.base_pay + before.record.variable_pay) * 12.0 / before.record.months
    by = {split.by: np.asarray(split.number) for split in watch._before["keen"].by}
    assert (by["pay before"][np.arange(4), rate.argmax(axis=1)] == 4).all()
    assert (by["skill"][np.arange(4), before.record.ability.argmin(axis=1)] == 0).all()
    assert watch.seats.talent.tobytes() == before.seats.talent.tobytes()
    assert told["watched", 2].seats.talent.tobytes() != before.seats.talent.tobytes(), "choose a seed: somebody left"


def test_a_payout_is_the_curve_of_the_scheme() -> None:
    answer = compare(SCENARIO, replications=3)
    (payout,) = payouts(answer, "bonus")
    at = dict(zip(payout.attained.round(2).tolist(), payout.paid.tolist(), strict=True))
    # half of base pay at 100 %, nothing up to the threshold of 70 %, capped at twice the target pay
    assert at[0.5] == at[0.69] == 0.0
    assert at[1.0] == pytest.approx(0.5 * (1.0 + 1.5 * 0.005))
    assert max(at.values()) <= 1.0
    assert payout.people.sum() == pytest.approx(1.0)
    assert payout.unpaid == pytest.approx(payout.people[:70].sum())
    prices, bonus = payouts(answer, "both")
    assert (prices.counts, bonus.counts) == ("money", "score")
    assert prices.most == 0.0
    (clipped,) = payouts(answer, "today")
    assert clipped.attained[-1] == pytest.approx(1.0)
    assert clipped.most == pytest.approx(clipped.people[-1])
    assert main_view(answer) == "central"


def test_production_that_is_many_times_base_pay_is_counted_in_wider_steps() -> None:
    grid = {
        "name": "Grid",
        "pay": [{"kind": "grid", "production": "sales", "basis": "marginal", "brackets": {0: "2%"}}],
    }
    scenario = SCENARIO.with_("schemes", {"today": SCENARIO.scheme("today"), "grid": grid})
    component = scenario.schemes["grid"].pay[0]
    normal = scenario.work.normal_month("sales") / scenario.people.base_pay.median
    step = step_of(component, scenario)
    assert normal > 5.0  # all would lie in the last bin of 1 %
    assert 10.0 * normal <= BINS * step < 26.0 * normal
    (payout,) = payouts(compare(scenario, replications=2), "grid")
    assert payout.counts == "production"
    assert payout.attained[1] == step
    assert payout.people[-1] < 0.01
    assert payout.paid[100] == pytest.approx(0.02 * 100.5 * step)
