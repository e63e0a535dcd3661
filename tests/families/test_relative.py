"""One contract for all pay that depends on others: known colleagues, budgets, ties, order, statements."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from simkit.arrays import Array, Index
from simkit.people.advisors import Tiers
from simkit.scheme.beliefs import Beliefs
from simkit.scheme.components import Component
from simkit.scheme.components.floating_price import FloatingPrice
from simkit.scheme.components.pool import Pool
from simkit.scheme.others import Others
from simkit.scheme.period_end import PeriodEnd

ADAPTER: TypeAdapter[Any] = TypeAdapter(Component)
SALES = {"kpi": "sales", "weight": "70%", "target": {"kind": "potential"}}
CARDS = {"kpi": "cards", "weight": "30%", "target": {"kind": "fixed", "at": 8}, "score": {"from": "0%", "to": "200%"}}
SCORED: dict[str, Any] = {"every": "quarter", "measures": [SALES, CARDS]}
GATE = [{"kpi": "satisfaction", "at_least": 75, "else_pay": "50%"}]
PRIZES = [{"places": 1, "pays": 9_000}, {"places": 2, "pays": 5_000}, {"places": "30%", "pays": 1_000}]
GRADES = [{"grade": "principal", "places": 1, "pays": "20% of base pay"}, *(
    {"grade": f"step {step}", "places": 2, "pays": f"{15 - 5 * step}% of base pay"} for step in (1, 2))]  # fmt: skip
SAMPLES: dict[str, dict[str, Any]] = {
    "pool": SCORED | {"kind": "pool", "size": "20% of base pay", "gates": GATE},
    "branch pool in money": SCORED | {"kind": "pool", "size": 3_000, "among": "branch"},
    "contest": SCORED | {"kind": "contest", "prizes": PRIZES, "gates": GATE},
    "forced distribution": SCORED | {"kind": "contest", "among": "branch", "prizes": [
        {"places": share, "pays": pays} for share, pays in (("20%", 4_000), ("70%", 1_500), ("10%", 0))]},
    "team": SCORED | {"kind": "team", "target_pay": "10% of base pay", "curve": {"kind": "threshold", "cap": "200%"}},
    "team with steps": SCORED | {"kind": "team", "target_pay": 500, "curve": {
        "kind": "steps", "steps": {"90%": "100%", "110%": "200%"}}},
    "recognition": SCORED | {"kind": "recognition", "prizes": PRIZES},
    "recognition by tier": SCORED | {"kind": "recognition", "prizes": PRIZES, "in_tier": {
        "county": "150%", "village": "80%"}},
    "training": SCORED | {"kind": "training", "gates": GATE, "in_tier": {"county": "150%"}, "prizes": [
        {"course": "abroad", "places": 1, "pays": 9_000, "costs": 60_000},
        {"course": "CFP", "places": "30%", "pays": 1_000, "costs": "50% of base pay"}]},
    "promotion": SCORED | {"kind": "promotion", "grades": GRADES, "keep": "80%"},
}  # fmt: skip
FLOATING = {"kind": "floating_price", "size": "40% of base pay", "weights": {"sales": "60%", "cards": "40%"}}
SEATS, BRANCHES = 24, 3

BRANCH: Index = np.arange(SEATS) * BRANCHES // SEATS
TIERS = Tiers(("city", "county", "village"), BRANCH)
BASE = 9_000.0


def ended(seed: int, *, gate_open: bool = False, rows: int = 2) -> PeriodEnd:
    """The end of a period in two futures, from hopeless to excellent."""
    draw = np.random.default_rng(seed)
    shape = (rows, SEATS)
    results = {
        "sales": draw.uniform(0.0, 3e6, shape),
        "cards": draw.uniform(0.0, 20.0, shape),
        "satisfaction": np.full(shape, 90.0) if gate_open else draw.uniform(60.0, 100.0, shape),
    }
    return PeriodEnd(
        results, np.full(shape, BASE), [np.full(shape, 1.2e6), np.full(shape, 8.0)], branch=BRANCH, tiers=TIERS
    )


def picked(end: PeriodEnd, order: Index) -> PeriodEnd:
    """The same people in another order of seats."""
    results = {kpi: values[:, order] for kpi, values in end.results.items()}
    tiers = Tiers(TIERS.names, TIERS.number[order])
    goals = [t[:, order] for t in end.targets]
    return PeriodEnd(results, end.base_pay[:, order], goals, branch=end.branches[order], tiers=tiers)


def known(component: Any, end: PeriodEnd, who: tuple[int, int]) -> Others:
    """The colleagues of one person, as their results turned out."""
    group = np.equal(BRANCH, BRANCH[who[1]]) if component.compared == "branch" else np.full(SEATS, True)
    theirs = group & (np.arange(SEATS) != who[1])
    return Others(np.sort(component.attained(end)[who[0]][theirs]))


@pytest.mark.parametrize("sample", SAMPLES)
class TestRelative:
    """What all pay promises that depends on the scores of others."""

    @pytest.fixture
    def component(self, sample: str) -> Any:
        return ADAPTER.validate_python(SAMPLES[sample])

    def test_with_known_colleagues_the_perceived_curve_is_what_it_is_worth(self, component: Any) -> None:
        """To a cent, at the own realised results and at five others, colleagues unchanged."""
        end = ended(1, gate_open=True)
        for who in ((0, 0), (0, 11), (1, 23)):
            beliefs = Beliefs(others=known(component, end, who), tier=TIERS.names[BRANCH[who[1]]])
            curve = component.perceived(beliefs, BASE)
            for factor in (1.0, 0.0, 0.4, 0.83, 1.21, 1.9):
                results = {kpi: values.copy() for kpi, values in end.results.items()}
                results["sales"][who] *= factor
                moved = replace(end, results=results)
                own = component.attained(moved)[who]
                assert float(curve(own)) == pytest.approx(component.felt(moved)[who], abs=0.0101)  # chord and cent

    def test_ties_are_perceived_as_they_are_paid(self, component: Any) -> None:
        end = ended(2, gate_open=True)
        for values in end.results.values():  # two share the first place and the second
            values[:, 2] = values[:, 5] = 1.01 * values.max(axis=1)
        curve = component.perceived(Beliefs(others=known(component, end, (0, 5))), BASE)
        worth = component.felt(end)
        assert worth[0, 2] == worth[0, 5]
        assert float(curve(component.attained(end)[0, 5])) == pytest.approx(worth[0, 5], abs=0.0101)

    def test_permuting_people_permutes_what_they_get(self, component: Any) -> None:
        end = ended(3)
        order = np.random.default_rng(3).permutation(SEATS)
        # a sum in another order may differ in its last bit, and so round to the next cent
        assert component.felt(picked(end, order)) == pytest.approx(component.felt(end)[:, order], abs=0.0101)

    def test_futures_do_not_know_of_each_other(self, component: Any) -> None:
        both = ended(4)
        results, goals = {k: v[1:] for k, v in both.results.items()}, [t[1:] for t in both.targets]
        alone = replace(both, results=results, base_pay=both.base_pay[1:], targets=goals)
        assert (component.felt(alone) == component.felt(both)[1:]).all()

    def test_leaves_of_the_statement_sum_to_the_pay(self, component: Any) -> None:
        end = ended(5)
        paid = component.award(end)
        for seat in range(SEATS):
            slip = component.statement(end, (1, seat))
            assert slip.amount == pytest.approx(float(paid[1, seat]), abs=1e-9)
            *lines, rounding = slip.leaves()
            assert abs(rounding.value) <= 0.005 * (len(lines) + 1) + 1e-9

    def test_it_costs_what_it_pays_or_says_that_it_costs_more(self, component: Any) -> None:
        end = ended(11)
        award, cost = component.award(end), component.cost(end)
        assert (cost >= award).all()
        assert bool((cost > award).any()) == component.costs_beside_pay

    def test_twice_the_stake_is_twice_the_pay(self, component: Any) -> None:
        once, twice = (each.award(ended(6)) for each in (component, component.scaled(2.0)))
        assert twice == pytest.approx(2.0 * once, abs=0.0151)

    def test_who_has_no_number_gets_none_and_takes_none(self, component: Any) -> None:
        end = ended(7, gate_open=True)
        end.results["sales"][0, 4] = np.nan
        paid, rest = component.award(end), np.delete(np.arange(SEATS), 4)
        assert np.isnan(paid[0, 4])
        assert np.isfinite(paid[1]).all()  # in the other future there is a number
        assert np.isfinite(paid[:, rest]).all()
        alone = component.felt(picked(end, rest))[0]
        assert component.felt(end)[0, rest] == pytest.approx(alone, abs=0.0101)
        assert component.felt(end)[0, rest].sum() > 0.0
        assert np.isnan(component.statement(end, (0, 4)).amount)
        assert component.statement(end, (0, 5)).amount == pytest.approx(paid[0, 5], abs=1e-9)

    def test_a_gate_that_is_not_known_leaves_the_own_pay_open(self, component: Any) -> None:
        if not component.gates:
            return
        end = ended(7, gate_open=True)
        before = component.award(end)
        end.results["satisfaction"][0, 4] = np.nan
        paid = component.award(end)
        assert np.isnan(paid[0, 4])
        assert (np.delete(paid, 4, axis=1) == np.delete(before, 4, axis=1)).all()

    def test_survives_the_way_to_a_file_and_back(self, component: Any) -> None:
        assert ADAPTER.validate_python(component.model_dump(mode="json", by_alias=True)) == component


def test_prizes_are_all_paid_out_whatever_the_ties() -> None:
    contest = ADAPTER.validate_python(SCORED | {"kind": "contest", "prizes": PRIZES})
    end = ended(8)
    for values in end.results.values():
        values[:, 3:9] = values[:, 3:4]
    places = 1 * 9_000 + 2 * 5_000 + round(0.3 * SEATS) * 1_000
    assert contest.award(end).sum(axis=1) == pytest.approx(places, abs=0.005 * SEATS)


def test_recognition_costs_nothing_and_is_felt() -> None:
    club, paid = (
        ADAPTER.validate_python(SCORED | {"kind": kind, "prizes": PRIZES}) for kind in ("recognition", "contest")
    )
    end = ended(9)
    assert (club.award(end) == 0.0).all()
    assert (club.felt(end) == paid.award(end)).all()
    assert club.scaled(3.0) == club


def test_recognition_is_felt_as_its_tier_feels_it() -> None:
    """Three branches of three tiers: as written in the city, half as much again in the county, less in the village."""
    plain, tiered = (ADAPTER.validate_python(SAMPLES[name]) for name in ("recognition", "recognition by tier"))
    end = ended(9)
    share = np.array([1.0, 1.5, 0.8])[BRANCH]
    assert tiered.felt(end) == pytest.approx(share * plain.felt(end), rel=1e-12)
    assert (tiered.felt(end)[:, share > 1.0] > 0.0).any()
    assert (tiered.award(end) == 0.0).all()
    assert (tiered.felt(replace(end, tiers=None)) == plain.felt(end)).all()  # nobody said who is where
    who = (0, int(np.argmax(tiered.felt(end)[0])))
    alone = end.of(who).tiers
    assert alone is not None
    assert alone.number.tolist() == [BRANCH[who[1]]]
    assert f"felt as {tiered.felt(end)[who]:,.2f}" in str(tiered.statement(end, who))


def test_a_grade_below_its_score_stays_empty() -> None:
    promotion = ADAPTER.validate_python(SCORED | {"kind": "promotion", "grades": GRADES, "keep": "80%"})
    end = ended(10)
    end.results["sales"][...] *= 0.01
    end.results["cards"][...] = 0.0
    assert (promotion.award(end) == 0.0).all()
    assert "below the 80%" in str(promotion.statement(end, (0, 0)))


def test_no_grade_is_expected_below_its_score() -> None:
    promotion = ADAPTER.validate_python(SCORED | {"kind": "promotion", "grades": GRADES, "keep": "80%"})
    curve = promotion.perceived(Beliefs(others=Others(np.full(9, 0.1))), BASE)
    assert float(curve(0.79)) == 0.0  # the best of ten
    assert float(curve(0.8)) == pytest.approx(0.2 * 3 * BASE)


def test_who_has_less_than_no_score_takes_nothing_from_a_pool() -> None:
    """Complaints cost 50% each: scores of 100%, 50% and -100% share as 2 to 1 to nothing."""
    score = {"kind": "deduction", "costs": "50%"}
    measure = {"kpi": "complaints", "weight": "100%", "target": {"kind": "none"}, "score": score}
    pool = ADAPTER.validate_python({"kind": "pool", "every": "month", "size": 300, "measures": [measure]})
    end = PeriodEnd({"complaints": np.array([[0.0, 1.0, 4.0]])}, np.full((1, 3), BASE), [np.ones((1, 3))])
    assert pool.award(end).tolist() == [[600.0, 300.0, 0.0]]


VOLUMES = st.lists(st.floats(-1e12, 1e12) | st.just(0.0), min_size=SEATS, max_size=SEATS)


@settings(max_examples=60, deadline=None)
@given(sales=VOLUMES, cards=VOLUMES, by_branch=st.booleans())
def test_floating_prices_keep_to_their_budget(sales: list[float], cards: list[float], by_branch: bool) -> None:
    """Paid + undistributed = pool, whatever was sold; nobody is paid less than nothing."""
    prices = ADAPTER.validate_python(FLOATING | {"among": "branch" if by_branch else "all"})
    assert isinstance(prices, FloatingPrice)
    results: dict[str, Array] = {"sales": np.array([sales]), "cards": np.array([cards])}
    end = PeriodEnd(results, np.full((1, SEATS), BASE), branch=BRANCH)
    paid, pool = prices.award(end), 0.4 * BASE * SEATS
    cents = 0.005 * SEATS + 1e-6  # everybody's pay is rounded
    assert float(paid.min()) >= 0.0
    assert float(paid.sum()) <= pool + cents
    groups = [np.equal(BRANCH, n) for n in range(BRANCHES)] if by_branch else [np.full(SEATS, True)]
    idle = 0.0
    for who in groups:
        for kpi, weight in prices.weights.items():
            nobody = not (results[kpi][0, who] > 0.0).any()
            idle += weight * 0.4 * BASE * int(who.sum()) if nobody else 0.0
    assert float(prices.undistributed(end)[0]) == pytest.approx(idle, abs=cents)


@settings(max_examples=40, deadline=None)
@given(sales=VOLUMES)
def test_a_pool_is_never_overspent(sales: list[float]) -> None:
    pool = ADAPTER.validate_python(SAMPLES["pool"] | {"measures": [SALES | {"weight": "100%"}], "gates": []})
    assert isinstance(pool, Pool)
    results = {"sales": np.array([sales])}
    end = PeriodEnd(results, np.full((1, SEATS), BASE), [np.full((1, SEATS), 1e6)], branch=BRANCH)
    held, paid = 0.2 * 3 * BASE * SEATS, float(pool.award(end).sum())
    some = max(sales) / 1e6 > 0.0  # a score can be too small to be told from none
    assert paid == pytest.approx(held if some else 0.0, abs=0.005 * SEATS + 1e-6)
    assert float(pool.undistributed(end)[0]) == pytest.approx(held - paid, abs=1e-6)
