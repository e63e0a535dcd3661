"""The contract of all back-ends: the same bytes as one sky after another, whatever happens to the workers."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simkit.engine.plans import PlanCache
from simkit.engine.world import Intervention
from simkit.errors import SimkitError
from simkit.experiment import tasks
from simkit.experiment.backends import backend_of, processes
from simkit.experiment.backends.backend import Backend
from simkit.experiment.backends.processes import Processes
from simkit.experiment.backends.serial import Serial
from simkit.experiment.compare import compare
from simkit.experiment.run import run
from simkit.experiment.stake import equalise
from simkit.report.summary import summary, summary_bytes
from simkit.results.made_by import made_by
from tests.engine.worlds import WORLD, world
from tests.experiment import interventions

WITH_DASK = pytest.param(
    "dask", marks=pytest.mark.skipif(find_spec("distributed") is None, reason="Dask is an extra, and is not here")
)
SCENARIO = world()
EQUAL = world(stake="same expected cost as today", people=WORLD["people"] | {"seats": 200, "branches": 20})
PLANS = PlanCache()
SKIES = 7


def answered(backend: Backend, *happening: Intervention, chunk: int = 2) -> bytes:
    """The summary of the small world; plans are solved once for all tests."""
    found = compare(
        SCENARIO, replications=SKIES, seed=3, chunk=chunk, interventions=happening, plans=PLANS, backend=backend
    )
    return summary_bytes(summary(found))


def made(name: Any, workers: int = 2) -> Backend:
    return backend_of(name, None if name == "serial" else workers)


@pytest.fixture(autouse=True)
def small_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A task a chunk, so that there are more tasks than workers in this small world."""
    monkeypatch.setattr(tasks, "SECOND", 1e-9)


@pytest.fixture(scope="module", params=["serial", "processes", WITH_DASK])
def backend(request: pytest.FixtureRequest) -> Iterator[Backend]:
    """Each back-end once; its workers stay for all tests."""
    with made(request.param) as opened:
        yield opened


@pytest.fixture
def sending(backend: Backend) -> Backend:
    """Each back-end that sends something to somebody."""
    if isinstance(backend, Serial):
        pytest.skip("nothing is sent")
    return backend


@pytest.fixture(scope="module", params=["processes", WITH_DASK])
def name(request: pytest.FixtureRequest) -> str:
    """Each back-end that has workers, for tests that start some of their own."""
    return str(request.param)


@pytest.fixture(scope="module")
def expected() -> Callable[..., bytes]:
    """What one sky after another gives, by the interventions."""
    known: dict[tuple[Intervention, ...], bytes] = {}

    def found(*happening: Intervention) -> bytes:
        if happening not in known:
            known[happening] = answered(Serial(), *happening, chunk=SKIES)
        return known[happening]

    return found


def add(shared: int, item: int) -> int:
    """A function that can be sent."""
    return shared + item


def variable(_: None, name: str) -> str | None:
    """What an environment variable says."""
    return os.environ.get(name)


