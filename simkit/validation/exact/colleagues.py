"""A small world for pay that depends on colleagues: one task, normal luck, people who differ in talent at most."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from simkit.behaviour.steered import ScoreBonus, Steering
from simkit.behaviour.steering import steer
from simkit.behaviour.views import View
from simkit.people.advisors import People
from simkit.scheme.kpis import Work
from simkit.scheme.scheme import Scheme

NOISE, BASE = 0.3, 10_000.0
"""Luck of a month as a share of the result; base pay of a month."""
SALES = {"kpi": "sales", "weight": "100%", "target": {"kind": "fixed", "at": 100}}
PATIENT = View(name="patient", weight="100%", discount=1.0)


def work(noise: float = NOISE) -> Work:
    """One KPI of 100 a month, with normal luck."""
    sales = {"unit": "CNY", "normal_month": 100, "from": "sell", "noise": f"{noise:.0%}", "noise_kind": "normal"}
    return Work.model_validate({"activities": {"sell": "100%"}, "kpis": {"sales": sales}})


def people(seats: int, branches: int = 1, talent: str = "0%") -> People:
    """People who differ in talent only, if at all."""
    alike: dict[str, Any] = {"base_pay": {"median": BASE, "spread": "0%"}, "book": {"spread": "0%"}}
    return People.model_validate({"seats": seats, "branches": branches, "talent": {"spread": talent}, **alike})


def steered(pay: Mapping[str, Any], who: People, view: View = PATIENT, noise: float = NOISE) -> Steering:
    """The running plan of a scheme with this one component, paid each month."""
    scheme = Scheme.model_validate({"name": "x", "pay": [{"every": "month", "paid_after": "0 months", **pay}]})
    return steer(work(noise), [1.0] * 12, scheme, view, who)


def pull(steering: Steering) -> float:
    """Money per unit of score, at the start of a usual period."""
    (planned,) = steering.steered
    if not isinstance(planned, ScoreBonus):
        raise TypeError(f"{type(planned).__name__} is not planned on a score")
    view = steering.view
    return planned.plan.at(planned.plan.pull, 0, 1.0, 1.0) * view.worth_of_effort * BASE / view.response


def contest(places: int, prize: float) -> dict[str, Any]:
    """A contest with so many equal prizes."""
    return {"kind": "contest", "measures": [SALES], "prizes": [{"places": places, "pays": prize}]}
