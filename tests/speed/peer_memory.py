"""`python -m tests.speed.peer_memory ROW FILE`: peak memory of a process that does one row's work, and nothing else.

FILE is a pickled `Errand`, which holds what all rows are given: the scenario and all solved plans.  A peer lives
through one firm, as it needs no more at a time; simkit through all firms of as many skies as it takes at a time.
"""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from simkit.engine.plans import Plans
from simkit.experiment.run import run
from simkit.scenario.scenario import Scenario
from tests.speed.bench import SEED, draw
from tests.speed.shocks import shocks
from tests.speed.staff import Found
from tests.speed.twin import Firm, game

DRAWING, SIMKIT, PLAIN, MESA, SALABIM = "drawing", "simkit", "SimPy", "Mesa", "salabim"
"""The rows of the table."""


@dataclass(frozen=True)
class Errand:
    """What a process is given; skies: how many simkit takes at a time."""

    scenario: Scenario
    plans: Plans
    skies: int


def founder(row: str) -> Found:
    """How a peer founds a firm; imported here, as each process should hold one library only."""
    if row == PLAIN:
        return Firm
    if row == MESA:
        from tests.speed.mesa_firm import MesaFirm

        return MesaFirm
    from tests.speed.salabim_firm import SalabimFirm

    return SalabimFirm


def peaks(errand: Errand, rows: tuple[str, ...]) -> dict[str, dict[str, float]]:
    """Row -> peak memory of its process at the end, and when the plans had been read: MB."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "errand")
        file.write_bytes(pickle.dumps(errand))
        for row in rows:
            command = [sys.executable, "-m", "tests.speed.peer_memory", row, str(file)]
            done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
            found[row] = json.loads(done.stdout)
    return found


def main(row: str, file: Path) -> None:
    """Do a row's work and print its peaks."""
    with file.open("rb") as stream:
        errand: Errand = pickle.load(stream)  # noqa: S301 (the process that started this one wrote it)
    before = peak_mb()
    work(row, errand)
    print(json.dumps({"before_mb": before, "peak_mb": peak_mb()}))


def work(row: str, errand: Errand) -> None:
    """One firm of a peer, or all firms of simkit, or what simkit draws for them."""
    scenario, plans = errand.scenario, errand.plans
    skies = range(errand.skies)
    if row == DRAWING:
        draw(scenario, skies)
    elif row == SIMKIT:
        run(scenario, plans, SEED, skies)
    else:
        view = scenario.views[0].name
        rules = game(scenario, plans[scenario.today, view], plans[list(scenario.schemes)[-1], view])
        founder(row)(scenario, rules, shocks(scenario, SEED, 0)).live(scenario.horizon.months)


def peak_mb() -> float:
    """The largest resident memory of this process so far, MB.

    Linux tells it of this program alone; its getrusage starts with the peak of the process that started this one.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text("utf-8").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024**2 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