class TestContract:
    """What holds for every back-end."""

    def test_every_item_comes_back_with_its_number(self, backend: Backend) -> None:
        assert dict(backend.results(add, 10, [5, 6, 7, 8, 9])) == {0: 15, 1: 16, 2: 17, 3: 18, 4: 19}
        assert list(backend.results(add, 10, [])) == []

    def test_what_is_shared_may_change(self, backend: Backend) -> None:
        found = [dict(backend.results(add, shared, [1, 2, 3])) for shared in (10, 20, 10)]
        assert found == [{0: 11, 1: 12, 2: 13}, {0: 21, 1: 22, 2: 23}, {0: 11, 1: 12, 2: 13}]

    @pytest.mark.parametrize("chunk", [1, 2, 3])
    def test_the_same_bytes_for_any_chunk(self, backend: Backend, expected: Callable[..., bytes], chunk: int) -> None:
        assert answered(backend, chunk=chunk) == expected()

    def test_an_intervention_happens_in_every_worker(self, backend: Backend, expected: Callable[..., bytes]) -> None:
        assert answered(backend, interventions.crash) == expected(interventions.crash) != expected()

    def test_plans_that_a_worker_solves_are_the_same(self, backend: Backend, expected: Callable[..., bytes]) -> None:
        assert answered(backend, interventions.replace) == expected(interventions.replace) != expected()

    def test_the_pilots_give_the_same_factors(self, sending: Backend) -> None:
        assert equalise(EQUAL, 3, PLANS, sending).factors == equalise(EQUAL, 3, PLANS).factors

    def test_progress_counts_every_sky_once(self, backend: Backend) -> None:
        told: list[int] = []
        compare(SCENARIO, replications=SKIES, seed=3, chunk=2, plans=PLANS, backend=backend, progress=told.append)
        assert sum(told) == SKIES
        assert len(told) > 1

    def test_an_error_is_told_once_and_in_words(self, backend: Backend, capfd: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SimkitError) as caught:
            answered(backend, interventions.too_late)
        assert str(caught.value) == "world.at(month=999) is outside the simulation; give a month from 1 to 24"
        assert capfd.readouterr() == ("", "")

    def test_too_little_memory_is_told_as_such(self, backend: Backend) -> None:
        with pytest.raises(MemoryError):
            answered(backend, interventions.hungry)

    def test_it_works_on_after_an_error(self, backend: Backend, expected: Callable[..., bytes]) -> None:
        with pytest.raises(SimkitError):
            answered(backend, interventions.too_late)
        assert answered(backend) == expected()

    def test_one_thread_of_each_worker_does_the_sums(self, sending: Backend) -> None:
        names = ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"]
        here = [os.environ.get(name) for name in names]
        assert dict(sending.results(variable, None, names)) == {0: "1", 1: "1", 2: "1"}
        assert [os.environ.get(name) for name in names] == here

    def test_what_nobody_foresaw_is_told_with_its_place(
        self, sending: Backend, capfd: pytest.CaptureFixture[str]
    ) -> None:
        with pytest.raises(SimkitError) as caught:
            answered(sending, interventions.slip)
        lines = Path(interventions.__file__).read_text(encoding="utf-8").splitlines()
        line = 1 + next(number for number, text in enumerate(lines) if "one by nought" in text)
        assert str(caught.value) == f"ZeroDivisionError: one by nought (interventions.py, line {line}, in slip)"
        assert capfd.readouterr() == ("", "")

    def test_what_cannot_be_sent_is_told_in_words(self, sending: Backend) -> None:
        lock = threading.Lock()

        def guarded(world: Any) -> Any:
            with lock:
                yield world.at(month=2)

        with pytest.raises(SimkitError) as caught:
            answered(sending, guarded)
        said = str(caught.value)
        assert said.startswith("the intervention 'guarded' cannot be sent to other processes: ")
        assert said.endswith("or use the back-end serial")
        assert "\n" not in said


