"""What people do that they should not, as one firm counts it: numbers worked out by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simkit.arrays import Array
from simkit.behaviour.behaviour import EFFORT_ONLY
from simkit.behaviour.drives import Drives
from simkit.engine.conduct import Conduct
from simkit.engine.plans import PlanCache
from simkit.engine.simulate import simulate
from simkit.engine.sky import Sky
from simkit.engine.staff import Staff
from simkit.engine.workforce import Workforce
from simkit.scheme.scheme import Scheme
from tests.engine.worlds import BONUS, PRICES, WHOLE, whole

SEATS = 8
ALIKE = WHOLE["people"] | {"conscience": {"spread": 0}}
WORK = WHOLE["work"] | {
    "kpis": WHOLE["work"]["kpis"] | {"new_clients": WHOLE["work"]["kpis"]["new_clients"] | {"worth": {}}}
}
"""Of a normal month's worth 4,000 are sales and 6,000 are funds, and nothing else is worth anything."""


def conduct(people: Any = ALIKE, work: Any = WORK, response: str = "100%", **behaviour: Any) -> Conduct:
    """Nobody has done anything yet; the chance of the first month has been drawn."""
    views = [{"name": "v", "weight": "100%", "response": response, "worth_of_effort": 0.5}]
    off = EFFORT_ONLY.model_dump(mode="json")
    scenario = whole(people=people, work=work, behaviour=off | behaviour, views=views)
    sky = Sky(scenario, 1, range(2))
    sky.advance(0)
    return Conduct(sky, Staff(sky), scenario.views[0])


def paying(**drives: float) -> Drives:
    found = Drives(tuple(drives), (2, SEATS))
    for kpi, drive in drives.items():
        found.add(kpi, np.full((2, SEATS), drive), 1.0)
    return found


def everywhere(number: float) -> Any:
    return pytest.approx(np.full((2, SEATS), number), rel=1e-12)


def sales(**sold: float) -> dict[str, Array]:
    kpis = {"sales": 400_000.0, "funds": 300_000.0, "complaints": 0.0} | sold
    return {kpi: np.full((2, SEATS), amount) for kpi, amount in kpis.items()}


PRESSING = {"moral_cost": 1, "found": "3%", "penalty": 6}


def test_pressure_is_what_pay_tempts_to_less_fear_over_conscience() -> None:
    """40% x 1.0 + 30% x 0.5 = 0.55; a penalty of 6 months is 12 worths of effort, found at 3%: 0.55 - 0.36 = 0.19."""
    people = conduct(pressure=PRESSING)
    drives = paying(sales=1.0, funds=0.5, income=9.0)
    people.press(drives)
    assert people.pressure == everywhere(0.19)
    assert drives.get("sales") == everywhere(1.0 * (1.0 + 0.4 * 0.19))  # pressed sales pay more for the same work
    assert drives.get("funds") == everywhere(0.5 * (1.0 + 0.3 * 0.19))
    true = sales()
    people.sell(true)
    assert true["sales"] == everywhere(400_000.0 * 1.076)
    assert true["funds"] == everywhere(300_000.0 * 1.057)


def test_who_has_twice_the_conscience_presses_half_as_hard() -> None:
    people = conduct(people=WHOLE["people"], pressure=PRESSING)
    people.press(paying(sales=1.0, funds=0.5))
    conscience = people._staff.conscience
    assert people.pressure == pytest.approx(np.minimum(0.19 / conscience, 1.0))
    assert float(np.ptp(people.pressure)) > 0.1


def test_what_can_be_taken_back_tempts_less() -> None:
    """Half of one of two components is deferred: on average a quarter, which is kept but for the 3% that are found."""
    scenario = whole(behaviour={"pressure": PRESSING})
    people = Workforce(Sky(scenario, 1, range(2)), scenario.views[0])
    later = BONUS | {"deferral": {"share": "50%", "over": "2 years"}}
    people.see(Scheme.model_validate({"name": "x", "pay": [later, PRICES]}))
    assert people.conduct is not None
    assert people.conduct.kept == pytest.approx(0.75 + 0.25 * 0.97)
    people.conduct._pressing.fill(1.0)
    people.conduct.press(paying(sales=1.0, funds=1.0))
    assert people.conduct.pressure == everywhere(0.7 * 0.9925 - 0.03 * 6 / 0.3)
    people.see(Scheme.model_validate({"name": "x", "pay": [PRICES]}))
    assert people.conduct.kept == 1.0


