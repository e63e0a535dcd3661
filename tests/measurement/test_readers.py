"""All KPIs of a firm recorded together: what is read, what stays the same array, streams, impressions, messages."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import TypeAdapter, ValidationError

from simkit.arrays import Array
from simkit.measurement.branches import standing_in_branch
from simkit.measurement.kpi_reader import Moment
from simkit.measurement.rater import Rater
from simkit.measurement.readers import MANAGERS, Measurement, Readers, check, stream
from simkit.quantities import MisplacedError, UnknownNameError
from simkit.randomness import Stream, normals
from simkit.scheme.kpis import Work
from tests.measurement.months import BRANCHES, SEATS, STARTS

SHAPE = (3, SEATS)
WRITTEN: dict[str, Any] = {
    "conduct": {"kind": "rater", "halo_from": "satisfaction", "halo": "40%"},
    "satisfaction": {"kind": "survey", "clients": 25},
    "fund_sales": {"kind": "records", "late": "5%"},
    "knowledge": {"kind": "exam", "every": "month", "error": 0, "whole_points": False},
}
WORK = Work.model_validate(
    {
        "activities": {"sell": "60%", "serve": "40%"},
        "kpis": {
            "fund_sales": {"unit": "CNY", "normal_month": 1_000, "from": "sell"},
            "gold_sales": {"unit": "CNY", "normal_month": 1_000, "from": "sell"},
            "satisfaction": {"unit": "points", "level": 80, "from": "serve"},
            "knowledge": {"unit": "points", "level": 70, "from": "serve"},
            "conduct": {"unit": "points", "level": 75, "from": "serve"},
            "income": {"unit": "CNY", "sum_of": {"fund_sales": "1%", "gold_sales": "2%"}},
        },
    }
)


def readers(written: dict[str, Any]) -> Readers:
    """As a scenario file holds them."""
    return TypeAdapter(Readers).validate_python(written)


def measured(**written: Any) -> Measurement:
    return Measurement(readers=readers(written))


def drawn(measurement: Measurement, seed: int = 5) -> Moment:
    """The first month, with streams of the cube."""
    rows = range(SHAPE[0])
    months = {name: Stream(seed, name, rows, SEATS).block(1)[:, 0] for name in measurement.draws}
    managers = normals(seed, MANAGERS, rows, BRANCHES) if measurement.has_managers else None
    return Moment(0, STARTS, months, managers)


def done() -> dict[str, Array]:
    draw = np.random.default_rng(1)
    return {kpi: draw.uniform(50.0, 70.0, SHAPE) for kpi in (*WORK.flows, *WORK.levels)}


def test_what_is_not_read_or_read_exactly_is_the_very_same_array() -> None:
    measurement, true = measured(**WRITTEN), done()
    recorded = measurement.record(true, measurement.memory(SHAPE), drawn(measurement))

    assert list(recorded) == list(true)
    assert {kpi for kpi in true if recorded[kpi] is true[kpi]} == {"gold_sales", "knowledge"}
    assert recorded["fund_sales"] == pytest.approx(0.95 * true["fund_sales"])
    assert not measurement.is_neutral


@pytest.mark.parametrize("written", [{}, {"knowledge": WRITTEN["knowledge"]}])
def test_without_readers_everything_is_recorded_as_it_is(written: dict[str, Any]) -> None:
    measurement, true = measured(**written), done()
    assert measurement.is_neutral
    assert measurement.draws == ()
    assert measurement.record(true, measurement.memory(SHAPE), drawn(measurement)) is true


def test_each_kpi_has_its_own_streams() -> None:
    same = {"kind": "survey", "every": "month"}
    measurement = measured(satisfaction=same, knowledge=same)
    true = dict.fromkeys(("satisfaction", "knowledge"), np.full(SHAPE, 60.0))
    recorded = measurement.record(true, measurement.memory(SHAPE), drawn(measurement))

    assert measurement.draws == (stream("satisfaction", "answers"), stream("knowledge", "answers"))
    assert (recorded["satisfaction"] != recorded["knowledge"]).all()


def test_another_reader_does_not_change_what_the_others_record() -> None:
    few, all_ = measured(satisfaction=WRITTEN["satisfaction"]), measured(**WRITTEN)
    seen = [m.record(done(), m.memory(SHAPE), drawn(m))["satisfaction"].tobytes() for m in (few, all_)]
    assert seen[0] == seen[1]


def test_one_manager_rates_all_kpis() -> None:
    """Who is lenient is so with every KPI: the same part of the branch mean."""
    same = {"kind": "rater", "leniency": 0, "centrality": 0, "halo": 0, "noise": 0, "managers_differ": "4%"}
    measurement = measured(conduct=same, knowledge=same)
    true = {"conduct": np.full(SHAPE, 50.0), "knowledge": np.full(SHAPE, 70.0)}
    assert measurement.has_managers
    assert measurement.draws == ()
    recorded = measurement.record(true, measurement.memory(SHAPE), drawn(measurement))
    assert recorded["conduct"] / 50.0 == pytest.approx(recorded["knowledge"] / 70.0)
    assert len(np.unique(recorded["conduct"].round(9))) == SHAPE[0] * BRANCHES


def test_the_impression_is_what_is_recorded_and_not_what_is_true() -> None:
    """Although the rated KPI stands first in the file."""
    full = {"kind": "rater", "halo": "100%", "halo_from": "satisfaction", "noise": 0, "centrality": 0}
    measurement, true = measured(conduct=full, satisfaction=WRITTEN["satisfaction"]), done()
    recorded = measurement.record(true, measurement.memory(SHAPE), drawn(measurement))

    rated = standing_in_branch(recorded["conduct"], STARTS)
    assert (rated == standing_in_branch(recorded["satisfaction"], STARTS)).all()
    assert (rated != standing_in_branch(true["satisfaction"], STARTS)).any()


def test_without_a_kpi_the_impression_is_what_is_handed_in() -> None:
    measurement = measured(conduct={"kind": "rater", "halo": "100%", "noise": 0, "centrality": 0, "managers_differ": 0})
    pay = np.arange(1.0, SEATS + 1.0) * np.ones((SHAPE[0], 1))
    rated = measurement.record(done(), measurement.memory(SHAPE), Moment(0, STARTS, {}, impression=pay))["conduct"]
    assert all((np.diff(branch, axis=1) > 0.0).all() for branch in np.split(rated, STARTS[1:], axis=1))


def test_memories_fork() -> None:
    measurement, true = measured(**WRITTEN), done()
    memories, moment = measurement.memory(SHAPE), drawn(measurement)
    measurement.record(true, memories, moment)
    other = memories.fork()
    measurement.record({kpi: 9.0 * values for kpi, values in true.items()}, other, moment)
    again = measurement.record(true, memories, moment)
    assert again["fund_sales"] == pytest.approx(true["fund_sales"])


def test_a_sum_is_made_of_what_is_recorded_of_its_parts() -> None:
    """Of 1% of funds, of which a twentieth is late, and 2% of gold."""
    measurement, true = measured(fund_sales=WRITTEN["fund_sales"]), done()
    recorded = measurement.record(true, measurement.memory(SHAPE), drawn(measurement))
    income = sum(rate * recorded[part] for part, rate in WORK.added_up("income").items())
    assert income == pytest.approx(0.01 * 0.95 * true["fund_sales"] + 0.02 * true["gold_sales"])


def test_readers_that_fit_pass() -> None:
    check(readers(WRITTEN), WORK)


@pytest.mark.parametrize(
    ("written", "where", "said"),
    [
        ({"sales": {"kind": "exam"}}, ("sales",), "'sales' is not a KPI; write one of fund_sales"),
        ({"income": {"kind": "records"}}, ("income",), "recorded by its parts; write how fund_sales, gold_sales"),
        (
            {"fund_sales": {"kind": "survey"}},
            ("fund_sales", "kind"),
            "is a flow, and a survey reads a level; write kind",
        ),
        ({"knowledge": {"kind": "records"}}, ("knowledge", "kind"), "is a level, which is not booked; write kind"),
        (
            {"conduct": {"kind": "rater", "halo_from": "income"}},
            ("conduct", "halo_from"),
            "'income' is not a flow or a level; write one of fund_sales",
        ),
    ],
)
def test_a_reader_that_does_not_fit_its_kpi_is_told_where_it_stands(
    written: dict[str, Any], where: tuple[str, ...], said: str
) -> None:
    with pytest.raises(MisplacedError, match=said) as raised:
        check(readers(written), WORK)
    assert raised.value.path == ("measurement", *where)
    assert isinstance(raised.value, UnknownNameError) == ("write one of" in said)


@pytest.mark.parametrize("of_knowledge", ["conduct", "knowledge"])
def test_impressions_of_impressions_are_refused(of_knowledge: str) -> None:
    rated = {"kind": "rater", "halo_from": "satisfaction"}
    with pytest.raises(ValidationError, match="coloured by an impression itself; write a KPI that is not"):
        measured(conduct=rated, knowledge=rated | {"halo_from": of_knowledge})


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValidationError, match="'survey', 'exam', 'rater', 'records'"):
        readers({"satisfaction": {"kind": "guess"}})


def test_a_measurement_is_changed_and_written_as_a_file_would() -> None:
    measurement = measured(**WRITTEN).with_("readers.satisfaction.clients", 100)
    assert measurement.readers["satisfaction"].model_dump()["clients"] == 100
    assert "halo: 40%" in str(measurement)
    assert isinstance(measurement.readers["conduct"], Rater)
