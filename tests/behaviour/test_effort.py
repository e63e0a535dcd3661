"""The closed form of effort against an independently worked example."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from simkit.behaviour.effort import EffortRule

WORKED = json.loads((Path(__file__).parents[1] / "vectors" / "plans.json").read_text("utf-8"))["many_tasks"]
PULLS = {
    "no_pull": (0.0, 0.0, 0.0),
    "pull_2000_on_first": (2000.0, 0.0, 0.0),
    "pull_1000_500_250": (1000.0, 500.0, 250.0),
}


@pytest.mark.parametrize("exponent", [0.5, 0.7])
@pytest.mark.parametrize("case", PULLS)
def test_worked_example(exponent: float, case: str) -> None:
    """Effort on three activities agrees with the worked example: w_a is intrinsic_a plus the money on activity a."""
    worked = WORKED[f"alpha={exponent}"]
    shares = tuple(worked["baseline_shares"])
    rule = EffortRule(shares, exponent, worked["gamma"])
    attraction = [np.array([(joy + money) / joy]) for joy, money in zip(worked["intrinsic"], PULLS[case], strict=True)]

    total, output = rule.respond(attraction)
    efforts = [share * float(o[0]) ** (1.0 / exponent) for share, o in zip(shares, output, strict=True)]

    assert float(total[0]) == pytest.approx(worked[case]["E"], abs=2e-9)
    assert efforts == pytest.approx(worked[case]["e"], abs=2e-9)


def test_intrinsic_of_the_example_is_ours() -> None:
    """intrinsic_a = (kappa / alpha) share_a ** (1 - alpha) is what makes attraction 1 the month without pay."""
    for exponent in (0.5, 0.7):
        worked = WORKED[f"alpha={exponent}"]
        ours = [worked["kappa"] / exponent * share ** (1.0 - exponent) for share in worked["baseline_shares"]]
        assert ours == pytest.approx(worked["intrinsic"], rel=1e-9)


@pytest.mark.parametrize("exponent", [0.5, 0.6])
def test_response_maximises_utility(exponent: float) -> None:
    """No other split of effort gives more utility than the closed form (small moves in every direction)."""
    shares, gamma = (0.5, 0.3, 0.2), 1.5
    rule = EffortRule(shares, exponent, gamma)
    attraction = np.array([1.4, 1.0, 0.8])
    weights = np.array([s ** (1.0 - exponent) / exponent * v for s, v in zip(shares, attraction, strict=True)])

    def utility(efforts: np.ndarray) -> float:
        return float(np.sum(weights * efforts**exponent) - np.sum(efforts) ** (1.0 + gamma) / (1.0 + gamma))

    _, output = rule.respond([np.array([v]) for v in attraction])
    best = np.array([s * float(o[0]) ** (1.0 / exponent) for s, o in zip(shares, output, strict=True)])

    for move in np.eye(3):
        assert utility(best) > utility(best * (1.0 + 0.01 * move))
        assert utility(best) > utility(best * (1.0 - 0.01 * move))


@pytest.mark.parametrize("exponent", [0.3, 0.5, 0.8])
def test_what_pay_punishes_beyond_all_joy_is_not_done(exponent: float) -> None:
    """All effort goes to the other activity, as if the punished one were not there; nobody works backwards."""
    rule = EffortRule((0.6, 0.4), exponent, 2.0)
    total, output = rule.respond([np.array([1.2]), np.array([-0.7])])
    alone = (0.6 * 1.2 ** (1.0 / (1.0 - exponent))) ** ((1.0 - exponent) / (1.0 - exponent + 2.0))
    assert float(total[0]) == pytest.approx(alone)
    assert float(output[1][0]) == pytest.approx(0.0, abs=1e-12)
    assert 0.6 * float(output[0][0]) ** (1.0 / exponent) == pytest.approx(alone)


def test_where_everything_is_punished_nothing_is_done() -> None:
    total, output = EffortRule((0.6, 0.4), 0.5, 2.0).respond([np.array([-1.0]), np.array([-9.0])])
    assert float(total[0]) == pytest.approx(0.0, abs=1e-12)
    assert max(float(done[0]) for done in output) == pytest.approx(0.0, abs=1e-12)
