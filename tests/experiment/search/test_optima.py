"""The search finds what theory says is best: the slope of linear pay, and the quota that is met half the time."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simkit.cli import main
from simkit.experiment.search.proposing import Proposer
from simkit.experiment.search.space import Axis, Space
from simkit.scheme.scheme import Scheme
from simkit.validation.exact.classical import Agent
from simkit.validation.exact.linear_pay import VARIANCE, C, R
from tests.experiment.search.worlds import BASE, NORMAL, SEATS, one_task, study

COMMISSION = "[{kind: commission, every: month, paid_after: 0 months, prices: {sales: 10%}}]"
BONUS = (
    "[{kind: bonus, every: month, paid_after: 0 months, target_pay: 188, curve: {kind: steps, steps: {100%: 100%}}, "
    "measures: [{kpi: sales, weight: 100%, target: {kind: fixed, at: 1_500}}]}]"
)
PRICE, AT = "pay[0].prices.sales", "pay[0].measures[0].target.at"


def searched(file: str, seed: int, capfd: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """What the command prints for programs."""
    assert main(["search", file, "--seed", str(seed), "--json"]) == 0
    found: dict[str, Any] = json.loads(capfd.readouterr().out)
    return found


def chosen(found: dict[str, Any]) -> dict[str, Any]:
    """The one scheme that fresh skies leave as the best."""
    (number,) = found["front"]
    candidate: dict[str, Any] = found["candidates"][number - 1]
    return candidate


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_best_slope_of_linear_pay(seed: int, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Output is N (1 + b / c) under slope b, with c = 2 kappa B / N, so profit is N (1 - b)(1 + b / c) less base pay.

    It is largest at b = (1 - c) / 2, and N d^2 / c a month less at the distance d from there.  What a comparison calls
    no difference is 1 % of today's profit, which is N (0.9 x 1.25 - 1) a month: d is then 0.022.
    """
    kappa = 0.2
    c = 2.0 * kappa * BASE / NORMAL
    today = 0.9 * (1.0 + 0.1 / c) - 1.0
    scenario = one_task(tmp_path, COMMISSION, worth_of_effort=kappa, noise="10%")
    values = "{from: 1%, to: 99%, step: 1%}\ngoals: {profit: higher}\ntrials: 32\nskies: 4\nconfirm: 8"
    found = searched(study(tmp_path, scenario, f"vary:\n  {PRICE}: {values}\n"), seed, capfd)
    slope = float(chosen(found)["values"][PRICE].removesuffix("%")) / 100.0
    assert slope == pytest.approx((1.0 - c) / 2.0, abs=math.sqrt(0.01 * today * c))
    (name,) = [f"candidate_{number}" for number in found["front"]]
    gain = found["confirmed"]["schemes"][name]["goals"]["profit"]["confirmed"]
    best = 12.0 * SEATS * NORMAL * ((0.7 * (1.0 + 0.3 / c) - 1.0) - today)
    assert gain["low"] - 0.01 * best <= best <= gain["high"] + 0.01 * best


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_quota_that_is_met_half_the_time(seed: int, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Effort towards a bonus B is most at the quota q = B / (s c sqrt(2 pi)), which it just meets: P = 1/2.

    There effort is flat: at the distance d extra output q is less by the share d^2 / (2 s^2).  The running plan stands
    on a stretch of its grid here, 1 / 1.25, and makes an output that is off by up to 0.1 %; quotas whose outputs differ
    by less than that are not told apart: d = s sqrt(2 x 0.001 x (1 + q) / q) = 0.03.
    """
    kappa, sd, bonus = 0.5, 0.3, 188.0
    quota = bonus / BASE / (sd * 2.0 * kappa * math.sqrt(2.0 * math.pi))
    away = sd * math.sqrt(2.0 * 0.001 * (1.0 + quota) / quota)
    scenario = one_task(tmp_path, BONUS, worth_of_effort=kappa, noise="30%")
    whole = 12.0 * SEATS * bonus
    values = "{from: 1_000, to: 2_000, step: 10}\ngoals: {effort: higher}\ntrials: 32\nskies: 4\nconfirm: 40"
    within = f"within: {{variable_cost: {{at_most: {whole}}}}}"  # paid to all in every month: it tells how many were
    found = searched(study(tmp_path, scenario, f"vary:\n  {AT}: {values}\n{within}\n"), seed, capfd)
    best = chosen(found)
    assert best["values"][AT] / NORMAL - 1.0 == pytest.approx(quota, abs=away)
    confirmed = found["confirmed"]["schemes"][f"candidate_{best['number']}"]
    effort = found["confirmed"]["today"]["effort"]["mean"] + confirmed["goals"]["effort"]["confirmed"]["mean"]
    assert math.sqrt(effort) == pytest.approx(1.0 + quota, rel=0.001)
    met = 1.0 + confirmed["limits"][0]["beyond"]["mean"] / whole
    chance = 3.0 * 0.5 / math.sqrt(40 * 12 * SEATS)
    assert met == pytest.approx(0.5, abs=away / (math.sqrt(2.0 * math.pi) * sd * (1.0 + quota)) + chance)


def test_the_best_slope_where_the_agent_fears_risk() -> None:
    """1 / (1 + r c s2), of the surplus of both, which no outcome of the catalogue is: the proposals are asked alone.

    At the distance d from the best slope the surplus is less by the share (d / b)^2; 1 % of it is d = b / 10.
    """
    scheme = Scheme.model_validate({"name": "x", "pay": [{"kind": "commission", "prices": {"sales": "1%"}}]})
    axis = Axis(PRICE, tuple(f"{tenth / 10:g}%" for tenth in range(1, 1000)), ordered=True)
    proposer = Proposer(Space(scheme, (axis,)), ["higher"], 1, batch=8)
    surplus: dict[int, float] = {}
    while choices := proposer.next(48 - len(surplus)):
        for (place,) in choices:
            slope = (place + 1) / 1_000.0
            surplus[place] = Agent((slope,), C, (VARIANCE,), risk_aversion=R).surplus((1.0,))
            proposer.tell((place,), [surplus[place]], {})
    best = 1.0 / (1.0 + R * C * VARIANCE)
    found = (max(surplus, key=surplus.__getitem__) + 1) / 1_000.0
    assert found == pytest.approx(best, abs=best / 10.0)
    assert np.median([abs((place + 1) / 1_000.0 - best) for place in list(surplus)[24:]]) < 0.15  # it has learnt where
