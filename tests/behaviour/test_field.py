"""The field of the colleagues: tournaments against their closed form, free-riding in teams, where it comes to rest."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simkit.behaviour.field import Field, rivals
from simkit.behaviour.steered import PriceList, ScoreBonus, Steering
from simkit.behaviour.steering import steer
from simkit.behaviour.views import View
from simkit.people.advisors import People
from simkit.scheme.kpis import Work
from simkit.scheme.others import levels
from simkit.scheme.scheme import Scheme

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "tournament.json").read_text(encoding="utf-8"))
NOISE, PRIZE, BASE = 0.3, 10.0, 10_000.0
SALES = {"kpi": "sales", "weight": "100%", "target": {"kind": "fixed", "at": 100}}
WORK = Work.model_validate(
    {
        "activities": {"sell": "100%"},
        "kpis": {"sales": {"unit": "CNY", "normal_month": 100, "from": "sell", "noise": "30%", "noise_kind": "normal"}},
    }
)
PATIENT = View(name="patient", weight="100%", discount=1.0)
KEEN = View(name="keen", weight="100%", worth_of_effort=0.05)


def people(seats: int, branches: int = 1, talent: str = "0%") -> People:
    """People who differ in talent only, if at all."""
    alike: dict[str, Any] = {"base_pay": {"median": BASE, "spread": "0%"}, "book": {"spread": "0%"}}
    return People.model_validate({"seats": seats, "branches": branches, "talent": {"spread": talent}, **alike})


def steered(pay: dict[str, Any], who: People, view: View = PATIENT) -> Steering:
    scheme = Scheme.model_validate({"name": "x", "pay": [{"every": "month", "paid_after": "0 months"} | pay]})
    return steer(WORK, [1.0] * 12, scheme, view, who)


def pull(steering: Steering) -> float:
    """Money per unit of score, at the start of a usual period."""
    (planned,) = steering.steered
    assert isinstance(planned, ScoreBonus)
    view = steering.view
    return planned.plan.at(planned.plan.pull, 0, 1.0, 1.0) * view.worth_of_effort * BASE / view.response


def contest(places: int) -> dict[str, Any]:
    return {"kind": "contest", "measures": [SALES], "prizes": [{"places": places, "pays": PRIZE}]}


@pytest.mark.parametrize(("contestants", "kappa"), list(VECTORS["kappa"].items()))
def test_a_tournament_pulls_as_its_closed_form(contestants: str, kappa: float) -> None:
    """Within 1%: distributions are told at 281 quantiles of 4,096 people, and the planner's grid has 161 points."""
    found = pull(steered(contest(1), people(int(contestants)))) * NOISE / PRIZE
    assert found == pytest.approx(kappa, rel=0.01)


@pytest.mark.parametrize(("places", "kappa"), list(enumerate(VECTORS["prizes_among_10"], 1)))
def test_more_prizes_pull_as_their_closed_form(places: int, kappa: float) -> None:
    found = pull(steered(contest(places), people(10))) * NOISE / PRIZE
    assert found == pytest.approx(kappa, rel=0.01)


@pytest.mark.parametrize("team", [1, 4, 20])
def test_in_a_team_of_n_the_pull_is_an_nth(team: int) -> None:
    """A straight team bonus of 1,000 pays 1,000 / n for a unit of the own score."""
    pay = {"kind": "team", "measures": [SALES], "target_pay": 1_000}
    assert pull(steered(pay, people(5 * team, branches=5))) == pytest.approx(1_000 / team, rel=0.002)


def test_in_a_pool_colleagues_take_from_each_other() -> None:
    """All alike at 1: the slope of n x 1,000 x S / (S + n - 1) is 1,000 (n - 1) / n, alone it is 0."""
    pools = {n: pull(steered({"kind": "pool", "measures": [SALES], "size": 1_000}, people(n))) for n in (2, 10)}
    assert pools[10] == pytest.approx(900.0, rel=0.05)  # own luck bends the hyperbola
    assert pools[2] < pools[10]


def test_a_floating_price_falls_with_what_the_colleagues_sell() -> None:
    """N alike people: price = pool / volume = n x 1,000 / (n x 100), less the n-th that the own unit takes off it."""
    pay = {"kind": "floating_price", "size": 1_000, "weights": {"sales": "100%"}}
    (usual,) = steered(pay, people(10), View(name="numb", weight="100%", response="0%", discount=1.0)).steered
    assert isinstance(usual, PriceList)
    calm, keen = (steered(pay, people(10), view) for view in (PATIENT, KEEN))
    assert keen.others[0].volumes["sales"] > calm.others[0].volumes["sales"] > 9 * 100.0
    drive = 1_000 * (9 / 10) / (PATIENT.worth_of_effort * BASE)  # of a normal month
    (planned,) = calm.steered
    assert isinstance(planned, PriceList)
    sold = calm.others[0].volumes["sales"] / 900.0
    assert float(planned.drives["sales"][0]) == pytest.approx(drive / sold, rel=1e-3)


def test_the_field_answers_the_plan() -> None:
    """Who can win works more, so the colleagues come further than at normal effort; and the field comes to rest."""
    who = people(10, talent="30%")
    prize = {"places": 3, "pays": "50% of base pay"}
    keen = steered(contest(3) | {"prizes": [prize]}, who, KEEN)
    normal = Field(WORK, [1.0] * 12, who, keen.scheme.pay[0]).seen()["score"]
    assert keen.others[0].mean > 1.05 * normal.mean
    assert keen.others[0].mean < 2.0
    assert keen.unsettled[0] < 0.003


def test_nobody_works_for_a_gate_that_is_passed_as_a_matter_of_course() -> None:
    """A gate at a millionth of a usual result: the contest pulls as it would without."""
    gate = [{"kpi": "sales", "at_least": 0.0001}]
    with_gate, without = (steered(contest(3) | {"gates": gates}, people(10)) for gates in (gate, []))
    assert pull(with_gate) == pytest.approx(pull(without), rel=1e-6)
    assert with_gate.others[0].mean == pytest.approx(without.others[0].mean, rel=1e-6)


def test_the_field_is_the_distribution_of_scores() -> None:
    """Talent and luck multiply: mean 1, variance (1 + cv^2)(1 + noise^2) - 1 with normal luck."""
    scheme = Scheme.model_validate({"name": "x", "pay": [contest(1) | {"every": "month"}]})
    field = Field(WORK, [1.0] * 12, people(50, talent="40%"), scheme.pay[0])
    others = field.seen()["score"]
    assert others.mean == pytest.approx(1.0, rel=0.005)
    spread = others.unsure * np.sqrt(others.rivals)
    assert spread == pytest.approx(np.sqrt(1.16 * 1.09 - 1.0), rel=0.02)  # beyond 3.5 deviations nothing is told
    assert len(others.progress) == len(levels())


def test_who_is_compared() -> None:
    among_all, in_branch = (
        Scheme.model_validate({"name": "x", "pay": [contest(1) | {"among": among}]}).pay[0]
        for among in ("all", "branch")
    )
    assert rivals(people(40, branches=8), among_all) == 39
    assert rivals(people(40, branches=8), in_branch) == 4