class TestWorkers:
    """What holds for every back-end that has workers of its own."""

    def test_the_same_bytes_for_more_workers(self, name: str, expected: Callable[..., bytes]) -> None:
        with made(name, 3) as backend:
            assert backend.workers == 3
            assert answered(backend, chunk=1) == expected()

    def test_a_worker_that_is_killed_loses_nothing(
        self, name: str, expected: Callable[..., bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        flag = tmp_path / "died"
        monkeypatch.setenv(interventions.ONCE, str(flag))
        with made(name) as backend:
            found = answered(backend, interventions.deadly)
        assert flag.exists()
        document = [
            part.replace(b"\n", b"").partition(b'"stake"')[2] for part in (found, expected(interventions.crash))
        ]
        assert document[0] == document[1]  # but for the hash of the intervention's own lines

    def test_workers_that_always_die_are_given_up(self, name: str, capfd: pytest.CaptureFixture[str]) -> None:
        with made(name, 1) as backend, pytest.raises(SimkitError, match=r"3 times before .* smaller --chunk"):
            answered(backend, interventions.always_deadly)
        assert capfd.readouterr() == ("", "")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A Dask cluster that somebody else started: its scheduler's."""
    from distributed import LocalCluster

    with LocalCluster(n_workers=1, threads_per_worker=2, dashboard_address="127.0.0.1:0") as cluster:
        yield cluster.scheduler_address


@pytest.mark.skipif(find_spec("distributed") is None, reason="Dask is an extra, and is not here")
class TestCluster:
    """A Dask cluster that somebody else started."""

    def test_the_same_bytes_and_it_goes_on(self, address: str, expected: Callable[..., bytes]) -> None:
        for _ in range(2):
            with backend_of("dask", cluster=address) as backend:
                assert backend.workers == 2
                assert answered(backend) == expected()

    def test_workers_with_another_simkit_are_refused(self, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("simkit.experiment.backends.worker.made_by", lambda: made_by() | {"numpy": "1.0"})
        with backend_of("dask", cluster=address) as backend, pytest.raises(SimkitError) as caught:
            answered(backend)
        there = made_by()["numpy"]
        assert str(caught.value) == (
            f"a worker is not like this computer: numpy is {there} there and 1.0 here; install the same on both"
        )

    def test_a_wrong_address_is_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("simkit.experiment.backends.dask._PATIENCE", 0.5)
        for address in ("tcp://127.0.0.1:9", "no address"):
            with backend_of("dask", cluster=address) as backend, pytest.raises(SimkitError) as caught:
                answered(backend)
            assert str(caught.value).startswith(f"{address}: no Dask scheduler answers there (")

    def test_a_cluster_without_workers_is_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from distributed import LocalCluster

        monkeypatch.setattr("simkit.experiment.backends.dask._PATIENCE", 2.0)
        with LocalCluster(n_workers=0, dashboard_address="127.0.0.1:0") as cluster:
            address = cluster.scheduler_address
            with backend_of("dask", cluster=address) as backend, pytest.raises(SimkitError) as caught:
                answered(backend)
        assert str(caught.value) == f"{address}: the Dask scheduler there has no workers; start some, or wait"


def test_without_dask_its_installation_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(SimkitError) as caught:
        backend_of("dask")
    assert str(caught.value) == 'Dask is not installed; call pip install "simkit[dask]", or use the back-end processes'


def test_a_worker_gets_what_is_shared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plans are large: of twenty items only the first of each worker brings them along."""
    from simkit.experiment.backends import processes, worker

    sent = []
    with Processes(2) as backend:
        pool = backend._pool()
        submit = pool.submit

        def counted(function: Any, sealed: worker.Sealed, item: Any) -> Any:
            sent.append(sealed.content is not None)
            return submit(function, sealed, item)

        monkeypatch.setattr(pool, "submit", counted)
        assert len(dict(backend.results(np.add, np.ones(1000), list(range(20))))) == 20
    assert 1 <= sum(sent) <= 3  # a worker that starts late asks for it
    assert isinstance(backend, processes.Processes)


def test_a_warm_run_makes_and_sends_nothing_again(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Any] = []
    sent: list[bool] = []
    submit, sealing = ProcessPoolExecutor.submit, processes.__dict__["seal"]

    def submitted(self: Any, function: Any, sealed: Any, item: Any) -> Any:
        sent.append(sealed.content is not None)
        return submit(self, function, sealed, item)

    def sealed(*given: Any, **named: Any) -> Any:
        made.append(given)
        return sealing(*given, **named)

    monkeypatch.setattr(ProcessPoolExecutor, "submit", submitted)
    monkeypatch.setattr(processes, "seal", sealed)
    plans = PLANS.all(SCENARIO)
    with Processes(1) as backend:
        for rows in (range(2), range(2, 4), range(4, 6)):
            run(SCENARIO, plans, 3, rows, backend=backend)
        assert (len(made), sum(sent)) == (1, 1)
        run(SCENARIO, plans, 4, range(2), backend=backend)  # another seed: something else is shared
        assert (len(made), sum(sent)) == (2, 2)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("serial", 2, None), "the back-end serial has no workers; add --backend processes"),
        (
            ("processes", None, "tcp://x:1"),
            "a cluster is one of Dask, and the back-end is processes; add --backend dask",
        ),
        (("dask", 2, "tcp://x:1"), "a cluster has the workers it has; leave --workers out, or --cluster"),
        (("threads", None, None), "there is no back-end 'threads'; write serial, processes or dask"),
    ],
)
def test_what_does_not_go_together_is_told(given: Any, said: str) -> None:
    with pytest.raises(SimkitError) as caught:
        backend_of(*given)
    assert str(caught.value) == said
