"""The measurement of workers runs; what it finds is for people to read, since a busy machine is not a fault."""

import re
from pathlib import Path

import pytest

from tests.small import scenario_file
from tests.speed import workers


def test_it_measures_a_round(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "SCENARIO", scenario_file(tmp_path))
    monkeypatch.setattr(workers, "_POWER", 20_000)
    head, measured, medians = workers.lines("processes", 6, rounds=1)
    assert head.startswith("6 skies of small.yaml, processes, ")
    numbers = re.findall(r"\d+\.\d+", measured)
    assert len(numbers) == 8 or "load unknown" in measured
    assert re.fullmatch(r"medians: by the clock .+ \(powers .+\), by processor time .+ times as fast", medians)
