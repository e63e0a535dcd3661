"""A comparison that is asked to be precise is the one of as many skies, wherever it runs, and says what took so long.

Seen to fail: rounds that begin with other skies; parts of earlier rounds simulated again; progress told in every round;
the skies that are asked for not written down; the precision forgotten by reopening; the slowest difference not told.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import simkit
from simkit.cli import main
from simkit.errors import SimkitError
from simkit.experiment import run as run_room
from simkit.experiment.part import Part
from simkit.experiment.precision import FIRST, Precision
from simkit.experiment.run import Order
from simkit.report.reopen import reopen
from simkit.scenario.scenario import Scenario
from tests.small import made_comparison, scenario_file

ASKED = 0.05
"""Half-widths of 5 % of today's value take between 100 and 200 skies here."""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    return simkit.load(scenario_file(tmp_path_factory.mktemp("scenario")))


@pytest.fixture(scope="module")
def precise(small: Scenario) -> simkit.Answer:
    return simkit.compare(small, precision=ASKED, most=400)


def rest(summary: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in summary.items() if name != "precision"}


def test_it_stops_when_every_primary_interval_is_narrow(precise: simkit.Answer) -> None:
    found, skies = precise.summary["precision"], precise.summary["replications"]
    assert found["reached"]
    assert FIRST < skies < 400
    assert list(found["differences"]) == ["value", "variable_cost", "gini"]
    for name, by_scheme in found["differences"].items():
        today, *others = precise.schemes
        assert list(by_scheme) == others
        for scheme in others:
            outcome = precise.summary["outcomes"][name]
            interval = outcome["differences"][scheme]["all years"]
            half = (interval["high"] - interval["low"]) / 2.0
            assert by_scheme[scheme]["half_width"] == pytest.approx(half)
            assert half <= ASKED * abs(outcome["levels"][today]["all years"]["mean"])
    slowest = max((of["skies_needed"], n, s) for n, each in found["differences"].items() for s, of in each.items())
    assert (found["binding"]["outcome"], found["binding"]["scheme"]) == slowest[1:]


def test_it_is_the_comparison_of_as_many_skies(small: Scenario, precise: simkit.Answer) -> None:
    plain = simkit.compare(small, replications=len(precise.runs.replications))
    assert rest(precise.summary) == plain.summary
    assert "precision" not in plain.summary
    assert precise.frames["people"].equals(plain.frames["people"])


def test_a_budget_that_ends_first_is_told(small: Scenario) -> None:
    answer = simkit.compare(small, precision=0.01, most=120)
    found = answer.summary["precision"]
    assert answer.summary["replications"] == 120
    assert (found["reached"], found["most"]) == (False, 120)
    text = " ".join(str(answer).split())
    needed = found["differences"][found["binding"]["outcome"]][found["binding"]["scheme"]]["skies_needed"]
    assert needed > 1_000
    assert "1% was asked for and is not reached: after 120 skies 2 of 3 differences are not known" in text
    assert f"needs the most: about {float(f'{needed:.2g}'):,.0f} skies would do." in text


