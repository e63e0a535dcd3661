"""Payslips old against new: every line adds up to what the comparison counted, and those at the ends are the ends."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from simkit.arrays import Array
from simkit.engine.world import World
from simkit.errors import SimkitError
from simkit.experiment.payslips import Ends, Gain, ends, statements
from simkit.experiment.watching import FIRST_PAY, FIRST_THERE
from simkit.report.answer import Answer, compare
from simkit.report.payslips import BOTTOM, PAYSLIPS, TOP
from tests.engine.worlds import BONUS, CONTEST, PRICES, SCORECARD, WATCHED, whole, world

POOL: dict[str, Any] = {"kind": "pool", "every": "quarter", "size": 30_000, "measures": SCORECARD["measures"]}
CALM = compare(world(), replications=[4, 2], seed=5)
WHOLE = compare(whole(), replications=[3], seed=5)


def everybody(answer: Answer, *acts: Any) -> dict[tuple[str, int], Any]:
    seats = range(1, answer.scenario.people.seats + 1)
    return statements(answer, dict.fromkeys(answer.schemes, seats), acts)


def paid(answer: Answer) -> Array:
    """Pay of the first compared year (scheme, seat) under the view with the largest weight, the first here."""
    return answer.runs.people[FIRST_PAY][:, 0]


def lines(slip: Any, label: str) -> list[float]:
    return [reason.amount for _, reason in slip.walk() if reason.label == label]


@pytest.mark.parametrize("answer", [CALM, WHOLE], ids=["calm", "whole"])
def test_the_leaves_of_everybody_add_up_to_their_pay(answer: Answer) -> None:
    """Of leavers and newcomers too, of those who lie, of monthly prices, and of pay that depends on colleagues."""
    told = everybody(answer)
    for place, scheme in enumerate(answer.schemes):
        for seat in range(answer.scenario.people.seats):
            slip = told[scheme, seat + 1]
            assert sum(leaf.value for leaf in slip.leaves()) == pytest.approx(paid(answer)[place, seat], abs=1e-6)
            (variable,) = lines(slip, "variable pay")
            assert round(variable, 2) == round(paid(answer)[place, seat] - lines(slip, "base pay")[0], 2)


def test_what_is_not_in_the_results_has_a_line_of_its_own() -> None:
    told = everybody(WHOLE)
    lies = [amount for slip in told.values() for amount in lines(slip, "overstated results")]
    parts = [amount for slip in told.values() for amount in lines(slip, "part of the period")]
    assert len(lies) > 0
    assert min(lies) > 0.0
    assert len(parts) > 0
    assert max(parts) < 0.0
    there = WHOLE.runs.people[FIRST_THERE][:, 0] > 0.0
    for (scheme, seat), slip in told.items():
        if there[WHOLE.schemes.index(scheme), seat - 1]:
            assert lines(slip, "part of the period") == [], "who is there all year is paid for all of it"


def test_every_kind_of_component_can_be_explained() -> None:
    schemes = {
        "today": {"name": "Bonus", "pay": [BONUS]},
        "many": {"name": "Many", "pay": [PRICES, BONUS, CONTEST, POOL, SCORECARD]},
        "later": {"name": "Later", "pay": [BONUS], "later": [{"from": "month 19", "pay": [PRICES]}]},
    }
    answer = compare(world(schemes=schemes), replications=[4], seed=5)
    told = everybody(answer)
    for (scheme, seat), slip in told.items():
        assert slip.amount == pytest.approx(paid(answer)[answer.schemes.index(scheme), seat - 1], abs=1e-6)
    slip = told["many", 1]
    variable = slip.parts[1]
    assert [part.label for part in variable.parts] == [c.name for c in answer.scenario.schemes["many"].pay]
    assert variable.parts[0].note == "sums of 12 months"
    assert [part.label for part in variable.parts[1].parts] == [f"quarter {number}" for number in (1, 2, 3, 4)]
    replaced = told["later", 1].parts[1]
    assert [len(part.parts) for part in replaced.parts[:1]] == [2], "two quarters, then the next version pays"
    assert replaced.parts[1].note == "sums of 6 months"


def test_gates_targets_and_terms_stand_on_the_slip() -> None:
    text = str(everybody(CALM)["bonus", 1])
    assert "gate: satisfaction" in text
    assert "attainment" in text
    assert "deferred over" in str(everybody(WHOLE)["watched", 1])
    assert WATCHED["deferral"]["share"] in str(everybody(WHOLE)["watched", 1])


def test_what_was_taken_back_is_told_beside_the_pay() -> None:
    """Half of all misconduct is found, and the deferred parts of the bonus are cut for it, whatever is awarded anew."""
    scenario = whole(behaviour=whole().behaviour.model_dump(mode="json") | {"discovery": {"chance": "50%"}})
    told = everybody(compare(scenario, replications=[3], seed=5))
    notes = {slip.parts[1].note for (scheme, _), slip in told.items() if scheme == "watched"}
    assert any("of earlier awards were lost to malus or claw-back" in note for note in notes)
    assert {slip.parts[1].note for (scheme, _), slip in told.items() if scheme == "today"} == {""}


def made(before: list[float], after: list[float], there: list[float] | None = None) -> Answer:
    """The calm comparison with other pay of its seven seats, as far as it is given."""
    first, other = np.full(7, 100.0), np.full(7, 100.0)
    first[: len(before)], other[: len(after)] = before, after
    kept = np.zeros(7)
    kept[: len(before)] = 1.0 if there is None else there
    pay = np.stack([np.stack([row, np.ones(7)]) for row in (first, other, other)])
    people = CALM.runs.people | {FIRST_PAY: pay, FIRST_THERE: np.stack([np.stack([kept, np.ones(7)])] * 3)}
    return replace(CALM, runs=replace(CALM.runs, people=people))


def seats(found: Ends) -> tuple[list[int], list[int]]:
    return [gain.seat for gain in found.top], [gain.seat for gain in found.bottom]


def test_the_ends_are_the_ends_and_nobody_stands_at_both() -> None:
    answer = made([100.0] * 7, [150.0, 90.0, 120.0, 80.0, 100.0, 110.0, 70.0])
    assert seats(ends(answer, "bonus", 2)) == ([1, 3], [7, 4])
    assert seats(ends(answer, "bonus")) == ([1, 3, 6, 5], [7, 4, 2])
    assert ends(answer, "bonus", 1).bottom == (Gain(7, 100.0, 70.0),)
    assert ends(answer, "bonus", 1).bottom[0].change == pytest.approx(-0.3)


def test_of_equals_the_lower_seat_comes_first_at_both_ends() -> None:
    answer = made([100.0, 200.0, 100.0, 200.0, 100.0, 100.0], [120.0, 240.0, 100.0, 180.0, 90.0, 120.0])
    assert seats(ends(answer, "bonus", 2)) == ([1, 2], [4, 5])
    assert seats(ends(answer, "bonus", 3)) == ([1, 2, 6], [4, 5, 3])


def test_who_is_not_there_under_both_is_not_compared() -> None:
    answer = made([100.0] * 4, [900.0, 110.0, 105.0, 10.0], there=[0.0, 1.0, 1.0, 0.0])
    assert seats(ends(answer, "bonus")) == ([2], [3])
    assert seats(ends(made([], []), "bonus")) == ([], [])


def test_the_ends_of_a_comparison_are_those_of_its_pay() -> None:
    change = paid(WHOLE)[1] / paid(WHOLE)[0] - 1.0
    there = (WHOLE.runs.people[FIRST_THERE][:, 0] > 0.0).all(axis=0)
    found = ends(WHOLE, "watched", 1)
    assert 1 < there.sum() < 8, "choose a seed with which some leave"
    assert found.top[0].seat - 1 == int(np.argmax(np.where(there, change, -np.inf)))
    assert found.bottom[0].seat - 1 == int(np.argmin(np.where(there, change, np.inf)))


def test_payslips_show_themselves_and_hold_the_statements() -> None:
    found = WHOLE.payslips("watched", best=1)
    told = everybody(WHOLE)
    for slip in (*found.top, *found.bottom):
        assert slip.before == told["today", slip.seat]
        assert slip.after == told["watched", slip.seat]
        assert slip.before.amount == pytest.approx(slip.gain.before, abs=1e-6)
        assert f"seat {slip.seat}, {slip.gain.before:,.0f} then {slip.gain.after:,.0f}" in str(found)
    assert "quarter 1" in str(found)
    assert found._repr_html_().count("<details>") == 2
    assert repr(found) == "<Payslips 'watched' against 'today': 2>"


def test_the_table_holds_every_line_and_says_what_stands_in_it() -> None:
    frame = CALM.frames["payslips"]
    assert frame.attrs["columns"] == PAYSLIPS
    assert set(frame["scheme"]) == {"bonus", "both"}
    for scheme in ("bonus", "both"):
        found = CALM.payslips(scheme)
        for end, slips in ((TOP, found.top), (BOTTOM, found.bottom)):
            for place, slip in enumerate(slips, 1):
                rows = frame[(frame["scheme"] == scheme) & (frame["end"] == end) & (frame["place"] == place)]
                assert set(rows["seat"]) == {slip.seat}
                for name, statement in (("today", slip.before), (scheme, slip.after)):
                    of = rows[rows["paid_under"] == name]
                    walked = [(depth, each.label, each.amount, each.note) for depth, each in statement.walk()]
                    assert list(of[["depth", "label", "amount", "note"]].itertuples(index=False, name=None)) == walked
                    assert of["line"].tolist() == list(range(1, len(walked) + 1))


def crash(world: World) -> Any:
    yield world.at(month=14)
    world.market.shock(-0.9)


def test_interventions_happen_again_and_without_them_there_are_no_payslips() -> None:
    answer = compare(world(), replications=[4], seed=5, interventions=[crash])
    for (scheme, seat), slip in everybody(answer, crash).items():
        assert slip.amount == pytest.approx(paid(answer)[answer.schemes.index(scheme), seat - 1], abs=1e-6)
    top = answer.payslips("bonus").top[0]
    assert top.after.amount == pytest.approx(top.gain.after, abs=1e-6)
    assert (paid(answer) < paid(CALM)).all(), "it is the market after the crash"
    again = replace(answer, acts=())  # as `reopen` reads it from a folder
    assert again.summary["payslips"] == answer.summary["payslips"]
    assert "payslips" not in again.frames
    with pytest.raises(SimkitError, match="which its folder does not hold; compare again for it"):
        again.payslips("bonus")


@pytest.mark.parametrize(
    ("scheme", "best", "told"),
    [
        ("today", 5, "no scheme 'today' is compared with today; write one of bonus, both"),
        ("bonsu", 5, "no scheme 'bonsu' is compared with today; did you mean \"bonus\"?"),
        ("bonus", 0, "best is 0; write how many people at either end, such as 5"),
    ],
)
def test_what_there_is_not_is_told(scheme: str, best: int, told: str) -> None:
    with pytest.raises(SimkitError) as error:
        CALM.payslips(scheme, best=best)
    assert str(error.value).startswith(told)