def test_pressure_ends_with_what_tempts() -> None:
    people = conduct(pressure=PRESSING)
    people.press(paying(sales=9.0))
    assert float(people.pressure.min()) == 1.0
    people.press(paying(income=9.0))
    assert float(people.pressure.max()) == 0.0


def test_nobody_presses_from_an_empty_seat() -> None:
    people = conduct(pressure=PRESSING, leaving="on")
    people._staff.present[:, 3] = 0.0
    people.judge(np.arange(2 * SEATS))
    people.press(paying(sales=9.0))
    assert people.pressure[0].tolist() == [1, 1, 1, 0, 1, 1, 1, 1]


def test_bad_sales_leave_traces_and_harm() -> None:
    """Bad are 40% x 0.4 + 60% x 0.3 = 0.34 of sales at full pressure; a twelfth of traces fades in a month."""
    people = conduct(pressure=PRESSING, discovery={"memory": "12 months"}, complaints={"usual": 0, "lag": "9 months"})
    people.exposure.fill(2.4)
    people.harm.fill(0.2)
    people.press(paying(sales=9.0))
    people.settle(sales())
    assert people.exposure == everywhere(2.4 * 11 / 12 + 1.0)
    assert people.harm == everywhere((0.2 * 8 + 0.34) / 9)
    assert people.year["pressure"] == everywhere(1.0)
    assert people.year["bad_sales"] == everywhere(0.34)


def test_a_product_that_loses_money_is_no_part_of_a_good_month() -> None:
    """Bad sales are a share of what a month is worth, which is never below nothing."""
    kpis = WORK["kpis"] | {"sales": WORK["kpis"]["sales"] | {"worth": {"bank": "-2%"}}}
    people = conduct(work=WORK | {"kpis": kpis}, pressure=PRESSING, product_push={})
    people.press(paying(sales=9.0, funds=1.0))
    people.settle(sales())
    assert people.year["bad_sales"] == everywhere(0.3)  # all of it funds, of which 30% is bad


def test_complaints_come_by_chance_and_are_counted_where_a_kpi_counts_them() -> None:
    people = conduct(complaints={"usual": "30%", "by_harm": "40%"}, pressure=PRESSING)
    people.harm.fill(0.5)
    true = sales(complaints=0.25)
    people.settle(true)
    made = people._sky.chance("conduct.complaint") < 0.3 + 0.4 * 0.5 * 8 / 9
    assert people.year["complaints"].tolist() == made.astype(float).tolist()
    assert true["complaints"].tolist() == (0.25 + made).tolist()
    assert 0 < made.sum() < made.size


def test_who_is_found_is_on_record_and_warned_and_some_have_to_go() -> None:
    """Five months of full pressure at 10% each: half are found, and four tenths of those are dismissed."""
    people = conduct(discovery={"chance": "10%", "dismissed": "40%", "warned": 3})
    people.exposure.fill(5.0)
    uniforms = people._sky.chance("conduct.found")
    found, dismissed = (np.isin(np.arange(2 * SEATS), who).reshape(2, SEATS) * 1.0 for who in people.discover())
    assert found.tolist() == (uniforms < 0.5).astype(float).tolist()
    assert dismissed.tolist() == (uniforms < 0.2).astype(float).tolist()
    assert people.on_record.tolist() == people.year["found"].tolist() == found.tolist()
    assert people.exposure.tolist() == (5.0 * (1.0 - found)).tolist()
    assert people._staff.conscience == pytest.approx(1.0 + 2.0 * found)
    people.press(paying(sales=1.0))
    assert 0 < found.sum() < found.size


