"""Reading a search: its own file, the scenario that it names, and whether the two go together."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from simkit.errors import ScenarioError, SimkitError
from simkit.experiment.search.question import Search
from simkit.experiment.search.space import Space, space_of
from simkit.quantities import said
from simkit.scenario.reading import load, read_model, tree_of
from simkit.scenario.scenario import Scenario
from simkit.wording import Fault, one_of


@dataclass(frozen=True)
class Asked:
    """A search and the scenario it is about; space: what may vary."""

    search: Search
    scenario: Scenario
    space: Space


def asked(
    search: Search | str | os.PathLike[str], scenario: Scenario | None = None, trials: int | None = None
) -> Asked:
    """A search, made in Python or read from a file, with its scenario: the one that is given, or the one it names.

    trials: instead of those of the search.  Raises SimkitError, with line and column where there is a file, when
    something does not fit.
    """
    found = _asked(search, scenario)
    return found if trials is None else replace(found, search=found.search.with_("trials", trials))


def _asked(search: Search | str | os.PathLike[str], scenario: Scenario | None) -> Asked:
    if isinstance(search, Search):
        if scenario is None and not search.scenario:
            raise SimkitError("scenario: a search is about a scenario; name its file, or give one: scenario=scenario")
        return _fitting(search, load(search.scenario) if scenario is None else scenario)
    file = os.fspath(search)
    question = read_model(Search, file)
    if scenario is None:
        scenario = _named(question.scenario, file)
    try:
        return _fitting(question, scenario)
    except _UnfitError as error:
        tree = tree_of(file)
        raise ScenarioError(
            [
                tree.place_of(fault.path, fault.at_key).problem(str(Fault(fault.path, fault.what)), fault.instead)
                for fault in error.faults
            ]
        ) from None


def _named(name: str, file: str) -> Scenario:
    """The scenario that a file names, from its own folder."""
    tree = tree_of(file)
    if not name:
        raise ScenarioError([tree.place.problem('the key "scenario" is missing', "add it (the scenario's file)")])
    path = Path(file).parent / name
    try:
        if path.is_file():
            return load(path)
        near = sorted(each.name for each in path.parent.glob("*.y*ml"))
    except (OSError, ValueError):  # a name that the system does not take
        near = []
    instead = one_of(path.name, near) if near else "write a path from the folder of this file"
    raise ScenarioError([tree.place_of(("scenario",)).problem(f"scenario: there is no file {said(name)}", instead)])


class _UnfitError(SimkitError):
    """What does not fit between a search and its scenario."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = tuple(faults)


def _fitting(search: Search, scenario: Scenario) -> Asked:
    if search.scheme not in scenario.schemes:
        what = f"there is no scheme {said(search.scheme)}"
        raise _UnfitError([Fault(("scheme",), what, one_of(search.scheme, scenario.schemes))])
    space, wrong = space_of(search, scenario.schemes[search.scheme])
    if space is None:
        raise _UnfitError(wrong)
    return Asked(search, scenario, space)
