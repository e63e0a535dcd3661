from typing import Any

import pytest

from simkit.behaviour.behaviour import Behaviour
from simkit.behaviour.views import STANDARD
from simkit.errors import SimkitError
from simkit.experiment.sensitivity import standard as module
from simkit.experiment.sensitivity.assumption import assumption
from simkit.experiment.sensitivity.standard import standard
from simkit.scenario.scenario import Scenario
from tests.experiment.sensitivity.known import scenario


def known(**more: Any) -> Scenario:
    return scenario(noise="40%", response="50%", **more)


@pytest.mark.parametrize(
    ("text", "low", "now", "high", "unit"),
    [
        ("market.swing", 0.05, 0.1, 0.2, "share"),
        ("market.swing=5%..30%", 0.05, 0.1, 0.3, "share"),
        ("market.swing=x0.1..x3", 0.01, 0.1, 0.3, "share"),
        ("views.keen.response", 0.25, 0.5, 1.0, "share"),
        ("views.1.response = 10%..60%", 0.1, 0.5, 0.6, "share"),
        ("work.effort_exponent", 0.25, 0.5, 0.75, "number"),
        ("work.kpis.b.normal_month=0.05万..1_400", 500.0, 900.0, 1400.0, "number"),
        ("work.kpis.*.normal_month", 0.5, 1.0, 2.0, "factor"),
        ("views.*.present_bias", 0.5, 1.0, 1.0, "factor"),
        ("people.seats", 2.0, 3.0, 6.0, "whole"),
        ("schemes.other.pay.0.prices.b", 0.05, 0.1, 0.2, "number"),
        ("schemes.other.pay.0.prices.b=2%..0.3", 0.02, 0.1, 0.3, "number"),
    ],
)
def test_a_range_is_read_as_the_file_writes_the_number(
    text: str, low: float, now: float, high: float, unit: str
) -> None:
    found = assumption(known(), text)
    assert (found.low, found.now, found.high) == pytest.approx((low, now, high))
    assert found.unit == unit


def test_all_places_of_a_star_move_by_one_factor() -> None:
    found = assumption(known(), "work.kpis.*.normal_month=x0.5..x2")
    kpis = found.moved(known(), 1.5).work.flows
    assert (kpis["a"].normal_month, kpis["b"].normal_month) == (1_500.0, 1_350.0)


def test_months_and_counts_stay_whole() -> None:
    found = assumption(
        known(behaviour={"complaints": {"lag": "9 months"}}), "behaviour.complaints.lag=3 months..1 year"
    )
    assert (found.low, found.high, found.settled(4.6), found.said(4.6)) == (3.0, 12.0, 5.0, "5 months")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("peple.talent.spread", "there is no 'peple'; did you mean \"people\"?"),
        ("views.keeen.response", "there is no view 'keeen' among those that are run; did you mean \"keen\"?"),
        ("people.talent", "people.talent is a mapping, not a number that can be varied; name one in it, such as "),
        ("name", "name is 'Known costs', not a number that can be varied"),
        ("work.kpis.*.colour", "no number stands at such a path; write PATH=LOW..HIGH"),
        ("market.swing=5%", "'5%' is not a range; write PATH=LOW..HIGH, such as people.talent.spread=20%..60%"),
        ("market.swing=5..9", "market.swing=5..9: '5' is not a share; write a share such as 40%"),
        ("people.base_pay.median=50%..80%", "'50%' is not a number; write an amount such as 120_000 or 12万"),
        ("market.swing=30%..5%", "the low end is not below the high end; write the lower number first"),
        ("market.swing=5%..500%", "the scenario does not admit 500% here: market.swing: must be at most 100%"),
        ("views.*.response=5%..9%", "2 numbers stand there and move by one factor; write x0.5..x2"),
        ("people.talent.spread", "is 0, of which half and twice are the same; write people.talent.spread=LOW..HIGH"),
        ("behaviour.pressure.moral_cost", "behaviour.pressure is off in this scenario; switch it on to vary it"),
    ],
)
def test_what_cannot_be_varied_is_said(text: str, said: str) -> None:
    with pytest.raises(SimkitError) as error:
        assumption(known(), text)
    assert said in str(error.value)
    assert str(error.value).startswith(text.partition("=")[0].rpartition(".")[0])


def test_every_standard_assumption_is_a_number_of_a_whole_scenario() -> None:
    whole = known(behaviour={"practice": {"activity": "a"}}, views=[{"name": "only", "weight": "100%"}])
    for text in module._texts(whole):
        if text not in ("people.talent.spread", "people.book.spread"):  # both 0 here
            assert assumption(whole, text).low < assumption(whole, text).high
    assert {name.split(".")[1] for name in module._MECHANISMS} <= set(Behaviour.model_fields)


def test_standard_leaves_out_what_has_a_source_or_is_off() -> None:
    paths = [one.path for one in standard(known())]
    assert paths[:3] == ["views.*.response", "views.*.worth_of_effort", "views.*.convexity"]
    assert "market.swing" in paths
    assert not any(path.startswith("behaviour.") for path in paths)
    sourced = known(sources={"market.swing": "the bank's own records"})
    assert [one.path for one in standard(sourced)] == [path for path in paths if path != "market.swing"]


def test_a_view_with_a_source_is_no_assumption() -> None:
    high = next(view for view in STANDARD if view.name == "high").model_copy(update={"weight": 1.0})
    paths = [one.path for one in standard(known().model_copy(update={"views": (high,)}))]
    assert "views.high.worth_of_effort" in paths
    assert "views.high.convexity" not in paths