def test_who_was_warned_presses_less() -> None:
    people = conduct(pressure=PRESSING, discovery={"chance": "100%", "warned": 2})
    people.exposure[0] = 5.0
    people.discover()
    people.press(paying(sales=1.0, funds=0.5))
    assert people.pressure[0] == pytest.approx(np.full(SEATS, 0.095))
    assert people.pressure[1] == pytest.approx(np.full(SEATS, 0.19))


LYING = {"at_most": "3%", "moral_cost": 0.2, "found": "5%", "penalty": 6}


def test_results_are_overstated_where_it_gains_more_than_it_costs() -> None:
    """At half a month of base pay nobody lies, at three fifths all do: (0.2 + 5% of 6) / 95% = 0.526 months."""
    people = conduct(misreporting=LYING, discovery={})
    honest = np.full((2, SEATS), 10_000.0)
    months = np.array([[0.5], [0.6]]) * people._staff.base_pay
    paid = people.misreport(honest, honest + months)
    assert paid[0].tolist() == honest[0].tolist()
    assert paid[1] == pytest.approx(honest[1] + months[1])
    assert people.year["misreports"].sum(axis=-1).tolist() == [0.0, SEATS]
    assert people.exposure.sum(axis=-1).tolist() == [0.0, SEATS]


def test_who_does_not_answer_pay_neither_presses_nor_lies() -> None:
    people = conduct(response="0%", pressure=PRESSING, misreporting=LYING)
    people.press(paying(sales=0.0, funds=0.0))
    honest = np.full((2, SEATS), 10_000.0)
    assert people.misreport(honest, 100.0 * honest).tolist() == honest.tolist()
    assert float(people.pressure.max() + people.year["misreports"].max()) == 0.0


def test_a_lie_is_weighed_by_what_it_earns_to_who_was_there_for_a_part_of_the_year(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Who came in the last month gains a twelfth, and an empty seat nothing."""
    seen: list[tuple[Array, Array, Array]] = []

    def noted(self: Conduct, award: Array, overstated: Array) -> Array:
        stayed = np.ones_like(award)
        np.put(stayed, *self._staff.stayed(12))
        seen.append((stayed, award, overstated))
        return award

    monkeypatch.setattr(Conduct, "misreport", noted)
    cliff = BONUS | {"every": "year", "deferral": None}
    scenario = whole(schemes={"today": {"name": "C", "pay": [cliff]}})
    simulate(scenario, PlanCache().all(scenario), 1, range(3), lambda _: None)
    stayed, honest, overstated = (np.stack(each) for each in zip(*seen, strict=True))
    assert float(honest[stayed == 0.0].max() + overstated[stayed == 0.0].max()) == 0.0
    assert 0.0 < float(stayed[(stayed > 0.0)].min()) < 1.0
    assert float(overstated.max()) > 0.0


def test_newcomers_have_done_nothing_and_find_the_harm_of_their_predecessors() -> None:
    people = conduct(pressure=PRESSING, discovery={}, complaints={})
    for state in (people.exposure, people.harm, people.on_record):
        state.fill(0.5)
    comes = np.array([2])
    people.arrive(comes)
    assert people.exposure[0].tolist() == people.on_record[0].tolist() == [0.5, 0.5, 0.0, *[0.5] * 5]
    assert people.harm == everywhere(0.5)
    assert people.behind is None  # no pay can be taken back, so nobody asks
    people.looks_back = True
    people.arrive(comes)
    assert people.behind is not None


def test_a_fork_goes_its_own_way() -> None:
    people = conduct(pressure=PRESSING, discovery={}, complaints={})
    people.exposure.fill(0.5)
    other = people.fork(Staff(people._sky), people._view)
    other.press(paying(sales=9.0))
    other.settle(sales())
    assert people.exposure == everywhere(0.5)
    assert other.exposure == everywhere(0.5 * 11 / 12 + 1.0)
    assert float(people.year["pressure"].max()) == 0.0
