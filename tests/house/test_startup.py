"""`import simkit` is quick because it loads nothing heavy; counted, not timed."""

import subprocess
import sys

HEAVY = ("matplotlib", "pandas", "pyarrow", "scipy", "seaborn", "simpy")


def modules_after(statement: str) -> set[str]:
    """Names of the top-level modules that a new Python has loaded after the statement."""
    code = f"import sys; {statement}; print(*{{name.partition('.')[0] for name in sys.modules}})"
    return set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())


def test_import_loads_nothing_heavy() -> None:
    assert modules_after("import simkit").isdisjoint(HEAVY)


def test_a_heavy_import_would_be_seen() -> None:
    assert "simpy" in modules_after("import simpy")
