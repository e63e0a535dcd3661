"""From schemes to plans: bonuses that pay alike are planned alike."""

from __future__ import annotations

from typing import Any

import pytest

from simkit.behaviour.steered import ScoreBonus, SplitBonus
from simkit.behaviour.steering import steer
from simkit.behaviour.views import View
from simkit.scheme.scheme import Scheme
from tests.engine.worlds import BONUS, SCORECARD, world

WORLD = world()
CENTRAL = View(name="central", weight="100%")
HALF = {"from": "50%", "to": "100%"}


def planned(view: View = CENTRAL, **changes: Any) -> Any:
    """The one component of a scheme, as it is planned."""
    scheme = Scheme.model_validate({"name": "x", "pay": [SCORECARD | changes]})
    return steer(WORLD.work, WORLD.market.season, scheme, view, WORLD.people).steered[0]


def measures(score: dict[str, str]) -> list[dict[str, Any]]:
    return [measure | {"score": score} for measure in SCORECARD["measures"]]


def test_a_split_bonus_pulls_at_the_slope_of_its_reachable_scores() -> None:
    """Scores of 50% to 100% under a threshold of 50%: the payout has slope 2 there, as twice the pay has without."""
    steep = planned(measures=measures(HALF), curve={"kind": "threshold", "threshold": "50%", "cap": "100%"})
    double = planned(measures=measures(HALF), target_pay="80% of base pay")

    assert isinstance(steep, SplitBonus)
    for one, other in zip(steep.lines, double.lines, strict=True):
        assert float(one.plan.pull.max()) > 0.0
        assert one.plan.pull == pytest.approx(other.plan.pull, rel=1e-9)


def test_what_is_split_and_what_is_not() -> None:
    """Straight pay is planned measure by measure; a threshold, a gate, or a loss felt across measures is not."""
    fearful = View(name="fearful", weight="100%", loss_aversion=2.0)

    assert isinstance(planned(), SplitBonus)
    assert isinstance(planned(fearful), SplitBonus)
    assert isinstance(planned(curve={"kind": "threshold", "threshold": "50%"}), ScoreBonus)
    assert isinstance(planned(gates=BONUS["gates"]), ScoreBonus)
    assert isinstance(planned(fearful, measures=measures({"from": "0%", "to": "150%"})), ScoreBonus)


def test_the_pull_goes_with_the_weight() -> None:
    """Far below the cap, where hardly any chance of reaching it is left, the pull is the weight times the slope."""
    light, heavy = (
        planned(measures=[m | {"weight": w} for m, w in zip(SCORECARD["measures"], weights, strict=True)]).lines[0].plan
        for weights in (("50%", "50%"), ("80%", "20%"))
    )

    assert heavy.at(heavy.pull, 11, 1.0, 0.6) / light.at(light.pull, 11, 1.0, 0.6) == pytest.approx(1.6, rel=1e-3)


@pytest.mark.parametrize(
    "modifier",
    [
        {"kpi": "sales", "target": 0.5, "factors": {"87%": "69%", "162%": "93%"}},
        {"kpi": "satisfaction", "target": 30, "factors": {"20%": "24%", "300%": "136%"}},
    ],
    ids=["sales", "satisfaction"],
)
def test_no_plan_pulls_backwards_or_expects_less_than_nothing(modifier: dict[str, Any]) -> None:
    """Tables are read straight on beyond their ends, where a slope would turn round."""
    scheme = Scheme.model_validate({"name": "x", "pay": [BONUS | {"gates": [], "modifiers": [modifier]}]})
    bonus = steer(WORLD.work, WORLD.market.season, scheme, CENTRAL, WORLD.people).steered[0]

    assert isinstance(bonus, ScoreBonus)
    for plan in (bonus.plan, *(line.plan for line in bonus.modifiers)):
        assert float(plan.pull.min()) >= 0.0
        assert float(plan.award.min()) >= 0.0