def test_no_sky_is_simulated_or_told_twice(small: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    simulate, rows, told = run_room.simulate_rows, list[int](), list[int]()

    def counted(order: Order, some: list[int]) -> Part:
        rows.extend(some)
        return simulate(order, some)

    monkeypatch.setattr(run_room, "simulate_rows", counted)
    answer = simkit.compare(small, precision=0.01, most=230, progress=told.append)
    assert answer.runs.replications == tuple(rows) == tuple(range(230))
    assert sum(told) == 230
    assert all(more > 0 for more in told)


def test_it_may_run_elsewhere(small: Scenario, precise: simkit.Answer) -> None:
    answer = simkit.compare(small, precision=ASKED, most=400, backend="processes", workers=2, chunk=9)
    assert answer.summary == precise.summary


class Stop(KeyboardInterrupt):
    """Somebody presses Ctrl-C."""


def test_a_run_that_was_stopped_goes_on_and_can_be_opened(
    small: Scenario, precise: simkit.Answer, tmp_path: Path
) -> None:
    out, done = tmp_path / "out", list[int]()

    def stop(more: int) -> None:
        done.append(more)
        if sum(done) > FIRST:
            raise Stop

    with pytest.raises(Stop) as stopped:
        simkit.compare(small, precision=ASKED, most=400, chunk=20, out=out, progress=stop)
    assert f"{sum(done)} of at most 400 skies are finished" in stopped.value.__notes__[0]
    part = reopen(out)
    assert (part.summary["precision"]["asked"], part.summary["replications"]) == (ASKED, sum(done))
    assert part.missing == len(precise.runs.replications) - sum(done)

    told = list[int]()
    answer = simkit.compare(small, precision=ASKED, most=400, out=out, resume=True, progress=told.append)
    assert answer.summary == precise.summary == reopen(out).summary
    assert told[0] == FIRST
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    assert manifest["precision"] == {"share": ASKED, "most": 400}


def test_plain_results_in_the_same_folder_forget_the_precision(small: Scenario, tmp_path: Path) -> None:
    out = tmp_path / "out"
    simkit.compare(small, precision=0.5, most=400, out=out)
    assert "precision" in reopen(out).summary
    simkit.compare(small, replications=FIRST, out=out, resume=True)
    assert "precision" not in reopen(out).summary


@pytest.mark.parametrize(("given", "message"), [
    ({"precision": 0.01, "replications": 100}, "either counted .replications, only. or added until a precision"),
    ({"most": 100}, "most is the budget of a precision; give a precision too"),
    ({"precision": 1.0}, "a precision of 1 is no share of today's value; give one such as 1%, in Python 0.01"),
    ({"precision": 0.01, "most": 1}, "most is 1; give a number of skies from 2 to 1000000, such as 2000"),
])  # fmt: skip
def test_what_does_not_go_together_is_told(small: Scenario, given: dict[str, Any], message: str) -> None:
    with pytest.raises(SimkitError, match=message):
        simkit.compare(small, **given)


def test_one_scheme_has_no_difference(small: Scenario) -> None:
    alone = small.model_copy(update={"schemes": {small.today: small.schemes[small.today]}})
    with pytest.raises(SimkitError, match="there is one scheme only, so no difference can be precise"):
        simkit.compare(alone, precision=0.5)


def test_a_primary_outcome_that_does_not_come_about_is_told(small: Scenario) -> None:
    without = small.with_("primary", ["value", "clients"]).with_("behaviour", "effort only")
    with pytest.raises(SimkitError, match=r"primary\[1\]: 'clients' does not come about in this scenario"):
        simkit.compare(without, precision=0.5)


def test_the_command_says_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(scenario_file(tmp_path))
    assert main(["compare", file, "--precision", "50%", "--most", "150"]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert "50% was asked for and is reached with 100 skies: no interval of value, variable cost and gini is" in text
    assert "PRECISION: half the 95% interval against today (asked 50%; * not reached)" in text
    assert main(["compare", file, "--precision", "1%", "--only", "3"]) == 2
    assert "leave one of the two out" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["compare", file, "--precision", "1"])
    assert "did you mean 1%?" in capsys.readouterr().err


def test_what_the_numbers_say_is_told(tmp_path: Path) -> None:
    """The words come from the summary: the slowest, its skewness, what is marked as not reached."""
    answer = made_comparison(tmp_path, {"value": (100.0, 110.0, 120.0)}, skies=40)
    precise = type(answer)(**{**vars(answer), "precision": Precision(1e-4, 40)})
    precise.runs.values["gini"][2, ..., 7] += 10.0
    text = " ".join(str(precise).split())
    assert "Gini under c needs the most: about" in text
    assert "The differences of gini under c are so skewed that their intervals may hold the truth less often" in text
    levels = precise.summary["outcomes"]["gini"]["levels"]["a"]["all years"]["mean"]
    wide = {name: of["half_width"] / levels for name, of in precise.summary["precision"]["differences"]["gini"].items()}
    assert f"gini b {100 * wide['b']:.2g}%*, c {100 * wide['c']:.2g}%*" in text
