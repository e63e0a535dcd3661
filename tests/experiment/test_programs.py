"""Processes work wherever Python does: in a notebook, at a prompt, and in a program that does not ask for its name."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from tests.small import scenario_file

BACKENDS = [
    "processes",
    pytest.param("dask", marks=pytest.mark.skipif(find_spec("distributed") is None, reason="Dask is an extra")),
]
CRASH = """
def crash(world):
    yield world.at(month=14)
    world.market.shock(-0.3)
"""
BEGIN = """
import simkit
from simkit.experiment import tasks
tasks.SECOND = 1e-9  # a task a chunk, also in this small world
scenario = simkit.load("small.yaml")
def cost(**given):
    answer = simkit.compare(scenario, replications=4, chunk=1, **given)
    return answer.summary["outcomes"]["total_cost"]["levels"]["today"]
"""
REFUSED = """
try:
    cost(backend="processes", interventions=[crash])
except simkit.SimkitError as error:
    print(error)
"""
COMPARED = "print(cost(backend={backend!r}, workers=2) == cost())\n"
WITH_CRASH = """
found = [cost(interventions=[crash], **given) for given in ({{"backend": {backend!r}, "workers": 2}}, {{}})]
print(found[0] == found[1] != cost())
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A working folder with a small scenario; simkit is found as it is here."""
    scenario_file(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    monkeypatch.chdir(tmp_path)


def ran(*arguments: str, given: str = "") -> str:
    """What a new Python says on both streams."""
    command = [sys.executable, *arguments]
    done = subprocess.run(command, input=given, capture_output=True, encoding="utf-8", check=False, timeout=240)
    return done.stdout + done.stderr


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_notebook(backend: str) -> None:
    cells = [BEGIN + CRASH, COMPARED.format(backend=backend)]
    cells.append(REFUSED if backend == "processes" else WITH_CRASH.format(backend=backend))
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    NotebookClient(notebook, timeout=240, kernel_name="python3").execute()
    said = ["".join(output.get("text", "?") for output in cell.outputs) for cell in notebook.cells]
    assert said[:2] == ["", "True\n"]
    if backend == "processes":
        assert said[2] == (
            "the intervention 'crash' cannot be sent to other processes: it was typed into a notebook or at a prompt, "
            "where they cannot read it; write it as a function of a module beside your program, and import it from "
            "there, or use the back-end serial\n"
        )
    else:
        assert said[2] == "True\n"


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_program_that_does_not_ask_for_its_name(backend: str) -> None:
    Path("program.py").write_text("print('begin')\n" + BEGIN + COMPARED.format(backend=backend), encoding="utf-8")
    assert ran("program.py") == "begin\nTrue\n"


def test_a_prompt_and_a_command() -> None:
    code = BEGIN + COMPARED.format(backend="processes")
    assert ran("-", given=code) == "True\n"
    assert ran("-c", code) == "True\n"


def test_an_intervention_of_the_program_itself() -> None:
    program = (
        BEGIN + CRASH + "if __name__ == '__main__':" + WITH_CRASH.format(backend="processes").replace("\n", "\n    ")
    )
    Path("program.py").write_text(program, encoding="utf-8")
    assert ran("program.py") == "True\n"


def test_an_intervention_of_a_program_that_does_not_ask_for_its_name() -> None:
    """The worker has to read the program, which would start workers of its own."""
    program = BEGIN + CRASH + "cost(backend='processes', workers=2, interventions=[crash])\n"
    Path("program.py").write_text(program, encoding="utf-8")
    said = ran("program.py")
    assert said.count('put what runs below if __name__ == "__main__":') == 1
    assert said.splitlines()[-1].startswith("simkit.errors.SimkitError: a worker may not start workers; ")
    assert said.count("Traceback") == 1


def test_an_intervention_of_a_module_beside_the_program() -> None:
    Path("happening.py").write_text(CRASH, encoding="utf-8")
    program = BEGIN + "from happening import crash\n" + WITH_CRASH.format(backend="processes")
    Path("program.py").write_text(program, encoding="utf-8")
    assert ran("program.py") == "True\n"
