"""Whatever is done to a shipped file, it runs or it is told, line by line, what is wrong with it.

Of those that load, every sixth is compared here, as plans take their time; `python -m tests.properties.mutations` runs
them all.  To see it fail, let `write_share` in simkit/quantities.py take no limit, or raise ValueError in `load`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from simkit.scenario.places import parse
from simkit.scenario.starter import starter_text
from tests.properties.bench import Bench
from tests.properties.mutations import FILES, STARTER, Trial, mutation, shipped

SEED, COUNT, RUN_EVERY = 11, 300, 6


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    """One file at a time is damaged; of the others, which stay as they are, each is parsed once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("simkit.scenario.reading.parse", lru_cache(maxsize=16)(parse))
        yield Trial(SEED, tmp_path_factory.mktemp("trial"))


@pytest.fixture(scope="module")
def kinds() -> Counter[str]:
    return Counter()


@pytest.mark.parametrize("number", range(COUNT))
def test_a_mutation_runs_or_is_told(trial: Trial, kinds: Counter[str], number: int) -> None:
    verdict = trial(number, run=number % RUN_EVERY == 1)
    kinds[verdict.kind] += 1
    assert verdict.kind != "fault", f"--seed {SEED} --only {number}: {verdict.said}\n{verdict.details}"


def test_mutations_are_neither_all_told_nor_all_harmless(kinds: Counter[str]) -> None:
    if sum(kinds.values()) == COUNT:
        assert min(kinds["ran"], kinds["told"]) > COUNT / 5


def test_a_mutation_depends_on_its_number_alone() -> None:
    assert mutation(SEED, 5) == mutation(SEED, 5) != mutation(SEED, 6)
    assert len({mutation(SEED, number).text for number in range(60)}) > 55


def test_the_bench_sees_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = Bench({file: shipped(file) for file in FILES}, tmp_path)
    assert bench.tried(1, STARTER, STARTER, starter_text(), run=False).kind == "ran"
    assert bench.tried(1, STARTER, STARTER, "name: [").kind == "told"
    for error in (ValueError("a bug"), RuntimeWarning("overflow")):

        def fail(*_: object, error: Exception = error) -> None:
            raise error

        monkeypatch.setattr("tests.properties.bench.load", fail)
        assert bench.tried(1, STARTER, STARTER, starter_text()).kind == "fault"
