"""The comparison as a whole, on a small world."""

from __future__ import annotations

import math
import re
from typing import Any

import numpy as np
import pytest

from simkit.engine.plans import PlanCache
from simkit.errors import SimkitError
from simkit.experiment import stake
from simkit.experiment.backends.serial import Serial
from simkit.experiment.compare import Comparison, compare
from simkit.experiment.run import run
from simkit.experiment.sampling.controls import controls
from simkit.experiment.sampling.double_sampling import double_sampled
from simkit.experiment.stake import _SEATS, TOLERANCE, Factors, _expected_costs, _pilot, equalise
from simkit.outcomes.catalogue import by_name
from simkit.scenario.scenario import Scenario
from tests.engine.worlds import PRICES, WORLD, world

EQUAL = world(stake="same expected cost as today", people=WORLD["people"] | {"seats": 200, "branches": 20})


@pytest.fixture(scope="module")
def answer() -> Comparison:
    return compare(EQUAL, replications=12, seed=3)


def test_candidates_are_scaled_to_the_cost_of_today(answer: Comparison) -> None:
    """In the pilot's skies the scaled schemes cost the same within the tolerance, and today's is not touched."""
    costs = _expected_costs(answer.scenario, _pilot(EQUAL, _SEATS[-1]), 3, PlanCache(), Serial())

    assert answer.stake.factors["today"] == 1.0
    for name in ("bonus", "both"):
        assert costs[name] == pytest.approx(costs["today"], rel=1.01 * TOLERANCE)
        assert answer.stake.factors[name] != 1.0


def test_the_stake_depends_on_scenario_and_seed_alone(answer: Comparison) -> None:
    """One replication has the factors of twelve."""
    assert compare(EQUAL, replications=[5], seed=3).stake.factors == answer.stake.factors


def test_one_replication_is_its_row(answer: Comparison) -> None:
    """`replications=[5]` gives the numbers of sky 5."""
    alone = compare(EQUAL, replications=[5], seed=3)
    for name, values in alone.runs.values.items():
        assert values[..., 0].tobytes() == np.ascontiguousarray(answer.runs.values[name][..., 5]).tobytes(), name


def test_the_factor_of_a_scheme_does_not_depend_on_the_other_candidates(answer: Comparison) -> None:
    """Also where it is found at once, and the other one takes more rounds."""
    at_once = EQUAL.scheme("bonus").scaled(answer.stake.factors["bonus"])
    for scenario in (EQUAL, EQUAL.with_scheme("bonus", at_once)):
        two = {name: scenario.schemes[name] for name in ("today", "bonus")}
        alone = equalise(scenario.model_copy(update={"schemes": two}), 3, PlanCache())
        assert alone.factors["bonus"] == equalise(scenario, 3, PlanCache()).factors["bonus"]


