"""Who sits where: seats empty, fill again and are paid for the months in which somebody was there."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simkit.arrays import Index
from simkit.engine.plans import PlanCache
from simkit.engine.simulate import Chunk
from simkit.engine.sky import Sky
from simkit.engine.staff import LONG_HERE, Staff
from simkit.scheme.components import Component
from simkit.scheme.scheme import Scheme
from tests.engine.records import years
from tests.engine.worlds import BONUS, PRICES, SCORECARD, world

SEATS = 7
ONLY: dict[str, Any] = {"leaving": {}, "hiring": {"vacancy": "3 months", "ramp": "10 months", "starts_at": "50%"}}
ALONE = {"practice": "off", "morale": "off", "discovery": "off", "clients": "off", "pressure": "off"}


def staff(**behaviour: Any) -> Staff:
    return Staff(Sky(world(behaviour=ALONE | ONLY | behaviour), 1, range(2)))


def who(*seats: int) -> Index:
    """Those seats in the first replication."""
    return np.array(seats, dtype=np.intp)


EVEN = np.ones((2, SEATS))


def test_only_who_is_there_can_go_and_only_once() -> None:
    people = staff()
    assert people.leave(who(1, 2), 4, dismissed=False, ability=EVEN).tolist() == who(1, 2).tolist()
    assert people.leave(who(2, 3), 4, dismissed=True, ability=EVEN).tolist() == who(3).tolist()
    assert people.present[0].tolist() == [1, 0, 0, 0, 1, 1, 1]
    assert people.left[0].tolist() == [0, 1, 1, 1, 0, 0, 0]
    assert people.dismissed[0].tolist() == [0, 0, 0, 1, 0, 0, 0]
    assert people.present[1].tolist() == [1] * SEATS


def test_able_is_who_is_above_the_mean_of_those_who_are_there() -> None:
    """Abilities 1 to 7 average 4; without the last two the mean is 3, and 4 is above it."""
    people, ability = staff(), np.arange(1.0, 8.0) * EVEN
    people.leave(who(3), 0, dismissed=False, ability=ability)
    assert float(people.left_able.sum()) == 0.0
    people = staff()
    people.leave(who(5, 6), 0, dismissed=False, ability=ability)
    people.leave(who(3), 0, dismissed=False, ability=ability)
    assert people.left_able[0].tolist() == [0, 0, 0, 1, 0, 1, 1]


def test_a_seat_stays_empty_for_the_vacancy_and_then_somebody_comes() -> None:
    """Gone at the end of month 4, empty in months 5, 6 and 7, filled at the start of month 8."""
    people = staff()
    people.leave(who(2), 4, dismissed=False, ability=EVEN)
    assert [people.arrive(month).tolist() for month in (5, 6, 7)] == [[]] * 3
    assert people.arrive(8).tolist() == [2]
    assert people.present.tolist() == EVEN.tolist()
    assert people.arrive(9).tolist() == []


def test_without_hiring_somebody_comes_at_once_and_is_at_their_best() -> None:
    people = staff(hiring="off")
    people.leave(who(2), 4, dismissed=False, ability=EVEN)
    busy = people.productivity()
    assert busy is not None
    assert busy[0].tolist() == [1, 1, 0, 1, 1, 1, 1]
    assert people.arrive(5).tolist() == [2]
    assert people.productivity() is not None
    assert np.all(people.productivity() == 1.0)


def test_the_second_to_come_is_another_person_and_the_same_in_every_firm() -> None:
    sky = Sky(world(behaviour=ALONE | ONLY), 1, range(2))
    one, other = Staff(sky), Staff(sky)
    for people, months in ((one, (4, 20)), (other, (7, 9))):
        for month in months:
            people.leave(who(2), month, dismissed=False, ability=EVEN)
            people.arrive(month + 4)
    for name in ("talent", "base_pay", "conscience"):
        second = sky.newcomer(2)[name][0, 2]
        assert getattr(one, name)[0, 2] == getattr(other, name)[0, 2] == second != sky.newcomer(1)[name][0, 2]
        untouched = getattr(sky.seats if name != "conscience" else sky, name)
        assert getattr(one, name)[1].tobytes() == untouched[1].tobytes()
    assert one.person is not None
    assert one.person[0].tolist() == [0, 0, 2, 0, 0, 0, 0]


def test_newcomers_start_slowly_and_are_counted_by_the_month() -> None:
    """Half at first, then a twentieth more every month of ten."""
    people = staff()
    people.leave(who(2), 4, dismissed=False, ability=EVEN)
    people.arrive(8)
    seen = []
    for _ in range(12):
        busy = people.productivity()
        assert busy is not None
        seen.append(float(busy[0, 2]))
        people.pass_month()
    assert seen == pytest.approx([0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.0, 1.0])
    assert people.here[0, 2] == 12.0
    assert people.here[0, 1] == LONG_HERE + 12.0
    assert float(people.tenure[0, 2]) == 0.0


def test_base_pay_is_paid_for_the_months_that_a_seat_is_filled() -> None:
    people = staff()
    old = float(people.base_pay[0, 2])
    for month in range(12):
        if month == 8:
            people.arrive(month)
        people.pass_month()
        if month == 4:
            people.leave(who(2), month, dismissed=False, ability=EVEN)
    new = float(people.base_pay[0, 2])
    assert new != old
    assert people.base_paid[0, 2] == pytest.approx(5.0 * old + 4.0 * new)
    assert people.months[0].tolist() == [12, 12, 9, 12, 12, 12, 12]
    assert people.base_paid[1] == pytest.approx(12.0 * people.base_pay[1])
    people.open_year()
    assert float(people.base_paid.max() + people.months.max() + people.left.max()) == 0.0


def test_base_pay_changes_for_some_and_for_whoever_comes_to_them() -> None:
    people, plain = staff(), staff()
    people.change_base_pay(-0.1, [2, 3])
    people.change_base_pay(0.5, None)
    change = people.base_pay / plain.base_pay
    assert change == pytest.approx(np.array([[1.5, 1.5, 1.35, 1.35, 1.5, 1.5, 1.5]] * 2))
    for each in (people, plain):
        each.leave(who(2), 4, dismissed=False, ability=EVEN)
        each.arrive(8)
    assert people.base_pay[0, 2] / plain.base_pay[0, 2] == pytest.approx(1.35)


def test_where_nobody_ever_moves_nothing_is_asked() -> None:
    people = staff(leaving="off")
    assert not people.moves
    assert (people.person, people.productivity()) == (None, None)
    assert [each.tolist() for each in people.stayed(3)] == [[], []]
    people.pass_month()
    assert people.base_paid.tobytes() == people.base_pay.tobytes()
    assert people.months.tolist() == (12.0 * EVEN).tolist()


def test_an_award_is_paid_for_the_part_of_the_period_that_somebody_was_there() -> None:
    """In a quarter two months of three; in a year five months of twelve, to the cent; an empty seat gets nothing."""
    scenario = world(behaviour=ALONE | ONLY)
    chunk = Chunk(scenario, PlanCache().all(scenario), 1, range(2), lambda _: None)
    staff = chunk.firms["today", "central"].people.staff
    quarterly, yearly = _parts()
    staff.leave(who(1, 2), 4, dismissed=False, ability=EVEN)
    staff.arrive(8)
    for _ in range(5):
        staff.pass_month()
    staff.here[0, 1] = 2.0
    staff.leave(who(3), 12, dismissed=False, ability=EVEN)
    award = np.full((2, SEATS), 1_000.0)
    assert staff.earned([award], quarterly)[0][0] == pytest.approx([1_000, 666.67, 1_000, 0, 1_000, 1_000, 1_000])
    assert staff.earned([award], yearly)[0][0] == pytest.approx([1_000, 166.67, 416.67, 0, 1_000, 1_000, 1_000])
    assert staff.earned([award], yearly)[0][1].tolist() == [1_000] * SEATS


def _parts() -> tuple[Component, ...]:
    return Scheme.model_validate({"name": "P", "pay": [BONUS, SCORECARD]}).pay


def test_cost_follows_base_pay_from_the_month_of_the_change() -> None:
    """A tenth less from month 15 on for two seats: 2 months at the old base pay and 10 at the new one."""

    def cut(world: Any) -> Any:
        yield world.at(month=15)
        world.firm.change_base_pay("today", -0.1, np.array([0, 6]))

    scenario = world(schemes={"today": {"name": "P", "pay": [PRICES]}}, behaviour=ALONE | {"leaving": "off"})
    paid = [years(scenario, PlanCache(), interventions=each)["today", "central", 1]["base_pay"] for each in ([], [cut])]
    assert paid[1][:, [0, 6]] == pytest.approx(paid[0][:, [0, 6]] * (2.0 + 0.9 * 10.0) / 12.0)
    assert paid[1][:, 1:6].tobytes() == paid[0][:, 1:6].tobytes()


def test_a_fork_goes_its_own_way() -> None:
    people = staff()
    people.change_base_pay(0.5, None)
    people.leave(who(2), 4, dismissed=False, ability=EVEN)
    other = people.fork()
    assert other.arrive(8).tolist() == [2]
    assert people.present[0, 2] == 0.0
    assert people.person is not None
    assert float(people.person.max()) == 0.0
    assert other.base_pay[0, 2] == pytest.approx(1.5 * people._sky.newcomer(1)["base_pay"][0, 2])
