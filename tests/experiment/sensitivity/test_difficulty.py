from typing import Any

import numpy as np
import pytest

from simkit.errors import SimkitError
from simkit.experiment.sensitivity.difficulty import best_of, checked_factors, difficulty
from simkit.outcomes.catalogue import by_name
from simkit.scenario.scenario import Scenario
from tests.experiment.sensitivity.known import commission, scenario


def known(**more: Any) -> Scenario:
    """Today a commission; `bonus` pays 10% of base pay from 100% of a fixed target on, and nobody answers it.

    Everybody has 12,000 of KPI a a year, the target is 12,000, so it is reached up to a factor of 1.
    """
    measure = {"kpi": "a", "weight": "100%", "target": {"kind": "fixed", "at": 12_000}}
    pay = {"kind": "bonus", "every": "year", "target_pay": "10% of base pay", "paid_after": "0 months",
           "measures": [measure], "curve": {"kind": "threshold", "threshold": "100%"}}  # fmt: skip
    return scenario(schemes={"today": commission("b"), "bonus": {"name": "All or nothing", "pay": [pay]}}, **more)


def test_who_reaches_a_known_target_and_what_it_costs() -> None:
    found = difficulty(known(), "bonus", outcome="variable_cost", easy=0.8, hard=1.2, steps=5, replications=2)
    assert found.factors == (0.8, 0.9, 1.0, 1.1, 1.2)
    assert found.reached().tolist() == [1.0, 1.0, 1.0, 0.0, 0.0]
    cost = [level.mean for level in found.level(by_name("variable_cost"))]
    assert cost[2] == pytest.approx(3 * 0.1 * 12 * 1_000.0)
    assert cost[0] > cost[1] > cost[2]  # above target it pays more
    assert cost[3:] == [0.0, 0.0]
    assert found.best().factor == 1.1
    assert (found.best().low, found.best().high, found.best().at_the_end) == (1.1, 1.2, False)


def test_todays_own_scheme_can_be_made_harder_beside_itself() -> None:
    given = known().model_copy(update={"schemes": {"now": known().schemes["bonus"]}})
    found = difficulty(given, "now", outcome="variable_cost", easy=0.9, hard=1.1, steps=3, replications=2)
    assert found.comparison.schemes == ("now", "now at 0.9", "now at 1", "now at 1.1")
    differences = [each.mean for each in found.difference(by_name("variable_cost"))]
    assert differences[1] == 0.0
    assert differences[0] > 0.0 > differences[2]


def test_the_best_at_an_end_may_lie_beyond() -> None:
    found = best_of((0.9, 1.0), np.array([[1.0, 1.1, 1.0], [5.0, 5.1, 5.2]]))
    assert (found.factor, found.low, found.high, found.at_the_end) == (1.0, 1.0, 1.0, True)


def test_what_is_not_clearly_worse_is_named_beside_the_best() -> None:
    rows = np.array([[0.0, 4.0, 2.0], [3.0, 1.0, 2.1], [-7.0, -9.0, -8.0]])
    found = best_of((0.8, 0.9, 1.0), rows)
    assert (found.factor, found.low, found.high) == (0.9, 0.8, 0.9)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"scheme": "bonos"}, "there is no scheme 'bonos'; did you mean \"bonus\"?"),
        ({"scheme": "today"}, "Commission has no targets that could be harder (it pays by commission)"),
        ({"easy": 1.4, "hard": 0.7}, "targets cannot go from 1.4 to 0.7; write factors that rise, such as 0.7 to 1.4"),
        ({"steps": 1}, "1 steps are too few; write 2 to 50, such as 8"),
        ({"outcome": "reserve"}, "'reserve' is one number for all skies together, so no scheme is best on it in a sky"),
        ({"outcome": "satisfaction"}, "'satisfaction' does not come about in this scenario"),
        ({"replications": 1}, "1 sky says nothing of chance; ask for 2 at least, such as 24"),
        ({"views": "kalm"}, "there is no view 'kalm'; did you mean \"calm\"?"),
    ],
)
def test_wrong_questions_are_answered(given: dict[str, Any], said: str) -> None:
    with pytest.raises(SimkitError) as error:
        difficulty(known(), **{"scheme": "bonus", **given})
    assert said in str(error.value)


def test_steps_are_equal() -> None:
    assert checked_factors(0.5, 1.5, 3) == (0.5, 1.0, 1.5)
