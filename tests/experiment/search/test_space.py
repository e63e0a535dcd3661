"""What may vary: round values typed by what stands at the path, and schemes made of them."""

from __future__ import annotations

from typing import Any

import pytest

from simkit.changes import checked, written
from simkit.errors import SimkitError
from simkit.experiment.search.question import Search
from simkit.experiment.search.space import Space, space_of
from simkit.scheme.scheme import Scheme

SCHEME = Scheme.model_validate(
    {
        "name": "x",
        "pay": [
            {
                "kind": "bonus",
                "target_pay": "30% of base pay",
                "paid_after": "3 months",
                "measures": [
                    {"kpi": kpi, "weight": weight, "target": {"kind": "fixed", "at": 1_000}}
                    for kpi, weight in (("a", "50%"), ("b", "30%"), ("c", "20%"))
                ],
                "curve": {"kind": "threshold", "threshold": "70%", "cap": "200%"},
            },
            {"kind": "commission", "prices": {"a": "0.4%", "b": 120}},
        ],
        "sources": {"pay.0.curve.threshold": "the plan of 2025"},
    }
)


def space(vary: dict[str, Any]) -> Space:
    found, wrong = space_of(checked(Search, {"name": "x", "scheme": "x", "vary": vary, "goals": "profit"}), SCHEME)
    assert found is not None, wrong
    return found


@pytest.mark.parametrize(
    ("path", "given", "values"),
    [
        ("pay[0].curve.threshold", ("60%", "70%", "5%"), ["60%", "65%", "70%"]),
        ("pay[0].curve.threshold", ("60%", "70%", "4%"), ["60%", "64%", "68%", "70%"]),
        ("pay[0].curve.accelerator", (1, 2, 0.5), [1, 1.5, 2]),
        ("pay[0].target_pay", ("20% of base pay", "30% of base pay", "10%"), ["20% of base pay", "30% of base pay"]),
        ("pay[0].paid_after", ("0 months", "1 year", "6 months"), ["0 months", "6 months", "12 months"]),
        ("pay[0].measures[0].target.at", (900, "0.1万", 50), [900, 950, 1000]),
        ("pay[1].prices.a", ("0.1%", "3‰", "0.1%"), ["0.1%", "0.2%", "0.3%"]),
        ("pay[1].prices.b", (100, 300, 100), [100, 200, 300]),
    ],
)
def test_values_are_written_as_what_stands_there(path: str, given: tuple[Any, Any, Any], values: list[Any]) -> None:
    low, high, step = given
    (axis,) = space({path: {"from": low, "to": high, "step": step}}).axes
    assert list(axis.values) == values


def test_without_a_step_values_are_round() -> None:
    (axis,) = space({"pay[0].curve.threshold": {"from": "60%", "to": "90%"}}).axes
    assert axis.values[:3] == ("60%", "61%", "62%")
    (axis,) = space({"pay[0].paid_after": {"from": "0 months", "to": "12 months"}}).axes
    assert len(axis.values) == 13  # months are whole


def test_a_candidate_is_the_scheme_with_other_values() -> None:
    found = space(
        {
            "pay[0].curve.threshold": {"from": "60%", "to": "90%", "step": "10%"},
            "pay[0].measures[0].weight": {
                "from": "40%",
                "to": "60%",
                "step": "5%",
                "taken_from": "pay.0.measures.1.weight",
            },
            "pay[0].measures[2].weight": {
                "from": "15%",
                "to": "25%",
                "step": "5%",
                "taken_from": "pay.0.measures.1.weight",
            },
        }
    )
    assert found.size == 4 * 5 * 3
    assert found.as_written == {0: 1, 1: 2, 2: 1}
    candidate = found.candidate((3, 4, 2))
    weights = [measure.weight for measure in candidate.pay[0].measures]
    assert weights == [0.6, 0.15, 0.25]  # 30 % less 10 % and 5 %
    assert written(candidate)["pay"][0]["curve"]["threshold"] == "90%"
    assert candidate.sources == {}  # its source spoke of another value
    assert found.candidate((1, 2, 1)).pay == SCHEME.pay


def test_what_does_not_go_together_is_told() -> None:
    found = space(
        {
            "pay[0].measures[0].weight": {
                "from": "40%",
                "to": "90%",
                "step": "50%",
                "taken_from": "pay.0.measures.1.weight",
            }
        }
    )
    with pytest.raises(SimkitError, match=r"measures\[1\].weight: must be more than 0%, not -10%"):
        found.candidate((1,))


def test_a_list_is_tried_as_it_stands() -> None:
    curves = [{"kind": "linear"}, {"kind": "threshold", "threshold": "50%"}]
    found = space({"pay[0].curve": {"one_of": curves}, "pay[0].every": {"one_of": ["year", "quarter"]}})
    assert found.candidate((1, 1)).pay[0].every == "quarter"
    assert found.as_written == {1: 0}  # the curve of the scheme is none of the list
