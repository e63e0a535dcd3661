"""The field of the colleagues and where it comes to rest; its closed forms stand in `simkit.validation.exact`."""

from __future__ import annotations

import numpy as np
import pytest

from simkit.behaviour.field import Field, rivals
from simkit.behaviour.steered import PriceList
from simkit.behaviour.views import View
from simkit.scheme.others import levels
from simkit.scheme.scheme import Scheme
from simkit.validation.exact.colleagues import BASE, PATIENT, SALES, contest, people, pull, steered, work

PRIZE = 10.0
WORK = work()
KEEN = View(name="keen", weight="100%", worth_of_effort=0.05)


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
    keen = steered(contest(3, PRIZE) | {"prizes": [prize]}, who, KEEN)
    normal = Field(WORK, [1.0] * 12, who, keen.scheme.pay[0]).seen()["score"]
    assert keen.others[0].mean > 1.05 * normal.mean
    assert keen.others[0].mean < 2.0
    assert keen.unsettled[0] < 0.003


def test_nobody_works_for_a_gate_that_is_passed_as_a_matter_of_course() -> None:
    """A gate at a millionth of a usual result: the contest pulls as it would without."""
    gate = [{"kpi": "sales", "at_least": 0.0001}]
    with_gate, without = (steered(contest(3, PRIZE) | {"gates": gates}, people(10)) for gates in (gate, []))
    assert pull(with_gate) == pytest.approx(pull(without), rel=1e-6)
    assert with_gate.others[0].mean == pytest.approx(without.others[0].mean, rel=1e-6)


def test_the_field_is_the_distribution_of_scores() -> None:
    """Talent and luck multiply: mean 1, variance (1 + cv^2)(1 + noise^2) - 1 with normal luck."""
    scheme = Scheme.model_validate({"name": "x", "pay": [contest(1, PRIZE) | {"every": "month"}]})
    field = Field(WORK, [1.0] * 12, people(50, talent="40%"), scheme.pay[0])
    others = field.seen()["score"]
    assert others.mean == pytest.approx(1.0, rel=0.005)
    spread = others.unsure * np.sqrt(others.rivals)
    assert spread == pytest.approx(np.sqrt(1.16 * 1.09 - 1.0), rel=0.02)  # beyond 3.5 deviations nothing is told
    assert len(others.progress) == len(levels())


def test_who_is_compared() -> None:
    among_all, in_branch = (
        Scheme.model_validate({"name": "x", "pay": [contest(1, PRIZE) | {"among": among}]}).pay[0]
        for among in ("all", "branch")
    )
    assert rivals(people(40, branches=8), among_all) == 39
    assert rivals(people(40, branches=8), in_branch) == 4
