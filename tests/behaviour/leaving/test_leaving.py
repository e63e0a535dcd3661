"""Who leaves: the selection of Lazear 2000, bounds, and directions."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from simkit.behaviour.leaving import hiring, leaving
from simkit.behaviour.leaving.hiring import Hiring
from simkit.behaviour.leaving.leaving import Leaving

MONEY = st.floats(1.0, 1e9)
MOOD = st.floats(0.6, 1.25)
SHARES = st.floats(0.0, 1.0)
PERCENT = st.integers(0, 100)
LEAVING = st.builds(
    lambda a_year, pay_counts, mood_counts, most: Leaving(
        a_year=f"{a_year}%", pay_counts=pay_counts, mood_counts=mood_counts, most=f"{most}%"
    ),
    st.integers(1, 100),
    st.floats(0.01, 20.0),
    st.floats(0.01, 20.0),
    st.integers(5, 100),
)


def one(rule: Leaving, pay: float, outside: float, morale: float) -> float:
    """The chance of one person."""
    return rule.hazard(np.array([[pay]]), np.array([[outside]]), np.array([[morale]])).item()


@pytest.mark.parametrize(("rate", "cost", "offer"), [(1.0, 1.0, 0.5), (0.4, 2.0, 0.09), (3.0, 0.5, 8.0)])
def test_the_able_stay_under_a_piece_rate(rate: float, cost: float, offer: float) -> None:
    """Science 1.12: the chance is above the usual one exactly for abilities below sqrt(2 c u) / b."""
    crossing = np.sqrt(2.0 * cost * offer) / rate
    ability = crossing * np.linspace(0.4, 1.6, 60)  # no point at the crossing itself
    staying = rate**2 * ability**2 / (2.0 * cost)

    chance = Leaving().hazard(staying, np.full_like(ability, offer), np.ones_like(ability))

    assert ((chance > 0.15 / 4.0) == (ability < crossing)).all()
    assert (np.diff(chance) <= 0.0).all()


def test_who_is_paid_what_is_paid_outside_leaves_as_usual() -> None:
    rule = Leaving(outside_follows="0%")
    outside = rule.outside_pay(np.array([[0.3, 1.0, 2.2]]), 8_000.0)
    assert outside.tolist() == [[8_000.0] * 3]
    assert rule.hazard(outside, outside, np.ones((1, 3))) == pytest.approx(0.0375)


def test_selection_by_pay_raises_the_ability_of_those_who_stay() -> None:
    """Pay that goes up with ability faster than outside keeps the able; pay that is the same for all loses them."""
    ability = np.tile(np.linspace(0.4, 1.6, 1_000), (20, 1))
    uniforms = (np.arange(20)[:, None] + 0.5) / 20.0 * np.ones((1, 1_000))  # every ability meets the same chances
    rule = Leaving(a_year="40%")
    outside = rule.outside_pay(ability, 10_000.0)

    def stayers(pay: np.ndarray) -> float:
        left = rule.leaves(rule.hazard(pay, outside, np.ones_like(pay)), uniforms)
        assert 0.01 < left.mean() < 0.3
        return float(ability[left == 0.0].mean())

    assert stayers(10_000.0 * ability**2) > 1.02
    assert stayers(np.full_like(ability, 10_000.0)) < 0.99


@given(LEAVING, MONEY, MONEY, MOOD)
def test_the_chance_stays_within_its_bounds(rule: Leaving, pay: float, outside: float, morale: float) -> None:
    assert 0.0 <= one(rule, pay, outside, morale) <= rule.most


@given(LEAVING, MONEY, MONEY, MOOD, st.floats(1.01, 3.0))
def test_more_pay_outside_or_a_poorer_mood_never_keeps_anybody(
    rule: Leaving, pay: float, outside: float, morale: float, factor: float
) -> None:
    usual = one(rule, pay, outside, morale)
    assert one(rule, pay, outside * factor, morale) >= usual
    assert one(rule, pay * factor, outside, morale) <= usual
    assert one(rule, pay, outside, morale / factor) >= usual


@given(st.lists(SHARES, min_size=1, max_size=30), st.integers(1, 1_000))
def test_part_of_the_people_who_leave_is_the_chance(chances: list[float], steps: int) -> None:
    """Uniforms spread evenly: the part that leaves is the chance, to within a step."""
    uniforms = (np.arange(steps) + 0.5)[:, None] / steps * np.ones(len(chances))
    left = Leaving().leaves(np.tile(chances, (steps, 1)), uniforms)
    assert set(left.ravel()) <= {0.0, 1.0}
    assert left.mean(axis=0) == pytest.approx(np.array(chances), abs=0.5 / steps + 1e-9)


def test_outside_pay_of_the_mean_ability_is_that_of_the_average() -> None:
    """Whatever follows: pay outside is linear in ability, so a firm of mean ability 1 is paid `outside` on average."""
    ability = np.array([[0.2, 1.0, 1.8]])
    for follows in ("0%", "60%", "100%"):
        outside = Leaving(outside=1.1, outside_follows=follows).outside_pay(ability, np.array([[5_000.0]]))
        assert outside.mean() == pytest.approx(5_500.0)
    assert outside / 5_500.0 == pytest.approx(ability)


@given(st.integers(1, 60), PERCENT, st.floats(0.0, 600.0))
def test_productivity_rises_from_its_start_to_one(ramp: int, starts_at: int, months: float) -> None:
    rule = Hiring(ramp=f"{ramp} months", starts_at=f"{starts_at}%")
    here = np.array([[0.0, months, float(ramp), ramp + 1.0, 1e4]])
    before = here.copy()
    made = rule.productivity(here, np.empty_like(here))

    assert (here == before).all()
    assert (made >= rule.starts_at).all()
    assert (made <= 1.0).all()
    assert made[0, 0] == rule.starts_at
    assert made[0, 1] == pytest.approx(rule.starts_at + (1.0 - rule.starts_at) * min(months / ramp, 1.0))
    assert made[0, 2] == pytest.approx(1.0)
    assert made[0, 3:].tolist() == pytest.approx([1.0, 1.0], abs=1e-15)


def test_productivity_may_be_written_in_place() -> None:
    here = np.array([[3.0, 24.0]])
    made = Hiring().productivity(here, here)
    assert made is here
    assert here.tolist() == [[0.625, 1.0]]


@pytest.mark.parametrize(
    "wrong", [{"vacancy": "12 months"}, {"ramp": "0 months"}, {"starts_at": "101%"}, {"book_lost": 0.15}, {"cost": -1}]
)
def test_hiring_that_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Hiring.model_validate(wrong)


@pytest.mark.parametrize(
    "wrong", [{"most": "101%"}, {"a_year": "-1%"}, {"pay_counts": -1}, {"outside_follows": "101%"}, {"outside": -1}]
)
def test_leaving_that_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Leaving.model_validate(wrong)


@pytest.mark.parametrize(("rule", "sources"), [(Leaving, leaving.SOURCES), (Hiring, hiring.SOURCES)])
def test_every_default_has_a_source_or_is_an_assumption(rule: type[Leaving | Hiring], sources: dict[str, str]) -> None:
    assert sources.keys() == rule.model_fields.keys()
    assert all("assumption" in source or " 20" in source for source in sources.values())
    assert all(field.description for field in rule.model_fields.values())
