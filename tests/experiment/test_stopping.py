"""However a run with workers ends, no process is left behind and nothing that was finished is lost.

Each test starts `simkit` with all its processes in a group of their own, as a terminal does, and looks whether anybody
of the group is left.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.small import scenario_file

pytestmark = pytest.mark.skipif(os.name != "posix", reason="groups of processes and signals are those of POSIX")
BACKENDS = [
    "serial",
    "processes",
    pytest.param("dask", marks=pytest.mark.skipif(find_spec("distributed") is None, reason="Dask is an extra")),
]
GO_ON = "the same with --resume goes on from them (in Python resume=True)"
MANY = "100000"
PATIENCE = 120.0


class Run:
    """A run of very many skies in a group of its own."""

    def __init__(self, folder: Path, backend: str) -> None:
        self.out = folder / "out"
        workers = [] if backend == "serial" else ["--workers", "2"]
        command = [sys.executable, "-m", "simkit", "compare", str(scenario_file(folder)), "--replications", MANY]
        command += ["--chunk", "50", "--out", str(self.out), "--backend", backend, *workers]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True
        )

    def files(self) -> list[Path]:
        """The files of finished skies."""
        return sorted(self.out.glob("chunks/*/skies-*.parquet"))

    def has_finished_some(self) -> bool:
        """Whether it has finished the first skies."""
        assert self.process.poll() is None, self.process.stderr and self.process.stderr.read()
        return len(self.files()) > 1

    def is_gone(self) -> bool:
        """Whether nobody of the group is left."""
        self.process.poll()
        try:
            os.killpg(self.process.pid, 0)
        except ProcessLookupError:
            return True
        return False


def wait_until(happened: Callable[[], bool]) -> None:
    """Wait for something, but not for ever."""
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.fixture(params=BACKENDS)
def run(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Run]:
    """A run that has finished some skies, with each back-end."""
    started = Run(tmp_path, request.param)
    try:
        wait_until(started.has_finished_some)
        yield started
    finally:
        if not started.is_gone():
            os.killpg(started.process.pid, signal.SIGKILL)
        started.process.communicate()


def test_ctrl_c_is_one_sentence_and_leaves_nobody(run: Run) -> None:
    """A terminal sends it to the whole group."""
    os.killpg(run.process.pid, signal.SIGINT)
    shown, said = run.process.communicate(timeout=PATIENCE)

    assert (run.process.returncode, shown) == (130, "")
    kept, stopped = said.splitlines()
    assert kept.endswith(f"of {MANY} skies are finished and kept in {run.out}; {GO_ON}")
    assert stopped == "stopped; a folder of results is written whole or not at all"
    wait_until(run.is_gone)
    assert not list(run.out.rglob("*.part"))
    assert [path.name for path in run.out.parent.iterdir() if path.name.startswith(".")] == []
    assert int(kept.split()[0]) == sum(1 for path in run.files() for _ in range(*_bounds(path)))


def test_a_run_that_is_killed_leaves_nobody(run: Run) -> None:
    """Workers end by themselves; what was finished is readable."""
    os.kill(run.process.pid, signal.SIGKILL)
    run.process.communicate(timeout=PATIENCE)
    wait_until(run.is_gone)

    command = [sys.executable, "-m", "simkit", "reopen", str(run.out), "--json"]
    document = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    assert document["replications"] + document["missing"] == int(MANY)
    assert document["replications"] == sum(1 for path in run.files() for _ in range(*_bounds(path)))


def _bounds(path: Path) -> tuple[int, int]:
    """First sky of a file, and the one after its last."""
    _, first, last = path.stem.split("-")
    return int(first), int(last) + 1
