"""environment.yml, the other way in, names what pyproject.toml names, and conda can read its words.

Whether conda finds a solution cannot be tested without its channel; names and ranges can.
"""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
# The part of conda's MatchSpec that we use: a name, then ranges joined by commas, without spaces between them.
VERSION = r"\d+(?:\.\d+)*"
MATCH_SPEC = re.compile(
    rf"([a-z0-9][a-z0-9._-]*)(?: ((?:>=|<=|==|!=|>|<){VERSION}(?:,(?:>=|<=|==|!=|>|<){VERSION})*))?"
)
PROJECT = "--editable ."
CONDA_ONLY = {"pip"}  # pyproject.toml does not ask for the installer


def conda(text: str) -> dict[str, SpecifierSet]:
    """Names and ranges in environment.yml; ValueError for what conda could not read."""
    found: dict[str, SpecifierSet] = {}
    for entry in entries(text):
        match = MATCH_SPEC.fullmatch(entry)
        if match is None:
            raise ValueError(f"{entry!r} is no MatchSpec; write a name, a space and ranges such as >=1.2,<2")
        name = canonicalize_name(match[1])
        if name in found:
            raise ValueError(f"{name} stands there twice")
        found[name] = SpecifierSet(match[2] or "")
    return found


def entries(text: str) -> list[str]:
    """What conda installs, and what it lets pip install, but for the project itself."""
    listed = document(text)["dependencies"]
    by_pip = [name for entry in listed if isinstance(entry, dict) for name in entry["pip"]]
    return [entry for entry in listed if isinstance(entry, str)] + [name for name in by_pip if name != PROJECT]


def document(text: str) -> dict[str, Any]:
    """The YAML document."""
    loaded: dict[str, Any] = YAML(typ="safe").load(text)
    return loaded


def pyproject(text: str) -> dict[str, SpecifierSet]:
    """Names and ranges in pyproject.toml: Python, the dependencies and those of all extras."""
    project = tomllib.loads(text)["project"]
    extras = project["optional-dependencies"]
    found = {"python": SpecifierSet(project["requires-python"])}
    for line in [*project["dependencies"], *(line for lines in extras.values() for line in lines)]:
        requirement = Requirement(line)
        name = canonicalize_name(requirement.name)
        if found.setdefault(name, requirement.specifier) != requirement.specifier:
            raise ValueError(f"{name} is asked for with two ranges")
    return found


def differences(environment: dict[str, SpecifierSet], project: dict[str, SpecifierSet]) -> list[str]:
    """What stands in one of the two only, or with another range."""
    said = []
    for name in sorted(environment.keys() | project.keys()):
        if name not in environment:
            said.append(f"{name} is missing from environment.yml")
        elif name not in project:
            if name not in CONDA_ONLY:
                said.append(f"{name} is not in pyproject.toml")
        elif environment[name] != project[name]:
            said.append(f"{name} is {environment[name]} in environment.yml and {project[name]} in pyproject.toml")
    return said


def test_environment_equals_pyproject() -> None:
    environment = conda((ROOT / "environment.yml").read_text(encoding="utf-8"))
    project = pyproject((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert differences(environment, project) == []


def test_environment_installs_the_project_last_and_from_conda_forge_only() -> None:
    environment = document((ROOT / "environment.yml").read_text(encoding="utf-8"))
    assert environment["name"] == "simkit"
    assert environment["channels"] == ["conda-forge"]
    assert environment["dependencies"][-1]["pip"][-1] == PROJECT


@pytest.mark.parametrize(
    "fault", ["numpy>>2", "numpy >=2, <3", "numpy >=", "Numpy", "numpy >=2,", "numpy 2 3 4 5", ">=2"]
)
def test_faulty_words_would_be_seen(fault: str) -> None:
    with pytest.raises(ValueError, match="is no MatchSpec"):
        conda(f"dependencies:\n  - '{fault}'\n")


def test_a_double_would_be_seen() -> None:
    with pytest.raises(ValueError, match="twice"):
        conda("dependencies: [numpy, numpy >=2]")


def test_differences_would_be_seen() -> None:
    environment = conda("dependencies: [python >=3.11, pip, numpy >=2, {pip: [polars, --editable .]}]")
    project = pyproject(
        """
        [project]
        requires-python = ">=3.11"
        dependencies = ["numpy>=2.1", "ruamel.yaml"]
        [project.optional-dependencies]
        lab = ["nbval"]
        dev = ["nbval"]
        """
    )
    assert differences(environment, project) == [
        "nbval is missing from environment.yml",
        "numpy is >=2 in environment.yml and >=2.1 in pyproject.toml",
        "polars is not in pyproject.toml",
        "ruamel-yaml is missing from environment.yml",
    ]