def test_known_factors_are_not_looked_for_again(answer: Comparison, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the scheme that changed is simulated, beside today's; other people have other factors."""
    simulated, expected = list[tuple[str, ...]](), stake._expected_costs

    def counted(scenario: Scenario, *given: Any) -> dict[str, float]:
        simulated.append(tuple(scenario.schemes))
        return expected(scenario, *given)

    monkeypatch.setattr(stake, "_expected_costs", counted)
    known, plans = Factors(), PlanCache()
    assert equalise(EQUAL, 3, plans, known=known).factors == answer.stake.factors
    assert simulated[0] == ("today", "bonus", "both")
    simulated.clear()
    assert equalise(EQUAL, 3, plans, known=known).factors == answer.stake.factors
    assert simulated == []
    changed = EQUAL.with_scheme("both", EQUAL.scheme("both").scaled(1.3))
    assert equalise(changed, 3, plans, known=known).factors["both"] == pytest.approx(
        answer.stake.factors["both"] / 1.3, rel=2.5 * TOLERANCE
    )
    assert set(simulated) == {("today", "both")}
    simulated.clear()
    equalise(EQUAL, 4, plans, known=known)
    assert simulated[0] == ("today", "bonus", "both")


def test_costs_are_equal_in_other_skies_too(answer: Comparison) -> None:
    """Under all views; what luck did to them is taken off."""
    rows = range(2_000, 2_060)
    runs = run(answer.scenario, answer.plans, 3, rows)
    cost = np.sum(runs.values["variable_cost"].mean(axis=2) * answer.weights[:, None], axis=1)
    for place in (1, 2):
        away = (cost[place] - cost[0]) / cost[0].mean()
        found = double_sampled(away, away, controls(answer.scenario, 3, rows))
        assert abs(found.mean) < 0.01 + found.half_width
        assert found.half_width < 0.02  # so that it would be seen


def test_a_scheme_that_pays_nothing_cannot_be_scaled() -> None:
    """The message says which scheme, and what to write instead."""
    nothing = {"name": "Nothing", "pay": [PRICES | {"prices": {"sales": 0}}]}
    scenario = world(stake="same expected cost as today", schemes=WORLD["schemes"] | {"nothing": nothing})

    with pytest.raises(SimkitError, match=r"schemes\.nothing pays nothing.*as written"):
        equalise(scenario, 1, PlanCache())


def test_differences_are_paired_and_weighted_over_views(answer: Comparison) -> None:
    """The difference of effort is the mean over skies of the weighted difference, by hand."""
    x = answer.runs.values["effort"].mean(axis=2)
    by_hand = 0.6 * (x[1, 0] - x[0, 0]) + 0.4 * (x[1, 1] - x[0, 1])
    found = answer.difference(by_name("effort"), "bonus")

    assert found.mean == pytest.approx(float(by_hand.mean()), rel=1e-12)
    assert found.low < found.mean < found.high


def test_the_first_scheme_does_not_differ_from_itself(answer: Comparison) -> None:
    for outcome in answer.outcomes:
        found = answer.difference(outcome, "today")
        assert found.mean == 0.0 or math.isnan(found.mean), outcome.name


def test_quantiles_are_over_all_futures(answer: Comparison) -> None:
    """P50 of the cost lies between the extremes, P90 above it, and reserve is their distance."""
    p50, p90, reserve = (answer.level(by_name(n), "bonus").mean for n in ("cost_p50", "cost_p90", "reserve"))
    x = answer.by_sky("total_cost")[1]

    assert float(x.min()) < p50 < p90 <= float(x.max())
    assert reserve == pytest.approx(p90 - p50)


def test_the_bridge_begins_with_what_today_paid(answer: Comparison) -> None:
    """Static cost of today's scheme is its variable cost in the run-in; the step is response less static."""
    run_in = np.sum(answer.runs.run_in["variable_cost"] * answer.weights[:, None], axis=0)
    bridge = answer.bridge("bonus")

    assert bridge["today"].mean == pytest.approx(float(run_in.mean()), rel=1e-12)
    assert bridge["step"].mean == pytest.approx(bridge["response"].mean - bridge["static"].mean, rel=1e-9)


def test_the_bridge_of_one_view_is_its_own(answer: Comparison) -> None:
    """The views by their weights make the bridge of all; a view's static cost and response are its rows of the runs."""
    whole, parts = answer.bridge("bonus"), {view: answer.bridge("bonus", view) for view in answer.views}
    for step, found in whole.items():
        assert found.mean == pytest.approx(0.6 * parts["central"][step].mean + 0.4 * parts["biased"][step].mean)
    assert parts["biased"]["static"].mean == pytest.approx(float(answer.runs.static[1, 1].mean()))
    assert parts["biased"]["response"].mean == pytest.approx(float(answer.runs.values["variable_cost"][1, 1].mean()))
    assert parts["central"]["static"].mean != parts["biased"]["static"].mean


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (("bonsu", None), "there is no scheme 'bonsu'; did you mean \"bonus\"?"),
        (("bonus", "sceptic"), "there is no view 'sceptic'; write one of central, biased"),
    ],
)
def test_a_bridge_that_there_is_not(answer: Comparison, names: tuple[str, str | None], told: str) -> None:
    with pytest.raises(SimkitError, match=re.escape(told)):
        answer.bridge(*names)


def test_no_response_makes_static_and_response_differ_by_luck_only() -> None:
    """Where nobody responds, the same people paid under the same rules cost the same, up to market and luck."""
    calm = world(
        views=[{"name": "none", "weight": "100%", "response": "0%"}],
        people=WORLD["people"] | {"seats": 200, "branches": 20},
        market=WORLD["market"] | {"swing": "0%"},
        schemes={"today": WORLD["schemes"]["today"], "prices": {"name": "Prices", "pay": [PRICES]}},
    )
    runs = run(calm, PlanCache().all(calm), 1, range(10))
    response, static = runs.values["variable_cost"][1, 0, 0], runs.static[1, 0]

    assert float(response.mean()) == pytest.approx(float(static.mean()), rel=0.02)


def test_an_outcome_nobody_has_is_not_a_crash() -> None:
    """Without a target nobody is hopeless; the comparison says NaN and no scheme is best."""
    prices = {"name": "Prices", "pay": [PRICES]}
    answer = compare(world(schemes={"today": prices, "again": prices}), replications=5)
    hopeless = by_name("hopeless")

    assert math.isnan(answer.level(hopeless, "today").mean)
    assert answer.p_best(hopeless)[0] == {"today": 0.0, "again": 0.0}
    assert answer.flips(hopeless) == ()


def test_an_intervention_without_source_is_refused_before_anything_runs() -> None:
    """What cannot be written into the manifest is told at once, with what to do instead."""
    made: dict[str, Any] = {}
    exec("def typed(world):\n    yield world.at(month=2)\n", made)  # noqa: S102 (as typed into a console)

    with pytest.raises(SimkitError, match=r"source of the intervention 'typed'.*file or a notebook"):
        compare(EQUAL, replications=1, interventions=[made["typed"]])
