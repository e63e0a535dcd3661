"""The style of the house is checked where everything else is: ruff and mypy, with the settings of pyproject.toml."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CHECKS = {
    "lint": ["ruff", "check", "--no-cache", "."],
    "format": ["ruff", "format", "--check", "--no-cache", "simkit", "tests", "notebooks", "bootstrap.py"],
    "types": ["mypy"],
}


def complaints(*command: str, folder: Path = ROOT) -> str:
    """What a checker says; empty when it is content."""
    done = subprocess.run([sys.executable, "-m", *command], cwd=folder, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


@pytest.mark.parametrize("check", CHECKS)
def test_the_house_is_in_style(check: str) -> None:
    assert complaints(*CHECKS[check]) == ""


def test_a_slip_is_found(tmp_path: Path) -> None:
    """The checks above can fail: an unused import and a wrong type are told."""
    (tmp_path / "slip.py").write_text('"""A slip."""\n\nimport os\n\nCOUNT: int = "three"\n', "utf-8")
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text("utf-8"), "utf-8")

    assert "F401" in complaints("ruff", "check", "--no-cache", "slip.py", folder=tmp_path)
    assert "assignment" in complaints("mypy", "slip.py", folder=tmp_path)
