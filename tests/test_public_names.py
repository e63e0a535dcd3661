"""One public surface: `simkit.__all__` is what can be imported, is described, and is what type checkers see."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import simkit

ROOT = Path(__file__).parents[1]
SOURCE = ast.parse((ROOT / "simkit/__init__.py").read_text(encoding="utf-8"))


def typed_imports() -> dict[str, str]:
    """Public name -> module, as type checkers see it."""
    block = next(node for node in SOURCE.body if isinstance(node, ast.If))
    imports = [node for node in block.body if isinstance(node, ast.ImportFrom)]
    return {alias.name: str(node.module) for node in imports for alias in node.names}


def test_all_is_what_there_is() -> None:
    assert set(simkit.__all__) == {*simkit._HOME, "__version__"}
    assert typed_imports() == simkit._HOME
    assert set(simkit.__all__) <= set(dir(simkit))
    assert len(set(simkit.__all__)) == len(simkit.__all__)


@pytest.mark.parametrize("name", sorted(simkit.__all__))
def test_each_can_be_imported_and_is_described(name: str) -> None:
    found = getattr(simkit, name)
    if callable(found) and hasattr(found, "__module__") and name != "Intervention":
        assert found.__doc__
        assert found.__name__ == name
        assert found.__module__ == simkit._HOME[name]


def test_star_import_brings_all() -> None:
    names: dict[str, object] = {}
    exec("from simkit import *", names)  # noqa: S102 (the statement itself is what is tested)
    assert set(simkit.__all__) <= set(names)


def test_an_unknown_name_is_answered_with_the_known() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'compair'; its public names are Answer"):
        _ = simkit.compair  # type: ignore[attr-defined]


def test_the_version_is_that_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert simkit.__version__ == project["version"]


def test_importing_loads_no_room() -> None:
    code = "import sys, simkit; print(*sorted(name for name in sys.modules if name.startswith('simkit.')))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.split() == []
