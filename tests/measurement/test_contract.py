"""One contract for every reader: shape, neutrality, what it draws, no bias, permutation, bounds, forks, chunks."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simkit.measurement import exam, rater, records, survey
from simkit.measurement.kpi_reader import LevelReader
from tests.measurement.months import ADAPTER, BRANCHES, SEATS, STARTS, moments, picked, reader_of, recorded, truths

SAMPLES: dict[str, dict[str, Any]] = {
    "survey": {"kind": "survey"},
    "monthly survey with pleading": {"kind": "survey", "every": "month", "clients": 9, "pleading": 3},
    "exam": {"kind": "exam"},
    "monthly exam in fractions": {"kind": "exam", "every": "month", "error": 2.5, "whole_points": False},
    "rater": {"kind": "rater"},
    "strict rater with a halo": {"kind": "rater", "every": "month", "leniency": "-10%", "halo": "60%", "noise": "2%"},
    "late": {"kind": "records", "late": "20%"},
    "missing": {"kind": "records", "missing": "10%"},
    "miscredited": {"kind": "records", "miscredited": "30%"},
    "poor books": {"kind": "records", "late": "15%", "missing": "5%", "miscredited": "10%"},
}
NEUTRAL: dict[str, dict[str, Any]] = {
    "survey": {"every": "month", "spread": 0, "pleading": 0},
    "exam": {"every": "month", "error": 0, "whole_points": False},
    "rater": {
        "every": "month", "leniency": 0, "managers_differ": 0, "centrality": 0, "halo": 0, "noise": 0,
    },
    "records": {"late": 0, "missing": 0, "miscredited": 0},
}  # fmt: skip
ONE_SLIP: dict[str, dict[str, Any]] = {
    "survey": {"every": "quarter", "spread": 9, "pleading": 2},
    "exam": {"every": "year", "error": 2, "whole_points": True},
    "rater": {
        "every": "year", "leniency": "1%", "managers_differ": "1%", "centrality": "1%", "halo": "1%", "noise": "1%",
    },
    "records": {"late": "1%", "missing": "20%", "miscredited": "1%"},
}  # fmt: skip
"""Each of these alone makes a reader that is not neutral."""
UNBIASED: dict[str, dict[str, Any]] = {
    "survey": {"pleading": 0},
    "exam": {},
    "rater": {"leniency": 0, "halo": 0},
    "records": {},
}
SOURCES: dict[Any, dict[str, str]] = {
    survey.Survey: survey.SOURCES,
    exam.Exam: exam.SOURCES,
    rater.Rater: rater.SOURCES,
    records.Records: records.SOURCES,
}


@pytest.mark.parametrize("sample", SAMPLES)
class TestReader:
    """What every reader promises."""

    @pytest.fixture
    def written(self, sample: str) -> dict[str, Any]:
        return SAMPLES[sample]

    @pytest.fixture
    def reader(self, written: dict[str, Any]) -> Any:
        return reader_of(written)

    def test_records_every_seat_and_leaves_the_truth_alone(self, reader: Any) -> None:
        true = truths(1, 5, 6)
        before = np.array(true)
        seen = recorded(reader, true, moments(reader, 1, 5, 6))

        assert (np.array(true) == before).all()
        assert seen.shape == before.shape
        assert np.isfinite(seen).all()
        assert not np.allclose(seen, before)

    def test_neutral_numbers_give_the_very_same_array(self, written: dict[str, Any]) -> None:
        reader = reader_of(written | NEUTRAL[written["kind"]])
        (true,), (moment,) = truths(2, 5, 1), moments(reader, 2, 5, 1)
        assert reader.is_neutral
        assert reader.draws == ()
        assert reader.record(true, reader.memory(true.shape), moment) is true

    def test_its_mean_is_the_truth_where_it_has_no_bias(self, written: dict[str, Any]) -> None:
        """From the second month on, but for what is missing; replications are independent: 4 standard errors."""
        reader, replications = reader_of(written | UNBIASED[written["kind"]]), 4_000
        true = truths(3, replications, 4)
        seen = recorded(reader, true, moments(reader, 4, replications, 4))
        kept = 1.0 - getattr(reader, "missing", 0.0)
        wrong = (seen[1:].mean(axis=0) - kept * np.array(true[1:]).mean(axis=0)).mean(axis=1)
        assert abs(wrong.mean()) < 4.0 * wrong.std(ddof=1) / np.sqrt(replications)

    def test_without_noise_and_bias_a_reading_is_the_truth(self, written: dict[str, Any]) -> None:
        without = {name: value for name, value in NEUTRAL[written["kind"]].items() if name != "every"}
        reader = reader_of(written | without)
        true = truths(5, 3, 5)
        seen = recorded(reader, true, moments(reader, 5, 3, 5))
        # without a reading there is the last one: of quarters the one of the first month
        stands = [0, 0, 0, 3, 3] if getattr(reader, "every", "month") == "quarter" else range(5)
        assert seen == pytest.approx(np.array([true[month] for month in stands]), abs=1e-12)

    def test_people_in_other_seats_of_their_branch_are_recorded_alike(self, reader: Any) -> None:
        """Where a part goes to the next colleague, only if all keep their next one: they move on around the branch."""
        draw = np.random.default_rng(6)
        moved_on = (lambda seats: np.roll(seats, 1)) if getattr(reader, "miscredited", 0.0) else draw.permutation
        order = np.concatenate([moved_on(seats) for seats in np.split(np.arange(SEATS), STARTS[1:])])
        true, when = truths(6, 3, 4), moments(reader, 6, 3, 4)
        seen = recorded(reader, true, when)

        moved = recorded(reader, [t[:, order] for t in true], [picked(m, slice(None), order) for m in when])

        assert (order != np.arange(SEATS)).any()
        assert moved == pytest.approx(seen[:, :, order], rel=1e-12)

    def test_one_replication_alone_is_its_row(self, reader: Any) -> None:
        true, when = truths(7, 4, 4), moments(reader, 7, 4, 4)
        alone = recorded(reader, [t[2:3] for t in true], [picked(m, slice(2, 3)) for m in when])
        assert alone.tobytes() == np.ascontiguousarray(recorded(reader, true, when)[:, 2:3]).tobytes()

    def test_a_fork_goes_on_from_the_same_past_and_leaves_it_alone(self, reader: Any) -> None:
        true, when = truths(8, 3, 6), moments(reader, 8, 3, 6)
        whole = recorded(reader, true, when)
        memory = reader.memory((3, SEATS))
        recorded(reader, true[:2], when[:2], memory)

        other = memory.fork()
        recorded(reader, [3.0 * t for t in true[2:]], when[2:], other)

        assert (recorded(reader, true[2:], when[2:], memory) == whole[2:]).all()

    def test_stays_within_its_bounds(self, reader: Any) -> None:
        draw = np.random.default_rng(9)
        true = [draw.choice([0.0, 3.0, 50.0, 97.0, 100.0], (40, SEATS)) for _ in range(4)]
        when = moments(reader, 9, 40, 4)
        for moment in when:
            for z in moment.normals.values():
                np.multiply(z, 5.0, out=z)
        seen = recorded(reader, true, when)
        assert seen.min() >= 0.0
        if isinstance(reader, LevelReader):
            assert seen.max() <= reader.highest == 100.0
        else:
            assert seen.sum() <= np.sum(true)

    def test_survives_the_way_to_a_file_and_back(self, reader: Any) -> None:
        assert ADAPTER.validate_python(reader.model_dump(mode="json", by_alias=True)) == reader

    def test_every_default_has_a_source_or_is_an_assumption(self, reader: Any) -> None:
        sources, fields = SOURCES[type(reader)], type(reader).model_fields
        assert sources.keys() == fields.keys() - {"kind"}
        assert all("assumption" in source or "closed form" in source for source in sources.values())
        assert all(field.description for name, field in fields.items() if name != "kind")
        assert "*assumption*" in (type(reader).__doc__ or "")


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, slips in ONE_SLIP.items() for name in slips])
def test_each_number_alone_is_not_neutral(kind: str, name: str) -> None:
    assert ONE_SLIP[kind].keys() == NEUTRAL[kind].keys()
    reader = reader_of({"kind": kind} | NEUTRAL[kind] | {name: ONE_SLIP[kind][name]})
    true, when = truths(2, 5, 2), moments(reader, 2, 5, 2)
    assert not reader.is_neutral
    assert not np.allclose(recorded(reader, true, when)[1], true[1], atol=1e-6)


def test_samples_cover_the_family() -> None:
    assert {reader_of(written).kind for written in SAMPLES.values()} == {"survey", "exam", "rater", "records"}
    assert (len(STARTS), BRANCHES) == (4, 4)
